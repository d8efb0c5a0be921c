"""Take time, and give it back. The unique constraints on these rows are the booking rules."""

from __future__ import annotations

from mentors.booking.weeks import take_week_place
from mentors.meetings.models import Meeting, OccupiedQuarter, WeekPlace


def occupy(meeting: Meeting, person_id: int, pause: int = 0) -> None:
    """Take the meeting's quarters, and `pause` more after it, for one person.

    Raises `IntegrityError` where taken.
    """
    _insert(meeting, _quarters(meeting, person_id, pause))


def occupy_both(meeting: Meeting, learner_id: int, pause: int) -> None:
    """Take the quarters of the learner and of the mentor, the mentor's with `pause` more after the meeting.

    In one fixed order, by person and quarter, so that two who want the same wait for each other but never in
    a ring; the mentor's week last. Raises `TimeTaken` where that is full.
    """
    _insert(meeting, _quarters(meeting, learner_id, 0) + _quarters(meeting, meeting.mentor_id, pause))
    take_week_place(meeting)


def give_back(meeting: Meeting, person_id: int | None = None) -> None:
    """Free the meeting's time: everybody's, or one person's."""
    rows = OccupiedQuarter.objects.filter(meeting=meeting)
    (rows if person_id is None else rows.filter(person_id=person_id)).delete()
    if person_id in {None, meeting.mentor_id}:
        WeekPlace.objects.filter(meeting=meeting).delete()


def _quarters(meeting: Meeting, person_id: int, pause: int) -> list[tuple[int, int]]:
    return [(person_id, quarter) for quarter in range(meeting.start_quarter, meeting.end_quarter + pause)]


def _insert(meeting: Meeting, taken: list[tuple[int, int]]) -> None:
    OccupiedQuarter.objects.bulk_create(
        OccupiedQuarter(meeting=meeting, person_id=person_id, quarter=quarter)
        for person_id, quarter in sorted(taken)
    )
