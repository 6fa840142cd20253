"""The two documents of this plugin: a template of Word or of Excel, filled."""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Annotated, BinaryIO, ClassVar

import attrs

from kimcore import Context, Exporter, Finding, Profile, Program, RenderError
from kimcore.model import Vorgang, about
from kimcore.values import Identifier, Kind, parse_text
from kimcore_vorlagen.findings import CODES, TemplateProblem
from kimcore_vorlagen.package import Package, plain_path, read_package, template_bytes

__all__ = ["Check", "ExcelTemplate", "TemplateOptions", "WordTemplate"]

Check = Callable[[Package, Context | None], Iterator[TemplateProblem]]

TemplatePath = Annotated[
    str, Kind(name="path", label="Dateipfad", parse=parse_text, schema={"type": "string"}, plain=plain_path)
]
"""The path of a template. A document says of an absolute one only the name, as the rest may name a user."""


@attrs.frozen(kw_only=True)
class TemplateOptions:
    """Options of both."""

    vorlage: TemplatePath = attrs.field(
        default="",
        metadata=about("Vorlage", "Pfad der Datei, ab dem Ordner, in dem kimcore läuft. Ohne Angabe ein Muster."),
    )
    vorgang: Identifier | None = attrs.field(
        default=None, metadata=about("Vorgang", "Kennung des Vorgangs, dessen Stand das Dokument trägt.")
    )


class _Template(Exporter):
    """What both have in common."""

    Options = TemplateOptions
    profile = Profile.BEHOERDE
    codes = CODES
    kind: ClassVar[str]

    def concerns(self, program: Program) -> bool:
        """Never by itself: somebody must name a template."""
        return False

    def check(self, program: Program, options: TemplateOptions, context: Context) -> Iterable[Finding]:
        """What is wrong with the template, and what it asks for in vain."""
        try:
            yield from (p.finding(options.vorlage) for p in self._problems(program, options, context))
        except TemplateProblem as problem:
            yield problem.finding(options.vorlage)

    def _problems(self, program: Program, options: TemplateOptions, context: Context) -> Iterator[TemplateProblem]:
        chosen = _with_vorgang(program, options, context)
        yield from self.check_template(self._package(options), chosen)

    def write(self, program: Program, options: TemplateOptions, context: Context, target: BinaryIO) -> None:
        """Fill the template.

        Raises:
            RenderError: it cannot be read or filled, even as a draft.
        """
        try:
            self.fill(self._package(options), _with_vorgang(program, options, context), target)
        except TemplateProblem as problem:
            raise RenderError(problem.sentence(options.vorlage)) from problem

    def files(self, options: TemplateOptions) -> Mapping[str, bytes]:
        """The template; the sample belongs to the plugin, whose version is known.

        Raises:
            RenderError: it cannot be read.
        """
        try:
            return {plain_path(options.vorlage): template_bytes(options.vorlage)} if options.vorlage else {}
        except TemplateProblem as problem:
            raise RenderError(problem.sentence(options.vorlage)) from problem

    def _package(self, options: TemplateOptions) -> Package:
        if not options.vorlage:
            from kimcore_vorlagen.samples import sample_package  # noqa: PLC0415 - only without a template

            return sample_package(self.kind)
        return read_package(options.vorlage, self.kind)

    @staticmethod
    @abstractmethod
    def check_template(package: Package, context: Context | None) -> Iterator[TemplateProblem]:
        """What is wrong with a template; with a context also what happens when it is filled."""

    @staticmethod
    @abstractmethod
    def fill(package: Package, context: Context, target: BinaryIO) -> None:
        """Fill a template."""


class WordTemplate(_Template):
    """A Word template with ``{{ kommune.name }}``, loops and conditions."""

    name = "vorlage-word"
    title = "Eigene Word-Vorlage"
    formats = ("docx",)
    kind = "docx"

    @staticmethod
    def check_template(package: Package, context: Context | None) -> Iterator[TemplateProblem]:
        """Paragraph by paragraph."""
        from kimcore_vorlagen.word.template import check_word  # noqa: PLC0415 - Jinja takes its time

        return check_word(package, context)

    @staticmethod
    def fill(package: Package, context: Context, target: BinaryIO) -> None:
        """With docxtpl, in the sandbox."""
        from kimcore_vorlagen.word.template import fill_word  # noqa: PLC0415 - same

        fill_word(package, context, target)


class ExcelTemplate(_Template):
    """An Excel form with cells named ``kim_…`` and tables whose headings are labels."""

    name = "vorlage-excel"
    title = "Eigene Excel-Vorlage"
    formats = ("xlsx",)
    kind = "xlsx"

    @staticmethod
    def check_template(package: Package, context: Context | None) -> Iterator[TemplateProblem]:
        """Name by name and table by table."""
        from kimcore_vorlagen.excel.form import check_form  # noqa: PLC0415 - lxml takes its time

        return check_form(package, context)

    @staticmethod
    def fill(package: Package, context: Context, target: BinaryIO) -> None:
        """In the package itself, so that everything else of the form stays."""
        from kimcore_vorlagen.excel.form import fill_form  # noqa: PLC0415 - same

        fill_form(package, context, target)


def _with_vorgang(program: Program, options: TemplateOptions, context: Context) -> Context:
    """The context with the Vorgang that is asked for; program and Vorgang are reduced to the profile."""
    if options.vorgang is None:
        return context
    found: Vorgang | None = next((entry for entry in program.vorgaenge if entry.id == options.vorgang), None)
    if found is None:
        known = ", ".join(entry.id for entry in program.vorgaenge) or "keine"
        raise TemplateProblem("vorgang", "", f"Den Vorgang „{options.vorgang}“ gibt es nicht.", f"Es gibt: {known}.")
    return attrs.evolve(context, vorgang=found)
