"""A meeting by the link in a message: whose it is, what it can do, when it leads nowhere."""

from __future__ import annotations

import datetime
import re
import uuid

import pytest
import time_machine
from django.test import Client

from mentors.booking.answering import accept
from mentors.booking.moving import move, times_to_move_to
from mentors.booking.series import book_series, five_weeks
from mentors.links.tokens import LIVES_ON, read, token
from mentors.meetings.models import Meeting, SeatWait
from messaging import worker
from messaging.channels import ConsoleChannel
from messaging.models import Message
from tests.factories import PersonFactory
from tests.mentors.scenes import choose_first, history, learner_with_card, mentor_with_time, suggest
from users.cards import issue_card
from users.contacts import keep
from users.locking import lock_account
from users.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def asked() -> Meeting:
    """A request that waits for its answer."""
    learner, mentor = learner_with_card(), mentor_with_time(book_directly=False)
    suggest(learner, mentor)
    return choose_first(learner, mentor)


@pytest.fixture
def booked(asked: Meeting) -> Meeting:
    """The same, after the yes; the mentor's hours are certain at once from now on."""
    accept(asked, asked.mentor)
    asked.mentor.mentor_card.weekly_hours.update(book_directly=True)
    asked.refresh_from_db()
    return asked


def link(meeting: Meeting, person: User, more: str = "") -> str:
    return f"/en/m/{token(meeting, person.contact_points.get())}/{more}"


def state(meeting: Meeting) -> str:
    return str(Meeting.objects.get(pk=meeting.pk).state)


def test_opening_shows_when_and_nothing_else_and_changes_nothing(booked: Meeting) -> None:
    browser = Client(enforce_csrf_checks=True)
    assert booked.holder is not None
    for more in ("", "flytta/", "avboka/"):
        response = browser.get(link(booked, booked.holder, more))
        shown = response.content.decode()
        assert "tomorrow, Tuesday at 14:00" in shown.lower().replace("tuesday", "Tuesday")
        place = booked.place
        for word in (
            booked.mentor.alias,
            booked.holder.alias,
            place.name,
            place.address,
            place.part_of_town,
            "bankid",
        ):
            assert word not in shown
        assert "no-store" in response["Cache-Control"]
        assert (response["X-Robots-Tag"], response["Referrer-Policy"]) == ("noindex", "no-referrer")
        assert not response.cookies
    assert (state(booked), history(booked)) == ("stands", ["chosen", "accepted"])


def test_the_mentor_says_yes_and_it_says_by_which_door(asked: Meeting) -> None:
    browser, where = Client(enforce_csrf_checks=True), link(asked, asked.mentor)
    assert b'value="no"' in browser.get(where).content
    for _press in range(2):
        assert browser.post(where, {"do": "yes"}).status_code == 200
    assert state(asked) == "stands"
    assert list(asked.events.values_list("what", "entered_by")) == [("chosen", "web"), ("accepted", "link")]
    # What is booked is not answered but cancelled, or another time is asked for.
    browser.post(where, {"do": "no"})
    assert state(asked) == "stands"
    browser.post(where, {"do": "ask"})
    assert history(asked)[-1] == "move_asked"


def test_the_learner_moves_at_the_same_place_and_pressing_twice_moves_once(booked: Meeting) -> None:
    browser = Client(enforce_csrf_checks=True)
    assert booked.holder is not None
    where = link(booked, booked.holder, "flytta/")
    value = re.findall(r'name="time"[^>]* value="([^"]+)"', browser.get(where).content.decode())[0]
    sent = {"time": value, "version": "1"}
    for _press in range(2):
        assert browser.post(where, sent).status_code == 200
    booked.refresh_from_db()
    assert (booked.version, history(booked).count("moved")) == (2, 1)
    elsewhere = value.rsplit("-", 1)[0]
    assert browser.post(where, {"time": elsewhere, "version": "2"}).status_code == 200
    assert Meeting.objects.get(pk=booked.pk).version == 2
    # The link goes with the meeting, to its new time.
    assert b"avboka" in browser.get(link(booked, booked.holder)).content


def test_cancelling_twice_says_so_twice(booked: Meeting) -> None:
    browser = Client(enforce_csrf_checks=True)
    assert booked.holder is not None
    where = link(booked, booked.holder, "avboka/")
    assert [browser.post(where).status_code for _press in range(2)] == [200, 200]
    assert (state(booked), history(booked).count("cancelled")) == ("cancelled", 1)
    assert b"avboka" not in browser.get(link(booked, booked.holder)).content
    assert browser.get(link(booked, booked.mentor)).status_code == 404


def test_a_request_that_is_not_released_is_no_mentors(asked: Meeting) -> None:
    asked.pairing.__class__.objects.update(needs_release=True, released_at=None)
    assert Client().post(link(asked, asked.mentor), {"do": "yes"}).status_code == 404
    assert state(asked) == "held"


def _changed_hands(meeting: Meeting) -> None:
    meeting.bookings.filter(person=meeting.holder).delete()
    Meeting.objects.filter(pk=meeting.pk).update(holder=PersonFactory(), pairing=None)


def _number_is_anothers(meeting: Meeting) -> None:
    assert meeting.holder is not None
    keep(meeting.holder, {"phone": "+46700000009", "email": ""})


def _stopped(meeting: Meeting) -> None:
    User.objects.filter(pk=meeting.holder_id).update(is_active=False)


def _locked_and_opened_with_a_new_card(meeting: Meeting) -> None:
    assert meeting.holder is not None
    lock_account(meeting.holder)
    issue_card(meeting.holder)
    # The same number gets links that work: those that are sent from now on.
    assert Client().get(link(meeting, meeting.holder)).status_code == 200


@pytest.mark.parametrize(
    "change", [_changed_hands, _number_is_anothers, _stopped, _locked_and_opened_with_a_new_card]
)
def test_a_link_leads_nowhere(booked: Meeting, change) -> None:
    assert booked.holder is not None
    where, browser = link(booked, booked.holder), Client()
    assert browser.get(where).status_code == 200
    change(booked)
    assert browser.get(where).status_code == 404
    assert browser.get(where + "flytta/").status_code == 404
    before = state(booked)
    browser.post(where + "avboka/")
    assert state(booked) == before


def test_a_link_ends_when_the_meeting_begins_and_cannot_be_made_up(booked: Meeting) -> None:
    assert booked.holder is not None
    whole = token(booked, booked.holder.contact_points.get())
    assert read(whole) is not None
    assert read(whole, now=booked.starts_at) is None
    assert read(whole, now=booked.starts_at + LIVES_ON, after=LIVES_ON) is None
    text, _dot, signature = whole.rpartition(".")
    other = text[:-2] + ("AA" if text[-2:] != "AA" else "BB")
    for wrong in (f"{other}.{signature}", text, f"{text}.", f"{text}.{signature[:-1]}", "å", ".", whole * 3):
        assert read(wrong) is None, wrong
    # A start after the year 9999, and the last moments before it.
    for minutes in ("P____8B", "Pu7iZ4B"):
        assert read(f"{'A' * 21}{minutes}.x", after=LIVES_ON) is None
    assert Client().get(f"/en/m/{text}./").status_code == 404


def test_the_link_is_in_what_leaves_and_nowhere_else(booked: Meeting, tmp_path) -> None:
    assert booked.holder is not None
    Message.objects.exclude(kind="booked").delete()
    assert worker.send_due() == 1
    sent = ConsoleChannel().path.read_text(encoding="utf-8")
    whole = token(booked, booked.holder.contact_points.get())
    assert f"http://localhost:8000/{booked.holder.language}/m/{whole}/" in sent
    kept = Message.objects.get()
    assert whole not in kept.text
    assert "[[" not in kept.text


def test_a_moved_meeting_is_reached_by_the_older_link_and_whoever_is_late_reads_that_it_has_begun(
    booked: Meeting,
) -> None:
    assert booked.holder is not None
    older, of_mentor = link(booked, booked.holder), link(booked, booked.mentor)
    (*_rest, last) = times_to_move_to(booked, by=booked.holder)
    after = move(booked, last.start_quarter, last.place_id, version=1, by=booked.holder)
    with time_machine.travel(booked.starts_at + datetime.timedelta(minutes=1), tick=False):
        assert b"avboka" in Client().get(older).content
    with time_machine.travel(after.starts_at, tick=False):
        for answer in (Client().get(older), Client().get(of_mentor), Client().post(older + "avboka/")):
            assert (answer.status_code, b"has begun" in answer.content) == (200, True)
            assert b"<form" not in answer.content
        assert state(booked) == "stands"
    with time_machine.travel(after.ends_at, tick=False):
        assert Client().get(of_mentor).status_code == 404


@pytest.mark.parametrize(("passes", "said"), [(True, b"next one who waited"), (False, b"do not wait")])
def test_a_seat_that_was_let_pass_or_declined_is_said_by_its_link(booked: Meeting, passes, said) -> None:
    learner, group = booked.holder, Meeting.objects.filter(pk=booked.pk)
    assert learner is not None
    group.update(format=Meeting.Format.GROUP, seats=1, pairing=None, holder=None)
    booked.bookings.filter(person=learner).delete()
    until = booked.starts_at - datetime.timedelta(hours=6)
    booked.waits.create(person=learner, state=SeatWait.State.OFFERED, offered_seat=1, offered_until=until)
    where = link(booked, learner)
    assert b'value="yes"' in Client().get(where).content
    if not passes:
        assert said in Client().post(where, {"do": "no"}).content
    with time_machine.travel(until if passes else booked.starts_at - datetime.timedelta(hours=7), tick=False):
        for answer in (Client().get(where), Client().post(where, {"do": "yes"})):
            assert (answer.status_code, said in answer.content) == (200, True)
    assert not booked.bookings.filter(person=learner).exists()


def test_the_rest_of_a_series_is_cancelled_by_a_button_of_its_own(booked: Meeting) -> None:
    assert booked.holder is not None
    weeks = [
        (one.same.start_quarter, one.same.place_id)
        for one in five_weeks(booked, by=booked.holder)
        if one.same
    ]
    made = book_series(booked, weeks, key=uuid.uuid4(), by=booked.holder)
    browser, where = Client(enforce_csrf_checks=True), link(made[1], booked.holder, "avboka/")
    assert browser.get(where).content.decode().count("<li>") >= 3
    for _press in range(2):
        assert browser.post(where, {"do": "rest"}).status_code == 200
    assert [state(one) for one in made] == ["stands", *["cancelled"] * 4]
