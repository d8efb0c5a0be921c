"""Django's sessions in our own table (`SESSION_ENGINE`): whose they are, on what, and until when at most.

The table holds a hash of each key: whoever reads it, or a backup of it, cannot put a key into a browser.
"""

from __future__ import annotations

import datetime
import hashlib
import uuid
from typing import Any

from django.contrib.auth import SESSION_KEY as USER_IN_SESSION
from django.contrib.sessions.backends.base import CreateError
from django.contrib.sessions.backends.db import SessionStore as TableStore
from django.utils import timezone

#: Under this key lies what `users.signed_in` knows about the sign-in.
SIGNED_IN = "signed_in"
MOST_ATTEMPTS = 5


def stored(session_key: str) -> str:
    """What the table holds for a key of the browser's: 160 bits. A key has 165 random ones, so no salt is needed."""
    return hashlib.sha256(b"session:" + session_key.encode()).hexdigest()[:40]


class SessionStore(TableStore):
    """A session whose end is that of its limits. Loading one that is over finds nothing."""

    @classmethod
    def get_model_class(cls) -> Any:
        """Our table."""
        from users.models import Session

        return Session

    #: When the person was last known to be here (Unix seconds), as the row says; None for a new session.
    last_seen: int | None = None

    def _get_session_from_db(self) -> Any:
        rows = self.get_model_class().objects.filter(expire_date__gt=timezone.now())
        row = rows.filter(session_key=stored(str(self.session_key))).first()
        if row is None:
            self._session_key = None
        elif row.last_seen_at is not None:
            self.last_seen = int(row.last_seen_at.timestamp())
        return row

    def exists(self, session_key: str) -> bool:
        """Whether there is a session with this key."""
        return bool(self.get_model_class().objects.filter(session_key=stored(session_key)).exists())

    def delete(self, session_key: str | None = None) -> None:
        """End the session with this key, or this one."""
        key = session_key or self.session_key
        if key is not None:
            self.get_model_class().objects.filter(session_key=stored(key)).delete()

    def create(self) -> None:
        """A new row. Django tries for ever, taking every refusal of the database for a key that is taken."""
        for _attempt in range(MOST_ATTEMPTS):
            self._session_key = self._get_new_session_key()  # type: ignore[attr-defined]
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return
        raise CreateError(f"no session could be made in {MOST_ATTEMPTS} attempts")

    def cycle_key(self) -> None:
        """A new key, and a new name in lists: for a moment the old row and the new one are both there."""
        if SIGNED_IN in self:
            self[SIGNED_IN] = {**self[SIGNED_IN], "id": uuid.uuid4().hex}
        super().cycle_key()

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        """The row to write. The columns follow from what is in the session."""
        from users.signed_in import ends_at

        row: Any = super().create_model_instance(data)
        row.session_key = stored(row.session_key)
        kept = data.get(SIGNED_IN)
        if kept and USER_IN_SESSION in data:
            now = timezone.now()
            row.user_id = int(data[USER_IN_SESSION])
            row.public_id = uuid.UUID(kept["id"])
            row.way, row.device, row.is_shared = kept["way"], kept["device"], kept["shared"]
            row.started_at = datetime.datetime.fromtimestamp(kept["started"], datetime.UTC)
            row.last_seen_at = now
            row.expire_date = ends_at(kept, now)
        return row

    def touch(self) -> bool:
        """Somebody is here: move the idle limit on. One statement, so that nothing else is written over.

        False when the session has ended meanwhile.
        """
        from users.signed_in import ends_at

        now = timezone.now()
        rows = self.get_model_class().objects.filter(
            session_key=stored(str(self.session_key)), expire_date__gt=now
        )
        return bool(rows.update(last_seen_at=now, expire_date=ends_at(self[SIGNED_IN], now)))
