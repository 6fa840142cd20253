"""A new text goes into a program file at its own place; every other byte stays."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kimcore.errors import FileError
from kimcore.files import NewText, load, splice_texts
from tests.conftest import PROGRAMS

HEAD = """\
# Kopf
foerderprogramm: kim-nrw
title: Kreis Unna   # Titel
stand: 2025-03-20
kommune: {id: kreis-unna, name: Kreis Unna, kind: kreis}
"""
TAIL = "# Ende der Texte\nmilestones: []\n"
NEW = "Neu: eins.\n\n- zwei  \n  drei\n"


def written(tmp_path: Path, text: str, *texts: NewText, name: str = "p.yaml") -> str:
    """The file after the texts went into it."""
    path = tmp_path / name
    path.write_bytes(text.encode())
    assert splice_texts(path, texts) == (path,)
    assert all(load(path).text(entry.chapter) == entry.new for entry in texts)
    return path.read_bytes().decode()


@pytest.mark.parametrize(
    ("old", "text", "new", "expected"),
    [
        ("| # so", "alt\n", NEW, "| # so\n      Neu: eins.\n\n      - zwei  \n        drei"),
        ("|4", "  alt\n", NEW, None),
        (">-  # gefaltet", "alt", "Neu:\neins", "|-  # gefaltet\n      Neu:\n      eins"),
        ("|+", "alt\n\n\n", "neu\n\n\n", "|+\n      neu"),
    ],
)
def test_blocks(tmp_path, old, text, new, expected):
    """A block keeps its header, its comment, its indent and the empty lines behind it; a folded one becomes literal."""
    pad = "\n\n" if old == "|+" else ""
    source = f"{HEAD}texts:\n  - chapter: a\n    text: {old}\n      alt\n{pad}{TAIL}"
    if old == "|4":
        source = source.replace("      alt", "          alt")
        expected = "|4\n        Neu: eins.\n\n        - zwei  \n          drei"
    found = written(tmp_path, source, NewText("a", text, new))
    head, tail = source.split(f"{old}\n")
    assert found == f"{head}{expected}{tail.partition('alt')[2]}"


@pytest.mark.parametrize(
    ("old", "text", "new", "expected"),
    [
        ("alt", "alt", "ganz: neu", "'ganz: neu'"),
        ("'alt'  # kurz", "alt", "neu", "neu  # kurz"),
        ('"alt"  # kurz', "alt", NEW, "|  # kurz\n      Neu: eins.\n\n      - zwei  \n        drei"),
        ("alt\n      und älter", "alt und älter", "a\nb", "|-\n      a\n      b"),
        ("''", "", NEW, "|\n      Neu: eins.\n\n      - zwei  \n        drei"),
        ("|\n      alt", "alt\n", "", "''"),
        ("|\n      alt", "alt\n", " eingerückt\n", "|2\n       eingerückt"),
    ],
)
def test_other_scalars(tmp_path, old, text, new, expected):
    """Plain and quoted texts become blocks where they get several lines; comments behind them stay."""
    source = f"{HEAD}texts:\n  - chapter: b\n    text: x\n  - chapter: a\n    text: {old}\n{TAIL}"
    assert written(tmp_path, source, NewText("a", text, new)) == source.replace(f"text: {old}\n", f"text: {expected}\n")


def test_an_empty_block(tmp_path):
    """A block without a line gets its lines."""
    source = f"{HEAD}texts:\n  - chapter: a\n    text: |\n{TAIL}"
    assert written(tmp_path, source, NewText("a", "", "neu")) == source.replace("|\n", "|-\n      neu\n")


def test_texts_in_brackets(tmp_path):
    """Where entries stand in brackets the text is a quoted one."""
    source = f"{HEAD}texts: [{{chapter: a, text: alt}}]\n{TAIL}"
    assert written(tmp_path, source, NewText("a", "alt", "ä\n")) == source.replace("text: alt", 'text: "ä\\n"')


def test_a_new_chapter(tmp_path):
    """A chapter that has no text yet is appended, whatever the file has of texts."""
    new = NewText("neu", "", "Zeile\n")
    entry = "  - chapter: neu\n    text: |\n      Zeile"
    source = f"{HEAD}texts:\n- chapter: a\n  text: |\n    alt\n\n{TAIL}"
    shallow = entry.replace("  ", "", 1).replace("\n  ", "\n")
    assert written(tmp_path, source, new) == source.replace("    alt\n", f"    alt\n{shallow}\n")
    assert written(tmp_path, HEAD, new) == f"{HEAD}\ntexts:\n{entry}\n"
    assert written(tmp_path, HEAD.rstrip("\n"), new) == f"{HEAD}\ntexts:\n{entry}\n"
    for nothing in (" []", " null", " ~", ""):
        for comment in ("", "  # kommt noch"):
            empty = f"{HEAD}texts:{nothing}{comment}\n{TAIL}"
            assert written(tmp_path, empty, new) == f"{HEAD}texts:{comment}\n{entry}\n{TAIL}"
    assert written(tmp_path, f"{HEAD}texts: []\n{TAIL}", NewText("neu", "", "x")) == (
        f"{HEAD}texts:\n  - chapter: neu\n    text: x\n{TAIL}"
    )


def test_line_ends_and_byte_order_mark_stay(tmp_path):
    """A file from Windows keeps its line ends and its mark."""
    source = f"\ufeff{HEAD}texts:\n  - chapter: a\n    text: |\n      alt\n{TAIL}".replace("\n", "\r\n")
    found = written(tmp_path, source, NewText("a", "alt\n", "neu\nund mehr\n"))
    assert found == source.replace("      alt\r\n", "      neu\r\n      und mehr\r\n")


def test_text_files(tmp_path):
    """A text that lies in a file of its own is written there; the program file stays untouched."""
    source = f"{HEAD}texts:\n  - {{chapter: a, file: texte/a.md}}\n  - chapter: b\n    text: x\n"
    path, side = tmp_path / "p.yaml", tmp_path / "texte" / "a.md"
    side.parent.mkdir()
    path.write_text(source, encoding="utf-8")
    side.write_bytes("\ufeffalt\r\n".encode())
    assert splice_texts(path, [NewText("a", "alt\n", "neu\nzwei\n")]) == (side,)
    assert side.read_bytes() == "\ufeffneu\r\nzwei\r\n".encode()
    side.write_bytes(b"alt\n")
    assert splice_texts(path, [NewText("a", "alt\n", "neu\n"), NewText("b", "x", "z")]) == (side, path)
    assert (side.read_bytes(), path.read_text(encoding="utf-8")) == (b"neu\n", source.replace("text: x", "text: z"))
    with pytest.raises(FileError, match="lässt sich hier nicht eintragen"):
        splice_texts(path, [NewText("a", "neu\n", "")])
    assert side.read_bytes() == b"neu\n"


def test_a_text_file_of_two_chapters_is_refused(tmp_path):
    """Where two chapters lie in one file a new text of one would change the other, too."""
    path, side = tmp_path / "p.yaml", tmp_path / "a.md"
    path.write_text(f"{HEAD}texts:\n- {{chapter: a, file: a.md}}\n- {{chapter: b, file: a.md}}\n", encoding="utf-8")
    side.write_text("alt\n", encoding="utf-8")
    with pytest.raises(FileError, match="Der Text zu „a“ lässt sich hier nicht eintragen"):
        splice_texts(path, [NewText("a", "alt\n", "neu\n")])
    assert side.read_text(encoding="utf-8") == "alt\n"


@pytest.mark.parametrize("texts", ['"texts": [{"chapter": "a", "text": "alt"}],', '"texts": [],', ""])
def test_json(tmp_path, texts):
    """In JSON one string is written anew, or one entry is added; signs are escaped where the file escapes them."""
    source = f'{{ {texts}\n  "foerderprogramm": "kim-nrw", "title": "T", "stand": "2025-01-01",\n'
    source += '  "kommune": {"id": "k", "name": "K", "kind": "kreis"}}\n'
    old, chapter = ("alt", "a") if "alt" in texts else ("", "a")
    found = written(tmp_path, source, NewText(chapter, old, "ä\nb"), name="p.json")
    entry = '{"chapter": "a", "text": "\\u00e4\\nb"}'
    expected = source.replace(texts, f'"texts": [{entry}],') if texts else f'{{ \n  "texts": [{entry}],{source[1:]}'
    assert found == expected
    more = written(tmp_path, found, NewText("b", "", "ü"), name="p.json")
    assert more == found.replace(entry, f'{entry},{{"chapter": "b", "text": "\\u00fc"}}')


def test_what_cannot_be_done_is_refused(tmp_path):
    """An alias, an anchor, a list that mixes forms, a file that has changed: refused, and nothing is written."""
    path = tmp_path / "p.yaml"
    alias = f"{HEAD}texts:\n  - chapter: a\n    text: &eins alt\n  - chapter: b\n    text: *eins\n"
    block = f"{HEAD}texts:\n  - chapter: a\n    text: &eins |\n      alt\n"
    for source, chapter in (
        (alias, "b"), (alias, "a"), (block, "a"), (f"{HEAD}texts: [{{chapter: a, text: alt}}]\n", "neu"),
        (f"{HEAD}texts:\n  - {{chapter: a, text: alt}}\n", "neu"), (f"{HEAD}---\n", ""),
    ):  # fmt: skip
        path.write_text(source, encoding="utf-8")
        if not chapter:
            continue
        old = load(path).text(chapter)
        with pytest.raises(FileError, match=f"Der Text zu „{chapter}“ lässt sich hier nicht eintragen"):
            splice_texts(path, [NewText(chapter, old, "neu\nneu\n")])
        assert path.read_text(encoding="utf-8") == source
    path.write_text(f"{HEAD}texts:\n  - chapter: a\n    text: alt\n", encoding="utf-8")
    with pytest.raises(FileError, match="hat sich seit dem Lesen geändert"):
        splice_texts(path, [NewText("a", "anders", "neu")])


TEXTS = st.text(st.sampled_from("ab Ä:#-|>'\"\\&*!%@`\t{[\n😀\u00a0"), max_size=40)


@given(TEXTS)
def test_any_text_at_any_place(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """Whatever a text says, the file then says just that, or it is refused and stays as it was."""
    path = tmp_path_factory.mktemp("p") / "p.yaml"
    source = f"{HEAD}texts:\n  - chapter: a\n    text: |\n      alt\n  - chapter: b\n    text: alt  # b\n{TAIL}"
    for chapter, old in (("a", "alt\n"), ("b", "alt"), ("neu", "")):
        path.write_text(source, encoding="utf-8")
        try:
            splice_texts(path, [NewText(chapter, old, text)])
        except FileError:
            assert path.read_text(encoding="utf-8") == source
        else:
            assert load(path).text(chapter) == text
            assert path.read_text(encoding="utf-8").startswith(HEAD)
            assert path.read_text(encoding="utf-8").endswith(TAIL)


@pytest.mark.parametrize("name", ["musterstadt", "kreis-musterland"])
def test_the_sample_programs(tmp_path, name):
    """In the sample programs each text can be replaced, one after the other, and only its own lines change."""
    path = tmp_path / f"{name}.yaml"
    source = (PROGRAMS / path.name).read_bytes()
    path.write_bytes(source)
    program = load(path)
    for entry in program.texts:
        splice_texts(path, [NewText(entry.chapter, entry.text, f"Neu.\n\n{entry.text}")])
    added = [line for line in path.read_text(encoding="utf-8").splitlines() if line == "      Neu."]
    assert len(added) == len(program.texts)
    assert len(path.read_bytes()) - len(source) == len(added) * len("      Neu.\n\n")
    assert json.dumps([entry.text for entry in load(path).texts]) == json.dumps(
        [f"Neu.\n\n{entry.text}" for entry in program.texts]
    )
