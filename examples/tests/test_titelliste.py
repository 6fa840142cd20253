"""A small document and its tests, as docs/testing.md explains them."""

from collections.abc import Iterable
from datetime import date
from types import MappingProxyType

import pytest
from hypothesis import HealthCheck, given, settings

from kimcore import Context, Exporter, Finding, Kimcore, Program, Severity
from kimcore.blocks import Column, Document, Section, Table
from kimcore.exporters import properties
from kimcore.model import Measure
from kimcore.testing import ConformanceError, check_exporter, dump, strategies
from kimcore.testing.golden import Golden

# [exporter]


class Titelliste(Exporter):
    """The titles of all measures."""

    name = "titelliste"
    title = "Titelliste"

    def document(self, program: Program, options: object, context: Context) -> Document:
        """One table."""
        rows = tuple((measure.title,) for measure in program.measures)
        table = Table(id="titel", columns=(Column(id="titel", title="Maßnahme"),), rows=rows, caption="Maßnahmen")
        section = Section(id="massnahmen", title=self.heading(program), blocks=(table,))
        about = properties(program, context, self.title)
        return Document(id=self.name, title=self.title, properties=about, blocks=(section,))

    def heading(self, program: Program) -> str:
        """The heading of the table."""
        return f"Maßnahmen von {program.kommune.name}"


# [conformance]


def test_conformance() -> None:
    """The document keeps everything that kimcore promises of documents."""
    check_exporter(Titelliste)


# [broken]


class Tagesliste(Titelliste):
    """Asks the clock, and has a check that takes a contact for granted."""

    codes = MappingProxyType({"TTL-001": "Der erste Kontakt hat ein Telefon"})

    def heading(self, program: Program) -> str:
        """The heading of the table, with today's date."""
        return f"Maßnahmen am {date.today():%d.%m.%Y}"  # noqa: DTZ011, TID251 - this is the fault

    def check(self, program: Program, options: object, context: Context) -> Iterable[Finding]:
        """A hint where nobody can be called."""
        if not program.contacts[0].phone:
            message = "Der erste Kontakt hat kein Telefon."
            yield Finding(code="TTL-001", severity=Severity.HINWEIS, path="contacts[0].phone", message=message)


def test_what_is_wrong_is_said(golden: Golden) -> None:
    """Each broken promise is a line: what, where, what to do."""
    with pytest.raises(ConformanceError) as caught:
        check_exporter(Tagesliste)
    golden(f"{caught.value}\n")


# [golden]


def test_the_profile(kim: Kimcore, complete_program: Program, golden: Golden) -> None:
    """The public profile says what the golden file says."""
    golden(dump(kim.compose(complete_program, "kurzprofil", year=2025)))


# [strategies]


@settings(max_examples=20, suppress_health_check=list(HealthCheck), deadline=None)
@given(strategies.models(Measure))
def test_any_measure(measure: Measure) -> None:
    """Whatever a measure holds, its title is a text."""
    assert isinstance(measure.title, str)


# [end]
