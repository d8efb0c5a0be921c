"""Moments and languages as the pages about meetings say them."""

from __future__ import annotations

import datetime

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString

from core.languages import language
from core.templatetags.wording import run
from mentors.meetings import times
from mentors.places.closing import end_in_figures

register = template.Library()


@register.filter
def in_words(moment: datetime.datetime | None) -> str:
    """Such as "tomorrow, Thursday at 14:00". Empty for no moment."""
    return times.in_words(moment) if moment else ""


@register.filter
def day_and_part(moment: datetime.datetime | None) -> str:
    """Such as "Tuesday afternoon". Empty for no moment."""
    return times.day_and_part(moment) if moment else ""


@register.filter
def in_figures(moment: datetime.datetime | None) -> str:
    """Such as 2026-11-26 14:00. Empty for no moment."""
    return times.in_figures(moment) if moment else ""


@register.filter
def clock(moment: datetime.datetime | None) -> str:
    """The time on the wall clock, such as 14:00. Empty for no moment."""
    return f"{timezone.localtime(moment):%H:%M}" if moment else ""


@register.filter
def end_clock(ends: datetime.datetime | datetime.time | None) -> str:
    """When something ends on the wall clock, such as 16:00; midnight is 24:00. Empty for nothing."""
    if ends is None:
        return ""
    return end_in_figures(timezone.localtime(ends) if isinstance(ends, datetime.datetime) else ends)


@register.simple_tag
def own_name(code: str) -> SafeString:
    """A language's own name, marked as being in that language."""
    return run(code, language(code).own_name, "bdi")
