"""The Leistungsbeschreibung: its page, its JSON-LD, what it lacks and what is checked."""

import io
import json
import zipfile
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import attrs
import pytest
from lxml import etree

import kimcore_serviceportal
from kimcore import ExportRefused, Kimcore, ProgramFileError, Severity
from kimcore.blocks import Fields, Listing, Notice, Paragraph, Section, Table, plain
from kimcore.model import LegalBasis
from kimcore_serviceportal.model import SECTION, Details, OpeningHours, Weekday
from kimcore_serviceportal.model import Section as Portal

EXAMPLES = Path(__file__).parent.parent / "examples"
NAME = "leistungsbeschreibung"
ONE = {"service": "case-management"}
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
THING = {"name", "description", "disambiguatingDescription", "identifier", "alternateName", "url", "mainEntityOfPage"}
TERMS = {
    "GovernmentService": {
        "areaServed", "audience", "provider", "serviceOperator", "availableChannel", "offers",
    },
    "GovernmentOrganization": {"parentOrganization", "address", "telephone", "email", "contactPoint"},
    "AdministrativeArea": set(),
    "Audience": {"audienceType"},
    "ContactPoint": {"contactType", "telephone", "email"},
    "Language": set(),
    "Legislation": {"legislationIdentifier", "temporalCoverage"},
    "Offer": {"price", "priceCurrency"},
    "OpeningHoursSpecification": {"dayOfWeek", "opens", "closes"},
    "Place": {"address", "openingHoursSpecification"},
    "PostalAddress": {"streetAddress", "postalCode", "addressLocality", "addressCountry"},
    "PropertyValue": {"propertyID", "value"},
    "ServiceChannel": {"serviceLocation", "serviceUrl", "availableLanguage"},
    "WebPage": {"inLanguage", "dateModified", "creativeWorkStatus", "keywords", "citation", "relatedLink"},
}  # fmt: skip
"""The types of schema.org that are used, with the properties it gives them besides those of every Thing."""


@pytest.fixture(scope="module")
def kim():
    """A session with this plugin, and with the renderer of HTML where it is installed."""
    html = [import_module("kimcore_html")] if find_spec("kimcore_html") else []
    return Kimcore(plugins=(kimcore_serviceportal, *html))


@pytest.fixture(scope="module")
def musterstadt(kim):
    """Two invented services, one of them with every module."""
    return kim.load(EXAMPLES / "musterstadt.yaml")


@pytest.fixture(scope="module")
def hamm(kim):
    """What the service page of the Stadt Hamm says, case 000."""
    return kim.load(EXAMPLES / "hamm.yaml")


def changed(program, **fields):
    """The program with other details of its first service."""
    first, *rest = program.extensions[SECTION].services
    return attrs.evolve(program, extensions={SECTION: Portal(services=(attrs.evolve(first, **fields), *rest))})


def own(program, **fields):
    """The program with another entry of kimcore's own for its first service."""
    return attrs.evolve(program, services=(attrs.evolve(program.services[0], **fields), *program.services[1:]))


def modules(document):
    """The titles of the modules with what stands below them."""
    return {part.title: part.blocks for part in document.blocks if isinstance(part, Section)}


def labels(blocks):
    """What every field says."""
    return {field.label: field.value for block in blocks if isinstance(block, Fields) for field in block.fields}


def items(listing):
    """The items of a list as plain texts."""
    return [plain(item.blocks[0].text) for item in listing.items]


def nodes(tree):
    """Every node of a graph."""
    if isinstance(tree, list):
        return [node for entry in tree for node in nodes(entry)]
    if not isinstance(tree, dict):
        return []
    return [tree] * ("@type" in tree) + nodes(list(tree.values()))


def services(kim, program, **more):
    """The services of the JSON-LD, read back."""
    return json.loads(kim.render(program, NAME, format="jsonld", **more))["@graph"]


def found(kim, program, **more):
    """The plugin's findings."""
    return {entry.code: entry for entry in kim.check(program, exporter=NAME, **more) if entry.code.startswith("SVP-")}


# ------------------------------------------------------------------------------------------------- the page


def test_hamm(kim, hamm):
    """The fields of the city's service page; three contacts by function, and nothing that the source leaves open."""
    document = kim.compose(hamm, NAME)
    page = modules(document)
    assert document.title == "Integrationsmanagement"
    assert list(page) == [
        "Beschreibung", "Voraussetzungen", "Rechtsgrundlagen", "Weitere Informationen", "Zuständige Stelle", "Kontakt",
        "Suchbegriffe",
    ]  # fmt: skip
    assert items(page["Rechtsgrundlagen"][0]) == [
        "Teilhabe- und Integrationsgesetz NRW (TIntG), in Kraft seit 01.01.2022"
    ]
    assert labels(page["Zuständige Stelle"]) == {
        "Stelle": "Abteilung Integrationsmanagement", "Anschrift": "Sachsenweg 6, 59073 Hamm",
    }  # fmt: skip
    assert isinstance(page["Kontakt"][0], Listing)
    assert items(page["Kontakt"][0])[2] == "Dritte Ansprechperson der Abteilung Integrationsmanagement"
    assert page["Suchbegriffe"] == (
        Paragraph(
            text="Integration, Management, Integrationsmanagement, Prozessoptimierung, IKÖ, interkulturelle Öffnung, "
            "Migration, Zuwanderung, Steuerung"
        ),
    )
    assert document.properties.marks == ("ENTWURF",)
    assert found(kim, hamm)["SVP-105"].message == (
        "Leistung „Integrationsmanagement“: Leer bleibt: Teaser, Erforderliche Unterlagen, Kosten, Verfahrensablauf, "
        "Bearbeitungsdauer, Fristen, Sprachen, Öffnungszeiten."
    )


def test_every_module(kim, musterstadt):
    """A service with every module has them in their order; it is released and says that it is invented."""
    key = changed(musterstadt, key="99000000000000", appeal="Eine Beschwerde ist formlos möglich.", approved_by=None)
    document = kim.compose(key, NAME, **ONE)
    page = modules(document)
    assert list(page) == [
        "Beschreibung", "Voraussetzungen", "Erforderliche Unterlagen", "Kosten", "Verfahrensablauf",
        "Bearbeitungsdauer", "Fristen", "Formulare", "Rechtsgrundlagen", "Rechtsbehelf", "Weitere Informationen",
        "Zuständige Stelle", "Kontakt", "Suchbegriffe",
    ]  # fmt: skip
    glance = labels(document.blocks)
    assert (glance["Leistungsschlüssel"], glance["Fachlich freigegeben"]) == ("99000000000000", "17.02.2025")
    assert glance["Sprachen"] == "Deutsch, Arabisch, Ukrainisch, Türkisch"
    assert glance["Online"].url == "https://www.musterstadt.example/termin"
    office = page["Zuständige Stelle"]
    assert labels(office)["Anschrift"] == "Musterplatz 3, 59999 Musterstadt"  # that of the unit above
    assert office[1].rows == (
        ("Montag bis Mittwoch, Freitag", "08:30 bis 12:00\u00a0Uhr"),
        ("Donnerstag", "14:00 bis 18:00\u00a0Uhr"),
    )
    assert document.properties.marks == ("Musterdaten",)
    assert kim.compose(key, NAME, **ONE, draft=True).properties.marks == ("ENTWURF", "Musterdaten")
    assert "SVP-105" not in found(kim, musterstadt, **ONE)


def test_contacts_by_profile(kim, musterstadt):
    """In public the functions alone, without those that are not public; in the house how to reach each of them."""
    public = modules(kim.compose(musterstadt, NAME, **ONE))["Kontakt"][0]
    assert items(public) == ["Fachliche Leitung Case Management", "Gesamtkoordination KIM"]
    internal = modules(kim.compose(musterstadt, NAME, **ONE, profile="intern"))["Kontakt"][0]
    assert isinstance(internal, Table)
    assert [column.title for column in internal.columns] == ["Funktion", "Raum", "Telefon", "E-Mail"]
    assert internal.rows[2].cells == ("Fachaufsicht", None, "+49 2000 000-100", None)
    text = kim.render(musterstadt, NAME, format="jsonld").decode()
    assert "000-10" not in text
    assert "Fachaufsicht" not in text
    points = services(kim, musterstadt, profile="intern", **ONE)[0]["serviceOperator"]["contactPoint"]
    assert points[0]["email"] == "case-management@musterstadt.example.org"


def test_a_page_with_all_services(kim, musterstadt):
    """Without an option every service has a page of its own in one document; ids stay unique."""
    document = kim.compose(musterstadt, NAME)
    sections = [part for part in document.blocks if isinstance(part, Section)]
    assert document.title == "Leistungen: Stadt Musterstadt"
    assert [(part.id, part.new_page) for part in sections] == [
        ("case-management", False), ("einbuergerungslotsen", True),
    ]  # fmt: skip
    ids = [part.id for section in sections for part in section.blocks if isinstance(part, Section)]
    assert len(ids) == len(set(ids))
    assert len(services(kim, musterstadt)) == 2


def test_every_renderer_takes_the_page(kim, hamm):
    """The page comes out in Word, and in HTML as soon as that renderer is there, the same each time."""
    assert kim.formats(NAME)[:2] == ("jsonld", "docx")
    for format_ in kim.formats(NAME):
        data = kim.render(hamm, NAME, format=format_)
        assert kim.render(hamm, NAME, format=format_) == data
        if format_ == "docx":
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                data = "".join(etree.fromstring(package.read("word/document.xml")).itertext(f"{WORD}t")).encode()
        if format_ in {"docx", "html", "jsonld"}:
            assert "Abteilung Integrationsmanagement" in data.decode()


def test_the_page_is_meant_where_no_format_is_named(kim, hamm):
    """JSON-LD is written where its suffix asks for it."""
    assert kim.render(hamm, NAME)[:2] == b"PK"


# ----------------------------------------------------------------------------------------------- the JSON-LD


def test_terms_of_schema_org(kim, musterstadt, hamm):
    """Every type and property is one of schema.org, and no node holds an empty value."""
    contact = attrs.evolve(musterstadt.contacts[0], salutation="Frau", name="Beispiel")
    law = attrs.evolve(musterstadt.legal_bases[0], reference="Fundstelle", url="https://example.org/gesetz")
    full = attrs.evolve(musterstadt, contacts=(contact, *musterstadt.contacts[1:]), legal_bases=(law,))
    full = changed(full, key="99000000000000", costs="Nichts.")
    graphs = [services(kim, full, profile="intern"), services(kim, hamm)]
    used = nodes(graphs)
    assert {node["@type"] for node in used} == set(TERMS)
    for node in used:
        assert set(node) - {"@type"} <= TERMS[node["@type"]] | THING, node["@type"]
        assert all(value not in ("", None, [], {}) for value in node.values())


def test_hamm_as_jsonld(kim, hamm):
    """What a search engine learns of the service of the Stadt Hamm."""
    (service,) = services(kim, hamm)
    assert service["areaServed"]["identifier"] == {"@type": "PropertyValue", "propertyID": "AGS", "value": "05915000"}
    assert service["serviceOperator"]["name"] == "Abteilung Integrationsmanagement"
    assert service["availableChannel"][0]["serviceLocation"]["address"]["streetAddress"] == "Sachsenweg 6"
    assert service["mainEntityOfPage"]["citation"][0]["temporalCoverage"] == "2022-01-01/.."
    assert service["mainEntityOfPage"]["creativeWorkStatus"] == "Draft"
    assert "offers" not in service  # whether it costs anything is not known
    assert "disambiguatingDescription" not in service


def test_musterstadt_as_jsonld(kim, musterstadt):
    """Opening hours, languages, price and the mark of invented data."""
    (service,) = services(kim, musterstadt, **ONE)
    here, online = service["availableChannel"]
    assert here["serviceLocation"]["openingHoursSpecification"][1] == {
        "@type": "OpeningHoursSpecification", "dayOfWeek": ["https://schema.org/Thursday"],
        "opens": "14:00", "closes": "18:00",
    }  # fmt: skip
    assert online["serviceUrl"] == "https://www.musterstadt.example/termin"
    assert online["availableLanguage"][1] == {"@type": "Language", "name": "Arabisch", "alternateName": "ar"}
    assert (service["offers"]["price"], service["offers"]["priceCurrency"]) == ("0", "EUR")
    assert service["disambiguatingDescription"] == "Musterdaten: alle Angaben sind erfunden."
    assert service["mainEntityOfPage"]["creativeWorkStatus"] == "Published"
    assert services(kim, musterstadt, draft=True)[0]["mainEntityOfPage"]["creativeWorkStatus"] == "Draft"
    (paid,) = services(kim, changed(musterstadt, free=False, costs="Fünf Euro."), **ONE)
    assert paid["offers"] == {"@type": "Offer", "description": "Fünf Euro."}


def test_nothing_ends_the_script_element(kim, musterstadt):
    """Text that looks like markup is escaped, so that the graph may stand in a page, and reads back the same."""
    title = "Hilfe </script><b>& mehr"
    program = own(musterstadt, title=title)
    data = kim.render(program, NAME, format="jsonld")
    assert not {b"<", b">", b"&"} & {data[index : index + 1] for index in range(len(data))}
    assert services(kim, program)[0]["name"] == title
    assert kim.render(program, NAME, format="jsonld") == data


# --------------------------------------------------------------------------------------------- what is lacking


def test_a_bare_service(kim, musterstadt):
    """Without description and office it is refused; a draft marks both, and the graph leaves out what is not known."""
    program = attrs.evolve(own(musterstadt, description=None, unit=None, requirements=None), extensions={})
    program = attrs.evolve(
        program, services=(attrs.evolve(program.services[0], legal_bases=(), contacts=(), keywords=()),)
    )
    codes = found(kim, program)
    assert {code: entry.severity.value for code, entry in codes.items()} == {
        "SVP-102": "fehler", "SVP-103": "fehler", "SVP-104": "warnung", "SVP-105": "hinweis",
    }  # fmt: skip
    with pytest.raises(ExportRefused, match="2 Fehler stehen dem entgegen"):
        kim.render(program, NAME)
    page = modules(kim.compose(program, NAME, draft=True))
    assert [page[title][0].title for title in ("Beschreibung", "Zuständige Stelle")] == ["Text fehlt", "Angaben fehlen"]
    assert "Kontakt" not in page
    (service,) = services(kim, program, draft=True)
    assert {"serviceOperator", "availableChannel", "audience"}.isdisjoint(service)


def test_an_office_that_nobody_reaches(kim, musterstadt):
    """An office without address, number, mailbox and online service is a fehler; one of them is enough."""
    homeless = attrs.evolve(musterstadt, units=tuple(attrs.evolve(unit, address=None) for unit in musterstadt.units))
    alone = changed(homeless, phone=None, email=None, online=None)
    assert "ist nicht zu erreichen" in found(kim, alone, **ONE)["SVP-103"].message
    assert "SVP-103" not in found(kim, homeless, **ONE)
    (channel,) = services(kim, homeless, **ONE)[0]["availableChannel"]
    assert channel["name"] == "Online"


@pytest.mark.parametrize(
    ("wanted", "message"), [({}, "Es gibt keine Leistung."), ({"service": "x"}, "Eine Leistung „x“")]
)
def test_the_service_that_is_meant(kim, musterstadt, wanted, message):
    """No service at all, and one of another name, are a fehler; a draft says so."""
    program = musterstadt if wanted else attrs.evolve(musterstadt, services=(), extensions={})
    finding = found(kim, program, **wanted)["SVP-101"]
    assert (finding.severity, finding.message.startswith(message)) == (Severity.FEHLER, True)
    assert ("case-management, einbuergerungslotsen" in finding.hint) is bool(wanted)
    draft = kim.compose(program, NAME, draft=True, **wanted)
    assert [block.text for block in draft.blocks if isinstance(block, Notice)][1].startswith("Es gibt keine Leistung")
    assert kim.registry.exporters[NAME]().concerns(program) is bool(wanted)


# ------------------------------------------------------------------------------------------------- the checks


def test_opening_hours_that_cannot_be(kim, musterstadt):
    """Hours on no day, hours that end before they begin, and two that overlap on one day."""
    friday, monday = Weekday.FRIDAY, Weekday.MONDAY
    hours = (
        OpeningHours(days=(), opens="08:00", closes="09:00"),
        OpeningHours(days=(monday,), opens="12:00", closes="08:00"),
        OpeningHours(days=(monday, friday), opens="08:00", closes="12:00"),
        OpeningHours(days=(friday,), opens="11:00", closes="13:00"),
        OpeningHours(days=(monday,), opens="12:00", closes="13:00"),
    )
    findings = [entry for entry in kim.check(changed(musterstadt, hours=hours)) if entry.code == "SVP-002"]
    assert [entry.message for entry in findings] == [
        "Die Öffnungszeit 08:00 bis 09:00 Uhr gilt an keinem Tag.",
        "Die Öffnungszeit 12:00 bis 08:00 Uhr endet nicht nach ihrem Beginn.",
        "Die Öffnungszeit 11:00 bis 13:00 Uhr überschneidet sich am Freitag mit einer anderen.",
    ]
    assert findings[2].path == "extensions.serviceportal.services[0].hours[3]"
    weekend = OpeningHours(days=(Weekday.SUNDAY, Weekday.SATURDAY), opens="8:00", closes="9:00")
    office = modules(kim.compose(changed(musterstadt, hours=(weekend,)), NAME, **ONE))["Zuständige Stelle"]
    assert office[1].rows[0][0] == "Samstag, Sonntag"


def test_a_service_described_twice(kim, musterstadt):
    """Two entries for one service are a fehler; the first holds."""
    entries = (*musterstadt.extensions[SECTION].services, Details(service="case-management"))
    program = attrs.evolve(musterstadt, extensions={SECTION: Portal(services=entries)})
    (finding,) = [entry for entry in kim.check(program) if entry.code == "SVP-001"]
    assert finding.path == "extensions.serviceportal.services[2].service"
    assert "Kosten" in modules(kim.compose(program, NAME, **ONE))


@pytest.mark.parametrize(
    ("there", "instead", "message"),
    [
        ('opens: "08:30"', "opens: halb neun", "„halb neun“ ist keine Uhrzeit"),
        ("code: ar", "code: Arabisch", "'Arabisch' ist kein Sprachkürzel"),
    ],
)
def test_values_of_its_own(kim, tmp_path, there, instead, message):
    """A time and a language that cannot be read are findings with an example; a time may lack its zero."""
    text = (EXAMPLES / "musterstadt.yaml").read_text(encoding="utf-8")
    path = tmp_path / "m.yaml"
    path.write_text(text.replace(there, instead), encoding="utf-8")
    with pytest.raises(ProgramFileError, match=message) as refused:
        kim.load(path)
    assert refused.value.findings[0].hint.startswith("Zum Beispiel")
    path.write_text(text.replace('"08:30"', "8:30"), encoding="utf-8")
    assert kim.load(path).extensions[SECTION].services[0].hours[0].opens == "08:30"


def test_laws_with_fundstelle_and_link(kim, hamm):
    """A law is printed with its Fundstelle and leads to its text."""
    law = LegalBasis(id="tintg", title="TIntG", reference="GV. NRW.", url="https://example.org/gesetz")
    page = modules(kim.compose(attrs.evolve(hamm, legal_bases=(law,)), NAME))
    (item,) = page["Rechtsgrundlagen"][0].items
    assert plain(item.blocks[0].text) == "TIntG, GV. NRW."
    assert item.blocks[0].text[0].link == "https://example.org/gesetz"
