"""The kinds of things that plugins bring, and what can be wrong with one."""

import inspect
import re
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from kimcore.blocks import Document, Workbook
from kimcore.checks.base import Check
from kimcore.exporters.base import Exporter
from kimcore.findings import Severity
from kimcore.model import Profile, VorgangKind
from kimcore.plugins.fields import extension_problems, option_problems
from kimcore.plugins.parts import COMMAND, NAME, Kind, shown
from kimcore.render.base import Renderer
from kimcore.render.theme import Theme

__all__ = ["KINDS"]

_CODE = re.compile(r"[A-Z][A-Z0-9]*(-[A-Z0-9]+)+")
_FORMAT = re.compile(r"[a-z0-9]+")
_SUFFIX = re.compile(r"(\.[a-z0-9]+)+")


def _wrong(item: Any, base: Any) -> Iterator[str]:
    """What is wrong with a class that is to be of some kind, whatever kind it is."""
    if not (isinstance(item, type) and issubclass(item, base)):
        yield f"liefert {shown(item)}; erwartet ist eine Klasse, die von kimcore.{base.__name__} erbt"
    elif inspect.isabstract(item):
        yield f"{item.__name__} schreibt nicht aus: {', '.join(sorted(getattr(item, '__abstractmethods__', ())))}"


def _words(item: Any, name: str, form: re.Pattern[str], example: str, title: str | None = "title") -> Iterator[str]:
    """What is wrong with the name and the German title of a class."""
    value = getattr(item, name, None)
    if not isinstance(value, str) or not form.fullmatch(value):
        yield f"{item.__name__}.{name} = {value!r:.60} hat nicht die Form von „{example}“"
    text = getattr(item, title, None) if title else "-"
    if not isinstance(text, str) or not text.strip():
        yield f"{item.__name__}.{title} fehlt: der deutsche Name"


def _exporter(item: Any) -> Iterator[str]:
    if wrong := list(_wrong(item, Exporter)):
        yield from wrong
        return
    yield from _words(item, "name", NAME, "foerderantrag")
    if getattr(item, "name", "") == "all":
        yield "„all“ heißt bei „kimcore export“ alle Dokumente; ein einzelnes braucht einen anderen Namen"
    yield from option_problems(item.Options)
    if not isinstance(item.profile, Profile):
        yield f"{item.__name__}.profile ist kein Profile"
    if not isinstance(item.vorgang, VorgangKind | None):
        yield f"{item.__name__}.vorgang ist keine VorgangKind"
    yield from _made(item)


def _made(item: type[Exporter]) -> Iterator[str]:
    """What is wrong with that an exporter makes."""
    writes = item.write is not Exporter.write
    formats = item.formats
    if not isinstance(formats, tuple) or not all(isinstance(one, str) and _FORMAT.fullmatch(one) for one in formats):
        yield f'{item.__name__}.formats ist kein Tupel von Formaten wie ("pdf",)'
    elif writes and not formats:
        yield f"{item.__name__} schreibt mit write, aber formats sagt nicht, welche Formate"
    elif formats and not writes:
        yield f"{item.__name__}.formats gilt nur mit write; die Formate der Blöcke folgen aus den Renderern"
    elif not writes and not item.composes():
        yield f"{item.__name__} macht kein Dokument: weder document noch workbook noch write"


def _renderer(item: Any) -> Iterator[str]:
    if wrong := list(_wrong(item, Renderer)):
        yield from wrong
        return
    yield from _words(item, "format", _FORMAT, "xlsx", title=None)
    yield from _words(item, "suffix", _SUFFIX, ".xlsx", title=None)
    accepts = getattr(item, "accepts", None)
    if not isinstance(accepts, tuple) or not accepts or not set(accepts) <= {Document, Workbook}:
        yield f"{item.__name__}.accepts nennt nicht, was es schreibt: (Document,), (Workbook,) oder beide"


def _check(item: Any) -> Iterator[str]:
    if wrong := list(_wrong(item, Check)):
        yield from wrong
        return
    yield from _words(item, "code", _CODE, "MST-001")
    if not isinstance(item.severity, Severity):
        yield f"{item.__name__}.severity ist keine Severity"
    if not isinstance(item.citation, str | None):
        yield f"{item.__name__}.citation ist weder ein Text noch None"


def _richtlinie(item: Any) -> Iterator[str]:
    if not isinstance(item, Traversable):
        yield f"liefert {shown(item)}; erwartet ist eine YAML-Datei aus importlib.resources.files"
    elif not item.name.endswith(".yaml") or not NAME.fullmatch(_stem(item)):
        yield f"„{item.name}“ heißt nicht wie ein Regelwerk, zum Beispiel kim-nrw.yaml"


def _theme(item: Any) -> Iterator[str]:
    if not isinstance(item, Theme):
        yield f"liefert {shown(item)}; erwartet ist ein kimcore.Theme"
    elif not isinstance(item.name, str) or not NAME.fullmatch(item.name):
        yield f"Theme.name = {item.name!r:.60} hat nicht die Form von „sachlich“"


def _extension(item: Any) -> Iterator[str]:
    if not isinstance(item, tuple) or len(item) != 2 or not isinstance(item[0], str):  # noqa: PLR2004 - a pair
        yield f"liefert {shown(item)}; erwartet ist {{„name“: Klasse}}"
        return
    if not NAME.fullmatch(item[0]):
        yield f"Der Abschnitt {item[0]!r:.60} hat nicht die Form von „musterstadt“"
    yield from extension_problems(item[1])


def _stem(resource: Any) -> str:
    return Path(resource.name).stem


def _suffix(renderer: type[Renderer]) -> tuple[str, ...]:
    return (renderer.suffix,)


KINDS = {
    kind.hook: kind
    for kind in (
        Kind(hook="kimcore_exporters", problems=_exporter, name=lambda item: item.name),
        Kind(hook="kimcore_renderers", problems=_renderer, name=lambda item: item.format, more=_suffix),
        Kind(hook="kimcore_checks", problems=_check, name=lambda item: item.code),
        Kind(hook="kimcore_richtlinien", problems=_richtlinie, name=_stem),
        Kind(hook="kimcore_themes", problems=_theme, name=lambda item: item.name),
        Kind(hook="kimcore_extensions", problems=_extension, name=lambda item: item[0]),
        COMMAND,
    )
}
"""Every kind of things by its hook; ``kimcore_extend`` brings nothing, it changes."""
