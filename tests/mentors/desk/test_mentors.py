"""A mentor's card and hours, entered for somebody who asks; and what the desk itself knows about a mentor."""

from typing import Any

from django.test import Client
from django.urls import reverse

from mentors.booking.answering import accept, release
from mentors.cards.models import MentorCard
from mentors.desk.record import deeds_for
from mentors.meetings.models import Meeting
from tests.courses.pages import guide, step
from tests.factories import (
    CoordinatorFactory,
    MentorCardFactory,
    PersonFactory,
    PlaceFactory,
    WeeklyHoursFactory,
)
from tests.mentors.scenes import learner_with_card
from users.models import User


def mentor_answers(**answers: Any) -> dict[str, Any]:
    """A filled-in mentor card, as the form sends it."""
    return {
        "alias": "",
        "language": "sv",
        "languages": ["ar", "sv"],
        "capacity": "3",
        "phone": "",
        "email": "",
        "trained_on": "2026-11-02",
        "promised_on": "2026-11-02",
        "is_active": "on",
        "guides": ["bankid"],
        "how_asked": "in_person",
        **answers,
    }


def test_a_mentor_card_for_somebody_new(desk: Client, coordinator: User) -> None:
    guide("bankid", steps=[step("log-in")])
    answer = desk.post(reverse("desk:new_mentor"), mentor_answers())
    card = MentorCard.objects.can_be_matched().get()
    assert answer.headers["Location"] == reverse("desk:hours", args=[card.mentor.public_id])
    assert (card.languages, card.capacity) == (["sv", "ar"], 3)
    assert [one.guide_key for one in card.can_show.all()] == ["bankid"]
    assert card.mentor.alias
    entry = next(one.entry for one in deeds_for(card.mentor) if one.entry.user)
    assert (entry.user, entry.data) == (coordinator, {"entered_by": "in_person"})


def test_a_mentor_card_is_changed_and_keeps_what_was_typed(desk: Client) -> None:
    guide("bankid", steps=[step("log-in")])
    card = MentorCardFactory(mentor=PersonFactory(phone="+46701740615"))
    address = reverse("desk:mentor_card", args=[card.mentor.public_id])
    page = desk.post(address, mentor_answers(capacity="many", email="nobody", how_asked=""))
    assert {name for form in page.context["wrong"] for name in form.errors} == {
        "capacity",
        "email",
        "how_asked",
    }
    assert 'value="many"' in page.content.decode()
    assert 'value="nobody"' in page.content.decode()
    desk.post(address, mentor_answers())
    card.refresh_from_db()
    assert (card.capacity, card.languages) == (3, ["sv", "ar"])
    assert not card.mentor.contact_points.exists()


def test_a_learner_becomes_a_mentor(desk: Client) -> None:
    guide("bankid", steps=[step("log-in")])
    learner = learner_with_card()
    desk.post(reverse("desk:mentor_card", args=[learner.public_id]), mentor_answers())
    assert MentorCard.objects.get().mentor == learner


def test_hours_and_days_off(desk: Client) -> None:
    place, card = PlaceFactory(), MentorCardFactory(mentor=PersonFactory())
    hours = reverse("desk:hours", args=[card.mentor.public_id])
    data = {"weekday": "1", "starts": "14", "ends": "16", "place": place.pk, "off-first_day": "24/12"}
    assert desk.post(hours, data).context["how_asked"].errors.keys() == {"how_asked"}
    assert not card.weekly_hours.exists()
    desk.post(hours, {**data, "how_asked": "in_person"})
    assert (str(card.weekly_hours.get().starts), str(card.time_off.get().first_day)) == (
        "14:00:00",
        "2026-12-24",
    )
    desk.post(hours, {"remove_hours": card.weekly_hours.get().pk, "how_asked": "phone"})
    assert not card.weekly_hours.exists()
    assert card.time_off.exists()
    assert [one.entry.data["entered_by"] for one in deeds_for(card.mentor)] == ["phone", "in_person"]


def test_hours_that_cannot_be_remove_nothing_either(desk: Client) -> None:
    hours = WeeklyHoursFactory(card=MentorCardFactory(mentor=PersonFactory()))
    address = reverse("desk:hours", args=[hours.card.mentor.public_id])
    data = {"remove_hours": hours.pk, "weekday": "1", "starts": "16", "ends": "14", "place": hours.place_id}
    answer = desk.post(address, {**data, "how_asked": "phone"})
    assert answer.status_code == 200
    assert hours.card.weekly_hours.get() == hours
    assert f'value="{hours.pk}" checked' in answer.content.decode()


def test_hours_with_a_meeting_in_them_go_when_the_desk_has_said_what_becomes_of_it(
    desk: Client, unreleased: Meeting
) -> None:
    release(unreleased.pairing, by=CoordinatorFactory())
    accept(unreleased, unreleased.mentor)
    card = unreleased.mentor.mentor_card
    address = reverse("desk:hours", args=[card.mentor.public_id])
    data = {"remove_hours": card.weekly_hours.get().pk, "how_asked": "phone"}
    answer = desk.post(address, data)
    assert answer.context["touched"] == [unreleased]
    assert card.weekly_hours.exists()
    desk.post(address, {**data, "seen": str(unreleased.pk), "meetings": "move"})
    assert not card.weekly_hours.exists()
    unreleased.refresh_from_db()
    assert unreleased.move_asked_at is not None
    assert unreleased.events.get(what="move_asked").entered_by == "phone"


def test_training_and_promise_are_the_desks_own(desk: Client, coordinator: User) -> None:
    card = MentorCardFactory(mentor=PersonFactory(), trained_on=None)
    address = reverse("desk:mentor_standing", args=[card.mentor.public_id])
    assert desk.post(address, {"trained_on": "2027-01-01"}).status_code == 200
    desk.post(address, {"trained_on": "2026-11-20", "promised_on": "2026-09-01", "is_active": "on"})
    card.refresh_from_db()
    assert str(card.trained_on) == "2026-11-20"
    assert deeds_for(card.mentor)[0].entry.data == {"entered_by": "web"}


def test_whoever_stops_a_mentor_reads_of_the_meetings_that_still_stand(desk: Client, asked: Meeting) -> None:
    booked = accept(asked, asked.mentor)
    address = reverse("desk:mentor_standing", args=[booked.mentor.public_id])
    said = {"trained_on": "2026-11-20", "promised_on": "2026-09-01"}
    assert "that still stand: 1." in desk.post(address, said, follow=True).content.decode()
    assert (
        "that still stand"
        not in desk.post(address, {**said, "is_active": "on"}, follow=True).content.decode()
    )
