"""Whatever a program lacks, its concept documents can be made as drafts."""

import io
import zipfile

import pytest

from kimcore.model import OrganisationalUnit
from kimcore.testing.dumps import parts
from tests.conftest import PROGRAMS, make_program

NAMES = sorted(path.stem for path in PROGRAMS.glob("*.yaml"))


@pytest.mark.parametrize("exporter", ["kim-konzept", "integrationskonzept", "kurzprofil"])
@pytest.mark.parametrize("name", NAMES)
def test_a_draft_of_every_program(kim, sample, name, exporter):
    """Each document of each sample program is a Word file; every id in it is there once."""
    program = sample(name)
    document = kim.compose(program, exporter)
    ids = [part.id for part in parts(document) if getattr(part, "id", "")]
    assert len(ids) == len(set(ids))
    package = zipfile.ZipFile(io.BytesIO(kim.render(program, exporter, draft=True)))
    assert "word/document.xml" in package.namelist()


def test_units_in_a_circle(kim):
    """Units that stand above each other are left out of a draft; the finding on them says why."""
    units = (
        OrganisationalUnit(id="a", name="Amt A", parent="b"),
        OrganisationalUnit(id="b", name="Amt B", parent="a"),
    )
    program = make_program(units=units)
    assert "Amt A" not in str(kim.compose(program, "kim-konzept", year=2025))
    assert any(finding.code == "KIM-REF-003" for finding in kim.check(program))
