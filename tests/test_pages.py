"""What judges pages and typography finds its fault and lets a good document pass."""

import pytest

from tests import wordfiles as w
from tests.office import tagged_pdfs
from tests.pages import page_faults, typography

SENTENCES = w.para("Ein Satz über die Integration in Musterstadt.")
HEAD, TABLE = w.heading("Ziele"), (("Jahr", "Betrag"), ("2025", "3"))
FULL = HEAD + SENTENCES * 54
"""One line more, and the page is full."""
WIDE = w.table(*TABLE).replace("<w:tblGrid/>", '<w:tblGrid><w:gridCol w:w="10000"/><w:gridCol w:w="3000"/></w:tblGrid>')
BREAK = '<w:r><w:br w:type="page"/></w:r>'
FAULTS = {
    "good": (HEAD + SENTENCES + w.para(w.picture("x")) + w.caption("Abbildung", "Quadrat"), []),
    "orphaned heading": (
        FULL + SENTENCES + w.heading("Unten", 2) + SENTENCES,
        ["Seite 1: eine Überschrift steht allein am Ende der Seite"],
    ),
    "caption alone": (
        FULL + w.caption("Tabelle", "Mittel") + w.table(*TABLE),
        ["Seite 1: die Beschriftung einer Tabelle steht allein am Ende der Seite"],
    ),
    "caption overleaf": (
        HEAD + SENTENCES * 49 + w.para(w.picture("x")) + w.caption("Abbildung", "Quadrat"),
        ["Seite 1: die Beschriftung einer Abbildung steht erst auf der nächsten Seite"],
    ),
    "empty page": (HEAD + SENTENCES + w.para(BREAK) * 2 + SENTENCES, ["Seite 2: leer"]),
    "off the page": (
        HEAD + WIDE.replace('w:type="auto"', 'w:type="dxa"').replace('w:w="0"', 'w:w="13000"'),
        ["Seite 1: „Betrag“ steht am Rand oder darüber hinaus"],
    ),
    "lost reference": (
        HEAD + w.para("Siehe ", w.field("REF kim_weg \\h", "x"), "."),
        ["Seite 1: „Error: Reference“"],
    ),
}


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """All files, converted in one go."""
    folder = tmp_path_factory.mktemp("pages")
    parts = {"image1.png": w.png(), "header1.xml": w.para("Konzept der Stadt Musterstadt")}
    made = {name: w.word_file(folder / f"{name}.docx", body, parts=parts) for name, (body, _) in FAULTS.items()}
    tagged_pdfs(list(made.values()))
    return made


@pytest.mark.office
@pytest.mark.parametrize(("name", "faults"), [(name, faults) for name, (_, faults) in FAULTS.items()], ids=list(FAULTS))
def test_pages(files, name, faults):
    """Each fault of a page is found, and nothing on a good one."""
    assert page_faults(files[name]) == faults


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('Zoll: 3"', "gerade Anführungszeichen"),
        ("Sprache - Arbeit", "Bindestrich statt Gedankenstrich"),
        ("und so weiter...", "drei Punkte statt Auslassungszeichen"),
        ("57.000,00 €", "trennbares Leerzeichen vor der Einheit"),
        ("nach § 23 LHO", "trennbares Leerzeichen vor der Zahl"),
        ("z. B. Sprache", "Abkürzung ohne geschütztes Leerzeichen"),
        ("z.B. Sprache", "Abkürzung ohne geschütztes Leerzeichen"),
        ("Sprache , Arbeit", "Leerzeichen vor dem Satzzeichen"),
    ],
)
def test_typography(tmp_path, text, fault):
    """What a typesetter would change is named; his own version passes."""
    assert [found.partition(":")[0] for found in typography(w.word_file(tmp_path / "a.docx", w.para(text)))] == [fault]


def test_good_typography(tmp_path):
    """German quotes, dashes, apostrophes and no-break spaces pass, and so does code."""
    good = w.para("„Das Konzept“ – so geht’s … 57.000,00\u00a0€ nach §\u00a023 LHO, z.\u00a0B. 2025/26 und 1,5\u00a0%.")
    code = w.para(w.run('a = "b"', '<w:rStyle w:val="KimCode"/>'))
    assert typography(w.word_file(tmp_path / "a.docx", good + code)) == []
