"""Plain data to attrs models and back, through cattrs and the kinds that annotations name."""

from collections.abc import Callable
from functools import cache
from itertools import islice
from typing import Any, TypeVar

import cattrs
from cattrs.errors import BaseValidationError

from kimcore.convert.detailed import configure_detailed
from kimcore.convert.explain import explain, object_id
from kimcore.convert.fast import configure_fast
from kimcore.convert.problems import CODES
from kimcore.convert.raw import unmarked
from kimcore.convert.schema import Definitions, json_schema
from kimcore.convert.writing import configure_writing
from kimcore.errors import KimError
from kimcore.findings import Finding
from kimcore.plain import PathParts, canonical_bytes

__all__ = [
    "CODES",
    "MAX_FINDINGS",
    "Definitions",
    "canonical_json",
    "json_schema",
    "make_converter",
    "object_id",
    "structure",
    "structure_fast",
    "unmarked",
    "unstructure",
]

MAX_FINDINGS = 10_000
"""How many problems of one file are reported."""

Model = TypeVar("Model")


def make_converter(*, detailed: bool) -> cattrs.Converter:
    """Make a cattrs converter for models whose annotations name kinds.

    Args:
        detailed: collect every problem instead of failing at the first; slower.
    """
    converter = cattrs.Converter(detailed_validation=detailed, forbid_extra_keys=True)
    (configure_detailed if detailed else configure_fast)(converter)
    configure_writing(converter)
    return converter


@cache
def _converter(*, detailed: bool) -> cattrs.Converter:
    return make_converter(detailed=detailed)


def structure_fast(cls: type[Model], data: Any) -> Model | None:
    """Make an object of plain or streamed data, or return None where anything at all is wrong with them."""
    read: Callable[[Any, type[Model]], Model] = _converter(detailed=False).get_structure_hook(cls)
    try:
        return read(data, cls)
    except Exception:  # noqa: BLE001 - the detailed way says what is wrong
        return None


def structure(cls: type[Model], data: Any, *, at: PathParts = ()) -> tuple[Model | None, tuple[Finding, ...]]:
    """Make an object of plain data, or say everything that is wrong with them.

    Args:
        cls: an attrs class.
        data: what ``read_yaml`` or ``read_json`` gave; Python values of the right types do as well.
        at: the path of the data in their file, for the findings.

    Returns:
        The object and no findings, or None and the findings, at most ``MAX_FINDINGS``.
    """
    if (item := structure_fast(cls, data)) is not None:
        return item, ()
    try:
        return _converter(detailed=True).structure(data, cls), ()
    except (BaseValidationError, KimError) as error:
        return None, tuple(islice(explain(error, data, at), MAX_FINDINGS))


def unstructure(item: Any) -> dict[str, Any]:
    """An object as plain data: fields in their order, those at their default left out; decimals and dates stay.

    Raises:
        UsageError: a script put something in it that cannot stand in a file.
    """
    plain: dict[str, Any] = _converter(detailed=False).unstructure(item)
    return plain


def canonical_json(item: Any) -> bytes:
    """An object as canonical JSON: equal objects give equal bytes, whatever file they came from."""
    return canonical_bytes(unstructure(item))
