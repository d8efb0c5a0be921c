"""How late a paper is, in words, and the one message to the case officer about all late papers.

The message is Swedish whatever language the page has: a Swedish office reads or hears it. Its Swedish wording
is therefore written here and does not come from a catalogue; what it says in the reader's language does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.papers.calendar import Coming, Late, UsualDay
from courses.papers.kinds import BY_CODE

#: Every month has a last day, and most lack a 31st.
LAST_DAY = 31

_SWEDISH_COUNT = ("", "Ett", "Två", "Tre", "Fyra", "Fem", "Sex", "Sju", "Åtta")


@dataclass(frozen=True)
class Message:
    """Paragraphs, each a tuple of lines."""

    paragraphs: tuple[tuple[str, ...], ...]

    @property
    def text(self) -> str:
        """All of it as plain text, paragraphs parted by an empty line."""
        return "\n\n".join("\n".join(lines) for lines in self.paragraphs)


def how_late(fewest: int, most: int) -> str:
    """`7 days late`, `3 to 6 days late` or `up to 1 day late`."""
    if fewest == most:
        return ngettext("%(days)d day late", "%(days)d days late", most) % {"days": most}
    if fewest:
        return _("%(fewest)d to %(most)d days late") % {"fewest": fewest, "most": most}
    return ngettext("up to %(days)d day late", "up to %(days)d days late", most) % {"days": most}


def in_words(coming: Coming) -> str:
    """How one paper stands in one month: `7 days late`, `on the last day itself`, `in time`."""
    if coming.days_late:
        return how_late(coming.days_late, coming.days_late)
    return _("on the last day itself") if coming.is_on_the_day else _("in time")


def swedish_message(due_day: int, late: Sequence[Late]) -> Message:
    """What to send or read out, in Swedish. `late` holds at least one paper."""
    by = "den sista dagen i" if due_day == LAST_DAY else f"den {due_day}"
    one = len(late) == 1
    beginning = (
        f"Hej! Min ansökan ska vara inne senast {by} varje månad.",
        "Ett av mina papper kommer efter den dagen:"
        if one
        else f"{_SWEDISH_COUNT[len(late)]} av mina papper kommer efter den dagen:",
    )
    papers = tuple(
        f"{BY_CODE[each.usual.paper].in_message} brukar komma {_swedish_day(each.usual)}. "
        f"Det är {_swedish_lateness(each)} efter er sista dag."
        for each in late
    )
    questions = [
        f"Jag söker i tid ändå. Hur gör jag innan {'papperet' if one else 'papperen'} har kommit?",
        "Räcker förra månadens papper så länge?",
    ]
    if _has_rent(late):
        questions.append("Räcker annars hyreskontraktet?")
    ending = (
        "Hur lämnar jag det nya papperet när det kommer?"
        if one
        else "Hur lämnar jag de nya papperen när de kommer?"
    )
    return Message((beginning, papers, tuple(questions), (ending, "Tack för hjälpen!")))


def message_in_page_language(due_day: int, late: Sequence[Late]) -> Message:
    """What the Swedish message says, line by line, in the language that is active."""
    count = len(late)
    beginning = (
        _("Hello! My application must be in by the last day of each month.")
        if due_day == LAST_DAY
        else _("Hello! My application must be in by day %(day)d of each month.") % {"day": due_day},
        ngettext(
            "One of my papers comes after that day:", "%(count)d of my papers come after that day:", count
        )
        % {"count": count},
    )
    papers = tuple(f"{BY_CODE[each.usual.paper].name}: {_day(each.usual)} {_lateness(each)}" for each in late)
    questions = [
        ngettext(
            "I am applying in time anyway. What do I do before the paper has come?",
            "I am applying in time anyway. What do I do before the papers have come?",
            count,
        ),
        ngettext("Will last month's paper do for now?", "Will last month's papers do for now?", count),
    ]
    if _has_rent(late):
        questions.append(_("If not, will the rental contract do?"))
    ending = ngettext(
        "How do I hand in the new paper when it comes?",
        "How do I hand in the new papers when they come?",
        count,
    )
    return Message((beginning, papers, tuple(questions), (ending, _("Thank you for your help!"))))


def _has_rent(late: Sequence[Late]) -> bool:
    return any(each.usual.paper == "rent" for each in late)


def _swedish_day(usual: UsualDay) -> str:
    day = "den sista dagen" if usual.day == LAST_DAY else f"den {usual.day}"
    if usual.months_after:
        return f"{day} i månaden efter"
    return f"{day} i månaden" if usual.day == LAST_DAY else day


def _swedish_lateness(late: Late) -> str:
    days = "1 dag" if late.most == 1 else f"{late.most} dagar"
    if late.fewest == late.most:
        return days
    return f"{late.fewest} till {days}" if late.fewest else f"upp till {days}"


def _day(usual: UsualDay) -> str:
    if usual.day == LAST_DAY:
        return (
            _("usually comes on the last day of the month after.")
            if usual.months_after
            else _("usually comes on the last day of the month.")
        )
    said = (
        _("usually comes on day %(day)d of the month after.")
        if usual.months_after
        else _("usually comes on day %(day)d.")
    )
    return said % {"day": usual.day}


def _lateness(late: Late) -> str:
    if late.fewest == late.most:
        return ngettext(
            "That is %(days)d day after your last day.",
            "That is %(days)d days after your last day.",
            late.most,
        ) % {"days": late.most}
    if late.fewest:
        return _("That is %(fewest)d to %(most)d days after your last day.") % {
            "fewest": late.fewest,
            "most": late.most,
        }
    return ngettext(
        "That is up to %(days)d day after your last day.",
        "That is up to %(days)d days after your last day.",
        late.most,
    ) % {"days": late.most}
