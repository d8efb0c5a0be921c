"""Write a message down, in the same transaction as what it tells about. The worker sends it."""

from __future__ import annotations

import datetime

from django.utils import timezone

from core.retention.decisions import insist
from messaging.channels import CHANNEL_OF_CONTACT
from messaging.models import Message
from users.models import User


def write(
    *,
    subject: str,
    version: int,
    kind: str,
    person: User,
    language: str,
    text: str,
    useful_until: datetime.datetime,
    send_after: datetime.datetime | None = None,
) -> list[Message]:
    """One message for each way the person has given to be reached; none where there is none.

    Written once by (subject, version, kind, channel, person): calling again changes nothing and returns what
    is there. After `useful_until` it is not sent any more. Without `send_after`: as soon as the worker comes
    by. Raises `NotDecided` where the municipality has not decided how long messages are kept.
    """
    contacts = list(person.contact_points.order_by("kind"))
    if not contacts:
        return []
    insist("messages")
    due = send_after or timezone.now()
    Message.objects.bulk_create(
        [
            Message(
                subject=subject,
                version=version,
                kind=kind,
                channel=CHANNEL_OF_CONTACT[contact.kind],
                person=person,
                address=contact.value,
                language=language,
                text=text,
                send_after=due,
                useful_until=useful_until,
            )
            for contact in contacts
        ],
        ignore_conflicts=True,
    )
    return list(
        Message.objects.filter(subject=subject, version=version, kind=kind, person=person).order_by("channel")
    )


def cancel_about(subject: str, kind: str = "") -> int:
    """Stop every message about `subject`, or those of one `kind`, that has not left; returns how many were stopped.

    One that a worker has in hand may still leave, but it is not tried a second time.
    """
    about = Message.objects.filter(subject=subject, **({"kind": kind} if kind else {}))
    about.filter(state=Message.State.SENDING).update(useful_until=timezone.now())
    queued = about.filter(state=Message.State.QUEUED)
    stopped = queued.filter(is_sensitive=True).update(state=Message.State.CANCELLED, text="")
    return stopped + queued.update(state=Message.State.CANCELLED)
