"""Groups and drop-ins: set by the desk with a mentor who wants to, and seats in them for those who ask."""

import datetime
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mentors.cards.models import MentorCard
from mentors.meetings.models import Booking, Meeting
from mentors.places.models import PlaceHours
from tests.factories import MentorCardFactory, PersonFactory, PlaceFactory
from tests.mentors.scenes import learner_with_card
from users.models import User

pytestmark = pytest.mark.one_database


def open_door(desk: Client, **answers: Any) -> Any:
    mentor = MentorCardFactory(mentor=PersonFactory())
    data = {
        "format": "group",
        "mentor": mentor.pk,
        "place": PlaceFactory().pk,
        "day": "2026-12-02",
        "starts": "14",
        "ends": "16:00",
        "seats": "6",
        "guide_key": "",
        "how_asked": "phone",
        **answers,
    }
    return desk.post(reverse("desk:new_door"), data)


@pytest.mark.parametrize(("form", "seats"), [("group", 6), ("drop_in", 0)])
def test_a_group_and_a_drop_in_are_set(desk: Client, coordinator: User, form: str, seats: int) -> None:
    assert open_door(desk, format=form).status_code == 302
    meeting = Meeting.objects.get()
    event = meeting.events.get()
    assert (meeting.format, meeting.state, meeting.seats) == (form, "stands", seats)
    assert f"{meeting.starts_at:%Y-%m-%d %H:%M}–{meeting.ends_at:%H:%M}" == "2026-12-02 14:00–16:00"
    assert (event.what, event.by, event.entered_by) == ("opened", coordinator, "phone")
    assert meeting.occupied_quarters.filter(person=meeting.mentor).count() >= 8


def test_a_group_lasts_until_midnight(desk: Client) -> None:
    assert open_door(desk, starts="22", ends="24").status_code == 302
    meeting = Meeting.objects.get()
    assert meeting.minutes == 120
    assert "22:00–24:00" in desk.get(reverse("desk:meeting", args=[meeting.pk])).content.decode()
    assert (
        'name="ends" value="24:00"'
        in desk.get(reverse("desk:move_group", args=[meeting.pk])).content.decode()
    )


def test_a_mentor_is_not_in_two_places(desk: Client) -> None:
    open_door(desk)
    card = MentorCard.objects.get()
    answer = open_door(desk, mentor=card.pk)
    assert answer.context["forms"][0].errors.keys() == {"starts"}
    assert Meeting.objects.count() == 1


def test_nobody_is_sent_to_a_locked_door_unless_the_place_lets_them_in(desk: Client) -> None:
    place = PlaceFactory()
    PlaceHours.objects.create(place=place, weekday=2, starts=datetime.time(9), ends=datetime.time(15, 30))
    answer = open_door(desk, place=place.pk)
    assert answer.context["forms"][0].errors.keys() == {"is_let_in"}
    # A place that has said nothing is closed on the municipality's days.
    assert open_door(desk, day="2026-12-25").context["forms"][0].errors.keys() == {"is_let_in"}
    assert not Meeting.objects.exists()
    assert open_door(desk, place=place.pk, ends="15:30").status_code == 302
    assert open_door(desk, place=place.pk, is_let_in="on").status_code == 302
    agreed = Meeting.objects.get(is_let_in=True)
    # Nor does the desk call it a mistake afterwards: the negative control is one that nobody agreed to.
    assert desk.get("/admin/desk/").context["closed"].rows == []
    Meeting.objects.filter(pk=agreed.pk).update(is_let_in=False)
    assert [row.meeting for row in desk.get("/admin/desk/").context["closed"].rows] == [agreed]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"starts": "16", "ends": "14"}, "ends"),
        ({"starts": "14:05"}, "starts"),
        ({"day": "2026-11-29"}, "day"),
        ({"day": "soon"}, "day"),
        ({"day": "9999-12-31"}, "day"),
        ({"day": "2027-03-28", "starts": "2:15", "ends": "3:15", "is_let_in": "on"}, "starts"),
        ({"seats": "many"}, "seats"),
        ({"mentor": ""}, "mentor"),
        ({"format": ""}, "format"),
    ],
)
def test_a_group_that_cannot_be_is_refused_at_its_field(
    desk: Client, wrong: dict[str, str], field: str
) -> None:
    answer = open_door(desk, **wrong)
    assert answer.context["forms"][0].errors.keys() == {field}
    assert not Meeting.objects.exists()


def test_a_seat_is_taken_and_given_back(desk: Client, coordinator: User) -> None:
    open_door(desk)
    learner, group = learner_with_card(), Meeting.objects.get()
    data = {"chosen": f"seat:{group.pk}", "key": str(uuid.uuid4()), "how_asked": "in_person"}
    desk.post(reverse("desk:suggestions", args=[learner.public_id]), data)
    seat = Booking.objects.get(person=learner)
    assert (seat.meeting, seat.entered_by) == (group, "in_person")
    address = reverse("desk:give_back", args=[seat.pk])
    assert desk.post(address, {}).status_code == 200
    assert Booking.objects.filter(pk=seat.pk).exists()
    desk.post(address, {f"seat-{seat.pk}-how_asked": "paper"})
    assert not Booking.objects.filter(pk=seat.pk).exists()
    event = group.events.get(what="seat_given_back")
    assert (event.what, event.by, event.entered_by) == ("seat_given_back", coordinator, "paper")
