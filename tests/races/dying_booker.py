"""Books one time after the other until it is killed; a program of `test_killed.py`.

Reads its order (JSON) from standard input: `times` (start and place), `mentor`, `learner`, `by`. Writes a line with
the form's key when the booking is acknowledged; with `too_early` before it is made, as one must not.
"""

from __future__ import annotations

import json
import sys
import time
import uuid

import django

#: With `too_early`: between the acknowledgement and the booking, as long as a slow page takes.
PAUSE_SECONDS = 0.05


def main() -> None:
    """Book everything that is ordered."""
    django.setup()

    from mentors.booking.choosing import choose
    from users.models import User

    order = json.loads(sys.stdin.readline())
    learner, mentor, by = (User.objects.get(pk=order[name]) for name in ("learner", "mentor", "by"))
    acknowledge("ready")
    for start, place in order["times"]:
        key = uuid.uuid4()
        if order["too_early"]:
            acknowledge(str(key))
            time.sleep(PAUSE_SECONDS)
        choose(learner, mentor, start, place, key=key, by=by)
        if not order["too_early"]:
            acknowledge(str(key))
    acknowledge("done")


def acknowledge(line: str) -> None:
    """Out at once: what the person sees."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
