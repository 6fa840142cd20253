"""The same document made again in a process of its own: by somebody else, elsewhere, on another day."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.conftest import PROGRAMS

_EXPORT = """
import datetime, sys
import kimcore
kim = kimcore.Kimcore(plugins=False)
kim.export(kim.load(sys.argv[1]), sys.argv[2], sys.argv[3], year=2025)
"""
_LATER = """
import datetime, time
class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None): return cls(2031, 5, 17, 3, 4, 5, tzinfo=tz)
    utcnow = today = now
import zipfile, kimcore, openpyxl, docx
real_localtime = time.localtime
time.time = lambda: 1937444645.0
time.localtime = lambda seconds=None: real_localtime(1937444645.0 if seconds is None else seconds)
datetime.datetime = Later
"""

SURROUNDINGS = [
    pytest.param({"environment": {"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland", "LC_ALL": "C"}}, id="auckland"),
    pytest.param(
        {"environment": {"PYTHONHASHSEED": "4711", "TZ": "America/Anchorage", "LC_ALL": "de_DE.UTF-8", "USER": "anna"}},
        id="anchorage",
    ),
    pytest.param({"later": True}, id="later"),
]
"""Hash seeds, time zones, locales and users; and years later."""


def made_again(
    name: str, exporter: str, target: Path, *, environment: Mapping[str, str] | None = None, later: bool = False
) -> bytes:
    """The document of 2025 of a sample program, made in other surroundings."""
    command = [sys.executable, "-c", _LATER * later + _EXPORT, str(PROGRAMS / f"{name}.yaml"), exporter, str(target)]
    surroundings = {**os.environ, **(environment or {})}
    done = subprocess.run(command, check=False, env=surroundings, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return target.read_bytes()
