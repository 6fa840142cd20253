"""The package of a whole municipality, the invented Musterstadt: what each city would write for itself.

Each hook only registers; what it registers stands in the module of its name, which is imported when it is asked for.
"""

from __future__ import annotations  # what annotations name is not loaded for them

from typing import TYPE_CHECKING

import kimcore

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from importlib.resources.abc import Traversable

    import click

    from kimcore.blocks import Content

kimcore_api = 1


@kimcore.hookimpl
def kimcore_themes() -> Iterable[kimcore.Theme]:
    """The corporate design, with the logo."""
    from kimcore_musterstadt.theme import musterstadt  # noqa: PLC0415 - each hook imports what it brings

    return (musterstadt(),)


@kimcore.hookimpl
def kimcore_richtlinien() -> Iterable[Traversable]:
    """The city's own rates, so that ``kimcore rates`` shows them."""
    from importlib.resources import files  # noqa: PLC0415

    return (files(__package__) / "musterstadt-saetze.yaml",)


@kimcore.hookimpl
def kimcore_extensions() -> Mapping[str, type]:
    """The Stadtteile, in a program file under ``extensions: {musterstadt: …}``."""
    from kimcore_musterstadt.data import SECTION, Musterstadt  # noqa: PLC0415

    return {SECTION: Musterstadt}


@kimcore.hookimpl
def kimcore_checks() -> Iterable[type[kimcore.Check]]:
    """What the city's own rules ask for."""
    from kimcore_musterstadt.checks import NearLocalRates  # noqa: PLC0415

    return (NearLocalRates,)


@kimcore.hookimpl
def kimcore_extend(
    content: Content, exporter: str, program: kimcore.Program, context: kimcore.Context
) -> Content | None:
    """A chapter more in the KIM-Konzept, a sheet more in the Förderantrag."""
    from kimcore_musterstadt.extend import extended  # noqa: PLC0415

    return extended(content, exporter, program, context)


@kimcore.hookimpl
def kimcore_commands() -> Iterable[click.Command]:
    """``kimcore musterstadt``."""
    from kimcore_musterstadt.commands import musterstadt  # noqa: PLC0415

    return (musterstadt,)
