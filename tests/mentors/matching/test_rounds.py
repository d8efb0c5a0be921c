"""Rounds as rows: planned, looked at, released, taken back; and what they mean for everybody else."""

from __future__ import annotations

import datetime

import pytest
from django.db import IntegrityError, transaction

from mentors.cards.models import MentorCard, NeedsCard
from mentors.hours.models import PairingSettings
from mentors.matching.declining import say_no_to_all
from mentors.matching.line import put_in_line
from mentors.matching.models import SUGGESTION_LIVES, MentorPrice, Pairing, Suggestion
from mentors.matching.rounds.by_hand import suggest_by_hand
from mentors.matching.rounds.clock import plan_once_an_hour
from mentors.matching.rounds.errors import DoesNotFit, NewerPlan, NotForYou
from mentors.matching.rounds.models import Proposal, Round
from mentors.matching.rounds.planning import plan_round
from mentors.matching.rounds.releasing import leave_out, release, release_round
from mentors.matching.rounds.undoing import Outcome, undo, undo_round
from mentors.matching.suggest import suggestions_for
from mentors.safety.models import Block
from messaging.models import Message
from tests.factories import CoordinatorFactory, PersonFactory
from tests.mentors.scenes import (
    NOW,
    choose_first,
    learner_with_card,
    mentor_with_time,
    notices_to,
    pairing_of,
    suggest,
)
from users.models import User

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


def waiting(**card: object) -> User:
    learner = learner_with_card(**card)
    put_in_line(learner.needs_card, now=NOW)
    return learner


def lines(made: Round) -> dict[int, tuple[str, int | None, str]]:
    rows = made.proposals.values_list("learner", "change", "mentor", "state")
    return {learner: (change, mentor, state) for learner, change, mentor, state in rows}


def line_of(made: Round, learner: User) -> Proposal:
    return made.proposals.get(learner=learner)


def test_a_plan_shows_what_would_change_and_tells_nobody() -> None:
    desk, mentor = CoordinatorFactory(), mentor_with_time(card={"capacity": 1})
    first, second = waiting(), waiting()
    alone = waiting(languages=["ti"])
    NeedsCard.objects.filter(learner=first).update(waiting_since=NOW - datetime.timedelta(weeks=4))

    made = plan_round(desk, now=NOW)

    assert lines(made) == {
        first.pk: ("new", mentor.pk, "planned"),
        second.pk: ("nobody", None, "nothing"),
        alone.pk: ("nobody", None, "nothing"),
    }
    assert line_of(made, second).because == Proposal.Because.NEEDED_MORE
    assert line_of(made, alone).because == Proposal.Because.NOBODY_SPEAKS
    assert made.cost_after < made.cost_before
    assert line_of(made, first).cost == sum(line_of(made, first).parts.values())
    assert not Message.objects.exists()
    assert not Suggestion.objects.exists()


@pytest.mark.parametrize(
    ("card", "mentor", "because"),
    [
        ({"languages": []}, {}, Proposal.Because.NO_LANGUAGES),
        ({}, {"card": {"capacity": 0}}, Proposal.Because.FULL),
        ({"answer_way": "none"}, {}, Proposal.Because.NO_SURE_TIME),
    ],
)
def test_who_stays_without_has_a_reason(card: dict, mentor: dict, because: str) -> None:
    mentor_with_time(**mentor)
    learner = waiting(**card)
    assert line_of(plan_round(None, now=NOW), learner).because == because


def test_a_block_reads_as_a_rest() -> None:
    mentor, learner = mentor_with_time(), waiting()
    Block.objects.create(by=mentor, other=learner)
    assert line_of(plan_round(None, now=NOW), learner).because == Proposal.Because.RESTS


def test_an_empty_pool_is_a_round_without_lines() -> None:
    made = plan_round(CoordinatorFactory(), now=NOW)
    assert (list(made.proposals.all()), made.cost_before, made.cost_after) == ([], 0, 0)
    assert release_round(made, made.planned_by, now=NOW) == []


def test_the_same_plan_again_is_the_same_round_and_another_takes_its_place() -> None:
    mentor_with_time()
    waiting()
    made = plan_round(None, now=NOW)
    assert plan_round(CoordinatorFactory(), now=NOW + HOUR) == made
    waiting()
    newer = plan_round(None, now=NOW + 2 * HOUR)
    assert newer != made
    assert list(Round.objects.all()) == [newer]


def test_only_one_round_waits_at_a_time() -> None:
    made = plan_round(None, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.create(planned_at=NOW, checked_at=NOW, cost_before=0, cost_after=0)
    assert Round.objects.get() == made


def test_a_release_is_a_suggestion_a_kept_place_and_a_message() -> None:
    desk, mentor = CoordinatorFactory(), mentor_with_time(card={"capacity": 1})
    other = mentor_with_time(card={"capacity": 1}, weekday=0)
    learner, newcomer = waiting(), learner_with_card(learner=PersonFactory())
    (line,) = plan_round(desk, now=NOW).proposals.all()
    chosen = line.mentor
    third = other if chosen == mentor else mentor

    release(line.pk, desk, now=NOW)

    line.refresh_from_db()
    assert (line.state, line.decided_by, line.decided_at) == ("released", desk, NOW)
    assert Round.objects.get().state == "decided"
    assert notices_to(learner) == [("suggested", "queued")]
    assert chosen is not None
    assert chosen.alias not in Message.objects.get().text
    assert suggestions_for(learner.needs_card, now=NOW)[0].mentor == chosen
    assert [offer.mentor for offer in suggestions_for(newcomer.needs_card, now=NOW)] == [third]
    after = NOW + SUGGESTION_LIVES
    assert {offer.mentor for offer in suggestions_for(newcomer.needs_card, now=after)} == {mentor, other}
    # A second press tells nobody twice.
    assert release(line.pk, desk, now=NOW + HOUR).decided_at == NOW
    assert Message.objects.count() == 1


def test_what_the_desk_released_is_not_looked_at_twice_and_what_the_clock_did_is() -> None:
    PairingSettings.objects.create()
    desk, mentor = CoordinatorFactory(), mentor_with_time(card={"capacity": 8})
    ours, theirs = waiting(), waiting()
    made = plan_round(desk, now=NOW)
    release(line_of(made, ours).pk, desk, now=NOW)
    release(line_of(made, theirs).pk, None, now=NOW)

    pairing = pairing_of(choose_first(ours, mentor))
    assert (pairing.needs_release, pairing.released_by, pairing.is_released) == (True, desk, True)
    assert not pairing_of(choose_first(theirs, mentor)).is_released


@pytest.mark.parametrize("what", ["line", "chosen", "mentor", "full", "block", "time"])
def test_what_no_longer_fits_is_skipped_with_the_reason(what: str) -> None:
    desk, mentor, learner = CoordinatorFactory(), mentor_with_time(card={"capacity": 1}), waiting()
    (line,) = plan_round(desk, now=NOW).proposals.all()
    because = Proposal.Because
    if what == "line":
        NeedsCard.objects.update(waiting_since=None)
    elif what == "chosen":
        Pairing.objects.create(learner=learner, mentor=PersonFactory())
    elif what == "mentor":
        MentorCard.objects.update(trained_on=None)
    elif what == "full":
        Pairing.objects.create(learner=PersonFactory(), mentor=mentor)
    elif what == "block":
        Block.objects.create(by=mentor, other=learner)
    else:
        mentor.mentor_card.weekly_hours.all().delete()

    became = release_round(line.round, desk, now=NOW + HOUR)

    expected = {
        "line": because.NOT_WAITING,
        "chosen": because.NOT_WAITING,
        "mentor": because.MENTOR_AWAY,
        "full": because.MENTOR_FULL,
        "block": because.NOT_NOW,
        "time": because.NO_TIME,
    }
    assert [(one.state, one.because) for one in became] == [("skipped", expected[what])]
    assert not Message.objects.exists()


def test_a_plan_that_gave_way_releases_nothing() -> None:
    desk = CoordinatorFactory()
    mentor_with_time()
    waiting()
    stale = plan_round(None, now=NOW)
    (line,) = stale.proposals.all()
    waiting()
    plan_round(None, now=NOW + HOUR)
    with pytest.raises(NewerPlan):
        release(line.pk, desk, now=NOW + HOUR)
    with pytest.raises(NewerPlan):
        release_round(stale, desk, now=NOW + HOUR)
    assert not Proposal.objects.exclude(decided_at=None).exists()


def test_only_the_desk_decides() -> None:
    mentor_with_time()
    learner = waiting()
    (line,) = plan_round(None, now=NOW).proposals.all()
    for act in (release, leave_out, undo):
        with pytest.raises(NotForYou):
            act(line.pk, learner)
    with pytest.raises(NotForYou):
        suggest_by_hand(learner, line.mentor, learner)


def test_undo_gives_the_place_back_and_keeps_the_two_apart() -> None:
    desk, mentor, learner = CoordinatorFactory(), mentor_with_time(card={"capacity": 1}), waiting()
    made = plan_round(desk, now=NOW)
    release_round(made, desk, now=NOW)

    (undone,) = undo_round(made, desk, now=NOW + HOUR)

    assert (undone.outcome, undone.line.state, undone.line.undone_by) == (Outcome.UNHEARD, "undone", desk)
    assert notices_to(learner) == [("suggested", "cancelled")]
    assert not Suggestion.objects.exists()
    assert undo(undone.line.pk, desk).outcome is Outcome.NOTHING
    assert line_of(plan_round(desk, now=NOW + 2 * HOUR), learner).change == "nobody"
    later = NOW + datetime.timedelta(days=15)
    assert line_of(plan_round(desk, now=later), learner).mentor == mentor


def test_undo_says_what_it_could_not_take_back() -> None:
    desk, mentor = CoordinatorFactory(), mentor_with_time(card={"capacity": 8})
    chose, said_no, told = waiting(), waiting(), waiting()
    made = plan_round(desk, now=NOW)
    release_round(made, desk, now=NOW)
    choose_first(chose, mentor)
    say_no_to_all(said_no.needs_card, now=NOW)
    Message.objects.filter(person=told, kind="suggested").update(state="sent")

    outcomes = {one.line.learner_id: one.outcome for one in undo_round(made, desk, now=NOW)}

    assert outcomes == {chose.pk: Outcome.CHOSEN, said_no.pk: Outcome.SAID_NO, told.pk: Outcome.TOLD}
    assert Pairing.objects.get(learner=chose).state == "chosen"


def test_a_suggestion_stays_unless_another_is_clearly_better() -> None:
    desk, near = CoordinatorFactory(), mentor_with_time(weekday=3)
    learner = waiting()
    release_round(plan_round(desk, now=NOW), desk, now=NOW)
    a_little_sooner = mentor_with_time(weekday=1)
    kept = line_of(plan_round(desk, now=NOW), learner)
    assert (kept.change, kept.mentor, kept.state) == ("kept", near, "nothing")

    MentorCard.objects.filter(mentor=near).update(languages=["sv"])
    changed = line_of(plan_round(desk, now=NOW), learner)
    assert (changed.change, changed.mentor, changed.before) == ("changed", a_little_sooner, near)
    release(changed.pk, desk, now=NOW)
    assert set(Proposal.objects.values_list("mentor", "state")) == {
        (near.pk, "replaced"),
        (a_little_sooner.pk, "released"),
    }


def test_a_place_that_somebody_leaves_in_the_same_round_is_free_for_the_next() -> None:
    desk, wanted = CoordinatorFactory(), mentor_with_time(card={"capacity": 1})
    moves = waiting(languages=["so", "ar"])
    release_round(plan_round(desk, now=NOW), desk, now=NOW)
    other = mentor_with_time(card={"capacity": 1, "languages": ["ar"]})
    comes = waiting(languages=["so"])
    made = plan_round(desk, now=NOW)
    assert lines(made) == {
        moves.pk: ("changed", other.pk, "planned"),
        comes.pk: ("new", wanted.pk, "planned"),
    }
    became = release_round(made, desk, now=NOW)
    assert [(one.learner, one.state) for one in became] == [(moves, "released"), (comes, "released")]


def test_two_who_change_places_do_it_together() -> None:
    desk = CoordinatorFactory()
    somali = mentor_with_time(card={"capacity": 1, "languages": ["so"]})
    arabic = mentor_with_time(card={"capacity": 1, "languages": ["ar"]})
    one, other = waiting(languages=["so"]), waiting(languages=["ar"])
    release_round(plan_round(desk, now=NOW), desk, now=NOW)
    NeedsCard.objects.filter(learner=one).update(languages=["ar"])
    NeedsCard.objects.filter(learner=other).update(languages=["so"])
    made = plan_round(desk, now=NOW)
    assert lines(made)[one.pk] == ("changed", arabic.pk, "planned")
    assert lines(made)[other.pk] == ("changed", somali.pk, "planned")
    # A third, for whom there is no place, does not stop them.
    third, line = waiting(languages=["so"]), line_of(made, other)
    line.pk, line.learner = None, third
    line.save(force_insert=True)

    release_round(made, desk, now=NOW)
    assert lines(made) == {
        one.pk: ("changed", arabic.pk, "released"),
        other.pk: ("changed", somali.pk, "released"),
        third.pk: ("changed", somali.pk, "skipped"),
    }
    assert line_of(made, third).because == Proposal.Because.MENTOR_FULL
    assert len(notices_to(one)) == len(notices_to(other)) == 2


def test_left_out_is_not_planned_again_and_accepted_pairs_are_never_touched() -> None:
    desk, mentor = CoordinatorFactory(), mentor_with_time(card={"capacity": 2})
    learner, paired = waiting(), waiting()
    pairing = Pairing.objects.create(learner=paired, mentor=mentor, state=Pairing.State.ACCEPTED)
    made = plan_round(desk, now=NOW)
    assert set(lines(made)) == {learner.pk}
    leave_out(line_of(made, learner).pk, desk, now=NOW)
    assert line_of(plan_round(desk, now=NOW + HOUR), learner).change == "nobody"
    pairing.refresh_from_db()
    assert pairing.state == Pairing.State.ACCEPTED


def test_who_fits_better_alone_and_is_needed_more_is_named() -> None:
    wanted = mentor_with_time(card={"capacity": 1})
    spare = mentor_with_time(card={"capacity": 1, "languages": ["sv"]})
    only_one = waiting(languages=["so"])
    both = waiting(languages=["so", "sv"])
    made = plan_round(None, now=NOW)
    assert line_of(made, only_one).mentor == wanted
    line = line_of(made, both)
    assert (line.mentor, line.instead) == (spare, wanted)
    assert line.instead_cost < line.cost
    assert line.instead_cost + line.instead_price >= line.cost


def test_the_clock_plans_once_an_hour_and_waits_for_the_desk() -> None:
    plan_once_an_hour(now=NOW)
    assert not MentorPrice.objects.exists()
    mentor_with_time(card={"capacity": 1})
    waiting()
    plan_once_an_hour(now=NOW)
    made = Round.objects.get()
    assert (made.how, made.planned_by, made.state) == ("clock", None, "planned")
    first = MentorPrice.objects.get().counted_at
    plan_once_an_hour(now=NOW + HOUR / 2)
    assert MentorPrice.objects.get().counted_at == first
    plan_once_an_hour(now=NOW + HOUR)
    made.refresh_from_db()
    assert made.checked_at == NOW + HOUR
    NeedsCard.objects.update(waiting_since=None)
    plan_once_an_hour(now=NOW + 3 * HOUR)
    assert not Round.objects.exists()


def test_the_clock_releases_where_the_house_lets_it_and_leaves_a_coordinator_at_work_alone() -> None:
    mentor_with_time(card={"capacity": 8})
    first, second = waiting(), waiting()
    plan_once_an_hour(now=NOW)
    made = Round.objects.get()
    release(line_of(made, first).pk, CoordinatorFactory(), now=NOW)
    waiting()
    plan_once_an_hour(now=NOW + HOUR)
    assert Round.objects.get() == made

    PairingSettings.objects.create(release_first_pairing=False)
    plan_once_an_hour(now=NOW + 3 * HOUR)
    line = Proposal.objects.get(learner=second, state="released")
    assert (line.decided_by, line.round.state) == (None, "decided")


def test_a_pair_by_hand_is_a_suggestion_that_can_be_undone() -> None:
    desk, mentor, learner = CoordinatorFactory(), mentor_with_time(), learner_with_card()
    line = suggest_by_hand(learner, mentor, desk, now=NOW)
    assert (line.round.how, line.state, line.cost) == ("by_hand", "released", sum(line.parts.values()))
    assert suggest_by_hand(learner, mentor, desk, now=NOW) == line
    assert NeedsCard.objects.get(learner=learner).waiting_since == NOW
    assert notices_to(learner) == [("suggested", "queued")]
    assert undo(line.pk, desk, now=NOW).outcome is Outcome.UNHEARD


@pytest.mark.parametrize(
    ("what", "because"),
    [
        ("block", Proposal.Because.NOT_NOW),
        ("training", Proposal.Because.MENTOR_AWAY),
        ("full", Proposal.Because.MENTOR_FULL),
        ("pair", Proposal.Because.NOT_WAITING),
    ],
)
def test_no_hard_rule_is_set_aside_by_hand(what: str, because: str) -> None:
    mentor, learner = mentor_with_time(card={"capacity": 1}), learner_with_card()
    suggest(learner, mentor)
    if what == "block":
        Block.objects.create(by=learner, other=mentor)
    elif what == "training":
        MentorCard.objects.update(promised_on=None)
    else:
        Pairing.objects.create(
            learner=learner if what == "pair" else PersonFactory(), mentor=mentor, state="active"
        )
    with pytest.raises(DoesNotFit) as refused:
        suggest_by_hand(learner, mentor, CoordinatorFactory(), now=NOW)
    assert refused.value.because == because
    assert not Proposal.objects.exists()
