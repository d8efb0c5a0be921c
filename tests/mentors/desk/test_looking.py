"""Who opens the pages of a person says why; the person can see it, and unusually many are noticed."""

import datetime
import logging

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from core.permission_matrix import Role
from mentors.desk import looking
from mentors.desk.looking import look_at, many_looks
from messaging.models import Message
from tests.factories import PersonFactory
from tests.mentors.scenes import NOW, learner_with_card
from tests.roles import person_of, sign_in
from users.models import ContactPoint, Look, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("asks_why")]

PAGES = ["person", "login_card", "needs", "suggestions", "mentor_card", "mentor_standing", "hours"]


def why_of(person: User) -> str:
    return reverse("desk:why", args=[person.public_id])


@pytest.mark.parametrize("name", PAGES)
def test_every_page_of_a_person_is_closed_until_a_reason_is_given(desk: Client, name: str) -> None:
    learner = learner_with_card()
    address = reverse(f"desk:{name}", args=[learner.public_id])
    answer = desk.get(address)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(why_of(learner))
    assert not Look.objects.exists()


@pytest.mark.parametrize("name", ["show_contact", "line", "login_card"])
def test_nothing_is_done_before_a_reason_is_given(desk: Client, name: str) -> None:
    learner = learner_with_card()
    answer = desk.post(reverse(f"desk:{name}", args=[learner.public_id]), {"how_asked": "phone"})
    assert answer.headers["Location"] == why_of(learner)
    assert not Look.objects.exists()
    assert not hasattr(User.objects.get(pk=learner.pk), "login_card")


def test_one_press_opens_it_for_the_day_and_is_written_down(
    desk: Client, coordinator: User, monday_at_ten
) -> None:
    learner = learner_with_card()
    address = reverse("desk:person", args=[learner.public_id])
    answer = desk.post(why_of(learner), {"reason": "meeting", "next": address})
    assert answer.headers["Location"] == address
    assert desk.get(address).status_code == 200
    assert [(one.viewer, one.person, one.reason, one.what) for one in Look.objects.all()] == [
        (coordinator, learner, "meeting", "person")
    ]
    desk.post(reverse("desk:show_contact", args=[learner.public_id]))
    assert Look.objects.filter(what="contact", reason="meeting").count() == 1
    Look.objects.update(at=NOW - datetime.timedelta(days=1))
    assert desk.get(address).status_code == 302, "the next day asks anew"


@pytest.mark.parametrize("reason", ["", "because", "<script>"])
def test_a_reason_is_one_of_the_list(desk: Client, reason: str) -> None:
    learner = learner_with_card()
    assert desk.post(why_of(learner), {"reason": reason}).status_code == 200
    assert not Look.objects.exists()


def test_the_way_on_stays_at_the_desk(desk: Client) -> None:
    learner = learner_with_card()
    answer = desk.post(why_of(learner), {"reason": "asked", "next": "https://evil.example/"})
    assert answer.headers["Location"] == reverse("desk:person", args=[learner.public_id])


def test_colleagues_are_not_on_the_desk(desk: Client, coordinator: User) -> None:
    assert desk.get(why_of(coordinator), follow=True).status_code == 404


def test_unusually_many_are_told_to_administrators_and_logged_without_names(
    coordinator: User, client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(looking, "MANY_PEOPLE", 3)
    administrator = person_of(Role.ADMINISTRATOR)
    assert administrator is not None
    UserProfile.objects.create(user=administrator, preferred_language="en")
    ContactPoint.objects.create(user=administrator, kind=ContactPoint.Kind.EMAIL, value="a@example.org")
    people = [PersonFactory() for _number in range(5)]
    with caplog.at_level(logging.WARNING):
        for person in people[:3]:
            look_at(coordinator, person, Look.Reason.ASKED)
        assert not caplog.records, "the negative control: work is no alarm"
        assert many_looks() == []
        for person in people[3:]:
            look_at(coordinator, person, Look.Reason.ASKED)
    logged = " ".join(record.getMessage() for record in caplog.records)
    assert "5 people" in logged
    for word in (coordinator.name, coordinator.username, *(person.alias for person in people)):
        assert word not in logged
    told = Message.objects.get(person=administrator)
    assert told.kind == "many_looks"
    assert coordinator.name not in told.text
    assert [(one.viewer, one.people) for one in many_looks()] == [(coordinator.name, 5)]
    sign_in(client, administrator)
    assert "opened the pages of 5 people" in client.get(reverse("wagtailadmin_home")).content.decode()
    assert timezone.now() == NOW
