"""Sessions for the suite: what is tried, with the plugins it needs, in this process or in another one."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType, ModuleType
from typing import Any

import attrs

from kimcore.exporters.base import Exporter
from kimcore.model import Profile, Program
from kimcore.plugins.hookspecs import hookimpl
from kimcore.render.base import Renderer
from kimcore.session import Kimcore
from kimcore.session.job import Job, make_job

__all__ = ["Task", "read_only", "session_with"]


class _Offer:
    """A plugin that brings single classes."""

    def __init__(self, exporters: Iterable[type[Exporter]], renderers: Iterable[type[Renderer]]) -> None:
        self.__name__ = "kimcore.testing"
        self._exporters, self._renderers = exporters, renderers

    @hookimpl
    def kimcore_exporters(self) -> Iterable[type[Exporter]]:
        """The exporters that no plugin brings."""
        return self._exporters

    @hookimpl
    def kimcore_renderers(self) -> Iterable[type[Renderer]]:
        """The renderers that no plugin brings."""
        return self._renderers


def session_with(
    plugins: Sequence[ModuleType], exporters: Iterable[type[Exporter]] = (), renderers: Iterable[type[Renderer]] = ()
) -> Kimcore:
    """A session with these plugins, and with those of the classes that none of them brings."""
    there = Kimcore(plugins=plugins).registry
    offer = _Offer(
        [cls for cls in exporters if there.exporters.get(getattr(cls, "name", "")) is not cls],
        [cls for cls in renderers if there.renderers.get(getattr(cls, "format", "")) is not cls],
    )
    return Kimcore(plugins=(*plugins, offer))


def read_only(entries: dict[str, Any]) -> MappingProxyType[str, Any]:
    """A read-only view, by a name under which pickle finds it again."""
    return MappingProxyType(entries)


@attrs.frozen(kw_only=True, eq=False)
class Task:
    """A document to be made.

    Attributes:
        exporter: its name.
        format: ``xlsx``, …
        title: the German name of the program.
        program: the program.
        profile: whom it is made for, or None for the exporter's own.
        options: options of the exporter.
    """

    exporter: str
    format: str
    title: str
    program: Program
    profile: Profile | None = None
    options: Mapping[str, Any] = attrs.field(factory=dict)

    @property
    def where(self) -> str:
        """What a reader of the report calls it."""
        reader = f", Profil {self.profile.value}" if self.profile else ""
        return f"{self.exporter}.{self.format}, {self.title}{reader}"

    def make(self, kim: Kimcore) -> bytes:
        """The document, in spite of findings."""
        return kim.render(
            self.program, self.exporter, format=self.format, profile=self.profile, draft=True, **self.options
        )

    def job(self, kim: Kimcore) -> Job:
        """Everything that is decided before the document is composed.

        Raises:
            UsageError: an option is not as the exporter wants it.
        """
        return make_job(
            kim.registry, self.program, kim.rules(self.program.foerderprogramm), self.exporter,
            year=None, format=self.format, profile=self.profile, draft=True, on=None, options=self.options,
        )  # fmt: skip
