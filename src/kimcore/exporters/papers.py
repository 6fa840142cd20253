"""What papers for a council or a ministry share: the cover, the contacts on it, the signatures at the end."""

from collections.abc import Iterable, Iterator

from kimcore.blocks import Cover, Field, Notice, Paragraph, Section, Signatures
from kimcore.context import Context
from kimcore.exporters.common import notices, vorgang_fields
from kimcore.model import Address, Contact, Program
from kimcore.values import format_date

__all__ = ["contact_line", "cover", "paper_title", "place", "release"]


def paper_title(context: Context, otherwise: str) -> str:
    """The title of the Vorgang, or what the paper is called without one."""
    return (context.vorgang and context.vorgang.title) or otherwise


def cover(program: Program, context: Context, subtitle: str, fields: Iterable[Field]) -> Cover:
    """The first page: the fields given, the Vorgang, and whom to ask, as far as the profile may see it."""
    facts = (*fields, *vorgang_fields(context), *_contacts(program))
    notice = next((block for block in notices(context) if isinstance(block, Notice)), None)
    return Cover(subtitle=subtitle, fields=tuple(field for field in facts if field.value != "–"), notice=notice)


def _contacts(program: Program) -> Iterator[Field]:
    """Every contact that can be reached; where the profile shows none, the Kommune itself."""
    reached = [entry for entry in program.contacts if entry.phone or entry.email]
    for contact in reached:
        yield Field(label="Kontakt", value=contact_line(contact))
    if not reached:
        kommune = program.kommune
        lines = (kommune.name, place(kommune.address) if kommune.address else "", kommune.website)
        yield Field(label="Kontakt", value="\n".join(line for line in lines if line))


def place(address: Address) -> str:
    """``Kreisweg 10, 59998 Musterbrück``."""
    return f"{address.street}, {address.postal_code} {address.city}"


def contact_line(contact: Contact) -> str:
    """The function, then on a line of its own how to reach it, as far as the profile may see it."""
    person = " ".join(part for part in (contact.salutation, contact.name) if part)
    reach = " · ".join(part for part in (person, contact.phone, contact.email) if part)
    return "\n".join(part for part in (contact.function, reach) if part)


def release(context: Context, title: str) -> tuple[Section, ...]:
    """What is signed, and lines for the functions that the Vorgang names; nothing where it names none.

    The lines may come to stand on a page of their own, so it says what they are for.
    """
    vorgang = context.vorgang
    if vorgang is None or not vorgang.signatories:
        return ()
    text = f"Die Unterschriften gelten für „{title}“ mit dem Stand {format_date(context.stand)}."
    blocks = Paragraph(text=text), Signatures(functions=vorgang.signatories)
    return (Section(id="freigabe", title="Freigabe", blocks=blocks, numbered=False),)
