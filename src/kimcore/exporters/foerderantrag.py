"""The Förderantrag: figures and texts in the order of the Grundmuster, to be checked, signed off and entered online."""

from collections.abc import Iterable, Sequence

from kimcore.blocks import (
    Block,
    CellKind,
    Field,
    Fields,
    Heading,
    KeyFigures,
    Notice,
    Orientation,
    Paragraph,
    Sheet,
    Signatures,
    Workbook,
)
from kimcore.context import Context
from kimcore.exporters.antrag import antrag_sheet
from kimcore.exporters.antrag_lacks import CODES, antrag_lacks
from kimcore.exporters.assumptions import assumptions_sheets
from kimcore.exporters.base import Exporter
from kimcore.exporters.common import or_open, properties, vorgang_fields, years_text
from kimcore.exporters.finanzierungsplan import summary_names
from kimcore.exporters.options import PlanOptions, antrag_plans, plan_years
from kimcore.exporters.parts import ausgaben_sheet, funding_table, plan_sheet, stellen_sheets
from kimcore.findings import Finding
from kimcore.funding import YearPlan, rows_over
from kimcore.model import Program, VorgangKind
from kimcore.values import Period, format_date

__all__ = ["FoerderantragExporter"]


class FoerderantragExporter(Exporter):
    """The Bausteine that are applied for in the year's round. It is not the official form, which is online."""

    name = "foerderantrag"
    title = "Förderantrag"
    Options = PlanOptions
    vorgang = VorgangKind.ANTRAG
    codes = CODES

    def check(self, program: Program, options: PlanOptions, context: Context) -> Iterable[Finding]:
        """What the application lacks."""
        return antrag_lacks(program, context, self._plans(options, context))

    def workbook(self, program: Program, options: PlanOptions, context: Context) -> Workbook:
        """Cover, sections of the Grundmuster, Finanzierungsplan, Stellen, Ausgaben, assumptions."""
        plans = self._plans(options, context)
        span = years_text([plan.year for plan in plans])
        words = context.rules.words
        titles = ", ".join(group.baustein.name for group in plans[0].groups if group.baustein)
        pauschal = " Pauschalen ohne Antrag sind nicht enthalten." if context.rules.has_pauschalen else ""
        scope = f"Beantragt werden: {titles or f'keine {words.plural}'}.{pauschal}"
        return Workbook(
            id=self.name,
            title=f"Förderantrag {span}",
            properties=properties(program, context, f"Förderantrag {span}: {program.title}"),
            names=tuple(summary_names(plans)),
            sheets=(
                _cover(program, context, plans),
                antrag_sheet(program, context, plans, options.variant),
                plan_sheet(
                    plans,
                    variant=options.variant,
                    unit=options.unit,
                    scope=scope,
                    more=(Heading(text=f"Förderung nach {words.singular}"), funding_table(plans)),
                ),
                *stellen_sheets(program, plans),
                ausgaben_sheet(plans),
                *assumptions_sheets(program, context, plans),
            ),
        )

    @staticmethod
    def _plans(options: PlanOptions, context: Context) -> list[YearPlan]:
        return antrag_plans(context, context.vorgang, plan_years(options, context))


def _cover(program: Program, context: Context, plans: Sequence[YearPlan]) -> Sheet:
    rows = {row.id: row.amount for row in rows_over(plans)}
    figures = (
        Field(label="Gesamtkosten", value=rows["gesamtkosten"], kind=CellKind.MONEY),
        Field(label="Zuwendungsfähige Gesamtausgaben", value=rows["netto"], kind=CellKind.MONEY),
        Field(label="Beantragte Förderung", value=rows["foerderung"], kind=CellKind.MONEY),
        Field(label="Eigenanteil", value=rows["eigenanteil"], kind=CellKind.MONEY),
    )
    blocks: list[Block] = [
        Notice(title="Was diese Mappe ist", text=_what_it_is(context)),
        KeyFigures(id="kennzahlen", figures=figures),
        Fields(id="kopf", fields=tuple(_head(program, context))),
        Heading(text="Freigabe im Haus"),
        Paragraph(text="Wer unterzeichnet, bestätigt, dass Angaben und Beträge geprüft sind."),
        Signatures(functions=_signatories(context)),
    ]
    return Sheet(id="deckblatt", title="Deckblatt", blocks=tuple(blocks), orientation=Orientation.PORTRAIT)


def _what_it_is(context: Context) -> str:
    rules = context.rules
    form = f"der Gliederung des Grundmusters ({rules.form})" if rules.form else "einer allgemeinen Gliederung"
    return (
        f"Eine Arbeitsfassung des Antrags: Beträge und Texte in {form}, zum Prüfen, zum Abzeichnen im Haus, zum "
        f"Übertragen in das {rules.procedure} und als Anlage. Sie ist nicht das amtliche Formular und ersetzt es "
        "nicht. Woher jeder Satz kommt und was angenommen ist, steht auf dem Blatt „Annahmen und Quellen“."
        + (" Die Kommune und alle Angaben sind erfunden." if context.program.fictional else "")
    )


def _head(program: Program, context: Context) -> Iterable[Field]:
    yield Field(label="Förderprogramm", value=context.rules.title)
    version = context.rules.version(Period.year(context.year).start)
    if version is not None and version.valid_from is not None:
        until = f" bis {format_date(version.valid_to)}" if version.valid_to else ""
        text = f"{version.title}, gültig {'vom' if until else 'ab'} {format_date(version.valid_from)}{until}"
        yield Field(label="Fassung", value=text)
    yield Field(label="Antragsteller", value=program.kommune.name)
    yield Field(label="Bewilligungsbehörde", value=or_open(context.rules.authority))
    yield from vorgang_fields(context)


def _signatories(context: Context) -> tuple[str, ...]:
    named = context.vorgang.signatories if context.vorgang else ()
    return named or ("Fachbereich", "Kämmerei")
