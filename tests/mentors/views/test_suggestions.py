"""The page of suggestions: who, why and when; what is open without booking; and never a dead end."""

from __future__ import annotations

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentors.cards.models import AnswerWay, NeedsCard
from mentors.hours.models import PairingSettings
from mentors.matching.models import MentorPrice, Suggestion
from mentors.matching.rounds.by_hand import suggest_by_hand
from mentors.meetings.models import Booking, Meeting
from mentors.meetings.quarters import quarter_of
from tests.factories import CoordinatorFactory, PlaceFactory
from tests.mentors.scenes import NOW, choose_first, learner_with_card, mentor_with_time, suggest
from tests.mentors.views.browsing import (
    choice_on,
    is_shown_twice,
    only_meeting,
    text_of,
    times_on,
)

pytestmark = pytest.mark.one_database


def open_door(format: str, *, seats: int = 0, days: int = 1) -> Meeting:
    """A drop-in or a group in some days, at two."""
    start = quarter_of(NOW + datetime.timedelta(days=days, hours=4))
    return Meeting.objects.create(
        format=format,
        state=Meeting.State.STANDS,
        start_quarter=start,
        end_quarter=start + 8,
        place=PlaceFactory(part_of_town="Norr"),
        mentor=mentor_with_time(weekday=6),
        seats=seats,
        guide_key="fraud",
    )


@pytest.fixture
def learner(site):
    """Somebody with a card."""
    return learner_with_card()


def test_a_mentor_is_shown_by_alias_with_reasons_and_times_and_no_exact_place(browser, learner):
    mentor = mentor_with_time()
    page = browser.sign_in(learner).open("/en/traffa/forslag/")
    seen = text_of(page)
    assert mentor.alias in seen
    assert "Speaks Somali, as you do" in seen
    assert "Title bankid en" in seen
    assert "Tomorrow, Tuesday at 14:00 to 15:00, in Söder" in seen
    assert "Storgatan" not in page
    assert "Biblioteket" not in page
    assert len(times_on(page)) == 3
    assert 'name="ask_next" id="id_ask_next" checked' in page


def test_whom_a_round_has_for_somebody_stands_first_and_the_page_says_until_when(browser, learner):
    mentor_with_time()
    later = mentor_with_time(weekday=4, card={"can_show": []})
    suggest_by_hand(learner, later, CoordinatorFactory(), now=NOW)
    seen = text_of(browser.sign_in(learner).open("/en/traffa/forslag/"))
    assert f"{later.alias} The place is kept for you until Monday 7 December at 10:00." in seen
    assert seen.count("The place is kept") == 1


def test_why_a_mentor_is_suggested_what_fits_less_well_and_how_wanted_they_are(browser, learner):
    wanted = mentor_with_time(card={"can_show": []})
    MentorPrice.objects.create(mentor=wanted, price=30, counted_at=NOW)
    seen = text_of(browser.sign_in(learner).open("/en/traffa/forslag/varfor/"))
    assert f"Why we suggest {wanted.alias} Speaks Somali, as you do" in seen
    assert "What fits less well: Has not done everything that you want to learn." in seen
    assert f"Many need {wanted.alias}. We have weighed" in seen
    # What people are called here ends in a number of its own.
    assert "30" not in re.sub(r"Alias \d+", "", seen)


def test_no_more_than_three_mentors_are_shown(browser, learner):
    for _number in range(4):
        mentor_with_time()
    page = browser.sign_in(learner).open("/en/traffa/forslag/")
    assert page.count('class="part"') == 3
    assert len(times_on(page)) == 9


def test_choosing_no_time_is_said_and_the_key_stays(browser, learner):
    mentor_with_time()
    browser.sign_in(learner)
    choice = choice_on(browser.open("/en/traffa/forslag/"))
    page = browser.send("/en/traffa/valj/", {"key": choice["key"]}).content.decode()
    assert is_shown_twice(page, "Choose one of the times below.")
    assert choice_on(page)["key"] == choice["key"]
    assert 'name="ask_next" id="id_ask_next" checked' not in page


@pytest.mark.parametrize(
    "time", ["x", "1.2.3", "a.b.c", f"{'0' * 32}.1.99999999999", f"{'0' * 32}.1.1", "..", "\x00"]
)
def test_a_time_that_is_none_is_said(browser, learner, time):
    mentor_with_time()
    browser.sign_in(learner)
    choice = choice_on(browser.open("/en/traffa/forslag/"))
    response = browser.send("/en/traffa/valj/", {**choice, "time": time})
    assert response.status_code == 200
    assert response.context["form"].errors["time"]
    assert not Meeting.objects.exists()


def test_a_time_that_somebody_else_took_is_said_and_the_others_are_shown(browser, other_browser, learner):
    PairingSettings.objects.create(release_first_pairing=False)
    mentor_with_time(card={"capacity": 4}, ends=datetime.time(18))
    choice = choice_on(browser.sign_in(learner).open("/en/traffa/forslag/"))
    other_browser.sign_in(learner_with_card())
    other_browser.send("/en/traffa/valj/", choice_on(other_browser.open("/en/traffa/forslag/")))
    page = browser.send("/en/traffa/valj/", choice).content.decode()
    assert is_shown_twice(page, "That time has just been taken. You have lost nothing")
    assert choice["time"] not in times_on(page)
    assert len(times_on(page)) == 3
    assert Meeting.objects.count() == 1


def test_the_chosen_time_is_still_marked_when_something_else_is_wrong(browser, learner):
    mentor_with_time()
    choice = choice_on(browser.sign_in(learner).open("/en/traffa/forslag/"), number=1)
    page = browser.send("/en/traffa/valj/", {**choice, "key": "x"}).content.decode()
    assert f'value="{choice["time"]}" id="time-1-2" checked' in page
    assert "Press the button once more." in page


def test_with_the_tick_the_next_one_can_be_asked_and_without_it_nobody_is(browser, other_browser, learner):
    mentor_with_time(card={"capacity": 9})
    mentor_with_time(card={"capacity": 9})
    other = learner_with_card()
    for each, person, tick in (
        (browser, learner, {"ask_next": "on"}),
        (other_browser, other, {"ask_next": ""}),
    ):
        choice = choice_on(each.sign_in(person).open("/en/traffa/forslag/"))
        each.send("/en/traffa/valj/", {**choice, **tick})
    can_be_asked = Suggestion.objects.filter(asked_at=None)
    assert [one.card.learner for one in can_be_asked] == [learner]
    waiting = text_of(browser.open(f"/en/mote/{Meeting.objects.get(holder=learner).pk}/"))
    assert "we ask the next person on your list for you" in waiting
    waiting = text_of(other_browser.open(f"/en/mote/{Meeting.objects.get(holder=other).pk}/"))
    assert "you can choose somebody else" in waiting


def test_the_meeting_is_about_what_this_mentor_can_show(browser):
    mentor_with_time(card={"can_show": ["fraud"]})
    learner = learner_with_card(wishes=["bankid", "fraud"])
    browser.sign_in(learner).send("/en/traffa/valj/", choice_on(browser.open("/en/traffa/forslag/")))
    assert only_meeting().guide_key == "fraud"


def test_somebody_who_waits_for_an_answer_is_led_to_it(browser, learner):
    mentor = mentor_with_time()
    suggest(learner, mentor)
    meeting = choose_first(learner, mentor)
    page = browser.sign_in(learner).open("/en/traffa/forslag/")
    assert "You are waiting for an answer" in page
    assert f"/en/mote/{meeting.pk}/" in page
    assert times_on(page) == []


def test_nobody_free_gives_a_place_in_the_line_a_guide_and_a_phone(browser, learner):
    learner_with_card(languages=["ti"])
    NeedsCard.objects.exclude(learner=learner).update(waiting_since=NOW - datetime.timedelta(days=1))
    browser.sign_in(learner)
    page = browser.open("/en/traffa/forslag/")
    seen = text_of(page)
    assert "Nobody is free right now" in seen
    assert "Read the guide: Title bankid en" in seen
    assert "031-390 06 00" in seen
    assert "Torget 1" in seen
    assert "place number" not in seen
    browser.send("/en/traffa/ko/", {"do": "join"})
    assert "You have place number 2 in the line." in text_of(browser.open("/en/traffa/forslag/"))
    assert "You have place number 2 in the line." in text_of(browser.open("/en/mina-moten/"))
    browser.send("/en/traffa/ko/", {"do": "leave"})
    assert "place number" not in text_of(browser.open("/en/traffa/forslag/"))


def test_somebody_who_cannot_be_reached_is_told_why_there_is_no_time(browser):
    mentor_with_time()
    browser.sign_in(learner_with_card(answer_way=AnswerWay.NONE))
    assert "No time that is certain at once" in text_of(browser.open("/en/traffa/forslag/"))


def test_a_drop_in_needs_no_press_and_says_where(browser, learner):
    door = open_door(Meeting.Format.DROP_IN)
    seen = text_of(browser.sign_in(learner).open("/en/traffa/forslag/"))
    assert "Come as you are, no booking" in seen
    assert f"{door.place.name}, {door.place.address}" in seen


def test_a_seat_in_a_group_is_taken_once_and_then_the_place_is_shown(browser, learner):
    door = open_door(Meeting.Format.GROUP, seats=3)
    browser.sign_in(learner)
    page = browser.open("/en/traffa/forslag/")
    assert "3 free seats" in page
    assert door.place.address not in page
    for _press in range(2):
        answer = browser.send(f"/en/traffa/plats/{door.pk}/", {"key": "no key"})
        assert answer.headers["Location"] == f"/en/mote/{door.pk}/"
    assert Booking.objects.filter(person=learner).count() == 1
    assert door.place.address in browser.open(f"/en/mote/{door.pk}/")
    browser.send(f"/en/mote/{door.pk}/avboka/")
    assert not Booking.objects.filter(person=learner).exists()
    assert Meeting.objects.get(pk=door.pk).state == Meeting.State.STANDS


def test_a_full_group_is_said_kindly(browser, learner):
    door = open_door(Meeting.Format.GROUP, seats=1)
    Booking.objects.create(meeting=door, person=learner_with_card(), role="learner", seat=1)
    browser.sign_in(learner)
    browser.send(f"/en/traffa/plats/{door.pk}/")
    assert "The last seat has just been taken" in text_of(browser.open("/en/traffa/forslag/"))


def test_a_meeting_between_two_has_no_seat_to_take(browser, other_browser, learner):
    mentor = mentor_with_time()
    suggest(learner, mentor)
    meeting = choose_first(learner, mentor)
    other_browser.sign_in(learner_with_card())
    assert other_browser.send(f"/en/traffa/plats/{meeting.pk}/").status_code == 404


def test_only_so_many_looks_an_hour(browser, learner, monkeypatch):
    monkeypatch.setattr("mentors.cards.caps.CAPS", {"suggestions": "2/h/user"})
    browser.sign_in(learner)
    assert [browser.get("/en/traffa/forslag/").status_code for _look in range(3)] == [200, 200, 429]


def test_opening_the_page_books_nothing_and_looking_again_writes_nothing(browser, learner):
    mentor_with_time()
    browser.sign_in(learner).open("/en/traffa/forslag/")
    with CaptureQueriesContext(connection) as queries:
        browser.open("/en/traffa/forslag/")
    assert [
        query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))
    ] == []
    assert browser.get("/en/traffa/valj/").status_code == 302
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("address", ["/en/traffa/forslag/", "/en/traffa/valj/"])
def test_without_a_card_one_is_led_to_the_questions(browser, address):
    assert browser.get(address).headers["Location"].startswith("/en/in/?next=")
    browser.sign_in(mentor_with_time())
    assert browser.get(address).headers["Location"] == "/en/traffa/"


def test_who_finds_nobody_reads_when_the_next_time_is_with_other_answers(browser, learner):
    mentor_with_time(place=PlaceFactory(part_of_town="Norr"))
    learner.needs_card.places.add(PlaceFactory())
    NeedsCard.objects.update(answer_way=AnswerWay.NONE)
    page = browser.sign_in(learner).open("/en/traffa/forslag/")
    assert "The next time that somebody has: tomorrow, Tuesday at 14:00 , Norr" in text_of(page)
    # Neither answer alone would do, so no press is offered.
    assert 'name="do" value="places"' not in page


@pytest.mark.parametrize("answer", ["places", "ways", "answer"])
def test_who_finds_nobody_reads_which_answer_takes_the_times_away_and_changes_it_by_one_press(
    browser, learner, answer
):
    card, elsewhere = NeedsCard.objects.get(), PlaceFactory(part_of_town="Norr")
    PairingSettings.objects.create(remote_first_meetings=True)
    if answer == "ways":
        mentor_with_time({"meeting_ways": ["place", "phone"]}, place=None)
    else:
        mentor_with_time(place=elsewhere)
    if answer == "places":
        card.places.add(PlaceFactory())
    if answer == "answer":
        NeedsCard.objects.update(answer_way=AnswerWay.NONE)
    page = browser.sign_in(learner).open("/en/traffa/forslag/")
    why = {
        "places": "They are at a place that you did not choose.",
        "ways": "They are by phone or video.",
        "answer": "They need an answer, and you have said that we cannot reach you.",
    }
    where = "by phone" if answer == "ways" else "Norr"
    assert (
        f"{why[answer]} The next time that somebody has: tomorrow, Tuesday at 14:00 , {where}"
    ) in text_of(page)
    assert [one for one in why if f'name="do" value="{one}"' in page] == [answer]
    for _press in range(2):
        assert browser.send("/en/traffa/forslag/fler/", {"do": answer}).status_code == 302
    assert card.changes.filter(what="meeting").count() == 1
    page = browser.open("/en/traffa/forslag/")
    assert "Tomorrow, Tuesday at 14:00" in text_of(page)
    assert 'name="do" value="places"' not in page


def test_who_asked_for_another_part_of_the_day_is_told_that_there_is_none(browser, learner):
    mentor_with_time()
    said = "Nobody has a time in the part of the day that you chose."
    NeedsCard.objects.update(day_parts=["afternoon"])
    assert said not in text_of(browser.sign_in(learner).open("/en/traffa/forslag/"))
    NeedsCard.objects.update(day_parts=["evening"])
    assert said in text_of(browser.open("/en/traffa/forslag/"))
