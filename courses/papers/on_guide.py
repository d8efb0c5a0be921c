"""In a guide, at the step where papers may come too late: the way to the paper calendar."""

from __future__ import annotations

from courses.guides.models import Guide

#: The step where somebody looks at which papers come late, by the key of its guide.
STEP_OF = {"income-support": "note-late-papers"}


def step_with_papers(guide: Guide, _language: str) -> str:
    """The key of the step that leads to the calendar; empty for a guide that has none."""
    return STEP_OF.get(guide.key, "")
