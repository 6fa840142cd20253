"""Cells as XML: the one function for a value of any kind, and fast ones for columns of one kind."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from kimcore.amounts import Amount
from kimcore.blocks import Cell, CellKind, Link
from kimcore.render.excel.columns import RIGHT
from kimcore.render.excel.figures import FigureKind, Figures
from kimcore.render.excel.formats import GENERAL, code, natural, serial
from kimcore.render.excel.links import SheetLinks
from kimcore.render.excel.plan import Frame, Spot, letters
from kimcore.render.excel.problems import Problem, ProblemFound
from kimcore.render.excel.strings import SharedStrings
from kimcore.render.excel.styles import Ink, Look, Style, Styles
from kimcore.render.excel.survey import OPEN
from kimcore.render.xmltext import escape
from kimcore.values import digits, format_date

__all__ = ["CellWriter"]

_FORMULA_STARTS = ("=", "+", "-", "@", "\t")
_PER_VALUE = {CellKind.NUMBER, CellKind.PERCENT}
_INKS = {FigureKind.INPUT: Ink.INPUT}
_PERCENT_PLACES = 2
_EDGE = "_W"  # room of a W: LibreOffice forgets an indent where numbers stand side by side
_EPOCH = date(1899, 12, 30).toordinal()


class CellWriter:
    """Writes the cells of one sheet."""

    def __init__(self, styles: Styles, strings: SharedStrings, figures: Figures, links: SheetLinks) -> None:
        self._styles = styles
        self._strings = strings
        self._figures = figures
        self._links = links
        self._numbers: dict[tuple[Any, ...], int] = {}

    def cell(self, value: Cell, frame: Frame, spot: Spot, row: Mapping[str, int], *, moves: bool = False) -> str:
        """The XML of a cell; nothing for an empty cell without rules.

        Args:
            value: what stands in it.
            frame: what kind of cell it is.
            spot: where it is.
            row: the columns of the keyed Amounts in the same row.
            moves: whether readers may sort the row.

        Raises:
            ProblemFound: the value cannot be written.
        """
        match value:
            case None | "":
                return f'<c r="{spot.address}" s="{self._style(frame)}"/>' if frame.ruled else ""
            case str():
                return self._text(value, frame, spot, Ink.PLAIN)
            case Amount():
                return self._amount(value, frame, spot, row, moves=moves)
            case Link():
                self._links.add(value.url, spot)
                return self._text(value.text or value.url, frame, spot, Ink.LINK)
            case date() if type(value) is date:
                return self._date(value, frame, spot)
            case Decimal() | int() if type(value) is not bool and Decimal(value).is_finite():
                return self._number(Decimal(value), frame, spot)
        message = f"„{value}“ ({type(value).__name__}) lässt sich nicht schreiben."
        raise ProblemFound(
            Problem("KIM-XLS-003", message, "Text, endliche Zahl, Datum, Amount oder Link.", spot.path, spot)
        )

    # ----------------------------------------------------------------------------------- one value

    def _text(self, text: str, frame: Frame, spot: Spot, ink: Ink) -> str:
        if ink is Ink.PLAIN and frame.kind in RIGHT and frame.look not in {Look.HEAD, Look.FIGURE}:
            ink = Ink.MUTED
        style = self._style(frame, ink, quoted=text.startswith(_FORMULA_STARTS))
        return f'<c r="{spot.address}" s="{style}" t="s"><v>{self._strings.number(text)}</v></c>'

    def _number(self, number: Decimal, frame: Frame, spot: Spot) -> str:
        style = self._style(frame, Ink.PLAIN, natural(frame.kind, number), digits(number))
        return f'<c r="{spot.address}" s="{style}"><v>{_plain(number)}</v></c>'

    def _date(self, day: date, frame: Frame, spot: Spot) -> str:
        number = serial(day)
        if number is None:
            return self._text(format_date(day), frame, spot, Ink.PLAIN)
        return f'<c r="{spot.address}" s="{self._style(frame, Ink.PLAIN, CellKind.DATE)}"><v>{number}</v></c>'

    def _amount(self, amount: Amount, frame: Frame, spot: Spot, row: Mapping[str, int], *, moves: bool) -> str:
        figure = self._figures.figure(amount, spot, row, moves=moves)
        if figure.kind is FigureKind.OPEN:
            return self._text(OPEN, frame, spot, Ink.OPEN)
        kind = natural(frame.kind, amount)
        places = digits(amount.decimal) if figure.formula else digits(figure.value)
        if figure.formula and kind is CellKind.PERCENT:
            places = _PERCENT_PLACES
        ink = _INKS.get(figure.kind, Ink.PLAIN)
        style = self._style(frame, ink, kind, places)
        expression = f"<f>{escape(figure.formula)}</f>" if figure.formula else ""
        return f'<c r="{spot.address}" s="{style}">{expression}<v>{_plain(figure.value)}</v></c>'

    def _style(
        self, frame: Frame, ink: Ink = Ink.PLAIN, kind: CellKind | None = None, places: int = 0, *, quoted: bool = False
    ) -> int:
        """Excel's number of a style; ``kind`` is None for texts and empty cells."""
        key = (frame, ink, kind, places if kind in _PER_VALUE else 0, quoted)
        number = self._numbers.get(key)
        if number is None:
            right = (frame.kind if kind is None or frame.look is Look.HEAD else kind) in RIGHT
            number_inside = right and kind is not None and frame.indent > 0
            style = Style(
                look=frame.look,
                ink=ink,
                code=GENERAL if kind is None else code(kind, frame.places or places) + (_EDGE if number_inside else ""),
                align="right" if right else "left",
                wrap=frame.wrap and not (right and kind is not None),
                indent=0 if number_inside else frame.indent,
                middle=frame.middle,
                quoted=quoted,
                unlocked=frame.unlocked or ink is Ink.INPUT,
            )
            number = self._numbers[key] = self._styles.number(style)
        return number

    # ---------------------------------------------------------------------------- many values at once

    def column(self, values: Sequence[Cell], frame: Frame, column: int, rows: Sequence[str]) -> list[str] | None:
        """The XML of a column's cells if they are all of one plain kind, else None.

        Args:
            values: one below the other.
            frame: what kind of cells they are.
            column: which column, from 1.
            rows: Excel's rows, as texts.
        """
        kinds = set(map(type, values))
        if len(kinds) != 1:
            return None
        write = _FAST.get(kinds.pop())
        return None if write is None else write(self, values, frame, letters(column), rows)

    def _texts(self, texts: Sequence[str], frame: Frame, letter: str, rows: Sequence[str]) -> list[str] | None:
        whole = "\n".join(texts)
        if frame.kind in RIGHT or _needs_care(whole):
            return None
        start, middle = f'<c r="{letter}', f'" s="{self._style(frame)}" t="s"><v>'
        numbers = self._strings.numbers(texts)
        return [f"{start}{row}{middle}{number}</v></c>" for row, number in zip(rows, numbers, strict=True)]

    def _decimals(
        self, numbers: Sequence[Decimal | int], frame: Frame, letter: str, rows: Sequence[str]
    ) -> list[str] | None:
        kind = natural(frame.kind, numbers[0])
        texts = list(map(str, numbers))
        if "N" in (whole := "".join(texts)) or "I" in whole:
            return None
        start = f'<c r="{letter}'
        if kind not in _PER_VALUE:
            middle = f'" s="{self._style(frame, Ink.PLAIN, kind)}"><v>'
            return [f"{start}{row}{middle}{text}</v></c>" for row, text in zip(rows, texts, strict=True)]
        places = list(map(digits, numbers))
        styles = {count: self._style(frame, Ink.PLAIN, kind, count) for count in set(places)}
        cells = zip(rows, places, texts, strict=True)
        return [f'{start}{row}" s="{styles[count]}"><v>{text}</v></c>' for row, count, text in cells]

    def _dates(self, days: Sequence[date], frame: Frame, letter: str, rows: Sequence[str]) -> list[str] | None:
        if serial(min(days)) is None:
            return None
        start, middle = f'<c r="{letter}', f'" s="{self._style(frame, Ink.PLAIN, CellKind.DATE)}"><v>'
        return [f"{start}{row}{middle}{day.toordinal() - _EPOCH}</v></c>" for row, day in zip(rows, days, strict=True)]


def _plain(number: Decimal) -> str:
    """All digits of a number and no exponent: 1026000, 213633.33."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _needs_care(joined: str) -> bool:
    """Whether one of these texts, joined by line breaks, is empty or might be taken for a formula."""
    if joined.startswith((*_FORMULA_STARTS, "\n")) or joined.endswith("\n") or not joined:
        return True
    return any(f"\n{mark}" in joined for mark in (*_FORMULA_STARTS, "\n"))


_FAST: dict[type, Callable[..., list[str] | None]] = {
    str: CellWriter._texts,  # noqa: SLF001 - its own methods
    Decimal: CellWriter._decimals,  # noqa: SLF001
    int: CellWriter._decimals,  # noqa: SLF001
    date: CellWriter._dates,  # noqa: SLF001
}
