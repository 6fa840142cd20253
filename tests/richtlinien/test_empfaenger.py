"""The 54 recipients: 53 Kreise and kreisfreie Städte, and Stadt Aachen.

Sources: official Gemeindeschlüssel (state 2024); Stadt Aachen's report to its council (54 Kommunen, own KIM since
2022).
"""

from collections import Counter

from kimcore.model import KommuneKind


def test_how_many_of_each_kind(kim_nrw):
    """22 kreisfreie Städte, 30 Kreise, one Städteregion, one regionsangehörige Stadt: 54."""
    assert len(kim_nrw.recipients) == 54
    assert Counter(entry.kind for entry in kim_nrw.recipients) == {
        KommuneKind.KREISFREIE_STADT: 22,
        KommuneKind.KREIS: 30,
        KommuneKind.STAEDTEREGION: 1,
        KommuneKind.REGIONSANGEHOERIG: 1,
    }


def test_every_ags_fits_its_regierungsbezirk(kim_nrw):
    """The third digit of an AGS is the Regierungsbezirk: 1 Düsseldorf, 3 Köln, 5 Münster, 7 Detmold, 9 Arnsberg."""
    digits = {"1": "Düsseldorf", "3": "Köln", "5": "Münster", "7": "Detmold", "9": "Arnsberg"}
    for entry in kim_nrw.recipients:
        assert entry.ags.startswith("05")
        assert digits[entry.ags[2]] == entry.regierungsbezirk == kim_nrw.regierungsbezirk(entry.ags), entry.name


def test_regierungsbezirke_by_count(kim_nrw):
    """15 recipients in Düsseldorf, 12 in Köln with both Aachen, 8 in Münster, 7 in Detmold, 12 in Arnsberg."""
    assert Counter(entry.regierungsbezirk for entry in kim_nrw.recipients) == {
        "Düsseldorf": 15,
        "Köln": 12,
        "Münster": 8,
        "Detmold": 7,
        "Arnsberg": 12,
    }


def test_only_stadt_aachen_does_not_end_in_000(kim_nrw):
    """Kreise, kreisfreie Städte and the Städteregion end in 000, Stadt Aachen is a Gemeinde of the Städteregion."""
    others = [(entry.ags, entry.name) for entry in kim_nrw.recipients if not entry.ags.endswith("000")]
    assert others == [("05334002", "Aachen")]
    assert kim_nrw.recipient("05334000").kind is KommuneKind.STAEDTEREGION


def test_names_and_keys_are_unique_and_sorted(kim_nrw):
    """No recipient stands there twice, and the table is in the order of the keys."""
    keys = [entry.ags for entry in kim_nrw.recipients]
    assert keys == sorted(set(keys))
    assert len({entry.name for entry in kim_nrw.recipients}) == 54


def test_recipients_of_the_real_cases(kim_nrw):
    """The municipalities of the examples are found by their AGS."""
    names = {"05915000": "Hamm", "05916000": "Herne", "05978000": "Kreis Unna", "05958000": "Hochsauerlandkreis"}
    assert {ags: kim_nrw.recipient(ags).name for ags in names} == names


def test_an_ags_outside_the_table(kim_nrw):
    """A kreisangehörige Stadt is no recipient but has a Regierungsbezirk; an invented Bezirk has none."""
    assert kim_nrw.recipient("05566076") is None
    assert kim_nrw.regierungsbezirk("05566076") == "Münster"
    assert kim_nrw.regierungsbezirk("09162000") is None
