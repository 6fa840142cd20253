"""``kimcore exporters``: the documents there are, their formats and options."""

import json
from typing import Any

import attrs
import click

from kimcore.cli.params import examples, format_option, takes_several
from kimcore.cli.settings import Settings
from kimcore.cli.terminal import block, emit, emit_json
from kimcore.exporters.base import Exporter
from kimcore.model import Choice
from kimcore.model.fields import explanation_of, fields_of, label_of

__all__ = ["command"]


@click.command(
    name="exporters",
    options_metavar="[OPTIONEN]",
    help="Die Dokumente mit Namen, Formaten, Optionen für --set und dem Plugin, aus dem sie kommen.",
    epilog=examples("kimcore exporters", "kimcore exporters --format json"),
)
@format_option
@click.pass_obj
def command(settings: Settings, output: str) -> None:
    """List the exporters."""
    registry = settings.kim.registry
    items = [_item(settings, exporter) for exporter in registry.exporters.values()]
    if output == "json":
        emit_json(items)
        return
    for item in items:
        _show(item)


def _item(settings: Settings, exporter: type[Exporter]) -> dict[str, Any]:
    owner = settings.kim.registry.owner("kimcore_exporters", exporter.name)
    schema = settings.kim.options_schema(exporter.name)
    defaults = {name: option.get("default") for name, option in schema["properties"].items()}
    return {
        "name": exporter.name,
        "title": exporter.title,
        "formats": list(settings.kim.formats(exporter.name)),
        "profile": exporter.profile.value,
        "options": [_option(field, defaults[field.name]) for field in fields_of(exporter.Options)],
        "schema": schema,
        "plugin": owner.name,
        "version": owner.version,
    }


def _option(field: "attrs.Attribute[Any]", default: Any) -> dict[str, Any]:
    return {
        "name": field.name,
        "label": label_of(field),
        "explanation": explanation_of(field),
        "values": _values(field.type),
        "several": takes_several(field.type),
        "default": default,
    }


def _values(annotation: Any) -> list[dict[str, str]]:
    if isinstance(annotation, type) and issubclass(annotation, Choice):
        return [{"value": str(choice.value), "label": choice.label} for choice in annotation]
    return []


def _show(item: dict[str, Any]) -> None:
    formats = ", ".join(item["formats"])
    emit(f"{click.style(item['name'], bold=True, fg='cyan')}  {item['title']}")
    emit(block(f"Formate: {formats} · Profil: {item['profile']} · aus: {item['plugin']} {item['version']}", first="  "))
    for option in item["options"]:
        text = f"{option['label']}. {option['explanation']}".strip()
        if option["default"] not in (None, "", []) and not option["values"]:
            text += f" (Vorgabe: {json.dumps(option['default'], ensure_ascii=False)})"
        emit(block(text, first=f"  --set {option['name']}=…  ", rest=" " * 6))
        for value in option["values"]:
            chosen = " (Vorgabe)" if value["value"] == option["default"] else ""
            emit(block(f"{value['value']}: {value['label']}{chosen}", first=" " * 6, rest=" " * 8))
    emit()
