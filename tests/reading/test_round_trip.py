"""What kimcore writes to Word it reads again as the same; so it does after LibreOffice has written the file anew."""

import io
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kimcore.blocks import (
    Block,
    Column,
    Footnote,
    Heading,
    Inline,
    Link,
    Listing,
    ListItem,
    Paragraph,
    Quote,
    Reference,
    Row,
    RowRole,
    Run,
    Table,
    plain,
)
from kimcore.blocks.markdown import normal_prose, read_markdown, write_markdown
from kimcore.render.word.reading import assembled, new_markdown, read_chapters
from tests.office import convert
from tests.reading.word import IMAGES, document, rendered

SIGNS = "abcÄß \"'.-–„“§5%€\u00a0*_[]()#>|`~!:;1😀"
ARABIC = "\u05d0\u0627"
LINKS = ["", "", "", "https://example.org/a?b=1&c=%C3%A4", "mailto:a@example.org?subject=x%20y", "https://example.org",
         "http://example.org:8080/a#b", "#ende"]  # fmt: skip


def blocks(signs: str = SIGNS) -> st.SearchStrategy[tuple[Block, ...]]:
    """Texts of every kind of block that a text can have."""
    words = st.text(st.sampled_from(signs), min_size=1, max_size=14)
    titles = words.filter(str.strip)
    runs: Any = st.builds(
        Run, words, bold=st.booleans(), italic=st.booleans(), code=st.sampled_from([False, False, True]),
        link=st.sampled_from(LINKS),
    )  # fmt: skip
    notes: Any = st.lists(runs, min_size=1, max_size=3).map(lambda found: Footnote(tuple(found)))
    references: Any = st.sampled_from([Reference("kapitel-1"), Reference("ende"), Reference("nirgends")])
    items = st.lists(st.one_of(runs, runs, st.just(Run("\n")), notes, references), min_size=1, max_size=5)
    paragraphs = items.map(lambda found: normal_prose(tuple(found))).filter(_readable).map(lambda p: Paragraph(text=p))
    flat = st.lists(paragraphs.map(lambda p: ListItem(blocks=(p,))), min_size=1, max_size=3)
    starts = st.sampled_from([None, 1, 3])
    simple: Any = st.builds(lambda found, start: Listing(items=tuple(found), start=start), flat, starts)
    lists = st.recursive(simple, lambda inner: _nested(paragraphs, inner, starts), max_leaves=4)
    cells: Any = st.one_of(words, st.none(), titles.map(lambda text: Link(text, "https://example.org/x")))
    headings = st.builds(lambda text, level: Heading(text=text, level=level), titles, st.integers(1, 4))
    said = st.lists(paragraphs, min_size=1, max_size=2).map(tuple)
    quotes = st.builds(lambda found, who: Quote(blocks=found, source=who), said, st.sampled_from(["", "Wer"]))
    tables = st.integers(1, 3).flatmap(lambda width: _tables(width, titles, cells))
    pictures = st.sampled_from([*IMAGES.values()])
    kinds = st.one_of(paragraphs, lists, lists, headings, quotes, tables, pictures)
    return st.lists(kinds, min_size=1, max_size=6).map(tuple).filter(_tables_apart)


def _readable(prose: str | tuple[Inline, ...]) -> bool:
    notes = [item for item in prose if isinstance(item, Footnote)]
    said = all(plain(note.runs).strip() for note in notes)  # Markdown has no footnote without words
    return said and (bool(plain(prose).strip()) or any(isinstance(item, Reference) for item in prose))


def _nested(paragraphs: Any, inner: Any, starts: Any) -> Any:
    rest = st.lists(st.one_of(paragraphs, inner), max_size=2)
    items = st.builds(lambda first, more: ListItem(blocks=(first, *more)), st.one_of(paragraphs, inner), rest)
    several = st.lists(items, min_size=1, max_size=3).map(tuple)
    return st.builds(lambda found, start: Listing(items=found, start=start), several, starts)


def _tables(width: int, titles: Any, cells: Any) -> Any:
    rows = st.lists(st.tuples(*[cells] * width).map(_row), max_size=3)
    return st.builds(
        lambda heads, body, caption: Table(
            id="t", caption=caption, rows=tuple(body),
            columns=tuple(Column(id=f"s{number}", title=head) for number, head in enumerate(heads)),
        ), st.tuples(*[titles] * width), rows, st.sampled_from(["", 'Eine "Tabelle" - x']),
    )  # fmt: skip


def _row(cells: tuple[Any, ...]) -> Any:
    return Row(cells, RowRole.TOTAL) if "1" in cells else cells


def _tables_apart(found: tuple[Block, ...]) -> bool:
    """Whether no table follows another one directly: office programs make one of two that do."""
    return not any(
        isinstance(one, Table) and isinstance(two, Table) and not two.caption for one, two in pairwise(found)
    )


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(blocks(SIGNS + ARABIC))
def test_word_and_back(found: tuple[Block, ...]) -> None:
    """Any text comes back as the same lines, nothing is listed as lost, and its lines make the same blocks again."""
    content = document(prose=(found,))
    (text,) = read_chapters(io.BytesIO(rendered(content)), content)
    assert text.lines == text.chapter.lines
    assert (text.losses, text.by_heading, text.tracked, text.commented) == ((), False, False, False)
    assert text.chapter.shown.lines(assembled(text.lines)) == text.lines


@pytest.mark.office
def test_libreoffice_and_back(tmp_path: Path) -> None:
    """Many texts in one document that LibreOffice has written anew come back as the same lines."""
    texts: list[tuple[Block, ...]] = []

    @settings(max_examples=60, suppress_health_check=list(HealthCheck), database=None, derandomize=True)
    @given(blocks())
    def gather(found: tuple[Block, ...]) -> None:
        texts.append(found)

    gather()
    content = document(prose=tuple(texts))
    path = tmp_path / "probe.docx"
    path.write_bytes(rendered(content))
    anew = convert(path, "docx", tmp_path / "neu")
    for text in read_chapters(anew, content):
        assert text.lines == text.chapter.lines
        assert (text.losses, text.by_heading) == ((), False)


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(blocks(), blocks())
def test_any_text_becomes_any_other(before: tuple[Block, ...], after: tuple[Block, ...]) -> None:
    """Whatever a chapter was and is, the new Markdown shows what the document shows."""
    old = write_markdown(before)
    content = document(old, write_markdown(after))
    first, second = read_chapters(io.BytesIO(rendered(content)), content)
    new = new_markdown(old, second.lines, first.chapter.shown, IMAGES, numbering="kapitel-1")
    shown = first.chapter.shown.lines(read_markdown(new, images=IMAGES, numbering="kapitel-1").blocks)
    assert shown == second.lines
    assert new_markdown(old, first.lines, first.chapter.shown, IMAGES, numbering="kapitel-1") == old
