"""Moving a meeting, and handing it on, because somebody asked the desk."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from mentors.booking.answering import accept
from mentors.meetings.models import Meeting
from tests.factories import MentorCardFactory
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
