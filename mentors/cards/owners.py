"""Whose card is whose."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from mentors.cards.models import MentorCard, NeedsCard
from users.models import User


def signed_in(request: HttpRequest) -> User:
    """The person who is signed in, for views that let nobody else in."""
    return cast(User, request.user)


def needs_card_of(user: User | AnonymousUser) -> NeedsCard | None:
    """The card of somebody who wants to learn, or nothing."""
    if not isinstance(user, User):
        return None
    card = NeedsCard.objects.filter(learner_id=user.pk).first()
    if card is not None:
        card.learner = user
    return card


def mentor_card_of(user: User | AnonymousUser) -> MentorCard | None:
    """The card of somebody who can show, or nothing."""
    return MentorCard.objects.filter(mentor_id=user.pk).first() if isinstance(user, User) else None
