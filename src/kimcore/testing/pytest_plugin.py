"""The pytest plugin: fixtures and ``--update-golden``.

It is loaded in every run of pytest in an environment with kimcore: what it needs is imported when a test asks for it.
"""

import re
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from kimcore import Kimcore, Program
    from kimcore.testing.golden import Golden

__all__ = ["complete_program", "golden", "kim", "minimal_program"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--update-golden`` and the setting ``kimcore_plugins``."""
    group = parser.getgroup("kimcore")
    group.addoption("--update-golden", action="store_true", help="Die Vergleichsdateien von golden neu schreiben.")
    parser.addini("kimcore_plugins", "Module, die die Fixture kim als Plugins lädt.", type="args", default=[])


@pytest.fixture(scope="session")
def kim(pytestconfig: pytest.Config) -> "Kimcore":
    """A session with the plugins that the setting ``kimcore_plugins`` names, whatever else is installed."""
    from kimcore import Kimcore

    return Kimcore(plugins=[import_module(name) for name in pytestconfig.getini("kimcore_plugins")], strict=True)


@pytest.fixture
def complete_program() -> "Program":
    """An invented Kreis with something in every part of a program."""
    from kimcore.testing import programs

    return programs.complete_program()


@pytest.fixture
def minimal_program() -> "Program":
    """A program with nothing but what every program must have."""
    from kimcore.testing import programs

    return programs.minimal_program()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> "Golden":
    """Compares texts with files in ``golden/`` beside the test; ``--update-golden`` writes them."""
    from kimcore.testing.golden import Golden

    name = re.sub(r"[^\w-]+", "-", request.node.name).strip("-")
    return Golden(request.path.parent / "golden", name, update=request.config.getoption("--update-golden"))
