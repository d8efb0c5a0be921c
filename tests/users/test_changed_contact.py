"""A number or address that takes another's place: the old one is told, the new one rests (exchanged SIM cards)."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from messaging.models import Message
from users import codes, contacts
from users.models import ContactPoint, SignInCode, User

OLD, NEW = "+46701740605", "+46701740612"
ADDRESS = "bjork@example.se"


def goes_in(person: User, kind: str, value: str) -> bool:
    """Whether a code asked for with `value`, which its owner has shown to reach, would be sent."""
    ContactPoint.objects.filter(user=person, kind=kind).update(signs_in=True)
    return contacts.point_that_signs_in(kind, value) is not None


def told() -> list[tuple[str, str]]:
    """Where it was said that nothing is sent there any more."""
    return [(one.channel, one.address) for one in Message.objects.filter(kind="old_contact")]


@pytest.mark.parametrize(
    ("steps", "kind", "value"),
    [
        pytest.param([{"phone": NEW}], "phone", NEW, id="changed"),
        pytest.param([{"phone": ""}, {"phone": NEW}], "phone", NEW, id="away and anew"),
        pytest.param([{"phone": "", "email": ADDRESS}], "email", ADDRESS, id="another way"),
    ],
)
def test_what_takes_anothers_place_rests_for_three_days_and_the_old_one_is_told(
    learner: User, steps: list[dict[str, str]], kind: str, value: str
) -> None:
    contacts.keep(learner, {"phone": OLD})
    assert told() == []
    for wanted in steps:
        contacts.keep(learner, wanted)
    assert told() == [("text", OLD)]
    assert not goes_in(learner, kind, value)
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=73)):
        assert goes_in(learner, kind, value)


def test_the_first_one_and_an_unchanged_one_bring_back_at_once(learner: User) -> None:
    contacts.keep(learner, {"phone": OLD, "email": ""})
    assert goes_in(learner, "phone", OLD)
    contacts.keep(learner, {"phone": OLD})
    assert goes_in(learner, "phone", OLD)
    assert told() == []


def test_a_second_way_rests_beside_the_first(learner: User) -> None:
    contacts.keep(learner, {"phone": OLD})
    contacts.keep(learner, {"email": ADDRESS})
    assert goes_in(learner, "phone", OLD)
    assert not goes_in(learner, "email", ADDRESS)


def test_a_code_on_its_way_to_the_old_number_opens_nothing(learner: User) -> None:
    point = ContactPoint.objects.create(user=learner, kind="phone", value=OLD, signs_in=True)
    codes.ask_for_code("phone", OLD)
    contacts.keep(learner, {"phone": NEW})
    assert not SignInCode.objects.exists()
    point.refresh_from_db()
    codes.ask_to_confirm(point)
    contacts.stop_signing_in_with(point)
    assert not SignInCode.objects.exists()


def test_the_old_number_is_told_once_a_day_and_nothing_about_anybody(learner: User) -> None:
    contacts.keep(learner, {"phone": OLD})
    for number in range(12, 18):
        contacts.keep(learner, {"phone": f"+467017406{number}"})
    assert told() == [("text", OLD)]
    text = Message.objects.get(kind="old_contact").text
    assert learner.alias not in text
    assert "0701740612" not in text.replace("-", "").replace(" ", "")


def test_the_page_says_from_when(client: Client, learner: User) -> None:
    contacts.keep(learner, {"phone": OLD})
    contacts.keep(learner, {"phone": NEW})
    ContactPoint.objects.update(signs_in=True)
    client.force_login(learner, backend="users.sign_in.LoginCardBackend")
    assert "Come back with your card until then." in client.get("/en/kom-tillbaka/").content.decode()
