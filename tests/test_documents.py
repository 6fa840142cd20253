"""Finished Word documents of real and invented programs, before every judge, none of which wrote them."""

import pytest

from tests.judges import JUDGES
from tests.office import tagged_pdfs

DOCUMENTS = [
    ("musterstadt", "kim-konzept", 2025, False),
    ("musterstadt", "integrationskonzept", 2025, False),
    ("kreis-musterland", "kim-konzept", 2025, False),
    ("kreis-musterland", "integrationskonzept", 2025, False),
    ("kreis-musterland", "kurzprofil", 2025, False),
    ("hamm", "integrationskonzept", None, True),
    ("hochsauerlandkreis", "integrationskonzept", None, True),
    ("hochsauerlandkreis", "kurzprofil", None, True),
]


@pytest.fixture(scope="session")
def documents(kim, sample, tmp_path_factory):
    """Every document of the list, written once and converted in one go."""
    folder = tmp_path_factory.mktemp("documents")
    made = {}
    for name, exporter, year, draft in DOCUMENTS:
        path = made[name, exporter] = folder / f"{name}-{exporter}.docx"
        kim.export(sample(name), exporter, path, year=year, draft=draft)
    tagged_pdfs([*made.values()])
    return made


@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize(("name", "exporter"), [entry[:2] for entry in DOCUMENTS])
def test_no_judge_finds_anything(documents, judge, name, exporter):
    """Validators, accessibility rules, PDF/UA checkers, typography and page rules find nothing but known faults."""
    assert judge(documents[name, exporter]) == []
