"""Finished packages: an OOXML file written reproducibly, scrubbed and stamped, and its parts read back.

The same parts give the same bytes whatever the day, the machine and the user: fixed order, fixed times, one
compression level, no attributes of an operating system. Document properties come from the content alone.
"""

import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Any, BinaryIO, Self, TypeAlias

import attrs

from kimcore.blocks import Properties
from kimcore.errors import FileError, RenderError
from kimcore.render.scrub import scrub, unwanted
from kimcore.render.xmltext import escape

__all__ = ["LIMIT", "PackageWriter", "Relation", "finish", "read_custom", "read_parts", "relation_xml", "relations_xml"]

LIMIT = 1 << 30
"""How many bytes a package may unpack to, unless the caller says otherwise: 1 GiB."""

_LEVEL = 4  # a tenth larger than level 6, in half its time
_ENTRIES = 20_000
_CHUNK = 1 << 18
_UNIX_0644 = 0o100644 << 16
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_MAIN = f"{_OFFICE}/relationships/officeDocument"
_CORE = f"{_PACKAGE}/relationships/metadata/core-properties"
_OWN_RELATIONS = {
    _CORE: "docProps/core.xml",
    f"{_OFFICE}/relationships/extended-properties": "docProps/app.xml",
    f"{_OFFICE}/relationships/custom-properties": "docProps/custom.xml",
}
_OWN_TYPES = {
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    "docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
}
_DEFAULTS = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}

File: TypeAlias = str | Path | BinaryIO


@attrs.frozen
class Relation:
    """What a part refers to: an id, a type, a target; ``external`` for web addresses."""

    id: str
    type: str
    target: str
    external: bool = False


def relation_xml(relation: Relation) -> str:
    """One element of a ``.rels`` part."""
    mode = ' TargetMode="External"' if relation.external else ""
    return (
        f'<Relationship Id="{escape(relation.id)}" Type="{escape(relation.type)}"'
        f' Target="{escape(relation.target)}"{mode}/>'
    )


def relations_xml(relations: Iterable[Relation]) -> bytes:
    """A ``.rels`` part."""
    items = "".join(map(relation_xml, relations))
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{items}</Relationships>'.encode()


class _Forward:
    """A target that is only ever written to, so that files and pipes receive the same bytes."""

    def __init__(self, target: BinaryIO) -> None:
        self.write = target.write
        self.flush = getattr(target, "flush", lambda: None)


class PackageWriter:
    """Writes one package: content types, relations and properties first, then the parts in the caller's order.

    Args:
        target: a binary file, seekable or not; it stays open.
        main: the part the package opens with, ``xl/workbook.xml``.
        types: the content type of every part that has one of its own; ``main`` among them.
        properties: what the document says about itself.
        title: its title.
        defaults: content types by suffix, besides ``rels`` and ``xml``.
        others: further relations of the package itself.

    Raises:
        RenderError: a text of the properties holds a control character.
    """

    def __init__(
        self,
        target: BinaryIO,
        *,
        main: str,
        types: Mapping[str, str],
        properties: Properties,
        title: str,
        defaults: Mapping[str, str] | None = None,
        others: tuple[Relation, ...] = (),
    ) -> None:
        self._zip = zipfile.ZipFile(_Forward(target), "w", zipfile.ZIP_DEFLATED)  # type: ignore[call-overload]
        documents = _documents(properties, title)
        own = {name: _OWN_TYPES[name] for name in documents}
        self.write("[Content_Types].xml", _types_xml({**_DEFAULTS, **(defaults or {})}, {**types, **own}))
        relations = [Relation("rId1", _MAIN, main)]
        relations += [Relation("", kind, name) for kind, name in _OWN_RELATIONS.items() if name in documents]
        numbered = (attrs.evolve(item, id=f"rId{n}") for n, item in enumerate([*relations, *others], 1))
        self.write("_rels/.rels", relations_xml(numbered))
        for name, xml in documents.items():
            self.write(name, xml)

    def write(self, name: str, data: bytes) -> None:
        """Add a part."""
        with self.open(name) as part:
            part.write(data)

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """Add a part by writing to it piece by piece; one part is open at a time.

        Raises:
            RenderError: the part grows over 2 GiB, which office programs do not read.
        """
        info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
        info.compress_type = zipfile.ZIP_DEFLATED
        info.create_system = 0
        info.external_attr = _UNIX_0644
        info._compresslevel = _LEVEL  # type: ignore[attr-defined]  # noqa: SLF001 - its public name is from 3.13 on
        part = self._zip.open(info, "w")
        try:
            yield part
            part.close()
        except RuntimeError as error:
            if "too large" not in str(error):
                raise
            raise RenderError(f"{name} wird größer als 2 GiB; das Dokument aufteilen") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._zip.close()


# ------------------------------------------------------------------------------------------ own parts


def _types_xml(defaults: Mapping[str, str], overrides: Mapping[str, str]) -> bytes:
    items = [
        f'<Default Extension="{escape(suffix)}" ContentType="{escape(kind)}"/>'
        for suffix, kind in sorted(defaults.items())
    ]
    items += [
        f'<Override PartName="/{escape(name)}" ContentType="{escape(kind)}"/>'
        for name, kind in sorted(overrides.items())
    ]
    return f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{"".join(items)}</Types>'.encode()


def _documents(properties: Properties, title: str) -> dict[str, bytes]:
    """The parts of ``docProps``: nothing in them comes from the machine or its user."""
    app = f'{_HEAD}<Properties xmlns="{_OFFICE}/extended-properties"><Application>kimcore</Application></Properties>'
    parts = {"docProps/core.xml": _core_xml(properties, title), "docProps/app.xml": app.encode()}
    if properties.custom:
        parts["docProps/custom.xml"] = _custom_xml(properties.custom)
    return parts


def _core_xml(properties: Properties, title: str) -> bytes:
    day = f"{properties.stand.isoformat()}T00:00:00Z"
    texts = {
        "dc:title": title,
        "dc:subject": properties.subject,
        "dc:creator": properties.issuer,
        "cp:keywords": ", ".join(properties.keywords),
        "cp:lastModifiedBy": "kimcore",
        "cp:contentStatus": properties.state,
        "dc:language": "de-DE",
    }
    items = "".join(f"<{tag}>{escape(text)}</{tag}>" for tag, text in texts.items() if text)
    dates = "".join(
        f'<dcterms:{tag} xsi:type="dcterms:W3CDTF">{day}</dcterms:{tag}>' for tag in ("created", "modified")
    )
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}{dates}</cp:coreProperties>'
    ).encode()


def _custom_xml(custom: tuple[tuple[str, str], ...]) -> bytes:
    items = "".join(
        f'<property fmtid="{_FORMAT_ID}" pid="{number}" name="{escape(name)}">'
        f"<vt:lpwstr>{escape(text)}</vt:lpwstr></property>"
        for number, (name, text) in enumerate(custom, 2)
    )
    return (
        f'{_HEAD}<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes">'
        f"{items}</Properties>"
    ).encode()


# ------------------------------------------------------------------------------------------- reading


def read_custom(file: File, *, limit: int = LIMIT) -> dict[str, str]:
    """The custom properties of a package: name and text; empty where it has none.

    Raises:
        FileError: the file cannot be read, is not an OOXML package, or unpacks to more than ``limit`` bytes.
    """
    with _Reader.open(file, limit) as package:
        if "docProps/custom.xml" not in package.names:
            return {}
        root = package.xml("docProps/custom.xml")
        return {item.get("name", ""): "".join(item.itertext()) for item in root}


def read_parts(file: File, *, limit: int = LIMIT) -> dict[str, bytes]:
    """The SHA-256 digest of every part, by its name; two packages say the same where these are equal.

    Raises:
        FileError: as ``read_custom``.
    """
    with _Reader.open(file, limit) as package:
        return {name: package.digest(name) for name in sorted(package.names)}


def finish(source: BinaryIO, target: BinaryIO, properties: Properties, *, title: str = "", limit: int = LIMIT) -> None:
    """Write a foreign package anew: reproducible, scrubbed of user names, paths and revision ids, and stamped.

    Args:
        source: the package as another library wrote it; seekable.
        target: where the finished one goes.
        properties: what the document says about itself; replaces what the source says.
        title: its title; the one it has where this is empty.
        limit: how many bytes the source may unpack to.

    Raises:
        FileError: as ``read_custom``.
    """
    with _Reader.open(source, limit) as package:
        defaults, overrides = package.types()
        relations = package.relations()
        main = next((item.target for item in relations if item.type == _MAIN), "")
        if main not in package.names:
            raise FileError(f"{package.file} ist kein Office-Dokument: der Hauptteil fehlt")
        kept = [name for name in sorted(package.names) if not _own(name) and not unwanted(name)]
        others = (item for item in relations if item.type != _MAIN and (item.external or item.target in kept))
        writer = PackageWriter(
            target,
            main=main,
            types={name: kind for name, kind in overrides.items() if name in kept},
            properties=properties,
            title=title or package.title(relations),
            defaults=defaults,
            others=tuple(others),
        )
        with writer:
            for name in kept:
                writer.write(name, scrub(name, package.read(name)))


def _own(name: str) -> bool:
    return name in {"[Content_Types].xml", "_rels/.rels"} or name.startswith("docProps/")


class _Reader:
    """Reads a package that may be broken or hostile, within a limit."""

    def __init__(self, archive: zipfile.ZipFile, file: str, limit: int) -> None:
        self._zip = archive
        self.file = file
        self._left = limit
        self._limit = limit
        names = [name for name in archive.namelist() if not name.endswith("/")]
        self.names = frozenset(names)
        if "[Content_Types].xml" not in self.names:
            raise FileError(f"{file} ist kein Office-Dokument: das Inhaltsverzeichnis der Teile fehlt")
        if len(names) != len(self.names) or len(names) > _ENTRIES:
            raise FileError(f"{file} wird nicht gelesen: zu viele oder doppelte Teile")

    @classmethod
    @contextmanager
    def open(cls, file: File, limit: int) -> Iterator[Self]:
        """Open the package and turn every way a broken one fails into a FileError."""
        path = str(file) if isinstance(file, str | Path) else str(getattr(file, "name", "Die Datei"))
        try:
            with zipfile.ZipFile(file) as archive:
                yield cls(archive, path, limit)
        except FileError:
            raise
        except OSError as error:
            raise FileError(f"{path} kann nicht gelesen werden: {error.strerror or error}") from error
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
            ValueError,
            SyntaxError,
        ) as error:
            raise FileError(
                f"{path} ist kein Office-Dokument (.xlsx, .docx) oder ist beschädigt oder mit einem Kennwort geschützt"
            ) from error

    def pieces(self, name: str) -> Iterator[bytes]:
        with self._zip.open(name) as part:
            while piece := part.read(_CHUNK):
                self._left -= len(piece)
                if self._left < 0:
                    raise FileError(
                        f"{self.file} wird nicht gelesen: entpackt ist die Datei größer als {self._limit} Bytes"
                    )
                yield piece

    def read(self, name: str) -> bytes:
        return b"".join(self.pieces(name))

    def digest(self, name: str) -> bytes:
        total = hashlib.sha256()
        for piece in self.pieces(name):
            total.update(piece)
        return total.digest()

    def xml(self, name: str) -> Any:
        from defusedxml.ElementTree import parse  # type: ignore[import-untyped]  # noqa: PLC0415 - paid for by readers

        return parse(io.BytesIO(self.read(name)), forbid_dtd=True).getroot()

    def types(self) -> tuple[dict[str, str], dict[str, str]]:
        """Content types by suffix and by part."""
        root = self.xml("[Content_Types].xml")
        defaults = {
            item.get("Extension", "").lower(): item.get("ContentType", "") for item in root if item.get("Extension")
        }
        overrides = {item.get("PartName", "")[1:]: item.get("ContentType", "") for item in root if item.get("PartName")}
        return defaults, overrides

    def relations(self) -> list[Relation]:
        """What the package itself refers to, with targets as names of parts."""
        root = self.xml("_rels/.rels") if "_rels/.rels" in self.names else ()
        return [
            Relation("", item.get("Type", ""), item.get("Target", "").lstrip("/"), item.get("TargetMode") == "External")
            for item in root
        ]

    def title(self, relations: list[Relation]) -> str:
        """The title the package has, or an empty text."""
        core = next((item.target for item in relations if item.type == _CORE), "")
        if core not in self.names:
            return ""
        return str(self.xml(core).findtext("{http://purl.org/dc/elements/1.1/}title") or "")
