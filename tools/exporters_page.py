"""Makes the page of all documents with their options: ``page()`` is the text of docs/exporters.md."""

from collections.abc import Iterator
from typing import Any

from kimcore import Kimcore

INTRODUCTION = """\
# Documents and their options

What kimcore makes by itself; plugins add documents, and formats for all of them. `kimcore exporters` lists what there
is with the plugins that are installed.

An option is given as `--set OPTION=WERT` on the command line and as a keyword argument in Python. Several values are
written with commas, or as a tuple. `kimcore exporters --format json` gives the JSON Schema of the options of every
document, `Kimcore().options_schema("stellenplan")` that of one: a form can be made of it.
"""


def page() -> str:
    """The text of docs/exporters.md."""
    kim = Kimcore(plugins=False)
    return "\n".join([INTRODUCTION, *("\n".join(_exporter(kim, name)) for name in kim.registry.exporters)])


def _exporter(kim: Kimcore, name: str) -> Iterator[str]:
    exporter = kim.registry.exporters[name]
    formats = ", ".join(f"`{one}`" for one in kim.formats(name))
    yield f"## `{name}` – {exporter.title}\n\nFormats: {formats} · profile: `{exporter.profile.value}`\n"
    options = kim.options_schema(name)["properties"]
    if options:
        yield "| Option | Bezeichnung | Werte | Vorgabe | |\n|---|---|---|---|---|"
        yield "\n".join(_option(key, about) for key, about in options.items()) + "\n"


def _option(name: str, about: dict[str, Any]) -> str:
    default = about.get("default")
    shown = f"`{default}`" if default not in (None, "", []) else ""
    return f"| `{name}` | {about['title']} | {_values(about)} | {shown} | {about.get('description', '')} |"


def _values(schema: dict[str, Any]) -> str:
    if "oneOf" in schema:
        return " · ".join(f"`{one['const']}` {one.get('title', '')}".strip() for one in schema["oneOf"])
    if "items" in schema:
        return f"mehrere: {_values(schema['items'])}"
    if "anyOf" in schema:
        return _values(schema["anyOf"][0])
    words = {"boolean": "`true` oder `false`", "integer": "ganze Zahl", "string": "Text"}
    return "Datum" if schema.get("format") == "date" else words.get(str(schema["type"]), "Zahl")
