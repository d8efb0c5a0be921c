"""What of a card its owner can show another person, one thing at a time, as that person reads it."""

from __future__ import annotations

from mentors.cards.models import NeedsCard
from mentors.portrait.showing import Portrait, portrait_of
from mentors.safety.models import Sharing
from mentors.safety.readers import known_guides
from mentors.safety.sharing import register_reader
from users.models import User


def register() -> None:
    """Called once, when the site starts."""
    register_reader(Sharing.What.DEVICE, _device)
    register_reader(Sharing.What.OBSTACLES, _obstacles)
    register_reader(Sharing.What.KNOWS, _knows)


def _device(owner: User) -> list[str]:
    portrait = _of(owner)
    return [*portrait.devices, portrait.network] if portrait and portrait.devices else []


def _obstacles(owner: User) -> list[str]:
    portrait = _of(owner)
    return [what for what, _example in portrait.obstacles] if portrait else []


def _knows(owner: User) -> list[str]:
    """What they said on their card, and the guides they have marked as done."""
    portrait = _of(owner)
    said = {one.text: f"{one.text} ({one.how})" for one in portrait.can} if portrait else {}
    return [*said.values(), *(title for title in known_guides(owner) if title not in said)]


def _of(owner: User) -> Portrait | None:
    card = NeedsCard.objects.filter(learner=owner).first()
    return portrait_of(card) if card else None
