"""Amounts in cells: each figure is computed in one place, every formula carries its value."""

from decimal import Decimal
from fractions import Fraction

import pytest
from tests.render.books import book, findings, formula, opened, render, sheet, stored, table, total_row, xml_cell

from kimcore.amounts import Amount, figure, given, maximum, minimum, total, unknown
from kimcore.blocks import CellKind, Column, Field, Fields, KeyFigures, Row, RowRole, Table
from kimcore.errors import RenderError

K = CellKind
MONEY = (K.MONEY,) * 4


def euro(value: object, key: str) -> Amount:
    """An input in euro."""
    return given(value, key=key, label=key, unit="€")


def rates(*amounts: Amount) -> Table:
    """A table of amounts, one below the other."""
    return table(*((amount,) for amount in amounts), kinds=(K.MONEY,), id="saetze")


# ------------------------------------------------------------------------------------------- homes


def test_an_input_is_a_constant_that_may_be_changed():
    """In its home a given Amount is a number: unlocked, on the ground of inputs, with a dashed rule."""
    data = render(book(rates(euro(57000, "satz"))))
    cell = opened(data, values=False)["Blatt"]["A5"]
    assert cell.value == 57000
    assert not cell.protection.locked
    assert cell.fill.fgColor.rgb == "FFFFF8E1"
    assert cell.border.bottom.style == "dashed"


def test_a_counted_figure_is_a_constant_that_may_not():
    """A figure that nobody fills in has a home, too, but it is locked."""
    months = figure(9, key="monate", unit="Monate")
    data = render(book(table((months, (months * 2).named("doppelt")), kinds=(K.NUMBER, K.NUMBER))))
    assert opened(data)["Blatt"]["A5"].protection.locked
    assert stored(data, "A5") == "9"
    assert formula(data, "B5") == "A5*2"


def test_a_formula_carries_its_value():
    """The formula refers to its row and to the home of the rate; its value is stored, rounded half up."""
    rate, share, months = euro(57000, "satz"), given("0.385", key="vzae", unit="VZÄ"), given(7, key="monate")
    funding = (rate * share * months / 12).rounded().named("foerderung")
    data = render(book(rates(rate), table((share, months, funding), kinds=(K.VZAE, K.NUMBER, K.MONEY), id="stellen")))
    assert formula(data, "C8") == "ROUND($A$5*A8*B8/12,2)"
    assert stored(data, "C8") == "12801.25"
    assert stored(data, "A8") == "0.385"
    assert opened(data)["Blatt"]["C8"].value == 12801.25


def test_figures_of_other_sheets_are_named_with_their_sheet():
    """The title is quoted as formulas quote it, the cell is absolute."""
    rate = euro(57000, "satz")
    data = render(
        book(
            sheet(table(((rate * 2).named("doppelt"),), kinds=MONEY[:1]), id="eins", title="Eins"),
            sheet(rates(rate), id="zwei", title="Kreis' Sätze"),
        )
    )
    assert formula(data, "A5") == "'Kreis'' Sätze'!$A$5*2"
    assert stored(data, "A5") == "114000"


def test_a_second_mention_is_a_reference():
    """In another table, a field or a key figure the cell refers to the home, input or not."""
    rate = euro(57000, "satz")
    double = (rate * 2).named("doppelt")
    again = table((rate, double), kinds=MONEY[:2], id="nochmals")
    fields = Fields(id="f", fields=(Field(label="Satz", value=rate, kind=K.MONEY),))
    figures = KeyFigures(id="k", figures=(Field(label="Doppelt", value=double, kind=K.MONEY),))
    data = render(book(figures, fields, table((rate, double), kinds=MONEY[:2]), again))
    sheet_ = opened(data, values=False)["Blatt"]
    assert (sheet_["B4"].value, sheet_["B6"].value) == ("=$B$9", "=$A$9")
    assert (sheet_["A9"].value, sheet_["B9"].value) == (57000, "=A9*2")
    assert (sheet_["A12"].value, sheet_["B12"].value) == ("=$A$9", "=$B$9")
    assert opened(data)["Blatt"]["B12"].value == 114000


def test_a_table_that_only_repeats_is_no_home():
    """Figures of a table that defines nothing refer to the table that does, even further down."""
    cost = euro(100, "kosten")
    data = render(book(table((cost,), kinds=MONEY[:1], id="vorn", defines=False), rates(cost)))
    assert formula(data, "A5") == "$A$8"
    assert stored(data, "A5") == "100"


def test_a_column_that_only_repeats_is_no_home():
    """A column that quotes leaves the home to another table."""
    cost = euro(100, "kosten")
    quoting = Table(
        id="vorn",
        columns=(Column(id="a", title="A", kind=K.MONEY, quotes=True), Column(id="b", title="B", kind=K.MONEY)),
        rows=((cost, euro(5, "anderes")),),
    )
    data = render(book(quoting, rates(cost)))
    assert formula(data, "A5") == "$A$8"
    assert formula(data, "B5") == ""


def test_a_figure_without_a_home_is_written_out():
    """Where no table computes it, the formula holds its numbers; a mere input is its number."""
    rate = euro(57000, "satz")
    content = book(
        Fields(
            id="f",
            fields=(
                Field(label="Förderung", value=(rate * 18 * 9 / 12).rounded().named("x"), kind=K.MONEY),
                Field(label="Satz", value=rate, kind=K.MONEY),
            ),
        )
    )
    data = render(content)
    assert (formula(data, "B4"), stored(data, "B4")) == ("ROUND(57000*18*9/12,2)", "769500")
    assert (formula(data, "B5"), stored(data, "B5")) == ("", "57000")
    assert opened(data)["Blatt"]["B5"].protection.locked


def test_a_figure_within_a_figure_is_expanded_to_what_has_a_home():
    """Between a figure without a home and its inputs nothing is lost."""
    rate = euro(100, "satz")
    middle = (rate + 1).named("mitte")
    data = render(book(rates(rate), table(((middle * 2).named("ende"),), kinds=MONEY[:1])))
    assert formula(data, "A8") == "($A$5+1)*2"


# ---------------------------------------------------------------------------------------- open ones


def test_an_open_figure_is_a_word():
    """Where an input is unknown the cell says „offen“, in the colour of alerts and in bold, and has no formula."""
    cost = unknown(key="kosten", label="Kosten")
    data = render(book(table((cost, (cost * 2).named("doppelt")), kinds=MONEY[:2])))
    for address in ("A5", "B5"):
        cell = opened(data, values=False)["Blatt"][address]
        assert cell.value == "offen"
        assert cell.font.bold
        assert cell.font.color.rgb == "FFA61B1B"


# --------------------------------------------------------------------------------------------- sums


def test_neighbours_in_a_sum_become_a_range():
    """Cells below each other, with a gap where a heading stands."""
    parts = [euro(n, f"k{n}") for n in range(1, 7)]
    rows = [(part,) for part in parts]
    group = Row(("Träger",), RowRole.GROUP)
    data = render(book(table(*rows[:3], group, *rows[3:], total_row(total(parts).named("summe")), kinds=MONEY[:1])))
    assert (formula(data, "A12"), stored(data, "A12")) == ("SUM(A5:A7,A9:A11)", "21")


def test_neighbours_in_a_row_become_a_range():
    """Cells beside each other; a single one and an expression stay what they are."""
    a, b, c = (euro(n, f"k{n}") for n in (1, 2, 3))
    lonely = euro(4, "fern")
    data = render(
        book(
            rates(lonely),
            table((a, b, c, total([a, b, c, lonely, a * 2]).named("summe")), kinds=MONEY, id="zeile"),
        )
    )
    assert (formula(data, "D8"), stored(data, "D8")) == ("SUM(A8:C8,A5,A8*2)", "12")


def test_ranges_end_where_the_order_turns():
    """Cells that are no neighbours in this order are listed; other sheets keep their absolute names."""
    parts = [euro(n, f"k{n}") for n in (1, 2, 3)]
    home = sheet(rates(*parts), id="eins", title="Eins")
    sums = table((total([parts[2], parts[0], parts[1]]),), kinds=MONEY[:1])
    data = render(book(home, sheet(sums, id="zwei", title="Zwei")))
    assert formula(data, "A5", 2) == "SUM('Eins'!$A$7,'Eins'!$A$5:'Eins'!$A$6)".replace(":'Eins'!", ":")


def test_ranges_do_not_cross_sheets():
    """Cells of two sheets are two references, even where their rows follow each other."""
    one, two = euro(1, "a"), euro(2, "b")
    data = render(
        book(
            sheet(rates(one), id="eins", title="Eins"),
            sheet(table((None,), (two,), kinds=MONEY[:1]), id="zwei", title="Zwei"),
            sheet(table((total([one, two]),), kinds=MONEY[:1], id="s"), id="drei", title="Drei"),
        )
    )
    assert formula(data, "A5", 3) == "SUM('Eins'!$A$5,'Zwei'!$A$6)"


def test_rows_that_may_be_sorted_refer_absolutely():
    """In a table with a filter a sum over other rows keeps its cells; in its own row it moves along."""
    parts = [euro(n, f"k{n}") for n in (1, 2)]
    both = table((parts[0], parts[1], total(parts).named("s")), kinds=MONEY[:3], filter=True)
    data = render(book(both))
    assert formula(data, "C5") == "SUM(A5:B5)"
    over = table((total(parts),), kinds=MONEY[:1], filter=True, id="sortiert")
    assert formula(render(book(sheet(rates(*parts), over))), "A9") == "SUM($A$5:$A$6)"


def test_an_empty_sum_is_zero():
    """The sum of nothing is 0, as a formula."""
    data = render(book(table((total([]).named("nichts"),), kinds=MONEY[:1])))
    assert (formula(data, "A5"), stored(data, "A5")) == ("0", "0")


# ---------------------------------------------------------------------------------- kinds and values


def test_an_amount_in_a_column_of_texts_follows_its_unit():
    """Euro as money, VZÄ as VZÄ, anything else as a number with its digits."""
    data = render(
        book(table((euro(5, "e"), given("0.5", key="v", unit="VZÄ"), given("2.25", key="n")), kinds=(K.TEXT,) * 3))
    )
    cells = [opened(data)["Blatt"][address].number_format for address in ("A5", "B5", "C5")]
    assert cells == ['[$-407]#,##0.00\\ "€"_W', "[$-407]0.0##_W", "[$-407]#,##0.00_W"]


def test_a_computed_percentage_keeps_two_places():
    """A whole percentage that a formula gives shows its places, as it may change."""
    share = (given(3, key="a") / given("3.5", key="b") * 100).rounded(2)
    whole = (given(3, key="c") / given(3, key="d") * 100).rounded(2)
    data = render(book(table((share, whole, Decimal(100)), kinds=(K.PERCENT,) * 3)))
    formats = [opened(data)["Blatt"][address].number_format for address in ("A5", "B5", "C5")]
    assert formats == ['[$-407]0.00\\ "%"_W', '[$-407]0.00\\ "%"_W', '[$-407]0\\ "%"_W']
    assert stored(data, "A5") == "85.71"


def test_an_unrounded_figure_is_stored_with_all_its_digits():
    """Where no rounding was asked for, the value is what the formula comes to."""
    third = (euro(100, "a") / 3).named("drittel")
    data = render(book(table((third,), kinds=MONEY[:1])))
    assert Fraction(stored(data, "A5")).limit_denominator(1000) == Fraction(100, 3)
    assert stored(render(book(table((given("0.1250", key="x"),), kinds=(K.NUMBER,)))), "A5") == "0.125"


def test_minimum_and_maximum_are_functions():
    """The smaller of ceiling and cost is computed by MIN, the larger by MAX."""
    cost, ceiling = euro(60000, "kosten"), euro(57000, "satz")
    data = render(
        book(
            table(
                (cost, ceiling, minimum(cost, ceiling).named("f"), maximum(cost - ceiling, 0).named("l")), kinds=MONEY
            )
        )
    )
    assert (formula(data, "C5"), stored(data, "C5")) == ("MIN(A5,B5)", "57000")
    assert (formula(data, "D5"), stored(data, "D5")) == ("MAX(A5-B5,0)", "3000")


# --------------------------------------------------------------------------------------------- names


def test_names_point_to_the_homes_of_their_figures():
    """A defined name leads to the cell that computes the figure."""
    total_ = total([euro(1026000, "k")]).named("summe.b2")
    content = book(table((euro(1026000, "k"), total_), kinds=MONEY[:2]), names=(("Summe_Baustein_2", "summe.b2"),))
    name = opened(render(content)).defined_names["Summe_Baustein_2"]
    assert name.attr_text == "'Blatt'!$B$5"


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        ((("Summe Baustein", "k"),), "kein gültiger Name"),
        ((("A1", "k"),), "kein gültiger Name"),
        ((("R1C1", "k"),), "kein gültiger Name"),
        ((("Summe", "k"), ("SUMME", "k")), "kommt zweimal vor"),
        ((("Summe", "fehlt"),), "der in keiner Zelle berechnet wird"),
    ],
)
def test_a_name_that_excel_does_not_take_is_found(names, reason):
    """Blanks, names like cells, doubled ones, and names of figures that no cell computes."""
    content = book(rates(euro(1, "k")), names=names)
    (finding,) = findings(content)
    assert finding.code == "KIM-XLS-010"
    assert reason in finding.message
    with pytest.raises(RenderError, match=reason):
        render(content)


# ------------------------------------------------------------------------------------------ problems


def test_one_key_has_one_value():
    """The same figure with two values is found, as a cell and within a formula."""
    one, other = euro(1, "k"), euro(2, "k")
    for second in (other, (other * 2).named("x")):
        content = book(table((one, second), kinds=MONEY[:2]))
        (finding,) = findings(content)
        assert finding.code == "KIM-XLS-006"
        assert "„k“ ist hier 2,00\u00a0€, in Blatt „Blatt“, Zelle A5 aber 1,00\u00a0€" in finding.message
        with pytest.raises(RenderError, match="Zelle B5: Der Betrag „k“"):
            render(content)


def test_one_key_is_not_both_known_and_open():
    """A figure that is known here and open there has two values."""
    content = book(table((unknown(key="k", label="k"), euro(1, "k")), kinds=MONEY[:2]))
    assert [finding.code for finding in findings(content)] == ["KIM-XLS-006"]


def test_figures_in_a_circle_are_found():
    """A figure that refers to itself, at once or by way of others, is found without recursion."""
    itself = (euro(1, "k") + 0).named("k")
    content = book(table((itself,), kinds=MONEY[:1]))
    (finding,) = findings(content)
    assert (finding.code, finding.path) == ("KIM-XLS-007", "blatt/tabelle Zeile 1, Spalte Spalte A")
    a, b = euro(1, "a"), euro(1, "b")
    round_about = book(table(((b + 0).named("a"), (a + 0).named("b")), kinds=MONEY[:2]))
    assert {finding.code for finding in findings(round_about)} == {"KIM-XLS-007"}
    with pytest.raises(RenderError, match="Zelle B5: Der Betrag „b“ bezieht sich im Kreis auf „a“"):
        render(round_about)


def test_long_chains_are_no_circles():
    """A thousand figures, each made of the one before, are fine."""
    amounts = [euro(1, "k0")]
    for number in range(1, 1000):
        before = amounts[-1].key or ""
        amounts.append(Amount(op="+", args=(euro(number, before), euro(1, "k0")), key=f"k{number}"))
    assert findings(book(table(*((amount,) for amount in amounts), kinds=MONEY[:1]))) == []


def test_a_division_by_zero_is_found():
    """The finding names what is zero; nothing is written."""
    content = book(table(((euro(1, "a") / given(0, key="monate", label="Monate")).named("x"),), kinds=MONEY[:1]))
    (finding,) = findings(content)
    assert (finding.code, finding.message) == ("KIM-XLS-009", "Division durch null: Monate.")
    assert finding.hint == "Die Angabe prüfen: monate."
    with pytest.raises(RenderError, match="Zelle A5: Division durch null"):
        render(content)
    nameless = book(
        Fields(id="f", fields=(Field(label="x", value=euro(1, "a") / (given(2, key="b") * 0), kind=K.MONEY),))
    )
    assert [finding.code for finding in findings(nameless)] == ["KIM-XLS-009"]


@pytest.mark.parametrize(
    ("amount", "limit"),
    [
        (total([euro(n, f"k{n}") * 1 for n in range(3000)]), "19954 Zeichen, erlaubt sind 8192"),
        (minimum(*(euro(n, f"k{n}") for n in range(300))), "mehr als 255 Argumente"),
    ],
)
def test_a_formula_beyond_the_limits_is_found(amount, limit):
    """Too long or with too many arguments: a finding before, an error after, never a broken file."""
    content = book(table((amount,), kinds=MONEY[:1]))
    (finding,) = findings(content)
    assert finding.code == "KIM-XLS-008"
    with pytest.raises(RenderError, match="Die Formel hat"):
        render(content)
    assert limit in finding.message


def test_a_formula_too_deep_is_found():
    """65 functions within each other are one too many; 64 are written."""
    deep = euro("1.005", "a")
    for _ in range(64):
        deep = (deep + 1).rounded()
    assert findings(book(table((deep,), kinds=MONEY[:1]))) == []
    (finding,) = findings(book(table((deep.rounded(),), kinds=MONEY[:1])))
    assert finding.message == "Die Formel hat 65 Ebenen, erlaubt sind 64."


def test_many_commas_are_not_many_arguments():
    """A long sum of ROUNDs with two arguments each is within the limit."""
    many = total([(euro(n, f"k{n}") * 1).rounded() for n in range(200)])
    assert findings(book(table((many,), kinds=MONEY[:1]))) == []


def test_formulas_of_fields_are_checked_too():
    """What a field refers to is looked at before the export."""
    content = book(rates(euro(1, "k")), Fields(id="f", fields=(Field(label="K", value=euro(2, "k"), kind=K.MONEY),)))
    (finding,) = findings(content)
    assert (finding.code, finding.path) == ("KIM-XLS-006", "blatt/f")


def test_a_formula_is_escaped():
    """A sheet's title with & and < stands in the formula as XML wants it."""
    rate = euro(1, "k")
    data = render(
        book(sheet(table((rate * 2,), kinds=MONEY[:1]), id="a", title="A"), sheet(rates(rate), id="b", title="S & <P>"))
    )
    assert "<f>'S &amp; &lt;P&gt;'!$A$5*2</f>" in xml_cell(data, "A5")
