"""Eight real processes want one time in the same moment: one gets it, seven are told, none meets an error.

On the database that the run is configured for. `MEDLOTS_ROUNDS=1000` makes it a soak; `running` says how. The negative
control takes the unique constraint away and books as one must not; without doubles there the rest proves little.
"""

from __future__ import annotations

import datetime
import uuid
from collections import Counter
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from mentors.cards.models import MentorCard
from mentors.hours.free_times import free_times
from mentors.hours.models import PairingSettings
from mentors.loans.models import DeviceKind, Loan
from mentors.matching.line import put_in_line
from mentors.matching.models import Pairing, Suggestion
from mentors.matching.rounds.models import Proposal, Round
from mentors.matching.rounds.planning import plan_round
from mentors.meetings.models import Meeting, OccupiedQuarter, OccupiedRoom, WeekPlace
from mentors.places.models import Room
from messaging.models import Message
from tests.factories import (
    CoordinatorFactory,
    DeviceFactory,
    MentorCardFactory,
    NeedsCardFactory,
    PersonFactory,
    PlaceFactory,
    SuggestionFactory,
    WeeklyHoursFactory,
)
from tests.races.running import (
    FEWER_ROUNDS,
    RACERS,
    Racers,
    doubles,
    learners_who_may_choose,
    mentor_at_all_hours,
    reasons,
    start_anew,
    times_from_the_day_after_tomorrow,
    without,
)
from users.models import User

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_time_is_booked_once(racers: Racers) -> None:
    """Direct times and held ones, by turns; in every third round half of them want a time that overlaps."""
    mentors = [mentor_at_all_hours(book_directly=True), mentor_at_all_hours()]
    learners = learners_who_may_choose(*mentors, number=racers.number)
    free = [times_from_the_day_after_tomorrow(mentor) for mentor in mentors]
    slowest = 0
    for number in range(2 * racers.rounds):
        which = number % 2
        wanted = free[which][number % 40]
        overlapping = 2 if number % 3 == 2 else 0
        said = racers.race(
            [
                {
                    "how": "choose",
                    "learner": learner.pk,
                    "mentor": mentors[which].pk,
                    "start": wanted.start_quarter + overlapping * (place % 2),
                    "place": wanted.place_id,
                }
                for place, learner in enumerate(learners)
            ]
        )
        outcomes = Counter(one["outcome"] for one in said)
        assert outcomes == {"won": 1, "taken": racers.number - 1}, [one.get("error") for one in said]
        assert reasons(said) == {"TimeTaken"}
        meeting = Meeting.objects.get()
        assert [one["meeting"] for one in said if one["outcome"] == "won"] == [str(meeting.pk)]
        assert meeting.state == [Meeting.State.STANDS, Meeting.State.HELD][which]
        assert (doubles(), Pairing.objects.count()) == (0, 1)
        # Four quarters for the learner, four and the pause for the mentor, and nothing of the others.
        assert OccupiedQuarter.objects.count() == 9
        slowest = max(slowest, *(one["waited_ms"] for one in said))
        start_anew()
    print(f"{connection.vendor}: {racers.number} at once, 0 double, 0 errors, slowest answer {slowest} ms")


def test_one_form_pressed_eight_times_is_one_meeting(eight: Racers) -> None:
    PairingSettings.objects.create(release_first_pairing=False)
    mentors = [mentor_at_all_hours(book_directly=True), mentor_at_all_hours()]
    learner = learners_who_may_choose(*mentors)[0]
    free = [times_from_the_day_after_tomorrow(mentor) for mentor in mentors]
    for number in range(FEWER_ROUNDS):
        which, key = number % 2, str(uuid.uuid4())
        wanted = free[which][number % 40]
        order = {
            "how": "choose",
            "learner": learner.pk,
            "mentor": mentors[which].pk,
            "start": wanted.start_quarter,
            "place": wanted.place_id,
            "key": key,
        }
        said = eight.race([order] * RACERS)
        assert Counter(one["outcome"] for one in said) == {"won": RACERS}, [one.get("error") for one in said]
        assert {one["meeting"] for one in said} == {str(Meeting.objects.get().pk)}
        start_anew()


def test_two_rooms_hold_two_meetings(racers: Racers) -> None:
    """As many mentors at one place with two rooms, each wanted by another learner at one moment of the same day."""
    place = PlaceFactory()
    rooms = {Room.objects.create(place=place, name=name, seats=2).pk for name in ("Ljuset", "Lugnet")}
    cards = [MentorCardFactory() for _ in range(racers.number)]
    learners = learners_who_may_choose(number=racers.number)
    for card, learner in zip(cards, learners, strict=True):
        SuggestionFactory(card=learner.needs_card, mentor=card.mentor)
        for weekday in range(7):
            WeeklyHoursFactory(
                card=card,
                weekday=weekday,
                starts=datetime.time(8),
                ends=datetime.time(20),
                place=place,
                book_directly=True,
            )
    free = times_from_the_day_after_tomorrow(cards[0].mentor)
    for number in range(racers.rounds):
        said = racers.race(
            [
                {
                    "how": "choose",
                    "learner": learner.pk,
                    "mentor": card.mentor_id,
                    "start": free[number % 40].start_quarter,
                    "place": place.pk,
                }
                for learner, card in zip(learners, cards, strict=True)
            ]
        )
        outcomes = Counter(one["outcome"] for one in said)
        assert outcomes == {"won": 2, "taken": racers.number - 2}, [one.get("error") for one in said]
        assert reasons(said) == {"TimeTaken"}
        assert set(Meeting.objects.values_list("room", flat=True)) == rooms
        assert OccupiedRoom.objects.count() == 2 * 4
        start_anew()


def test_three_devices_are_lent_to_three(racers: Racers) -> None:
    """All want one of three phones; in every second round two of them are the same person."""
    devices = {str(DeviceFactory().pk) for _ in range(3)}
    people = [PersonFactory() for _ in range(racers.number)]
    for number in range(racers.rounds):
        wanting = [*people[:-1], people[number % 2 - 1]]
        said = racers.race(
            [{"how": "borrow", "learner": one.pk, "kind": DeviceKind.SMARTPHONE.value} for one in wanting]
        )
        assert {one["outcome"] for one in said} == {"won", "taken"}, [one.get("error") for one in said]
        assert reasons(said) == {"NoneFree"}
        assert {one["meeting"] for one in said if one["outcome"] == "won"} == devices
        borrowers = list(Loan.objects.open().values_list("borrower_id", flat=True))
        assert (len(borrowers), len(set(borrowers))) == (3, 3), number
        start_anew()


def test_a_round_is_released_once_while_others_plan_and_choose(eight: Racers) -> None:
    """Four release it, two plan anew, two choose the same mentor, who has room for three of the six who wait."""
    PairingSettings.objects.create()
    desk, mentor = CoordinatorFactory(), mentor_at_all_hours()
    MentorCard.objects.filter(mentor=mentor).update(capacity=3)
    free = times_from_the_day_after_tomorrow(mentor)
    people = [PersonFactory(phone=f"+4670000010{number}") for number in range(6)]
    for person in people:
        put_in_line(NeedsCardFactory(learner=person))
    for number in range(FEWER_ROUNDS // 2):
        for person in people[:2]:
            SuggestionFactory(card=person.needs_card, mentor=mentor)
        made = plan_round(desk)
        said = eight.race(
            [{"how": "release_round", "round": made.pk, "by": desk.pk}] * 4
            + [{"how": "plan_round", "by": desk.pk}] * 2
            + [
                {
                    "how": "choose",
                    "learner": person.pk,
                    "mentor": mentor.pk,
                    "start": free[place * 8].start_quarter,
                    "place": free[place * 8].place_id,
                }
                for place, person in enumerate(people[:2])
            ]
        )
        assert not [one["error"] for one in said if one["outcome"] == "error"], number
        waiting_rounds = Round.objects.filter(state=Round.State.PLANNED).count()
        took = Pairing.objects.open().count() + Proposal.objects.alive().count()
        assert waiting_rounds <= 1
        assert 1 <= took <= 3, number
        told = Counter(Message.objects.filter(kind="suggested").values_list("person", flat=True))
        let_go = Counter(
            Proposal.objects.filter(state__in=["released", "replaced"]).values_list("learner", flat=True)
        )
        assert told == let_go, number
        start_anew()
        for model in (Round, Suggestion, Message):
            model.objects.all().delete()


def orders_on_days_of_one_week(mentor: User, learners: list[User], how: str) -> list[dict[str, Any]]:
    """Each wants another time of the week after next: no two of them want the same quarter."""
    today = timezone.localdate()
    monday = today + datetime.timedelta(days=14 - today.weekday())
    week = [monday + datetime.timedelta(days=number) for number in range(7)]
    times = [time for time in free_times([mentor.pk])[mentor.pk] if time.starts_at.date() in week]
    apart = times[:: len(times) // RACERS][:RACERS]
    return [
        {
            "how": how,
            "learner": learner.pk,
            "mentor": mentor.pk,
            "start": time.start_quarter,
            "place": time.place_id,
        }
        for learner, time in zip(learners, apart, strict=True)
    ]


def test_a_week_of_two_meetings_gets_two(eight: Racers) -> None:
    mentor = mentor_at_all_hours(book_directly=True)
    learners = learners_who_may_choose(mentor)
    mentor.mentor_card.meetings_a_week = 2
    mentor.mentor_card.save()
    orders = orders_on_days_of_one_week(mentor, learners, "choose")
    for number in range(FEWER_ROUNDS):
        said = eight.race(orders)
        assert Counter(one["outcome"] for one in said) == {"won": 2, "taken": RACERS - 2}, number
        assert reasons(said) == {"TimeTaken"}
        assert sorted(WeekPlace.objects.values_list("number", flat=True)) == [1, 2]
        start_anew()

    careless = orders_on_days_of_one_week(mentor, learners, "book_outside_the_week")
    eight.race(careless)
    assert Meeting.objects.count() > 2


def test_negative_control_without_the_constraint_a_time_is_booked_twice(eight: Racers) -> None:
    mentor = mentor_at_all_hours(book_directly=True)
    learners = learners_who_may_choose(mentor)
    free = times_from_the_day_after_tomorrow(mentor)
    double = 0
    with without(OccupiedQuarter, "nobody_is_in_two_meetings_at_once"):
        for number in range(10):
            wanted = free[number]
            said = eight.race(
                [
                    {
                        "how": "check_then_insert",
                        "learner": learner.pk,
                        "mentor": mentor.pk,
                        "start": wanted.start_quarter,
                        "place": wanted.place_id,
                    }
                    for learner in learners
                ]
            )
            assert not [one["error"] for one in said if one["outcome"] == "error"]
            double += doubles()
            start_anew()
    assert double > 0


def test_negative_control_the_constraint_alone_stops_check_then_insert(eight: Racers) -> None:
    """The same careless code with the constraint in its place fails loudly, and nobody is booked twice."""
    mentor = mentor_at_all_hours(book_directly=True)
    learners = learners_who_may_choose(mentor)
    free = times_from_the_day_after_tomorrow(mentor)
    stopped = 0
    for number in range(5):
        said = eight.race(
            [
                {
                    "how": "check_then_insert",
                    "learner": learner.pk,
                    "mentor": mentor.pk,
                    "start": free[number].start_quarter,
                    "place": free[number].place_id,
                }
                for learner in learners
            ]
        )
        assert (Meeting.objects.count(), doubles()) == (1, 0)
        stopped += sum("IntegrityError" in one.get("error", "") for one in said)
        start_anew()
    assert stopped > 0
