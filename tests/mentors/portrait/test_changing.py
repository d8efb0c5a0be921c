"""One part of a card at a time: order, what one can, and a line of history for each change."""

import pytest
from django.utils.translation import override

from mentors.cards.changes import history
from mentors.cards.draft import Draft
from mentors.cards.making import change_card
from mentors.cards.models import CardChange, NeedsCard
from mentors.portrait.changing import (
    WISHES_AT_MOST,
    Hand,
    add_can_do,
    add_wishes,
    change_part,
    learned,
    move_wish,
    order_wishes,
    remove_can_do,
    remove_wish,
)
from tests.factories import CoordinatorFactory, NeedsCardFactory

pytestmark = pytest.mark.django_db

ME = Hand()
What = CardChange.What


def said(card: NeedsCard) -> list[str]:
    return [wish.guide_key or wish.own_words for wish in card.wishes.all()]


def noted(card: NeedsCard) -> list[str]:
    return list(card.changes.order_by("pk").values_list("what", flat=True))


def wish_id(card: NeedsCard, key: str) -> int:
    return card.wishes.get(guide_key=key).pk


def test_wishes_move_up_and_down_and_stop_at_the_ends() -> None:
    card = NeedsCardFactory(wishes=["bankid", "1177", "email"])
    assert move_wish(card, wish_id(card, "email"), -1, ME)
    assert said(card) == ["bankid", "email", "1177"]
    assert move_wish(card, wish_id(card, "bankid"), 1, ME)
    assert said(card) == ["email", "bankid", "1177"]
    assert not move_wish(card, wish_id(card, "email"), -1, ME)
    assert not move_wish(card, wish_id(card, "1177"), 1, ME)
    assert said(card) == ["email", "bankid", "1177"]
    assert noted(card) == [What.ORDER, What.ORDER]


def test_nobody_moves_or_takes_away_what_stands_on_another_card() -> None:
    mine, theirs = NeedsCardFactory(wishes=["bankid"]), NeedsCardFactory(wishes=["1177", "email"])
    assert not move_wish(mine, wish_id(theirs, "email"), -1, ME)
    assert not remove_wish(mine, wish_id(theirs, "email"), ME)
    assert not learned(mine, wish_id(theirs, "email"), "by_myself", ME)
    assert (said(theirs), noted(mine), noted(theirs)) == (["1177", "email"], [], [])


def test_the_order_on_paper_puts_what_is_named_first_and_keeps_the_rest() -> None:
    card = NeedsCardFactory(wishes=["bankid", "1177", "email"])
    assert order_wishes(card, [3, 1, 3, 9, 0], ME)
    assert said(card) == ["email", "bankid", "1177"]


def test_a_wish_that_is_there_is_not_added_twice_and_there_is_room_for_so_many() -> None:
    card = NeedsCardFactory(wishes=["bankid"])
    assert add_wishes(card, ["bankid", "1177"], "Skicka en bild", "letter", ME) == 2
    assert said(card) == ["bankid", "1177", "Skicka en bild"]
    many = [f"guide-{number}" for number in range(WISHES_AT_MOST + 4)]
    assert add_wishes(card, many, "", "", ME) == WISHES_AT_MOST - 3
    assert add_wishes(card, ["one-more"], "", "", ME) == 0


def test_a_wish_becomes_something_one_can_and_can_be_a_wish_again() -> None:
    card = NeedsCardFactory(wishes=["bankid", "1177"])
    assert learned(card, wish_id(card, "bankid"), "with_help", ME)
    assert said(card) == ["1177"]
    (can,) = card.can_do.all()
    assert (can.guide_key, can.how) == ("bankid", "with_help")
    assert remove_can_do(card, can.pk, ME, to_wishes=True)
    assert (said(card), card.can_do.count()) == (["1177", "bankid"], 0)


def test_saying_that_one_can_a_guide_takes_the_wish_away() -> None:
    card = NeedsCardFactory(wishes=["bankid", "1177"])
    assert add_can_do(card, ["1177"], "Laga mat för många", "people", "by_myself", ME) == 2
    assert said(card) == ["bankid"]
    assert [can.guide_key or can.own_words for can in card.can_do.all()] == ["1177", "Laga mat för många"]


def test_a_part_that_says_the_same_writes_no_history() -> None:
    card = NeedsCardFactory()
    answers = {"devices": ["button"], "network": "calls"}
    assert change_part(card, What.DEVICES, answers, ME)
    assert not change_part(card, What.DEVICES, answers, ME)
    assert noted(card) == [What.DEVICES]


def test_the_history_says_who_and_by_which_door() -> None:
    card = NeedsCardFactory()
    change_part(card, What.OBSTACLES, {"obstacles": ["linguistic"]}, ME)
    at_the_desk = Hand(by=CoordinatorFactory(), entered_by="phone")
    change_part(card, What.OBSTACLES, {"obstacles": []}, at_the_desk)
    with override("en"):
        assert [line.who for line in history(card)] == ["A coordinator, by phone, on request", "You"]


def test_the_three_screens_keep_the_order_and_what_they_do_not_show() -> None:
    card = NeedsCardFactory(wishes=["bankid", "1177"])
    add_wishes(card, [], "Det första", "", ME)
    add_wishes(card, [], "Det andra", "star", ME)
    move_wish(card, card.wishes.get(own_words="Det andra").pk, -3, ME)
    before = said(card)
    answers = {"day_parts": [], "answer_way": "here", "places": [], "phone": "", "email": ""}
    draft = Draft(guide_keys=["bankid", "email"], own_words="Det andra, ändrat", languages=["so", "sv"])
    change_card(card.learner, draft, answers)
    assert before == ["Det andra", "bankid", "1177", "Det första"]
    assert said(card) == ["Det andra, ändrat", "bankid", "Det första", "email"]
    assert noted(card)[-1] == What.WISHES


def test_the_three_screens_note_only_what_is_new() -> None:
    card = NeedsCardFactory(wishes=["bankid"])
    answers = {"day_parts": ["evening"], "answer_way": "here", "places": [], "phone": "", "email": ""}
    draft = Draft(guide_keys=["bankid"], languages=["so", "sv"])
    change_card(card.learner, draft, answers)
    change_card(card.learner, draft, answers)
    assert noted(card) == [What.MEETING]
