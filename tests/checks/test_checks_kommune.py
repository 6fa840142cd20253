"""The municipality: AGS, kind, Regierungsbezirk, recipients."""

import attrs
import pytest

from kimcore.checks.kommune import (
    AgsAgainstKind,
    DoubledAgs,
    FictionalAgs,
    KindOfRecipient,
    LandOfProgramme,
    MissingAgs,
    RecipientOfProgramme,
    RegierungsbezirkOfAgs,
)
from kimcore.findings import Severity
from kimcore.model import KommuneKind
from kimcore.richtlinien.rules import Reference
from kimcore.values import Confidence

CONFIRMED = Reference(title="Bescheid", confidence=Confidence.CONFIRMED)
INFERRED = Reference(title="Eigene Überlegung", confidence=Confidence.INFERRED)
TAKING_PART = {"id": "kamen", "name": "Kamen", "ags": "05978020", "kind": KommuneKind.KREISANGEHOERIG}


def test_a_kommune_that_is_what_it_says(make, run):
    """Kreis Unna with one of its towns passes every check of this subject."""
    program = make.program(
        kommune=make.kommune(regierungsbezirk="Regierungsbezirk Arnsberg"), kommunen=(make.kommune(**TAKING_PART),)
    )
    for check in (
        AgsAgainstKind,
        LandOfProgramme,
        RegierungsbezirkOfAgs,
        RecipientOfProgramme,
        FictionalAgs,
        MissingAgs,
        DoubledAgs,
    ):
        assert run(check, program) == []


@pytest.mark.parametrize(
    ("kind", "ags", "hint"),
    [
        (
            KommuneKind.KREISANGEHOERIG,
            "05978000",
            "Auf 000 enden Kreise, kreisfreie Städte und die Städteregion: kind oder AGS berichtigen.",
        ),
        (
            KommuneKind.KREIS,
            "05978020",
            "AGS oder kind prüfen; der Kreis, in dem der AGS 05978020 liegt, hat den AGS 05978000.",
        ),
    ],
)
def test_an_ags_of_another_kind(make, run, kind, ags, hint):
    """A Gemeinde does not end in 000, a Kreis does."""
    (finding,) = run(AgsAgainstKind, make.program(kommune=make.kommune(kind=kind, ags=ags)))
    assert finding.path == "kommune.ags"
    assert finding.message == f"Kommune „Kreis Unna“: Der AGS {ags} passt nicht zur Art „{kind.label}“."
    assert finding.hint == hint
    assert finding.citation == "Aufbau des AGS: Land (2 Stellen), Regierungsbezirk (1), Kreis (2), Gemeinde (3)"


@pytest.mark.parametrize(
    ("kind", "ags"),
    [
        (KommuneKind.KREISFREIE_STADT, "05915000"),
        (KommuneKind.STAEDTEREGION, "05334000"),
        (KommuneKind.REGIONSANGEHOERIG, "05334002"),
    ],
)
def test_an_ags_of_its_kind(make, run, kind, ags):
    """Kreisfreie Städte and the Städteregion end in 000, a regionsangehörige Stadt does not."""
    assert run(AgsAgainstKind, make.program(kommune=make.kommune(kind=kind, ags=ags))) == []


def test_an_ags_with_five_digits_in_a_program_built_in_python(make, run):
    """A Kreisschlüssel is found with the AGS it stands for; the other checks keep silent about it."""
    program = make.program(kommune=make.kommune(ags="05978"), kommunen=(make.kommune(**TAKING_PART),))
    (finding,) = run(AgsAgainstKind, program)
    assert "05978" in finding.message
    assert "05978000" in finding.hint
    for check in (LandOfProgramme, RegierungsbezirkOfAgs, RecipientOfProgramme, DoubledAgs):
        assert run(check, program) == []


def test_an_ags_of_another_land(make, run, rules):
    """An AGS outside the Land of all recipients is a fehler that names the right beginning."""
    program = make.program(kommune=make.kommune(ags="03241000"))
    (finding,) = run(LandOfProgramme, program)
    assert finding.severity is Severity.FEHLER
    assert finding.message == (
        "Kommune „Kreis Unna“: Der AGS 03241000 liegt nicht in Nordrhein-Westfalen; dort beginnt er mit 05."
    )
    assert finding.citation == "Kopie der Seite – teilweise belegt"
    assert run(LandOfProgramme, attrs.evolve(program, fictional=True)) == []
    without = attrs.evolve(rules, recipients=())
    assert len(run(LandOfProgramme, program, rules=without)) == 1  # the Regierungsbezirke say it, too
    assert run(LandOfProgramme, program, rules=attrs.evolve(without, regierungsbezirke=())) == []
    assert run(RegierungsbezirkOfAgs, program) == []


def test_another_regierungsbezirk_than_the_ags_says(make, run):
    """A wrong Regierungsbezirk is found at its field, with the right one."""
    program = make.program(kommune=make.kommune(regierungsbezirk="Köln"))
    (finding,) = run(RegierungsbezirkOfAgs, program)
    assert finding.path == "kommune.regierungsbezirk"
    assert finding.message == (
        "Kommune „Kreis Unna“ liegt nach dem AGS 05978000 im Regierungsbezirk Arnsberg, angegeben ist Köln."
    )
    assert run(RegierungsbezirkOfAgs, attrs.evolve(program, fictional=True)) == []


def test_an_ags_in_no_regierungsbezirk(make, run):
    """Where no Regierungsbezirk has the third digit, the AGS itself is wrong, also of a town taking part."""
    town = make.kommune(**{**TAKING_PART, "ags": "05278020"})
    (finding,) = run(RegierungsbezirkOfAgs, make.program(kommunen=(town,)))
    assert finding.path == "kommunen[0].ags"
    assert finding.message == "Kommune „Kamen“: Der AGS 05278020 liegt in keinem Regierungsbezirk."
    assert finding.hint == "AGS prüfen. Es gibt: 053 Köln, 059 Arnsberg."


def test_a_kreis_that_the_programme_does_not_fund(make, run, rules):
    """The table of recipients holds all Kreise: one that is missing there has a wrong AGS."""
    program = make.program(kommune=make.kommune(name="Kreis Muster", ags="05999000"))
    (finding,) = run(RecipientOfProgramme, program)
    assert (finding.path, finding.severity) == ("kommune.ags", Severity.FEHLER)
    assert finding.message == "Kommune „Kreis Muster“ (AGS 05999000) steht nicht unter den 5 Empfängern."
    assert run(RecipientOfProgramme, attrs.evolve(program, fictional=True)) == []
    assert run(RecipientOfProgramme, program, rules=attrs.evolve(rules, recipients=())) == []
    assert run(RecipientOfProgramme, make.program(kommune=make.kommune(ags=None))) == []


def test_a_town_that_the_programme_may_fund_in_part(make, run):
    """A kreisangehörige Kommune may get Baustein 3 by itself: only a warnung."""
    (finding,) = run(RecipientOfProgramme, make.program(kommune=make.kommune(**TAKING_PART)))
    assert finding.severity is Severity.WARNUNG
    assert finding.hint == "Mit dem Land klären, welche Bausteine sie selbst beantragen kann."


def test_a_recipient_of_another_kind(make, run):
    """The kind of the table is named with the key that it is written by."""
    program = make.program(kommune=make.kommune(name="Hamm", ags="05915000"))
    (finding,) = run(RecipientOfProgramme, program)
    assert finding.path == "kommune.kind"
    assert finding.message == "Kommune „Hamm“: Zum AGS 05915000 gehört die Art „kreisfreie Stadt“."
    assert finding.hint == "kind: kreisfreie_stadt eintragen oder den AGS prüfen."


@pytest.mark.parametrize(
    ("name", "ags", "hint"),
    [
        ("Stadt Hamm", "05915000", None),
        ("Kreisfreie Stadt Hamm (Westfalen)", "05915000", None),
        ("Stadt Herne", "05915000", "Herne hat den AGS 05916000."),
        ("Bielefeld", "05915000", "Name oder AGS prüfen."),
        ("Rhein-Sieg-Kreis", "05382000", None),
        ("Rhein-Erft-Kreis", "05382000", "Rhein-Erft-Kreis hat den AGS 05362000."),
    ],
)
def test_the_name_belongs_to_the_ags(make, run, name, ags, hint):
    """The name may be longer than in the table, but neither another one nor exactly that of another recipient."""
    kind = KommuneKind.KREIS if "Kreis-" in name or name.endswith("-Kreis") else KommuneKind.KREISFREIE_STADT
    findings = run(RecipientOfProgramme, make.program(kommune=make.kommune(name=name, ags=ags, kind=kind)))
    assert [(finding.path, finding.hint) for finding in findings] == ([("kommune.ags", hint)] if hint else [])
    owner = "Hamm" if ags == "05915000" else "Rhein-Sieg-Kreis"
    assert all(finding.message.endswith(f"Der AGS {ags} gehört zu {owner}.") for finding in findings)


def test_invented_data_under_a_real_key(make, run):
    """An invented program with the AGS of a recipient gets a warnung that suggests a free one."""
    program = make.program(fictional=True)
    (finding,) = run(FictionalAgs, program)
    assert finding.severity is Severity.WARNUNG
    assert finding.message == "Kommune „Kreis Unna“ ist erfunden, der AGS 05978000 aber der von Kreis Unna."
    assert "05999000" in finding.hint
    assert run(FictionalAgs, make.program(fictional=True, kommune=make.kommune(ags="05999000"))) == []


def test_a_missing_ags(make, run):
    """A program without an AGS is merely unfinished: a hinweis."""
    (finding,) = run(MissingAgs, make.program(kommune=make.kommune(ags=None)))
    assert (finding.path, finding.severity) == ("kommune", Severity.HINWEIS)
    assert finding.message == "Kommune „Kreis Unna“ hat noch keinen AGS."


def test_one_ags_for_two(make, run):
    """Two municipalities of a program cannot share a key."""
    towns = (make.kommune(**TAKING_PART), make.kommune(**{**TAKING_PART, "id": "boenen", "name": "Bönen"}))
    (finding,) = run(DoubledAgs, make.program(kommunen=towns))
    assert finding.path == "kommunen[1].ags"
    assert finding.message == "Kommune „Kamen“ und Kommune „Bönen“ haben denselben AGS 05978020."


@pytest.mark.parametrize(
    ("kind", "reference", "severity"),
    [
        (KommuneKind.KREIS, CONFIRMED, None),
        (KommuneKind.KREISANGEHOERIG, CONFIRMED, Severity.FEHLER),
        (KommuneKind.KREISANGEHOERIG, INFERRED, Severity.WARNUNG),
    ],
)
def test_a_baustein_for_some_kinds_of_municipalities(make, run, rules, kind, reference, severity):
    """Who cannot apply for a Baustein is told so where Stellen are planned in it, and only as surely as it is known."""
    first, *others = rules.bausteine
    only = attrs.evolve(
        first,
        recipients=(KommuneKind.KREIS, KommuneKind.KREISFREIE_STADT),
        recipients_reference=reference,
    )
    rules = attrs.evolve(rules, bausteine=(only, *others))
    program = make.program(kommune=make.kommune(kind=kind), stellen=(make.stelle(),))
    findings = run(KindOfRecipient, program, rules=rules)
    assert [(finding.path, finding.severity) for finding in findings] == ([("kommune.kind", severity)] * bool(severity))
    for finding in findings:
        assert finding.message == "Kommune „Kreis Unna“: Baustein 1 können nur beantragen: Kreis, kreisfreie Stadt."
    assert run(KindOfRecipient, attrs.evolve(program, stellen=()), rules=rules) == []


def test_a_gemeindeverband_has_no_ags(make, run):
    """Nobody asks a Verwaltungsgemeinschaft for a key that it does not have."""
    verband = make.kommune(kind=KommuneKind.GEMEINDEVERBAND, ags=None)
    assert run(MissingAgs, make.program(kommune=verband)) == []
