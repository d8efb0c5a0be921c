"""The ways a message can leave the house."""

from __future__ import annotations

import enum
import json
import os
from pathlib import Path
from typing import Protocol

from django.conf import settings

from users.models import ContactPoint

#: Names of channels as `Message.channel` keeps them.
TEXT_MESSAGE = "text"
EMAIL = "email"

CHANNEL_OF_CONTACT: dict[str, str] = {
    ContactPoint.Kind.PHONE: TEXT_MESSAGE,
    ContactPoint.Kind.EMAIL: EMAIL,
}


class Answer(enum.Enum):
    """What a provider knows about a reference."""

    SENT = "sent"
    NOT_SENT = "not sent"
    UNKNOWN = "unknown"


class ChannelProblem(Exception):
    """The provider refused, and says so: nothing was sent. `is_temporary` when trying again can help."""

    def __init__(self, reason: str, *, is_temporary: bool) -> None:
        super().__init__(reason)
        self.is_temporary = is_temporary


class Channel(Protocol):
    """A provider of one way to send."""

    def send(self, *, reference: str, address: str, text: str) -> str:
        """Hand over one message, within 10 seconds.

        Returns the provider's name for it (it may be `reference`).

        Raises `ChannelProblem` when it was certainly not sent. Any other exception means that nobody knows;
        the worker then asks by reference before it tries again.
        """
        ...

    def find(self, reference: str) -> Answer:
        """Whether a message with our `reference` was taken."""
        ...


class ConsoleChannel:
    """Writes messages to a file instead of sending them.

    For the demo, for tests, for a start without a provider.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path

    @property
    def path(self) -> Path:
        """Where it writes: one line of JSON a message."""
        return self._path or Path(settings.VAR_DIR) / "messages.log"

    def send(self, *, reference: str, address: str, text: str) -> str:
        """Append the message and wait until the disk has it. Of the address only the end is written."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        line = (
            json.dumps({"reference": reference, "to": "…" + address[-3:], "text": text}, ensure_ascii=False)
            + "\n"
        )
        log = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            os.write(log, line.encode())
            os.fsync(log)
        finally:
            os.close(log)
        return reference

    def find(self, reference: str) -> Answer:
        """Look the reference up in the file."""
        if not self.path.exists():
            return Answer.NOT_SENT
        with self.path.open(encoding="utf-8") as log:
            was_sent = any(json.loads(line)["reference"] == reference for line in log if line.endswith("\n"))
        return Answer.SENT if was_sent else Answer.NOT_SENT


_registry: dict[str, Channel] = {}


def register(name: str, channel: Channel) -> None:
    """Use `channel` for messages whose channel is `name`, instead of the console."""
    _registry[name] = channel


def channel_for(name: str) -> Channel:
    """The channel for `name`; the console where no other is registered."""
    return _registry.get(name) or ConsoleChannel()
