"""The small pictures of "Min bild" in templates."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from mentors.portrait.shapes import ICONS

register = template.Library()


@register.simple_tag
def small_picture(icon: str) -> SafeString:
    """A drawing beside words that say the same, so nothing is read out for it."""
    return format_html(
        '<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="{}"/></svg>',
        ICONS.get(icon, ICONS["star"]),
    )
