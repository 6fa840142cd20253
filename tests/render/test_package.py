"""Finished packages: the same bytes everywhere, no trace of the machine, safe to read back."""

import hashlib
import io
import time
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests import office

from kimcore.blocks import Properties
from kimcore.errors import FileError, RenderError
from kimcore.render.archive import Packed
from kimcore.render.package import PackageWriter, Relation, finish, read_custom, read_parts, relations_xml
from kimcore.render.scrub import scrub

PROPERTIES = Properties(
    subject="Förderantrag & Anlagen",
    issuer="Kreis Musterland",
    stand=date(2026, 3, 31),
    state="Entwurf",
    keywords=("KIM", "Antrag"),
    custom=(("kimcore.program", "ab12"), ("kimcore.rates", 'ä < "x"')),
)
TYPES = {"xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"}


def package(target: Any, properties: Properties = PROPERTIES, **fields: Any) -> PackageWriter:
    """A package with one part to come."""
    return PackageWriter(
        target, main="xl/workbook.xml", types=TYPES, properties=properties, title="Antrag 2026", **fields
    )


def written(properties: Properties = PROPERTIES, data: bytes = b"<workbook/>", **fields: Any) -> bytes:
    """A package with its one part."""
    target = io.BytesIO()
    with package(target, properties, **fields) as writer:
        writer.write("xl/workbook.xml", data)
    return target.getvalue()


class Pipe:
    """A target that can neither tell nor seek."""

    def __init__(self) -> None:
        self.data = b""

    def write(self, data: bytes) -> int:
        """Take everything."""
        self.data += bytes(data)
        return len(data)


class FullDisk(Pipe):
    """A target that takes so many bytes and no more."""

    def __init__(self, room: int) -> None:
        super().__init__()
        self.room = room

    def write(self, data: bytes) -> int:
        """Take what there is room for."""
        if len(self.data) + len(data) > self.room:
            raise OSError(28, "No space left on device")
        return super().write(data)


def zipped(parts: dict[str, bytes]) -> io.BytesIO:
    """An archive of these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    target.seek(0)
    return target


def content_types(*overrides: tuple[str, str]) -> bytes:
    """The part that lists the types of the others."""
    items = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides)
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="x"/><Default Extension="PNG" ContentType="image/png"/>{items}</Types>'
    ).encode()


# ------------------------------------------------------------------------------------------ writing


def test_parts_stand_in_a_fixed_order_with_fixed_attributes():
    """Content types come first, then relations and properties; every entry is from 1980 and of no system."""
    with zipfile.ZipFile(io.BytesIO(written())) as archive:
        infos = archive.infolist()
    assert [info.filename for info in infos] == [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "docProps/app.xml",
        "docProps/custom.xml",
        "xl/workbook.xml",
    ]
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert {(info.create_system, info.external_attr) for info in infos} == {(0, 0o100644 << 16)}


def test_a_file_and_a_pipe_receive_the_same_bytes():
    """Whether the target can seek makes no difference."""
    pipe = Pipe()
    with package(pipe) as writer:
        writer.write("xl/workbook.xml", b"<workbook/>")
    assert pipe.data == written()


def test_bytes_do_not_depend_on_the_clock(monkeypatch):
    """Two packages of the same parts are the same bytes, on whatever day they are made."""
    first = written()
    monkeypatch.setattr(time, "time", lambda: 4e9)
    monkeypatch.setattr(time, "localtime", lambda *_: time.struct_time((2096, 1, 1, 0, 0, 0, 0, 1, 0)))
    assert written() == first


def test_core_properties_come_from_the_content_alone():
    """Title, subject, issuer, state and language are there; dates are the Stand, the last author is kimcore."""
    from openpyxl.packaging.core import DocumentProperties
    from openpyxl.xml.functions import fromstring

    with zipfile.ZipFile(io.BytesIO(written())) as archive:
        core = DocumentProperties.from_tree(fromstring(archive.read("docProps/core.xml")))
    assert (core.title, core.subject, core.creator) == ("Antrag 2026", "Förderantrag & Anlagen", "Kreis Musterland")
    assert (core.keywords, core.contentStatus, core.language) == ("KIM, Antrag", "Entwurf", "de-DE")
    assert core.lastModifiedBy == "kimcore"
    assert core.created == core.modified
    assert core.created.isoformat() == "2026-03-31T00:00:00"


def test_application_is_named_honestly():
    """The application is kimcore, and nothing else is said about where the file comes from."""
    with zipfile.ZipFile(io.BytesIO(written())) as archive:
        app = archive.read("docProps/app.xml").decode()
    assert app.endswith("<Application>kimcore</Application></Properties>")


def test_custom_properties_come_back_as_they_were():
    """Names and texts are read back exactly, special characters included."""
    assert read_custom(io.BytesIO(written())) == dict(PROPERTIES.custom)


def test_a_package_without_custom_properties_has_no_such_part():
    """No provenance, no part, no relation, no content type."""
    data = written(Properties(subject="", issuer="K", stand=date(2026, 1, 1), state="Entwurf"))
    assert read_custom(io.BytesIO(data)) == {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"custom" not in archive.read("[Content_Types].xml") + archive.read("_rels/.rels")


def test_parts_can_be_streamed():
    """A part written in pieces is the part written at once."""
    target = io.BytesIO()
    with package(target) as writer, writer.open("xl/workbook.xml") as part:
        part.write(b"<work")
        part.write(b"book/>")
    assert target.getvalue() == written()


def test_control_characters_in_properties_are_refused():
    """A title with a control character is a RenderError, and nothing is written."""
    target = io.BytesIO()
    with pytest.raises(RenderError, match=r"U\+0007"):
        PackageWriter(target, main="m", types={}, properties=PROPERTIES, title="a\x07")
    assert target.getvalue() == b""


def test_a_part_over_two_gib_is_refused(monkeypatch):
    """A part that grows beyond what office programs read ends with a sentence."""
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 1500)
    with pytest.raises(RenderError, match=r"xl/workbook\.xml wird größer als 2 GiB"):
        written(data=b"x" * 2000)
    part = Packed(2)
    part.write(b"x" * 2000)
    with pytest.raises(RenderError, match=r"xl/workbook\.xml wird größer als 2 GiB"), package(Pipe()) as writer:
        writer.add("xl/workbook.xml", part)


def test_a_part_compressed_beforehand():
    """A part that was compressed before its archive began is read like any other."""
    part, target = Packed(2), io.BytesIO()
    for piece in (b"<workbook>", b"x" * 3000, b"</workbook>"):
        part.write(piece)
    with package(target) as writer:
        writer.add("xl/workbook.xml", part)
        writer.write("xl/styles.xml", b"<styles/>")
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
        assert archive.read("xl/workbook.xml") == b"<workbook>" + b"x" * 3000 + b"</workbook>"
        assert archive.namelist()[-2:] == ["xl/workbook.xml", "xl/styles.xml"]


@pytest.mark.parametrize("room", [10, 900, 2300])
def test_a_full_disk_leaves_nothing_behind(room):
    """When the target fails, the error comes through and nothing is written later."""
    disk = FullDisk(room)
    with pytest.raises(OSError, match="No space left"), package(disk) as writer:
        writer.write("xl/workbook.xml", bytes(range(256)) * 40)
    size = len(disk.data)
    disk.room = 10**6
    import gc

    gc.collect()
    assert len(disk.data) == size


def test_an_error_while_a_part_is_open_ends_the_package():
    """An exception of the caller comes through, and the file is left without its directory."""
    target = io.BytesIO()

    def fail() -> None:
        with package(target) as writer, writer.open("xl/workbook.xml"):
            raise LookupError("Zeile 7")

    with pytest.raises(LookupError, match="Zeile 7"):
        fail()
    assert not zipfile.is_zipfile(io.BytesIO(target.getvalue()))


def test_relations_mark_external_targets():
    """A web address is external, a part is not."""
    xml = relations_xml((Relation("rId1", "t", "a.xml"), Relation("rId2", "t", "https://x.de/?a=1&b=2", external=True)))
    assert b'<Relationship Id="rId1" Type="t" Target="a.xml"/>' in xml
    assert b'Target="https://x.de/?a=1&amp;b=2" TargetMode="External"/>' in xml


# ------------------------------------------------------------------------------------------ reading


def test_parts_are_known_by_their_digests(tmp_path):
    """Every part is listed with its SHA-256; a path and an open file give the same."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(written())
    parts = read_parts(path)
    assert parts == read_parts(io.BytesIO(written())) == read_parts(str(path))
    assert parts["xl/workbook.xml"] == hashlib.sha256(b"<workbook/>").digest()
    assert len(parts) == 6


def test_a_changed_part_changes_one_digest():
    """What differs between two packages is exactly the parts whose digests differ."""
    one, other = read_parts(io.BytesIO(written())), read_parts(io.BytesIO(written(data=b"<workbook a='1'/>")))
    assert [name for name in one if one[name] != other[name]] == ["xl/workbook.xml"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "kein Office-Dokument"),
        (b"Stellenplan;1,0\n", "kein Office-Dokument"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "mit einem Kennwort"),
        (written()[:-30], "beschädigt"),
        (zipped({"a.txt": b"x"}).getvalue(), "das Verzeichnis der Teile fehlt"),
    ],
)
def test_what_is_no_package_is_a_file_error(tmp_path, data, reason):
    """A text file, an old or encrypted document, half a file: a German sentence that names the file."""
    path = tmp_path / "antrag.xlsx"
    path.write_bytes(data)
    with pytest.raises(FileError, match=f"antrag.xlsx.*{reason}"):
        read_parts(path)


def test_a_missing_file_is_a_file_error(tmp_path):
    """The sentence names the file and the reason."""
    with pytest.raises(FileError, match=r"fehlt\.xlsx kann nicht gelesen werden\. Es gibt sie"):
        read_custom(tmp_path / "fehlt.xlsx")


def test_damaged_data_within_a_part_is_a_file_error():
    """A flipped byte within a part is found when the part is read."""
    data = bytearray(written(data=bytes(range(256)) * 100))
    data[-600] ^= 0xFF
    with pytest.raises(FileError, match="beschädigt"):
        read_parts(io.BytesIO(bytes(data)))


def test_a_zip_bomb_is_not_unpacked():
    """What unpacks to more than the limit is refused, whatever the directory of the archive says."""
    bomb = zipped({"[Content_Types].xml": content_types(), "xl/a.xml": b"\0" * 10_000_000})
    assert len(bomb.getvalue()) < 20_000
    with pytest.raises(FileError, match="größer als 1000000 Bytes"):
        read_parts(bomb, limit=1_000_000)


def test_doubled_and_countless_parts_are_refused(monkeypatch):
    """Two parts of one name, or more parts than any document has, are not read."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("[Content_Types].xml", b"a")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("[Content_Types].xml", b"b")
    with pytest.raises(FileError, match="zu viele oder doppelte Teile"):
        read_parts(target)
    monkeypatch.setattr("kimcore.render.archive._ENTRIES", 3)
    with pytest.raises(FileError, match="zu viele oder doppelte Teile"):
        read_parts(io.BytesIO(written()))


def test_entities_are_not_expanded():
    """A document type in a part, the door of exploding entities, is refused."""
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha">]><Properties><property name="a">&a;</property></Properties>'
    with pytest.raises(FileError, match="beschädigt"):
        read_custom(zipped({"[Content_Types].xml": content_types(), "docProps/custom.xml": laughs}))


# --------------------------------------------------------------------------------------- the escape


def foreign() -> io.BytesIO:
    """A workbook as another library writes it, with its user's traces."""
    from openpyxl import Workbook

    book = Workbook()
    book.active["A1"] = "Grundmuster"
    book.properties.creator, book.properties.title = "Erika Beispiel", "Vordruck"
    target = io.BytesIO()
    book.save(target)
    with zipfile.ZipFile(target) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        b"<bookViews>",
        b'<mc:AlternateContent xmlns:mc="m"><mc:Choice Requires="x15"><x15ac:absPath url="C:\\Users\\eb\\"/>'
        b"</mc:Choice></mc:AlternateContent><bookViews>",
    )
    parts["docProps/thumbnail.jpeg"] = b"picture"
    parts["xl/printerSettings/printerSettings1.bin"] = b"\\\\server\\drucker"
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rId9" Type="thumb" Target="docProps/thumbnail.jpeg"/>'
        b'<Relationship Id="rId8" Type="web" Target="https://example.org" TargetMode="External"/></Relationships>',
    )
    return zipped(parts)


def test_a_foreign_package_is_finished_like_our_own():
    """It keeps its content and its title, and loses author, path, printer and thumbnail."""
    from openpyxl import load_workbook

    target = io.BytesIO()
    finish(foreign(), target, PROPERTIES)
    book = load_workbook(target)
    assert book.active["A1"].value == "Grundmuster"
    assert (book.properties.title, book.properties.creator) == ("Vordruck", "Kreis Musterland")
    with zipfile.ZipFile(target) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
        assert b'Target="https://example.org" TargetMode="External"' in archive.read("_rels/.rels")
    for trace in (b"Erika", b"Users", b"drucker", b"thumbnail", b"absPath", b"openpyxl"):
        assert trace not in everything
    assert read_custom(target) == dict(PROPERTIES.custom)


def test_a_finished_foreign_package_is_reproducible():
    """Two saves of another library on different days become the same bytes."""
    one, other = io.BytesIO(), io.BytesIO()
    finish(foreign(), one, PROPERTIES)
    time.sleep(1.1)
    finish(foreign(), other, PROPERTIES, title="Vordruck")
    assert one.getvalue() == other.getvalue()


@pytest.mark.parametrize(("title", "expected"), [("Vordruck", "Vordruck"), (" ", "Antrag"), ("", "Antrag")])
def test_finishing_can_give_a_title(title, expected):
    """The title of a form stays; the caller's is for one that has none."""
    from openpyxl import Workbook, load_workbook

    book, source, target = Workbook(), io.BytesIO(), io.BytesIO()
    book.properties.title = title
    book.save(source)
    finish(source, target, PROPERTIES, title="Antrag")
    assert load_workbook(target).properties.title == expected


def test_who_refreshed_a_pivot_table_is_not_told():
    """Excel notes the user who refreshed a pivot table; the rest of its part stays."""
    cache = b'<pivotCacheDefinition refreshedBy="Erika Beispiel" recordCount="3"/>'
    assert scrub("xl/pivotCache/pivotCacheDefinition1.xml", cache) == b'<pivotCacheDefinition recordCount="3"/>'


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("file:///C:\\Users\\eb\\Vorlagen\\Stadt.dotx", "Stadt.dotx"),
        ("file:///\\\\server\\eb$\\Haushalt%202025.xlsx#Blatt1!A1", "Haushalt%202025.xlsx#Blatt1!A1"),
        ("C:/Users/eb/Haushalt.xlsx", "Haushalt.xlsx"),
        ("/home/eb/Haushalt.xlsx", "Haushalt.xlsx"),
        ("file:///home/eb/", "."),
        ("Haushalt.xlsx", "Haushalt.xlsx"),
        ("https://example.org/a/b", "https://example.org/a/b"),
        ("mailto:kim@example.org", "mailto:kim@example.org"),
    ],
)
def test_references_to_files_lose_their_folders(target, expected):
    """A Word template or a linked workbook is named without the folders of whoever made the form; the web stays."""
    inside = Relation("rId2", "sheet", "/xl/worksheets/sheet1.xml")
    cleaned = scrub("x.rels", relations_xml((Relation("rId1", "t", target, external=True), inside)))
    assert f'Target="{expected}" TargetMode="External"'.encode() in cleaned
    assert b'Target="/xl/worksheets/sheet1.xml"' in cleaned


def test_a_package_without_a_main_part_is_refused():
    """Content types alone make no document."""
    with pytest.raises(FileError, match="der Hauptteil fehlt"):
        finish(zipped({"[Content_Types].xml": content_types()}), io.BytesIO(), PROPERTIES)


def test_a_source_without_core_properties_gets_them():
    """What the source does not say is said by the content."""
    relations = relations_xml((Relation("r", _OFFICE_DOCUMENT, "/xl/workbook.xml"),))
    source = zipped(
        {
            "[Content_Types].xml": content_types(("xl/workbook.xml", "main"), ("xl/gone.xml", "x")),
            "_rels/.rels": relations,
            "xl/workbook.xml": b"<workbook/>",
            "media/logo.PNG": b"\x89PNG",
        }
    )
    target = io.BytesIO()
    finish(source, target, PROPERTIES)
    with zipfile.ZipFile(target) as archive:
        assert b"gone" not in archive.read("[Content_Types].xml")
        assert b'Extension="png" ContentType="image/png"' in archive.read("[Content_Types].xml")
        assert b"<dc:title>" not in archive.read("docProps/core.xml")


_OFFICE_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


def test_a_full_disk_is_not_blamed_on_the_source():
    """When the target fails while a foreign package is finished, the error is the target's."""
    with pytest.raises(OSError, match="No space left") as caught:
        finish(foreign(), FullDisk(2000), PROPERTIES)
    assert not isinstance(caught.value, FileError)


def test_a_word_document_loses_its_revision_ids(tmp_path):
    """Ids of editing sessions, the document's id and names of authors go; the text stays."""
    from docx import Document

    document = Document()
    document.add_paragraph("Integrationskonzept")
    source, target = io.BytesIO(), io.BytesIO()
    document.save(source)
    with zipfile.ZipFile(source) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        b"<w:p>", b'<w:p w:rsidR="00AB12CD" w:rsidP="00AB12CE"><w:ins w:author="Erika Beispiel" w:initials="EB"/>', 1
    )
    parts["word/settings.xml"] = parts["word/settings.xml"].replace(
        b"</w:settings>", b'<w15:docId w15:val="{1-2}"/><w:rsids><w:rsid w:val="00AB12CD"/></w:rsids></w:settings>'
    )
    finish(zipped(parts), target, PROPERTIES, title="Konzept")
    with zipfile.ZipFile(target) as archive:
        everything = archive.read("word/document.xml") + archive.read("word/settings.xml")
    assert b"Integrationskonzept" in everything
    assert b'w:author="kimcore"' in everything
    for trace in (b"00AB12C", b"rsid", b"docId", b"Erika"):
        assert trace not in everything


@pytest.mark.sdk
def test_validators_accept_a_finished_foreign_package(tmp_path):
    """Nothing is wrong with the properties, relations and content types that we wrote."""
    path = tmp_path / "fertig.xlsx"
    with path.open("wb") as target:
        finish(foreign(), target, PROPERTIES)
    said = [*office.sdk_findings(path), *office.audit_findings(path)]
    assert [text for text in said if "/xl/" not in text] == []  # what openpyxl wrote is not ours to mend


def test_pictures_are_left_alone(tmp_path: Path):
    """Only XML is scrubbed; other parts keep every byte."""
    from kimcore.render.scrub import scrub

    assert scrub("word/media/a.png", b' w:rsidR="1"') == b' w:rsidR="1"'
    assert scrub("xl/worksheets/_rels/a.xml.rels", b'<Relationship Target="../printerSettings/p.bin"/><a/>') == b"<a/>"


def test_fonts_are_put_in_the_order_of_the_schema():
    """What openpyxl writes in its own order is valid afterwards; what is in order stays as it is."""
    from kimcore.render.scrub import scrub

    mixed = b'<fonts count="1"><font><name val="Arial"/><sz val="11"/><b/><color rgb="FF000000"/></font></fonts>'
    ordered = b'<fonts count="1"><font><b/><sz val="11"/><color rgb="FF000000"/><name val="Arial"/></font></fonts>'
    assert scrub("xl/styles.xml", mixed) == ordered
    assert scrub("xl/styles.xml", ordered) == ordered
