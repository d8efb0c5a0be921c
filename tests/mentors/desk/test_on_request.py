"""Every step for somebody who asks: done by the coordinator, and written down as on request."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from mentors.booking.answering import accept
from mentors.booking.forms import ChosenTime
from mentors.cards.models import NeedsCard
from mentors.desk.record import deeds_for
from mentors.meetings.models import Meeting, MeetingEvent
from tests.factories import (
    NeedsCardFactory,
)
from tests.mentors.scenes import learner_with_card, mentor_with_time, times_of
from users.models import LoginCard, User

pytestmark = pytest.mark.one_database

CHANNELS = ["phone", "in_person", "paper"]


def last_event(meeting: Meeting) -> MeetingEvent:
    return meeting.events.order_by("pk")[meeting.events.count() - 1]


def deed(person: User) -> ModelLogEntry:
    (found,) = deeds_for(
        User.objects.select_related("needs_card", "mentor_card", "login_card").get(pk=person.pk)
    )
    return found.entry


def needs(**answers: Any) -> dict[str, Any]:
    """A filled-in needs card, as the form sends it."""
    return {
        "language": "sv",
        "own_words": "Skicka en bild till mitt barnbarn",
        "languages": ["so", "sv"],
        "answer_way": "phone",
        "phone": "070-174 06 15",
        "how_asked": "phone",
        **answers,
    }


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize(
    ("said", "state", "what"), [("yes", "stands", "accepted"), ("no", "declined", "declined")]
)
def test_a_mentors_answer(
    desk: Client, asked: Meeting, coordinator: User, channel: str, said: str, state: str, what: str
) -> None:
    desk.post(reverse("desk:answer", args=[asked.pk]), {"answer-answer": said, "answer-how_asked": channel})
    asked.refresh_from_db()
    event = last_event(asked)
    assert (asked.state, event.what, event.by, event.entered_by) == (state, what, coordinator, channel)


def test_the_quick_buttons_say_by_phone(desk: Client, asked: Meeting, coordinator: User) -> None:
    page = desk.get(reverse("desk:today")).content.decode()
    assert "Said yes by phone" in page
    desk.post(reverse("desk:answer", args=[asked.pk]), {"quick": "1", "how_asked": "phone", "answer": "yes"})
    event = last_event(asked)
    assert (event.what, event.by, event.entered_by) == ("accepted", coordinator, "phone")


@pytest.mark.parametrize("how", ["", "web", "own"])
def test_nothing_is_answered_without_saying_how(desk: Client, asked: Meeting, how: str) -> None:
    answer = desk.post(
        reverse("desk:answer", args=[asked.pk]), {"answer-answer": "yes", "answer-how_asked": how}
    )
    assert answer.status_code == 200
    assert answer.context["answer_form"].errors.keys() == {"how_asked"}
    assert answer.context["answer_form"]["answer"].value() == "yes"
    asked.refresh_from_db()
    assert asked.state == Meeting.State.HELD


@pytest.mark.parametrize(("how", "channel"), [("in_person", "in_person"), ("own", "web")])
def test_cancelling(desk: Client, asked: Meeting, coordinator: User, how: str, channel: str) -> None:
    accept(asked, asked.mentor)
    desk.post(reverse("desk:cancel", args=[asked.pk]), {"cancel-how_asked": how})
    asked.refresh_from_db()
    event = last_event(asked)
    assert (asked.state, event.by, event.entered_by) == ("cancelled", coordinator, channel)


def test_nothing_is_cancelled_without_saying_how(desk: Client, asked: Meeting) -> None:
    assert desk.post(reverse("desk:cancel", args=[asked.pk]), {}).status_code == 200
    asked.refresh_from_db()
    assert asked.state == Meeting.State.HELD


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_needs_card_for_somebody_new(desk: Client, coordinator: User, channel: str) -> None:
    answer = desk.post(reverse("desk:new_learner"), needs(alias="Mormor", how_asked=channel))
    card = NeedsCard.objects.get()
    assert answer.headers["Location"] == reverse("desk:suggestions", args=[card.learner.public_id])
    assert (card.entered_by, card.learner.alias, card.languages) == (channel, "Mormor", ["sv", "so"])
    assert card.learner.contact_points.get().value == "+46701740615"
    entry = deed(card.learner)
    assert (entry.user, entry.data) == (coordinator, {"entered_by": channel})


def test_a_new_learner_gets_a_card_that_is_shown_once(desk: Client) -> None:
    desk.post(reverse("desk:new_learner"), needs())
    learner = NeedsCard.objects.get().learner
    shown = desk.get(reverse("desk:suggestions", args=[learner.public_id])).context["card_address"]
    page = desk.get(shown)
    assert page.context["card"].number == learner.login_card.number
    desk.post(shown.split("?")[0])
    assert desk.get(reverse("desk:person", args=[learner.public_id])).context["card_address"] == ""


def test_two_presses_make_one_learner(desk: Client) -> None:
    data = needs(key=str(uuid.uuid4()))
    desk.post(reverse("desk:new_learner"), data)
    desk.post(reverse("desk:new_learner"), data)
    assert (NeedsCard.objects.count(), LoginCard.objects.count()) == (1, 1)


def test_an_error_keeps_what_was_typed(desk: Client) -> None:
    answer = desk.post(
        reverse("desk:new_learner"),
        needs(alias="Blå Vind", own_words="Ring 070-174 06 15", phone="12", how_asked="", languages=["so"]),
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert {name for form in answer.context["wrong"] for name in form.errors} == {
        "own_words",
        "phone",
        "how_asked",
    }
    for typed in ('value="Blå Vind"', "Ring 070-174 06 15", 'value="12"'):
        assert typed in page
    assert answer.context["forms"][2]["languages"].value() == ["so"]
    assert 'href="#id_phone"' in page
    assert NeedsCard.objects.count() == 0


def test_what_the_guard_finds_is_taken_out_by_one_press(desk: Client) -> None:
    page = desk.post(reverse("desk:new_learner"), needs(own_words="Ring 070-174 06 15")).content.decode()
    assert "Take it out for me" in page
    desk.post(reverse("desk:new_learner"), needs(own_words="Ring 070-174 06 15", take_out="1"))
    assert "070" not in NeedsCard.objects.get().wishes.get().own_words


def test_a_needs_card_is_changed(desk: Client, coordinator: User) -> None:
    learner = learner_with_card()
    desk.post(reverse("desk:needs", args=[learner.public_id]), needs(languages=["uk"], how_asked="paper"))
    card = NeedsCard.objects.get(learner=learner)
    assert (card.languages, card.entered_by) == (["uk"], "paper")
    assert deed(learner).data == {"entered_by": "paper"}


def test_a_time_is_chosen(desk: Client, coordinator: User) -> None:
    learner, mentor = learner_with_card(), mentor_with_time()
    address = reverse("desk:suggestions", args=[learner.public_id])
    (offer,) = desk.get(address).context["offers"]
    assert offer.mentor == mentor
    data = {"chosen": offer.times[0].value, "key": str(uuid.uuid4()), "how_asked": "phone"}
    assert desk.post(address, data).status_code == 302
    desk.post(address, data)
    meeting = Meeting.objects.get()
    event = meeting.events.get()
    assert (meeting.holder, meeting.mentor, meeting.entered_by) == (learner, mentor, "phone")
    assert (event.what, event.by, event.entered_by) == ("chosen", coordinator, "phone")


def test_a_choice_without_how_asked_stays_chosen(desk: Client) -> None:
    learner, mentor = learner_with_card(), mentor_with_time()
    time = times_of(mentor)[0]
    chosen = f"time:{ChosenTime(mentor.public_id, time.start_quarter, time.place_id)}"
    answer = desk.post(
        reverse("desk:suggestions", args=[learner.public_id]), {"chosen": chosen, "key": str(uuid.uuid4())}
    )
    assert answer.context["how_asked"].errors.keys() == {"how_asked"}
    assert f'value="{chosen}" checked' in answer.content.decode()
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    "chosen", ["", "time:x", "seat:x", "time:a.b.c", "nonsense", "seat:8be6b7c4-6226-49e6-8e55-3bfe1c9a4a86x"]
)
def test_a_choice_that_is_none_is_refused_kindly(desk: Client, chosen: str) -> None:
    learner = learner_with_card()
    mentor_with_time()
    data = {"chosen": chosen, "key": str(uuid.uuid4()), "how_asked": "phone"}
    answer = desk.post(reverse("desk:suggestions", args=[learner.public_id]), data)
    assert answer.context["form"].errors.keys() == {"chosen"}


def test_a_time_that_was_taken_meanwhile_is_told(desk: Client) -> None:
    first, second, mentor = learner_with_card(), learner_with_card(), mentor_with_time()
    time = times_of(mentor)[0]
    chosen = f"time:{ChosenTime(mentor.public_id, time.start_quarter, time.place_id)}"
    for learner in (first, second):
        answer = desk.post(
            reverse("desk:suggestions", args=[learner.public_id]),
            {"chosen": chosen, "key": str(uuid.uuid4()), "how_asked": "phone"},
        )
    assert "just been taken" in answer.content.decode()
    assert Meeting.objects.get().holder == first


def test_a_person_who_cannot_be_reached_is_offered_times_that_stand_at_once(desk: Client) -> None:
    learner = learner_with_card(answer_way="none")
    mentor_with_time()
    address = reverse("desk:suggestions", args=[learner.public_id])
    assert desk.get(address).context["offers"] == []
    mentor_with_time(weekday=2, book_directly=True)
    (offer,) = desk.get(address).context["offers"]
    data = {"chosen": offer.times[0].value, "key": str(uuid.uuid4()), "how_asked": "in_person"}
    desk.post(address, data)
    assert Meeting.objects.get().state == Meeting.State.STANDS


def test_a_place_in_the_line_and_out_of_it(desk: Client) -> None:
    learner = learner_with_card()
    address = reverse("desk:line", args=[learner.public_id])
    desk.post(address, {})
    assert NeedsCard.objects.get().waiting_since is None
    desk.post(address, {"line-how_asked": "phone"})
    assert NeedsCard.objects.get().waiting_since is not None
    desk.post(address, {"line-how_asked": "phone", "leave": "1"})
    assert NeedsCard.objects.get().waiting_since is None


def test_a_new_login_card_stops_the_old_one(desk: Client, coordinator: User) -> None:
    desk.post(reverse("desk:new_learner"), needs())
    learner = NeedsCard.objects.get().learner
    before = learner.login_card.number
    address = reverse("desk:login_card", args=[learner.public_id])
    assert desk.post(address, {}).status_code == 200
    assert LoginCard.objects.get().number == before
    shown = desk.post(address, {"how_asked": "in_person"}, follow=True)
    number = LoginCard.objects.get().number
    assert number != before
    assert shown.context["card"].number == number


def test_what_was_done_on_request_is_on_the_persons_page_without_a_name_in_the_log(desk: Client) -> None:
    learner = NeedsCardFactory().learner
    desk.post(reverse("desk:line", args=[learner.public_id]), {"line-how_asked": "phone"})
    page = desk.get(reverse("desk:person", args=[learner.public_id])).content.decode()
    assert "by phone, on request" in page
    assert learner.alias not in str(ModelLogEntry.objects.get().__dict__)
