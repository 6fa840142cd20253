"""Golden files: texts beside the tests that say what came out, written anew by ``pytest --update-golden``."""

import difflib
from pathlib import Path

__all__ = ["Golden"]


class Golden:
    """Compares texts with files in the folder ``golden`` beside a test.

    Args:
        folder: where the files lie.
        name: the name of the test, which begins the name of each file.
        update: True writes the files instead.
    """

    def __init__(self, folder: Path, name: str, *, update: bool) -> None:
        self._folder, self._name, self._update = folder, name, update

    def __call__(self, text: str, name: str = "") -> None:
        """Compare a text with its file.

        Args:
            text: what came out, for example ``kimcore.testing.dump(data)``.
            name: tells several texts of a test apart.

        Raises:
            AssertionError: it is another text, or there is no file yet; the message shows the difference.
        """
        path = self._folder / f"{'-'.join(filter(None, (self._name, name)))}.txt"
        if self._update:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            return
        hint = "Wenn das Neue richtig ist: pytest --update-golden"
        if not path.is_file():
            raise AssertionError(f"Die Vergleichsdatei {path} gibt es noch nicht. {hint}")
        there = path.read_text(encoding="utf-8")
        if there != text:
            lines = difflib.unified_diff(there.splitlines(), text.splitlines(), str(path), "jetzt", lineterm="", n=1)
            raise AssertionError("\n".join((f"{path.name} ist anders als das, was jetzt entsteht. {hint}", *lines)))
