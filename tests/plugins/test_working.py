"""Plugins at work: what fails is named with plugin, distribution, version and call; the rest goes on."""

import errno

import attrs
import pytest
from tests.conftest import make_program, make_stelle
from tests.plugins.conftest import module_of, reason_of

from kimcore import ExportRefused, Kimcore, PluginError, RenderError, RichtlinieError
from kimcore.plugins.calls import calling, findings_of
from kimcore.plugins.info import PluginInfo

INFO = PluginInfo(name="mst", distribution="kimcore-mst", version="1.2", hooks=("x",))
CHECK = """
class It(kimcore.Check):
    code, title = "MST-001", "T"
    def run(self, program, context): {body}
@kimcore.hookimpl
def kimcore_checks(): return [It]
"""
PROGRAM = make_program(stellen=(make_stelle(),))


def loaded(source, **more):
    """A session with a plugin."""
    return Kimcore(plugins=(module_of(source),), **more)


@pytest.mark.parametrize("error", [SystemExit(3), GeneratorExit(), RecursionError("tief"), BaseException("x")])
def test_every_error_names_plugin_distribution_version_and_call(error):
    """Whatever is raised, even what would end the process, is a PluginError with all four."""
    match = rf"mst \(kimcore-mst 1.2\): kimcore_extend: {type(error).__name__}"
    with pytest.raises(PluginError, match=match), calling(INFO, "kimcore_extend"):
        raise error


@pytest.mark.parametrize("error", [KeyboardInterrupt(), RichtlinieError("nein"), OSError(errno.ENOSPC, "voll")])
def test_what_is_no_fault_of_the_plugin_passes(error):
    """Ctrl-C, kimcore's own errors and a full disk stay what they are."""
    with pytest.raises(type(error)) as caught, calling(INFO, "kimcore_extend"):
        raise error
    assert caught.value is error


def test_findings_are_findings():
    """A check that gives something else is told so."""
    assert findings_of(()) == []
    with pytest.raises(TypeError, match="int statt Finding"):
        findings_of([7])


@pytest.mark.parametrize(("body", "said"), [("1 / 0", "ZeroDivisionError"), ("return [7]", "int statt Finding")])
def test_a_check_that_fails_is_a_warning(body, said):
    """The other checks run and documents are made; a strict session stops."""
    found = {finding.code: finding for finding in loaded(CHECK.format(body=body)).check(PROGRAM, year=2025)}
    assert "probe (probe): kimcore_checks, MST-001: " in found["KIM-PLG-002"].message
    assert said in found["KIM-PLG-002"].message
    assert found["KIM-PLG-002"].severity.value == "warnung"
    with pytest.raises(PluginError, match="MST-001"):
        loaded(CHECK.format(body=body), strict=True).check(PROGRAM, year=2025)


def test_an_exporter_that_composes_something_else():
    """What is no Workbook is told with the method that gave it."""
    source = """
    class It(kimcore.Exporter):
        name, title = "zettel", "Zettel"
        def workbook(self, program, options, context): return "Mappe"
        def check(self, program, options, context): return [1]
        def concerns(self, program): raise SystemExit
    @kimcore.hookimpl
    def kimcore_exporters(): return [It]
    """
    kim = loaded(source)
    with pytest.raises(PluginError, match="kimcore_exporters, zettel.workbook: TypeError: str statt Workbook"):
        kim.compose(PROGRAM, "zettel", year=2025)
    with pytest.raises(PluginError, match="kimcore_exporters, zettel.check: TypeError: int statt Finding"):
        kim.check(PROGRAM, exporter="zettel", year=2025)
    with pytest.raises(PluginError, match="kimcore_exporters, zettel.concerns: SystemExit"):
        kim.concerns("zettel", PROGRAM)


def test_a_renderer_that_fails():
    """A renderer that cannot even be made is named with its format; other formats work."""
    source = """
    from kimcore.blocks import Workbook
    class It(kimcore.Renderer):
        format, suffix, accepts = "txt", ".txt", (Workbook,)
        def __init__(self): raise RuntimeError("nein")
        def render(self, content, theme, target): pass
    @kimcore.hookimpl
    def kimcore_renderers(): return [It]
    """
    with pytest.raises(PluginError, match=r"probe \(probe\): kimcore_renderers, txt: RuntimeError: nein"):
        loaded(source).render(PROGRAM, "stellenplan", year=2025, format="txt")
    assert loaded(source).render(PROGRAM, "stellenplan", year=2025, format="xlsx").startswith(b"PK")


def test_a_broken_office_file_is_the_exporters_fault():
    """Bytes that are no workbook are told of the exporter that wrote them."""
    source = """
    class It(kimcore.Exporter):
        name, title, formats = "zettel", "Zettel", ("xlsx",)
        def write(self, program, options, context, target): target.write(b"kein Zip")
    @kimcore.hookimpl
    def kimcore_exporters(): return [It]
    """
    with pytest.raises(PluginError, match="kimcore_exporters, zettel.write: ValueError: Die Datei ist kein Office-"):
        loaded(source).render(PROGRAM, "zettel", year=2025)


NONSENSE = "@kimcore.hookimpl\ndef kimcore_extend(content): return attrs.evolve(content, {field})"


@pytest.mark.parametrize("field", ["properties=None", "sheets=(7,)", "title=7"])
def test_content_no_renderer_can_write(field, tmp_path):
    """An extension that puts nonsense into the content is left out of the document, which is made without."""
    kim = loaded(NONSENSE.format(field=field))
    result = kim.export(PROGRAM, "stellenplan", tmp_path / "s.xlsx", year=2025)
    message = next(finding.message for finding in result.findings if finding.code == "KIM-PLG-001")
    assert "Die Erweiterungen von probe (probe) fehlen im Dokument." in message
    with pytest.raises(PluginError):
        loaded(NONSENSE.format(field=field), strict=True).render(PROGRAM, "stellenplan", year=2025)


def test_values_that_excel_cannot_hold(tmp_path):
    """A value of an extension that a cell cannot hold is named with plugin, cell and reason; the workbook is made."""
    table = "Table(id='t', columns=(Column(id='a', title='A'),), rows=((1.5,),))"
    sheets = f"sheets=(*content.sheets, Sheet(id='x', title='Mehr', blocks=({table},)))"
    source = f"from kimcore.blocks import *\n{NONSENSE.format(field=sheets)}"
    result = loaded(source).export(PROGRAM, "stellenplan", tmp_path / "s.xlsx", year=2025)
    message = next(finding.message for finding in result.findings if finding.code == "KIM-PLG-001")
    assert message == (
        "Die Erweiterungen von probe (probe) fehlen im Dokument. Mit ihnen: x/t Zeile 1, Spalte A: "
        "Ein Wert der Art float lässt sich nicht schreiben."
    )
    with pytest.raises(ExportRefused):
        loaded(source, strict=True).render(PROGRAM, "stellenplan", year=2025)


RAGGED = "Table(id='t', columns=(Column(id='a', title='A'),), rows=(('x', 'y'),))"


def test_blocks_that_word_cannot_hold(tmp_path):
    """A block of an extension that Word cannot hold is left out with the name of the plugin; the document is made."""
    source = f"from kimcore.blocks import *\n{NONSENSE.format(field=f'blocks=(*content.blocks, {RAGGED})')}"
    result = loaded(source).export(PROGRAM, "kurzprofil", tmp_path / "k.docx", year=2025, draft=True)
    message = next(finding.message for finding in result.findings if finding.code == "KIM-PLG-001")
    assert message.startswith(
        "Die Erweiterungen von probe (probe) fehlen im Dokument. Mit ihnen: Tabelle „t“: Eine Zeile"
    )


def test_blocks_of_a_document_that_word_cannot_hold():
    """A plugin whose own document holds what Word cannot is named with it."""
    source = f"""
    from kimcore.blocks import *
    from kimcore.exporters import properties
    class It(kimcore.Exporter):
        name, title = "zettel", "Zettel"
        def document(self, program, options, context):
            about = properties(program, context, "Zettel")
            return Document(id="zettel", title="Zettel", blocks=({RAGGED},), properties=about)
    @kimcore.hookimpl
    def kimcore_exporters(): return [It]
    """
    with pytest.raises(RenderError, match=r"^probe \(probe\): kimcore_exporters, zettel: Tabelle „t“: Eine Zeile"):
        loaded(source).render(PROGRAM, "zettel", year=2025)


def test_without_extensions_the_renderer_is_to_blame(kim, monkeypatch):
    """Where nobody changed the content, a failing renderer is no plugin's fault."""
    monkeypatch.setattr(kim.registry.renderers["xlsx"], "render", lambda *_: 1 / 0)
    with pytest.raises(PluginError, match=r"kimcore \(kimcore 0.1.0\): kimcore_renderers, xlsx: ZeroDivisionError"):
        kim.render(PROGRAM, "stellenplan", year=2025)


def test_a_broken_rule_set_is_named_with_its_plugin(tmp_path):
    """Asked for, it raises; in the list it is a reason; the other rule sets work."""
    (tmp_path / "mst-regeln.yaml").write_text("id: mst-regeln\nfalsch: 1\n", encoding="utf-8")
    plugin = module_of("@kimcore.hookimpl\ndef kimcore_richtlinien(): return [PATH]")
    plugin.PATH = tmp_path / "mst-regeln.yaml"
    kim = Kimcore(plugins=(plugin,))
    with pytest.raises(RichtlinieError, match=r"probe \(probe\): kimcore_richtlinien: Das Regelwerk mst-regeln.yaml"):
        kim.check(attrs.evolve(PROGRAM, foerderprogramm="mst-regeln"), year=2025)
    assert "Das Regelwerk mst-regeln.yaml ist fehlerhaft: – " in reason_of(kim)
    assert kim.rules("kim-nrw").id == "kim-nrw"
    with pytest.raises(PluginError, match="mst-regeln"):
        Kimcore(plugins=(plugin,), strict=True).plugins()


def test_hidden_data_of_a_plugin_have_their_default():
    """In the public profile personal fields are at their default, also one that is made; open mappings stay."""
    source = """
    from kimcore.model import Privacy
    @attrs.frozen(kw_only=True)
    class Own:
        people: list[str] = attrs.field(factory=list, metadata=about("L", privacy=Privacy.PERSONAL))
        rooms: dict[str, str] = attrs.field(factory=dict, metadata=about("R"))
    """
    own = module_of(source).Own(people=["Anna"], rooms={"a": "1"})
    program = make_program(extensions={"eigenes": own, "fremd": {"a": 1}})
    from kimcore import Profile
    from kimcore.model.privacy import reduce

    shown = reduce(program, Profile.OEFFENTLICH).extensions
    assert list(shown) == ["eigenes"]
    assert (shown["eigenes"].people, shown["eigenes"].rooms) == ([], {"a": "1"})
