"""Telling an old phone number or e-mail address that it is used no more, so that its owner can say no."""

from __future__ import annotations

import datetime

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from core.models import Municipality
from core.retention.decisions import insist
from messaging.channels import CHANNEL_OF_CONTACT
from messaging.models import Message
from users.models import ContactPoint

KIND = "old_contact"
_USEFUL_FOR = datetime.timedelta(days=3)


def tell_the_old_one(point: ContactPoint) -> None:
    """Write to a number or address that was changed or taken away: once a day for each person and channel.

    It tells neither who, nor what came instead: others may read that phone, and somebody may have changed
    the number for that very reason. Once a day, so that nobody can have a stranger written to without end.
    """
    insist("messages")
    now = timezone.now()
    with translation.override(point.user.language):
        phone = Municipality.objects.values_list("help_phone", flat=True).first()
        text = _("We do not send messages here any more.") + " "
        if phone:
            text += _("If this was not your wish: ring %(phone)s and say lock my account.") % {"phone": phone}
        else:
            text += _("If this was not your wish: come to us and say lock my account.")
    Message.objects.bulk_create(
        [
            Message(
                subject=f"contact:{timezone.localdate(now):%Y-%m-%d}",
                kind=KIND,
                channel=CHANNEL_OF_CONTACT[point.kind],
                person=point.user,
                address=point.value,
                language=point.user.language,
                text=text,
                send_after=now,
                useful_until=now + _USEFUL_FOR,
            )
        ],
        ignore_conflicts=True,
    )
