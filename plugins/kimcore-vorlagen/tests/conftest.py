"""A session with this plugin alone, the invented city, and templates as a town hall makes them."""

import struct
import zipfile
import zlib
from importlib.resources import as_file, files

import docx
import pytest
import xlsxwriter

import kimcore_vorlagen
from kimcore import Kimcore


@pytest.fixture(scope="session")
def kim():
    """A session with this plugin and no other."""
    return Kimcore(plugins=(kimcore_vorlagen,))


@pytest.fixture(scope="session")
def program(kim):
    """The invented city of Musterstadt."""
    with as_file(files("kimcore") / "data" / "programs" / "musterstadt.yaml") as path:
        return kim.load(path)


@pytest.fixture
def codes(kim, program):
    """What is said of a template: its findings as code and message."""

    def ask(path, **options):
        exporter = f"vorlage-{'word' if str(path).endswith(('docx', 'dotx')) else 'excel'}"
        found = kim.check(program, exporter=exporter, year=2025, vorlage=str(path), **options)
        return [(finding.code, f"{finding.message} {finding.hint}") for finding in found if "VRL" in finding.code]

    return ask


@pytest.fixture
def fill(kim, program, tmp_path):
    """Fill a template and give the path of what came of it."""

    def make(path, *, of=None, **options):
        word = str(path).endswith(("docx", "dotx"))
        target = tmp_path / f"filled.{'docx' if word else 'xlsx'}"
        exporter = f"vorlage-{'word' if word else 'excel'}"
        kim.export(of or program, exporter, target, **{"year": 2025, "vorlage": str(path), **options})
        return target

    return make


@pytest.fixture
def word(tmp_path):
    """A Word template of some paragraphs."""

    def make(*paragraphs, header="{{ kennzeichen }}", change=lambda document: None):
        document = docx.Document()
        document.sections[0].header.paragraphs[0].text = header
        for text in paragraphs:
            document.add_paragraph(text)
        change(document)
        document.save(tmp_path / "vorlage.docx")
        return tmp_path / "vorlage.docx"

    return make


@pytest.fixture
def excel(tmp_path):
    """An Excel form of one sheet with cells of these names, and whatever else a test adds."""

    def make(*names, change=lambda book, sheet: None, marked=True):
        path = tmp_path / "formular.xlsx"
        book = xlsxwriter.Workbook(path)
        sheet = book.add_worksheet("Antrag")
        sheet.write("A1", "Antrag")
        sheet.set_column("B:B", 20)
        for row, name in enumerate((*names, *["kennzeichen"] * marked), 1):
            book.define_name(f"kim_{name}", f"=Antrag!$B${row}")
        change(book, sheet)
        book.close()
        return path

    return make


@pytest.fixture
def repack(tmp_path):
    """The same package with parts changed, added or (None) left out."""

    def make(path, **changes):
        target = tmp_path / f"anders-{path.name}"
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
            parts = {name: old.read(name) for name in old.namelist()}
            for name, change in changes.pop("parts", {}).items():
                parts[name] = change(parts.get(name, b"")) if callable(change) else change
            for name, data in parts.items():
                if data is not None:
                    new.writestr(name, data)
        return target

    return make


@pytest.fixture(scope="session")
def parts():
    """Every part of a package, by its name."""

    def read(path):
        with zipfile.ZipFile(path) as package:
            return {name: package.read(name) for name in package.namelist()}

    return read


@pytest.fixture(scope="session")
def png():
    """A blue rectangle."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x20\x60\xa0" * 60 for _ in range(20))
    head = struct.pack(">IIBBBBB", 60, 20, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
