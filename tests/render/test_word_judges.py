"""A Word document of every kind of block, judged by programs that did not write it."""

import attrs
import pytest
from tests.judges import JUDGES
from tests.office import tagged_pdf
from tests.pages import pages

from kimcore.blocks import Document, Field, Fields, Orientation, Paragraph, Section
from kimcore.render.theme import DEFAULT_THEME
from kimcore.render.word import WordRenderer
from kimcore.testing import complete_program
from kimcore.testing.samples import SampleDocument
from kimcore.testing.sessions import session_with

SENTENCE = (
    "Die Stadt Musterstadt richtet das Kommunale Integrationsmanagement ein und verbindet darin die Stellen, die mit "
    "der Integration neu zugewanderter Menschen befasst sind, von der Ausländerbehörde bis zum Jobcenter. "
)


def everything():
    """Every kind of block, and tables over several pages, upright and across."""
    content = session_with((), (SampleDocument,)).compose(complete_program(), SampleDocument.name, draft=True)
    table = content.blocks[2].blocks[0].blocks[0]
    long, across = (attrs.evolve(table, id=name, rows=table.rows[1:-1] * 12) for name in ("lang", "matrix"))
    more = (
        Section(id="lang-abschnitt", title="Lang", blocks=(attrs.evolve(long, filter=True), Paragraph(text=SENTENCE))),
        Section(id="matrix-anhang", title="Matrix", appendix=True, orientation=Orientation.LANDSCAPE, blocks=(across,)),
    )
    return attrs.evolve(content, blocks=(*content.blocks[:-1], more[0], content.blocks[-1], more[1]))


def plain():
    """Without cover and contents, released: no watermark, no chart to excuse anything."""
    fields = Fields(
        id="steckbrief", fields=(Field(label="Träger", value="Musterstadt"), Field(label="Ort", value=None))
    )
    section = Section(id="anlass", title="Anlass", numbered=False, blocks=(Paragraph(text=SENTENCE * 3), fields))
    about = attrs.evolve(everything().properties, state="Freigegeben", marks=())
    return Document(id="kurz", title="Kurzprofil: Teilhabe & Integration", properties=about, blocks=(section,))


@pytest.fixture(scope="module")
def documents():
    """Both documents."""
    return {"alles": everything(), "kurz": plain()}


@pytest.fixture(scope="module")
def files(documents, tmp_path_factory):
    """Both documents, written once."""
    folder = tmp_path_factory.mktemp("word")
    made = {name: folder / f"{name}.docx" for name in documents}
    for name, path in made.items():
        with path.open("wb") as target:
            WordRenderer().render(documents[name], DEFAULT_THEME, target)
    return made


@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize("name", ["alles", "kurz"])
def test_judge_finds_nothing(files, name, judge):
    """No judge has anything against a document of every kind of block, long or short."""
    assert judge(files[name]) == []


@pytest.mark.parametrize("name", ["alles", "kurz"])
def test_renderer_finds_nothing(documents, name):
    """The renderer's own check has nothing against the documents."""
    assert list(WordRenderer().check(documents[name])) == []


@pytest.mark.office
def test_every_page_is_marked(files):
    """ENTWURF and the state stand on every page of what is not released."""
    for page in pages(tagged_pdf(files["alles"])):
        words = [word.text for word in page.words]
        assert "ENTWURF" in words, page.number
        assert "Entwurf" in words, page.number
