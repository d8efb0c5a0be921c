"""What a newcomer has answered so far. It lives in the session until they press on from the last screen.

Nothing of it is in an address, and nobody else sees it. Somebody who is signed in starts from their card.
"""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from django.contrib.sessions.backends.base import SessionBase

from mentors.cards.models import NeedsCard

SESSION_KEY = "needs_draft"


@dataclass
class Draft:
    """The answers of the first two screens. `step_guide_key` and `step_key`: where the person came from.

    `key` names this one card: pressing the last button twice makes one card, not two.
    """

    guide_keys: list[str] = field(default_factory=list)
    step_guide_key: str = ""
    step_key: str = ""
    own_words: str = ""
    languages: list[str] = field(default_factory=list)
    key: str = field(default_factory=lambda: str(uuid.uuid4()))

    @property
    def has_wish(self) -> bool:
        """Whether the first screen is answered."""
        return bool(self.guide_keys or self.own_words)

    @property
    def wishes(self) -> list[dict[str, str]]:
        """One dictionary of `Wish` fields for each thing wished for; the guide one came from is first."""
        in_order = sorted(self.guide_keys, key=lambda guide_key: guide_key != self.step_guide_key)
        wishes = [
            {"guide_key": guide_key, "step_key": self.step_key if guide_key == self.step_guide_key else ""}
            for guide_key in in_order
        ]
        if self.own_words:
            wishes.append({"own_words": self.own_words})
        return wishes


def read_draft(session: SessionBase) -> Draft | None:
    """The draft in this session, or nothing."""
    stored: dict[str, Any] | None = session.get(SESSION_KEY)
    if stored is None:
        return None
    known = {one.name for one in fields(Draft)}
    return Draft(**{name: value for name, value in stored.items() if name in known})


def keep_draft(session: SessionBase, draft: Draft) -> None:
    """Put the draft into the session."""
    session[SESSION_KEY] = asdict(draft)


def drop_draft(session: SessionBase) -> None:
    """Forget the draft: it has become a card."""
    session.pop(SESSION_KEY, None)


def draft_of(card: NeedsCard) -> Draft:
    """The answers that a card holds, to be changed."""
    draft = Draft(languages=list(card.languages))
    for wish in card.wishes.all():
        if wish.guide_key:
            draft.guide_keys.append(wish.guide_key)
        if wish.step_key and not draft.step_key:
            draft.step_guide_key, draft.step_key = wish.guide_key, wish.step_key
        draft.own_words = draft.own_words or wish.own_words
    return draft
