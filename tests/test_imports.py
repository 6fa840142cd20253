"""What is imported when: light to import, no office library before a document is written."""

import subprocess
import sys

import pytest

from tests.conftest import PROGRAMS

HEAVY = ("openpyxl", "docx", "lxml", "numpy", "pandas", "rich", "markdown_it")


def output_of(code: str) -> tuple[list[str], set[str]]:
    """What some code prints in a fresh process, and the top-level modules it then holds."""
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\nprint(' '.join({{name.split('.')[0] for name in sys.modules}}))"],
        capture_output=True,
        text=True,
        check=True,
    )
    *lines, modules = done.stdout.splitlines()
    return lines, set(modules.split())


def modules_after(code: str) -> set[str]:
    """The top-level modules a fresh process holds after some code."""
    return output_of(code)[1]


def test_import_is_light():
    """``import kimcore`` brings none of the heavy libraries, nor YAML."""
    assert not modules_after("import kimcore") & {*HEAVY, "yaml", "click"}


@pytest.mark.parametrize("name", ["musterstadt", "unna"])
def test_load_and_check_write_nothing_and_import_nothing_for_it(name):
    """Loading and checking a program imports no office library, nor what kimcore writes documents with."""
    code = f"import kimcore\nkim = kimcore.Kimcore()\nkim.check(kim.load({str(PROGRAMS / f'{name}.yaml')!r}))"
    code += (
        "\nprint([name for name in sys.modules if name.startswith(('kimcore.render.excel.', 'kimcore.render.word.'))])"
    )
    said, modules = output_of(code)
    assert not modules & set(HEAVY)
    assert said == ["[]"]


def test_writing_a_workbook_never_imports_numpy():
    """openpyxl imports numpy where it finds it; kimcore's dependencies do not bring it."""
    code = (
        "import kimcore\nkim = kimcore.Kimcore()\n"
        f"kim.render(kim.load({str(PROGRAMS / 'unna.yaml')!r}), 'finanzierungsplan', year=2023)"
    )
    assert not modules_after(code) & {"numpy", "pandas", "docx"}
