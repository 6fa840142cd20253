"""Validators of others, asked where they are installed: openxml-audit and the Open XML SDK."""

import importlib.util
import json
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["audit", "open_xml_sdk", "validate"]


def audit(path: Path, *, warnings: bool = False) -> list[str] | None:
    """What openxml-audit says against a file, without its warnings unless asked; None where it is not installed."""
    if importlib.util.find_spec("openxml_audit") is None:
        return None
    found = _auditor().validate(str(path)).errors
    return [str(problem) for problem in found if warnings or problem.severity.name == "ERROR"]


@cache
def _auditor() -> Any:
    """The validator of openxml-audit; the schemas that it has read serve the next file, too."""
    from openxml_audit import OpenXmlValidator

    return OpenXmlValidator()


def open_xml_sdk(path: Path) -> list[str] | None:
    """What the Open XML SDK says against a file; None unless ``KIMCORE_OOXML_VALIDATOR`` names its program."""
    program = shutil.which(os.environ.get("KIMCORE_OOXML_VALIDATOR", ""))
    if program is None:
        return None
    done = subprocess.run(  # noqa: S603 - the program that the user has installed and named
        [program, str(path)], capture_output=True, encoding="utf-8", timeout=240, check=False
    )
    return [f"{error['path']}: {error['description']}" for error in json.loads(done.stdout)["errors"]]


def validate(data: bytes, suffix: str) -> list[str]:
    """What all validators that there are say against a document."""
    with tempfile.TemporaryDirectory(prefix="kimcore-testing-") as folder:
        path = Path(folder) / f"dokument{suffix}"
        path.write_bytes(data)
        return [*(audit(path) or ()), *(open_xml_sdk(path) or ())]
