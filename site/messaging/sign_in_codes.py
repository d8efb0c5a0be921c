"""Sending the codes that people sign in with. The text is taken out of the outbox as soon as it has left."""

from __future__ import annotations

import datetime
import uuid

from django.utils import translation
from django.utils.translation import gettext as _

from messaging.channels import CHANNEL_OF_CONTACT
from messaging.models import Message
from users.models import ContactPoint

KIND = "sign_in_code"


def send_code(point: ContactPoint, code: str, reference: uuid.UUID, until: datetime.datetime) -> Message:
    """Write the message with `code` to one number or address, in the person's language.

    It names neither us nor the person: others may see the screen it comes up on.
    """
    with translation.override(point.user.language):
        text = _("%(code)s is your code. It works for 10 minutes. Give it to nobody, not to us either.") % {
            "code": code
        }
    return Message.objects.create(
        subject=f"code:{reference}",
        kind=KIND,
        channel=CHANNEL_OF_CONTACT[point.kind],
        person=point.user,
        address=point.value,
        language=point.user.language,
        text=text,
        is_sensitive=True,
        send_after=datetime.datetime.now(datetime.UTC),
        useful_until=until,
    )
