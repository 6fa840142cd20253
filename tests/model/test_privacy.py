"""Profiles: what a reader may not see is gone before anything is composed."""

import attrs
import pytest
from tests.conftest import make_program, make_stelle

from kimcore.model import Contact, Kontierung, Privacy, Profile, Program, State, Vorgang, VorgangKind
from kimcore.model.fields import explanation_of, fields_of, label_of, privacy_of, refers_to
from kimcore.model.privacy import VISIBLE, reduce

CONTACT = Contact(
    id="ki", function="KIM-Koordination", name="Muster", phone="+49 2000 000-101", email="kim@example.org"
)
PROGRAM = make_program(
    contacts=(CONTACT,),
    stellen=(make_stelle(eingruppierung="EG 11", account=Kontierung(produkt="05.01", sachkonto="5012")),),
    vorgaenge=(Vorgang(id="a", kind=VorgangKind.ANTRAG, years=(2025,), author="KI", state=State.ENTWURF),),
)


def all_classes(cls=Program, seen=None):
    """Every model class below Program."""
    seen = {} if seen is None else seen
    if cls not in seen:
        seen[cls] = True
        for field in fields_of(cls):
            for part in _parts(field.type):
                if attrs.has(part):
                    all_classes(part, seen)
    return list(seen)


def _parts(annotation):
    if isinstance(annotation, type):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from _parts(argument)


def test_the_public_sees_no_person():
    """In oeffentlich a contact is a function and nothing else."""
    reduced = reduce(PROGRAM, Profile.OEFFENTLICH)
    assert reduced.contacts == (Contact(id="ki", function="KIM-Koordination"),)
    assert reduced.stellen[0].eingruppierung is None
    assert reduced.stellen[0].account is None
    assert reduced.vorgaenge[0].author is None


def test_the_authority_sees_contacts_but_no_accounts():
    """In behoerde contact data and Eingruppierung stand, the house's accounts do not."""
    reduced = reduce(PROGRAM, Profile.BEHOERDE)
    assert reduced.contacts == PROGRAM.contacts
    assert reduced.stellen[0].eingruppierung == "EG 11"
    assert reduced.stellen[0].account is None


def test_the_house_sees_everything():
    """In intern the program is the very same object."""
    assert reduce(PROGRAM, Profile.INTERN) is PROGRAM


def test_nothing_to_hide_is_not_copied():
    """Objects without anything to hide are returned as they are."""
    program = make_program(stellen=(make_stelle(),))
    assert reduce(program, Profile.OEFFENTLICH).stellen is program.stellen


def test_extensions_are_reduced_like_models():
    """A plugin's own models hide what they mark; data that no plugin describes are not for the public."""
    program = make_program(extensions={"ki": CONTACT, "fremd": {"notiz": "intern"}})
    assert reduce(program, Profile.OEFFENTLICH).extensions == {"ki": Contact(id="ki", function="KIM-Koordination")}
    assert reduce(program, Profile.BEHOERDE).extensions == program.extensions


def test_every_class_of_fields_has_its_readers():
    """Every privacy class is visible to somebody, and the house sees all of them."""
    assert VISIBLE[Profile.INTERN] == frozenset(Privacy)
    assert VISIBLE[Profile.OEFFENTLICH] == {Privacy.PUBLIC}


@pytest.mark.parametrize("cls", all_classes(), ids=lambda cls: cls.__name__)
def test_fields_that_can_be_hidden_have_a_default(cls):
    """A field with a privacy class has a default that stands in its place."""
    for field in fields_of(cls):
        if privacy_of(field) is not Privacy.PUBLIC:
            assert field.default is not attrs.NOTHING, f"{cls.__name__}.{field.name}"


@pytest.mark.parametrize("cls", all_classes(), ids=lambda cls: cls.__name__)
def test_every_field_has_a_german_label(cls):
    """Every field says what it is called; labels begin with a capital letter."""
    for field in fields_of(cls):
        assert label_of(field)[0].isupper(), f"{cls.__name__}.{field.name}"


@pytest.mark.parametrize("cls", all_classes(), ids=lambda cls: cls.__name__)
def test_models_are_frozen(cls):
    """No model can be changed once it is made."""
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        setattr(cls.__new__(cls), fields_of(cls)[0].name, None)


def test_metadata_reads_back():
    """Label, explanation with unit and reference of a field are read from its metadata."""
    fields = {field.name: field for field in fields_of(type(make_stelle()))}
    assert label_of(fields["vzae"]) == "VZÄ"
    assert explanation_of(fields["vzae"]) == "Umfang in Vollzeitäquivalenten. Einheit: VZÄ."
    assert refers_to(fields["employer"]) == "traeger"
