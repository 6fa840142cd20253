"""A plugin that does everything wrong that a plugin can do once it is loaded."""

from pathlib import Path

import attrs
import click

import kimcore
from kimcore.exporters.base import Exporter
from tests.testing.broken import Good, Headless


class Wrong(kimcore.Check):
    """Changes the program, and has another check's code."""

    code = "PRB-001"
    title = "Etwas ist falsch"

    def run(self, program, context):
        """One finding too many."""
        object.__setattr__(program, "title", "Anders")
        yield attrs.evolve(self.finding((), " "), code="PRB-002")
        yield self.finding((), " ")
        yield program.contacts[0].id


class Ours(Headless):
    """An exporter with a fault."""


class Templates(Good):
    """An exporter that cannot do without an option, and says so."""

    name = "probe-vorlage"

    @attrs.frozen(kw_only=True)
    class Options:
        """Its option."""

        template: str = attrs.field(default="", metadata={"label": "Vorlage"})

    codes = {"PRB-003": "Es gibt eine Vorlage"}  # noqa: RUF012 - nobody changes it

    def check(self, program, options, context):
        """Without a template there is no document."""
        if not options.template:
            severity = kimcore.Severity.FEHLER
            yield kimcore.Finding(code="PRB-003", severity=severity, path="", message="Die Vorlage fehlt.")

    def workbook(self, program, options, context):
        """A workbook after a template."""
        if not options.template:
            raise kimcore.RenderError("Ohne Vorlage geht es nicht.")
        return super().workbook(program, options, context)


@kimcore.hookimpl
def kimcore_exporters() -> tuple[type[Exporter], ...]:
    """Two documents."""
    return (Ours, Templates)


@kimcore.hookimpl
def kimcore_checks() -> tuple[type[kimcore.Check], ...]:
    """A check."""
    return (Wrong,)


@kimcore.hookimpl
def kimcore_themes() -> tuple[kimcore.Theme, ...]:
    """A theme without a title."""
    return (kimcore.Theme(name="probe"),)


@kimcore.hookimpl
def kimcore_richtlinien() -> tuple[Path, ...]:
    """A rule set that is none."""
    return (Path(__file__).parent / "broken-rules.yaml",)


@kimcore.hookimpl
def kimcore_commands() -> tuple[click.Command, ...]:
    """A group with a command without help."""
    inner = click.Command("innen", help="Innen.", params=[click.Option(["--laut"]), click.Argument(["datei"])])
    return (click.Group("probe", commands=[inner]),)


@kimcore.hookimpl
def kimcore_extend(content, exporter):
    """Fail for one document."""
    if exporter == "kurzprofil":
        raise ValueError("geht nicht")
