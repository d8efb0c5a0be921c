"""Two who do not meet, and whom a private wish leaves out: neither is proposed, shown or booked."""

from __future__ import annotations

import datetime
import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from mentors.booking.errors import NotAllowed, TimeTaken
from mentors.booking.opening import open_meeting
from mentors.booking.seats import take_seat
from mentors.cards.models import NeedsCard
from mentors.matching.models import Pairing
from mentors.matching.suggest import open_doors, suggestions_for
from mentors.meetings.models import Meeting
from mentors.safety.apart import are_blocked, blocked_pairs, blocked_with, forbidden_mentors, wished_away
from mentors.safety.models import Block, PrivateWish
from tests.factories import CoordinatorFactory, PersonFactory, PlaceFactory
from tests.mentors.scenes import NOW, choose_first, learner_with_card, mentor_with_time, suggest
from users.models import User

pytestmark = pytest.mark.django_db


def offered(learner: User) -> list[User]:
    """Whom the learner is offered now."""
    card = NeedsCard.objects.get(learner=learner)
    return [offer.mentor for offer in suggestions_for(card, now=NOW)]


def group_led_by(mentor: User, **more: object) -> Meeting:
    """A group tomorrow at ten."""
    start = int((NOW + datetime.timedelta(days=1)).timestamp()) // 900
    place = more.pop("place", None) or PlaceFactory()
    return open_meeting(mentor, place, start, start + 4, by=CoordinatorFactory(), now=NOW, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("said_by_learner", [True, False])
def test_a_block_holds_both_ways_and_takes_the_mentor_out_of_the_suggestions(said_by_learner: bool) -> None:
    learner, mentor = learner_with_card(), mentor_with_time()
    assert offered(learner) == [mentor], "the negative control"
    by, other = (learner, mentor) if said_by_learner else (mentor, learner)
    Block.objects.create(by=by, other=other)
    assert offered(learner) == []
    assert are_blocked(learner, mentor)
    assert are_blocked(mentor, learner)
    assert (blocked_with(learner), blocked_with(mentor)) == ({mentor.pk}, {learner.pk})
    assert blocked_pairs() == {(learner.pk, mentor.pk), (mentor.pk, learner.pk)}


def test_a_blocked_mentor_on_an_old_page_cannot_be_chosen_even_by_the_desk() -> None:
    learner, mentor = learner_with_card(), mentor_with_time()
    suggest(learner, mentor)
    Block.objects.create(by=mentor, other=learner)
    for by in (learner, CoordinatorFactory()):
        with pytest.raises(NotAllowed):
            choose_first(learner, mentor, by=by)
    assert not Meeting.objects.exists()


def test_a_block_is_between_two_people_and_made_once() -> None:
    one, other = PersonFactory(), PersonFactory()
    Block.objects.create(by=one, other=other)
    for by, whom in ((one, other), (one, one)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Block.objects.create(by=by, other=whom)


@pytest.mark.parametrize("is_leader", [True, False])
def test_a_group_with_a_blocked_person_is_not_shown_and_looks_full(is_leader: bool) -> None:
    learner, leader, other = learner_with_card(), mentor_with_time(), learner_with_card()
    group = group_led_by(leader)
    take_seat(group, other, key=uuid.uuid4(), by=other, now=NOW)
    card = NeedsCard.objects.get(learner=learner)
    assert list(open_doors(card, now=NOW)) == [group], "the negative control"
    Block.objects.create(by=leader if is_leader else other, other=learner)
    assert list(open_doors(card, now=NOW)) == []
    with pytest.raises(TimeTaken, match="sista platsen"):
        take_seat(group, learner, key=uuid.uuid4(), by=learner, now=NOW)


def test_a_mentor_who_speaks_a_language_wished_away_is_left_out() -> None:
    learner = learner_with_card(languages=["so", "sv"])
    same = mentor_with_time(card={"languages": ["sv", "so"]})
    other = mentor_with_time(card={"languages": ["sv"]})
    assert set(offered(learner)) == {same, other}, "the negative control"
    PrivateWish.objects.create(learner=learner, languages=["SO"])
    assert offered(learner) == [other]


def test_a_mentor_with_hours_in_a_part_of_town_wished_away_is_left_out_with_its_groups() -> None:
    learner = learner_with_card()
    away = mentor_with_time(place=PlaceFactory(part_of_town="Norr"))
    near = mentor_with_time(place=PlaceFactory(part_of_town="Söder"))
    group_led_by(near, place=PlaceFactory(part_of_town="Norr"))
    PrivateWish.objects.create(learner=learner, parts_of_town=["Norr"])
    assert offered(learner) == [near]
    assert list(open_doors(NeedsCard.objects.get(learner=learner), now=NOW)) == []
    with pytest.raises(NotAllowed):
        choose_first(learner, away, by=CoordinatorFactory())


def test_a_wish_leaves_two_alone_who_are_a_pair_already() -> None:
    learner, mentor = learner_with_card(), mentor_with_time()
    Pairing.objects.create(learner=learner, mentor=mentor, state=Pairing.State.ACTIVE)
    PrivateWish.objects.create(learner=learner, languages=["so"])
    assert offered(learner) == [mentor]


def test_a_wish_is_never_a_reason_that_anybody_reads() -> None:
    learner = learner_with_card(languages=["so", "sv"])
    mentor_with_time(card={"languages": ["sv"]})
    card = NeedsCard.objects.get(learner=learner)
    before = [(offer.reasons, offer.parts) for offer in suggestions_for(card, now=NOW)]
    PrivateWish.objects.create(learner=learner, languages=["so"], parts_of_town=["Norr"])
    assert [(offer.reasons, offer.parts) for offer in suggestions_for(card, now=NOW)] == before


def test_forbidden_mentors_of_everybody_cost_four_queries() -> None:
    learners = [learner_with_card() for _number in range(3)]
    mentors = [mentor_with_time() for _number in range(3)]
    for learner, mentor in zip(learners, mentors, strict=True):
        Block.objects.create(by=learner, other=mentor)
    PrivateWish.objects.create(learner=learners[0], languages=["so"])
    PrivateWish.objects.create(learner=learners[1])
    with CaptureQueriesContext(connection) as asked:
        forbidden = forbidden_mentors()
    assert len(asked) == 4
    everybody = {mentor.pk for mentor in mentors}
    assert {learner.pk: forbidden[learner.pk] for learner in learners} == {
        learners[0].pk: everybody,
        learners[1].pk: {mentors[1].pk},
        learners[2].pk: {mentors[2].pk},
    }
    assert wished_away([learners[1].pk]) == {}
    assert set(forbidden_mentors([learners[2].pk])) == {learners[2].pk}
