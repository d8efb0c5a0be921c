"""What the outbox keeps, told to the person it is about."""

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.about_people import About
from messaging.quotes import filled

ABOUT = [
    About(
        "messaging.Message",
        _("Messages to me"),
        kind="messages",
        mine=("person",),
        shown={"text": lambda message: filled(message.text, get_language() or "sv")},
        # A code on its way shows that a number reaches its owner: it is read there and not here.
        only={"person": Q(is_sensitive=False) | Q(text="")},
        fields={
            "created_at": _("Written"),
            "text": _("What it says"),
            "is_sensitive": _("Its text is not kept"),
            "channel": _("Sent by"),
            "address": _("Sent to"),
            "language": _("Language"),
            "state": _("How it went"),
            "sent_at": _("Sent"),
            "problem": _("What went wrong"),
            "send_after": _("Not sent before"),
            "useful_until": _("Not sent after"),
            "person": _("To whom"),
            "kind": _("Sort of message"),
            "subject": _("About"),
            "version": _("Version"),
            "id": _("Random number of the message"),
            "attempts": _("Number of tries"),
            "lease_until": _("In the hands of a computer until"),
            "worker": _("Which of our computers sent it"),
            "provider_reference": _("The sender's receipt"),
        },
    )
]
