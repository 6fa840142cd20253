"""The plugin system: everything comes through hooks, broken plugins are named and the rest works."""

import hashlib
import importlib.util
import io
import textwrap
import types

import attrs
import docx
import pytest
from tests.conftest import make_program, make_stelle

import kimcore
from kimcore import FileError, Kimcore, PluginError
from kimcore.exporters.base import Exporter
from kimcore.plugins.hookspecs import Hooks
from kimcore.plugins.info import PluginInfo, versions
from kimcore.plugins.registry import build_registry
from kimcore.render.base import Renderer
from kimcore.render.package import read_custom

GREETING = """
    import io
    import attrs
    import kimcore
    from kimcore.blocks import Paragraph, Sheet, Workbook, Document
    from kimcore.exporters.common import properties
    from kimcore.model import about
    from kimcore.values import Text

    @attrs.frozen(kw_only=True)
    class Options:
        word: Text = attrs.field(default="Guten Tag", metadata=about("Anrede"))

    class Greeting(kimcore.Exporter):
        name = "gruss"
        title = "Gruß"
        Options = Options

        def workbook(self, program, options, context):
            sheet = Sheet(id="gruss", title="Gruß", blocks=(Paragraph(text=options.word),))
            return Workbook(id="gruss", title="Gruß", sheets=(sheet,), properties=properties(program, context, "Gruß"))

    class Letter(kimcore.Exporter):
        name = "brief"
        title = "Brief"
        formats = ("txt",)

        def write(self, program, options, context, target):
            target.write(f"Brief an {program.kommune.name}".encode())

    @kimcore.hookimpl
    def kimcore_exporters():
        return [Greeting, Letter]

    @kimcore.hookimpl
    def kimcore_extend(content, exporter, program, context):
        if exporter == "gruss":
            return attrs.evolve(content, title="Gruß, erweitert")
        return 7 if exporter == "stellenplan" else None
"""


@pytest.fixture
def folder(tmp_path):
    """Write one-file plugins and open a session with them."""

    def make(**sources):
        for name, source in sources.items():
            (tmp_path / f"{name}.py").write_text(textwrap.dedent(source), encoding="utf-8")
        return tmp_path

    return make


def info_of(registry, name):
    """A plugin as the list shows it."""
    return next(info for info in registry.plugins if info.name == name)


def test_built_ins_come_through_the_hooks(kim):
    """kimcore's own parts are listed as one plugin with the hooks it implements."""
    own = info_of(kim.registry, "kimcore")
    assert own.loaded
    assert set(own.hooks) == {
        "kimcore_checks", "kimcore_exporters", "kimcore_renderers", "kimcore_richtlinien", "kimcore_themes",
    }  # fmt: skip
    assert list(kim.registry.exporters) == sorted(kim.registry.exporters)


def test_a_plugin_adds_an_exporter(folder):
    """A one-file plugin adds a document with options; another plugin's content may be extended."""
    kim = Kimcore(plugins=False, plugins_dir=folder(gruss=GREETING))
    content = kim.compose(make_program(), "gruss", year=2025, word="Moin")
    assert content.sheets[0].blocks[0].text == "Moin"
    assert content.title == "Gruß, erweitert"
    assert kim.formats("gruss") == ("xlsx",)


def test_a_session_takes_modules_as_plugins():
    """A test or an embedding tool hands its plugins over as modules; nothing needs to be installed."""
    module = types.ModuleType("gruss")
    exec(textwrap.dedent(GREETING), vars(module))  # noqa: S102 - the module of a test
    kim = Kimcore(plugins=(module,))
    assert kim.formats("gruss") == ("xlsx",)
    assert [str(info) for info in kim.registry.plugins if info.name != "kimcore"] == ["gruss (gruss)"]


def test_what_is_composed_comes_before_what_is_written():
    """An exporter with blocks and bytes of its own: the page where no format is named, the bytes where theirs is."""
    module = types.ModuleType("gruss")
    exec(textwrap.dedent(GREETING), vars(module))  # noqa: S102 - the module of a test
    module.Greeting.formats, module.Greeting.write = ("txt",), module.Letter.write
    kim = Kimcore(plugins=(module,))
    assert kim.formats("gruss") == ("txt", "xlsx")
    assert kim.render(make_program(), "gruss", year=2025)[:2] == b"PK"
    assert kim.render(make_program(), "gruss", year=2025, format="txt") == b"Brief an Musterkreis"


def test_an_extension_that_returns_nonsense_is_skipped(folder):
    """An extension that returns something else than content leaves the content as it was."""
    kim = Kimcore(plugins=False, plugins_dir=folder(gruss=GREETING))
    content = kim.compose(make_program(stellen=(make_stelle(),)), "stellenplan", year=2025)
    assert content.title == "Stellenplan 2025"


def test_an_exporter_may_write_bytes_itself(folder, tmp_path):
    """The escape: an exporter writes its own format, from export and render, but not from compose."""
    kim = Kimcore(plugins=False, plugins_dir=folder(gruss=GREETING))
    assert kim.formats("brief") == ("txt",)
    assert kim.render(make_program(), "brief", year=2025) == b"Brief an Musterkreis"
    assert kim.export(make_program(), "brief", tmp_path / "b.txt", year=2025).format == "txt"
    with pytest.raises(kimcore.UsageError, match="brief wird nicht aus Blöcken gemacht"):
        kim.compose(make_program(), "brief", year=2025)


def test_contract_of_an_exporter_without_methods():
    """An exporter that overrides nothing says so in German, whatever it is asked for."""

    class Empty(Exporter):
        name = "leer"
        title = "Leer"

    assert Empty.composes() == ()
    assert list(Empty().check(None, None, None)) == []
    for method, count in (("document", 3), ("workbook", 3), ("write", 4)):
        with pytest.raises(PluginError, match="leer"):
            getattr(Empty(), method)(*[None] * count)


def test_a_renderer_holds_everything_by_default():
    """A renderer that knows no limits finds nothing to say."""

    class Any(Renderer):
        format, suffix, accepts = "x", ".x", ()

        def render(self, content, theme, target):
            """Write nothing."""

    assert list(Any().check(None)) == []


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("import nichts_davon", "ModuleNotFoundError"),
        ("1 / 0", "ZeroDivisionError"),
        ("x = 1", "meldet nichts an"),
        ("import kimcore\nkimcore_api = 2\n@kimcore.hookimpl\ndef kimcore_checks(): return []", "Schnittstelle 2"),
        (
            "import kimcore\n@kimcore.hookimpl\ndef kimcore_exporter(): return []",
            "kennt einen Hook, den kimcore nicht hat",
        ),
        (
            "import kimcore\n@kimcore.hookimpl\ndef kimcore_checks(zuviel): return []",
            "kimcore_checks: Das Argument zuviel gibt es nicht",
        ),
        ("def f(:", "SyntaxError"),
    ],
)
def test_a_broken_plugin_is_named_and_the_rest_works(folder, source, reason):
    """Whatever is wrong with a plugin, its reason is listed and everything else is there."""
    registry = build_registry(plugins=False, plugins_dir=folder(kaputt=source))
    info = info_of(registry, "kaputt")
    assert reason in info.reason
    assert not info.loaded
    assert "foerderantrag" in registry.exporters
    assert str(info) == "kaputt (kaputt.py)"


def test_strict_raises(folder):
    """With strict the first broken plugin stops everything, by name."""
    with pytest.raises(PluginError, match=r"Plugin kaputt \(kaputt.py\): ZeroDivisionError"):
        build_registry(plugins=False, plugins_dir=folder(kaputt="1 / 0"), strict=True)


def test_a_hook_that_raises_is_reported(folder):
    """A hook that raises is reported with its name; with strict it stops everything."""
    source = "import kimcore\n@kimcore.hookimpl\ndef kimcore_checks(): raise RuntimeError('nein')"
    path = folder(laut=source)
    assert (
        info_of(build_registry(plugins=False, plugins_dir=path), "laut").reason == "kimcore_checks: RuntimeError: nein"
    )
    with pytest.raises(PluginError, match="laut"):
        build_registry(plugins=False, plugins_dir=path, strict=True)


def test_a_hook_that_returns_nonsense_is_reported(folder):
    """Something that is no exporter is reported and left out."""
    source = "import kimcore\n@kimcore.hookimpl\ndef kimcore_exporters(): return [3]"
    registry = build_registry(plugins=False, plugins_dir=folder(unsinn=source))
    assert (
        "ein Objekt der Klasse int; erwartet ist eine Klasse, die von kimcore.Exporter erbt"
        in info_of(registry, "unsinn").reason
    )


def test_two_of_one_name_are_both_refused(folder):
    """Two exporters of one name are refused and both plugins named."""
    registry = build_registry(plugins=False, plugins_dir=folder(eins=GREETING, zwei=GREETING))
    assert "gruss" not in registry.exporters
    for name in ("eins", "zwei"):
        assert "eins (eins.py) und zwei (zwei.py)" in info_of(registry, name).reason


def test_extensions_and_commands(folder):
    """Classes for extensions come by section, commands by name."""
    source = """
    import attrs, click, kimcore

    @attrs.frozen
    class Own:
        size: int = attrs.field(default=0, metadata={"label": "Größe"})

    @kimcore.hookimpl
    def kimcore_extensions():
        return {"eigenes": Own}

    @kimcore.hookimpl
    def kimcore_commands():
        return [click.Command("eigener-befehl")]
    """
    registry = build_registry(plugins=False, plugins_dir=folder(eigenes=source))
    assert registry.extensions["eigenes"].__name__ == "Own"
    assert list(registry.commands) == ["eigener-befehl"]
    assert registry.owner("kimcore_extensions", "eigenes").name == "eigenes"


def test_a_plugin_that_raises_while_it_works_is_named(folder):
    """An exporter that raises is named with plugin and distribution; no traceback of its own reaches the user."""
    source = """
    import kimcore

    class Broken(kimcore.Exporter):
        name, title = "kaputt", "Kaputt"

        def workbook(self, program, options, context):
            return 1 / 0

    @kimcore.hookimpl
    def kimcore_exporters():
        return [Broken]
    """
    kim = Kimcore(plugins=False, plugins_dir=folder(kaputt=source))
    with pytest.raises(
        PluginError, match=r"kaputt \(kaputt.py\): kimcore_exporters, kaputt.workbook: ZeroDivisionError"
    ):
        kim.compose(make_program(), "kaputt", year=2025)


def test_versions_line():
    """Only plugins that take part are in the line of versions."""
    infos = [
        PluginInfo(name="a", distribution="a", version="1", hooks=("x",)),
        PluginInfo(name="b", distribution="b", version=""),
    ]
    assert versions(infos) == "a 1"


def test_every_hook_is_documented():
    """Every hook says what it returns."""
    hooks = [getattr(Hooks, name) for name in vars(Hooks) if name.startswith("kimcore_")]
    assert len(hooks) == 8
    assert all(hook.__doc__ for hook in hooks)


def test_something_that_is_no_python_file(monkeypatch, folder):
    """A file that cannot be imported at all is refused like any other."""
    monkeypatch.setattr(importlib.util, "spec_from_file_location", lambda *_: None)
    assert "ist keine Python-Datei" in info_of(build_registry(plugins=False, plugins_dir=folder(x="")), "x").reason


def test_registries_are_values():
    """A registry cannot be changed once it is built."""
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        build_registry(plugins=False).plugins = ()


RAISING = """
    import kimcore

    @kimcore.hookimpl
    def kimcore_extend(content, exporter, program, context):
        raise RuntimeError("nein")
"""


def test_an_extension_that_raises_is_reported_and_skipped(folder, tmp_path):
    """The document is made without the failing extension, and the result says whose it was."""
    kim = Kimcore(plugins=False, plugins_dir=folder(laut=RAISING))
    program = make_program(stellen=(make_stelle(),))
    result = kim.export(program, "stellenplan", tmp_path / "s.xlsx", year=2025)
    finding = next(finding for finding in result.findings if finding.code == "KIM-PLG-001")
    assert "laut (laut.py): kimcore_extend: RuntimeError: nein" in finding.message


def test_a_folder_of_plugins_that_is_not_there(tmp_path):
    """A misspelt folder is no session without plugins."""
    with pytest.raises(FileError, match="Den Plugin-Ordner „.*fehlt“ gibt es nicht."):
        build_registry(plugins=False, plugins_dir=tmp_path / "fehlt")


def test_in_a_strict_session_a_failing_extension_stops_the_document(folder):
    """With strict the same failure is a PluginError."""
    kim = Kimcore(plugins=False, plugins_dir=folder(laut=RAISING), strict=True)
    with pytest.raises(PluginError, match="kimcore_extend: RuntimeError"):
        kim.compose(make_program(stellen=(make_stelle(),)), "stellenplan", year=2025)


def test_an_office_file_an_exporter_wrote_is_finished(folder, tmp_path):
    """A workbook an exporter wrote itself is scrubbed, stamped and the same bytes every time."""
    source = """
    import kimcore

    class Form(kimcore.Exporter):
        name, title, formats = "formular", "Formular", ("xlsx",)

        def write(self, program, options, context, target):
            import openpyxl

            book = openpyxl.Workbook()
            book.active["A1"] = program.kommune.name
            book.properties.creator = "anna"
            book.save(target)

    @kimcore.hookimpl
    def kimcore_exporters():
        return [Form]
    """
    kim = Kimcore(plugins=False, plugins_dir=folder(formular=source))
    program = make_program()
    first = kim.export(program, "formular", tmp_path / "a.xlsx", year=2025)
    second = kim.export(program, "formular", tmp_path / "b.xlsx", year=2025)
    assert first.sha256 == second.sha256
    assert b"anna" not in (tmp_path / "a.xlsx").read_bytes()
    assert kim.verify(tmp_path / "a.xlsx", program).status is kimcore.VerifyStatus.UNCHANGED


def test_a_document_names_the_files_it_is_made_of(folder, tmp_path):
    """Its provenance has their SHA-256, and verify says which of them is not what it was."""
    source = """
    import kimcore
    from pathlib import Path
    from kimcore.blocks import Document
    from kimcore.exporters.common import properties

    class Letter(kimcore.Exporter):
        name, title = "brief", "Brief"

        def files(self, options):
            return {"kopf.txt": Path("%s").read_bytes()}

        def document(self, program, options, context):
            return Document(id="brief", title="Brief", blocks=(), properties=properties(program, context, "Brief"))

    @kimcore.hookimpl
    def kimcore_exporters():
        return [Letter]
    """
    head, letter = tmp_path / "kopf.txt", tmp_path / "brief.docx"
    head.write_text("Stadt", encoding="utf-8")
    kim, program = Kimcore(plugins=False, plugins_dir=folder(brief=source % head.as_posix())), make_program()
    kim.export(program, "brief", letter, year=2025)
    assert f'{{"kopf.txt": "{hashlib.sha256(b"Stadt").hexdigest()}"}}' in read_custom(letter)["kimcore.files"]
    assert kim.verify(letter, program).status is kimcore.VerifyStatus.UNCHANGED
    head.write_text("Kreis", encoding="utf-8")
    answer = kim.verify(letter, program)
    assert answer.status is kimcore.VerifyStatus.DATA_CHANGED
    assert answer.detail == "Nicht mehr die Datei von damals: kopf.txt."
    head.unlink()
    with pytest.raises(PluginError, match=r"brief\.files: FileNotFoundError"):
        kim.verify(letter, program)


def test_a_plugin_composes_a_text_document(folder):
    """An exporter that composes a Document is written as Word; one that composes nothing makes no document."""
    source = """
    import kimcore
    from kimcore.blocks import Document, Paragraph
    from kimcore.exporters.common import properties

    class Letter(kimcore.Exporter):
        name, title = "schreiben", "Schreiben"

        def document(self, program, options, context):
            return Document(
                id="s", title="Schreiben", blocks=(Paragraph(text="Guten Tag"),),
                properties=properties(program, context, "Schreiben"),
            )

    @kimcore.hookimpl
    def kimcore_exporters():
        return [Letter]
    """
    kim = Kimcore(plugins=False, plugins_dir=folder(schreiben=source))
    assert kim.formats("schreiben") == ("docx",)
    letter = docx.Document(io.BytesIO(kim.render(make_program(), "schreiben", year=2025)))
    assert [paragraph.text for paragraph in letter.paragraphs] == ["Schreiben", "ENTWURF · Musterdaten", "Guten Tag"]
    with pytest.raises(kimcore.UsageError, match="Schreiben gibt es nicht im Format „xlsx“. Es gibt: docx."):
        kim.render(make_program(), "schreiben", year=2025, format="xlsx")


def test_the_ending_of_a_file_asks_for_the_format(folder):
    """A format is found by the suffix of its renderer, the longest first; an ending nobody writes is refused."""
    source = """
    import kimcore
    from kimcore.blocks import Workbook

    class Plain(kimcore.Renderer):
        format, suffix, accepts = "werte", ".zip", (Workbook,)

        def render(self, content, theme, target):
            target.write(self.format.encode())

    class Longer(Plain):
        format, suffix = "langwerte", ".werte.zip"

    @kimcore.hookimpl
    def kimcore_renderers():
        return [Plain, Longer]
    """
    place = folder(gruesse=GREETING, werte=source)
    kim = Kimcore(plugins=False, plugins_dir=place)
    for name, written in (("g.ZIP", b"werte"), ("g.werte.zip", b"langwerte"), ("g.xlsx", b"PK"), ("g", b"PK")):
        kim.export(make_program(), "gruss", place / name, year=2025)
        assert (place / name).read_bytes().startswith(written)
    assert kim.export(make_program(), "brief", place / "b.txt", year=2025).format == "txt"
    with pytest.raises(
        kimcore.UsageError, match="Gruß gibt es nicht mit der Endung „.werte“. Es gibt: .werte.zip, .zip, .xlsx."
    ):
        kim.export(make_program(), "gruss", place / "g.werte", year=2025)


def test_checks_a_programme_leaves_out(kim, monkeypatch):
    """A rule set may except checks that make no sense for its programme."""
    program = make_program()
    findings = {finding.code for finding in kim.check(program, year=2025)}
    rules = attrs.evolve(kim.rules("kim-nrw"), without_checks=tuple(findings))
    monkeypatch.setitem(kim._rules, "kim-nrw", rules)
    assert findings
    assert not kim.check(program, year=2025)
