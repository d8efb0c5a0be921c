"""Runs of another language, and days in words."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django import template
from django.forms import BaseForm, PasswordInput
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import get_language, pgettext

from core.languages import SOURCE, base_code, language
from core.latin import OTHER_SCRIPTS, latin_marked
from core.models import Municipality

register = template.Library()

#: The first sign after the Latin letters.
AFTER_LATIN = "\u0250"


@register.simple_tag
def run(code: str, text: str, element: str = "span") -> SafeString:
    """`text` marked as being in the language `code`: for screen readers, hyphenation and direction."""
    spoken = language(code)
    start = format_html('<{} lang="{}" dir="{}">', element, spoken.tag, spoken.direction)
    return format_html("{}{}</{}>", start, text, element)


@register.simple_tag
def comma() -> str:
    """What stands between two things, with its space: another sign where letters are Arabic or Ethiopic."""
    return pgettext("between two things", ", ")


@register.filter
def listed(things: Iterable[str]) -> SafeString:
    """Things with a comma between them, as `comma` has it."""
    return mark_safe(comma().join(conditional_escape(thing) for thing in things))  # noqa: S308 - each is escaped


@register.filter
def sends_back_all(form: BaseForm) -> bool:
    """Whether a page shows again all that was typed into `form`: a password or a PIN is not."""
    widgets = (field.widget for field in form.fields.values())
    return not any(
        isinstance(widget, PasswordInput) or getattr(widget, "is_secret", False) for widget in widgets
    )


@register.filter
def latin(text: str) -> str:
    """A text of a page, with names and Swedish words marked where the page's language has a script of its own."""
    return latin_marked(text, get_language() or SOURCE)


@register.filter
def filled_in(text: str, municipality: Municipality) -> SafeString:
    """Rich text of a page with the municipality's own settings in their places (`{authority}`, `{complaints}`)."""
    return mark_safe(municipality.filled_in(conditional_escape(text)))  # noqa: S308 - escaped piece by piece


@register.filter
def name(text: str) -> str:
    """What somebody or some place is called, as a run of its own in a sentence that may be read from the other side.

    In a language with a script of its own, Latin letters are marked as the Swedish that they nearly always are.
    """
    if not text:
        return text
    if base_code(get_language() or SOURCE) in OTHER_SCRIPTS and text[0] < AFTER_LATIN:
        return run(SOURCE, text, "bdi")
    return format_html("<bdi>{}</bdi>", text)


@register.filter
def direction(code: str) -> str:
    """Which way the language `code` is read: `ltr` or `rtl`."""
    return language(code).direction


@register.filter
def day(value: datetime.date | datetime.datetime | None) -> str:
    """A day in words without its year: `14 maj`. Empty for no day."""
    return _in_words(value, "j E")


@register.filter
def day_of_year(value: datetime.date | datetime.datetime | None) -> str:
    """A day in words with its year: `14 maj 2027`. Empty for no day."""
    return _in_words(value, "j E Y")


@register.filter
def weekday_and_day(value: datetime.date | datetime.datetime | None) -> str:
    """A day in words with its weekday: `fredag 14 maj`. Empty for no day."""
    return _in_words(value, "l j E")


def _in_words(value: datetime.date | datetime.datetime | None, wording: str) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime.datetime) and value.tzinfo is not None:
        value = localtime(value)
    # `E` is the month as it stands after a day: "26 листопада". Finnish has a full stop after the day.
    if get_language() == "fi":
        wording = wording.replace("j", "j.")
    return date_format(value, wording)
