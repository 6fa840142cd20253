"""Page numbers for the table of contents, counted by LibreOffice: only an office program knows where pages end."""

import io
import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

from kimcore.errors import RenderError
from kimcore.render.archive import LIMIT, Archive, File
from kimcore.render.word.markup import field

__all__ = ["count_pages", "counted_pages"]

_MAIN = "word/document.xml"
_BOOKMARK = re.compile(r'<w:bookmarkStart w:id="\d+" w:name="(kim_\w+)"/>')
_COUNTED = re.compile(r"PAGEREF (\w+) \\h </w:instrText></w:r>.*?<w:t[^>]*>(\d+)</w:t>")
_FOUND = re.compile(r"(kim_\w+)=(\d+)")
_TIMEOUT = 600
_USUAL = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)


def count_pages(docx: bytes) -> tuple[tuple[str, int], ...]:
    """The page of every bookmark of a document, as LibreOffice breaks its pages.

    Args:
        docx: the document without page numbers.

    Raises:
        RenderError: LibreOffice or pypdf is not installed, or the document was not laid out.
    """
    with tempfile.TemporaryDirectory(prefix="kimcore-") as name:
        folder = Path(name)
        (folder / "seiten.docx").write_bytes(_with_questions(docx))
        _convert(folder)
        text = _text(folder / "seiten.pdf")
    pages = tuple((name, int(page)) for name, page in _FOUND.findall(text))
    if not pages:
        raise RenderError("LibreOffice hat keine Seiten gezählt. Ohne --pages entsteht das Dokument ohne Seitenzahlen.")
    return pages


def counted_pages(file: File) -> tuple[tuple[str, int], ...]:
    """The page numbers that a document's table of contents shows.

    Raises:
        FileError: the file cannot be read.
    """
    with Archive(file, LIMIT) as package:
        xml = package.read(_MAIN).decode() if _MAIN in package.names else ""
    return tuple((name, int(page)) for name, page in _COUNTED.findall(xml))


def _with_questions(docx: bytes) -> bytes:
    """The document with a last page that asks for the page of every bookmark."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == _MAIN:
                xml = data.decode()
                end = xml.rindex("<w:sectPr>")
                data = f"{xml[:end]}{''.join(map(_question, _BOOKMARK.findall(xml)))}{xml[end:]}".encode()
            new.writestr(name, data)
    return buffer.getvalue()


def _question(name: str) -> str:
    return f"<w:p><w:r><w:t>{name}=</w:t></w:r>{field(f'PAGEREF {name}', '0')}</w:p>"


def _convert(folder: Path) -> None:
    program = shutil.which("soffice") or next((path for path in _USUAL if os.access(path, os.X_OK)), None)
    if program is None:
        raise RenderError(
            "Seitenzahlen zählt LibreOffice, und das ist hier nicht installiert. Ohne --pages entsteht das Dokument "
            "ohne sie; Word ergänzt sie mit F9 im Inhaltsverzeichnis."
        )
    profile = f"-env:UserInstallation={(folder / 'profil').as_uri()}"
    command = [
        program,
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(folder / "seiten.docx"),
    ]
    try:
        subprocess.run(command, capture_output=True, timeout=_TIMEOUT, check=True)  # noqa: S603 - a program of the system
    except (OSError, subprocess.SubprocessError) as error:
        raise RenderError(f"LibreOffice hat die Seiten nicht gezählt ({type(error).__name__}).") from error


def _text(pdf: Path) -> str:
    try:
        from pypdf import PdfReader  # noqa: PLC0415 - an extra, only for page numbers
    except ImportError as error:
        raise RenderError("Für Seitenzahlen fehlt ein Paket: pip install kimcore[pages]") from error
    if not pdf.exists():
        return ""
    return "\n".join(page.extract_text() for page in PdfReader(pdf).pages)
