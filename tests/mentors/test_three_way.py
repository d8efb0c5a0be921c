"""The first time two meet, somebody from the desk comes along: times of three, taken and freed together."""

from __future__ import annotations

import datetime
import uuid

import pytest
import time_machine
from django.utils import timezone
from django.utils.translation import override

from mentors.booking.answering import accept
from mentors.booking.cancelling import cancel
from mentors.booking.choosing import choose
from mentors.booking.coming_along import come_along, first_meetings_alone, who_could_come
from mentors.booking.errors import NotAllowed, TimeTaken
from mentors.booking.moving import move, times_to_move_to
from mentors.booking.not_held import say_not_held
from mentors.booking.other_rooms import give_other_rooms
from mentors.booking.reassigning import reassign
from mentors.booking.series import five_weeks
from mentors.booking.together import begin_after_first_meeting
from mentors.calendars.feeds import meetings_for_calendar
from mentors.desk.marks import place_marks
from mentors.desk.today import who_cannot_get_in
from mentors.hours.lost import Rule
from mentors.hours.models import DeskHours, PairingSettings
from mentors.matching.models import Pairing
from mentors.matching.who_can import HaveMet, reachable_times
from mentors.matching.why_not import times_lost
from mentors.meetings.models import Meeting, OccupiedQuarter, OccupiedRoom
from mentors.meetings.times import with_date
from mentors.places.models import Room
from messaging.models import Message
from tests.factories import CoordinatorFactory, MentorCardFactory, PersonFactory, WeeklyHoursFactory
from tests.mentors.scenes import NOW, history, learner_with_card, mentor_with_time, suggest
from users.contacts import keep
from users.models import User

pytestmark = pytest.mark.django_db


def at_the_desk(*hours: tuple[int, int, int]) -> User:
    """Somebody at the desk with (weekday, from, to)."""
    person = CoordinatorFactory()
    for weekday, starts, ends in hours:
        DeskHours.objects.create(
            person=person, weekday=weekday, starts=datetime.time(starts), ends=datetime.time(ends)
        )
    return person


@pytest.fixture
def pair() -> tuple[User, User]:
    """Two who have not met; the mentor has time on Tuesdays from two to four and Wednesdays, certain at once."""
    PairingSettings.objects.create(release_first_pairing=False, three_way_first_meetings=True)
    learner, mentor = learner_with_card(), mentor_with_time()
    WeeklyHoursFactory(card=mentor.mentor_card, weekday=2, book_directly=True)
    suggest(learner, mentor)
    return learner, mentor


def shown(learner: User, mentor: User, now: datetime.datetime = NOW) -> list[str]:
    times = reachable_times(learner.needs_card, [mentor.pk], now=now).get(mentor.pk, [])
    return [f"{one.starts_at:%a %H:%M}" for one in times[:4]]


def book(learner: User, mentor: User, nth: int = 0):
    time = reachable_times(learner.needs_card, [mentor.pk], now=NOW)[mentor.pk][nth]
    chosen = {"key": uuid.uuid4(), "by": learner, "now": NOW}
    return choose(learner, mentor, time.start_quarter, time.place_id, **chosen)


def press(learner: User) -> dict:
    return {"key": uuid.uuid4(), "by": learner, "now": NOW}


def test_times_are_those_of_all_three_and_who_have_met_need_no_third(pair):
    learner, mentor = pair
    assert shown(learner, mentor) == []
    assert {one.rule for one in times_lost(learner.needs_card, now=NOW)} == {Rule.NOBODY_ALONG}
    at_the_desk((1, 13, 15), (2, 15, 17))
    assert shown(learner, mentor) == ["Tue 14:00", "Wed 15:00", "Tue 14:00", "Wed 15:00"]
    Pairing.objects.create(learner=learner, mentor=mentor, state=Pairing.State.ACTIVE)
    assert shown(learner, mentor) == ["Tue 14:00", "Tue 14:30", "Tue 15:00", "Wed 14:00"]
    assert book(learner, mentor).coordinator is None


def test_a_meeting_takes_the_time_of_three_and_the_next_pair_gets_somebody_else_or_nothing(pair):
    learner, mentor = pair
    first = at_the_desk((1, 14, 15))
    meeting = accept(book(learner, mentor), mentor, now=NOW)
    assert meeting.coordinator == first
    people = OccupiedQuarter.objects.filter(quarter=meeting.start_quarter).values_list("person", flat=True)
    assert set(people) == {learner.pk, mentor.pk, first.pk}
    assert list(meetings_for_calendar(first, now=NOW)) == [meeting]
    other_learner = learner_with_card(learner=PersonFactory())
    other_mentor = mentor_with_time()
    suggest(other_learner, other_mentor)
    start, place = meeting.start_quarter, other_mentor.mentor_card.weekly_hours.get().place_id
    again = {"key": uuid.uuid4(), "by": other_learner, "now": NOW}
    with pytest.raises(TimeTaken):
        choose(other_learner, other_mentor, start, place, **again)
    second = at_the_desk((1, 14, 15))
    assert choose(other_learner, other_mentor, start, place, **again).coordinator == second


def test_a_room_has_seats_for_all_who_come_and_where_more_come_later_the_desk_sees_it(pair):
    learner, mentor = pair
    at_the_desk((1, 14, 15))
    mentor.mentor_card.weekly_hours.filter(weekday=2).delete()
    place = mentor.mentor_card.weekly_hours.get().place
    Room.objects.create(place=place, name="Lilla", seats=2)
    assert shown(learner, mentor) == []
    assert Rule.NO_ROOM in {one.rule for one in times_lost(learner.needs_card, now=NOW)}
    Room.objects.create(place=place, name="Mellan", seats=3)
    assert shown(learner, mentor)[:1] == ["Tue 14:00"]
    meeting = book(learner, mentor)
    assert (meeting.room.name, place_marks([meeting])) == ("Mellan", {})
    card = learner.needs_card
    card.needs_interpreter = card.interpreter_arranged = True
    card.save()
    assert shown(learner, mentor) == []
    assert list(place_marks([Meeting.objects.get(pk=meeting.pk)])) == [meeting.pk]
    # Who have met are two, and the interpreter.
    PairingSettings.objects.update(three_way_first_meetings=False)
    assert shown(learner, mentor)[:1] == ["Tue 14:00"]
    assert [row.meeting for row in who_cannot_get_in(NOW).rows] == [meeting]
    # Nobody has to press for a larger room: the worker takes it once there is one, and the small one is free.
    assert give_other_rooms(NOW) == 0
    large = Room.objects.create(place=place, name="Stora", seats=4)
    assert (give_other_rooms(NOW), give_other_rooms(NOW)) == (1, 0)
    assert set(OccupiedRoom.objects.values_list("room", flat=True)) == {large.pk}
    assert place_marks([Meeting.objects.select_related("room").get(pk=meeting.pk)]) == {}
    # The mentor has not said yes: nobody has seen a room.
    assert not Message.objects.filter(kind="other_room").exists()


def test_moving_takes_the_third_along_and_cancelling_frees_all_three(pair):
    learner, mentor = pair
    first = at_the_desk((1, 14, 15), (2, 14, 16))
    at_the_desk((2, 14, 16))
    meeting = accept(book(learner, mentor), mentor, now=NOW)
    wednesday = times_to_move_to(meeting, by=learner, now=NOW)[0]
    moved = move(meeting, wednesday.start_quarter, wednesday.place_id, version=1, by=learner, now=NOW)
    assert moved.coordinator == first
    quarters = OccupiedQuarter.objects.filter(person=first).values_list("quarter", flat=True)
    assert sorted(quarters) == list(range(moved.start_quarter, moved.end_quarter))
    cancel(moved, learner, now=NOW)
    assert not OccupiedQuarter.objects.exists()


@pytest.mark.parametrize("how", ["cancelled", "moved behind", "handed on"])
def test_what_becomes_the_first_meeting_gets_a_third(pair, how):
    learner, mentor = pair
    third = at_the_desk((1, 14, 15), (2, 14, 15))
    first = accept(book(learner, mentor), mentor, now=NOW)
    second = book(learner, mentor)
    assert (first.coordinator, second.coordinator) == (third, None)
    assert second.start_quarter > first.start_quarter
    if how == "cancelled":
        cancel(first, learner, now=NOW)
    elif how == "moved behind":
        behind = first.start_quarter + 7 * 96
        desk = {"version": 1, "by": CoordinatorFactory(), "now": NOW}
        assert move(first, behind, first.place_id, **desk).coordinator is None
    else:
        stand_in = MentorCardFactory(mentor=PersonFactory()).mentor
        handed = reassign(first, stand_in, version=1, by=CoordinatorFactory(), now=NOW)
        assert handed.coordinator == third
    second.refresh_from_db()
    assert second.coordinator == third
    taken = OccupiedQuarter.objects.filter(person=third, meeting=second)
    assert taken.count() == 4
    assert "comes_along" in history(second)
    assert not first_meetings_alone(NOW).exists()


def test_moved_ahead_of_the_first_it_is_the_first_and_the_one_who_need_not_come_is_told(pair):
    learner, mentor = pair
    third = at_the_desk((2, 14, 16))
    keep(third, {"phone": "+46700000008"})
    first = book(learner, mentor)
    second = choose(learner, mentor, first.start_quarter + 7 * 96, first.place_id, **press(learner))
    assert (first.coordinator, second.coordinator) == (third, None)
    desk = {"by": CoordinatorFactory(), "now": NOW}
    tuesday = first.start_quarter - 96
    place = mentor.mentor_card.weekly_hours.get(weekday=1).place_id
    with pytest.raises(TimeTaken):
        move(second, tuesday, place, version=1, **desk)
    at_the_desk((1, 14, 15))
    moved = move(second, tuesday, place, version=1, **desk)
    assert moved.coordinator not in {None, third}
    behind = move(first, first.start_quarter + 14 * 96, first.place_id, version=1, **desk)
    assert behind.coordinator is None
    (told,) = Message.objects.filter(person=third)
    with override(third.language):
        assert (told.kind, with_date(first.starts_at) in told.text) == ("handed_over", True)


def test_a_first_meeting_that_did_not_take_place_leaves_the_next_one_the_first(pair):
    """Also where the pair is under way already: by itself, once the time of the first meeting is over."""
    learner, mentor = pair
    third = at_the_desk((1, 14, 15))
    first, second = (accept(book(learner, mentor), mentor, now=NOW) for _ in range(2))
    DeskHours.objects.all().delete()
    with time_machine.travel(first.ends_at, tick=False):
        assert begin_after_first_meeting() == 1
        assert mentor.pk in HaveMet(learner.pk)
        say_not_held(first, learner)
        assert mentor.pk not in HaveMet(learner.pk)
        # Nobody has time: the desk's first page and its week say so, until somebody comes along.
        assert list(first_meetings_alone(timezone.now())) == [second]
        come_along(second, third, by=third)
        assert not first_meetings_alone(timezone.now()).exists()
        # A series shows what can be booked: without another meeting before it, its first time needs a third.
        assert [bool(week.same) for week in five_weeks(first, by=learner)] == [False, True, True, True, True]
        cancel(second, learner)
        assert not any(week.same or week.other for week in five_weeks(first, by=learner))


def test_somebody_else_stands_in_and_only_who_works_at_the_desk(pair):
    learner, mentor = pair
    first = at_the_desk((1, 14, 15))
    meeting = accept(book(learner, mentor), mentor, now=NOW)
    stand_in = CoordinatorFactory()
    assert who_could_come(meeting) == [stand_in]
    for person, by in (
        (PersonFactory(), first),
        (stand_in, learner),
        (CoordinatorFactory(desk=False), first),
    ):
        with pytest.raises(NotAllowed):
            come_along(meeting, person, by=by, now=NOW)
    for _press in range(2):
        come_along(meeting, stand_in, by=first, now=NOW)
    meeting.refresh_from_db()
    assert meeting.coordinator == stand_in
    assert not OccupiedQuarter.objects.filter(person=first).exists()
    assert OccupiedQuarter.objects.filter(person=stand_in).count() == 4
    assert [str(one.what) for one in meeting.events.all()].count("comes_along") == 1


def test_the_third_s_hours_are_on_the_wall_clock_on_both_days_when_it_changes(pair):
    """Sunday 28 March 2027 has no 02:30 (and is Easter Day); Sunday 31 October has it twice."""
    learner, mentor = pair
    at_the_desk((6, 1, 5))
    hours = mentor.mentor_card.weekly_hours.first()
    hours.weekday, hours.starts, hours.ends = 6, datetime.time(1), datetime.time(5)
    hours.save()
    mentor.mentor_card.weekly_hours.exclude(pk=hours.pk).delete()
    PairingSettings.objects.update(meeting_minutes=30, closed_on_holidays=False)
    seen = {}
    for day in (datetime.date(2027, 3, 28), datetime.date(2027, 10, 31)):
        now = NOW.replace(year=day.year, month=day.month, day=day.day) - datetime.timedelta(days=2)
        times = reachable_times(learner.needs_card, [mentor.pk], now=now)[mentor.pk]
        seen[day] = [f"{one.starts_at:%H:%M}" for one in times if one.starts_at.date() == day]
    spring, autumn = seen.values()
    assert spring == ["01:00", "01:30", "03:00", "03:30", "04:00", "04:30"]
    assert autumn == ["01:00", "01:30", "02:00", "02:30", "03:00", "03:30", "04:00", "04:30"]
