"""The address of one person's one meeting: signed, with an end, and bound to the number or mail that it was sent to.

Nothing of it is kept. It leads nowhere once the person has no part in the meeting any more, once the number or mail is
no longer theirs, once their account was locked (a new card that opens it writes number and mail down anew:
`users.contacts.write_anew`), and when its time is up: all of it is asked each time. For `LIVES_ON` it leads to the next
meeting.
That of a suggestion of a round is signed and bound in the same way; whether the place is kept is asked of the round.
"""

from __future__ import annotations

import base64
import binascii
import datetime
import uuid
from dataclasses import dataclass

from django.core.signing import BadSignature, Signer
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from mentors.matching.rounds.models import Proposal
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


@dataclass(frozen=True)
class SuggestedLink:
    """Whose link it is, about which suggestion of a round, and where it was sent."""

    person: User
    proposal: Proposal
    contact: ContactPoint


def address_in(message: Message) -> str:
    """The path of the link that `message` carries; empty where it is about no meeting and no suggestion."""
    contact = _contact_of(message)
    if contact is None:
        return ""
    kind, _colon, name = message.subject.partition(":")
    with override(message.language):
        if kind == "proposal":
            return reverse("mentors:suggested_by_link", args=[suggested_token(int(name), contact)])
        meeting = _meeting_of(message.subject)
        return reverse("mentors:by_link", args=[token(meeting, contact)]) if meeting else ""


def suggested_token(proposal_id: int, contact: ContactPoint) -> str:
    """What stands for one suggestion of a round, sent to `contact`."""
    return _signer(contact, "suggested ").sign(f"{proposal_id:x}-{contact.user_id:x}")


def read_suggested(said: str) -> SuggestedLink | None:
    """Whose and which, or None: made up, of somebody who left, or sent to what is not theirs any more.

    Whether the place is still kept is not asked here.
    """
    text, _dot, _signature = said.rpartition(".")
    proposal_id, _dash, person_id = text.partition("-")
    if len(said) > LONGEST or not (_is_hex(proposal_id) and _is_hex(person_id)):
        return None
    contacts = _contacts_of(int(person_id, 16))
    signed = next((one for one in contacts if _is_signed(said, one, "suggested ")), None)
    if signed is None:
        return None
    proposals = Proposal.objects.filter(pk=int(proposal_id, 16), learner=signed.user)
    found = proposals.select_related("learner", "mentor").first()
    return SuggestedLink(signed.user, found, signed) if found else None


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

    `after`: how long after the start of the meeting it still says so. Of one that was moved since, the later start.
    """
    about = _about(said)
    if about is None:
        return None
    meeting_id, until, person_id = about
    contacts = _contacts_of(person_id)
    signed = next((one for one in contacts if _is_signed(said, one)), None)
    meeting = Meeting.objects.filter(pk=meeting_id).first() if signed else None
    if signed is None or meeting is None or max(until, meeting.starts_at) + after <= (now or timezone.now()):
        return None
    return Link(signed.user, meeting, signed)


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
    try:
        until = datetime.datetime.fromtimestamp(int.from_bytes(times, "big") * 60, datetime.UTC)
    except (ValueError, OverflowError):
        # After the year 9999.
        return None
    return uuid.UUID(bytes=about[:_ID_BYTES]), until, int.from_bytes(person, "big")


def _contacts_of(person_id: int) -> QuerySet[ContactPoint]:
    """The numbers and mails of somebody whose account is open: a lost phone is full of links."""
    whose = {"user": person_id, "user__is_active": True, "user__locked_at": None}
    return ContactPoint.objects.filter(**whose).select_related("user")


def _is_hex(text: str) -> bool:
    """Whether it is a number as we write them, and one that the database can hold."""
    return 0 < len(text) <= 15 and all(one in "0123456789abcdef" for one in text)


def _signer(contact: ContactPoint, about: str = "") -> Signer:
    """Each number and mail, as it was written down, has signatures of its own, for meetings and for suggestions."""
    return Signer(sep=".", salt=f"mentors.links {about}{contact.kind} {contact.pk} {contact.value}")


def _is_signed(said: str, contact: ContactPoint, about: str = "") -> bool:
    try:
        _signer(contact, about).unsign(said)
    except BadSignature:
        return False
    return True


def _meeting_of(subject: str) -> Meeting | None:
    """What the outbox calls `meeting:<id>`, `place:<id>:<version>`, `seat:<number>`, or `wait:<number>` for a seat."""
    kind, _colon, name = subject.partition(":")
    if kind in {"meeting", "place"}:
        return Meeting.objects.filter(pk=name.partition(":")[0]).first()
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
