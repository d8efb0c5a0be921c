"""Whether an account is open at all, whatever way somebody comes."""

from __future__ import annotations

from django.conf import settings

from users.models import User


def may_sign_in(user: User) -> bool:
    """Whether the account is open. A demo account is open only where the demo runs."""
    return user.is_active and user.locked_at is None and (not user.is_demo or bool(settings.MEDLOTS_DEMO))
