"""Amount: value, explanation and formula of one tree."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from kimcore.amounts import Amount, figure, given, maximum, minimum, total, unknown
from kimcore.errors import AmountError, KimError
from kimcore.values import Source

RATE = given("57000", key="satz.koordination", label="Satz", unit="€", source=Source(title="Richtlinie"))
VZAE = given("0.5", key="stellen.k1.vzae", unit="VZÄ")
MONTHS = given(9, key="stellen.k1.2025.monate", unit="Monate")
FUNDING = (RATE * VZAE * MONTHS / 12).rounded().named("stellen.k1.foerderung", "Förderung")


def plain(text: str) -> str:
    """The text with ordinary blanks."""
    return text.replace("\u00a0", " ")


def test_design_example():
    """Rate × VZÄ × months gives the value and the explanation that the design prints."""
    assert FUNDING.decimal == Decimal("21375.00")
    assert plain(FUNDING.explain()) == "57.000,00 € × 0,5 VZÄ × 9/12 Monate = 21.375,00 €"


def test_operands_in_full():
    """A share of three digits is printed in full."""
    amount = RATE * given("0.385", key="v", unit="VZÄ") * given(12, key="m", unit="Monate") / 12
    assert plain(amount.rounded().explain()) == "57.000,00 € × 0,385 VZÄ × 12/12 Monate = 21.945,00 €"


def test_formula_refers_to_cells():
    """Inputs that stand in cells are referred to, others are written as numbers."""
    cells = {"satz.koordination": "$B$3", "stellen.k1.vzae": "C7"}
    assert FUNDING.formula(lambda node: cells.get(node.key or "")) == "ROUND($B$3*C7*9/12,2)"
    assert FUNDING.formula() == "ROUND(57000*0.5*9/12,2)"


def test_koeln_whole_project_rounds_half_up():
    """Stadt Köln, whole project: only half-up gives 1,686,708.05 (KÖLN-1, printed Gesamtprojektvolumen)."""
    year = given("320450", key="p", unit="€") * given("1.02", key="s") ** 2 * given(3, key="m", unit="Monate") / 12
    amount = total([given("518400", key="a"), given("1084959", key="b"), year.rounded().named("c")]).rounded()
    assert amount.decimal == Decimal("1686708.05")
    assert plain(year.rounded().explain()) == "320.450,00 € × 1,02² × 3/12 Monate = 83.349,05 €"


def test_rounding_goes_away_from_zero():
    """Half a cent is rounded away from zero, up and down."""
    assert given("0.005", key="x").rounded().decimal == Decimal("0.01")
    assert (0 - given("0.005", key="x")).rounded().decimal == Decimal("-0.01")
    assert given("0.0049999", key="x").rounded().decimal == Decimal("0.00")


def test_rounded_to_other_digits():
    """A figure may be rounded to other digits than cents."""
    kilo = (given("213633.33", key="x") / 1000).rounded(3)
    assert kilo.decimal == Decimal("213.633")
    assert kilo.formula() == "ROUND(213633.33/1000,3)"


@pytest.mark.parametrize("wrong", [0.5, True, "0,5"])
def test_no_float_in_an_amount(wrong):
    """A float, a bool or a text in an expression is a TypeError."""
    with pytest.raises(TypeError, match="Beträge rechnen exakt"):
        RATE * wrong


def test_float_input_is_refused():
    """An input made of a float is a TypeError, too."""
    with pytest.raises(TypeError, match="float"):
        given(0.1, key="x")


@pytest.mark.parametrize("exponent", [-1, 0.5, True])
def test_exponents_are_whole(exponent):
    """Only whole exponents from zero on are expressions kimcore can explain."""
    with pytest.raises(TypeError, match="Exponent"):
        RATE**exponent


def test_division_by_zero_names_the_input():
    """Dividing by an input that is zero names it and its path."""
    with pytest.raises(AmountError, match="Division durch null: Einwohner") as caught:
        (RATE / given(0, key="kommune.einwohner", label="Einwohner")).value
    assert caught.value.path == "kommune.einwohner"


def test_division_by_a_zero_constant():
    """Dividing by a constant zero has no path, but still a German sentence."""
    with pytest.raises(KimError, match="Division durch null") as caught:
        (RATE / 0).value
    assert caught.value.path == ""


def test_unknown_inputs_stay_unknown():
    """An Amount with an unknown input is offen, names the input, and refuses to give a value."""
    cost = unknown(key="stellen.k1.kosten", label="Geplante Kosten")
    gap = (cost - FUNDING).rounded()
    assert not gap.known
    assert gap.missing == (cost,)
    assert plain(gap.explain()) == "offen − 21.375,00 € = offen"
    with pytest.raises(AmountError, match="Geplante Kosten ist nicht bekannt") as caught:
        gap.value
    assert caught.value.path == "stellen.k1.kosten"


def test_minimum_and_maximum():
    """The smaller and the larger amount are explained in words and written as MIN and MAX."""
    smaller = minimum(given("82000", key="k", unit="€"), RATE).rounded()
    assert plain(smaller.explain()) == "der kleinere Betrag aus 82.000,00 € und 57.000,00 € = 57.000,00 €"
    assert smaller.formula() == "ROUND(MIN(82000,57000),2)"
    larger = maximum(RATE - 60000, 0).rounded()
    assert larger.decimal == 0
    assert "der größere Betrag aus 57.000,00 € − 60.000 und 0" in plain(larger.explain())
    assert larger.formula() == "ROUND(MAX(57000-60000,0),2)"


def test_named_figures_are_shown_by_value():
    """In the explanation of a sum the parts are figures, not their own calculations."""
    both = total([FUNDING, FUNDING]).rounded()
    assert plain(both.explain()) == "21.375,00 € + 21.375,00 € = 42.750,00 €"


def test_long_sums_are_counted():
    """A sum of many parts says how many there are instead of listing them."""
    assert plain(total([FUNDING] * 18).rounded().explain()) == "Summe aus 18 Beträgen = 384.750,00 €"


def test_empty_sum():
    """A sum of nothing is zero, in words, value and formula."""
    nothing = total([])
    assert plain(nothing.rounded().explain()) == "0,00 €"
    assert nothing.value == 0
    assert nothing.formula() == "0"


def test_sums_join_ranges():
    """Neighbouring cells of a sum are joined by the renderer's own rule."""
    cells = {"a": "K5", "b": "K6"}
    amount = total([given(1, key="a"), given(2, key="b")])
    assert (
        amount.formula(lambda node: cells.get(node.key or ""), lambda refs: [f"{refs[0]}:{refs[-1]}"]) == "SUM(K5:K6)"
    )


def test_sums_never_pass_excels_limit():
    """More than 255 arguments are nested, as Excel allows no more."""
    formula = total([given(1, key=f"x{index}") for index in range(600)]).formula()
    assert formula.count("SUM(") == 4
    assert max(part.count(",") for part in formula.split("SUM(")) <= 255


@pytest.mark.parametrize(
    ("amount", "formula"),
    [
        (RATE - (RATE - 1), "57000-(57000-1)"),
        (RATE - (RATE + 1), "57000-(57000+1)"),
        (RATE / (RATE * 2), "57000/(57000*2)"),
        ((RATE + 1) * 2, "(57000+1)*2"),
        (2 * (RATE - 1), "2*(57000-1)"),
        ((RATE + 1) ** 2, "(57000+1)^2"),
        ((RATE * 2) ** 2, "(57000*2)^2"),
        (RATE + Fraction(1, 3), "57000+(1/3)"),
        (RATE + Decimal(-5), "57000+(-5)"),
        (1 - RATE, "1-57000"),
        (1 / RATE, "1/57000"),
        (1 + RATE, "1+57000"),
    ],
)
def test_parentheses(amount, formula):
    """Formulas carry exactly the parentheses their tree needs."""
    assert amount.formula() == formula


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ((RATE - 1) * VZAE, "(57.000,00 € − 1) × 0,5 VZÄ"),
        (RATE - (RATE - 1), "57.000,00 € − (57.000,00 € − 1)"),
        (RATE / 12, "57.000,00 € / 12"),
        ((VZAE + VZAE) ** 3, "(0,5 VZÄ + 0,5 VZÄ)³"),
        (VZAE**4, "0,5 VZÄ^4"),
        (RATE * (MONTHS / 12), "57.000,00 € × 9/12 Monate"),
        (given(2, key="n", unit="Plätze") * RATE, "2 Plätze × 57.000,00 €"),
        (figure(Fraction(1, 3), key="t", unit="VZÄ") + 0, "0,333333 VZÄ + 0"),
    ],
)
def test_notation(amount, text):
    """Expressions are written the way a budget paper writes them."""
    assert plain(amount.text()) == text.replace("57.000,00 € / 12", "57.000,00 € / 12") or plain(amount.text()) == text


def test_units():
    """Euro stays euro, a ratio of two amounts has no unit, a unit divided by a number keeps it."""
    assert (RATE * VZAE).unit == "€"
    assert (RATE / RATE).unit == ""
    assert (MONTHS / 12).unit == "Monate"
    assert (VZAE + VZAE).unit == "VZÄ"
    assert (VZAE * MONTHS).unit == ""


def test_inputs_and_keys():
    """A tree knows its inputs, each once, and the keys of everything in it."""
    both = total([FUNDING, FUNDING])
    assert [leaf.key for leaf in both.inputs()] == ["satz.koordination", "stellen.k1.vzae", "stellen.k1.2025.monate"]
    assert "stellen.k1.foerderung" in set(both.keys())
    assert both.inputs()[0].source == Source(title="Richtlinie")


def test_figures_are_counted_not_filled_in():
    """A figure has a key like an input, but is no input."""
    count = figure(3, key="anzahl", unit="VZÄ")
    assert count.inputs() == ()
    assert plain(count.explain()) == "3,0 VZÄ"


numbers = st.decimals(min_value=-(10**6), max_value=10**6, places=3)
leaves = st.builds(lambda number: given(number, key=f"k{number}"), numbers)


def combine(children: st.SearchStrategy[Amount]) -> st.SearchStrategy[Amount]:
    """Trees of every operation."""
    pairs = st.tuples(children, children)
    return (
        pairs.map(lambda pair: pair[0] + pair[1])
        | pairs.map(lambda pair: pair[0] - pair[1])
        | pairs.map(lambda pair: pair[0] * pair[1])
        | pairs.map(lambda pair: minimum(*pair))
        | pairs.map(lambda pair: maximum(*pair))
        | st.lists(children, max_size=5).map(total)
        | children.map(Amount.rounded)
        | children.map(lambda child: child**2)
    )


@examples(st.recursive(leaves, combine, max_leaves=12))
def test_formula_and_value_agree(amount):
    """Python, reading the formula exactly, finds the value that the tree gives."""
    scope = {"MIN": min, "MAX": max, "SUM": lambda *parts: sum(parts, Fraction(0)), "ROUND": exact_round, "F": Fraction}
    import re

    source = re.sub(r"(?<![\w.])(\d+(?:\.\d+)?)(?![\w.])", r"F('\1')", amount.formula()).replace("^F('2')", "**2")
    assert eval(source, scope) == amount.value  # noqa: S307 - our own formula


def exact_round(number: Fraction, digits: Fraction) -> Fraction:
    """Excel's ROUND, exactly."""
    scaled = abs(number) * 10 ** int(digits)
    whole = int(scaled + Fraction(1, 2))
    return Fraction(whole if number >= 0 else -whole, 10 ** int(digits))


@examples(st.recursive(leaves, combine, max_leaves=8))
def test_every_amount_explains_itself(amount):
    """Every expression has a German explanation that ends in its value."""
    assert amount.explain().endswith(amount.shown())
