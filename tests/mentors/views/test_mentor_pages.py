"""A mentor's pages: requests, answers, the card, hours and days off."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentors.booking.answering import accept
from mentors.cards.models import MentorCard, NeedsCard, Wish
from mentors.hours.models import HoursOnDate, PairingSettings, TimeOff, WeeklyHours
from mentors.meetings.models import Meeting
from tests.factories import PlaceFactory, WeeklyHoursFactory
from tests.mentors.scenes import NOW, choose_first, learner_with_card, mentor_with_time, suggest
from tests.mentors.views.browsing import errors_of, is_shown_twice, text_of

pytestmark = pytest.mark.one_database

THURSDAY_MORNING = {"do": "add_hours", "weekday": "3", "starts": "9", "ends": "12"}


@pytest.fixture
def learner(site):
    """Somebody who asked, with a wish in own words."""
    PairingSettings.objects.create(release_first_pairing=False)
    learner = learner_with_card()
    Wish.objects.create(card=learner.needs_card, own_words="Dare to answer the phone", place_in_order=5)
    return learner


@pytest.fixture
def mentor(learner):
    """A mentor, Tuesdays from two to four."""
    mentor = mentor_with_time()
    suggest(learner, mentor)
    return mentor


@pytest.fixture
def asked(learner, mentor) -> Meeting:
    """The request."""
    return choose_first(learner, mentor)


def test_a_request_shows_alias_languages_wish_time_place_and_nothing_else(browser, learner, mentor, asked):
    browser.sign_in(mentor)
    home = text_of(browser.open("/en/mentor/"))
    assert f"{learner.alias}, tomorrow, Tuesday at 14:00" in home
    assert "Answer tomorrow, Tuesday at 10:00 at the latest." in home
    page = browser.open(f"/en/mentor/svar/{asked.pk}/")
    seen = text_of(page)
    for known in (learner.alias, "Soomaali", "Title bankid en", "Dare to answer the phone", asked.place.name):
        assert known in seen
    for unknown in ("+46700000001", str(learner.public_id), learner.username):
        assert unknown not in page


def test_a_mentor_reads_why_they_were_asked_and_nothing_private(browser, learner, mentor, asked):
    """The page is the same whatever the learner has said about themselves without showing it to the mentor."""
    address = f"/en/mentor/svar/{asked.pk}/"
    page = text_of(browser.sign_in(mentor).open(address))
    assert (
        f"Why {learner.alias} came to you You both speak Somali. You have done this yourself, and can show it. The "
        "time and the place are among those that you have given. You have said that you have room for one more."
    ) in page
    NeedsCard.objects.filter(learner=learner).update(
        devices=["iphone"],
        day_parts=["evening"],
        meeting_ways=["phone"],
        obstacles=["language"],
        mentor_wishes=["best_language", "same_device"],
        mentor_wish_in_words="Nobody from my street",
        needs_interpreter=True,
    )
    assert text_of(browser.open(address)) == page


def test_opening_a_request_answers_nothing_and_the_button_does(browser, mentor, asked):
    browser.sign_in(mentor).open(f"/en/mentor/svar/{asked.pk}/")
    assert Meeting.objects.get().state == Meeting.State.HELD
    for _press in range(2):
        answer = browser.send(f"/en/mentor/svar/{asked.pk}/", {"answer": "yes"})
        assert answer.headers["Location"] == f"/en/mote/{asked.pk}/"
    assert Meeting.objects.get().state == Meeting.State.STANDS
    assert "Never ask for codes" in browser.open(f"/en/mote/{asked.pk}/")


def test_a_no_needs_no_reason(browser, mentor, asked):
    browser.sign_in(mentor)
    browser.send(f"/en/mentor/svar/{asked.pk}/", {"answer": "no"})
    assert Meeting.objects.get().state == Meeting.State.DECLINED
    assert "Your no is noted. The time is yours again." in browser.open("/en/mentor/")


def test_neither_yes_nor_no_is_asked_again(browser, mentor, asked):
    page = browser.sign_in(mentor).send(f"/en/mentor/svar/{asked.pk}/").content.decode()
    assert "Choose yes or no." in page
    assert Meeting.objects.get().state == Meeting.State.HELD


def test_an_answer_that_comes_too_late_is_told(browser, mentor, asked, monday_at_ten):
    monday_at_ten.shift(datetime.timedelta(hours=25))
    page = browser.sign_in(mentor).send(f"/en/mentor/svar/{asked.pk}/", {"answer": "yes"}).content.decode()
    assert "The time to answer is over" in page


def test_a_request_that_waits_for_release_does_not_exist_for_the_mentor(browser, learner, mentor):
    PairingSettings.objects.update(release_first_pairing=True)
    asked = choose_first(learner, mentor)
    browser.sign_in(mentor)
    assert "No requests right now." in browser.open("/en/mentor/")
    for address in (f"/en/mentor/svar/{asked.pk}/", f"/en/mote/{asked.pk}/"):
        assert browser.get(address).status_code == 404
    assert browser.send(f"/en/mentor/svar/{asked.pk}/", {"answer": "yes"}).status_code == 404


def test_a_pause_stops_new_requests_and_not_meetings(browser, mentor, asked):
    accept(asked, mentor)
    browser.sign_in(mentor).send("/en/mentor/paus/", {"takes_new": "no"})
    assert not MentorCard.objects.get(mentor=mentor).is_active
    assert "You have a pause." in browser.open("/en/mentor/")
    assert Meeting.objects.get().state == Meeting.State.STANDS
    browser.send("/en/mentor/paus/", {"takes_new": "yes"})
    assert MentorCard.objects.get(mentor=mentor).is_active
    assert browser.get("/en/mentor/paus/").status_code == 405


def test_the_card_is_saved_with_digits_of_any_script(browser, mentor):
    browser.sign_in(mentor)
    page = browser.open("/en/mentor/kort/")
    assert page.count(" checked") == 3
    answer = browser.send(
        "/en/mentor/kort/", {"guides": ["fraud"], "languages": ["ar", "sv"], "capacity": "٣"}
    )
    assert answer.headers["Location"] == "/en/mentor/"
    card = MentorCard.objects.get(mentor=mentor)
    assert (card.languages, card.capacity) == (["sv", "ar"], 3)
    assert [one.guide_key for one in card.can_show.all()] == ["fraud"]


@pytest.mark.parametrize("capacity", ["", "0", "9", "two", "-1", "1.5", "9" * 30])
def test_bad_input_on_the_card(browser, mentor, capacity):
    browser.sign_in(mentor)
    response = browser.send("/en/mentor/kort/", {"guides": ["gone"], "languages": [], "capacity": capacity})
    page = response.content.decode()
    assert set(errors_of(response)) == {"guides", "languages", "capacity"}
    assert is_shown_twice(page, "Write a number from 1 to 8.")
    assert is_shown_twice(page, "Choose at least one language.")
    assert f'value="{capacity}"' in page or not capacity
    assert MentorCard.objects.get(mentor=mentor).capacity == 2


def test_hours_are_added_and_removed(browser, mentor):
    browser.sign_in(mentor)
    place = PlaceFactory()
    hours = {
        "do": "add_hours",
        "weekday": "3",
        "starts": "٩.٣٠",
        "ends": "12",
        "place": place.pk,
        "book_directly": "on",
    }
    assert browser.send("/en/mentor/tider/", hours).status_code == 302
    added = WeeklyHours.objects.get(weekday=3)
    assert (added.starts, added.ends, added.book_directly) == (datetime.time(9, 30), datetime.time(12), True)
    # Hours that never begin are shown with the others.
    WeeklyHoursFactory(card=mentor.mentor_card, weekday=0, first_day=datetime.date.max)
    assert "Thursday 09:30–12:00" in text_of(browser.open("/en/mentor/tider/"))
    for _press in range(2):
        assert browser.send("/en/mentor/tider/", {"do": "remove_hours", "hours": added.pk}).status_code == 302
    assert not WeeklyHours.objects.filter(weekday=3).exists()


@pytest.mark.parametrize(
    ("changed", "field", "message"),
    [
        ({"weekday": ""}, "weekday", "Choose a day."),
        ({"weekday": "7"}, "weekday", "Choose a day."),
        ({"starts": ""}, "starts", "Write when you can start, such as 14:00."),
        ({"starts": "nine"}, "starts", "Write a time of day, such as 14:00."),
        ({"ends": "25:00"}, "ends", "Write a time of day, such as 14:00."),
        ({"starts": "9:07"}, "starts", "Choose a whole quarter of an hour"),
        ({"ends": "8"}, "ends", "The end must be later than the start."),
        ({"place": ""}, "place", "Choose a place."),
        ({"place": "999"}, "place", "This place is no longer used."),
        ({"first_day": "9999-12-31"}, "first_day", "This is more than a year ahead. Check the year."),
        ({"weekday": "1", "starts": "15", "ends": "17"}, "starts", "You already have hours at this time."),
    ],
)
def test_bad_input_on_hours(browser, mentor, changed, field, message):
    browser.sign_in(mentor)
    place = PlaceFactory()
    hours = {**THURSDAY_MORNING, "place": place.pk, **changed}
    response = browser.send("/en/mentor/tider/", hours)
    page = response.content.decode()
    assert set(errors_of(response)) == {field}
    assert is_shown_twice(page, message)
    assert not hours["starts"] or f'name="starts" value="{hours["starts"]}"' in page
    assert WeeklyHours.objects.count() == 1


def test_hours_that_the_database_refuses_are_told_and_none_are_lost(browser, mentor):
    """Counted from the same day and from the same time: as when a form is pressed twice in one moment."""
    browser.sign_in(mentor)
    monday = datetime.date(2026, 12, 7)
    there = WeeklyHoursFactory(
        card=mentor.mentor_card,
        weekday=3,
        starts=datetime.time(9),
        ends=datetime.time(10),
        first_day=monday,
        last_day=monday,
    )
    response = browser.send(
        "/en/mentor/tider/", {**THURSDAY_MORNING, "place": there.place_id, "first_day": "2026-12-07"}
    )
    assert response.status_code == 302
    assert "You already have hours at this time." in text_of(browser.open("/en/mentor/tider/"))
    assert WeeklyHours.objects.filter(weekday=3).get() == there


def test_hours_are_booked_directly_only_where_there_is_staff(browser, mentor):
    place = PlaceFactory(is_staffed=False)
    hours = {
        "do": "add_hours",
        "weekday": "3",
        "starts": "9",
        "ends": "9:05",
        "place": place.pk,
        "book_directly": "on",
    }
    response = browser.sign_in(mentor).send("/en/mentor/tider/", hours)
    assert set(errors_of(response)) == {"ends", "book_directly"}


def test_hours_until_midnight_are_shown_as_24_and_collide_with_what_is_within(browser, mentor):
    browser.sign_in(mentor)
    late = {"do": "add_hours", "weekday": "3", "starts": "22", "place": PlaceFactory().pk}
    assert browser.send("/en/mentor/tider/", {**late, "ends": "24"}).status_code == 302
    row = WeeklyHours.objects.get(weekday=3)
    assert "Thursday 22:00–24:00" in text_of(browser.open("/en/mentor/tider/"))
    assert 'name="ends" value="24:00"' in browser.open(f"/en/mentor/tider/{row.pk}/")
    again = browser.send("/en/mentor/tider/", {**late, "starts": "23", "ends": "0:00"})
    assert set(errors_of(again)) == {"starts"}
    date = {"do": "add_date", "date-day": "2026-12-03", "date-place": late["place"]}
    for starts, ends, expected in (("22", "0", 302), ("23", "23:45", 200), ("21", "22", 302)):
        times = {"date-starts": starts, "date-ends": ends}
        assert browser.send("/en/mentor/tider/", {**date, **times}).status_code == expected
    assert "22:00–24:00" in text_of(browser.open("/en/mentor/vecka/"))


def test_hours_by_phone_need_no_place_from_who_meets_so_and_from_nobody_else(browser, mentor):
    browser.sign_in(mentor)
    nowhere = {**THURSDAY_MORNING, "nowhere": "on"}
    assert set(errors_of(browser.send("/en/mentor/tider/", nowhere))) == {"place"}
    MentorCard.objects.filter(mentor=mentor).update(meeting_ways=["place", "phone"])
    assert set(errors_of(browser.send("/en/mentor/tider/", THURSDAY_MORNING))) == {"place"}
    assert browser.send("/en/mentor/tider/", nowhere).status_code == 302
    assert WeeklyHours.objects.get(weekday=3).place is None
    assert "By phone or video, at no place" in text_of(browser.open("/en/mentor/vecka/"))


def test_days_off_show_the_meetings_they_touch_before_they_are_saved(browser, mentor, asked):
    accept(asked, mentor)
    browser.sign_in(mentor)
    days = {"do": "add_off", "off-first_day": "1/12", "off-last_day": "2026-12-03"}
    answer = browser.send("/en/mentor/tider/", days)
    page = answer.content.decode()
    assert "You have meetings then" in text_of(page)
    assert 'name="off-first_day" value="1/12"' in page
    assert not TimeOff.objects.exists()
    # A button without what was seen, or what was seen without a button, is no answer.
    for half in ({"meetings": "keep"}, {"seen": str(asked.pk)}):
        assert browser.send("/en/mentor/tider/", {**days, **half}).status_code == 200
    assert not TimeOff.objects.exists()
    assert f'name="seen" value="{asked.pk}"' in page
    for _press in range(2):
        browser.send("/en/mentor/tider/", {**days, "seen": str(asked.pk), "meetings": "keep"})
    off = TimeOff.objects.get()
    assert (off.first_day, off.last_day) == (datetime.date(2026, 12, 1), datetime.date(2026, 12, 3))
    assert "You have 1 meeting booked then. It still stands." in text_of(browser.open("/en/mentor/tider/"))
    browser.send("/en/mentor/tider/", {"do": "remove_off", "off": off.pk})
    assert not TimeOff.objects.exists()


def test_a_bad_week_is_one_press_and_one_to_undo_it(browser, mentor, asked, learner):
    accept(asked, mentor)
    browser.sign_in(mentor)
    browser.send("/en/mentor/tider/", {"do": "week_off", "week": "2026-50"})
    off = TimeOff.objects.get()
    assert (off.first_day, off.last_day) == (datetime.date(2026, 12, 7), datetime.date(2026, 12, 13))
    page = browser.open("/en/mentor/tider/")
    assert all(said in page for said in ("You have next week off.", 'value="2026-49"'))
    # A page from before Sunday's midnight still means the weeks that it showed: of the one that is over, nothing.
    browser.send("/en/mentor/tider/", {"do": "week_off", "week": "2026-48"})
    assert "That week is over." in text_of(browser.open("/en/mentor/tider/"))
    assert TimeOff.objects.get() == off
    browser.send("/en/mentor/tider/", {"do": "remove_off", "off": off.pk})
    # This week has a meeting: it is asked to be moved.
    touched = {"do": "week_off", "week": "2026-49", "seen": str(asked.pk), "meetings": "move"}
    assert browser.send("/en/mentor/tider/", touched).status_code == 302
    off = TimeOff.objects.get()
    assert (off.first_day, off.last_day) == (NOW.date(), datetime.date(2026, 12, 6))
    browser.sign_in(learner)
    assert "would like another time" in text_of(browser.open(f"/en/mote/{asked.pk}/"))


def test_hours_are_changed_to_every_other_week(browser, mentor):
    browser.sign_in(mentor)
    row = WeeklyHours.objects.get()
    address = f"/en/mentor/tider/{row.pk}/"
    assert 'name="starts" value="14:00"' in browser.open(address)
    hours = {"weekday": "1", "starts": "14", "ends": "16", "place": row.place_id, "every": "2"}
    assert set(errors_of(browser.send(address, hours))) == {"first_day"}
    assert browser.send(address, {**hours, "first_day": "8/12"}).status_code == 302
    row.refresh_from_db()
    assert (row.every, row.first_day) == (2, datetime.date(2026, 12, 8))
    assert "The next is 8 December" in text_of(browser.open("/en/mentor/tider/"))
    browser.send("/en/mentor/tider/", {"do": "week_off", "week": "2026-50"})
    assert "The next is 22 December" in text_of(browser.open("/en/mentor/tider/"))
    # The weeks between are free for other hours, those of the row are not.
    new = {**hours, "do": "add_hours", "starts": "15", "ends": "17"}
    assert browser.send("/en/mentor/tider/", {**new, "first_day": "1/12"}).status_code == 302
    assert set(errors_of(browser.send("/en/mentor/tider/", {**new, "first_day": "22/12"}))) == {"starts"}


def test_hours_of_one_day_are_added_and_removed(browser, mentor):
    browser.sign_in(mentor)
    place = PlaceFactory()
    day = {
        "do": "add_date",
        "date-day": "24/12",
        "date-starts": "9",
        "date-ends": "11",
        "date-place": place.pk,
    }
    assert set(errors_of(browser.send("/en/mentor/tider/", {**day, "date-day": "2026-11-29"}))) == {"day"}
    assert browser.send("/en/mentor/tider/", day).status_code == 302
    assert set(errors_of(browser.send("/en/mentor/tider/", day))) == {"starts"}
    row = HoursOnDate.objects.get()
    assert (row.day, row.starts, row.place) == (datetime.date(2026, 12, 24), datetime.time(9), place)
    assert "09:00–11:00" in text_of(browser.open("/en/mentor/tider/"))
    browser.send("/en/mentor/tider/", {"do": "remove_date", "date": row.pk})
    TimeOff.objects.create(card=mentor.mentor_card, first_day=row.day, last_day=row.day)
    assert set(errors_of(browser.send("/en/mentor/tider/", day))) == {"day"}
    assert not HoursOnDate.objects.exists()


@pytest.mark.parametrize(
    ("first", "last", "field", "message"),
    [
        ("", "", "first_day", "Write the first day you are away."),
        ("soon", "", "first_day", "Write a day, such as 2026-12-24 or 24/12."),
        ("31/11", "", "first_day", "There is no such day."),
        ("2026-12-24", "2026-12-23", "last_day", "The last day must not come before the first."),
        ("2026-11-01", "", "first_day", "These days have passed."),
        ("2062-12-24", "", "last_day", "This is more than a year ahead."),
    ],
)
def test_bad_input_on_days_off(browser, mentor, first, last, field, message):
    browser.sign_in(mentor)
    response = browser.send(
        "/en/mentor/tider/", {"do": "add_off", "off-first_day": first, "off-last_day": last}
    )
    page = response.content.decode()
    assert set(errors_of(response)) == {field}
    assert is_shown_twice(page, message)
    assert not first or f'value="{first}"' in page
    assert not TimeOff.objects.exists()


def test_a_mentor_changes_no_hours_of_somebody_else(browser, mentor):
    theirs = WeeklyHoursFactory()
    off = TimeOff.objects.create(card=theirs.card, first_day=NOW.date(), last_day=NOW.date())
    browser.sign_in(mentor)
    for what in (
        {"do": "remove_hours", "hours": theirs.pk},
        {"do": "remove_off", "off": off.pk},
        {"do": "x"},
    ):
        browser.send("/en/mentor/tider/", what)
    assert WeeklyHours.objects.filter(pk=theirs.pk).exists()
    assert TimeOff.objects.filter(pk=off.pk).exists()


@pytest.mark.parametrize("address", ["", "kort/", "tider/", "paus/"])
def test_a_learner_has_no_mentor_pages(browser, learner, address):
    browser.sign_in(learner)
    assert browser.send(f"/en/mentor/{address}").status_code in {404, 405}
    assert browser.get(f"/en/mentor/{address}").status_code in {404, 405}


def test_opening_pages_changes_nothing(browser, mentor, asked):
    browser.sign_in(mentor)
    with CaptureQueriesContext(connection) as queries:
        for address in ("", "kort/", "tider/", f"svar/{asked.pk}/"):
            browser.open(f"/en/mentor/{address}")
    assert [
        query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))
    ] == []


def test_a_mentor_sees_how_many_times_can_be_chosen_and_why_not_the_others(browser, mentor, learner):
    TimeOff.objects.create(
        card=mentor.mentor_card, first_day=datetime.date(2026, 12, 8), last_day=datetime.date(2026, 12, 8)
    )
    browser.sign_in(mentor)
    page = text_of(browser.open("/en/mentor/tider/varfor/"))
    assert "9 times, the first tomorrow, Tuesday at 14:00." in page
    assert "3 times: You have the day off." in page
    browser.sign_in(learner)
    assert "3 times: The mentors are taken or away then." in text_of(
        browser.open("/en/traffa/forslag/varfor/")
    )


def test_a_mentors_week_has_requests_meetings_hours_and_days_off(browser, learner, mentor, asked):
    browser.sign_in(mentor)
    page = browser.open("/en/mentor/vecka/")
    this_week = text_of(page)
    # 30 November 2026 is the Monday of week 49; the hours are Tuesdays from two to four.
    for known in (
        "Week 49, 30 November – 6 December",
        "Week 50, 7 December – 13 December",
        "Monday 30 November (Today)",
        f"Tuesday 1 December My hours 14:00–16:00, {asked.place.name} 14:00–15:00 Look and answer {learner.alias}",
        "This week off",
        "Next week off",
    ):
        assert known in this_week, known
    assert "?vecka=2026-48" in page
    assert "?vecka=2026-50" in page
    accept(asked, mentor)
    TimeOff.objects.create(
        card=mentor.mentor_card, first_day=datetime.date(2026, 12, 8), last_day=datetime.date(2026, 12, 8)
    )
    queries = []
    for address in ("/en/mentor/vecka/", "/en/mentor/vecka/?vecka=2026-50"):
        with CaptureQueriesContext(connection) as asked_for:
            queries.append((text_of(browser.open(address)), len(asked_for)))
    (now, _first), (later, number) = queries
    assert f"Tomorrow, Tuesday at 14:00 You meet {learner.alias} at {asked.place.name}." in now
    assert "Tuesday 8 December Day off Wednesday 9 December" in later
    assert ("This week off" in later, "Next week off" in later) == (False, True)
    assert number <= 16
    # What somebody who is no mentor finds there.
    assert browser.sign_in(learner).get("/en/mentor/vecka/").status_code == 404
