"""From a finding to its line and column, in the file as it is now."""

import attrs
import pytest

from kimcore import files
from kimcore.errors import FileError, UsageError
from kimcore.findings import Finding, Place, Severity

YAML = """\
title: KIM
kommune: {id: x, ags: "05978000"}
measures:
# ein Kommentar
- id: m-1
  handlungsfelder: [a, ü-b, c]
- id: m-2
  costs:
  - {year: 2025, amount: 5}
extensions:
  a.b: {c: 1}
"""


@pytest.fixture
def path(tmp_path):
    """A file whose parts are looked for."""
    file = tmp_path / "x.yaml"
    file.write_text(YAML, encoding="utf-8")
    return file


def finding(path, code="KIM-MAS-001"):
    """A finding of a check, which knows no file."""
    return Finding(code=code, severity=Severity.FEHLER, path=path, message="x")


@pytest.mark.parametrize(
    ("where", "line", "column"),
    [
        ("title", 1, 8),
        ("kommune", 2, 1),
        ("kommune.ags", 2, 23),
        ("measures", 3, 1),
        ("measures[0]", 5, 3),
        ("measures[0].handlungsfelder[1]", 6, 24),
        ("measures[1].costs[0].amount", 9, 26),
        ("measures[1].costs[0].fehlt", 9, 5),
        ("measures[7].title", 3, 1),
        ('extensions["a.b"].c', 11, 12),
        ("goals[0]", 1, 1),
        ("", 1, 1),
    ],
)
def test_a_path_leads_to_its_place(path, where, line, column):
    """Values at the value, sections and lists at their key, what is missing at what is around it."""
    for wanted in (where, finding(where)):
        assert files.locate(wanted, path) == Place(file=str(path), line=line, column=column)
    assert files.locate(where, str(path)).column == column


def test_an_unknown_key_is_shown_at_the_key(path):
    """There the key is to blame, not its value."""
    assert files.locate(finding("title", "KIM-DAT-003"), path).column == 1


def test_a_place_that_is_known_is_not_looked_for(path):
    """A finding of loading knows its place; in another file it is looked for anew."""
    known = attrs.evolve(finding("title"), place=Place(file=str(path), line=99, column=9))
    assert files.locate(known, path).line == 99
    other = path.with_name("y.json")
    other.write_text('{"goals": [], "title": "x"}')
    assert files.locate(known, other) == Place(file=str(other), line=1, column=24)


def test_a_file_that_has_changed_gives_what_it_can(path):
    """A file that is no YAML any more, or holds nothing, gives at least its name."""
    path.write_text("# nur ein Kommentar\n", encoding="utf-8")
    assert files.locate("title", path) == Place(file=str(path))
    path.write_text("title: [1\n", encoding="utf-8")
    assert files.locate("title", path) == Place(file=str(path), line=1, column=1)


def test_a_file_that_cannot_be_read_is_an_error(path, tmp_path):
    """As in loading."""
    with pytest.raises(FileError, match="gibt es nicht"):
        files.locate("title", tmp_path / "fehlt.yaml")
    with pytest.raises(UsageError, match="Programmdateien enden auf"):
        files.locate("title", tmp_path / "x.pdf")
