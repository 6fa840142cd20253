"""The detailed way from plain data to models: cattrs goes on after a problem and collects them all."""

from collections.abc import Callable, Mapping
from types import GenericAlias
from typing import Any

import attrs
import cattrs
from cattrs.gen import make_dict_structure_fn, make_mapping_structure_fn

from kimcore.convert.problems import STRUCTURE, Problem, find_choice
from kimcore.convert.raw import settle
from kimcore.convert.types import choices_of, entries_of, fields_of, items_of, kind_of, optional_of
from kimcore.values import shown

__all__ = ["configure_detailed"]

Hook = Callable[[Any, Any], Any]


def configure_detailed(converter: cattrs.Converter) -> None:
    """Teach a converter, made with ``detailed_validation`` and ``forbid_extra_keys``, the detailed way."""
    register = converter.register_structure_hook_factory
    register(lambda annotation: annotation is Any, lambda _: lambda raw, _: settle(raw))
    register(lambda annotation: entries_of(annotation) is not None, lambda kind: _mapping_hook(kind, converter))
    register(lambda annotation: items_of(annotation) is not None, lambda kind: _list_hook(kind, converter))
    register(lambda annotation: optional_of(annotation) is not None, lambda kind: _optional_hook(kind, converter))
    register(lambda annotation: choices_of(annotation) is not None, _choice_hook)
    register(lambda annotation: kind_of(annotation) is not None, _kind_hook)
    register(attrs.has, lambda cls: _section_hook(cls, converter))


def _kind_hook(annotation: Any) -> Hook:
    kind = kind_of(annotation)
    return lambda raw, _: kind.parse(raw)  # type: ignore[union-attr]  # the predicate has asked


def _choice_hook(annotation: Any) -> Hook:
    choices = choices_of(annotation) or {}
    return lambda raw, _: find_choice(raw, choices)


def _optional_hook(annotation: Any, converter: cattrs.Converter) -> Hook:
    inner = optional_of(annotation)
    hook = converter.get_structure_hook(inner)
    return lambda raw, _: None if raw is None else hook(raw, inner)


def _list_hook(annotation: Any, converter: cattrs.Converter) -> Hook:
    items = GenericAlias(list, (items_of(annotation),))
    hook = converter.get_structure_hook(items)

    def read(raw: Any, _: Any) -> tuple[Any, ...]:
        if raw is None:
            return ()
        if not isinstance(raw, list | tuple):
            raise Problem(
                f"{shown(raw)} ist keine Liste",
                expected="eine Liste",
                hint="Als Liste schreiben, auch bei einem einzigen Eintrag.",
                code=STRUCTURE,
            )
        return tuple(hook(raw, items))

    return read


def _mapping_hook(annotation: Any, converter: cattrs.Converter) -> Hook:
    hook: Hook = make_mapping_structure_fn(annotation, converter)
    free = entries_of(annotation) is Any

    def read(raw: Any, _: Any) -> dict[str, Any]:
        _refuse_other_than_section(raw, "beliebige Angaben")
        section: dict[str, Any] = settle(raw) if free else hook(raw, annotation)
        return section

    return read


def _section_hook(cls: type, converter: cattrs.Converter) -> Hook:
    hook: Hook = make_dict_structure_fn(cls, converter)
    names = ", ".join(field.name for field in fields_of(cls))

    def read(raw: Any, _: Any) -> Any:
        if isinstance(raw, cls):
            return raw
        _refuse_other_than_section(raw, names)
        return hook(raw, cls)

    return read


def _refuse_other_than_section(raw: Any, names: str) -> None:
    if not isinstance(raw, Mapping):
        raise Problem(
            f"{shown(raw)} ist kein Abschnitt",
            expected=f"ein Abschnitt mit Angaben ({names})",
            hint="Die Angaben eingerückt darunter schreiben, jede mit ihrem Schlüssel.",
            code=STRUCTURE,
        )
