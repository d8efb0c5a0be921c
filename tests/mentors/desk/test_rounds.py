"""Rounds and pairs by hand at the desk: what stands on the pages, what the buttons do, what is never told."""

import pytest
from django.test import Client
from django.urls import reverse

from mentors.cards.models import MentorCard
from mentors.matching.line import put_in_line
from mentors.matching.models import Pairing
from mentors.matching.rounds.models import Proposal, Round
from mentors.safety.models import Block, PrivateWish
from tests.factories import PersonFactory
from tests.mentors.desk.asking import queries_of
from tests.mentors.scenes import choose_first, learner_with_card, mentor_with_time, times_of
from users.models import User

ROUNDS = "/admin/desk/rounds/"


def waiting(**card: object) -> User:
    learner = learner_with_card(**card)
    put_in_line(learner.needs_card)
    return learner


def press(desk: Client, proposal: Proposal, do: str) -> str:
    """Press a line's button; the words of the page one comes back to."""
    address = reverse("desk:act_on_line", args=[proposal.pk])
    return desk.post(address, {"do": do, "next": ROUNDS}, follow=True).content.decode()


def test_an_empty_desk_plans_nothing_and_says_so(desk: Client) -> None:
    assert "Nobody is in the line" in desk.get(ROUNDS).content.decode()
    page = desk.post(reverse("desk:plan_now"), follow=True).content.decode()
    assert "Nothing would change right now" in page


def test_a_round_shows_what_would_change_is_released_and_taken_back(desk: Client, coordinator: User) -> None:
    mentor = mentor_with_time(card={"capacity": 1})
    learner, alone = waiting(), waiting(languages=["ti"])
    page = desk.post(reverse("desk:plan_now"), follow=True).content.decode()
    assert "Nobody has been told anything yet" in page
    assert "No mentor who takes new people speaks with them. (1)" in page
    assert "have not met before 6" in page
    assert f"Many need {mentor.alias}." in page
    shown = desk.get(ROUNDS).context["shown"]
    assert [line.proposal.learner for line in shown.to_decide] == [learner]
    assert (shown.people, shown.people_without) == (2, 1)
    assert shown.without[0][1][0].proposal.learner == alone

    made = Round.objects.get()
    page = desk.post(
        reverse("desk:act_on_round", args=[made.pk]), {"do": "release"}, follow=True
    ).content.decode()
    assert "1 suggestion is released" in page
    proposal = Proposal.objects.get(learner=learner)
    assert (proposal.state, proposal.decided_by) == ("released", coordinator)
    assert str(coordinator) in page
    assert "is taken back. Nobody had heard of it" in press(desk, proposal, "undo")
    assert "nothing left to take back" in press(desk, proposal, "undo")
    assert "taken back 1" in desk.get(ROUNDS).content.decode()


def test_a_line_is_left_out_and_one_that_is_gone_says_so(desk: Client) -> None:
    mentor_with_time()
    waiting()
    desk.post(reverse("desk:plan_now"))
    proposal = Proposal.objects.get()
    assert "not put together again" in press(desk, proposal, "leave_out")
    gone = Proposal(pk=proposal.pk + 99)
    assert "A newer plan has taken the place" in press(desk, gone, "release")
    page = desk.get(reverse("desk:round", args=[Round.objects.get().pk + 99]), follow=True)
    assert "This is the newest" in page.content.decode()
    nonsense = desk.post(reverse("desk:act_on_line", args=[proposal.pk]), {"do": "?"}, follow=True)
    assert nonsense.status_code == 404


def test_what_did_not_fit_and_what_could_not_be_undone_is_said_by_name(desk: Client) -> None:
    mentor = mentor_with_time(card={"capacity": 8})
    learner = waiting()
    desk.post(reverse("desk:plan_now"))
    other = waiting()
    press(desk, Proposal.objects.get(learner=learner), "release")
    choose_first(learner, mentor)
    assert f"{learner.alias} has chosen a time" in press(desk, Proposal.objects.get(learner=learner), "undo")
    desk.post(reverse("desk:plan_now"))
    MentorCard.objects.update(trained_on=None)
    page = press(desk, Proposal.objects.get(learner=other), "release")
    assert f"Not released for {other.alias}: The mentor takes no new people any more." in page


@pytest.mark.parametrize("pairs", [1, 3])
def test_queries_do_not_grow_with_the_round(desk: Client, pairs: int) -> None:
    mentor_with_time(card={"capacity": 8})
    for _ in range(pairs):
        waiting()
    desk.post(reverse("desk:plan_now"))
    assert queries_of(lambda: desk.get(ROUNDS)) == 18


def test_a_pair_by_hand_shows_each_part_beside_the_best_and_is_undone(desk: Client) -> None:
    learner, best = learner_with_card(), mentor_with_time()
    second = mentor_with_time(card={"can_show": []})
    chooser = reverse("desk:by_hand", args=[learner.public_id])
    assert "Choose a mentor." in desk.post(chooser, {}).content.decode()
    answer = desk.post(chooser, {"mentor": str(second.public_id)})
    address = reverse("desk:pair_by_hand", args=[learner.public_id, second.public_id])
    assert answer.headers["Location"] == address

    page = desk.get(address)
    both = page.context["both"]
    assert (both.best, both.dearer, both.because) == (best, 20, "")
    assert {name: (cost, beside) for name, cost, beside in both.rows}[
        "has not done all that they want to learn"
    ] == (20, 0)
    assert f"It costs 20 points more than the best, {best.alias}." in page.content.decode()

    assert "suggested to" in desk.post(address, follow=True).content.decode()
    proposal = Proposal.objects.get()
    assert (proposal.mentor, proposal.round.how) == (second, "by_hand")
    page = desk.post(
        reverse("desk:act_on_line", args=[proposal.pk]), {"do": "undo", "next": address}, follow=True
    )
    assert "Nobody had heard of it" in page.content.decode()


def test_a_time_that_they_have_chosen_is_booked_from_the_comparison(desk: Client) -> None:
    learner, mentor = learner_with_card(), mentor_with_time()
    page = desk.get(reverse("desk:pair_by_hand", args=[learner.public_id, mentor.public_id]))
    assert page.context["both"].is_best
    time = page.context["both"].times[0]
    assert time.time == times_of(mentor)[0]
    sent = {"chosen": time.value, "key": str(page.context["key"]), "how_asked": "phone"}
    desk.post(reverse("desk:suggestions", args=[learner.public_id]), sent)
    assert Pairing.objects.get().mentor == mentor


def test_hard_rules_stand_and_a_private_no_cannot_be_told_from_another(desk: Client) -> None:
    learner = learner_with_card()
    blocks, wished_away, said_no, untrained, full = (mentor_with_time() for _ in range(5))
    Block.objects.create(by=learner, other=blocks)
    Pairing.objects.create(learner=learner, mentor=said_no, state="declined")
    MentorCard.objects.filter(mentor=untrained).update(trained_on=None)
    Pairing.objects.create(learner=PersonFactory(), mentor=full)
    MentorCard.objects.filter(mentor=full).update(capacity=1)
    MentorCard.objects.filter(mentor=wished_away).update(languages=["so", "ar"])
    PrivateWish.objects.create(learner=learner, languages=["ar"], parts_of_town=[])

    def reads(mentor: User) -> str:
        page = desk.get(reverse("desk:pair_by_hand", args=[learner.public_id, mentor.public_id]))
        main = page.content.decode().split("<main")[1].split("</main>")[0]
        for person in (mentor, learner):
            main = main.replace(person.alias, "").replace(str(person.public_id), "")
        return " ".join(main.split())

    assert "not proposed to each other right now" in reads(blocks)
    assert reads(blocks) == reads(said_no) == reads(wished_away)
    assert "takes no new people" in reads(untrained)
    assert "no language in common" in reads(mentor_with_time(card={"languages": ["fa"]}))
    assert "as many people as they take" in reads(full)
    for mentor in (blocks, untrained, full):
        desk.post(reverse("desk:pair_by_hand", args=[learner.public_id, mentor.public_id]))
    assert not Proposal.objects.exists()
