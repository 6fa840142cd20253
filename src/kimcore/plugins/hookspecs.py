"""The contract between kimcore and its plugins: every hook kimcore calls.

A plugin is a module (entry-point group ``kimcore``) with functions of these names, each decorated with
``kimcore.hookimpl``. A hook only registers; behaviour lives on the classes it returns. Arguments are only ever added.
kimcore's own exporters, renderers, checks, rule sets and themes come through the same hooks.
"""

from collections.abc import Iterable, Mapping
from importlib.resources.abc import Traversable
from typing import Any

import pluggy

from kimcore.blocks import Content
from kimcore.checks.base import Check
from kimcore.context import Context
from kimcore.exporters.base import Exporter
from kimcore.model import Program
from kimcore.render.base import Renderer
from kimcore.render.theme import Theme

__all__ = ["API_VERSION", "PROJECT", "Hooks", "hookimpl", "hookspec"]

API_VERSION = 1
"""A plugin module may state ``kimcore_api = 1``; one made for a higher version is refused."""

PROJECT = "kimcore"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


class Hooks:
    """Every hook, with what it returns."""

    @hookspec
    def kimcore_exporters(self) -> Iterable[type[Exporter]]:  # type: ignore[empty-body]
        """Classes that make documents."""

    @hookspec
    def kimcore_renderers(self) -> Iterable[type[Renderer]]:  # type: ignore[empty-body]
        """Classes that write formats."""

    @hookspec
    def kimcore_checks(self) -> Iterable[type[Check]]:  # type: ignore[empty-body]
        """Classes that check programs."""

    @hookspec
    def kimcore_richtlinien(self) -> Iterable[Traversable]:  # type: ignore[empty-body]
        """Resources with YAML rule sets; the file is named after the rule set's id."""

    @hookspec
    def kimcore_themes(self) -> Iterable[Theme]:  # type: ignore[empty-body]
        """Corporate designs."""

    @hookspec
    def kimcore_extensions(self) -> Mapping[str, type]:  # type: ignore[empty-body]
        """Attrs classes for ``extensions`` in a program file, by the name of their section."""

    @hookspec
    def kimcore_commands(self) -> Iterable[Any]:  # type: ignore[empty-body]
        """Click commands for the command line."""

    @hookspec
    def kimcore_extend(self, content: Content, exporter: str, program: Program, context: Context) -> Content | None:
        """Change what an exporter composed: return new content, or None to leave it.

        kimcore calls the implementations one after the other, by plugin name, each with the result of the one
        before. One that raises or returns something else is reported and skipped.
        """
