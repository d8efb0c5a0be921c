"""Sealed fields: bound to their row and column, found by a keyed hash, and loud when a key is wrong."""

from __future__ import annotations

import base64

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from core.models import SealingCanary
from core.sealing import CannotOpen, SealedText, WrongKey, canary, checks, rotation
from core.sealing.box import key_of, keyed_hash, open_sealed, place, seal
from core.sealing.keys import keyring, new_key
from tests.factories import PersonFactory
from users.contacts import people_reached_by, person_reached_by
from users.models import ContactPoint

PHONE = "+46701740605"
OTHER = "+46701740615"
HERE = place("table", "column", 1)


@pytest.fixture(autouse=True)
def _look_at_the_keys_again():
    canary.forget_what_was_verified()
    yield
    canary.forget_what_was_verified()


def stored() -> dict[str, str]:
    """What lies in the table, by the id of the row."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, value FROM users_contactpoint")
        return {str(row_id).replace("-", ""): value for row_id, value in cursor.fetchall()}


def swap(one: ContactPoint, other: ContactPoint) -> None:
    """As somebody would who can write to the database and has no key."""
    values = dict(ContactPoint.objects.values_list("pk", "value"))
    ContactPoint.objects.filter(pk=one.pk).update(value=values[other.pk])
    ContactPoint.objects.filter(pk=other.pk).update(value=values[one.pk])


@given(st.text(max_size=300))
def test_what_is_sealed_opens_in_its_place_and_nowhere_else(text):
    sealed = seal(text, HERE)
    assert open_sealed(sealed, HERE) == text
    for elsewhere in (place("table", "column", 2), place("table", "other", 1), place("other", "column", 1)):
        with pytest.raises(CannotOpen):
            open_sealed(sealed, elsewhere)


def test_sealing_twice_gives_different_text():
    assert seal(PHONE, HERE) != seal(PHONE, HERE)
    assert PHONE not in seal(PHONE, HERE)


def test_damaged_or_unsealed_text_fails_and_is_never_given_back():
    sealed = seal(PHONE, HERE)
    raw = bytearray(base64.urlsafe_b64decode(sealed.split(".", 2)[2]))
    raw[-1] ^= 1
    damaged = sealed.rsplit(".", 1)[0] + "." + base64.urlsafe_b64encode(bytes(raw)).decode()
    for text in (damaged, PHONE, "", "v1.test.", "v1.test.åäö", "v2." + sealed[3:]):
        with pytest.raises(CannotOpen) as problem:
            open_sealed(text, HERE)
        assert PHONE not in str(problem.value)


@pytest.mark.parametrize(
    "keys",
    ["", "test", "test:short", f"Test:{new_key()}", f"a:{new_key()},a:{new_key()}", ","],
    ids=["nothing", "no key", "too short", "capital in the name", "one name twice", "only a comma"],
)
def test_keys_of_a_wrong_shape_are_named(settings, keys):
    settings.SEALING_KEYS = keys
    with pytest.raises(ImproperlyConfigured):
        keyring()
    assert [problem.id for problem in checks.keys_can_be_read()] == ["core.E010"]


@pytest.mark.django_db
def test_the_database_holds_no_number():
    point = PersonFactory(phone=PHONE).contact_points.get()
    assert point.value == PHONE
    (text,) = stored().values()
    assert text.startswith("v1.test.")
    assert PHONE[1:] not in text
    assert str(ContactPoint.objects.values_list("value", flat=True).get()) == "(sealed)"


@pytest.mark.django_db
def test_a_value_in_another_persons_row_does_not_open():
    one, other = (PersonFactory(phone=phone).contact_points.get() for phone in (PHONE, OTHER))
    swap(one, other)
    for person in (one.user, other.user):
        with pytest.raises(CannotOpen, match="changed or moved"):
            _ = person.contact_points.get().value
    # The control: back in their own rows they open.
    swap(one, other)
    assert [ContactPoint.objects.get(pk=point.pk).value for point in (one, other)] == [PHONE, OTHER]


@pytest.mark.django_db
def test_a_value_is_written_and_found_only_as_it_should_be():
    point = PersonFactory(phone=PHONE).contact_points.get()
    for query in (
        lambda: ContactPoint.objects.update(value=OTHER),
        lambda: list(ContactPoint.objects.filter(value=PHONE)),
    ):
        with pytest.raises(TypeError, match="is sealed"), transaction.atomic():
            query()
    ContactPoint.objects.update_or_create(user=point.user, kind="phone", defaults={"value": OTHER})
    assert person_reached_by("phone", OTHER) == point.user
    assert person_reached_by("phone", PHONE) is None
    point.refresh_from_db()
    assert point.value == OTHER
    assert ContactPoint.objects.defer("value").get().value == OTHER


@pytest.mark.django_db
def test_people_who_share_a_phone_are_all_found_and_none_is_the_one():
    first, second = PersonFactory(phone=PHONE), PersonFactory(phone=PHONE)
    PersonFactory(mail="a@example.org")
    assert list(people_reached_by("phone", PHONE)) == [first, second]
    assert person_reached_by("phone", PHONE) is None
    assert person_reached_by("email", " A@Example.ORG ") is not None
    assert person_reached_by("email", PHONE) is None


@pytest.mark.django_db
def test_hashes_of_one_value_differ_with_the_kind_and_the_key(settings):
    before = {keyed_hash("x", PHONE), keyed_hash("y", PHONE), ContactPoint.hash_of("phone", PHONE)}
    assert len(before) == 3
    settings.FINDING_KEY = new_key()
    assert keyed_hash("x", PHONE) not in before


# A wrong key ------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_wrong_sealing_key_fails_loudly(settings):
    point = PersonFactory(phone=PHONE).contact_points.get()
    assert point.value == PHONE
    settings.SEALING_KEYS = f"test:{new_key()}"
    with pytest.raises(CannotOpen, match="'test'"):
        _ = ContactPoint.objects.get().value
    with pytest.raises(WrongKey, match="'test' is not the one"), transaction.atomic():
        ContactPoint.objects.create(user=PersonFactory(), kind="phone", value=OTHER)
    (problem,) = checks.keys_are_this_databases_own(databases=["default"])
    assert problem.id == "core.E011"


@pytest.mark.django_db
def test_a_missing_key_is_named(settings):
    PersonFactory(phone=PHONE)
    settings.SEALING_KEYS = f"new:{new_key()}"
    with pytest.raises(WrongKey, match="'test', which is not in SEALING_KEYS"):
        _ = ContactPoint.objects.get().value
    (problem,) = checks.keys_are_this_databases_own(databases=["default"])
    assert "'test' is missing" in problem.msg


@pytest.mark.django_db
def test_a_wrong_finding_key_is_no_silent_nobody(settings):
    PersonFactory(phone=PHONE)
    settings.FINDING_KEY = new_key()
    canary.forget_what_was_verified()
    with pytest.raises(WrongKey, match="FINDING_KEY"):
        person_reached_by("phone", PHONE)
    assert len(checks.keys_are_this_databases_own(databases=["default"])) == 1


@pytest.mark.django_db
def test_right_keys_pass_and_are_looked_up_once(django_assert_num_queries):
    PersonFactory(phone=PHONE)
    assert checks.keys_are_this_databases_own(databases=["default"]) == []
    assert set(SealingCanary.objects.values_list("name", flat=True)) == {"seal:test", "find"}
    with django_assert_num_queries(0):
        canary.verify()


# Changing keys ----------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_new_key_takes_over_and_the_old_one_can_go(settings, capsys):
    people = [PersonFactory(phone=f"+4670174060{digit}") for digit in range(3)]
    old, new = settings.SEALING_KEYS, f"new:{new_key()}"
    settings.SEALING_KEYS = f"{new},{old}"
    changed = PersonFactory(phone=OTHER)  # sealed with the new one already
    assert rotation.values_by_key() == {"test": 3, "new": 1}
    call_command("sealing_keys", rotate=True)
    assert "3 values sealed with new." in capsys.readouterr().out
    assert {key_of(text) for text in stored().values()} == {"new"}
    assert rotation.seal_all_anew() == 0  # once more does nothing
    settings.SEALING_KEYS = new
    assert checks.keys_are_this_databases_own(databases=["default"]) == []
    phones = [person.contact_points.get().value for person in (*people, changed)]
    assert phones == ["+46701740600", "+46701740601", "+46701740602", OTHER]


@pytest.mark.django_db
def test_the_finding_key_can_be_changed(settings):
    person = PersonFactory(phone=PHONE)
    settings.FINDING_KEY = new_key()
    call_command("sealing_keys", rehash=True)
    assert person_reached_by("phone", PHONE) == person


@pytest.mark.django_db
def test_a_value_changed_during_the_rotation_is_left_as_it_was_saved(settings, monkeypatch):
    point = PersonFactory(phone=PHONE).contact_points.get()
    settings.SEALING_KEYS = f"new:{new_key()},{settings.SEALING_KEYS}"
    really_open = rotation.open_sealed

    def somebody_saves_meanwhile(sealed: str, where: bytes) -> str:
        point.value = OTHER
        point.save()
        return really_open(sealed, where)

    monkeypatch.setattr(rotation, "open_sealed", somebody_saves_meanwhile)
    assert rotation.seal_all_anew() == 0
    assert ContactPoint.objects.get().value == OTHER


def test_a_new_key_is_printed(capsys):
    call_command("sealing_keys", new=True)
    assert len(base64.urlsafe_b64decode(capsys.readouterr().out.strip())) == 32


def test_sealed_text_shows_nothing():
    assert str(SealedText("v1.test.abc")) == "(sealed)"
