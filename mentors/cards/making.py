"""Making a card out of what somebody answered, and changing it. Each in one transaction."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from mentors.cards.changes import note
from mentors.cards.channels import EntryChannel
from mentors.cards.draft import Draft
from mentors.cards.models import AnswerWay, CanShow, CardChange, MentorCard, NeedsCard, Wish
from users import contacts
from users.aliases import new_alias
from users.cards import NewCard, issue_card
from users.models import ContactPoint, User

#: What a mentor answers about themselves, beside the guides.
MENTOR_FIELDS = [
    "languages",
    "capacity",
    "devices",
    "meeting_ways",
    "capacity_in_words",
    "rest_days",
    "meetings_a_week",
]
#: How long the second of two presses still finds the card that the first one made.
PRESSED_TWICE_WITHIN = datetime.timedelta(minutes=2)


@dataclass(frozen=True)
class Made:
    """A needs card with its person, and the login card: none where an earlier press has made it all."""

    needs_card: NeedsCard
    login_card: NewCard | None


def make_card(
    draft: Draft,
    answers: dict[str, Any],
    *,
    language: str,
    by: User | None = None,
    entered_by: EntryChannel = EntryChannel.WEB,
) -> Made:
    """A new person with an alias, what they want to be able to do, and a login card.

    `answers` are those of `WhereAndWhenForm`: places, day_parts, answer_way, phone, email. The key decides
    who is made: the same key, however many press at once, gives the same person.
    """
    public_id = _person_of(draft.key)
    try:
        with transaction.atomic():
            learner = User.objects.create_person(new_alias(), language, public_id=public_id)
            # With the card in the same transaction, a second press cannot replace it before it is shown.
            return Made(_write(learner, draft, answers, by, entered_by), issue_card(learner))
    except IntegrityError:
        earlier = NeedsCard.objects.select_related("learner").filter(learner__public_id=public_id).first()
        if earlier is None:
            raise
        return Made(earlier, None)


def card_just_made(key: uuid.UUID) -> NeedsCard | None:
    """The card made with this key a moment ago, for a press whose session the first press has replaced."""
    return (
        NeedsCard.objects.select_related("learner")
        .filter(learner__public_id=_person_of(str(key)), created_at__gt=timezone.now() - PRESSED_TWICE_WITHIN)
        .first()
    )


@transaction.atomic
def change_card(
    learner: User,
    draft: Draft,
    answers: dict[str, Any],
    *,
    by: User | None = None,
    entered_by: EntryChannel = EntryChannel.WEB,
) -> NeedsCard:
    """Put new answers in the place of the old; makes the card of somebody who has none, such as a mentor."""
    return _write(learner, draft, answers, by, entered_by)


def pause_mentor(card: MentorCard, until: datetime.date | None) -> None:
    """Nobody new can ask, to and including `until`, or until the mentor says. Meetings that are booked stand."""
    card.is_active, card.paused_until = False, until
    card.save(update_fields=["is_active", "paused_until"])


def end_pause(card: MentorCard) -> None:
    """New requests are welcome again."""
    card.is_active, card.paused_until = True, None
    card.save(update_fields=["is_active", "paused_until"])


@transaction.atomic
def change_mentor_card(card: MentorCard, answers: dict[str, Any]) -> None:
    """Put new answers, those of `WholeMentorCardForm`, in the place of the old ones."""
    guide_keys = answers["guides"]
    for name in MENTOR_FIELDS:
        setattr(card, name, answers[name])
    card.save(update_fields=MENTOR_FIELDS)
    card.can_show.exclude(guide_key__in=guide_keys).delete()
    CanShow.objects.bulk_create(
        [CanShow(card=card, guide_key=key) for key in guide_keys], ignore_conflicts=True
    )


def _write(
    learner: User, draft: Draft, answers: dict[str, Any], by: User | None, entered_by: EntryChannel
) -> NeedsCard:
    before = NeedsCard.objects.filter(learner=learner).first()
    places_before = set(before.places.values_list("pk", flat=True)) if before else set()
    card, is_new = NeedsCard.objects.update_or_create(
        learner=learner,
        defaults={
            "languages": draft.languages,
            "day_parts": answers["day_parts"],
            "answer_way": answers["answer_way"],
            "entered_by": entered_by,
        },
    )
    card.places.set(answers["places"])
    wishes_are_new = _write_wishes(card, draft)
    _keep_contact(learner, answers)
    if is_new or before is None:
        note(card, CardChange.What.MADE, by=by, entered_by=entered_by)
        return card
    meets_otherwise = before.day_parts != card.day_parts or places_before != {
        place.pk for place in answers["places"]
    }
    for what, is_changed in (
        (CardChange.What.WISHES, wishes_are_new),
        (CardChange.What.LANGUAGES, before.languages != card.languages),
        (CardChange.What.MEETING, meets_otherwise),
    ):
        if is_changed:
            note(card, what, by=by, entered_by=entered_by)
    return card


def _write_wishes(card: NeedsCard, draft: Draft) -> bool:
    """Make the wishes those of the draft; says whether any is new, changed or gone.

    Of what was wished for in own words the draft knows the first only: the others stay. What stays keeps its
    place in the order, and what the person came from goes first.
    """
    order = list(card.wishes.all())
    before = [(one.guide_key, one.step_key, one.own_words) for one in order]
    first_words = next((one for one in order if one.own_words), None)
    kept = {one.guide_key: one for one in order if one.guide_key in draft.guide_keys and one.guide_key}
    stays = [
        one
        for one in order
        if one.guide_key in kept or (one.own_words and (one is not first_words or draft.own_words))
    ]
    for wish in draft.wishes:
        key = wish.get("guide_key", "")
        if key in kept:
            kept[key].step_key = wish["step_key"]
        elif key or first_words is None:
            stays.append(Wish(card=card, **wish))
    if first_words in stays and first_words is not None:
        first_words.own_words = draft.own_words
    if draft.step_key:
        stays.sort(key=lambda one: one.guide_key != draft.step_guide_key)
    card.wishes.exclude(pk__in=[one.pk for one in stays if one.pk]).delete()
    for number, one in enumerate(stays):
        one.place_in_order = number
        one.save()
    return before != [(one.guide_key, one.step_key, one.own_words) for one in stays]


def _keep_contact(learner: User, answers: dict[str, Any]) -> None:
    """The one number or address that the chosen way needs. What a mentor is reached by stays."""
    kind = {AnswerWay.PHONE: ContactPoint.Kind.PHONE, AnswerWay.EMAIL: ContactPoint.Kind.EMAIL}.get(
        answers["answer_way"]
    )
    is_mentor = MentorCard.objects.filter(mentor=learner).exists()
    wanted = {} if is_mentor else dict.fromkeys(ContactPoint.Kind.values, "")
    contacts.keep(learner, {**wanted, **({kind.value: answers[kind.value]} if kind else {})})


def _person_of(key: str) -> uuid.UUID:
    """The public id of the person that a draft becomes. From it nobody can tell the key."""
    return uuid.UUID(
        bytes=salted_hmac("mentors.cards.making", key, algorithm="sha256").digest()[:16], version=4
    )
