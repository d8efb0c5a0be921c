"""What the outbox keeps, told to the person it is about."""

from django.utils.translation import gettext_lazy as _

from core.about_people import About

ABOUT = [
    About(
        "messaging.Message",
        _("Messages to me"),
        kind="messages",
        mine=("person",),
        fields={
            "created_at": _("Written"),
            "text": _("What it says"),
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
