"""A worker that is killed beside the sending of a message. Run as a program on the database of the test.

`before`: killed when the message is leased and nothing has left. `after`: killed when the channel has it and
nobody has noted that.
"""

from __future__ import annotations

import os
import signal
import sys

import django


def main(when: str) -> None:
    """Send what is due, and die of kill -9 at the first message."""
    django.setup()

    from messaging import channels, worker

    class DyingChannel(channels.ConsoleChannel):
        """Kills its own process around the first message."""

        def send(self, *, reference: str, address: str, text: str) -> str:
            if when == "after":
                super().send(reference=reference, address=address, text=text)
            os.kill(os.getpid(), signal.SIGKILL)
            return reference

    channels.register(channels.TEXT_MESSAGE, DyingChannel())
    worker.send_due()


if __name__ == "__main__":
    main(sys.argv[1])
