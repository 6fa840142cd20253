"""Options that several commands share, and the kinds of values the command line reads."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import UnionType
from typing import TYPE_CHECKING, Any, TypeVar, Union, get_args, get_origin

import click

if TYPE_CHECKING:
    from kimcore.exporters.base import Exporter

    _ParamType = click.ParamType[Any]
else:
    _ParamType = click.ParamType

__all__ = [
    "DATE",
    "PROFILES",
    "YEAR",
    "ParsedType",
    "examples",
    "force_option",
    "format_option",
    "on_option",
    "options_for",
    "profile_option",
    "set_option",
    "takes_several",
    "theme_of",
    "theme_option",
    "year_option",
]

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

PROFILES = ("intern", "behoerde", "oeffentlich")


class ParsedType(_ParamType):
    """A value that kimcore's own parsers read, so that the command line takes what a program file takes.

    Args:
        name: what the help calls it.
        parser: the name of a function in :mod:`kimcore.values`.
    """

    def __init__(self, name: str, parser: str) -> None:
        self.name = name
        self.parser = parser

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Read the value; what cannot be read is a wrong use with the hint of the parser."""
        from kimcore import values  # noqa: PLC0415 - help needs no parser
        from kimcore.errors import ValueProblem  # noqa: PLC0415 - same

        try:
            return getattr(values, self.parser)(value)
        except ValueProblem as problem:
            self.fail(f"{problem.message}; erwartet wird {problem.expected}. {problem.hint}".rstrip(), param, ctx)


YEAR = ParsedType("jahr", "parse_year")
DATE = ParsedType("datum", "parse_date")


def year_option(function: Decorated) -> Decorated:
    """Add ``--year``."""
    text = "Jahr des Dokuments; ohne Angabe das letzte, das das Programm plant."
    return click.option("--year", type=YEAR, metavar="JAHR", help=text)(function)


def on_option(function: Decorated) -> Decorated:
    """Add ``--on``: the day deadlines are checked against, today without it."""
    text = "Tag, gegen den Fristen geprüft werden, etwa 2025-01-16; ohne Angabe heute."
    return click.option("--on", "on", type=DATE, metavar="DATUM", help=text)(function)


def profile_option(function: Decorated) -> Decorated:
    """Add ``--profile``."""
    text = "Für wen das Dokument ist; ohne Angabe so, wie das Dokument es vorsieht."
    return click.option("--profile", type=click.Choice(PROFILES), help=text)(function)


def set_option(function: Decorated) -> Decorated:
    """Add ``--set``."""
    text = "Option des Dokuments, mehrfach möglich; mehrere Werte mit Komma. Welche es gibt, zeigt kimcore exporters."
    return click.option("--set", "settings", multiple=True, metavar="OPTION=WERT", help=text)(function)


def theme_option(function: Decorated) -> Decorated:
    """Add ``--theme``."""
    text = "Das Erscheinungsbild: ein Name (sachlich, klassisch, …), eine YAML-Datei oder eine Word-Vorlage (.docx)."
    return click.option("--theme", metavar="THEME", help=text)(function)


def theme_of(given: str | None) -> str | Path | None:
    """What ``--theme`` says: the name of a theme, or a file."""
    from kimcore.render.theme_file import SUFFIXES  # noqa: PLC0415 - help needs no theme

    return Path(given) if given is not None and given.lower().endswith(SUFFIXES) else given


def force_option(function: Decorated) -> Decorated:
    """Add ``--force``."""
    return click.option("--force", is_flag=True, help="Vorhandene Dateien ersetzen.")(function)


def format_option(function: Decorated) -> Decorated:
    """Add ``--format table|json`` to a command that lists."""
    choice = click.Choice(("table", "json"))
    text = "Ausgabe für Menschen oder als JSON."
    return click.option("--format", "output", type=choice, default="table", show_default=True, help=text)(function)


def examples(*lines: str) -> str:
    """The end of a help text: examples, one to a line, as they are typed."""
    return "\b\nBeispiele:\n" + "\n".join(f"  {line}" for line in lines)


def options_for(exporter: "type[Exporter]", settings: Iterable[str]) -> Mapping[str, Any]:
    """Read ``--set`` for a document: an option that takes several values takes them with commas or repeated.

    Args:
        exporter: the exporter class.
        settings: ``OPTION=VALUE``, as typed.

    Raises:
        UsageError: there is no such option or no equals sign, or an option that takes one value is given twice.
    """
    from kimcore.model.fields import fields_of  # noqa: PLC0415 - help needs no model
    from kimcore.session.job import pick  # noqa: PLC0415 - same

    fields = {field.name: field for field in fields_of(exporter.Options)}
    options: dict[str, Any] = {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        name = name.strip().replace("-", "_")
        if not equals or not name:
            raise click.UsageError(
                f"--set „{setting}“ hat nicht die Form OPTION=WERT. Zum Beispiel: --set years=2025,2026"
            )
        if takes_several(pick(fields, name, f"Bei {exporter.title}: Die Option").type):
            options.setdefault(name, []).extend(part.strip() for part in value.split(","))
        elif name in options:
            raise click.UsageError(f"--set {name} steht zweimal da; die Option nimmt nur einen Wert.")
        else:
            options[name] = value
    return options


def takes_several(annotation: Any) -> bool:
    """Whether an option takes several values: a tuple, or a tuple or nothing."""
    if get_origin(annotation) in {Union, UnionType}:
        return any(takes_several(choice) for choice in get_args(annotation))
    return get_origin(annotation) is tuple
