"""A step's sound, in templates."""

from __future__ import annotations

from django import template

from courses.sound.listing import ShownClip

register = template.Library()


@register.filter
def clip_of(clips: dict[str, ShownClip], step_key: str) -> ShownClip | None:
    """The sound of the step with `step_key`."""
    return clips.get(step_key)
