"""The rows behind progress: from marks to rows, by permanent keys, and back."""

from __future__ import annotations

from courses.progress.known import keys_of, step_keys_of
from courses.progress.marks import MOST_MARKS, Mark, Marks, mark_of
from courses.progress.models import GuideMark, Progress


def marks_of(progress: Progress) -> Marks:
    """What is kept, as marks, the newest last. One query."""
    return tuple(mark_of(row.guide_key, row.step_key, **row.answers) for row in progress.marks.all())


def write_marks(progress: Progress, marks: Marks) -> None:
    """Make the rows say what the marks say. Marks of guides that do not exist (any more) are left out.

    Rows of guides that are not among the marks stay: what was kept is taken away by forgetting it only.
    Call within a transaction.
    """
    by_key = marks_by_key(marks)
    rows = {row.guide_key: row for row in progress.marks.all()}
    for guide_key, (step_key, mark) in by_key.items():
        row = rows.get(guide_key)
        if row is None and len(rows) >= MOST_MARKS:
            continue
        if row is None:
            row = rows[guide_key] = GuideMark(progress=progress, guide_key=guide_key)
        new = {"step_key": step_key, "before": mark.before, "after": mark.after, "later": mark.later}
        if row.pk is None or any(getattr(row, name) != value for name, value in new.items()):
            for name, value in new.items():
                setattr(row, name, value)
            row.save()


def marks_by_key(marks: Marks) -> dict[str, tuple[str, Mark]]:
    """Each mark and the permanent key of its step (may be empty), by the permanent key of its guide.

    Two queries.
    """
    guide_keys = keys_of(marks)
    step_keys = step_keys_of(guide_keys.values()) if guide_keys else {}
    return {
        guide_keys[mark.guide]: (step_keys[guide_keys[mark.guide]].get(mark.step, ""), mark)
        for mark in marks
        if mark.guide in guide_keys
    }
