"""Options of a document: read from what a caller gives, and described for forms and docs."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import attrs

from kimcore.convert import json_schema, structure
from kimcore.convert.types import default_of
from kimcore.errors import UsageError
from kimcore.exporters.base import Exporter
from kimcore.model import Choice
from kimcore.model.fields import fields_of

__all__ = ["options_schema", "read_options"]


def read_options(exporter: type[Exporter], given: Mapping[str, Any]) -> Any:
    """The options of a document; values are given as in a program file, as text or as Python values.

    Raises:
        UsageError: there is no such option, or a value is none of its kind; every problem is named with its option.
    """
    options, findings = structure(exporter.Options, dict(given))
    if findings:
        problems = " ".join(f"{finding.path}: {finding.message} {finding.hint}".strip() for finding in findings)
        raise UsageError(f"Eine Option von {exporter.name} stimmt nicht. {problems}")
    return options


def options_schema(exporter: type[Exporter]) -> dict[str, Any]:
    """The JSON Schema (2020-12) of the options of a document, with German titles and defaults: a form is made of it."""
    schema = json_schema(exporter.Options, title=f"Optionen: {exporter.title}")
    for field in fields_of(exporter.Options):
        default = default_of(field, None)
        if default is not attrs.NOTHING:
            schema["properties"][field.name]["default"] = _plain(default)
    return schema


def _plain(value: Any) -> Any:
    """A default as JSON has it; numbers and days as the texts that are read again."""
    if isinstance(value, Choice):
        return value.value
    if isinstance(value, tuple):
        return [_plain(entry) for entry in value]
    return str(value) if isinstance(value, Decimal | date) else value
