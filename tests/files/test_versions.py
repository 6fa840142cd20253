"""Program files of older formats."""

import pytest

from kimcore.files.versions import MIGRATIONS, migrate
from kimcore.model import SCHEMA_VERSION

STEPS = {
    1: lambda data: {**{key: value for key, value in data.items() if key != "ziele"}, "goals": data["ziele"]},
    2: lambda data: {**data, "goals": [{"id": goal} for goal in data["goals"]]},
}


def test_an_older_file_is_lifted_step_by_step():
    """Each small function makes the next version; the original is not touched."""
    data = {"schema_version": "1", "ziele": ["a"]}
    lifted, findings = migrate(data, migrations=STEPS, current=3)
    assert findings == ()
    assert lifted == {"schema_version": 3, "goals": [{"id": "a"}]}
    assert data == {"schema_version": "1", "ziele": ["a"]}
    assert migrate({"schema_version": 2, "goals": ["b"]}, migrations=STEPS, current=3)[0]["goals"] == [{"id": "b"}]


def test_a_current_file_stays_as_it_is():
    """With its version or without one; there is nothing to migrate yet."""
    assert MIGRATIONS == {}
    assert migrate({"title": "x"}) == ({"title": "x", "schema_version": SCHEMA_VERSION}, ())
    assert migrate({"schema_version": SCHEMA_VERSION}) == ({"schema_version": SCHEMA_VERSION}, ())


@pytest.mark.parametrize(
    ("version", "message", "hint"),
    [
        (4, "Das Dateiformat 4 ist neuer als diese Version von kimcore, die bis 3 liest.", "kimcore aktualisieren."),
        (0, "Das Dateiformat 0 kennt kimcore nicht.", "3 schreiben."),
        ("1.0", "„1.0“ ist keine ganze Zahl; erwartet: eine ganze Zahl ab 0.", "3 schreiben."),
        (None, "Ein leerer Wert ist keine ganze Zahl; erwartet: eine ganze Zahl ab 0.", "3 schreiben."),
    ],
)
def test_another_version_is_refused(version, message, hint):
    """Newer, unknown or no number: one finding that says what to do."""
    data, (finding,) = migrate({"schema_version": version}, migrations=STEPS, current=3)
    assert data is None
    assert (finding.code, finding.path) == ("KIM-DAT-007", "schema_version")
    assert (finding.message, finding.hint) == (message, hint)
