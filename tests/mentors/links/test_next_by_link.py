"""The next meeting by the link in a message, after one that was cancelled, did not take place, or has been."""

from __future__ import annotations

import datetime
import re
import uuid
from collections.abc import Callable

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.utils.translation import override

from mentors.booking.anew import OFFERED_AT_MOST, a_few_of, choice_after, key_after
from mentors.booking.answering import accept
from mentors.booking.cancelling import cancel
from mentors.booking.choosing import COMING_MEETINGS_AT_MOST
from mentors.booking.not_held import say_not_held
from mentors.booking.parting import part
from mentors.booking.together import end, pause
from mentors.cards.models import MentorCard
from mentors.hours.free_times import FreeTime
from mentors.hours.models import WeeklyHours
from mentors.links.tokens import LIVES_ON, token
from mentors.meetings.models import Meeting, OccupiedQuarter
from mentors.meetings.quarters import quarter_of
from messaging.models import Message
from tests.factories import PersonFactory, PlaceFactory
from tests.mentors.scenes import (
    NOW,
    choose_first,
    history,
    learner_with_card,
    mentor_with_time,
    pairing_of,
    suggest,
)
from users.contacts import keep
from users.erasure import erase
from users.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

A_WEEK = datetime.timedelta(days=7)


@pytest.fixture
def booked() -> Meeting:
    """A meeting of a pair, tomorrow at two, with a mentor whose hours are certain at once."""
    learner, mentor = learner_with_card(), mentor_with_time(book_directly=False)
    suggest(learner, mentor)
    meeting = choose_first(learner, mentor)
    accept(meeting, mentor)
    mentor.mentor_card.weekly_hours.update(book_directly=True)
    meeting.refresh_from_db()
    return meeting


@pytest.fixture
def cancelled(booked: Meeting) -> Meeting:
    cancel(booked, booked.mentor)
    booked.refresh_from_db()
    return booked


def learner_of(meeting: Meeting) -> User:
    assert meeting.holder is not None
    return meeting.holder


def link(meeting: Meeting, person: User | None = None, more: str = "") -> str:
    contact = (person or learner_of(meeting)).contact_points.get()
    return f"/en/m/{token(meeting, contact)}/{more}"


def values(page: bytes) -> list[str]:
    return re.findall(r'name="time"[^>]* value="([^"]+)"', page.decode())


def sent(meeting: Meeting, value: str) -> dict[str, str]:
    return {"time": value, "key": str(key_after(meeting))}


def meetings() -> int:
    return Meeting.objects.count()


def _was_cancelled(meeting: Meeting) -> datetime.datetime:
    cancel(meeting, meeting.mentor)
    return NOW


def _did_not_take_place(meeting: Meeting) -> datetime.datetime:
    said_at = meeting.starts_at + datetime.timedelta(minutes=15)
    say_not_held(meeting, meeting.mentor, now=said_at)
    return said_at


def _has_been(meeting: Meeting) -> datetime.datetime:
    return meeting.ends_at + datetime.timedelta(days=1)


@pytest.mark.parametrize("ending", [_was_cancelled, _did_not_take_place, _has_been])
def test_opening_shows_and_a_button_books_once(
    booked: Meeting, ending: Callable[[Meeting], datetime.datetime]
) -> None:
    browser, where = Client(enforce_csrf_checks=True), link(booked)
    with time_machine.travel(ending(booked), tick=False):
        response = browser.get(where)
        page, offered = response.content, values(response.content)
        assert (response.status_code, len(offered), meetings()) == (200, OFFERED_AT_MOST, 1)
        assert "no-store" in response["Cache-Control"]
        assert not response.cookies
        assert b"Tuesday afternoon" in page
        assert page.count(b"Certain at once") == OFFERED_AT_MOST
        for word in (booked.mentor.alias, booked.where, "bankid", learner_of(booked).alias):
            assert word not in page.decode()
        answers = [browser.post(link(booked, more="ny-tid/"), sent(booked, offered[-1])) for _twice in "12"]
        following = Meeting.objects.exclude(pk=booked.pk).get()
        # The earlier link goes on to the meeting that it led to, as each press did.
        goes_to = link(following)
        assert {one.headers["Location"] for one in [*answers, browser.get(where)]} == {goes_to}
        assert b"avboka" in browser.get(goes_to).content
    assert (following.state, following.entered_by, history(following)) == (
        "stands",
        "link",
        ["booked_directly"],
    )
    assert (following.mentor, following.place, following.way, following.holder) == (
        booked.mentor,
        booked.place,
        booked.way,
        booked.holder,
    )


def test_a_time_that_is_not_certain_waits_for_the_answer_of_the_other(cancelled: Meeting) -> None:
    WeeklyHours.objects.update(book_directly=False)
    browser = Client()
    page = browser.get(link(cancelled)).content
    assert (page.count(b"The other one says yes or no first."), b"Certain at once" in page) == (3, False)
    page = browser.post(
        link(cancelled, more="ny-tid/"), sent(cancelled, values(page)[0]), follow=True
    ).content.decode()
    assert "Your request is sent" in page
    assert "You have an answer" in page
    asked = Meeting.objects.held().get()
    assert (asked.pairing, Message.objects.filter(kind="request", person=asked.mentor).count()) == (
        cancelled.pairing,
        2,
    )


def test_a_time_that_was_taken_meanwhile_keeps_the_page_and_says_so(cancelled: Meeting) -> None:
    browser = Client()
    first, *others = values(browser.get(link(cancelled)).content)
    another = learner_with_card(learner=PersonFactory(phone="+46700000003"))
    suggest(another, cancelled.mentor)
    choose_first(another, cancelled.mentor)
    response = browser.post(link(cancelled, more="ny-tid/"), sent(cancelled, first))
    assert response.status_code == 200
    assert b"That time has just been taken." in response.content
    now_offered = values(response.content)
    assert first not in now_offered
    assert set(others) <= set(now_offered)
    assert not Meeting.objects.filter(holder=cancelled.holder).exclude(pk=cancelled.pk).exists()


def test_where_nobody_is_free_the_link_says_which_own_answer_it_is_and_names_nobody(
    cancelled: Meeting,
) -> None:
    learner = learner_of(cancelled)
    elsewhere = PlaceFactory(name="Somewhere else")
    learner.needs_card.places.set([elsewhere])
    page = Client().get(link(cancelled)).content.decode()
    assert "Nobody is free right now" in page
    assert "They are at a place that you did not choose." in page
    assert "tomorrow, Tuesday at 14:00" in page
    for word in (cancelled.mentor.alias, cancelled.where, learner.alias):
        assert word not in page
    # At another place that they did choose.
    WeeklyHours.objects.update(place=elsewhere)
    assert "The same person has other times" in Client().get(link(cancelled)).content.decode()
    # Whoever may not meet any more reads no more than that nobody is free.
    _ended(cancelled)
    page = Client().get(link(cancelled)).content.decode()
    assert ("Nobody is free right now" in page, "The same person" in page) == (True, False)


def test_a_page_that_is_stale_or_made_up_books_nothing(cancelled: Meeting) -> None:
    browser, where = Client(), link(cancelled, more="ny-tid/")
    first, second, third = values(browser.get(where).content)
    browser.post(where, sent(cancelled, first))
    following = Meeting.objects.exclude(pk=cancelled.pk).get()
    cancel(following, following.mentor)
    before = meetings()
    mentor, start, place = second.split(".")
    for wrong in (
        sent(cancelled, second),  # From before the meeting that it led to.
        {"time": second, "key": str(uuid.uuid4())},
        {"time": second},
        {"key": str(key_after(following))},
        sent(following, f"{uuid.uuid4()}.{start}.{place}"),
        sent(following, f"{mentor}.{start}.phone"),
        sent(following, f"{mentor}.{int(start) + 1}.{place}"),
    ):
        response = browser.post(where, wrong)
        assert (response.status_code, b'role="alert"' in response.content) == (200, True), wrong
    assert meetings() == before
    # The link goes on from the later one.
    assert browser.post(where, sent(following, third)).status_code == 302
    assert meetings() == before + 1


def _ended(meeting: Meeting) -> None:
    end(pairing_of(meeting), meeting.mentor)


def _rests(meeting: Meeting) -> None:
    pause(pairing_of(meeting), meeting.mentor)


def _do_not_meet(meeting: Meeting) -> None:
    part(meeting.mentor, learner_of(meeting), by=meeting.mentor)


def _mentor_left(meeting: Meeting) -> None:
    User.objects.filter(pk=meeting.mentor_id).update(is_active=False)


def _mentor_rests(meeting: Meeting) -> None:
    MentorCard.objects.update(is_active=False)


def _no_hours(meeting: Meeting) -> None:
    WeeklyHours.objects.all().delete()


def test_who_may_not_meet_any_more_reads_the_same_as_where_nobody_is_free(cancelled: Meeting) -> None:
    browser, where, pages = Client(), link(cancelled, more="ny-tid/"), set()
    value = values(browser.get(where).content)[0]
    for change in (_no_hours, _ended, _rests, _do_not_meet, _mentor_left, _mentor_rests):
        with transaction.atomic():
            change(Meeting.objects.get(pk=cancelled.pk))
            before = meetings()
            page = browser.get(where).content.decode()
            assert browser.post(where, sent(cancelled, value)).status_code == 200, change
            assert (values(page.encode()), meetings()) == ([], before), change
            pages.add(page)
            transaction.set_rollback(True)
    (page,) = pages
    assert "Nobody is free right now" in page
    assert "Sign in for more times" in page
    assert len(values(browser.get(where).content)) == OFFERED_AT_MOST


def _number_is_anothers(meeting: Meeting) -> None:
    keep(learner_of(meeting), {"phone": "+46700000009", "email": ""})


def _locked(meeting: Meeting) -> None:
    User.objects.filter(pk=meeting.holder_id).update(is_active=False)


def _erased(meeting: Meeting) -> None:
    erase(learner_of(meeting))


@pytest.mark.parametrize("change", [_number_is_anothers, _locked, _erased])
def test_it_leads_nowhere_and_books_nothing(cancelled: Meeting, change: Callable[[Meeting], None]) -> None:
    browser, where = Client(), link(cancelled, more="ny-tid/")
    value = values(browser.get(where).content)[0]
    form = sent(cancelled, value)
    change(cancelled)
    assert (browser.get(where).status_code, browser.post(where, form).status_code) == (404, 404)
    assert not OccupiedQuarter.objects.exists()


def test_it_is_the_learners_and_ends_after_two_weeks(cancelled: Meeting) -> None:
    browser = Client()
    assert browser.get(link(cancelled, cancelled.mentor, "ny-tid/")).status_code == 404
    stranger = PersonFactory(phone="+46700000004")
    assert browser.get(link(cancelled, stranger, "ny-tid/")).status_code == 404
    where = link(cancelled)
    with time_machine.travel(cancelled.starts_at + LIVES_ON - datetime.timedelta(minutes=1), tick=False):
        assert browser.get(where).status_code == 200
    with time_machine.travel(cancelled.starts_at + LIVES_ON, tick=False):
        assert browser.get(where).status_code == 404


def test_a_meeting_that_is_still_to_come_leads_to_no_other(booked: Meeting) -> None:
    browser = Client()
    assert browser.get(link(booked, more="ny-tid/")).status_code == 404
    with time_machine.travel(booked.starts_at, tick=False):
        assert browser.get(link(booked, more="ny-tid/")).status_code == 404


def test_caps_and_an_open_request_hold_as_when_signed_in(cancelled: Meeting) -> None:
    learner, mentor = learner_of(cancelled), mentor_with_time(book_directly=False, weekday=3)
    suggest(learner, mentor)
    asked = choose_first(learner, mentor)
    # What is certain at once can be chosen while another answer is waited for; what needs one cannot.
    assert {one.is_direct for one in choice_after(cancelled).times} == {True}
    WeeklyHours.objects.update(book_directly=False)
    with override("en"):
        refused = choice_after(cancelled)
    assert (refused.times, "already waiting for an answer" in refused.why_none) == ([], True)
    accept(asked, mentor)
    soon = quarter_of(NOW) + 1_000
    for number in range(COMING_MEETINGS_AT_MOST - 1):
        Meeting.objects.create(
            state=Meeting.State.STANDS,
            start_quarter=soon + number * 8,
            end_quarter=soon + number * 8 + 4,
            place=cancelled.place,
            mentor=mentor,
            holder=learner,
        )
    with override("en"):
        refused = choice_after(cancelled)
    assert (refused.times, "You have 3 meetings coming." in refused.why_none) == ([], True)
    page = Client().get(link(cancelled)).content.decode()
    assert refused.why_none in page
    assert "There is another meeting for you:" in page


def test_the_learner_is_sent_the_link_whoever_cancelled_why_and_the_mentor_is_not(booked: Meeting) -> None:
    """The same words when one of the two has parted: the page tells, and it tells no reason."""
    texts = set()
    for change in (_was_cancelled, _do_not_meet):
        with transaction.atomic():
            change(booked)
            texts.update(Message.objects.filter(kind="cancelled").values_list("text", flat=True))
            transaction.set_rollback(True)
    (text,) = texts
    assert text.endswith("[[link]]")
    cancel(booked, learner_of(booked))
    assert "[[link]]" not in Message.objects.get(kind="cancelled").text


def test_who_cancels_by_the_link_can_choose_anew_at_once(booked: Meeting) -> None:
    browser, where = Client(), link(booked)
    page = browser.post(link(booked, more="avboka/")).content.decode()
    assert f'href="{where}"' in page
    assert len(values(browser.get(where).content)) == OFFERED_AT_MOST


def test_three_times_are_of_different_days_and_else_of_different_parts_of_the_day() -> None:
    monday_at_ten = quarter_of(NOW)
    hours = {name: monday_at_ten + 4 * later for name, later in {"10": 0, "11": 1, "14": 4, "15": 5}.items()}
    times = {name: FreeTime(1, start, start + 4, 1, True) for name, start in hours.items()}
    tomorrow = times["10"]._replace(start_quarter=monday_at_ten + 96, end_quarter=monday_at_ten + 100)
    assert a_few_of([]) == []
    assert a_few_of(list(times.values())) == [times["10"], times["11"], times["14"]]
    assert a_few_of([*times.values(), tomorrow]) == [times["10"], times["14"], tomorrow]
