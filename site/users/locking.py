"""Locking an account on its owner's word: for the day when a phone, a card or a bag is gone, or somebody else is in."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone

from users import signed_in
from users.models import ContactPoint, LoginCard, SignInCode, User

#: Ways in of other apps that close too: none of them opens again with the account.
_closing: list[Callable[[User], object]] = []


def register_when_locking(close: Callable[[User], object]) -> None:
    """Have `close(user)` called when an account is locked."""
    if close not in _closing:
        _closing.append(close)


@transaction.atomic
def lock_account(user: User) -> None:
    """Close every way in at once and sign out everywhere. Meetings and everything else stay.

    Passkeys go and no number brings anybody back, since they may be in the phone that is gone; links that were
    sent there never lead anywhere again. A new card from the desk (`cards.issue_card`) opens the account again,
    in person or by phone.
    """
    now = timezone.now()
    User.objects.filter(pk=user.pk, locked_at=None).update(locked_at=now)
    LoginCard.objects.filter(user=user, blocked_at=None).update(blocked_at=now)
    ContactPoint.objects.filter(user=user).update(signs_in=False)
    SignInCode.objects.filter(person=user).delete()
    if not user.is_staff:
        Authenticator.objects.filter(user=user).delete()
    for close in _closing:
        close(user)
    signed_in.end_all(user)
    user.refresh_from_db(fields=["locked_at"])
