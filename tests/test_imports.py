"""What is imported when: light to import, no office library before a document is written."""

import subprocess
import sys

import pytest

from tests.conftest import PROGRAMS

HEAVY = ("openpyxl", "docx", "lxml", "numpy", "pandas", "rich", "markdown_it")


def modules_after(code: str) -> set[str]:
    """The top-level modules a fresh process holds after some code."""
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\nprint(' '.join({{name.split('.')[0] for name in sys.modules}}))"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.splitlines()[-1].split())


def test_import_is_light():
    """``import kimcore`` brings none of the heavy libraries, nor YAML."""
    assert not modules_after("import kimcore") & {*HEAVY, "yaml", "click"}


@pytest.mark.parametrize("name", ["musterstadt", "unna"])
def test_load_and_check_write_nothing_and_import_nothing_for_it(name):
    """Loading and checking a program imports no office library."""
    code = f"import kimcore\nkim = kimcore.Kimcore()\nkim.check(kim.load({str(PROGRAMS / f'{name}.yaml')!r}))"
    assert not modules_after(code) & set(HEAVY)


def test_writing_a_workbook_never_imports_numpy():
    """openpyxl imports numpy where it finds it; kimcore's dependencies do not bring it."""
    code = (
        "import kimcore\nkim = kimcore.Kimcore()\n"
        f"kim.render(kim.load({str(PROGRAMS / 'unna.yaml')!r}), 'finanzierungsplan', year=2023)"
    )
    assert not modules_after(code) & {"numpy", "pandas", "docx"}
