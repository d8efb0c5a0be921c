"""My meetings and one meeting: what is seen when, cancelling, asking again, and other people's meetings."""

from __future__ import annotations

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentors.booking.answering import accept, decline
from mentors.booking.passing_time import free_expired_holds
from mentors.cards.models import NeedsCard
from mentors.hours.models import PairingSettings
from mentors.meetings.models import Meeting
from mentors.places.models import PlaceDays, PlaceHours
from tests.factories import WeeklyHoursFactory
from tests.mentors.scenes import NOW, choose_first, learner_with_card, mentor_with_time, suggest
from tests.mentors.views.browsing import errors_of, text_of
from users.models import User

pytestmark = pytest.mark.one_database

BLAMING = ("no-show", "no show", "did not come", "did not show", "missed", "fault", "failed")


@pytest.fixture
def learner(site):
    """Somebody who asked a mentor."""
    PairingSettings.objects.create(release_first_pairing=False)
    return learner_with_card()


@pytest.fixture
def mentor(learner):
    """The mentor who was asked."""
    mentor = mentor_with_time()
    suggest(learner, mentor)
    return mentor


@pytest.fixture
def asked(learner, mentor) -> Meeting:
    """The request."""
    return choose_first(learner, mentor)


@pytest.fixture
def booked(asked, mentor) -> Meeting:
    """The meeting, after the yes."""
    return accept(asked, mentor)


def test_the_exact_place_is_seen_only_when_the_meeting_stands(browser, learner, mentor, asked):
    PlaceHours.objects.create(
        place=asked.place, weekday=1, starts=datetime.time(10), ends=datetime.time(19, 30)
    )
    browser.sign_in(learner)
    for address in ("/en/mina-moten/", f"/en/mote/{asked.pk}/"):
        page = browser.open(address)
        assert asked.place.name not in page
        assert asked.place.address not in page
        assert "Open that day" not in page
    accept(asked, mentor)
    seen = text_of(browser.open(f"/en/mote/{asked.pk}/"))
    assert f"{asked.place.name} {asked.place.address}" in seen
    assert asked.place.way_there in seen
    assert "Open that day: 10:00–19:30" in seen
    assert "2026-12-01 14:00" in seen
    assert f"You meet {mentor.alias} at {asked.place.name}." in text_of(browser.open("/en/mina-moten/"))


def test_a_place_that_closed_and_steps_in_the_way_are_said_and_the_need_only_to_the_learner(
    browser, learner, mentor, booked
):
    address = f"/en/mote/{booked.pk}/"
    closed, steps = "The place is closed then.", "There are steps on the way in."
    seen = text_of(browser.sign_in(learner).open(address))
    assert closed not in seen
    assert steps not in seen
    day = datetime.date(2026, 12, 1)
    PlaceDays.objects.create(place=booked.place, first_day=day, last_day=day)
    NeedsCard.objects.filter(learner=learner).update(needs_step_free=True)
    seen = text_of(browser.open(address))
    assert closed in seen
    assert steps in seen
    seen = text_of(browser.sign_in(mentor).open(address))
    assert closed in seen
    assert "steps" not in seen


def test_before_the_coordinator_has_looked_that_is_what_happens_first(browser, learner, mentor):
    PairingSettings.objects.update(release_first_pairing=True)
    asked = choose_first(learner, mentor)
    seen = text_of(browser.sign_in(learner).open(f"/en/mote/{asked.pk}/"))
    assert "A person who works here looks at your first request" in seen
    assert "You have an answer tomorrow, Tuesday at 10:00 at the latest." in seen
    assert "We look at your first request" in text_of(browser.open("/en/mina-moten/"))


def test_cancelling_asks_one_question_and_a_button_acts(browser, learner, mentor, booked):
    browser.sign_in(learner)
    asked = text_of(browser.open(f"/en/mote/{booked.pk}/avboka/"))
    assert f"We tell {mentor.alias}. You need not say why." in asked
    assert Meeting.objects.get().state == Meeting.State.STANDS
    for _press in range(2):
        answer = browser.send(f"/en/mote/{booked.pk}/avboka/")
        assert answer.headers["Location"] == f"/en/mote/{booked.pk}/"
    assert Meeting.objects.get().state == Meeting.State.CANCELLED
    seen = browser.open(f"/en/mote/{booked.pk}/")
    assert "The meeting is cancelled" in seen
    assert "/en/traffa/forslag/" in seen


def test_a_request_can_be_taken_back(browser, learner, asked):
    browser.sign_in(learner)
    assert "Do you want to take your request back?" in browser.open(f"/en/mote/{asked.pk}/avboka/")
    browser.send(f"/en/mote/{asked.pk}/avboka/")
    assert Meeting.objects.get().state == Meeting.State.CANCELLED


def test_the_mentor_can_cancel_too(browser, mentor, booked):
    browser.sign_in(mentor)
    browser.send(f"/en/mote/{booked.pk}/avboka/")
    assert Meeting.objects.get().state == Meeting.State.CANCELLED


def test_the_mentor_can_ask_for_another_time_and_the_learner_cannot(browser, learner, mentor, booked):
    address = f"/en/mote/{booked.pk}/"
    assert 'value="ask"' not in browser.sign_in(learner).open(address)
    assert 'value="ask"' in browser.sign_in(mentor).open(address)
    browser.send(f"{address}avboka/", {"do": "ask"})
    page = browser.open(address)
    assert "The other one is asked for another time." in text_of(page)
    assert 'value="ask"' not in page
    booked.refresh_from_db()
    assert (booked.state, booked.move_asked_at) == ("stands", NOW)


def test_what_has_begun_cannot_be_cancelled_and_that_is_said(browser, learner, booked, monday_at_ten):
    browser.sign_in(learner)
    monday_at_ten.move_to(booked.starts_at + datetime.timedelta(minutes=5))
    browser.sign_in(learner)
    assert browser.get(f"/en/mote/{booked.pk}/avboka/").status_code == 302
    page = browser.send(f"/en/mote/{booked.pk}/avboka/").content.decode()
    assert "This meeting has begun or is over" in page


def test_a_no_is_told_without_blame_and_leads_to_the_next_one(browser, learner, mentor, asked):
    decline(asked, mentor)
    browser.sign_in(learner)
    seen = text_of(browser.open(f"/en/mote/{asked.pk}/"))
    assert "It is not because of you." in seen
    assert "Choose another time" in seen


def test_after_a_no_the_next_request_is_shown(browser, learner, mentor):
    suggest_next = mentor_with_time()
    learner.needs_card.suggestions.create(mentor=suggest_next, rank=2)
    asked = choose_first(learner, mentor)
    decline(asked, mentor)
    following = Meeting.objects.get(mentor=suggest_next)
    page = browser.sign_in(learner).open(f"/en/mote/{asked.pk}/")
    assert f'href="/en/mote/{following.pk}/"' in page


def test_no_answer_in_time_is_told_without_blame(browser, learner, asked, monday_at_ten):
    browser.sign_in(learner)
    monday_at_ten.shift(datetime.timedelta(hours=25))
    free_expired_holds()
    seen = text_of(browser.sign_in(learner).open(f"/en/mote/{asked.pk}/"))
    assert "No answer came in time" in seen
    assert "It is not because of you." in seen


def test_an_answer_that_is_overdue_is_told_before_the_worker_has_come_by(
    browser, other_browser, learner, mentor, asked, monday_at_ten
):
    monday_at_ten.shift(datetime.timedelta(hours=25))
    seen = text_of(browser.sign_in(learner).open(f"/en/mote/{asked.pk}/"))
    assert "No answer came in time" in seen
    assert "Choose another time" in seen
    assert "You have no meeting coming." in text_of(browser.open("/en/mina-moten/"))
    assert "You are waiting for an answer" not in browser.open("/en/traffa/forslag/")
    other_browser.sign_in(mentor)
    assert "No requests right now." in other_browser.open("/en/mentor/")
    assert other_browser.get(f"/en/mentor/svar/{asked.pk}/").headers["Location"] == f"/en/mote/{asked.pk}/"
    assert "This request is closed" in other_browser.open(f"/en/mote/{asked.pk}/")


def test_a_meeting_that_is_over_leads_to_meeting_again(browser, learner, booked, monday_at_ten):
    monday_at_ten.move_to(NOW + datetime.timedelta(days=3))
    browser.sign_in(learner)
    assert "Meet again" in text_of(browser.open(f"/en/mote/{booked.pk}/"))
    seen = text_of(browser.open("/en/mina-moten/"))
    assert "You have no meeting coming." in seen
    assert "Before" in seen


@pytest.mark.parametrize("state", list(Meeting.State))
def test_no_page_blames_anybody(browser, learner, asked, state):
    Meeting.objects.update(state=state)
    browser.sign_in(learner)
    for address in (f"/en/mote/{asked.pk}/", "/en/mina-moten/"):
        seen = text_of(browser.open(address)).lower()
        assert [word for word in BLAMING if word in seen] == []
        assert "client" not in seen


@pytest.mark.parametrize("address", ["mote/{pk}/", "mote/{pk}/avboka/", "mentor/svar/{pk}/"])
def test_other_peoples_meetings_do_not_exist(other_browser, booked, address):
    address = f"/en/{address.format(pk=booked.pk)}"
    for stranger in (learner_with_card(), mentor_with_time(), User.objects.create_person("Nobody")):
        other_browser.sign_in(stranger)
        assert other_browser.get(address).status_code == 404
        assert other_browser.send(address, {"answer": "yes"}).status_code in {404, 405}
    assert Meeting.objects.get().state == Meeting.State.STANDS


def test_titles_name_no_topic(browser, learner, booked):
    browser.sign_in(learner)
    for address in ("/en/mina-moten/", f"/en/mote/{booked.pk}/", f"/en/mote/{booked.pk}/avboka/"):
        page = browser.open(address)
        assert "<title>My meetings</title>" in page


def test_the_name_can_be_changed_and_is_guarded(browser, learner):
    browser.sign_in(learner)
    page = browser.send("/en/mina-moten/namn/", {"alias": "070-174 06 05"}).content.decode()
    assert "This looks like a phone number." in page
    assert 'value="070-174 06 05"' in page
    page = browser.send("/en/mina-moten/namn/", {"alias": "x" * 41}).content.decode()
    assert "This is 1 character too long." in page
    assert "x" * 41 in page
    assert "Write a name" in browser.send("/en/mina-moten/namn/", {"alias": " "}).content.decode()
    unseen = browser.send("/en/mina-moten/namn/", {"alias": "\u202e\u200b!"}).content.decode()
    assert "Write a name" in unseen
    assert browser.send("/en/mina-moten/namn/", {"alias": "Ros"}).headers["Location"] == "/en/vidare/"
    assert "Others now see you as Ros." in browser.open("/en/mina-moten/")
    answer = browser.send("/en/mina-moten/namn/", {"alias": "Viol", "choosing": "1"})
    assert answer.headers["Location"] == "/en/traffa/forslag/"
    assert User.objects.get(pk=learner.pk).alias == "Viol"


def test_opening_pages_changes_nothing(browser, learner, booked):
    browser.sign_in(learner)
    addresses = [
        "mina-moten/",
        "mina-moten/namn/",
        f"mote/{booked.pk}/",
        f"mote/{booked.pk}/avboka/",
        "traffa/",
    ]
    with CaptureQueriesContext(connection) as queries:
        for address in addresses:
            browser.open(f"/en/{address}")
    assert [
        query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))
    ] == []


def test_a_meeting_is_moved_to_a_time_that_is_certain_at_once(browser, mentor, asked, learner):
    meeting = accept(asked, mentor)
    WeeklyHoursFactory(
        card=mentor.mentor_card, weekday=2, book_directly=True, place=meeting.place, ends=datetime.time(15)
    )
    browser.sign_in(learner)
    address = f"/en/mote/{meeting.pk}/flytta/"
    assert f'href="{address}"' in browser.open(f"/en/mote/{meeting.pk}/")
    page = browser.open(address)
    (value, *_others) = re.findall(r'name="time"[^>]*value="([^"]+)"', page)
    assert set(errors_of(browser.send(address, {"version": "1"}))) == {"time"}
    assert browser.send(address, {"version": "1", "time": value}).status_code == 302
    assert "Wednesday" in text_of(browser.open(f"/en/mote/{meeting.pk}/"))
    browser.sign_in(mentor)
    assert browser.get(address).status_code == 404
