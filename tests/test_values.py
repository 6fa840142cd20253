"""Every kind of value: what its parser takes, what it refuses with which words, and how people read it."""

from datetime import date, datetime
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import get_args

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kimcore import values
from kimcore.errors import KimError, ValueProblem
from kimcore.values import (
    Confidence,
    Kind,
    Period,
    Source,
    days_in_month,
    exact,
    format_clock,
    format_date,
    format_euro,
    format_number,
    format_percent,
    format_vzae,
    parse_ags,
    parse_clock,
    parse_count,
    parse_date,
    parse_euro,
    parse_flag,
    parse_identifier,
    parse_markdown,
    parse_number,
    parse_percent,
    parse_text,
    parse_url,
    parse_vzae,
    parse_year,
    round_half_up,
    shown,
    suggest_identifier,
)

KINDS = {name: get_args(getattr(values, name))[1] for name in values.__all__ if get_args(getattr(values, name))}
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.decimals() | st.floats() | st.text() | st.dates(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(), inner, max_size=2),
    max_leaves=3,
)


def problem(parse, raw):
    """What a parser says about a value it refuses."""
    with pytest.raises(ValueProblem) as caught:
        parse(raw)
    return caught.value


# --------------------------------------------------------------------------------------------------- money


@pytest.mark.parametrize(
    ("raw", "amount"),
    [
        ("57000", "57000.00"),
        ("57000.5", "57000.50"),
        ("57000.55", "57000.55"),
        ("0", "0.00"),
        (57000, "57000.00"),
        (Decimal("57000.00"), "57000.00"),
        (Decimal("57000.5"), "57000.50"),
        (Decimal(57000), "57000.00"),
        (999_999_999_999, "999999999999.00"),
    ],
)
def test_money_is_whole_or_has_one_or_two_digits_after_a_point(raw, amount):
    """Every form that is read gives the same exact amount with two digits."""
    assert str(parse_euro(raw)) == amount


@pytest.mark.parametrize(
    ("raw", "hint"),
    [
        ("57.000", "57000 oder 57000.00 schreiben."),
        (Decimal("57.000"), "57000 oder 57000.00 schreiben."),
        ("57.000,00", "57000 oder 57000.00 schreiben."),
        ("57,5", "57.50 schreiben."),
        ("57.000,55", "57000.55 schreiben."),
        ("1_000", "1000 oder 1000.00 schreiben."),
        ("57000 €", "57000 oder 57000.00 schreiben."),
        ("0.005", "Zum Beispiel 57000 oder 57000.00 schreiben."),
        ("57.5000", "Zum Beispiel 57000 oder 57000.00 schreiben."),
        ("57,555", "Zum Beispiel 57000 oder 57000.00 schreiben."),
        ("57.000.000.000.000,00", "Zum Beispiel 57000 oder 57000.00 schreiben."),
        ("57.000 EUR", "57000 oder 57000.00 schreiben."),
        ("57 000", "57000 oder 57000.00 schreiben."),
        ("57\u202f000\u00a0€", "57000 oder 57000.00 schreiben."),
        ("1e3", "Zum Beispiel 57000 oder 57000.00 schreiben."),
        (Decimal("1e3"), "Zum Beispiel 57000 oder 57000.00 schreiben."),
        ("NaN", "Zum Beispiel 57000 oder 57000.00 schreiben."),
        (Decimal("NaN"), "Zum Beispiel 57000 oder 57000.00 schreiben."),
        (Decimal("-0.00"), "Zum Beispiel 57000 oder 57000.00 schreiben."),
        (Decimal("1000000000000.00"), "Zum Beispiel 57000 oder 57000.00 schreiben."),
        ("-5", "Zum Beispiel 57000 oder 57000.00 schreiben."),
        (-5, "Zum Beispiel 57000 oder 57000.00 schreiben."),
        ("", "Zum Beispiel 57000 oder 57000.00 schreiben."),
        ("٥٧", "Zum Beispiel 57000 oder 57000.00 schreiben."),
        (57.5, "Zum Beispiel 57000 oder 57000.00 schreiben."),
        (True, "Zum Beispiel 57000 oder 57000.00 schreiben."),
        (None, "Zum Beispiel 57000 oder 57000.00 schreiben."),
        (10**12, "Zum Beispiel 57000 oder 57000.00 schreiben."),
        pytest.param(10**5000, "Zum Beispiel 57000 oder 57000.00 schreiben.", id="5001 digits"),
    ],
)
def test_money_in_any_other_form_is_refused_with_the_right_form(raw, hint):
    """What a German reader or a spreadsheet would write is never read as another amount; the hint is the amount."""
    said = problem(parse_euro, raw)
    assert said.hint == hint
    assert said.expected == "ein Betrag in Euro ohne Tausenderpunkte, Währung und Vorzeichen"
    assert "ist keine gültige Angabe" in said.message


def test_the_decimal_context_of_a_caller_changes_no_amount():
    """A caller who computes with three digits still loads 57,000.55 exactly."""
    with localcontext(prec=3):
        assert parse_euro("57000.55") == Decimal("57000.55")
        assert parse_vzae("123.385") == Decimal("123.385")
        assert round_half_up(Fraction(123456789, 100)) == Decimal("1234567.89")
        assert format_euro(Decimal("1234567.89")) == "1.234.567,89\u00a0€"
        assert KINDS["Euro"].plain(Decimal("1234567.8")) == Decimal("1234567.80")


# ------------------------------------------------------------------------------------------------- numbers


@pytest.mark.parametrize(
    ("raw", "share"), [("0.5", "0.500"), ("1", "1.000"), (1, "1.000"), (Decimal("0.385"), "0.385"), ("18.0", "18.000")]
)
def test_vzae_have_up_to_three_digits(raw, share):
    """A share of a post is exact to the thousandth."""
    assert str(parse_vzae(raw)) == share


@pytest.mark.parametrize(
    ("raw", "hint"),
    [
        ("0,5", "0.5 schreiben."),
        ("0.3855", "Zum Beispiel 0.5 oder 1 schreiben."),
        ("halb", "Zum Beispiel 0.5 oder 1 schreiben."),
        ("50 %", "Zum Beispiel 0.5 oder 1 schreiben."),
        ("-1", "Zum Beispiel 0.5 oder 1 schreiben."),
        ([1], "Zum Beispiel 0.5 oder 1 schreiben."),
    ],
)
def test_vzae_in_any_other_form_are_refused(raw, hint):
    """A comma gets the point as its hint."""
    said = problem(parse_vzae, raw)
    assert said.hint == hint
    assert said.expected == "VZÄ mit höchstens drei Stellen nach dem Punkt"


@pytest.mark.parametrize(
    ("raw", "hint"),
    [("2,5", "2.5 schreiben."), ("33 %", "33 schreiben."), ("ein Drittel", "Zum Beispiel 33 oder 2.5 schreiben.")],
)
def test_percentages_are_numbers_without_a_sign(raw, hint):
    """33 is 33 %; the sign and the comma get their hint."""
    assert parse_percent("33") == 33
    assert problem(parse_percent, raw).hint == hint


@pytest.mark.parametrize("raw", ["261356", "1960.16", "-3.5", 5, Decimal("226.24"), "0.385", "261.3560", "12.5"])
def test_figures_of_statistics_are_exact(raw):
    """A figure keeps every digit it was written with."""
    assert str(parse_number(raw)) == str(raw)


def test_zero_has_no_sign():
    """-0 and 0 are one figure, in one form."""
    assert str(parse_number("-0")) == "0"
    assert str(parse_number("-0.00")) == "0.00"


@pytest.mark.parametrize(
    ("raw", "hint"),
    [
        ("261.356", "261356 oder 261.3560 schreiben."),
        ("57.000", "57000 oder 57.0000 schreiben."),
        ("-1.960", "-1960 oder -1.9600 schreiben."),
        ("1.960,16", "1960.16 schreiben."),
        ("1.000.000", "1000000 schreiben."),
        ("rund 5", "Zum Beispiel 261356 oder 1960.16 schreiben."),
        (True, "Zum Beispiel 261356 oder 1960.16 schreiben."),
    ],
)
def test_a_figure_that_may_have_thousands_points_is_refused(raw, hint):
    """261.356 inhabitants are not 261; who means it writes one digit more."""
    said = problem(parse_number, raw)
    assert said.hint == hint
    assert said.expected == "eine Zahl ohne Tausenderpunkte"


def test_a_number_of_a_program_is_not_taken_for_thousands():
    """JSON numbers come from programs, which write no thousands points; in files they get a fourth digit."""
    assert parse_number(Decimal("261.356")) == Decimal("261.356")
    assert str(KINDS["Number"].plain(Decimal("261.356"))) == "261.3560"
    assert str(KINDS["Number"].plain(Decimal("0.385"))) == "0.385"


def test_whole_numbers_start_at_zero():
    """Counts are whole and have at most fifteen digits."""
    assert (parse_count(75), parse_count("75"), parse_count("0")) == (75, 75, 0)
    for raw in (-1, "-1", "7.5", True, None, 10**15, "1" * 16, Decimal(75)):
        assert problem(parse_count, raw).expected == "eine ganze Zahl ab 0"


def test_years_are_those_of_the_century():
    """A year lies between 2000 and 2100 and has four digits."""
    assert (parse_year("2025"), parse_year(2000), parse_year(2100)) == (2025, 2000, 2100)
    for raw in (1999, 2101, "25", "20255", True, None, Decimal(2025), [2025]):
        assert problem(parse_year, raw).expected == "ein Jahr von 2000 bis 2100"


def test_yes_and_no_are_true_and_false():
    """Every other yes and no is refused with the right word."""
    assert (parse_flag(True), parse_flag("true"), parse_flag("false")) == (True, True, False)
    assert problem(parse_flag, "ja").hint == "true schreiben."
    assert problem(parse_flag, "NO").hint == "false schreiben."
    assert problem(parse_flag, 1).hint == "true schreiben."
    for raw in ("vielleicht", [], {}, None):
        assert problem(parse_flag, raw).hint == "true oder false schreiben."


# ---------------------------------------------------------------------------------------------------- days


def test_a_day_is_written_as_iso_says():
    """A day from YAML, from JSON and from a script is the same day."""
    assert parse_date("2025-02-01") == parse_date(date(2025, 2, 1)) == date(2025, 2, 1)


@pytest.mark.parametrize(
    ("raw", "message", "hint"),
    [
        ("01.02.2025", "„01.02.2025“ ist kein Datum", "2025-02-01 schreiben."),
        ("1.2.2025", "„1.2.2025“ ist kein Datum", "2025-02-01 schreiben."),
        (" 01.02.2025 ", "„ 01.02.2025 “ ist kein Datum", "2025-02-01 schreiben."),
        ("31.02.2025", "„31.02.2025“ ist kein Datum", "Zum Beispiel 2025-02-01 schreiben."),
        ("2025-2-1", "„2025-2-1“ ist kein Datum", "2025-02-01 schreiben."),
        ("2025-02-01T12:00", "„2025-02-01T12:00“ ist kein Datum", "2025-02-01 schreiben."),
        (datetime(2025, 2, 1), "„2025-02-01T00:00:00“ ist kein Datum", "2025-02-01 schreiben."),  # noqa: DTZ001
        ("2025-W05-6", "„2025-W05-6“ ist kein Datum", "Zum Beispiel 2025-02-01 schreiben."),
        ("20250201", "„20250201“ ist kein Datum", "Zum Beispiel 2025-02-01 schreiben."),
        ("Februar", "„Februar“ ist kein Datum", "Zum Beispiel 2025-02-01 schreiben."),
        (20250201, "„20250201“ ist kein Datum", "Zum Beispiel 2025-02-01 schreiben."),
        (None, "Ein leerer Wert ist kein Datum", "Zum Beispiel 2025-02-01 schreiben."),
        ("2025-02-30", "Den Tag 2025-02-30 gibt es nicht", "Monat und Tag prüfen."),
        ("1899-12-31", "„1899-12-31“ liegt zu fern", "Das Jahr prüfen."),
        ("2200-01-01", "„2200-01-01“ liegt zu fern", "Das Jahr prüfen."),
        (date(1, 1, 1), "„0001-01-01“ liegt zu fern", "Das Jahr prüfen."),
    ],
)
def test_any_other_day_is_refused_with_the_one_that_was_meant(raw, message, hint):
    """German dates, dates without zeros and times get the right form, where that day exists."""
    said = problem(parse_date, raw)
    assert (said.message, said.hint) == (message, hint)


def test_a_time_of_day_sorts_as_text():
    """A time may lack its zero, nothing else; what cannot be read is refused with an example."""
    assert [parse_clock(raw) for raw in ("9:30", "09:30", "23:59")] == ["09:30", "09:30", "23:59"]
    for raw in ("24:00", "9.30", "9 Uhr", 930, None):
        said = problem(parse_clock, raw)
        assert said.message.endswith(" ist keine Uhrzeit")
        assert said.hint == 'Zum Beispiel "09:30" schreiben.'


def test_periods_know_their_months_and_days():
    """A span includes both ends; whole months are counted only where it begins and ends with one."""
    half = Period(date(2024, 1, 1), date(2024, 6, 30))
    assert (half.days, half.whole_months) == (182, 6)
    assert Period.year(2024).whole_months == 12
    assert Period(date(2024, 1, 2), date(2024, 6, 30)).whole_months is None
    assert Period(date(2024, 1, 1), date(2024, 6, 29)).whole_months is None
    assert date(2024, 6, 30) in half
    assert date(2024, 7, 1) not in half
    assert str(half) == "01.01.2024 bis 30.06.2024"


def test_periods_overlap_or_not():
    """What two spans have in common is a span, or nothing."""
    first, second = Period.year(2024), Period(date(2024, 12, 31), date(2025, 3, 1))
    assert first.overlap(second) == Period(date(2024, 12, 31), date(2024, 12, 31))
    assert first.overlap(Period.year(2025)) is None


def test_a_period_cannot_end_before_it_begins():
    """The error names both days."""
    with pytest.raises(ValueError, match="endet vor seinem Beginn: 2024-02-01 bis 2024-01-01"):
        Period(date(2024, 2, 1), date(2024, 1, 1))


def test_months_have_their_days():
    """Leap years and December, too."""
    assert [days_in_month(2024, month) for month in (1, 2, 4, 12)] == [31, 29, 30, 31]
    assert days_in_month(2025, 2) == 28


# --------------------------------------------------------------------------------------------------- texts


@pytest.mark.parametrize("parse", [parse_text, parse_markdown])
@pytest.mark.parametrize(
    "raw", ["", "Träger & Ämter", "zwei\nZeilen", "ein\tTabulator", "57.000\u00a0€", "=1+1", "+49 …", "😀", "\u2028"]
)
def test_texts_come_through_as_they_are(parse, raw):
    """No letter of a text is changed, whatever a spreadsheet would make of it."""
    assert parse(raw) == raw


@pytest.mark.parametrize("parse", [parse_text, parse_markdown])
def test_windows_line_breaks_become_plain_ones(parse):
    """A text is the same whichever system it was written on."""
    assert parse("eins\r\nzwei\r\n") == "eins\nzwei\n"


@pytest.mark.parametrize("parse", [parse_text, parse_markdown])
@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ("a\x07b", "Steuerzeichen U+0007 an Stelle 2 des Textes"),
        ("a\nb\rc", "Steuerzeichen U+000D an Stelle 4 des Textes"),
        ("\x85", "Steuerzeichen U+0085 an Stelle 1 des Textes"),
        ("\ud83d", "Steuerzeichen U+D83D an Stelle 1 des Textes"),
        ("\uffff", "Steuerzeichen U+FFFF an Stelle 1 des Textes"),
    ],
)
def test_control_characters_are_refused_with_their_place(parse, raw, message):
    """What no office document can hold never gets into a program."""
    said = problem(parse, raw)
    assert said.message == message
    assert said.hint.startswith("Das Zeichen löschen")


@pytest.mark.parametrize(
    ("raw", "message", "hint"),
    [
        (5, "„5“ ist kein Text", "In Anführungszeichen setzen."),
        (True, "„true“ ist kein Text", "In Anführungszeichen setzen."),
        (None, "Ein leerer Wert ist kein Text", "Einen Text eintragen oder die Angabe weglassen."),
        ({}, "Ein Abschnitt ist kein Text", "Einen Text eintragen oder die Angabe weglassen."),
        ([1], "Eine Liste ist kein Text", "Einen Text eintragen oder die Angabe weglassen."),
    ],
)
def test_what_is_no_text_is_not_made_one(raw, message, hint):
    """None does not become 'None', True not 'True'."""
    said = problem(parse_text, raw)
    assert (said.message, said.hint) == (message, hint)


@pytest.mark.parametrize("raw", ["05978000", "05124000", "05999000"])
def test_an_ags_keeps_its_leading_zero(raw):
    """Eight digits stay the text they are."""
    assert parse_ags(raw) == raw


@pytest.mark.parametrize(
    ("raw", "hint"),
    [
        ("05978", "Das ist ein fünfstelliger Kreisschlüssel; der AGS dazu ist 05978000."),
        (5978000, 'Als Text mit führender Null schreiben: "05978000".'),
        ("5978000", 'Als Text mit führender Null schreiben: "05978000".'),
        ("05 978 000", 'Als Text ohne Leerzeichen schreiben: "05978000".'),
        (11000000, 'Als Text ohne Leerzeichen schreiben: "11000000".'),
        ("0597800", "Zum Beispiel 05978000 schreiben."),
        ("059780000000", "Zum Beispiel 05978000 schreiben."),
        (5978, "Zum Beispiel 05978000 schreiben."),
        (None, "Zum Beispiel 05978000 schreiben."),
    ],
)
def test_any_other_key_is_refused_with_the_ags_that_was_meant(raw, hint):
    """A Kreisschlüssel, a number that lost its zero and blanks get the AGS as their hint."""
    said = problem(parse_ags, raw)
    assert said.hint == hint
    assert said.expected == "acht Ziffern als Text"


@pytest.mark.parametrize("raw", ["a", "sprachpaten-2025", "a" * 30])
def test_ids_are_short_and_plain(raw):
    """Lower-case letters, digits and hyphens, a letter first, at most thirty of them."""
    assert parse_identifier(raw) == raw


@pytest.mark.parametrize(
    ("raw", "hint"),
    [
        ("Träger & Ämter", "Zum Beispiel traeger-aemter schreiben."),
        ("a" * 31, f"Zum Beispiel {'a' * 30} schreiben."),
        ("2025", "Zum Beispiel sprachpaten-2025 schreiben."),
        ("ß\n", "Zum Beispiel ss schreiben."),
        (5, "Zum Beispiel sprachpaten-2025 schreiben."),
        (None, "Zum Beispiel sprachpaten-2025 schreiben."),
    ],
)
def test_any_other_id_is_refused_with_one_made_of_it(raw, hint):
    """The hint can be taken over."""
    assert problem(parse_identifier, raw).hint == hint


@settings(deadline=None)
@given(st.text())
def test_a_suggested_id_is_an_id_or_nothing_like_one(text):
    """Whatever a title holds, its id has only letters, digits and hyphens and no hyphen at its ends."""
    suggested = suggest_identifier(text)
    assert suggested == suggested.strip("-")
    assert set(suggested) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_web_addresses_begin_with_http():
    """Anything else is no link that a document can carry."""
    assert parse_url("https://www.hamm.de/migration?x=1#y") == "https://www.hamm.de/migration?x=1#y"
    for raw in ("www.hamm.de", "javascript:alert(1)", "https://a b", "https://a\nb", "mailto:a@b"):
        assert problem(parse_url, raw).expected == "eine Adresse mit https://"
    assert problem(parse_url, 5).expected == "ein Text"


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("x" * 61, f"„{'x' * 59}…“"),
        ("a\nb\ud800", "„a<U+000A>b<U+D800>“"),
        (False, "„false“"),
        (1.5, "„1.5“"),
        (10**20, "„int“"),
        ((), "Eine Liste"),
        (date(2025, 2, 1), "„2025-02-01“"),
        (object(), "„object“"),
        ("", "„“"),
    ],
)
def test_messages_show_values_on_one_printable_line(raw, words):
    """A value never breaks the message it stands in."""
    assert shown(raw) == words


# ------------------------------------------------------------------------------------------------- formats


def test_numbers_are_printed_the_german_way():
    """Points between thousands, a comma, a no-break space before the unit, a real minus sign."""
    assert format_euro(Decimal(57000)) == "57.000,00\u00a0€"
    assert format_euro(Decimal("-1234.565")) == "−1.234,57\u00a0€"
    assert format_euro(Decimal("-0.001")) == "0,00\u00a0€"
    assert format_number(Decimal("1960.160")) == "1.960,16"
    assert format_number(261356) == "261.356"
    assert format_number(Decimal("-0.5")) == "−0,5"
    assert (format_vzae(Decimal("0.385")), format_vzae(Decimal(1)), format_vzae(Decimal("0.500"))) == (
        "0,385",
        "1,0",
        "0,5",
    )
    assert format_percent(Decimal("85.71")) == "85,71\u00a0%"
    assert format_date(date(2026, 3, 1)) == "01.03.2026"
    assert format_clock("09:30") == "09:30\u00a0Uhr"


def test_amounts_are_rounded_half_away_from_zero():
    """As Excel's ROUND does it, and only exact numbers are."""
    assert [round_half_up(Fraction(cents, 1000)) for cents in (5, -5, 4, 15)] == [
        Decimal("0.01"),
        Decimal("-0.01"),
        Decimal("0.00"),
        Decimal("0.02"),
    ]
    assert exact(Decimal("0.1")) == Fraction(1, 10)
    for raw in (0.1, True, "1"):
        with pytest.raises(TypeError, match="exakt"):
            exact(raw)


# --------------------------------------------------------------------------------------------------- kinds


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
@settings(max_examples=40, deadline=None)
@given(raw=ANYTHING)
def test_a_parser_gives_a_value_or_says_in_german_why_not(kind, raw):
    """Nothing a file can hold ends in another error; what is read is read again the same from its plain form."""
    try:
        value = kind.parse(raw)
    except ValueProblem as error:
        said = error
    else:
        assert kind.parse(kind.plain(value)) == value
        return
    assert isinstance(said, KimError)
    assert "erwartet" not in said.message
    assert f"{said.message} {said.expected} {said.hint}".encode()


@pytest.mark.parametrize("name", ["Euro", "Vzae", "Percent", "Number"])
@pytest.mark.parametrize("raw", [5, 5.5, "x", None, Decimal("NaN"), Decimal("1e50"), Decimal("0.12345678")])
def test_the_plain_form_leaves_alone_what_is_no_such_number(name, raw):
    """A program that a script built wrongly is shown as it is; the parser then refuses it."""
    plain = KINDS[name].plain(raw)
    assert plain is raw or plain == raw


def test_plain_numbers_are_as_people_write_them():
    """Amounts have two digits, shares no needless zeros."""
    assert str(KINDS["Euro"].plain(Decimal(57000))) == "57000.00"
    assert str(KINDS["Vzae"].plain(Decimal("0.500"))) == "0.5"
    assert str(KINDS["Vzae"].plain(Decimal("10.000"))) == "10"
    assert str(KINDS["Percent"].plain(Decimal("2.500"))) == "2.5"


def test_kinds_are_named_and_described():
    """Each kind has a German name and something JSON Schema can say."""
    assert {kind.name for kind in KINDS.values()} == {
        "ags", "clock", "count", "date", "euro", "flag", "id", "markdown", "number", "percent", "picture", "text",
        "url", "vzae", "year",
    }  # fmt: skip
    for kind in KINDS.values():
        assert isinstance(kind, Kind)
        assert kind.label
        assert kind.schema["type"]


def test_a_source_prints_as_its_title():
    """A municipality's own paper is confirmed unless it says otherwise."""
    source = Source(title="Zuwendungsbescheid vom 15.02.2023")
    assert str(source) == "Zuwendungsbescheid vom 15.02.2023"
    assert source.confidence is Confidence.CONFIRMED
    assert [confidence.german for confidence in Confidence] == ["bestätigt", "teilweise belegt", "erschlossen"]
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        source.title = "anders"
