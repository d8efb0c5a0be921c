"""Real processes that are given orders for one moment, and what they said.

`MEDLOTS_ROUNDS=1000` makes a soak of every race.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import uuid
from typing import Any

from mentors.matching.models import Pairing
from mentors.meetings.models import Meeting
from tests.races.children import PROJECT, environment

RACERS = 8
ROUNDS = int(os.environ.get("MEDLOTS_ROUNDS", "50"))
FEWER_ROUNDS = max(10, ROUNDS // 5)
#: Until all have read their order; they then start within a millisecond of each other.
HEAD_START_SECONDS = 0.03


class Racers:
    """The processes, each with its order book."""

    def __init__(self) -> None:
        self._processes = [
            subprocess.Popen(
                [sys.executable, "-m", "tests.races.racer"],
                env=environment(),
                cwd=PROJECT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for _ in range(RACERS)
        ]
        for process in self._processes:
            assert self._hear(process) == {"outcome": "ready"}

    def race(self, orders: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Give each process one order for the same moment, and hear what came of it."""
        at = time.time() + HEAD_START_SECONDS
        for process, order in zip(self._processes, orders, strict=True):
            assert process.stdin is not None
            process.stdin.write(json.dumps({"at": at, "key": str(uuid.uuid4()), **order}) + "\n")
            process.stdin.flush()
        return [self._hear(process) for process in self._processes]

    def go_home(self) -> None:
        """End those that we started."""
        for process in self._processes:
            assert process.stdin is not None
            process.stdin.close()
        for process in self._processes:
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            assert process.stdout is not None
            process.stdout.close()

    @staticmethod
    def _hear(process: subprocess.Popen[str]) -> dict[str, Any]:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line, "a racer died"
        said: dict[str, Any] = json.loads(line)
        return said


def start_anew() -> None:
    """What a round left behind goes, people and cards stay."""
    Meeting.objects.all().delete()
    Pairing.objects.all().delete()
