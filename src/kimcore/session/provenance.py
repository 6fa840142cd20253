"""What a document says about its making, so that it can be made anew and compared."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs

from kimcore.context import Context
from kimcore.convert import canonical_json
from kimcore.errors import FileError
from kimcore.model import Choice, Program

__all__ = ["Stamp", "Verification", "VerifyStatus", "files_hashes", "kommune_of", "program_hash", "rates_hash"]

_PREFIX = "kimcore."
_STAMPED = (".xlsx", ".docx")


class VerifyStatus(Choice):
    """The four answers of ``verify``."""

    UNCHANGED = "unveraendert", "Das Dokument sagt, was die Daten sagen."
    DATA_CHANGED = "daten_geaendert", "Die Daten haben sich seit dem Export geändert."
    EDITED = "bearbeitet", "Das Dokument wurde seit dem Export bearbeitet."
    OTHER_VERSION = "andere_version", "Das Dokument wurde mit einer anderen Version gemacht."


@attrs.frozen(kw_only=True)
class Verification:
    """The answer of ``verify``.

    Attributes:
        status: which of the four answers.
        parts: the parts of the package that differ from a new export, where the document was edited.
        detail: what differs, as a German sentence; may be empty.
    """

    status: VerifyStatus
    parts: tuple[str, ...] = ()
    detail: str = ""


@attrs.frozen(kw_only=True)
class Stamp:
    """Everything needed to make a document anew, whose it is, and the hashes of what it was made from."""

    kommune: str
    exporter: str
    options: str
    year: int
    profile: str
    theme: str
    format: str
    draft: bool
    program: str
    rates: str
    version: str
    plugins: str
    files: str = ""

    def properties(self) -> tuple[tuple[str, str], ...]:
        """As custom properties of the package; what is at its default is left out."""
        pairs = attrs.asdict(self, filter=lambda field, value: value != field.default).items()
        return tuple(
            (_PREFIX + name, json.dumps(value) if isinstance(value, bool) else str(value)) for name, value in pairs
        )

    def other_files(self, then: "Stamp") -> str:
        """The files that are not what they were then, by name; an empty text without any."""
        hashes = json.loads(self.files or "{}")
        return ", ".join(name for name, digest in hashes.items() if digest not in then.files)

    @classmethod
    def of(cls, document: str | Path) -> "Stamp":
        """From a document.

        Raises:
            FileError: it cannot be read, or kimcore did not make it as it is.
        """
        from kimcore.render.package import read_custom  # noqa: PLC0415 - parses XML, only needed here

        try:
            stamp = cls.read(read_custom(document))
        except FileError:
            if not Path(document).is_file() or Path(document).suffix.lower() in _STAMPED:
                raise
            raise FileError(
                f"{document} ist kein Office-Dokument (.xlsx, .docx). Nur solche tragen den Herkunftsnachweis, mit dem "
                "sie sich prüfen und zurücklesen lassen. Dasselbe als .xlsx oder .docx ausgeben und das prüfen."
            ) from None
        if stamp is None:
            raise FileError(
                f"{document} trägt keinen lesbaren Herkunftsnachweis von kimcore. Nur Dokumente von kimcore lassen "
                "sich prüfen und zurücklesen."
            )
        return stamp

    @classmethod
    def read(cls, properties: Mapping[str, str]) -> "Stamp | None":
        """From the custom properties of a package; None where kimcore did not make it, or somebody edited them."""
        values: dict[str, Any] = {}
        for field in attrs.fields(cls):
            values[field.name] = properties.get(_PREFIX + field.name, field.default)
        if attrs.NOTHING in values.values():
            return None
        try:
            year, whole = int(values["year"]), isinstance(json.loads(values["options"]), dict)
        except (ValueError, RecursionError):
            return None
        return cls(**{**values, "year": year, "draft": values["draft"] == "true"}) if whole else None


def kommune_of(program: Program) -> str:
    """Whose program it is: the AGS of the Kommune, or its id where it has none."""
    return program.kommune.ags or program.kommune.id


def program_hash(program: Program) -> str:
    """The SHA-256 of the program's canonical JSON."""
    return hashlib.sha256(canonical_json(program)).hexdigest()


def files_hashes(files: Mapping[str, bytes]) -> str:
    """Every file a document is made of with its SHA-256; an empty text without any."""
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    return json.dumps(hashes, sort_keys=True, ensure_ascii=False) if hashes else ""


def rates_hash(context: Context) -> str:
    """The SHA-256 of the rates the year's figures were made with: keys, values and sources."""
    lines = [
        (use.amount.key, str(use.amount.number), use.state.value, str(use.source and use.source.title))
        for use in context.plan.rates
    ]
    return hashlib.sha256(json.dumps(lines, ensure_ascii=False).encode()).hexdigest()
