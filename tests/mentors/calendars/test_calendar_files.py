"""Calendar files: read back by a library that is not the one that wrote them, and by the rules of the RFC."""

from __future__ import annotations

import datetime
import re

import pytest
import vobject
from django.utils import timezone
from icalendar import Calendar

from mentors.booking.answering import accept
from mentors.booking.cancelling import cancel
from mentors.calendars.feeds import feed_at, meetings_for_calendar, switch_off, switch_on
from mentors.calendars.files import feed_of, file_of
from mentors.calendars.zone import SWEDISH_TIME, swedish_zone
from mentors.hours.models import PairingSettings
from mentors.meetings.models import Meeting
from mentors.meetings.quarters import quarter_of
from tests.factories import PersonFactory, PlaceFactory
from tests.mentors.scenes import NOW, choose_first, learner_with_card, mentor_with_time, suggest


def meeting_at(*wall: int, minutes: int = 60) -> Meeting:
    """A meeting that stands from this time on the wall clock."""
    start = quarter_of(datetime.datetime(*wall, tzinfo=SWEDISH_TIME))
    return Meeting.objects.create(
        state=Meeting.State.STANDS,
        start_quarter=start,
        end_quarter=start + minutes // 15,
        place=PlaceFactory(),
        mentor=PersonFactory(),
    )


def read(content: bytes):
    """The calendar as the second implementation understands it."""
    return vobject.readOne(content.decode())


@pytest.fixture
def asked(db) -> Meeting:
    """A request that waits for its answer."""
    PairingSettings.objects.create(release_first_pairing=False)
    learner, mentor = learner_with_card(), mentor_with_time()
    suggest(learner, mentor)
    return choose_first(learner, mentor)


@pytest.fixture
def booked(asked) -> Meeting:
    """The meeting, after the yes."""
    return accept(asked, asked.mentor, now=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wall",
    [
        (2027, 1, 4, 14, 0),
        (2027, 3, 27, 14, 0),
        (2027, 3, 28, 14, 0),
        (2027, 3, 29, 9, 15),
        (2027, 10, 30, 14, 0),
        (2027, 10, 31, 14, 0),
        (2027, 11, 1, 9, 15),
        (2028, 2, 29, 10, 0),
        (2026, 12, 31, 23, 0),
        # Ends after the hour that does not exist; begins before, and in, the hour that comes twice.
        (2027, 3, 28, 1, 0),
        (2027, 10, 31, 1, 0),
        (2027, 10, 31, 2, 15),
    ],
)
def test_a_second_implementation_reads_the_same_time_on_every_kind_of_day(wall):
    meeting = meeting_at(*wall, minutes=90)
    event = read(file_of(meeting, language="sv", with_place=False)).vevent
    # As moments: of two times in one zone, and of those that come twice, Python compares no more than the figures.
    assert event.dtstart.value.timestamp() == meeting.starts_at.timestamp()
    assert event.dtend.value.timestamp() == meeting.ends_at.timestamp()
    assert event.dtstart.value.astimezone(SWEDISH_TIME).replace(tzinfo=None) == datetime.datetime(*wall)


def test_the_written_zone_is_the_zone_of_sweden_at_every_hour_of_ten_years():
    calendar = Calendar()
    calendar.add_component(swedish_zone())
    zone = read(calendar.to_ical()).vtimezone.tzinfo
    moment, wrong = datetime.datetime(2026, 1, 1, 0, 30, tzinfo=datetime.UTC), []
    while moment.year < 2036:
        wall = moment.astimezone(SWEDISH_TIME)
        # The hour that comes twice is read as its first by one library and as its second by another.
        comes_twice = wall.replace(fold=0).utcoffset() != wall.replace(fold=1).utcoffset()
        if not comes_twice and wall.replace(tzinfo=zone).utcoffset() != wall.utcoffset():
            wrong.append(wall)
        moment += datetime.timedelta(hours=1)
    assert wrong == []


@pytest.mark.django_db
def test_the_file_names_its_zone_and_carries_its_rules():
    content = file_of(meeting_at(2027, 7, 1, 14, 0), language="sv", with_place=False).decode()
    assert "DTSTART;TZID=Europe/Stockholm:20270701T140000" in content
    assert "BEGIN:VTIMEZONE\r\nTZID:Europe/Stockholm" in content
    assert content.count("\r\n") == content.count("\n")
    assert max(len(line.encode()) for line in content.split("\r\n")) <= 75


def test_a_file_names_no_topic_no_person_and_no_site(booked):
    people = [booked.mentor.alias, booked.holder.alias]
    content = file_of(booked, language="sv", with_place=False).decode()
    for word in [*people, booked.place.name, booked.place.address, "bankid", "localhost", "SUMMARY:Medlots"]:
        assert word not in content
    assert "SUMMARY:Möte\r\n" in content
    assert "SUMMARY:Meeting\r\n" in file_of(booked, language="en", with_place=False).decode()


def test_the_place_stands_there_only_on_wish(booked):
    event = read(file_of(booked, language="sv", with_place=True)).vevent
    assert event.location.value == f"{booked.place.name}, {booked.place.address}"
    assert not hasattr(read(file_of(booked, language="sv", with_place=False)).vevent, "location")


def test_a_cancelled_meeting_takes_itself_out_again(booked):
    before = read(file_of(booked, language="sv", with_place=False))
    cancelled = cancel(booked, booked.mentor, now=NOW)
    after = read(file_of(cancelled, language="sv", with_place=True))
    assert (before.method.value, after.method.value) == ("PUBLISH", "CANCEL")
    assert after.vevent.uid.value == before.vevent.uid.value == str(booked.pk)
    assert (before.vevent.sequence.value, after.vevent.sequence.value) == ("0", "1")
    assert after.vevent.status.value == "CANCELLED"
    assert not hasattr(after.vevent, "location")


def test_the_same_meeting_is_the_same_file(booked):
    first = file_of(Meeting.objects.get(), language="sv", with_place=False)
    assert first == file_of(Meeting.objects.get(), language="sv", with_place=False)


def test_a_calendar_holds_what_stands_and_what_was_cancelled_but_no_request(asked):
    learner, mentor = asked.holder, asked.mentor
    assert list(meetings_for_calendar(learner, now=NOW)) == []
    assert list(meetings_for_calendar(mentor, now=NOW)) == []
    accept(asked, mentor, now=NOW)
    assert list(meetings_for_calendar(learner, now=NOW)) == [asked]
    assert list(meetings_for_calendar(mentor, now=NOW)) == [asked]
    assert list(meetings_for_calendar(PersonFactory(), now=NOW)) == []
    cancel(asked, learner, now=NOW)
    content = feed_of(meetings_for_calendar(learner, now=NOW), language="sv", with_place=True)
    assert read(content).vevent.status.value == "CANCELLED"
    assert list(meetings_for_calendar(learner, now=NOW + datetime.timedelta(days=40))) == []


def test_a_request_that_was_taken_back_is_in_no_calendar(asked):
    cancel(asked, asked.holder, now=NOW)
    assert list(meetings_for_calendar(asked.holder, now=NOW)) == []


@pytest.mark.django_db
def test_a_feed_reads_the_database_twice_however_many_meetings(django_assert_num_queries):
    learner = PersonFactory()
    for day in (1, 2, 3):
        meeting = meeting_at(2027, 1, day, 14, 0)
        meeting.bookings.create(person=learner, role="learner", seat=1)
        meeting.bookings.create(person=meeting.mentor, role="mentor")
    with django_assert_num_queries(2):
        content = feed_of(meetings_for_calendar(learner, now=NOW), language="ar", with_place=True)
    assert len(read(content).vevent_list) == 3


@pytest.mark.django_db
def test_only_the_hash_of_an_address_is_kept_and_a_new_one_replaces_it():
    person = PersonFactory()
    first = switch_on(person, shows_place=False)
    assert re.fullmatch(r"[\w-]{32}", first)
    assert feed_at(first).person == person
    assert first not in str(vars(person.calendar_feed))
    second = switch_on(person, shows_place=True)
    assert feed_at(first) is None
    assert feed_at(second).shows_place
    switch_off(person)
    assert feed_at(second) is None


@pytest.mark.django_db
def test_whoever_may_not_sign_in_any_more_has_no_feed():
    person = PersonFactory()
    secret = switch_on(person, shows_place=False)
    person.is_active = False
    person.save()
    assert feed_at(secret) is None
    assert timezone.now() > person.calendar_feed.created_at
