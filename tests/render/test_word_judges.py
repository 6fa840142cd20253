"""A Word document of every kind of block, judged by programs that did not write it."""

import pytest
from tests.judges import JUDGES
from tests.office import tagged_pdf
from tests.pages import pages
from tests.render.everything import EVERYTHING, PLAIN

from kimcore.render.theme import DEFAULT_THEME
from kimcore.render.word import WordRenderer

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


@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_judge_finds_nothing(files, name, judge):
    """No judge has anything against a document of every kind of block, long or short."""
    assert judge(files[name]) == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_renderer_finds_nothing(name):
    """The renderer's own check has nothing against the documents."""
    assert list(WordRenderer().check(DOCUMENTS[name])) == []


@pytest.mark.office
def test_every_page_is_marked(files):
    """ENTWURF and the state stand on every page of what is not released."""
    for page in pages(tagged_pdf(files["alles"])):
        words = [word.text for word in page.words]
        assert "ENTWURF" in words, page.number
        assert "Entwurf" in words, page.number
