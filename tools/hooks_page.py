"""Makes the page of all hooks of the docstrings in hookspecs.py: ``page()`` is the text of docs/hooks.md."""

import inspect
import re
from collections.abc import Iterator

from kimcore.plugins.environment import SECONDS
from kimcore.plugins.hookspecs import API_VERSION, Hooks

INTRODUCTION = f"""\
# Hooks

A plugin is a Python module with functions of the names below, each decorated with `kimcore.hookimpl`. It is installed
as a package with an entry point, or lies as a single file in a folder that `--plugins-dir` names:

```toml
[project.entry-points.kimcore]
musterstadt = "kimcore_musterstadt"
```

A hook only registers: it returns classes, and behaviour lives on them. A function takes those of the hook's arguments
that it needs; arguments are only ever added. Import heavy libraries inside functions: whoever makes or checks anything
loads every plugin.

A module may state `kimcore_api = {API_VERSION}`, the version of this contract it is made for. A plugin made for a newer
one is refused with a sentence that says so.

## What goes wrong

One broken plugin never stops the others. `kimcore plugins` lists each with version, distribution, hooks, state
(`geladen`, `eingeschränkt`, `abgelehnt`, `abgeschaltet`) and every reason; `Kimcore().plugins()` gives the same.

| What | What happens |
|---|---|
| an import that raises, even `SystemExit`, or takes more than {SECONDS:g} seconds | the plugin is refused |
| a misspelt hook, an argument that the hook does not have, a missing `@kimcore.hookimpl` | the plugin is refused |
| two plugins of one name | both are refused |
| a hook raises, takes too long or returns something else | what it brings is left out |
| an exporter, format, suffix, check … of a name that exists | kimcore's own stays; of two plugins both are left out |
| an option or a field of an extension without a German label | the exporter, or the section, is left out |
| a check or `kimcore_extend` raises while it works | reported as a finding (`KIM-PLG`) and skipped |
| an exporter or a renderer raises | `PluginError`: this document is not made |
| the program is changed (`object.__setattr__`) | put right; `ProgramChanged`: the document is not made |
| something is printed | on the command line it goes to standard error: `--format json` stays JSON |

A plugin is code with all the rights of whoever runs it. kimcore notices mistakes; it is no sandbox.

## Environment

Read by the command line and by `Kimcore(plugins=True)`.

| Variable | Meaning |
|---|---|
| `KIMCORE_PLUGINS` | `csv,html`: only these · `-csv`: all but this · empty: none · not set: all |
| `KIMCORE_STRICT` | `1`: the first thing that is wrong raises `PluginError` |
| `KIMCORE_PLUGIN_TIMEOUT` | seconds that an import or a hook may take |

A test hands its module over and depends on nothing that is installed: `Kimcore(plugins=(kimcore_csv,))`.

## Options of a document

An exporter's `Options` is an attrs class. Its fields are `--set` on the command line, keyword arguments in Python, the
JSON Schema that `Kimcore().options_schema(NAME)` gives, and documentation. Types are `bool`, `int`, `Decimal`, `date`,
`str`, the kinds of `kimcore.values`, a `kimcore.model.Choice`, a tuple of one of these, or `| None`. Every field has a
German label. A validator refuses a value with a German sentence, to which kimcore adds the option's name; what concerns
several options is refused in `__attrs_post_init__`.

```python
import attrs
from kimcore import Exporter, hookimpl
from kimcore.model import about

@attrs.frozen(kw_only=True)
class Options:
    copies: int = attrs.field(default=1, metadata=about("Abzüge", "Einer für jedes Amt."))

    @copies.validator
    def _few(self, attribute, value):
        if value > 9:
            raise ValueError("mehr als 9 Abzüge braucht niemand")

class Slip(Exporter):
    name, title, formats, Options = "zettel", "Zettel", ("txt",), Options

    def write(self, program, options, context, target):
        target.write("Zettel\\n".encode() * options.copies)

@hookimpl
def kimcore_exporters():
    return [Slip]
```
"""

_PARTS = re.compile(r"^(Args|Returns|Used by|Example):$", re.MULTILINE)


def parts(docstring: str) -> dict[str, str]:
    """A docstring by its parts; what stands before the first is called ``text``."""
    pieces = _PARTS.split(inspect.cleandoc(docstring))
    names = ["text", *pieces[1::2]]
    return {name: inspect.cleandoc(f"\n{piece}") for name, piece in zip(names, pieces[::2], strict=True)}


def page() -> str:
    """The text of docs/hooks.md."""
    hooks = [name for name in vars(Hooks) if name.startswith("kimcore_")]
    return "\n".join([INTRODUCTION, *("\n".join(_hook(name)) for name in hooks)])


def _hook(name: str) -> Iterator[str]:
    spec = getattr(Hooks, name)
    said = parts(spec.__doc__)
    arguments = list(inspect.signature(spec).parameters)[1:]
    yield f"## `{name}`\n\n`{name}({', '.join(arguments)})`\n\n{said['text']}\n".replace("``", "`")
    if arguments:
        yield f"| argument | |\n|---|---|\n{_arguments(said['Args'])}\n"
    yield f"**Returns** {said['Returns']}\n".replace("``", "`")
    yield f"**Used by** {said['Used by']}\n"
    yield f"```python\n{said['Example']}\n```\n"


def _arguments(text: str) -> str:
    rows = re.findall(r"^(\w+): (.*)$", text, re.MULTILINE)
    return "\n".join(f"| `{name}` | {about} |".replace("``", "`") for name, about in rows)
