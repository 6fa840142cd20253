"""A template as a package: read within limits, without macros, with every part at hand."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PureWindowsPath
from typing import Any, BinaryIO

import attrs

from kimcore import FileError
from kimcore.files import refusal
from kimcore.render import Archive
from kimcore_vorlagen.findings import TemplateProblem

__all__ = ["LIMIT", "Package", "parse", "plain_path", "read_package", "serialised", "template_bytes"]

LIMIT = 20 * 1024 * 1024
"""How large a template may be; unpacked it may be five times as large."""

_UNPACKED = 5
_TYPES = "[Content_Types].xml"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_WORD, _EXCEL = f"{_OFFICE}wordprocessingml.", f"{_OFFICE}spreadsheetml."
_KINDS = {"docx": (_WORD, "document.main+xml"), "xlsx": (_EXCEL, "sheet.main+xml")}
_NAMES = {"docx": "Word-Datei", "xlsx": "Excel-Mappe"}
_MACROS = "macroEnabled"
_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@attrs.frozen(kw_only=True)
class Package:
    """The parts of a template.

    Attributes:
        file: its name, for messages.
        parts: every part by its name, in the order of the package.
        types: the content type of each part that has one of its own.
        main: the name of the main part.
    """

    file: str
    parts: Mapping[str, bytes]
    types: Mapping[str, str]
    main: str

    def of_type(self, ending: str) -> Iterator[str]:
        """The parts whose content type ends so, in order of their names."""
        return (name for name in sorted(self.types) if self.types[name].endswith(ending) and name in self.parts)

    def relations(self, part: str) -> dict[str, str]:
        """What a part refers to inside the package: the names of parts by relation id."""
        folder, _, name = part.rpartition("/")
        rels = f"{folder}/_rels/{name}.rels"
        if rels not in self.parts:
            return {}
        return {
            item.get("Id"): _target(folder, item.get("Target", ""))
            for item in parse(self.parts[rels])
            if item.get("TargetMode") != "External"
        }

    def related(self, part: str, ending: str) -> Iterator[str]:
        """The parts that a part refers to whose content type ends so."""
        return (name for name in self.relations(part).values() if self.types.get(name, "").endswith(ending))

    def broken(self) -> TemplateProblem:
        """What is to be said of a template that is not as Word and Excel write it."""
        return TemplateProblem("file", "", f"Die Vorlage „{self.file}“ ist beschädigt.", _SAVE)

    def write(self, target: BinaryIO, changed: Mapping[str, bytes]) -> None:
        """Write the package with some parts changed or added; the session makes it reproducible afterwards."""
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in {**self.parts, **changed}.items():
                archive.writestr(name, data)


def _target(folder: str, target: str) -> str:
    """The name of a part that a relation leads to."""
    steps: list[str] = [] if target.startswith("/") else folder.split("/")
    for step in target.strip("/").split("/"):
        steps = steps[:-1] if step == ".." else [*steps, step]
    return "/".join(steps)


def plain_path(path: str) -> str:
    """A path as a document may carry it: an absolute one, which may name a user, is cut to the name of the file."""
    windows = PureWindowsPath(path)
    return windows.name if windows.is_absolute() or Path(path).is_absolute() else path.replace("\\", "/")


def read_package(path: str, kind: str) -> Package:
    """Read a template.

    Args:
        path: relative to the working folder, or absolute.
        kind: ``docx`` or ``xlsx``.

    Raises:
        TemplateProblem: it is not there, broken, too large, of another kind, or has macros.
    """
    return package_of(template_bytes(path), path, kind)


def template_bytes(path: str) -> bytes:
    """A template as it is stored.

    Raises:
        TemplateProblem: it is not there or too large.
    """
    try:
        with Path(path).open("rb") as file:
            data = file.read(LIMIT + 1)
    except OSError as error:
        message = f"Die Vorlage „{path}“ ist nicht zu lesen. {refusal(error)}"
        raise TemplateProblem("file", "", message, _WHERE) from error
    if len(data) > LIMIT:
        raise TemplateProblem(
            "file", "", f"Die Vorlage „{path}“ ist größer als {LIMIT >> 20} MB.", "Bilder in der Vorlage verkleinern."
        )
    return data


_SAVE = "Die Vorlage in Word oder Excel öffnen und neu speichern."
_WHERE = "Der Pfad gilt ab dem Ordner, in dem kimcore aufgerufen wird: --set vorlage=vorlagen/brief.docx"


def package_of(data: bytes, file: str, kind: str) -> Package:
    """The package that these bytes are.

    Raises:
        TemplateProblem: as ``read_package``.
    """
    source = io.BytesIO(data)
    source.name = f"Die Vorlage „{file}“"
    try:
        with Archive(source, LIMIT * _UNPACKED) as archive:
            parts = {name: archive.read(name) for name in sorted(archive.names)}
        with Archive(source, LIMIT * _UNPACKED) as archive:
            for name in parts:
                if name.endswith((".xml", ".rels", ".vml")):
                    archive.xml(name)  # no document types and entities, nothing that is no XML
    except FileError as error:
        raise TemplateProblem("file", "", str(error), _SAVE) from error
    return _checked(parts, file, kind)


def _checked(parts: dict[str, bytes], file: str, kind: str) -> Package:
    """The package, if it is of this kind and has no macros; a .dotx becomes a .docx, an .xltx an .xlsx."""
    prefix, main = _KINDS[kind]
    types = {
        item.get("PartName")[1:]: item.get("ContentType", "") for item in parse(parts[_TYPES]) if item.get("PartName")
    }
    if any(_MACROS in content for content in types.values()) or any("vbaProject" in name for name in parts):
        raise TemplateProblem(
            "kind",
            "",
            f"Die Vorlage „{file}“ enthält Makros.",
            f"In Word oder Excel als .{kind} ohne Makros speichern.",
        )
    found = next(
        (name for name, content in types.items() if content in {prefix + main, prefix + _as_template(main)}), None
    )
    if found is None or found not in parts:
        other = next(
            (
                _NAMES[name]
                for name, (start, _) in _KINDS.items()
                if name != kind and any(t.startswith(start) for t in types.values())
            ),
            None,
        )
        what = f"ist eine {other}" if other else f"ist keine {_NAMES[kind]}"
        hint = f"Eine .{kind} angeben" + (
            ", oder das andere Dokument wählen: vorlage-word, vorlage-excel." if other else "."
        )
        raise TemplateProblem("kind", "", f"Die Vorlage „{file}“ {what}.", hint)
    parts[_TYPES] = parts[_TYPES].replace((prefix + _as_template(main)).encode(), (prefix + main).encode())
    return Package(file=file, parts=parts, types=types, main=found)


def _as_template(main: str) -> str:
    return main.replace("document.main", "template.main").replace("sheet.main", "template.main")


def parse(data: bytes) -> Any:
    """The root of a part that has been read; nothing is resolved or fetched.

    Raises:
        TemplateProblem: lxml does not read it.
    """
    from lxml import etree  # noqa: PLC0415 - only a template needs it

    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError as error:
        raise TemplateProblem("file", "", "Ein Teil der Vorlage ist nicht zu lesen.", _SAVE) from error


def serialised(root: Any) -> bytes:
    """A part as it is stored."""
    from lxml import etree  # noqa: PLC0415 - same

    text: bytes = etree.tostring(root, encoding="UTF-8")
    return _HEAD + text
