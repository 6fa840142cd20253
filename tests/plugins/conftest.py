"""Plugins as tests write them: the source of a module, loaded into a session of its own."""

import textwrap
import types

import pytest

from kimcore import Kimcore

HEAD = "import attrs, click, kimcore\nfrom kimcore.model import about\n"


def module_of(source, name="probe"):
    """A module made of its source, with the usual imports."""
    module = types.ModuleType(name)
    exec(HEAD + textwrap.dedent(source), vars(module))  # noqa: S102 - the module of a test
    return module


@pytest.fixture
def session():
    """Open a session with a plugin."""
    return lambda source, **more: Kimcore(plugins=(module_of(source),), **more)


def reason_of(kim, name="probe"):
    """Why a plugin does not take part, or not with all."""
    return next(info for info in kim.plugins() if info.name == name).reason
