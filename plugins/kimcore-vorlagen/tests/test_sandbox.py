"""Hostile templates: nothing of Python is reached, no file is read, and every loop ends."""

import time

import attrs
import pytest
from jinja2 import Environment

from kimcore import Kimcore
from kimcore.errors import RenderError
from kimcore.model import Profile
from kimcore.session.job import context_for
from kimcore_vorlagen.views import Rows, View, World, read
from kimcore_vorlagen.word.sandbox import Failure, Sandbox


@pytest.fixture
def world(program):
    """What a template has in its hands."""
    rules = Kimcore(plugins=False).rules("kim-nrw")
    return World(context_for(program, rules, year=2025, profile=Profile.BEHOERDE))


@pytest.fixture
def render(world):
    """Render a text template."""
    return lambda source: Sandbox(world).from_string(source).render()


@pytest.mark.parametrize(
    "source",
    [
        "{{ kommune.__class__ }}",
        "{{ kommune['__class__'] }}",
        "{{ kommune._item }}{{ kommune._world }}{{ kommune.__init__ }}",
        "{{ ''.__class__.__mro__[1].__subclasses__ }}",
        "{{ stellen.__getitem__ }}{{ stellen._items }}{{ stellen.index }}{{ stellen.count }}",
        "{{ plan.foerderung.amount }}{{ plan.foerderung.as_tuple }}{{ stand.today }}",
        "{{ range.__globals__ }}{{ range.__self__ }}",
        "{{ self.__init__ }}{{ self._TemplateReference__context }}",
        "{{ stellen | selectattr('__class__') | join }}{{ stellen | join(attribute='__class__.__mro__') }}",
        "{{ (stellen | first)._shape }}",
        "{% for s in stellen %}{{ loop.__class__ }}{{ loop._iterator }}{{ loop.changed }}{% endfor %}",
        "{{ extensions.x }}{{ extensions.__class__ }}",
        "{{ kommune.address.street.format }}{{ kommune.name.__add__ }}",
    ],
)
def test_private_things_are_unknown(render, source):
    """What is no field of the vocabulary does not exist for a template, whatever Python knows of the object."""
    said = render(source)
    assert set(said.replace("[unbekannt: ", "\n[unbekannt: ").split("\n")) - {""}
    assert "<class" not in said
    assert " object at 0x" not in said
    assert "method" not in said


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("{% include '/etc/passwd' %}", "Include"),
        ("{% import 'os' as os %}", "Import"),
        ("{% from 'os' import system %}", "FromImport"),
        ("{% extends '/etc/passwd' %}", "Extends"),
        ("{% block x %}{% endblock %}", "Block"),
        ("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", "Macro"),
        ("{% call kommune() %}{% endcall %}", "CallBlock"),
        ("{{ kommune() }}", "Call"),
        ("{{ '{0.__class__}'.format(kommune) }}", "Call"),
        ("{{ ('%' ~ '999999999d') % 1 }}", "Mod"),
        ("{{ 9 ** 9 ** 9 }}", "Pow"),
        ("{% filter upper %}x{% endfilter %}", "FilterBlock"),
        ("{% set x %}y{% endset %}", "AssignBlock"),
        ("{% for s in stellen recursive %}{{ loop(stellen) }}{% endfor %}", "For"),
        ("{{ stellen[::2] }}", "Slice"),
        ("{{ {'a': 1} }}", "Dict"),
        ("{{ lipsum(n=999999) }}", "Call"),
    ],
)
def test_what_is_not_allowed_is_not_even_compiled(render, source, what):
    """Files, macros, calls, format strings and powers are refused before anything runs."""
    with pytest.raises(Failure, match=f"„{what}“ gibt es in Vorlagen nicht"):
        render(source)


@pytest.mark.parametrize("name", ["attr", "format", "map", "pprint", "tojson", "xmlattr", "safe", "center", "indent"])
def test_filters_that_reach_further_do_not_exist(render, name):
    """Filters that read attributes, format or leave text unescaped are not there."""
    with pytest.raises(Failure, match="nicht zu lesen"):
        render(f"{{{{ kommune | {name} }}}}")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("{% for a in range(1000) %}{% for b in range(1000) %}x{% endfor %}{% endfor %}", "laufen zu lange"),
        ("{% for a in [1, 2, 3, 4, 5, 6, 7, 8, 9] %}" * 20 + "{% endfor %}" * 20, "laufen zu lange"),
        ("{% for a in measures %}{% for b in measures %}{% for c in measures %}{% for d in measures %}"
         "{% endfor %}{% endfor %}{% endfor %}{% endfor %}", "laufen zu lange"),
        ("{{ range(99999999999) }}", "range zählt höchstens bis 1000"),
        ("{% set a = 'aaaaaaaaaa' %}" + "{% set a = a ~ a %}" * 60 + "{{ a }}", "zu langer Text"),
        ("{% set a = 'a' ~ 'b' if 1 else 'c' ~ 'd' %}" + "{% set a = [a, a] | join %}" * 60 + "{{ a }}",
         "zu langer Text"),
        ("{% set a = 'aaaaaaaaaa' %}" + "{% set a = a ~ a %}" * 15 + "{% for x in range(1000) %}{{ a }}{% endfor %}",
         "zu viel Text"),
        ("{% set a = 10 %}" + "{% set a = a * a %}" * 60 + "{{ a }}", "zu großen Zahlen"),
        ("{% set a = 3 %}" + "{% set a = 1 / a / a %}" * 60 + "{{ a }}", "zu großen Zahlen|durch null"),
        ("{{ 'a' * 999999999 }}", "ist keine Zahl"),
        ("{{ [0] * 999999999 }}", "ist keine Zahl"),
        ("{{" + "(" * 5000 + "1" + ")" * 5000 + "}}", "nicht zu lesen"),
    ],
)  # fmt: skip
def test_nothing_runs_for_long_or_grows_without_end(render, source, said):
    """Loops in loops, texts that double, powers by multiplication and huge outputs end with a sentence, soon."""
    begun = time.perf_counter()
    with pytest.raises(Failure, match=said):
        render(source)
    assert time.perf_counter() - begun < 20


def test_four_fences_each_hold_by_themselves(world):
    """Even where a statement is let through, views show nothing and nothing but range can be called."""
    sandbox = Sandbox(world)
    view = world.root
    assert sandbox.getattr(view, "_item")._undefined_name == "_item"
    assert not sandbox.is_safe_callable(print)
    assert not hasattr(view, "__dict__")
    assert sandbox.loader is None
    assert list(sandbox.globals) == ["range"]


def test_arithmetic_is_exact_and_german(render):
    """Euro stay euro, years have no points, shares have one digit at least; what is open stays open."""
    assert render("{{ 0.1 + 0.2 }} {{ jahr + 1 }} {{ 7 / 2 }} {{ -3 }} {{ 0.5 }}") == "0,3 2026 3,5 -3 0,5"
    assert (
        render("{{ plan.foerderung / 12 }} {{ plan.foerderung / plan.gesamtkosten * 100 }}")
        == "49.039,58\u00a0€ 72,32088"
    )
    assert render("{{ stellen[0].vzae * 2 }} {{ cooperation.since + 1 }}") == "2,0 offen"
    assert render("{{ true }} {{ false or none }} {{ 2 > 1 and plan.foerderung > 500000 }}") == "ja  ja"


def test_filters_speak_german(render):
    """Each filter writes numbers, days and sums as German papers do, and leaves what is empty empty."""
    assert (
        render("{{ 57000 | euro }} {{ 1960.16 | zahl }} {{ 0.5 | vzae }} {{ 33 | prozent }}")
        == "57.000,00\u00a0€ 1.960,16 0,5 33\u00a0%"
    )
    assert render("{{ stand | datum }}{{ cooperation.since | euro }}{{ vorgang.stand | datum }}") == "15.01.2025"
    assert render("{{ plan.foerderung | erklaert }}").endswith("= 588.475,00\u00a0€")
    assert render("{{ jahr | erklaert }}") == "2025"
    assert render("{{ plan.stellen | summe('vzae') }} {{ plan.stellen | summe('baustein.number') }}") == "11,0 24"
    assert render("{{ foerderbetraege | summe('amount') }}{{ cooperation | summe('x') }}") == "00"
    assert (
        render("{{ kommune.name | join }}{{ cooperation | join }}{{ measures[0].zielgruppen | join('; ') }}")
        == "Stadt MusterstadtNeuzugewanderte; Familien"
    )
    assert (
        render("{% for f in kommune.address | felder %}{{ f.label }}: {{ f.value }}; {% endfor %}")
        == "Straße und Hausnummer: Musterplatz 1; Postleitzahl: 59999; Ort: Musterstadt; "
    )


def test_lists_are_asked_by_number_and_by_id(render):
    """An entry is found by its number, its id, its chapter or its kind; what is not there is empty or unknown."""
    assert (
        render("{{ contacts[1].function }} {{ contacts['leitung-ki'].room }} {{ contacts.koordination.unit }}")
        == "Gesamtkoordination KIM Raum B 201 Team Kommunales Integrationsmanagement"
    )
    assert (
        render("{{ kommune.statistics.einwohner.value }} {{ kommune.statistics[99].value }}")
        == "148.600 [unbekannt: 99]"
    )
    assert (
        render("{{ texts.notwendigkeit.text | length > 100 }} {{ stellen.nix }}{{ kommune[0] }}")
        == "ja [unbekannt: nix][unbekannt: 0]"
    )
    assert (
        render("{{ foerderbetraege | first }}{{ kommune.address.street }} {{ kommune.address }}")
        == "Musterplatz 1 Musterplatz 1, 59999 Musterstadt"
    )
    assert (
        render(
            "{{ measures | selectattr('handlungsfelder', 'eq', 3) | join }}"
            "{{ plan.stellen | selectattr('baustein', 'eq', 'baustein-3') | join(', ') }}"
        )
        == "Sachbearbeitung Bleiberecht, Sachbearbeitung Einbürgerung"
    )
    assert render("{{ stellen[0].baustein == plan.stellen[0].baustein }} {{ 7 in stellen }}") == "ja nein"


def test_what_nobody_knows_is_open(program):
    """A figure without a rate reads offen, is neither more nor less than anything, and its sums are open, too."""
    rules = Kimcore(plugins=False).rules("kim-nrw")
    without = World(context_for(attrs.evolve(program, rates=()), rules, year=2025, profile=Profile.INTERN))
    said = Sandbox(without).from_string(
        "{{ plan.foerderung }} {{ plan.stellen | summe('foerderung') }} "
        "{{ plan.foerderung > 5 }} {{ plan.foerderung < 5 }} "
        "{{ plan.foerderung + 1 }} {{ plan.foerderung.x }}{{ plan.foerderung | euro }} "
        "{% for x in plan.foerderung %}{% endfor %}{{ 'ja' if plan.foerderung else 'noch nicht' }}"
    )
    assert said.render() == "offen offen nein nein offen offen noch nicht"


def test_views_print_their_titles(world):
    """An object is its title, its name or its function; a list is its entries; one without a title is its fields."""
    root = world.root
    assert isinstance(read(root, "stellen"), Rows)
    assert str(read(root, "contacts")).startswith("Leitung des Kommunalen Integrationszentrums, Gesamtkoordination KIM")
    assert str(read(read(read(root, "stellen"), 0), "costs")) == "2025 88.400,00\u00a0€"
    assert isinstance(read(root, "kommune"), View)
    assert len({read(root, "kommune"), read(root, "kommune")}) == 1
    assert str(read(root, "extensions")) == ""


def test_a_context_of_another_environment_stays_as_it_is():
    """The lookup of names belongs to the sandbox alone."""
    env = Environment(autoescape=True)
    env.context_class = Sandbox.context_class
    assert env.from_string("{{ kommune }}").render() == ""


def test_world_counts(world):
    """A world that has been walked through to its end says so."""
    with pytest.raises(RenderError, match="laufen zu lange"):
        World(world.context, steps=3).walk(4)
