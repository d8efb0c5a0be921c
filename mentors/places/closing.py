"""Hours that last until midnight: their end is 24:00 of that day, which a clock and the database write as 00:00.

So an end of 00:00 is always midnight at the end of the day, never at its beginning. From midnight to midnight cannot be
said: where both ends are the same, nobody can tell a whole day from a slip of the finger.
"""

from __future__ import annotations

import datetime

from django.db import models

#: As an end: midnight at the end of the day.
MIDNIGHT = datetime.time(0)

#: The constraint of everything that has `starts` and `ends`.
FORWARDS = models.Q(starts__lt=models.F("ends")) | models.Q(ends=MIDNIGHT, starts__gt=MIDNIGHT)


def is_forwards(starts: datetime.time, ends: datetime.time) -> bool:
    """Whether hours from `starts` to `ends` of the same day last at all."""
    return starts < ends or (ends == MIDNIGHT and starts > MIDNIGHT)


def end_in_figures(ends: datetime.time | datetime.datetime) -> str:
    """The end of something on the wall clock, such as 16:00; midnight is 24:00. A moment has to be local."""
    return "24:00" if (ends.hour, ends.minute) == (0, 0) else f"{ends:%H:%M}"
