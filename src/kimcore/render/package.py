"""Finished packages: an OOXML file written reproducibly, scrubbed and stamped, and its parts read back.

The same parts give the same bytes whatever the day, the machine and the user: fixed order, fixed times, one
compression level, no attributes of an operating system. Document properties come from the content alone.
"""

from collections.abc import Iterable, Mapping
from typing import BinaryIO

import attrs

from kimcore.blocks import Properties
from kimcore.errors import FileError
from kimcore.render.archive import LIMIT, Archive, ArchiveWriter, File
from kimcore.render.scrub import scrub, unwanted
from kimcore.render.xmltext import escape

__all__ = ["LIMIT", "PackageWriter", "Relation", "finish", "read_custom", "read_parts", "relation_xml", "relations_xml"]

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
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


class PackageWriter(ArchiveWriter):
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
        documents = _documents(properties, title)
        relations = [Relation("rId1", _MAIN, main)]
        relations += [Relation("", kind, name) for kind, name in _OWN_RELATIONS.items() if name in documents]
        numbered = (attrs.evolve(item, id=f"rId{n}") for n, item in enumerate([*relations, *others], 1))
        own = {name: _OWN_TYPES[name] for name in documents}
        first = {
            "[Content_Types].xml": _types_xml({**_DEFAULTS, **(defaults or {})}, {**types, **own}),
            "_rels/.rels": relations_xml(numbered),
            **documents,
        }
        super().__init__(target)
        try:
            for name, xml in first.items():
                self.write(name, xml)
        except BaseException:
            self._abandon()
            raise


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
    with Archive(file, limit) as package:
        if "docProps/custom.xml" not in package.names:
            return {}
        root = package.xml("docProps/custom.xml")
        return {item.get("name", ""): "".join(item.itertext()) for item in root}


def read_parts(file: File, *, limit: int = LIMIT) -> dict[str, bytes]:
    """The SHA-256 digest of every part, by its name; two packages say the same where these are equal.

    Raises:
        FileError: as ``read_custom``.
    """
    with Archive(file, limit) as package:
        return {name: package.digest(name) for name in sorted(package.names)}


def finish(source: BinaryIO, target: BinaryIO, properties: Properties, *, title: str = "", limit: int = LIMIT) -> None:
    """Write a foreign package anew: reproducible, scrubbed of user names, paths and revision ids, and stamped.

    Args:
        source: the package as another library wrote it; seekable.
        target: where the finished one goes.
        properties: what the document says about itself; replaces what the source says.
        title: its title where the source has none, or none but blanks.
        limit: how many bytes the source may unpack to.

    Raises:
        FileError: as ``read_custom``.
    """
    with Archive(source, limit) as archive:
        relations = _package_relations(archive)
        main = next((item.target for item in relations if item.type == _MAIN), "")
        if main not in archive.names:
            raise FileError(f"{archive.file} ist kein Office-Dokument: der Hauptteil fehlt.")
        kept = [name for name in sorted(archive.names) if not _own(name) and not unwanted(name)]
        defaults, overrides = _content_types(archive)
        writer = PackageWriter(
            target,
            main=main,
            types={name: kind for name, kind in overrides.items() if name in kept},
            properties=properties,
            title=_title(archive, relations) or title,
            defaults=defaults,
            others=tuple(item for item in relations if item.type != _MAIN and (item.external or item.target in kept)),
        )
        with writer:
            for name in kept:
                writer.write(name, scrub(name, archive.read(name)))


def _content_types(archive: Archive) -> tuple[dict[str, str], dict[str, str]]:
    """Content types by suffix and by part."""
    items = list(archive.xml("[Content_Types].xml"))
    defaults = {item.get("Extension").lower(): item.get("ContentType", "") for item in items if item.get("Extension")}
    overrides = {item.get("PartName")[1:]: item.get("ContentType", "") for item in items if item.get("PartName")}
    return defaults, overrides


def _package_relations(archive: Archive) -> list[Relation]:
    """What the package itself refers to, with targets as names of parts."""
    root = archive.xml("_rels/.rels") if "_rels/.rels" in archive.names else ()
    return [
        Relation("", item.get("Type", ""), item.get("Target", "").lstrip("/"), item.get("TargetMode") == "External")
        for item in root
    ]


def _title(archive: Archive, relations: Iterable[Relation]) -> str:
    """The title the package has, or an empty text."""
    core = next((item.target for item in relations if item.type == _CORE), "")
    return str(archive.xml(core).findtext(_TITLE) or "").strip() if core in archive.names else ""


def _own(name: str) -> bool:
    return name in {"[Content_Types].xml", "_rels/.rels"} or name.startswith("docProps/")
