"""What the outbox keeps about people."""

from django.utils.translation import gettext_noop as _

from core.personal_data import Entry, Seen

UNTIL_PLANNED = _("as long as the account, until the municipality's document plan says a shorter time")

ENTRIES = [
    Entry(
        "messaging.Message",
        ("id", "subject", "version", "kind", "channel", "person"),
        _("Tell a person about a meeting exactly once."),
        UNTIL_PLANNED,
        Seen.STAFF,
        protection=_("names a meeting by a random number"),
    ),
    Entry(
        "messaging.Message",
        ("address", "language", "text"),
        _("What is sent, where to, and in which language."),
        UNTIL_PLANNED,
        Seen.SELF_AND_DESK,
        protection=_("the text is neutral: a time, no topic, no authority, nothing about anybody else"),
    ),
    Entry(
        "messaging.Message",
        ("is_sensitive",),
        _("Keep sign-in codes from being read here, and let go of them once they have left."),
        UNTIL_PLANNED,
        Seen.STAFF,
        protection=_("a constraint: such a text is not kept after it was sent"),
    ),
    Entry(
        "messaging.Message",
        ("state", "created_at", "send_after", "useful_until", "sent_at", "problem"),
        _("See that it was sent, and mend it by another way if it was not."),
        UNTIL_PLANNED,
        Seen.STAFF,
    ),
    Entry(
        "messaging.Message",
        ("attempts", "lease_until", "worker", "provider_reference"),
        _("Send once only, also when a worker stops halfway."),
        UNTIL_PLANNED,
        Seen.NOBODY,
    ),
]
