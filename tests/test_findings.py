"""Findings: how they read, and their order."""

from kimcore.findings import Finding, Place, Severity, sort_findings, worst


def finding(severity=Severity.FEHLER, path="measures[2]", **fields):
    """A finding that holds nothing but what a test is about."""
    return Finding(code="KIM-X-001", severity=severity, path=path, message="Falsch.", **fields)


def test_it_reads_as_one_line():
    """A finding says severity, place, message, code and hint; the path stands for a place nobody knows."""
    assert str(finding()) == "fehler: measures[2]: Falsch. [KIM-X-001]"
    placed = finding(place=Place(file="a.yaml", line=3, column=5), hint="Ändern.")
    assert str(placed) == "fehler: a.yaml:3:5: Falsch. [KIM-X-001] Ändern."


def test_places():
    """A place is a line of a file, a cell of a sheet, or the file as a whole."""
    assert str(Place(file="a.yaml")) == "a.yaml"
    assert str(Place(file="a.xlsx", sheet="Stellen", cell="B7")) == "a.xlsx, Blatt „Stellen“, Zelle B7"


def test_the_gravest_comes_first_then_the_path():
    """Findings are read by severity, then in the order of the file: entry 2 before entry 12."""
    findings = [
        finding(Severity.HINWEIS, "a"),
        finding(path="measures[12]"),
        finding(path="measures[2]"),
        finding(Severity.WARNUNG, "b"),
    ]
    assert [entry.path for entry in sort_findings(findings)] == ["measures[2]", "measures[12]", "b", "a"]


def test_worst():
    """The worst of several severities, and None of nothing."""
    assert worst([finding(Severity.HINWEIS), finding(Severity.WARNUNG)]) is Severity.WARNUNG
    assert worst([]) is None
