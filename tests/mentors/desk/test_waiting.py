"""The waiting list of a full group, for somebody who asked: entered, answered and left at the desk."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from mentors.booking.seats import give_back_seat
from mentors.meetings.models import Booking, Meeting, SeatWait
from tests.mentors.scenes import learner_with_card
from tests.mentors.test_waiting_list import full_group, waiting_in
from users.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def asking() -> User:
    """A learner who can come anywhere."""
    return learner_with_card()


def enter(desk: Client, group: Meeting, learner: User, how: str = "phone") -> str:
    """Choose the waiting list on the page of suggestions; the page that comes."""
    address = reverse("desk:suggestions", args=[learner.public_id])
    key = desk.get(address).context["form"]["key"].value()
    sent = {"chosen": f"wait:{group.pk}", "key": key, "how_asked": how}
    return desk.post(address, sent, follow=True).content.decode()


def answer(desk: Client, wait: SeatWait, do: str, how: str = "phone") -> str:
    sent = {"do": do, f"wait-{wait.pk}-how_asked": how}
    return desk.post(reverse("desk:answer_wait", args=[wait.pk]), sent, follow=True).content.decode()


def test_somebody_is_entered_once_and_it_says_by_phone(desk: Client, asking: User):
    group, _seat = full_group()
    waiting_in(group)
    assert (
        "Groups that are full"
        in desk.get(reverse("desk:suggestions", args=[asking.public_id])).content.decode()
    )
    page = enter(desk, group, asking)
    enter(desk, group, asking)
    wait = SeatWait.objects.get(person=asking)
    assert (wait.meeting, wait.state, wait.entered_by) == (group, "waiting", "phone")
    assert "is in the waiting list of the group" in page
    assert page.index("1. <a") < page.index("2. <a") < page.index(asking.alias, page.index("2. <a"))


def test_nobody_is_entered_without_saying_how(desk: Client, asking: User):
    group, _seat = full_group()
    assert "Say how the person asked you" in enter(desk, group, asking, how="")
    assert not SeatWait.objects.exists()


def test_the_seat_that_is_offered_is_taken_for_them(desk: Client, asking: User):
    group, seat = full_group()
    enter(desk, group, asking)
    wait = SeatWait.objects.get()
    assert "They take the seat" not in desk.get(reverse("desk:meeting", args=[group.pk])).content.decode()
    give_back_seat(seat, seat.person)
    assert "They take the seat" in desk.get(reverse("desk:meeting", args=[group.pk])).content.decode()
    assert "Say how the person asked you" in answer(desk, wait, "take", how="")
    answer(desk, wait, "take", how="in_person")
    booking = Booking.objects.get(meeting=group, person=asking)
    assert (booking.seat, booking.entered_by) == (1, "in_person")


def test_whoever_does_not_want_to_wait_leaves_and_the_next_is_asked(desk: Client, asking: User):
    group, seat = full_group()
    enter(desk, group, asking)
    wait, following = SeatWait.objects.get(), waiting_in(group)
    give_back_seat(seat, seat.person)
    assert "does not wait for this group any more" in answer(desk, wait, "leave")
    following.refresh_from_db()
    wait.refresh_from_db()
    assert (wait.state, following.state) == ("declined", "offered")
    assert "This seat has gone to the next one" in answer(desk, wait, "take")
