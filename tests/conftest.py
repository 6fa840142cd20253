"""What all tests share: the KIM rule set, minimal programs built in Python, the sample programs."""

import os
import shutil
import tempfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from kimcore.model import Kommune, KommuneKind, Program, Stelle
from kimcore.values import Source

if TYPE_CHECKING:
    from kimcore import Kimcore
    from kimcore.richtlinien import RuleSet

os.environ["KIMCORE_PLUGINS"] = ""  # no test depends on what is installed here, nor do the commands it starts
settings.register_profile("kimcore", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("kimcore")

ROOT = Path(__file__).parent.parent
PROGRAMS = ROOT / "examples" / "programs"
SOURCE = Source(title="Zuwendungsbescheid vom 01.02.2025")


def pytest_configure(config):
    """One folder for all processes of a run, for what is dear to make: converted documents."""
    if not hasattr(config, "workerinput"):
        os.environ["KIMCORE_TEST_FOLDER"] = tempfile.mkdtemp(prefix="kimcore-tests-")


def pytest_unconfigure(config):
    """The folder goes with the run that made it."""
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ.pop("KIMCORE_TEST_FOLDER"), ignore_errors=True)


@pytest.fixture(scope="session")
def kim() -> "Kimcore":
    """A session without installed plugins."""
    from kimcore import Kimcore

    return Kimcore(plugins=False)


@pytest.fixture(scope="session")
def rules(kim: "Kimcore") -> "RuleSet":
    """The rule set KIM NRW."""
    return kim.rules("kim-nrw")


@pytest.fixture(scope="session")
def sample(kim: "Kimcore") -> Callable[[str], Program]:
    """Load one of the programs in examples/programs by its name."""
    return cache(lambda name: kim.load(PROGRAMS / f"{name}.yaml"))


def make_program(**fields: Any) -> Program:
    """A program that holds nothing but what a test is about."""
    kommune = Kommune(id="musterkreis", name="Musterkreis", kind=KommuneKind.KREIS)
    defaults = {"foerderprogramm": "kim-nrw", "title": "Test", "fictional": True, "stand": date(2025, 1, 1)}
    return Program(**{**defaults, "kommune": kommune, **fields})


def make_stelle(**fields: Any) -> Stelle:
    """A Stelle of Baustein 1, one VZÄ of coordination, unless a test says otherwise."""
    defaults = {
        "id": "k1",
        "title": "Koordination",
        "baustein": "baustein-1",
        "kind": "koordination",
        "vzae": Decimal(1),
    }
    return Stelle(**{**defaults, **fields})
