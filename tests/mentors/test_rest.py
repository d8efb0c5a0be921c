"""A mentor's rest: days after a meeting, a full week, a pause with an end."""

import datetime

import pytest
import time_machine

from mentors.booking.errors import TimeTaken
from mentors.cards.making import end_pause, pause_mentor
from mentors.cards.models import MentorCard
from mentors.hours.free_times import free_times
from mentors.hours.models import PairingSettings
from tests.factories import MentorCardFactory, PersonFactory, PlaceFactory, WeeklyHoursFactory
from tests.mentors.scenes import NOW, choose_first, learner_with_card, suggest, times_of
from users.models import User

pytestmark = pytest.mark.django_db

TUESDAY = datetime.date(2026, 12, 1)


def mentor_with_whole_week(**card) -> User:
    mentor = PersonFactory(phone="+46700000002")
    made, place = MentorCardFactory(mentor=mentor, **card), PlaceFactory()
    for weekday in range(5):
        WeeklyHoursFactory(card=made, weekday=weekday, place=place)
    return mentor


def days_of(mentor: User, until: datetime.date) -> set[datetime.date]:
    days = {time.starts_at.date() for time in times_of(mentor)}
    return {day for day in days if day <= until}


def meet_on_tuesday(mentor: User) -> None:
    PairingSettings.objects.update_or_create(defaults={"release_first_pairing": False})
    learner = learner_with_card()
    suggest(learner, mentor)
    with time_machine.travel(NOW + datetime.timedelta(hours=6), tick=False):
        choose_first(learner, mentor, now=NOW + datetime.timedelta(hours=6))


@pytest.fixture(autouse=True)
def monday_at_ten():
    with time_machine.travel(NOW, tick=False):
        yield


def test_days_of_rest_after_a_meeting_and_none_that_would_fall_into_another_ones_rest() -> None:
    mentor = mentor_with_whole_week(rest_days=2)
    meet_on_tuesday(mentor)
    free = days_of(mentor, TUESDAY + datetime.timedelta(days=3))
    assert free == {TUESDAY + datetime.timedelta(days=3)}


def test_without_a_rest_every_day_is_free() -> None:
    mentor = mentor_with_whole_week()
    meet_on_tuesday(mentor)
    free = days_of(mentor, TUESDAY + datetime.timedelta(days=3))
    assert free == {TUESDAY + datetime.timedelta(days=away) for away in (-1, 1, 2, 3)}


def test_a_full_week_has_no_times_and_the_next_one_has() -> None:
    mentor = mentor_with_whole_week(meetings_a_week=1)
    meet_on_tuesday(mentor)
    days = days_of(mentor, TUESDAY + datetime.timedelta(days=8))
    assert days
    assert min(days) == datetime.date(2026, 12, 7)


def test_a_resting_day_cannot_be_booked_by_knowing_its_address() -> None:
    mentor = mentor_with_whole_week(rest_days=2)
    before = times_of(mentor)
    meet_on_tuesday(mentor)
    wednesday = next(time for time in before if time.starts_at.date() == TUESDAY + datetime.timedelta(days=1))
    other = learner_with_card(learner=PersonFactory(phone="+46700000003"))
    suggest(other, mentor)
    import uuid

    from mentors.booking.choosing import choose

    with pytest.raises(TimeTaken):
        choose(
            other, mentor, wednesday.start_quarter, wednesday.place_id, key=uuid.uuid4(), by=other, now=NOW
        )


def test_limits_cost_one_query_and_only_where_there_are_any(django_assert_num_queries) -> None:
    mentor = mentor_with_whole_week()
    with django_assert_num_queries(5):
        free_times([mentor.pk], now=NOW)
    MentorCard.objects.filter(mentor=mentor).update(rest_days=1)
    with django_assert_num_queries(6):
        free_times([mentor.pk], now=NOW)


def test_a_pause_ends_by_itself_after_its_last_day(monday_at_ten) -> None:
    card = MentorCardFactory()
    pause_mentor(card, NOW.date())
    assert card.is_paused
    assert not MentorCard.objects.can_be_matched().exists()
    with time_machine.travel(NOW + datetime.timedelta(days=1), tick=False):
        assert not card.is_paused
        assert MentorCard.objects.can_be_matched().exists()
    pause_mentor(card, None)
    with time_machine.travel(NOW + datetime.timedelta(days=400), tick=False):
        assert card.is_paused
    end_pause(card)
    assert MentorCard.objects.can_be_matched().exists()
