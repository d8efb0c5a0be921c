"""Names of the limits in `settings.ACCOUNT_RATE_LIMITS`. allauth counts them in the cache all workers share.

Per address they are generous, since a whole library has one; what stops somebody who guesses is the growing
delay of a card's number, or the few tries of a code.
"""

from __future__ import annotations

from allauth.core import ratelimit
from django.http import HttpRequest

CARD_RATE = "card_sign_in"
CODE_RATE = "code_request"
CODE_TRY_RATE = "code_try"
PASSKEY_RATE = "passkey_sign_in"
ALL_CODES_RATE = "all_codes"
RATES = (CARD_RATE, CODE_RATE, CODE_TRY_RATE, PASSKEY_RATE, ALL_CODES_RATE)


def is_within(request: HttpRequest, rate: str, key: str | None = None) -> bool:
    """Count one try; False where it is one too many. `key` is who or what is tried, never shown or kept."""
    return bool(ratelimit.consume(request, action=rate, key=key))


def one_more_code_may_be_sent(request: HttpRequest) -> bool:
    """The installation's own daily cap, so that nobody can make it send text messages without end."""
    return is_within(request, ALL_CODES_RATE, key="installation")
