"""``kimcore musterstadt``: what the city wants from the command line."""

from typing import TYPE_CHECKING

import click

import kimcore
from kimcore.cli import emit, emit_json, emit_table, examples, force_option, format_option

if TYPE_CHECKING:
    from kimcore.cli import Settings
    from kimcore_musterstadt.data import Figures

__all__ = ["example", "musterstadt"]


@click.group(options_metavar="[OPTIONEN]", subcommand_metavar="BEFEHL [ANGABEN]…")
def musterstadt() -> None:
    """Die Stadtteile von Musterstadt (erfunden)."""


@musterstadt.command(
    options_metavar="[OPTIONEN]",
    epilog=examples(
        "kimcore musterstadt uebersicht musterstadt.yaml", "kimcore musterstadt uebersicht m.yaml --format json"
    ),
)
@click.argument("file", metavar="DATEI")
@format_option
@click.pass_obj
def uebersicht(settings: "Settings", file: str, output: str) -> None:
    """Die Stadtteile mit Zuzügen und Stellen."""
    import attrs  # noqa: PLC0415 - help needs no figures

    from kimcore_musterstadt.data import figures, stadt  # noqa: PLC0415 - same

    program = settings.kim.load(file)
    city = stadt(program)
    if city is None:
        hint = "Ein Beispiel schreibt „kimcore musterstadt beispiel“."
        raise kimcore.UsageError(f"{file} hat keinen Abschnitt „musterstadt“ unter extensions. {hint}")
    rows = list(figures(program, city))
    if output == "json":
        emit_json([attrs.asdict(row) for row in rows])
    else:
        emit_table(("Stadtteil", "Einwohner", "Zuzüge", "VZÄ", "Zuzüge je VZÄ"), map(_line, rows))


def _line(row: "Figures") -> tuple[str, ...]:
    from kimcore.values import format_number, format_vzae  # noqa: PLC0415 - help needs no values

    per_vzae = row.arrivals_per_vzae
    return (
        row.name, format_number(row.inhabitants), format_number(row.arrivals), format_vzae(row.vzae),
        "–" if per_vzae is None else format_number(per_vzae),
    )  # fmt: skip


@musterstadt.command(options_metavar="[OPTIONEN]", epilog=examples("kimcore musterstadt beispiel musterstadt.yaml"))
@click.argument("file", metavar="DATEI")
@force_option
def beispiel(file: str, *, force: bool) -> None:
    """Das Programm von Musterstadt mit den Stadtteilen schreiben."""
    from kimcore.files import atomic_write  # noqa: PLC0415 - help writes nothing

    with atomic_write(file, overwrite=force) as target:
        target.write(example().encode())
    emit(file)


def example() -> str:
    """The program of Musterstadt that comes with kimcore, with the chapter and the data that this package adds."""
    from importlib.resources import files  # noqa: PLC0415 - help reads no file

    own = files(__package__) / "beispiel"
    chapter, data = ((own / name).read_text("utf-8") for name in ("kapitel.yaml", "daten.yaml"))
    program = (files("kimcore") / "data" / "programs" / "musterstadt.yaml").read_text("utf-8")
    return program.replace("\ntexts:\n", f"\ntexts:\n{chapter}", 1) + "\n" + data
