"""Writing down what was done for somebody on request, where the thing done keeps no events of its own.

Meetings have their own events (`MeetingEvent`). Cards, hours and login cards have not: for those this keeps
who did it, when, and how they were asked, in Wagtail's log. No alias and no number is copied into it.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, LogFormatter, log
from wagtail.models import ModelLogEntry

from mentors.cards.channels import EntryChannel
from users.models import User

ON_REQUEST = "medlots.on_request"
AT_THE_DESK = "medlots.at_the_desk"

#: What was done to a person and to none of their cards.
ABOUT = {
    "lock": _("account locked"),
    "shows": _("what they show"),
    "wishes": _("their own wishes"),
}


@dataclass(frozen=True)
class Deed:
    """One thing that the desk did for a person."""

    what: str
    by: str
    how_asked: str
    entry: ModelLogEntry


def register(registry: LogActionRegistry) -> None:
    """Tell Wagtail's log what the desk writes into it."""

    @registry.register_action(ON_REQUEST)
    class OnRequest(LogFormatter):
        label = _("Done for somebody, on request")

        def format_message(self, log_entry: ModelLogEntry) -> str:
            return how_asked(log_entry)

    @registry.register_action(AT_THE_DESK)
    class AtTheDesk(LogFormatter):
        label = _("Decided at the desk")

        def format_message(self, log_entry: ModelLogEntry) -> str:
            return str(self.label)


def write_down(thing: Model, by: User, entered_by: EntryChannel, *, about: str = "") -> None:
    """Write down that `by` changed `thing` for its owner, who asked by `entered_by` (`WEB`: nobody asked).

    `about`: where the thing is the person, what was done (`ABOUT`).
    """
    data = {"entered_by": entered_by.value, **({"about": about} if about else {})}
    action = AT_THE_DESK if entered_by == EntryChannel.WEB else ON_REQUEST
    log(thing, action, user=by, title=str(thing._meta.verbose_name), data=data)


def how_asked(entry: ModelLogEntry) -> str:
    """The channel in words."""
    return str(EntryChannel(entry.data["entered_by"]).label)


def deeds_for(person: User, at_most: int = 20) -> list[Deed]:
    """What the desk did for `person`, the latest first. `person` comes with the three cards selected."""
    things = [getattr(person, name, None) for name in ("needs_card", "mentor_card", "login_card")]
    about = Q(pk=None)
    for thing in (person, *things):
        if thing is not None:
            about |= Q(content_type=ContentType.objects.get_for_model(thing), object_id=str(thing.pk))
    entries = (
        ModelLogEntry.objects.filter(about, action__in=[ON_REQUEST, AT_THE_DESK])
        .select_related("user", "content_type")
        .order_by("-timestamp", "-pk")[:at_most]
    )
    return [
        Deed(
            what=_what(entry),
            by=str(entry.user or ""),
            how_asked=how_asked(entry),
            entry=entry,
        )
        for entry in entries
    ]


def _what(entry: ModelLogEntry) -> str:
    if entry.data.get("about") in ABOUT:
        return str(ABOUT[entry.data["about"]])
    model = entry.content_type.model_class() if entry.content_type else None
    return str(model._meta.verbose_name) if model else str(entry.label)
