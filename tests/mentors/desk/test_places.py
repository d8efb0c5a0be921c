"""A place in the admin: hours, certain days, rooms, and the meetings that a change would leave outside."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mentors.booking.answering import accept, release
from mentors.booking.opening import open_meeting
from mentors.cards.models import NeedsCard
from mentors.meetings.models import Meeting, OccupiedRoom
from mentors.places.models import Place, Room
from messaging.models import Message
from tests.factories import CoordinatorFactory, PersonFactory
from users.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def rows(name: str, *some: dict[str, Any], existing: int = 0) -> dict[str, Any]:
    """Rows of one of the lists below a place, as the admin's form sends them."""
    form: dict[str, Any] = {
        f"{name}-TOTAL_FORMS": len(some),
        f"{name}-INITIAL_FORMS": existing,
        f"{name}-MIN_NUM_FORMS": 0,
        f"{name}-MAX_NUM_FORMS": 1000,
    }
    for number, row in enumerate(some):
        form |= {f"{name}-{number}-{field}": value for field, value in {"ORDER": 1, **row}.items()}
    return form


def form_of(**changed: Any) -> dict[str, Any]:
    return {
        "name": "Biblioteket",
        "kind": "library",
        "part_of_town": "Söder",
        "address": "Torget 1",
        "is_public": "on",
        "is_open": "on",
        **rows("hours"),
        **rows("other_days"),
        **rows("rooms"),
        **changed,
    }


def test_a_place_gets_hours_and_rooms_and_is_nobodys_home(desk: Client) -> None:
    address = "/admin/snippets/mentors/place/add/"
    assert desk.get(address).status_code == 200
    refused = desk.post(address, form_of(address="Storgatan 1, lgh 1102"))
    assert "somebody&#x27;s home" in refused.content.decode()
    tuesday = {"weekday": "1", "every": "1", "starts": "10:00", "ends": "19:00"}
    desk.post(address, form_of(**rows("hours", tuesday), **rows("rooms", {"name": "Ljuset", "seats": "4"})))
    place = Place.objects.get(name="Biblioteket")
    late = {**tuesday, "weekday": "4", "ends": "24:00"}
    edit = f"/admin/snippets/mentors/place/edit/{place.pk}/"
    desk.post(edit, form_of(**rows("hours", {"id": str(place.hours.get().pk), **tuesday}, late, existing=1)))
    assert place.hours.get(weekday=4).ends == datetime.time(0)
    assert 'name="hours-1-ends" value="24:00"' in desk.get(edit).content.decode()
    opening = place.hours.get(weekday=1)
    assert (opening.weekday, opening.starts, opening.ends) == (1, datetime.time(10), datetime.time(19))
    assert (place.rooms.get().name, place.rooms.get().seats) == ("Ljuset", 4)


def test_hours_of_a_part_of_the_year_and_of_every_other_week_and_never_two_at_once(
    desk: Client, unreleased: Meeting
) -> None:
    place = unreleased.place
    address = f"/admin/snippets/mentors/place/edit/{place.pk}/"
    tuesday = {"weekday": "1", "every": "1", "starts": "10:00", "ends": "19:00"}
    summer = {
        **tuesday,
        "starts": "11:00",
        "ends": "15:00",
        "first_day": "2027-06-01",
        "last_day": "2027-08-31",
    }
    page = desk.post(address, form_of(name=place.name, **rows("hours", tuesday, summer))).content.decode()
    assert "Two of the opening hours hold at the same time." in page
    assert not place.hours.exists()
    ends = {**tuesday, "last_day": "2027-05-31"}
    desk.post(address, form_of(name=place.name, **rows("hours", ends, summer)))
    assert [row.last_day.month for row in place.hours.order_by("last_day")] == [5, 8]
    # Every other Tuesday from the week after the meeting: it lies outside, and is named.
    odd = {**tuesday, "every": "2", "first_day": "2026-12-07"}
    gone = [{"id": str(row.pk), **tuesday, "DELETE": "on"} for row in place.hours.all()]
    page = desk.post(
        address, form_of(name=place.name, **rows("hours", *gone, odd, existing=2))
    ).content.decode()
    assert "Tuesday 1 December at 14:00" in page
    page = desk.post(
        address, form_of(name=place.name, **rows("hours", {**tuesday, "every": "2"}))
    ).content.decode()
    assert "Write a day in the first of the weeks" in page


def test_meetings_outside_of_the_new_hours_are_named_before_they_are_saved(
    desk: Client, unreleased: Meeting
) -> None:
    release(unreleased.pairing, by=CoordinatorFactory())
    accept(unreleased, unreleased.mentor)
    place = unreleased.place
    address = f"/admin/snippets/mentors/place/edit/{place.pk}/"
    day = {"first_day": "2026-12-01", "last_day": "2026-12-01", "starts": "", "ends": ""}
    closed = form_of(name=place.name, **rows("other_days", day))
    page = desk.post(address, closed).content.decode()
    assert "Nothing is saved yet." in page
    assert "Tuesday 1 December at 14:00" in page
    # A tick alone is not enough: somebody may have booked since the page was shown.
    desk.post(address, {**closed, "keeps_meetings": "on"})
    assert not place.other_days.exists()
    assert f'name="seen_meetings" value="{unreleased.pk}"' in page
    desk.post(address, {**closed, "keeps_meetings": "on", "seen_meetings": str(unreleased.pk)})
    assert place.other_days.get().first_day == datetime.date(2026, 12, 1)
    unreleased.refresh_from_db()
    assert unreleased.state == Meeting.State.STANDS
    # Hours that hold the meeting ask nothing, and neither does a room.
    desk.post(address, form_of(name=place.name, **rows("rooms", {"name": "Ljuset", "seats": "4"})))
    assert Room.objects.filter(place=place).exists()


def test_the_first_rooms_of_a_place_go_to_the_meetings_that_are_booked_there(
    desk: Client, unreleased: Meeting, coordinator: User
) -> None:
    place, start = unreleased.place, unreleased.start_quarter
    group = open_meeting(PersonFactory(), place, start, start + 4, seats=6, by=coordinator)
    address = f"/admin/snippets/mentors/place/edit/{place.pk}/"
    small, large = (
        {"name": name, "seats": seats, "is_in_use": "on"} for name, seats in (("A", "4"), ("B", "8"))
    )
    # One that finds no room is named, and only that.
    page = desk.post(address, form_of(name=place.name, **rows("rooms", small))).content.decode()
    assert f'name="seen_meetings" value="{group.pk}"' in page
    assert not Room.objects.exists()
    desk.post(address, form_of(name=place.name, **rows("rooms", small, large)))
    taken = OccupiedRoom.objects.filter(quarter=start).values_list("room__name", "meeting")
    assert dict(taken) == {"A": unreleased.pk, "B": group.pk}
    unreleased.refresh_from_db()
    assert unreleased.room == Room.objects.get(name="A")


def test_a_meeting_that_loses_its_room_or_the_public_place_of_a_first_time_is_named(
    desk: Client, unreleased: Meeting
) -> None:
    place = unreleased.place
    address = f"/admin/snippets/mentors/place/edit/{place.pk}/"
    room = Room.objects.create(place=place, name="Ljuset", seats=3)
    Meeting.objects.update(room=room)

    def is_named(**changed: Any) -> bool:
        row = {"id": str(room.pk), "name": "Ljuset", "seats": "3", "is_in_use": "on"}
        whole = {**row, **changed.pop("room", {})}
        form = form_of(name=place.name, **rows("rooms", whole, existing=1)) | changed
        return "Tuesday 1 December at 14:00" in desk.post(address, form).content.decode()

    assert is_named(room={"DELETE": "on"})
    assert is_named(room={"is_in_use": ""})
    assert is_named(is_public="")
    Place.objects.update(is_step_free=True)
    assert not is_named()
    Place.objects.update(is_step_free=True)
    NeedsCard.objects.update(needs_step_free=True)
    assert is_named()
    NeedsCard.objects.update(needs_step_free=False)
    assert (Room.objects.get(), Place.objects.get().is_public) == (room, True)
    # Two seats are enough for two.
    assert not is_named(room={"seats": "2"})
    group = Meeting.objects.filter(pk=unreleased.pk)
    group.update(format=Meeting.Format.GROUP, state=Meeting.State.STANDS, seats=1, held_until=None)
    Room.objects.update(seats=3)
    assert not is_named(room={"seats": "2"})
    Room.objects.update(seats=3)
    group.update(seats=2)
    assert is_named(room={"seats": "2"})
    # Where another one is free, it gets that in the same moment, and whoever comes is told.
    said = {"keeps_meetings": "on", "seen_meetings": str(unreleased.pk)}
    other = Room.objects.create(place=place, name="Mörkret", seats=3)
    assert not is_named(room={"is_in_use": ""}, **said)
    assert (Meeting.objects.get().room, Message.objects.filter(kind="room_gone").count()) == (other, 0)
    assert Message.objects.filter(kind="other_room", person=unreleased.mentor).exists()
    Room.objects.update(is_in_use=True)
    Meeting.objects.update(room=room)
    other.delete()
    # Saved all the same: whoever comes is told at once, because a room that is deleted leaves nothing to be found.
    assert not is_named(room={"DELETE": "on"}, **said)
    assert set(Message.objects.filter(kind="room_gone").values_list("person", flat=True)) >= {
        unreleased.mentor_id
    }


def test_a_week_is_closed_by_one_press_and_opened_by_one(desk: Client, unreleased: Meeting) -> None:
    place = unreleased.place
    address = reverse("desk:place_week", args=[place.pk])
    assert address in desk.get("/admin/snippets/mentors/place/").content.decode()
    desk.post(address, {"do": "close", "week": "2026-50"})
    closed = place.other_days.get()
    assert (closed.first_day, closed.last_day) == (datetime.date(2026, 12, 7), datetime.date(2026, 12, 13))
    desk.post(address, {"do": "open", "week": "2026-50"})
    assert not place.other_days.exists()
    # On a page from before Sunday's midnight.
    desk.post(address, {"do": "close", "week": "2026-48"})
    assert not place.other_days.exists()
    # This week somebody waits for an answer about Tuesday: that is shown first.
    page = desk.post(address, {"do": "close", "week": "2026-49"})
    assert page.context["touched"] == [unreleased]
    assert not place.other_days.exists()
    desk.post(address, {"do": "close", "week": "2026-49", "seen": str(unreleased.pk)})
    assert place.other_days.get().last_day == datetime.date(2026, 12, 6)
