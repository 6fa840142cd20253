"""Options of a document: one attrs class is ``--set``, keyword arguments, JSON Schema and documentation."""

import json
from datetime import date
from decimal import Decimal

import jsonschema
import pytest
from tests.conftest import PROGRAMS, ROOT, make_program
from tests.plugins.conftest import module_of

from kimcore import Kimcore, UsageError
from kimcore.cli.app import run

SOURCE = '''
from datetime import date
from decimal import Decimal
from kimcore.model import Choice

class Colour(Choice):
    """Two colours."""

    RED = "rot", "Rot"
    BLUE = "blau", "Blau"

@attrs.frozen(kw_only=True)
class Options:
    rows: int = attrs.field(default=3, metadata=about("Zeilen", "Wie viele es werden."))
    share: Decimal = attrs.field(default=Decimal("0.5"), metadata=about("Anteil"))
    day: date | None = attrs.field(default=None, metadata=about("Stichtag"))
    colour: Colour = attrs.field(default=Colour.RED, metadata=about("Farbe"))
    colours: tuple[Colour, ...] = attrs.field(factory=tuple, metadata=about("Farben"))
    word: str = attrs.field(metadata=about("Wort"))
    short: bool = attrs.field(default=False, metadata=about("Kurzfassung"))

    @rows.validator
    def _positive(self, attribute, value):
        if value > 9:
            raise ValueError("mehr als 9 passen nicht auf ein Blatt")

    @share.validator
    def _small(self, attribute, value):
        if value > self.rows:
            raise kimcore.ValueProblem("Das ist zu viel", expected="höchstens die Zahl der Zeilen")

    def __attrs_post_init__(self):
        if self.short and self.day:
            raise ValueError("eine Kurzfassung hat keinen Stichtag")

class Slip(kimcore.Exporter):
    name, title, formats, Options = "zettel", "Zettel", ("txt",), Options

    def write(self, program, options, context, target):
        target.write(repr(attrs.astuple(options)).encode())

@kimcore.hookimpl
def kimcore_exporters():
    return [Slip]
'''.replace("kimcore.ValueProblem", "__import__('kimcore.errors').errors.ValueProblem")


@pytest.fixture
def kim(tmp_path):
    """A session with a document that has an option of each kind."""
    (tmp_path / "zettel.py").write_text("import attrs, kimcore\nfrom kimcore.model import about\n" + SOURCE, "utf-8")
    return Kimcore(plugins=False, plugins_dir=tmp_path)


def made(kim, **options):
    """What the document was made of."""
    return kim.render(make_program(), "zettel", year=2025, **{"word": "x", **options}).decode()


@pytest.mark.parametrize(
    ("given", "value"),
    [
        ({"rows": "5"}, "(5, "),
        ({"rows": 5}, "(5, "),
        ({"share": "0.25"}, "Decimal('0.25')"),
        ({"day": "2025-02-01"}, "datetime.date(2025, 2, 1)"),
        ({"day": date(2025, 2, 1)}, "datetime.date(2025, 2, 1)"),
        ({"day": None}, "None"),
        ({"colour": "blau"}, "<Colour.BLUE: 'blau'>"),
        ({"colours": ("rot", "blau")}, "(<Colour.RED: 'rot'>, <Colour.BLUE: 'blau'>)"),
        ({"word": "Grüße, ja"}, "'Grüße, ja'"),
        ({"short": "true"}, "True"),
    ],
)
def test_options_are_typed(kim, given, value):
    """Texts as the command line gives them and Python's own values become the value of the option's type."""
    assert value in made(kim, **given)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"rows": "drei"}, "rows: Zeilen: „drei“ ist keine ganze Zahl; erwartet: eine ganze Zahl ab 0."),
        ({"rows": True}, "rows: Zeilen: „true“ ist keine ganze Zahl"),
        ({"share": "0,25"}, "share: Anteil: „0,25“ ist keine gültige Angabe; erwartet: eine Zahl"),
        ({"share": 0.25}, "share: Anteil: „0.25“"),
        ({"day": "01.02.2025"}, "erwartet: ein Datum wie 2025-02-01. 2025-02-01 schreiben."),
        ({"colour": "Blau"}, "erwartet: eines von rot (Rot), blau (Blau). Meinten Sie „blau“?"),
        ({"colours": ["rot", "gelb"]}, "colours[1]: Farben: „gelb“ steht nicht zur Wahl"),
        ({"short": "ja"}, "„ja“ ist kein Ja oder Nein; erwartet: true oder false. true schreiben."),
        ({"row": 1}, "row: „row“ ist hier kein bekannter Schlüssel. Meinten Sie „rows“?"),
        ({"rows": 10}, "rows: Zeilen: mehr als 9 passen nicht auf ein Blatt."),
        ({"rows": 10, "share": 11}, "blatt. share: Anteil: Das ist zu viel; erwartet: höchstens die Zahl der Zeilen."),
        ({"short": True, "day": "2025-02-01"}, "passen nicht zusammen: eine Kurzfassung hat keinen Stichtag."),
    ],
)  # fmt: skip
def test_a_wrong_option_says_what_is_expected(kim, given, message):
    """Every wrong option is named with its German label, what was found, what is expected and what to write."""
    with pytest.raises(UsageError, match="Eine Option von zettel stimmt nicht.") as caught:
        made(kim, **given)
    assert message.casefold() in str(caught.value).casefold()


def test_an_option_that_must_be_given(kim):
    """An option without a default that nobody gives is missing, with its label."""
    with pytest.raises(UsageError, match="Die Pflichtangabe „word“ \\(Wort\\) fehlt."):
        kim.render(make_program(), "zettel", year=2025)


def test_options_on_the_command_line(tmp_path, kim, capsys):
    """``--set`` gives each of them; several values with commas; a dash for an underscore."""
    out = tmp_path / "z.txt"
    sets = ["word=Ja", "rows=4", "colours=blau,rot", "day=2025-02-01", "short=false"]
    command = ["--plugins-dir", str(tmp_path), "export", "zettel", str(PROGRAMS / "musterstadt.yaml"), "-o", str(out)]
    assert run([*command, *(part for text in sets for part in ("--set", text))]) == 0
    assert "(4, Decimal('0.5'), datetime.date(2025, 2, 1), <Colour.RED: 'rot'>, (<Colour.BLUE" in out.read_text("utf-8")
    capsys.readouterr()
    assert run([*command, "--force", "--set", "wort=x"]) == 2
    assert "Die Option „wort“ gibt es nicht. Meinten Sie „word“?" in capsys.readouterr().err


def test_options_as_a_schema(kim):
    """The JSON Schema has German titles, choices and defaults, and takes what the document takes."""
    schema = kim.options_schema("zettel")
    jsonschema.Draft202012Validator.check_schema(schema)
    options = schema["properties"]
    assert schema["title"] == "Optionen: Zettel"
    assert schema["required"] == ["word"]
    assert (options["rows"]["title"], options["rows"]["description"]) == ("Zeilen", "Wie viele es werden.")
    assert [options[name].get("default") for name in ("rows", "share", "day", "colour", "colours", "short")] == [
        3, "0.5", None, "rot", [], False,
    ]  # fmt: skip
    assert "default" not in options["word"]
    checker = jsonschema.Draft202012Validator(schema)
    assert not list(
        checker.iter_errors(
            {name: about["default"] for name, about in options.items() if name != "word"} | {"word": ""}
        )
    )
    assert list(checker.iter_errors({"word": "x", "colour": "gelb"}))
    with pytest.raises(UsageError, match="Das Dokument „zettl“ gibt es nicht. Meinten Sie „zettel“?"):
        kim.options_schema("zettl")


def test_options_in_the_lists(tmp_path, kim, capsys):
    """``kimcore exporters`` shows each with label and default, as JSON with its schema."""
    assert run(["--plugins-dir", str(tmp_path), "exporters"]) == 0
    out = capsys.readouterr().out
    assert "--set rows=…  Zeilen. Wie viele es werden. (Vorgabe: 3)" in out
    assert "--set word=…  Wort.\n" in out
    run(["--plugins-dir", str(tmp_path), "exporters", "--format", "json"])
    item = next(item for item in json.loads(capsys.readouterr().out) if item["name"] == "zettel")
    assert item["schema"] == kim.options_schema("zettel")
    assert item["options"][1]["default"] == str(Decimal("0.5"))


def test_the_documented_example():
    """The options that docs/hooks.md shows work, and refuse as the page says."""
    page = (ROOT / "docs" / "hooks.md").read_text(encoding="utf-8").partition("## Options of a document")[2]
    kim = Kimcore(plugins=(module_of(page.split("```python\n")[1].partition("```")[0]),))
    assert kim.render(make_program(), "zettel", year=2025, copies="2") == b"Zettel\nZettel\n"
    with pytest.raises(UsageError, match="copies: Abzüge: mehr als 9 Abzüge braucht niemand"):
        kim.render(make_program(), "zettel", year=2025, copies=10)


def test_the_options_of_kimcore_are_documented():
    """docs/exporters.md has a table of every built-in document's options with their German labels."""
    page = (ROOT / "docs" / "exporters.md").read_text(encoding="utf-8")
    kim = Kimcore(plugins=False)
    for name, exporter in kim.registry.exporters.items():
        section = page.partition(f"## `{name}` – {exporter.title}\n")[2].partition("\n## ")[0]
        assert section
        for option, about in kim.options_schema(name)["properties"].items():
            assert f"| `{option}` | {about['title']} |" in section
