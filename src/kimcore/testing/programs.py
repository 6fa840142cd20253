"""Programs to try things on: a complete one, a minimal one, and what is left when parts are taken away."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from importlib.resources import as_file, files
from typing import Any

import attrs

from kimcore.convert.types import kind_of, optional_of
from kimcore.files import load
from kimcore.model import (
    Contact,
    Foerderbetrag,
    Kommune,
    KommuneKind,
    Picture,
    Privacy,
    Program,
)
from kimcore.model.fields import fields_of, privacy_of
from kimcore.testing.pictures import JPEG

__all__ = ["FORMULA", "complete_program", "minimal_program", "partial_programs", "planted_program"]

FORMULA = "=KIMPROBE(1)<kimprobe>"
"""A text that must stay a text: neither a formula nor markup."""

_PICTURE = Picture(id="probe", file="bilder/probe.jpg", alt="Eine graue Fläche", credit="Bild: erfunden", data=JPEG)


def complete_program() -> Program:
    """An invented Kreis with something in every part of a program: KIM NRW, 2025, forwarding, cooperation."""
    with as_file(files("kimcore") / "data" / "programs" / "kreis-musterland.yaml") as path:
        program = load(path)
    person = Contact(
        id="auskunft",
        function="Auskunft",
        unit="kim",
        salutation="Frau",
        name="Erika Beispiel",
        room="Zimmer 0.01",
        phone="+49 2000 111-399",
        email="auskunft@kreis-musterland.example.org",
    )
    fixed = Foerderbetrag(id="rueckblick", year=2022, amount=Decimal("120000.00"), source=program.sources[0])
    return attrs.evolve(program, contacts=(*program.contacts, person), pictures=(_PICTURE,), foerderbetraege=(fixed,))


def minimal_program() -> Program:
    """A program with nothing but what every program must have."""
    return Program(
        foerderprogramm="kim-nrw",
        title="Ein Programm, in dem noch nichts steht (erfunden)",
        fictional=True,
        stand=date(2025, 1, 15),
        kommune=Kommune(id="musterkreis", name="Musterkreis", kind=KommuneKind.KREIS),
    )


def partial_programs(program: Program) -> Iterator[tuple[str, Program]]:
    """The program, two entries long everywhere, without each of its optional parts, and with those parts laid bare.

    Laid bare, every object of a part is reduced to the fields that it must have.
    """
    whole: Any = _short(program)
    for field in fields_of(Program):
        value = getattr(whole, field.name)
        if field.name == "schema_version" or not value or field.default is attrs.NOTHING:
            continue
        empty: Any = {} if isinstance(value, Mapping) else field.default
        yield f"ohne {field.name}", attrs.evolve(whole, **{field.name: empty})
        bare = _bare(value)
        if bare != value:
            yield f"{field.name} nur mit Pflichtangaben", attrs.evolve(whole, **{field.name: bare})


def _short(program: Any) -> Any:
    lists = {field.name: getattr(program, field.name) for field in fields_of(Program)}
    return attrs.evolve(program, **{name: rows[:2] for name, rows in lists.items() if isinstance(rows, tuple)})


def _bare(value: Any) -> Any:
    """The value with every object in it reduced to the fields it must have."""
    if isinstance(value, tuple):
        return tuple(_bare(entry) for entry in value)
    if isinstance(value, Mapping):
        return {key: _bare(entry) for key, entry in value.items()}
    if not attrs.has(type(value)):
        return value
    needed = (field for field in fields_of(type(value)) if field.default is attrs.NOTHING)
    return type(value)(**{field.name: _bare(getattr(value, field.name)) for field in needed})


# ------------------------------------------------------------------------------------------------ planted


def planted_program(program: Program) -> tuple[Program, Mapping[str, str]]:
    """The program with a value of its own in every personal text, and a formula before every other one.

    Returns:
        The program, and each planted value with the path of its field.
    """
    secrets: dict[str, str] = {}
    return _planted(program, "", secrets), secrets


def _planted(value: Any, path: str, secrets: dict[str, str]) -> Any:
    if isinstance(value, tuple):
        return tuple(_planted(entry, f"{path}[{index}]", secrets) for index, entry in enumerate(value))
    if isinstance(value, Mapping):
        return {key: _planted(entry, f"{path}.{key}", secrets) for key, entry in value.items()}
    if isinstance(value, Picture):
        return _planted_picture(value, path, secrets)
    if not attrs.has(type(value)):
        return value
    changes: dict[str, Any] = {}
    for field in fields_of(type(value)):
        there = getattr(value, field.name)
        place = f"{path}.{field.name}".lstrip(".")
        if _is_text(field.type):
            changes[field.name] = _planted_text(there, place, secrets, personal=privacy_of(field) is Privacy.PERSONAL)
        else:
            changes[field.name] = _planted(there, place, secrets)
    changed: Any = value
    return attrs.evolve(changed, **{name: new for name, new in changes.items() if new is not getattr(value, name)})


def _planted_text(text: Any, place: str, secrets: dict[str, str], *, personal: bool) -> Any:
    """A secret for what names a person, whether it is filled or not; a formula before what is printed as it is."""
    if personal:
        secret = f"Geheim-{len(secrets) + 1:04}"
        secrets[secret] = place
        return secret
    return f"{FORMULA} {text}" if isinstance(text, str) and text else text


def _planted_picture(picture: Picture, path: str, secrets: dict[str, str]) -> Picture:
    """The picture with a secret in its EXIF data and one in the name of its folder."""
    inside, outside = f"Geheim-{len(secrets) + 1:04}", f"Geheim-{len(secrets) + 2:04}"
    secrets.update({inside: f"{path}.data, EXIF", outside: f"{path}.file"})
    exif = b"Exif\0\0" + inside.encode()
    segment = b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif
    data = picture.data[:2] + segment + picture.data[2:] if picture.data.startswith(JPEG[:2]) else picture.data
    return attrs.evolve(picture, file=f"{outside}/{picture.name}", data=data)


def _is_text(annotation: Any) -> bool:
    """Whether a field holds a line of text (``Text`` or ``Text | None``): no key, address, list or Markdown."""
    kind = kind_of(optional_of(annotation) or annotation)
    return kind is not None and kind.name == "text"
