"""A list costs as many queries with three things on it as with one."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentors.booking.answering import accept
from mentors.hours.models import PairingSettings
from tests.factories import WeeklyHoursFactory
from tests.mentors.scenes import choose_first, learner_with_card, mentor_with_time, suggest
from tests.mentors.views.browsing import Browser


@pytest.fixture(autouse=True)
def _no_release(site) -> None:
    """Requests go straight to the mentor."""
    PairingSettings.objects.create(release_first_pairing=False)


def queries_of(browser: Browser, address: str) -> int:
    """How many queries a page takes when everything that is kept in memory is there."""
    browser.open(address)
    with CaptureQueriesContext(connection) as queries:
        browser.open(address)
    return len(queries)


def test_suggestions(browser):
    browser.sign_in(learner_with_card())
    mentor_with_time()
    one = queries_of(browser, "/en/traffa/forslag/")
    mentor_with_time()
    mentor_with_time()
    assert queries_of(browser, "/en/traffa/forslag/") == one <= 30


def test_my_meetings(browser):
    learner = learner_with_card(wishes=["bankid", "fraud"])
    browser.sign_in(learner)
    mentors = [mentor_with_time(weekday=day, book_directly=True) for day in (1, 2, 3)]
    suggest(learner, *mentors)
    choose_first(learner, mentors[0])
    one = queries_of(browser, "/en/mina-moten/")
    choose_first(learner, mentors[1])
    choose_first(learner, mentors[2])
    assert queries_of(browser, "/en/mina-moten/") == one <= 12


def test_a_mentors_page(browser):
    mentor = mentor_with_time(card={"capacity": 8}, starts=datetime.time(9), ends=datetime.time(20))

    def ask(accepted: bool) -> None:
        learner = learner_with_card()
        suggest(learner, mentor)
        meeting = choose_first(learner, mentor)
        if accepted:
            accept(meeting, mentor)

    browser.sign_in(mentor)
    ask(True)
    ask(False)
    one = queries_of(browser, "/en/mentor/")
    for accepted in (True, False, True, False):
        ask(accepted)
    assert queries_of(browser, "/en/mentor/") == one <= 13


def test_a_mentors_hours(browser):
    mentor = mentor_with_time()
    browser.sign_in(mentor)
    one = queries_of(browser, "/en/mentor/tider/")
    for day in (3, 4):
        WeeklyHoursFactory(card=mentor.mentor_card, weekday=day)
    assert queries_of(browser, "/en/mentor/tider/") == one <= 10


def test_one_meeting(browser):
    learner, mentor = learner_with_card(), mentor_with_time()
    suggest(learner, mentor)
    meeting = choose_first(learner, mentor)
    assert queries_of(browser.sign_in(learner), f"/en/mote/{meeting.pk}/") <= 11
