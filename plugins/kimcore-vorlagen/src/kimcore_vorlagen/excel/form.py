"""An Excel form: checked name by name and table by table, and filled."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

import attrs

from kimcore import Context
from kimcore_vorlagen.excel.contents import LONGEST, content_of
from kimcore_vorlagen.excel.growth import grow, room
from kimcore_vorlagen.excel.names import PREFIX, Path, column_entry, resolve, suggestion, value_at
from kimcore_vorlagen.excel.workbook import Area, Form
from kimcore_vorlagen.findings import TemplateProblem
from kimcore_vorlagen.package import Package
from kimcore_vorlagen.values import german
from kimcore_vorlagen.views import MISSING, Rows, World, read
from kimcore_vorlagen.vocabulary import Entry

__all__ = ["check_form", "fill_form"]

_NUMBERS = {"nr.", "nr", "lfd. nr.", "lfd. nr"}
"""Headings of a column that counts the rows of a table."""

_MANAGER = "Formeln › Namens-Manager"


@attrs.frozen
class _Target:
    """A place of the form and what goes there.

    Attributes:
        area: the place.
        path: what its name says.
        columns: of a table: the number of the column with its field; None for a column that counts.
        room: of a table: how many rows it may have.
    """

    area: Area
    path: Path
    columns: tuple[tuple[int, Entry | None], ...] = ()
    room: int = 0


def check_form(package: Package, context: Context | None) -> Iterator[TemplateProblem]:
    """What is wrong with a form; with a context also what happens when it is filled.

    Args:
        package: the template.
        context: what the document is made for, or None.
    """
    form, targets = _read(package)
    marked = False
    for found in targets:
        if isinstance(found, TemplateProblem):
            yield found
            continue
        marked = marked or found.path.steps == ("kennzeichen",)
        if context is not None:
            value = value_at(World(context).root, found.path)
            yield from _unfit(found, value)
            yield from _narrow(form, found, value)
    if not targets:
        yield TemplateProblem(
            "unfilled", "", "Die Mappe hat keine Zelle und keine Tabelle, deren Name mit kim_ beginnt.",
            f"Zellen benennen ({_MANAGER}), zum Beispiel kim_kommune_name.",
        )  # fmt: skip
    elif context is not None and context.marks and not marked:
        marks = " · ".join(context.marks)
        yield TemplateProblem("mark", "", f"Die Vorlage zeigt nicht: {marks}.", "Eine Zelle kim_kennzeichen benennen.")


def fill_form(package: Package, context: Context, target: BinaryIO) -> None:
    """Fill a form; what it has besides (drawings, charts, rules, print set-up) stays as it is.

    Raises:
        TemplateProblem: a table is too small or a text too long.
    """
    form, targets = _read(package)
    root = World(context).root
    for found in targets:
        if isinstance(found, TemplateProblem):
            continue
        value = value_at(root, found.path)
        for problem in _unfit(found, value):
            if problem.kind == "space":
                raise problem
        _fill(form, found, value)
    form.write(target)


# --------------------------------------------------------------------------------------------- places


def _read(package: Package) -> tuple[Form, list[_Target | TemplateProblem]]:
    """A form with its places.

    Raises:
        TemplateProblem: it is no workbook that Excel would write.
    """
    with _as_written(package):
        form = Form(package)
        return form, list(_targets(form))


@contextmanager
def _as_written(package: Package) -> Iterator[None]:
    """What goes wrong inside is for a template that Excel would not write."""
    try:
        yield
    except (ValueError, LookupError, TypeError, AttributeError, StopIteration) as error:
        raise package.broken() from error


def _targets(form: Form) -> Iterator[_Target | TemplateProblem]:
    """Every place that is to be filled, and what is wrong with the others."""
    for area in form.areas():
        if isinstance(area, TemplateProblem):
            yield area
            continue
        name = area.name.lower().removeprefix(PREFIX)
        path = resolve(name)
        if path is None:
            close = suggestion(area.name.lower())
            hint = f"Meinten Sie „{close}“?" if close else "Welche es gibt, zeigt: kimcore template fields"
            yield area.problem("field", f"Das Feld „{area.name}“ gibt es nicht.", hint)
        elif path.entry.many and path.entry.shape is not None and (area.headings or area.rows > 1):
            yield from _table(form, area if area.headings else form.with_headings(area), path, path.entry.shape)
        elif area.headings:
            message = f"Die Tabelle heißt „{area.name}“; das ist keine Liste."
            yield area.problem("cell", message, "Eine Liste nennen, zum Beispiel kim_plan_stellen.")
        else:
            yield _cell(form, area, path)


def _cell(form: Form, area: Area, path: Path) -> _Target | TemplateProblem:
    sheet = form.sheet(area.part)
    if area.cell != area.reference.partition(":")[2] and area.reference not in sheet.merged():
        message = f"Der Name „{area.name}“ umfasst mehrere Zellen ({area.reference})."
        return area.problem("cell", message, f"{_MANAGER}: auf eine Zelle oder auf verbundene Zellen beziehen.")
    if sheet.has_formula(area.first_row, area.first_column):
        message = f"In der Zelle „{area.name}“ steht eine Formel."
        return area.problem("cell", message, "Die Formel oder den Namen der Zelle löschen.")
    return _Target(area, path)


def _table(form: Form, area: Area, path: Path, shape: type) -> Iterator[_Target | TemplateProblem]:
    """A table with the columns it has a field for; columns that the form computes stay."""
    sheet = form.sheet(area.part)
    columns: list[tuple[int, Entry | None]] = []
    for number, heading in enumerate(area.headings, area.first_column):
        if any(sheet.has_formula(row, number) for row in range(area.first_row, area.last_row + 1)):
            continue
        if heading.strip().casefold() in _NUMBERS:
            columns.append((number, None))
            continue
        entry, close = column_entry(heading, shape)
        if entry is not None:
            columns.append((number, entry))
        elif close:
            cell = attrs.evolve(area, first_column=number, first_row=area.first_row - 1).cell
            message = f"Die Spalte „{heading}“ der Tabelle „{area.name}“ bleibt, wie sie ist."
            yield area.problem("heading", message, f"Meinten Sie „{close}“?", cell=cell)
    yield _Target(area, path, tuple(columns), room(form, area))


# -------------------------------------------------------------------------------------------- filling


def _unfit(target: _Target, value: Any) -> Iterator[TemplateProblem]:
    """What happens when this value is put there."""
    area = target.area
    if value is MISSING:
        hint = "Welche Kennungen es gibt, steht in der Programmdatei."
        yield area.problem("field", f"Was „{area.name}“ nennt, gibt es im Programm nicht.", hint)
    elif target.columns and isinstance(value, Rows):
        if len(value) > target.room:
            message = f"Die Tabelle „{area.name}“ hat Platz für {target.room} Zeilen, gebraucht werden {len(value)}."
            yield area.problem("space", message, "In der Vorlage Zeilen in die Tabelle einfügen.")
    elif not german(value) and target.path.steps != ("kennzeichen",):
        yield area.problem(
            "empty", f"„{area.name}“ ist leer.", "Im Programm ergänzen, oder das Profil darf es nicht sehen."
        )
    for row, column, text in _texts(target, value):
        if len(text) > LONGEST:
            cell = attrs.evolve(area, first_row=row, first_column=column).cell
            message = f"Der Text hat {len(text)} Zeichen; eine Zelle nimmt {LONGEST}."
            yield area.problem("space", message, "Den Text kürzen.", cell=cell)


def _narrow(form: Form, target: _Target, value: Any) -> Iterator[TemplateProblem]:
    """Columns in which Excel would show ### for an amount or a day, each once."""
    area, sheet, seen = target.area, form.sheet(target.area.part), set[int]()
    if not target.columns and len(area.columns) > 1:
        return  # merged cells
    for row, column, item in _contents(target, value):
        content = content_of(item)
        if (
            column not in seen
            and content.width_in(form.styles.format_of(sheet.style(row, column))) > sheet.width(column) + 1
        ):
            seen.add(column)
            place = attrs.evolve(area, first_row=row, first_column=column)
            message = (
                f"Die Spalte {place.cell.rstrip('0123456789')} ist zu schmal für „{content.text}“; Excel zeigt ###."
            )
            yield area.problem("narrow", message, "Die Spalte in der Vorlage breiter ziehen.", cell=place.cell)


def _texts(target: _Target, value: Any) -> Iterator[tuple[int, int, str]]:
    for row, column, content in _contents(target, value):
        yield row, column, german(content)


def _contents(target: _Target, value: Any) -> Iterator[tuple[int, int, Any]]:
    """Row, column and value of every cell of a place; what a table has more is emptied."""
    area = target.area
    if not target.columns:
        yield area.first_row, area.first_column, None if value is MISSING else value
        return
    rows = tuple(value) if isinstance(value, Rows) else ()
    for index in range(max(area.rows, len(rows))):
        row = rows[index] if index < len(rows) else None
        for column, entry in target.columns:
            number = index + 1 if row is not None else None
            yield area.first_row + index, column, number if entry is None else read(row, entry.key)


def _fill(form: Form, target: _Target, value: Any) -> None:
    sheet = form.sheet(target.area.part)
    if target.columns and isinstance(value, Rows) and len(value) > target.area.rows:
        with _as_written(form.package):
            grow(form, target.area, len(value))
    for row, column, content in _contents(target, value):
        sheet.put(row, column, content_of(content, since_1904=form.since_1904), form.styles, form.texts)
