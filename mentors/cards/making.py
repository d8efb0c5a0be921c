"""Making a card out of what somebody answered, and changing it. Each in one transaction."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from mentors.cards.channels import EntryChannel
from mentors.cards.draft import Draft
from mentors.cards.models import AnswerWay, CanShow, MentorCard, NeedsCard, Wish
from users.aliases import new_alias
from users.cards import NewCard, issue_card
from users.models import ContactPoint, User

#: How long the second of two presses still finds the card that the first one made.
PRESSED_TWICE_WITHIN = datetime.timedelta(minutes=2)


@dataclass(frozen=True)
class Made:
    """A needs card with its person, and the login card: none where an earlier press has made it all."""

    needs_card: NeedsCard
    login_card: NewCard | None


def make_card(
    draft: Draft, answers: dict[str, Any], *, language: str, entered_by: EntryChannel = EntryChannel.WEB
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
            return Made(_write(learner, draft, answers, entered_by), issue_card(learner))
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
    learner: User, draft: Draft, answers: dict[str, Any], *, entered_by: EntryChannel = EntryChannel.WEB
) -> NeedsCard:
    """Put new answers in the place of the old; makes the card of somebody who has none, such as a mentor."""
    return _write(learner, draft, answers, entered_by)


@transaction.atomic
def change_mentor_card(card: MentorCard, guide_keys: list[str], languages: list[str], capacity: int) -> None:
    """Put new answers in the place of the old ones."""
    card.languages, card.capacity = languages, capacity
    card.save(update_fields=["languages", "capacity"])
    card.can_show.exclude(guide_key__in=guide_keys).delete()
    CanShow.objects.bulk_create(
        [CanShow(card=card, guide_key=key) for key in guide_keys], ignore_conflicts=True
    )


def _write(learner: User, draft: Draft, answers: dict[str, Any], entered_by: EntryChannel) -> NeedsCard:
    card, _is_new = NeedsCard.objects.update_or_create(
        learner=learner,
        defaults={
            "languages": draft.languages,
            "day_parts": answers["day_parts"],
            "answer_way": answers["answer_way"],
            "entered_by": entered_by,
        },
    )
    card.places.set(answers["places"])
    card.wishes.all().delete()
    Wish.objects.bulk_create(
        Wish(card=card, place_in_order=number, **wish) for number, wish in enumerate(draft.wishes)
    )
    _keep_contact(learner, answers)
    return card


def _keep_contact(learner: User, answers: dict[str, Any]) -> None:
    """The one number or address that the chosen way needs. What a mentor is reached by stays."""
    kind = {AnswerWay.PHONE: ContactPoint.Kind.PHONE, AnswerWay.EMAIL: ContactPoint.Kind.EMAIL}.get(
        answers["answer_way"]
    )
    if not MentorCard.objects.filter(mentor=learner).exists():
        learner.contact_points.exclude(kind=kind or "").delete()
    if kind:
        ContactPoint.objects.update_or_create(
            user=learner, kind=kind, defaults={"value": answers[kind.value]}
        )


def _person_of(key: str) -> uuid.UUID:
    """The public id of the person that a draft becomes. From it nobody can tell the key."""
    return uuid.UUID(
        bytes=salted_hmac("mentors.cards.making", key, algorithm="sha256").digest()[:16], version=4
    )
