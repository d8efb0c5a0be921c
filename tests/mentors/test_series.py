"""The same time, five weeks: shown as it is, booked as shown or not at all, answered once, single meetings after."""

from __future__ import annotations

import datetime
import uuid
from collections import Counter

import pytest
import time_machine
from django.utils import timezone
from django.utils.translation import override

from mentors.booking.answering import accept, decline
from mentors.booking.cancelling import cancel
from mentors.booking.choosing import choose
from mentors.booking.errors import NotAllowed, TimeTaken, TooLate, TooManyRequests
from mentors.booking.making import LONGEST_HOLD
from mentors.booking.parting import part
from mentors.booking.passing_time import free_expired_holds
from mentors.booking.reassigning import reassign
from mentors.booking.series import asked_together, book_series, can_begin, cancel_rest, five_weeks
from mentors.booking.series_views import said_of
from mentors.booking.together import end
from mentors.cards.models import AnswerWay, MentorCard, NeedsCard
from mentors.hours.models import HoursOnDate, PairingSettings
from mentors.matching.models import Pairing
from mentors.meetings.models import Meeting, OccupiedQuarter
from mentors.meetings.notices import Notice, text_of
from mentors.meetings.times import with_date
from mentors.safety.models import Block
from messaging.models import Message
from tests.factories import CoordinatorFactory, MentorCardFactory, PersonFactory, TimeOffFactory
from tests.mentors.scenes import NOW, choose_first, learner_with_card, mentor_with_time, pairing_of, suggest
from tests.mentors.views.browsing import Browser, key_on
from users.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday_at_ten():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def pair(**hours) -> Meeting:
    """A meeting that stands on Tuesday from two, of a pair."""
    PairingSettings.objects.get_or_create(release_first_pairing=False)
    learner, mentor = learner_with_card(), mentor_with_time(**hours)
    suggest(learner, mentor)
    meeting = choose_first(learner, mentor, now=timezone.now())
    return meeting if meeting.state == "stands" else accept(meeting, mentor)


def learner_of(meeting: Meeting) -> User:
    assert meeting.holder is not None
    return meeting.holder


def times(meeting: Meeting) -> list[tuple[int, int]]:
    weeks = five_weeks(meeting, by=learner_of(meeting))
    return [(one.start_quarter, one.place_id) for one in (week.same or week.other for week in weeks) if one]


def book(
    meeting: Meeting, *, key: uuid.UUID | None = None, chosen=None, by: User | None = None
) -> list[Meeting]:
    by = by or learner_of(meeting)
    return book_series(meeting, times(meeting) if chosen is None else chosen, key=key or uuid.uuid4(), by=by)


def in_order() -> list[Meeting]:
    return list(Meeting.objects.exclude(series=None).order_by("start_quarter"))


def clock(meetings: list[Meeting]) -> list[str]:
    return [f"{one.starts_at:%m-%d %H:%M}" for one in meetings]


def test_the_clock_on_the_wall_is_kept_when_the_clock_changes(monday_at_ten):
    monday_at_ten.move_to(NOW.replace(year=2027, month=3, day=8))
    made = book(pair(book_directly=True))
    assert clock(made) == ["03-16 14:00", "03-23 14:00", "03-30 14:00", "04-06 14:00", "04-13 14:00"]
    assert {one.starts_at.utcoffset() for one in made} == {
        datetime.timedelta(hours=1),
        datetime.timedelta(hours=2),
    }


def test_each_week_says_whether_it_is_free_and_why_not_and_the_nearest_other_time():
    meeting = pair(ends=datetime.time(16), book_directly=True)
    mentor = meeting.mentor
    TimeOffFactory(card=mentor.mentor_card, first_day=datetime.date(2026, 12, 8))
    other = PersonFactory()
    learner_with_card(learner=other)
    suggest(other, mentor)
    place = meeting.place_id or 0
    third = meeting.start_quarter + 2 * 7 * 96
    choose(other, mentor, third, place, key=uuid.uuid4(), by=other)
    HoursOnDate.objects.create(
        card=mentor.mentor_card,
        day=datetime.date(2026, 12, 16),
        starts=datetime.time(9),
        ends=datetime.time(10),
        place_id=place,
    )
    weeks = five_weeks(meeting, by=learner_of(meeting))
    assert [f"{week.wanted:%m-%d %H:%M}" for week in weeks] == [
        "12-08 14:00", "12-15 14:00", "12-22 14:00", "12-29 14:00", "01-05 14:00",
    ]  # fmt: skip
    assert [bool(week.same) for week in weeks] == [False, False, True, True, True]
    assert [bool(week.why) for week in weeks] == [True, True, False, False, False]
    assert weeks[0].other is None
    assert weeks[1].other is not None
    assert f"{weeks[1].other.starts_at:%m-%d %H:%M}" == "12-16 09:00"
    assert len(book(meeting)) == 4


def test_certain_times_stand_at_once_and_pressed_twice_they_are_booked_once():
    meeting, key = pair(book_directly=True), uuid.uuid4()
    chosen = times(meeting)
    made = book(meeting, key=key, chosen=chosen)
    assert [one.pk for one in book(meeting, key=key, chosen=chosen)] == [one.pk for one in made]
    assert {one.state for one in made} == {"stands"}
    assert Meeting.objects.count() == 6
    kinds = list(Message.objects.filter(person=meeting.holder).values_list("kind", flat=True))
    assert (kinds.count("series_booked"), kinds.count("booked"), kinds.count("reminder")) == (1, 1, 6)
    with pytest.raises(TooManyRequests):
        book(meeting, chosen=chosen)


def test_if_one_of_the_times_has_gone_none_is_booked():
    meeting = pair(book_directly=True)
    chosen = times(meeting)
    other = PersonFactory()
    learner_with_card(learner=other)
    suggest(other, meeting.mentor)
    choose(other, meeting.mentor, *chosen[2], key=uuid.uuid4(), by=other)
    with pytest.raises(TimeTaken):
        book(meeting, chosen=chosen)
    assert not Meeting.objects.exclude(series=None).exists()
    MentorCard.objects.update(meetings_a_week=1)
    with pytest.raises(TimeTaken):
        book(meeting, chosen=[chosen[0], (chosen[0][0] + 4, chosen[0][1])])
    # Whoever types an address by hand is told the same, also of a time after the year 9999.
    with pytest.raises(TimeTaken):
        book(meeting, chosen=[(999_999_999, chosen[0][1])])
    assert not Meeting.objects.exclude(series=None).exists()


@pytest.mark.parametrize(("answer", "state"), [(accept, "stands"), (decline, "declined")])
def test_the_mentor_answers_once_for_all(answer, state):
    meeting = pair()
    made = book(meeting)
    assert {one.state for one in made} == {"held"}
    asked = Message.objects.filter(person=meeting.mentor, kind__in=["request", "series_asked"])
    assert asked.filter(kind="series_asked").count() == 1
    assert len(asked_together(made[2])) == 4
    for _press in range(2):
        answer(made[2], meeting.mentor)
    assert set(Meeting.objects.exclude(series=None).values_list("state", flat=True)) == {state}
    told = list(
        Message.objects.filter(person=meeting.holder).exclude(kind="reminder").values_list("kind", flat=True)
    )
    assert told.count("series_booked" if answer is accept else "choose_again") == 1
    assert len(told) == 2
    quarters = OccupiedQuarter.objects.filter(person=meeting.holder).count()
    assert quarters == (24 if answer is accept else 4)


def test_what_is_certain_and_begins_before_an_answer_could_come_is_booked_by_itself(monday_at_ten):
    meeting = pair()
    chosen = times(meeting)
    monday_at_ten.move_to(meeting.starts_at + datetime.timedelta(days=6, hours=22))
    HoursOnDate.objects.create(
        card=meeting.mentor.mentor_card,
        day=datetime.date(2026, 12, 8),
        starts=datetime.time(14),
        ends=datetime.time(15),
        place=meeting.place,
        book_directly=True,
    )
    made = book(meeting, chosen=chosen)
    assert [(one.state, one.series is None) for one in made] == [("stands", True)] + [("held", False)] * 4
    assert all(one.held_until == timezone.now() + LONGEST_HOLD for one in made[1:])
    (told,) = Message.objects.filter(kind="series_asked")
    assert told.subject == f"meeting:{made[1].pk}"
    assert with_date(made[0].starts_at) in said_of(made)
    decline(made[2], meeting.mentor)
    assert [one.state for one in Meeting.objects.order_by("start_quarter")][:2] == ["stands", "stands"]


def test_whoever_no_answer_reaches_sees_what_is_certain_and_the_desk_all():
    meeting, desk = pair(), CoordinatorFactory()
    NeedsCard.objects.update(answer_way=AnswerWay.NONE)
    shown = [[bool(week.same) for week in five_weeks(meeting, by=one)] for one in (learner_of(meeting), desk)]
    assert shown == [[False] * 5, [True] * 5]


def test_a_series_that_nobody_answers_is_freed_and_told_of_once(monday_at_ten):
    meeting = pair()
    book(meeting)
    monday_at_ten.shift(datetime.timedelta(hours=25))
    assert free_expired_holds() == 5
    assert Message.objects.filter(person=meeting.holder, kind="choose_again").count() == 1
    assert OccupiedQuarter.objects.filter(person=meeting.holder).count() == 4


def test_a_pair_that_ends_is_told_once_for_a_whole_series():
    meeting = pair(book_directly=True)
    first = book(meeting)[0]
    end(pairing_of(meeting), learner_of(meeting))
    assert set(Meeting.objects.values_list("state", flat=True)) == {"cancelled"}
    told = {one.kind: one.text for one in Message.objects.filter(person=meeting.mentor, state="queued")}
    assert set(told) == {"cancelled", "series_cancelled"}
    with override(meeting.mentor.language):
        language, mentor = meeting.mentor.language, meeting.mentor
        assert text_of(Notice.SERIES_CANCELLED, first, language, person=mentor) == told["series_cancelled"]
        assert with_date(first.starts_at) in told["series_cancelled"]
    # A new time is the learner's to choose, and the mentor is not told that they can.
    for notice in (Notice.CANCELLED, Notice.SERIES_CANCELLED):
        said = [text_of(notice, first, "en", person=person) for person in (mentor, learner_of(meeting))]
        assert ["choose" in text for text in said] == [False, True]


def test_whoever_took_one_of_a_series_is_told_of_theirs_and_keeps_what_is_not_the_mentors_to_cancel():
    meeting = pair(book_directly=True)
    made = book(meeting)
    stand_in = MentorCardFactory(mentor=PersonFactory(phone="+46700000007")).mentor
    reassign(made[2], stand_in, version=1, by=CoordinatorFactory())
    cancel_rest(made[1], meeting.mentor)
    assert [one.state for one in in_order()] == ["stands", "cancelled", "stands", "cancelled", "cancelled"]
    assert not Message.objects.filter(person=stand_in, kind__in=["cancelled", "series_cancelled"]).exists()
    cancel_rest(made[0], learner_of(meeting))
    kinds = Message.objects.filter(kind__in=["cancelled", "series_cancelled"])
    assert Counter(kinds.values_list("person", "kind")) == {
        (meeting.holder_id, "series_cancelled"): 1,
        (stand_in.pk, "cancelled"): 1,
        (meeting.mentor_id, "cancelled"): 1,
    }


def test_of_a_series_that_has_begun_what_is_to_come_is_cancelled_and_told(monday_at_ten):
    meeting = pair(book_directly=True)
    made = book(meeting)
    monday_at_ten.move_to(made[3].starts_at + datetime.timedelta(minutes=5))
    cancel_rest(made[3], learner_of(meeting))
    assert [one.state for one in in_order()] == ["stands"] * 4 + ["cancelled"]
    (told,) = Message.objects.filter(person=meeting.mentor, kind__endswith="cancelled")
    assert (told.kind, told.subject) == ("cancelled", f"meeting:{made[4].pk}")
    with pytest.raises(TooLate):
        cancel_rest(made[3], learner_of(meeting))


def test_nothing_is_booked_for_two_who_have_parted_since_the_page_was_opened():
    meeting = Meeting.objects.select_related("pairing", "holder", "mentor").get(
        pk=pair(book_directly=True).pk
    )
    chosen = times(meeting)
    part(meeting.mentor, learner_of(meeting), by=meeting.mentor)
    with pytest.raises(NotAllowed):
        book(meeting, chosen=chosen)
    assert not Meeting.objects.exclude(series=None).exists()
    # A block alone is enough, also where the pairing and the meeting are as they were.
    Meeting.objects.update(state="stands")
    Pairing.objects.update(state="accepted")
    with pytest.raises(NotAllowed):
        book(meeting, chosen=chosen)
    Block.objects.all().delete()
    assert len(book(meeting, chosen=chosen)) == 5


def test_one_can_be_cancelled_alone_and_the_rest_by_one_press():
    meeting = pair(book_directly=True)
    made = book(meeting)
    cancel(made[0], learner_of(meeting))
    for _press in range(2):
        cancel_rest(made[2], learner_of(meeting))
    states = [one.state for one in Meeting.objects.exclude(series=None).order_by("start_quarter")]
    assert states == ["cancelled", "stands", "cancelled", "cancelled", "cancelled"]
    told = Message.objects.filter(person=meeting.mentor, kind="series_cancelled")
    assert told.count() == 1
    with pytest.raises(NotAllowed):
        cancel_rest(made[1], PersonFactory())


def test_only_the_learner_of_a_pair_or_the_desk_for_them():
    meeting = pair()
    desk = CoordinatorFactory()
    assert can_begin(learner_of(meeting), meeting)
    assert not can_begin(meeting.mentor, meeting)
    with pytest.raises(NotAllowed):
        book(meeting, by=PersonFactory())
    assert {one.state for one in book(meeting, by=desk)} == {"stands"}


def test_after_a_series_only_weeks_that_can_be_booked_already_are_shown():
    desk = CoordinatorFactory()
    last = book(pair(), by=desk)[-1]
    weeks = five_weeks(last, by=desk)
    shown = [week for week in weeks if week.same or week.other]
    assert shown == weeks[: len(shown)]
    assert 0 < len(shown) < 5
    assert all(week.why for week in weeks[len(shown) :])
    assert len(book(last, by=desk)) == len(shown)


def test_the_page_shows_five_weeks_and_one_press_books_what_is_marked():
    meeting = pair(book_directly=True)
    learner, browser = learner_of(meeting), Browser()
    browser.sign_in(learner)
    page = browser.open(f"/en/mote/{meeting.pk}/fem-veckor/")
    chosen = [f"{start}.{place}" for start, place in times(meeting)]
    assert all(f'value="{one}" checked' in page for one in chosen)
    marked = {f"week{number}": value for number, value in enumerate(chosen, start=1)} | {"week2": ""}
    said = {**marked, "key": key_on(page)}
    assert browser.send(f"/en/mote/{meeting.pk}/fem-veckor/", said).status_code == 302
    assert Meeting.objects.exclude(series=None).count() == 4
    last = Meeting.objects.order_by("-start_quarter")[1]
    rest = browser.open(f"/en/mote/{last.pk}/avboka/")
    assert "this one and those after it" in rest
    browser.send(f"/en/mote/{last.pk}/avboka/", {"do": "rest"})
    assert Meeting.objects.filter(state="cancelled").count() == 2
