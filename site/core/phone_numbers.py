"""Phone numbers as people type them, and as they are kept."""

from __future__ import annotations

import phonenumbers

from core.digits import ascii_digits

#: Where a number without a country code is from.
HOME_REGION = "SE"


def e164(typed: str) -> str | None:
    """The number in E.164 (`+46701740605`), from digits of any script; None where it is no phone number."""
    try:
        number = phonenumbers.parse(ascii_digits(typed).strip(), HOME_REGION)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
