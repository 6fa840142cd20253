"""What hooks bring is looked at when it is registered: what is no part of its kind is left out, with a reason."""

import pytest
from tests.plugins.conftest import reason_of

from kimcore.plugins.fields import RESERVED

EXPORTER = """
class It(kimcore.Exporter):
    name, title, formats = "zettel", "Zettel", ("txt",)
    def write(self, program, options, context, target): pass
{more}
@kimcore.hookimpl
def kimcore_exporters(): return [It]
"""
OPTIONS = """
    @attrs.frozen(kw_only=True)
    class Options:
        {field}
"""


def exporter(more):
    """An exporter in which one thing is otherwise."""
    return EXPORTER.format(more=f"    {more}")


def options(field):
    """An exporter with one option."""
    return EXPORTER.format(more=OPTIONS.format(field=field))


def bringing(hook, value, before=""):
    """A plugin whose hook returns a value."""
    return f"{before}\n@kimcore.hookimpl\ndef {hook}(): return {value}\n"


def extension(field):
    """A plugin with one class for its own data."""
    return bringing("kimcore_extensions", "{'eigenes': Own}", f"""
from kimcore.model import Privacy
@attrs.frozen(kw_only=True)
class Own:
    {field}
""")  # fmt: skip


CHECK = (
    "class It(kimcore.Check):\n    code, title = 'MST-001', 'T'\n    def run(self, program, context): return ()\n    {}"
)
RENDERER = (
    "from kimcore.blocks import Document\nclass It(kimcore.Renderer):\n    format, suffix, accepts = 'txt', '.txt', "
    "(Document,)\n    def render(self, content, theme, target): pass\n    {}"
)
WRONG = [
    (exporter("name = 'Zettel'"), "It.name = 'Zettel' hat nicht die Form von „foerderantrag“"),
    (exporter("name = 7"), "It.name = 7 hat nicht die Form"),
    (exporter("name = 'all'"), "„all“ heißt bei „kimcore export“ alle Dokumente"),
    (exporter("title = ' '"), "It.title fehlt: der deutsche Name"),
    (exporter("profile = 'intern'"), "It.profile ist kein Profile"),
    (exporter("vorgang = 'antrag'"), "It.vorgang ist keine VorgangKind"),
    (exporter("formats = 'txt'"), 'It.formats ist kein Tupel von Formaten wie ("pdf",)'),
    (exporter("formats = ()"), "It schreibt mit write, aber formats sagt nicht, welche Formate"),
    (exporter("write = kimcore.Exporter.write"), "It.formats gilt nur mit write"),
    (exporter("write, formats = kimcore.Exporter.write, ()"), "It macht kein Dokument"),
    (exporter("Options = dict"), "Options ist keine attrs-Klasse"),
    (exporter("Options = None"), "Options ist keine attrs-Klasse"),
    (options("rows: int = 3"), "Die Option „rows“ hat keine Bezeichnung"),
    (options("rows: int = attrs.field(default=3, metadata=about(' '))"), "Die Option „rows“ hat keine Bezeichnung"),
    (options("year: int = attrs.field(default=3, metadata=about('Jahr'))"), "heißt wie ein Argument"),
    (options("rows: dict[str, int] = attrs.field(metadata=about('R'))"), "einen Typ, den --set nicht lesen kann"),
    (options("rows: 'Gibtsnicht' = attrs.field(metadata=about('R'))"), "NameError"),
    (bringing("kimcore_exporters", "[kimcore.Exporter]"), "Exporter.name = None hat nicht die Form"),
    (bringing("kimcore_exporters", "'abc'"), "liefert ein Objekt der Klasse str statt einer Liste"),
    (bringing("kimcore_renderers", "[kimcore.Renderer]"), "Renderer schreibt nicht aus: render"),
    (bringing("kimcore_renderers", "[3]"), "erwartet ist eine Klasse, die von kimcore.Renderer erbt"),
    (bringing("kimcore_renderers", "[It]", RENDERER.format("format = 'T'")), "It.format = 'T' hat nicht die Form"),
    (bringing("kimcore_renderers", "[It]", RENDERER.format("suffix = 'txt'")), "It.suffix = 'txt' hat nicht die Form"),
    (bringing("kimcore_renderers", "[It]", RENDERER.format("suffix = '.xlsx'")), "„.xlsx“ bringt kimcore selbst mit"),
    (bringing("kimcore_renderers", "[It]", RENDERER.format("accepts = ()")), "It.accepts nennt nicht, was es schreibt"),
    (bringing("kimcore_checks", "[kimcore.Check]"), "Check schreibt nicht aus: run"),
    (bringing("kimcore_checks", "[dict]"), "liefert die Klasse dict; erwartet"),
    (bringing("kimcore_checks", "[It]", CHECK.format("code = 'mst'")), "hat nicht die Form von „MST-001“"),
    (bringing("kimcore_checks", "[It]", CHECK.format("severity = 'fehler'")), "It.severity ist keine Severity"),
    (bringing("kimcore_checks", "[It]", CHECK.format("citation = 9")), "It.citation ist weder ein Text noch None"),
    (bringing("kimcore_richtlinien", "[pathlib.Path('Groß.yaml')]", "import pathlib"), "heißt nicht wie ein Regelwerk"),
    (bringing("kimcore_richtlinien", "[pathlib.Path('mst.toml')]", "import pathlib"), "heißt nicht wie ein Regelwerk"),
    (bringing("kimcore_richtlinien", "[pathlib.Path('mst.yaml')]", "import pathlib"), "Die Datei gibt es nicht"),
    (bringing("kimcore_themes", "['rot']"), "erwartet ist ein kimcore.Theme"),
    (bringing("kimcore_themes", "[kimcore.Theme(name='Ganz Rot')]"), "hat nicht die Form von „sachlich“"),
    (bringing("kimcore_themes", "[kimcore.Theme(name='sachlich')]"), "„sachlich“ bringt kimcore selbst mit"),
    (bringing("kimcore_extensions", "[3]"), "erwartet ist {„name“: Klasse}"),
    (bringing("kimcore_extensions", "{'a b': dict}"), "Der Abschnitt 'a b' hat nicht die Form von „musterstadt“"),
    (extension("size: int"), "Das Feld „Own.size“ hat keine Bezeichnung"),
    (extension("size: set = attrs.field(metadata=about('S'))"), "einen Typ, den eine Programmdatei nicht halten kann"),
    (
        extension("phone: str = attrs.field(metadata=about('T', privacy=Privacy.PERSONAL))"),
        "Das Feld „Own.phone“ ist nicht öffentlich und braucht eine Vorgabe",
    ),
    (
        extension("more: dict[str, kimcore.Finding | None] = attrs.field(metadata=about('M'))"),
        "Das Feld „Finding.code“ hat keine Bezeichnung",
    ),
    (bringing("kimcore_commands", "['los']"), "erwartet ist ein click.Command"),
    (bringing("kimcore_commands", "[click.Command('Los Los')]"), "hat nicht die Form von „vorlage-pruefen“"),
    (bringing("kimcore_commands", "[click.Command('export')]"), "Den Befehl „export“ bringt kimcore selbst mit"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "reason"), WRONG, ids=[reason for _, reason in WRONG])
def test_nonsense_is_left_out_with_its_reason(session, source, reason):
    """What is no part of its kind is named with the hook that brought it; the plugin takes part with the rest."""
    info = session(source).plugins()[1]
    assert reason in info.reason
    assert info.reason.startswith(f"{info.hooks[0]}: ") or "kimcore_richtlinien: " in info.reason
    assert info.state.value == "eingeschränkt"


def test_a_bad_part_does_not_take_the_good_ones_along(session):
    """Of two documents one of which is wrong, the other is there."""
    kim = session(exporter("").replace("[It]", "[It, 3]"))
    assert "zettel" in kim.registry.exporters
    assert "liefert ein Objekt der Klasse int" in reason_of(kim)


def test_good_parts_are_registered_without_a_word(session):
    """Options of all kinds, raw data and public fields are welcome."""
    fields = "\n        ".join(
        f"o{number}: {kind} = attrs.field(default=None, metadata=about('O'))"
        for number, kind in enumerate(("bool", "int", "str | None", "tuple[str, ...]", "kimcore.Profile"))
    )
    assert reason_of(session(options(fields))) == ""
    raw = "raw: Mapping[str, Any] = attrs.field(factory=dict, metadata=about('Roh'))"
    assert reason_of(session("from collections.abc import Mapping\nfrom typing import Any\n" + extension(raw))) == ""


def test_what_export_takes_itself_is_reserved(session):
    """The names no option may have are the arguments of ``Kimcore.export`` and of the others that take options."""
    import inspect

    from kimcore import Kimcore

    methods = (Kimcore.export, Kimcore.render, Kimcore.compose, Kimcore.check)
    taken = {name for method in methods for name in inspect.signature(method).parameters} - {"self", "options"}
    assert taken == RESERVED
