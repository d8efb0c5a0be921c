"""Moving a meeting, and handing it on, because somebody asked the desk."""

from __future__ import annotations

import datetime
import re
import uuid

import pytest
from django.test import Client

from mentors.booking.answering import accept
from mentors.booking.opening import open_meeting
from mentors.booking.seats import take_seat
from mentors.meetings.models import Meeting
from mentors.places.models import PlaceDays
from tests.factories import MentorCardFactory, PersonFactory, PlaceFactory
from tests.mentors.scenes import learner_with_card
from tests.mentors.test_waiting_list import THURSDAY_AT_TWO
from users.models import User


@pytest.fixture
def booked(asked: Meeting) -> Meeting:
    return accept(asked, asked.mentor)


def test_a_meeting_is_moved_as_somebody_asked(desk: Client, booked: Meeting, coordinator: User) -> None:
    where = f"/admin/desk/meeting/{booked.pk}/move/"
    shown = desk.get(where).content.decode()
    assert booked.place.name in shown
    time = re.findall(r'name="time" value="([^"]+)"', shown)[0]
    without_asking = desk.post(where, {"time": time, "version": "1"})
    assert f'value="{time}" checked' in without_asking.content.decode()
    assert Meeting.objects.get(pk=booked.pk).version == 1
    assert desk.post(where, {"time": time, "version": "1", "how_asked": "phone"}).status_code == 302
    event = booked.events.last()
    assert event is not None
    assert (event.what, event.by, event.entered_by) == ("moved", coordinator, "phone")


def test_a_meeting_is_handed_on(desk: Client, booked: Meeting) -> None:
    other = MentorCardFactory().mentor
    where = f"/admin/desk/meeting/{booked.pk}/stand-in/"
    assert where in desk.get(f"/admin/desk/meeting/{booked.pk}/").content.decode()
    assert other.alias in desk.get(where).content.decode()
    answers = {"mentor": str(other.public_id), "version": "1"}
    assert desk.post(where, answers).status_code == 200
    for _press in range(2):
        assert desk.post(where, {**answers, "how_asked": "in_person"}).status_code == 302
    booked.refresh_from_db()
    assert (booked.mentor, booked.version) == (other, 2)


def test_what_is_only_asked_for_is_neither_moved_nor_handed_on(desk: Client, asked: Meeting) -> None:
    for what in ("move", "stand-in"):
        answer = desk.get(f"/admin/desk/meeting/{asked.pk}/{what}/")
        assert answer.headers["Location"] == f"/admin/desk/meeting/{asked.pk}/"


def test_a_group_is_moved_and_who_cannot_come_is_named_before(desk: Client, coordinator: User) -> None:
    here, there = (
        open_meeting(PersonFactory(), PlaceFactory(), start, start + 8, by=coordinator)
        for start in (THURSDAY_AT_TWO, THURSDAY_AT_TWO + 96)
    )
    person, needs = PersonFactory(), learner_with_card(needs_step_free=True)
    for one, learner in ((here, person), (there, person), (here, needs)):
        take_seat(one, learner, key=uuid.uuid4(), by=learner)
    where = f"/admin/desk/meeting/{here.pk}/move-group/"
    assert where in desk.get(f"/admin/desk/meeting/{here.pk}/").content.decode()
    shown = desk.get(where).content.decode()
    assert 'value="2026-12-03"' in shown
    assert 'value="14:00"' in shown
    answers = {"place": there.place_id, "day": "2026-12-04", "starts": "14", "ends": "16", "version": "1"}
    without_asking = desk.post(where, answers)
    assert 'value="2026-12-04"' in without_asking.content.decode()
    asks = desk.post(where, {**answers, "how_asked": "phone"})
    assert (asks.context["asks"].people, asks.context["asks"].behind_steps) == ([person], [needs])
    for named in (person, needs):
        assert f'name="seen" value="{named.public_id}"' in asks.content.decode()
    seen = {**answers, "how_asked": "phone", "seen": [str(person.public_id), str(needs.public_id)]}
    assert desk.post(where, seen).status_code == 302
    here.refresh_from_db()
    event = here.events.filter(what="moved").get()
    assert (here.version, f"{here.starts_at:%m-%d %H:%M}") == (2, "12-04 14:00")
    assert (event.by, event.entered_by) == (coordinator, "phone")


def test_whether_the_place_lets_them_in_is_saved_alone_and_asked_anew_for_another_day(
    desk: Client, coordinator: User
) -> None:
    place = PlaceFactory()
    group = open_meeting(PersonFactory(), place, THURSDAY_AT_TWO, THURSDAY_AT_TWO + 8, by=coordinator)
    PlaceDays.objects.create(
        place=place, first_day=group.starts_at.date(), last_day=datetime.date(2026, 12, 31)
    )
    where = f"/admin/desk/meeting/{group.pk}/move-group/"
    sent = {"place": place.pk, "day": "2026-12-03", "starts": "14", "ends": "16", "version": "1"}
    sent = {**sent, "how_asked": "phone"}
    assert "closed then" in desk.post(where, sent).content.decode()
    saved = desk.post(where, {**sent, "is_let_in": "on"}, follow=True).content.decode()
    assert "Saved." in saved
    assert "is moved" not in saved
    group.refresh_from_db()
    assert (group.is_let_in, group.version, group.events.filter(what="moved").count()) == (True, 1, 0)
    assert not desk.get(where).context["forms"][0].initial.get("is_let_in")
    assert "closed then" in desk.post(where, {**sent, "day": "2026-12-04"}).content.decode()
