"""The detailed way from plain data to models: cattrs goes on after a problem and collects them all."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

import attrs
import cattrs
from cattrs.errors import (
    AttributeValidationNote,
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
    IterableValidationNote,
)
from cattrs.gen import make_dict_structure_fn, override

from kimcore.convert.problems import STRUCTURE, Problem, find_choice
from kimcore.convert.raw import settle
from kimcore.convert.types import choices_of, default_of, entries_of, fields_of, items_of, kind_of, optional_of
from kimcore.errors import ValueProblem
from kimcore.values import parse_text, shown

__all__ = ["configure_detailed"]

Hook: TypeAlias = Callable[[Any, Any], Any]


def configure_detailed(converter: cattrs.Converter) -> None:
    """Teach a converter, made with ``detailed_validation`` and ``forbid_extra_keys``, the detailed way."""
    converter.register_structure_hook_factory(attrs.has, lambda cls: _section_hook(cls, converter))


def _hook(annotation: Any, converter: cattrs.Converter) -> Hook:
    """The function that reads a value of this type.

    Raises:
        TypeError: kimcore reads no such type from a file.
    """
    if kind := kind_of(annotation):
        parse = kind.parse
        return lambda raw, _: parse(raw)
    if choices := choices_of(annotation):
        return lambda raw, _: find_choice(raw, choices)
    if inner := optional_of(annotation):
        hook = _hook(inner, converter)
        return lambda raw, _: None if raw is None else hook(raw, inner)
    if item := items_of(annotation):
        return _list_hook(_hook(item, converter))
    if entry := entries_of(annotation):
        return _mapping_hook(None if entry is Any else _hook(entry, converter))
    if attrs.has(annotation):
        return lambda raw, _: converter.structure(raw, annotation)
    if annotation is Any:
        return lambda raw, _: settle(raw)
    raise TypeError(f"{annotation!r} lässt sich nicht aus einer Datei lesen")


def _list_hook(hook: Hook) -> Hook:
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
        return tuple(_each(enumerate(raw), hook))

    return read


def _mapping_hook(hook: Hook | None) -> Hook:
    def read(raw: Any, _: Any) -> dict[str, Any]:
        _refuse_other_than_section(raw, "beliebige Angaben")
        if hook is None:
            section: dict[str, Any] = settle(raw)
            return section
        keys = _each(zip(raw, raw, strict=True), lambda key, _: parse_text(key))
        return dict(zip(keys, _each(raw.items(), hook), strict=True))

    return read


def _each(entries: Iterable[tuple[str | int, Any]], hook: Hook) -> list[Any]:
    """The entries of a list or a mapping; those that cannot be read are reported together, as cattrs does it."""
    values, errors = [], []
    for where, entry in entries:
        try:
            values.append(hook(entry, None))
        except Exception as error:  # noqa: BLE001 - as generated code of cattrs does it
            error.add_note(IterableValidationNote("", where, None))
            errors.append(error)
    if errors:
        raise IterableValidationError("", errors, list)
    return values


def _section_hook(cls: type, converter: cattrs.Converter) -> Hook:
    hooks = {field.name: _hook(field.type, converter) for field in fields_of(cls)}
    overrides = {name: override(struct_hook=inner) for name, inner in hooks.items()}
    hook: Hook = make_dict_structure_fn(cls, converter, **overrides)  # type: ignore[arg-type]  # only field names
    names = ", ".join(hooks)

    def read(raw: Any, _: Any) -> Any:
        if isinstance(raw, cls):
            return raw
        _refuse_other_than_section(raw, names)
        try:
            return hook(raw, cls)
        except ClassValidationError as error:
            if len(error.exceptions) == 1 and _is_of_all(error.exceptions[0]):
                _ask_validators(cls, {name: inner(raw[name], None) for name, inner in hooks.items() if name in raw})
            raise

    return read


def _is_of_all(error: BaseException) -> bool:
    """Whether an error came up when all fields were read and the object was made of them."""
    return not hasattr(error, "__notes__") and not isinstance(error, ForbiddenExtraKeysError)


def _ask_validators(cls: Any, values: Mapping[str, Any]) -> None:
    """Ask the validator of each field by itself, so that all that refuse are heard, each with its field.

    Raises:
        ClassValidationError: some refuse.
    """
    probe, errors = cls.__new__(cls), []
    for field in fields_of(cls):
        object.__setattr__(probe, field.name, values[field.name] if field.name in values else default_of(field, probe))
    for field in fields_of(cls):
        try:
            if field.validator is not None:
                field.validator(probe, field, getattr(probe, field.name))
        except Exception as error:  # noqa: BLE001 - validators raise what they like
            problem = error if isinstance(error, ValueProblem) else Problem(str(error).rstrip("."), expected="")
            problem.add_note(AttributeValidationNote("", field.name, field.type))
            errors.append(problem)
    if errors:
        raise ClassValidationError("", errors, cls)


def _refuse_other_than_section(raw: Any, names: str) -> None:
    if not isinstance(raw, Mapping):
        raise Problem(
            f"{shown(raw)} ist kein Abschnitt",
            expected=f"ein Abschnitt mit Angaben ({names})",
            hint="Die Angaben eingerückt darunter schreiben, jede mit ihrem Schlüssel.",
            code=STRUCTURE,
        )
