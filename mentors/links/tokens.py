"""The address of one person's one meeting: signed, with an end, and bound to the number or mail that it was sent to.

Nothing of it is kept. It leads nowhere once the person has no part in the meeting any more, once the number or mail is
no longer theirs, and when its time is up: all three are asked each time. For `LIVES_ON` it leads to the next meeting.
"""

from __future__ import annotations

import base64
import binascii
import datetime
import uuid
from dataclasses import dataclass

from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from mentors.meetings.models import Booking, Meeting, SeatWait
from messaging.channels import CHANNEL_OF_CONTACT
from messaging.models import Message
from users.models import ContactPoint, User

_ID_BYTES, _MINUTE_BYTES = 16, 4
#: Longer than any that we make: not worth a look.
LONGEST = 120
#: How long after the start of a meeting its learner can choose the next one by it.
LIVES_ON = datetime.timedelta(days=14)


@dataclass(frozen=True)
class Link:
    """Whose link it is, about which meeting, and where it was sent."""

    person: User
    meeting: Meeting
    contact: ContactPoint


def address_in(message: Message) -> str:
    """The path of the link that `message` carries; empty where it is about no meeting."""
    meeting = _meeting_of(message.subject)
    contact = _contact_of(message)
    if meeting is None or contact is None:
        return ""
    with override(message.language):
        return reverse("mentors:by_link", args=[token(meeting, contact)])


def token(meeting: Meeting, contact: ContactPoint) -> str:
    """What stands for one person and one meeting, sent to `contact`."""
    minutes = int(meeting.starts_at.timestamp()) // 60
    person = contact.user_id
    about = (
        meeting.pk.bytes
        + minutes.to_bytes(_MINUTE_BYTES, "big")
        + person.to_bytes(person.bit_length() // 8 + 1, "big")
    )
    said = base64.urlsafe_b64encode(about).rstrip(b"=").decode()
    return _signer(contact).sign(said)


def read(
    said: str,
    *,
    now: datetime.datetime | None = None,
    after: datetime.timedelta = datetime.timedelta(0),
) -> Link | None:
    """Whose and what, or None: made up, changed, over, of somebody who left, or sent to what is not theirs any more.

    `after`: how long after the start of the meeting it still says so.
    """
    about = _about(said)
    if about is None:
        return None
    meeting_id, until, person_id = about
    if until + after <= (now or timezone.now()):
        return None
    contacts = ContactPoint.objects.filter(user=person_id, user__is_active=True).select_related("user")
    signed = next((one for one in contacts if _is_signed(said, one)), None)
    meeting = Meeting.objects.filter(pk=meeting_id).first() if signed else None
    return Link(signed.user, meeting, signed) if signed and meeting else None


def _about(said: str) -> tuple[uuid.UUID, datetime.datetime, int] | None:
    """Meeting, end and person, as they stand in it: nothing is believed yet."""
    text, _dot, _signature = said.rpartition(".")
    if not text or len(said) > LONGEST:
        return None
    try:
        about = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    times, person = about[_ID_BYTES : _ID_BYTES + _MINUTE_BYTES], about[_ID_BYTES + _MINUTE_BYTES :]
    if not 1 <= len(person) <= 8 or person[0] > 127:
        return None
    until = datetime.datetime.fromtimestamp(int.from_bytes(times, "big") * 60, datetime.UTC)
    return uuid.UUID(bytes=about[:_ID_BYTES]), until, int.from_bytes(person, "big")


def _signer(contact: ContactPoint) -> Signer:
    """Each number and mail has signatures of its own."""
    return Signer(sep=".", salt=f"mentors.links {contact.kind} {contact.value}")


def _is_signed(said: str, contact: ContactPoint) -> bool:
    try:
        _signer(contact).unsign(said)
    except BadSignature:
        return False
    return True


def _meeting_of(subject: str) -> Meeting | None:
    """What the outbox calls `meeting:<id>`, `seat:<number>`, or `wait:<number>` where somebody waits for a seat."""
    kind, _colon, name = subject.partition(":")
    if kind == "meeting":
        return Meeting.objects.filter(pk=name).first()
    if kind == "seat":
        seat = Booking.objects.filter(pk=name).select_related("meeting").first()
        return seat.meeting if seat else None
    if kind == "wait":
        wait = SeatWait.objects.filter(pk=name).select_related("meeting").first()
        return wait.meeting if wait else None
    return None


def _contact_of(message: Message) -> ContactPoint | None:
    contacts = ContactPoint.objects.filter(user=message.person_id)
    return next((one for one in contacts if CHANNEL_OF_CONTACT[one.kind] == message.channel), None)
