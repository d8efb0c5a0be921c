"""Changing one part of a needs card at a time. Each writes a line of the card's history.

Everybody who changes a card comes through here: the learner, or a coordinator on the learner's request.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from mentors.cards.changes import note
from mentors.cards.channels import EntryChannel
from mentors.cards.models import CanDo, CardChange, NeedsCard, Wish
from users.models import User

What = CardChange.What

#: More wishes than this help nobody to choose what comes first.
WISHES_AT_MOST = 12
CAN_DO_AT_MOST = 40

#: Which fields of a card belong to which part of the page.
FIELDS = {
    What.LANGUAGES: ("languages",),
    What.DEVICES: ("devices", "network"),
    What.OBSTACLES: ("obstacles",),
    What.MEETING: ("day_parts", "meeting_ways", "company", "needs_interpreter", "needs_step_free"),
    What.MENTOR_WISHES: ("mentor_wishes", "mentor_wish_in_words"),
}


@dataclass(frozen=True)
class Hand:
    """Who changes something: nobody named is the learner; `entered_by` is the door."""

    by: User | None = None
    entered_by: str = EntryChannel.WEB


@transaction.atomic
def change_part(card: NeedsCard, part: CardChange.What, answers: dict[str, Any], hand: Hand) -> bool:
    """Put `answers` in the place of what a part says; says whether anything is new.

    Whether an interpreter is arranged only the desk can say. Who no longer wants one has none.
    """
    names = FIELDS[part]
    if part == What.MEETING:
        names = (*names, "interpreter_arranged")
        arranged = answers.get("interpreter_arranged", card.interpreter_arranged)
        answers = {**answers, "interpreter_arranged": arranged and answers["needs_interpreter"]}
    changed = [name for name in names if getattr(card, name) != answers[name]]
    for name in changed:
        setattr(card, name, answers[name])
    if changed:
        card.save(update_fields=changed)
    if part == What.MEETING and {place.pk for place in card.places.all()} != {
        place.pk for place in answers["places"]
    }:
        card.places.set(answers["places"])
        changed.append("places")
    if changed:
        note(card, part, by=hand.by, entered_by=hand.entered_by)
    return bool(changed)


@transaction.atomic
def arrange_interpreter(card: NeedsCard, hand: Hand) -> bool:
    """Note that an interpreter is arranged for somebody who wants one; says whether that is new."""
    wanting = NeedsCard.objects.filter(pk=card.pk, needs_interpreter=True, interpreter_arranged=False)
    is_new = bool(wanting.update(interpreter_arranged=True))
    if is_new:
        note(card, What.MEETING, by=hand.by, entered_by=hand.entered_by)
    return is_new


@transaction.atomic
def add_wishes(card: NeedsCard, guide_keys: Sequence[str], own_words: str, icon: str, hand: Hand) -> int:
    """Put new wishes last in the order; what is wished for already stays where it is. Returns how many are new."""
    _lock(card)
    wishes = list(card.wishes.all())
    known = {(wish.guide_key, wish.own_words) for wish in wishes}
    wanted = [(key, "", "") for key in guide_keys] + ([("", own_words, icon)] if own_words else [])
    new = [one for one in wanted if one[:2] not in known][: max(0, WISHES_AT_MOST - len(wishes))]
    last = max((wish.place_in_order for wish in wishes), default=-1)
    Wish.objects.bulk_create(
        Wish(card=card, guide_key=key, own_words=words, icon=drawing, place_in_order=place)
        for place, (key, words, drawing) in enumerate(new, start=last + 1)
    )
    if new:
        note(card, What.WISHES, by=hand.by, entered_by=hand.entered_by)
    return len(new)


@transaction.atomic
def remove_wish(card: NeedsCard, wish_id: int, hand: Hand) -> bool:
    """Take a wish away; says whether it was there."""
    removed, _rows = card.wishes.filter(pk=wish_id).delete()
    if removed:
        note(card, What.WISHES, by=hand.by, entered_by=hand.entered_by)
    return bool(removed)


@transaction.atomic
def move_wish(card: NeedsCard, wish_id: int, steps: int, hand: Hand) -> bool:
    """Move a wish `steps` places down the order (up where negative); at an end it stays. Says whether it moved."""
    _lock(card)
    order = list(card.wishes.all())
    at = next((place for place, wish in enumerate(order) if wish.pk == wish_id), None)
    if at is None or not 0 <= at + steps < len(order):
        return False
    order.insert(at + steps, order.pop(at))
    return _put_in_order(card, order, hand)


@transaction.atomic
def order_wishes(card: NeedsCard, numbers: Sequence[int], hand: Hand) -> bool:
    """Put the wishes in the order that a paper form says: `numbers` are places in the order so far, from 1."""
    _lock(card)
    wishes = list(card.wishes.all())
    first = [wishes[number - 1] for number in dict.fromkeys(numbers) if 1 <= number <= len(wishes)]
    return _put_in_order(card, [*first, *(wish for wish in wishes if wish not in first)], hand)


@transaction.atomic
def learned(card: NeedsCard, wish_id: int, how: str, hand: Hand) -> bool:
    """A wish has become something one can. Says whether it was there."""
    _lock(card)
    wish = card.wishes.filter(pk=wish_id).first()
    if wish is None:
        return False
    _can(card, wish.guide_key, wish.own_words, wish.icon, how)
    wish.delete()
    note(card, What.CAN_DO, by=hand.by, entered_by=hand.entered_by)
    return True


@transaction.atomic
def add_can_do(
    card: NeedsCard, guide_keys: Sequence[str], own_words: str, icon: str, how: str, hand: Hand
) -> int:
    """Say what one can. A guide that was a wish is a wish no longer. Returns how many things were said."""
    _lock(card)
    room = max(0, CAN_DO_AT_MOST - card.can_do.count())
    wanted = ([*((key, "", "") for key in guide_keys)] + ([("", own_words, icon)] if own_words else []))[
        :room
    ]
    for key, words, drawing in wanted:
        _can(card, key, words, drawing, how)
    if wanted:
        card.wishes.filter(guide_key__in=[key for key, _words, _icon in wanted if key]).delete()
        note(card, What.CAN_DO, by=hand.by, entered_by=hand.entered_by)
    return len(wanted)


@transaction.atomic
def remove_can_do(card: NeedsCard, can_id: int, hand: Hand, *, to_wishes: bool = False) -> bool:
    """Take away something that one can, or make it a wish again. Says whether it was there."""
    can = card.can_do.filter(pk=can_id).first()
    if can is None:
        return False
    if to_wishes:
        add_wishes(card, [can.guide_key] if can.guide_key else [], can.own_words, can.icon, hand)
    can.delete()
    note(card, What.CAN_DO, by=hand.by, entered_by=hand.entered_by)
    return True


def _can(card: NeedsCard, guide_key: str, own_words: str, icon: str, how: str) -> None:
    if guide_key:
        CanDo.objects.update_or_create(card=card, guide_key=guide_key, defaults={"how": how})
    else:
        CanDo.objects.update_or_create(
            card=card, own_words=own_words, guide_key="", defaults={"how": how, "icon": icon}
        )


def _put_in_order(card: NeedsCard, order: list[Wish], hand: Hand) -> bool:
    moved = [wish for place, wish in enumerate(order) if wish.place_in_order != place]
    for place, wish in enumerate(order):
        wish.place_in_order = place
    Wish.objects.bulk_update(moved, ["place_in_order"])
    if moved:
        note(card, What.ORDER, by=hand.by, entered_by=hand.entered_by)
    return bool(moved)


def _lock(card: NeedsCard) -> None:
    """One change of a card's lists after another. On SQLite every transaction is alone already."""
    NeedsCard.objects.select_for_update(of=("self",), no_key=True).get(pk=card.pk)
