"""A Word document of every kind of block, judged by programs that did not write it."""

import pytest

from kimcore.render.theme import DEFAULT_THEME
from kimcore.render.word import WordRenderer
from tests.accessibility import accessibility
from tests.known_pdf_faults import new_pdf_faults
from tests.office import audit_findings, sdk_findings, tagged_pdfs
from tests.pages import page_faults, pages, typography
from tests.render.everything import EVERYTHING, PLAIN

DOCUMENTS = {document.id: document for document in (EVERYTHING, PLAIN)}


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Both documents, written once."""
    folder = tmp_path_factory.mktemp("word")
    made = {name: folder / f"{name}.docx" for name in DOCUMENTS}
    for name, path in made.items():
        with path.open("wb") as target:
            WordRenderer().render(DOCUMENTS[name], DEFAULT_THEME, target)
    return made


@pytest.fixture(scope="module")
def printed(files):
    """Both documents, converted in one go."""
    tagged_pdfs(list(files.values()))
    return files


@pytest.mark.parametrize("name", DOCUMENTS)
def test_renderer_finds_nothing(name):
    """The renderer's own check has nothing against the documents."""
    assert list(WordRenderer().check(DOCUMENTS[name])) == []


@pytest.mark.sdk
@pytest.mark.parametrize("name", DOCUMENTS)
def test_open_xml_sdk_finds_nothing(files, name):
    """The Open XML SDK validator finds nothing."""
    assert sdk_findings(files[name]) == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_openxml_audit_finds_nothing(files, name):
    """openxml-audit finds no error and no warning."""
    assert audit_findings(files[name]) == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_accessible(files, name):
    """kimcore's own rules of accessibility find nothing."""
    assert accessibility(files[name]) == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_german_typography(files, name):
    """Quotes, dashes, ellipses and no-break spaces are German."""
    assert typography(files[name]) == []


@pytest.mark.office
@pytest.mark.parametrize("name", DOCUMENTS)
def test_pdf_ua(printed, name):
    """As PDF/UA the documents have no fault but the known ones of LibreOffice."""
    assert new_pdf_faults(printed[name]) == []


@pytest.mark.office
@pytest.mark.parametrize("name", DOCUMENTS)
def test_pages(printed, name):
    """No heading stands alone, nothing runs off the page, no page is empty, no field shows an error."""
    assert page_faults(printed[name]) == []


@pytest.mark.office
def test_every_page_is_marked(printed):
    """ENTWURF and the state stand on every page of what is not released."""
    for page in pages(tagged_pdfs([printed["alles"]])[0]):
        words = [word.text for word in page.words]
        assert "ENTWURF" in words, page.number
        assert "Entwurf" in words, page.number
