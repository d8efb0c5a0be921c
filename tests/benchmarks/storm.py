"""A hundred people want one time in the same moment, again and again: who got it, and how long the others waited.

Run as a program of its own, on an empty database that `DATABASE_URL` names; prints JSON. Four processes with 25 threads
each, as a server has; each thread is one person with a connection of its own, which it keeps as a server's threads do.
A first time is not counted: until then nothing has been asked of the server.
"""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
import time
import traceback
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

PROJECT_DIR = Path(__file__).resolve().parents[2]
PROCESSES, THREADS = 4, 25
PEOPLE = PROCESSES * THREADS
ROUNDS = 20
#: Until everybody is connected and has read what to want: a server keeps its connections.
HEAD_START_SECONDS = 1.5


def fill() -> tuple[int, list[int]]:
    """A mentor who can be booked at all hours, and a hundred learners to whom the mentor was suggested."""
    from django.utils import timezone

    from mentors.models import MentorCard, NeedsCard, PairingSettings, Place, Suggestion, WeeklyHours
    from users.models import User
    from users.models.user import new_username

    PairingSettings.objects.update_or_create(pk=1, defaults={"meetings_a_day": None})
    place = Place.objects.create(
        name="Place", part_of_town="S\u00f6der", address="Storgatan 1", is_staffed=True
    )
    mentor = User.objects.create(alias="Mentor", username=new_username())
    today = timezone.localdate()
    card = MentorCard.objects.create(
        mentor=mentor, languages=["sv"], capacity=8, trained_on=today, promised_on=today
    )
    for day in range(7):
        WeeklyHours.objects.create(
            card=card,
            weekday=day,
            starts=datetime.time(8),
            ends=datetime.time(20),
            place=place,
            book_directly=True,
        )
    learners = []
    for number in range(PEOPLE):
        learner = User.objects.create(alias=f"Learner {number}", username=new_username())
        needs = NeedsCard.objects.create(learner=learner, languages=["sv"])
        Suggestion.objects.create(card=needs, mentor=mentor, rank=1)
        learners.append(learner.pk)
    return mentor.pk, learners


def want() -> None:
    """One of the processes: reads whom and what a line at a time, and answers with what came of it."""
    import django

    django.setup()
    from django.db import connection

    from mentors.booking.choosing import choose
    from mentors.booking.errors import BookingProblem, TimeTaken
    from users.models import User

    def one(order: dict[str, Any], learner_id: int, said: list[dict[str, Any]]) -> None:
        connection.ensure_connection()
        learner, mentor = User.objects.get(pk=learner_id), User.objects.get(pk=order["mentor"])
        time.sleep(max(0.0, order["at"] - time.time()))
        began = time.perf_counter()
        outcome, error = "won", ""
        try:
            choose(learner, mentor, order["start"], order["place"], key=uuid.uuid4(), by=learner)
        except TimeTaken:
            outcome = "taken"
        except BookingProblem as problem:
            outcome, error = "refused", repr(problem)
        except Exception:
            outcome, error = "error", traceback.format_exc()
        said.append({"outcome": outcome, "error": error, "seconds": time.perf_counter() - began})

    # All wait for the same moment, so each has a thread of the pool for itself.
    with ThreadPoolExecutor(THREADS) as threads:
        for line in sys.stdin:
            order = json.loads(line)
            said: list[dict[str, Any]] = []
            busy = time.process_time()
            for wanting in [threads.submit(one, order, pk, said) for pk in order["learners"]]:
                wanting.result()
            sys.stdout.write(json.dumps({"said": said, "busy": time.process_time() - busy}) + "\n")
            sys.stdout.flush()


def main() -> None:
    """Fill, let everybody want one time after the other, and count."""
    import django

    django.setup()
    from mentors.hours.free_times import free_times
    from mentors.models import Meeting, OccupiedQuarter, Pairing, Suggestion

    mentor, learners = fill()
    free = [one for one in free_times([mentor])[mentor] if one.starts_at.hour in {9, 13, 17}][2 : 3 + ROUNDS]
    command = [sys.executable, "-m", "tests.benchmarks.storm", "want"]
    processes = [
        subprocess.Popen(command, cwd=PROJECT_DIR, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(PROCESSES)
    ]
    seconds: list[float] = []
    wrong, lost, busy = 0, 0, 0.0
    errors: list[str] = []
    for wanted in free:
        at = time.time() + (HEAD_START_SECONDS if seconds else 3 * HEAD_START_SECONDS)
        for number, process in enumerate(processes):
            assert process.stdin is not None
            mine = learners[number * THREADS : (number + 1) * THREADS]
            order = {
                "at": at,
                "mentor": mentor,
                "start": wanted.start_quarter,
                "place": wanted.place_id,
                "learners": mine,
            }
            process.stdin.write(json.dumps(order) + "\n")
            process.stdin.flush()
        said = []
        for process in processes:
            assert process.stdout is not None
            answer = json.loads(process.stdout.readline())
            said += answer["said"]
            busy += answer["busy"] if wanted is not free[0] else 0
        won = sum(one["outcome"] == "won" for one in said)
        there = Meeting.objects.standing().count()
        wrong += max(0, there - 1)
        lost += max(0, won - there) + (there == 0)
        errors += [one["error"] for one in said if one["outcome"] not in {"won", "taken"}]
        if wanted is not free[0]:
            seconds += [one["seconds"] for one in said]
        OccupiedQuarter.objects.all().delete()
        Meeting.objects.all().delete()
        Pairing.objects.all().delete()
        Suggestion.objects.update(asked_at=None)
    for process in processes:
        assert process.stdin is not None
        process.stdin.close()
        process.wait(30)
    seconds.sort()
    print(
        json.dumps(
            {
                "p50": seconds[len(seconds) // 2],
                "p99": seconds[len(seconds) * 99 // 100],
                "slowest": seconds[-1],
                "double": wrong,
                "lost": lost,
                "errors": len(errors),
                "first_error": errors[0][-2000:] if errors else "",
                "rounds": ROUNDS,
                "processor": busy / ROUNDS,
            }
        )
    )


if __name__ == "__main__":
    want() if sys.argv[1:] == ["want"] else main()
