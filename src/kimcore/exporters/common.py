"""What all documents share: properties, notices, texts in paragraphs."""

from collections.abc import Iterable, Iterator, Sequence

import attrs

from kimcore.amounts import Amount
from kimcore.blocks import (
    Block,
    Cell,
    Field,
    Heading,
    Listing,
    Notice,
    Paragraph,
    Properties,
    Quote,
    Table,
    plain,
)
from kimcore.blocks.markdown import cell_text, read_markdown
from kimcore.context import Context
from kimcore.model import Program, State, Vorgang
from kimcore.values import NBSP, format_date

__all__ = [
    "TOGETHER",
    "named",
    "named_bausteine",
    "notices",
    "or_open",
    "paragraphs",
    "properties",
    "vorgang_fields",
    "without_empty_columns",
    "years_text",
]

TOGETHER = "gemeinsam"
"""Stands where a figure is only known for several Bausteine together."""


def properties(program: Program, context: Context, subject: str, state: State | None = None) -> Properties:
    """What every page says: issuer, Stand, state, Aktenzeichen, and the marks of drafts and sample data.

    Args:
        program: the program.
        context: what the document is made for.
        subject: what it is about.
        state: of what has a state of its own and no Vorgang, such as an event; without one that of the Vorgang.
    """
    state = state or context.state
    marks = context.marks_of(state)
    return Properties(
        subject=subject,
        issuer=program.kommune.name,
        stand=context.stand,
        state="Entwurf" if "ENTWURF" in marks else state.label[0].upper() + state.label[1:],
        marks=marks,
        reference=_reference(context.vorgang),
        keywords=(*context.rules.keywords, context.rules.title, program.kommune.name, str(context.year)),
    )


def _reference(vorgang: Vorgang | None) -> str:
    if vorgang is None:
        return ""
    signs = (("Az.", vorgang.aktenzeichen), ("Az. der Bewilligungsbehörde", vorgang.aktenzeichen_behoerde))
    return " · ".join(f"{name} {sign}" for name, sign in signs if sign)


def vorgang_fields(context: Context) -> Iterator[Field]:
    """The Aktenzeichen of both sides, the Stand, and who made and checked it, as far as the profile may see it."""
    vorgang = context.vorgang
    yield Field(label="Aktenzeichen der Kommune", value=(vorgang and vorgang.aktenzeichen) or "–")
    yield Field(label="Aktenzeichen der Behörde", value=(vorgang and vorgang.aktenzeichen_behoerde) or "–")
    submitted = f", eingereicht am {format_date(vorgang.submitted)}" if vorgang and vorgang.submitted else ""
    changed = f", Änderungen gemeldet am {format_date(vorgang.changed)}" if vorgang and vorgang.changed else ""
    yield Field(label="Stand", value=f"{format_date(context.stand)}{submitted}{changed}")
    if vorgang and vorgang.author:
        yield Field(label="Erstellt von", value=vorgang.author)
    if vorgang and vorgang.checker:
        yield Field(label="Geprüft von", value=vorgang.checker)


def notices(context: Context) -> Iterator[Block]:
    """What must not be overlooked on the first sheet: sample data. A draft is marked on every page."""
    if context.program.fictional:
        yield Notice(
            title="Musterdaten",
            text="Die Kommune und alle Angaben sind erfunden. Sie zeigen nur, wie das Dokument aussieht.",
        )


def paragraphs(markdown: str) -> tuple[Paragraph, ...]:
    """A Markdown text as plain paragraphs, for sheets: nothing is lost but its looks."""
    return tuple(_plain(read_markdown(markdown).blocks))


def _plain(blocks: Iterable[Block], mark: str = "") -> Iterator[Paragraph]:
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                yield Paragraph(text=mark + plain(block.text))
                mark = ""
            case Listing():
                lines = (
                    paragraph
                    for number, item in enumerate(block.items, block.start or 0)
                    for paragraph in _plain(item.blocks, "– " if block.start is None else f"{number}. ")
                )
                yield Paragraph(text="\n".join(plain(paragraph.text) for paragraph in lines))
            case Quote():
                source = (Paragraph(text=f"– {block.source}"),) if block.source else ()
                yield from _plain((*block.blocks, *source))
            case Table():
                yield from (Paragraph(text=block.caption),) if block.caption else ()
                yield Paragraph(text=" | ".join(column.title for column in block.columns))
                kinds = [column.kind for column in block.columns]
                yield from (Paragraph(text=" | ".join(map(cell_text, row.cells, kinds))) for row in block.normalised())


def years_text(years: Sequence[int]) -> str:
    """``2025``, ``2025 und 2026``, ``2024 bis 2026``; years apart are all named."""
    if len(years) > 2 and years[-1] - years[0] == len(years) - 1:  # noqa: PLR2004 - two are named
        return f"{years[0]} bis {years[-1]}"
    return ", ".join(map(str, years[:-1])) + " und " * (len(years) > 1) + str(years[-1])


def named_bausteine(numbers: Sequence[int]) -> str:
    """``Baustein 1``, ``die Bausteine 1 und 2``, without a line break before a number."""
    text = years_text(numbers).replace(" ", NBSP)
    return f"die Bausteine{NBSP}{text}" if len(numbers) > 1 else f"Baustein{NBSP}{text}"


def or_open(text: str | None, what: str = "noch offen") -> str:
    """The text, or a mark that it is missing."""
    return text or f"[{what}]"


def named(amount: Amount | None) -> Cell:
    """An Amount, or the word for what is only known together."""
    return TOGETHER if amount is None else amount


def without_empty_columns(table: Table) -> Table:
    """The table without the columns in which no row says anything."""
    rows = tuple(table.normalised())
    shown = [index for index in range(len(table.columns)) if any(row.cells[index] not in {None, ""} for row in rows)]
    return attrs.evolve(
        table,
        columns=tuple(table.columns[index] for index in shown),
        rows=tuple(attrs.evolve(row, cells=tuple(row.cells[index] for index in shown)) for row in rows),
    )
