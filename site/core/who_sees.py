"""What each other person can see, read out of the register's `Seen`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from django.utils.translation import gettext_lazy as _

from core.about_people import Section, Words, entry_of
from core.personal_data import Seen


class Viewer(Enum):
    """Those who may see something about somebody else."""

    OFFERED = "offered"
    PAIR = "pair"
    COORDINATOR = "coordinator"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"


TITLES: dict[Viewer, Words] = {
    Viewer.OFFERED: _("Somebody whom you are suggested to, or who is suggested to you"),
    Viewer.PAIR: _("The one you meet"),
    Viewer.COORDINATOR: _("A coordinator, who helps you to find times"),
    Viewer.EDITOR: _("An editor, who writes the guides"),
    Viewer.ADMINISTRATOR: _("An administrator, who looks after the computers"),
}

#: Whoever may see what is suggested meets the person later, and sees it then as well.
VIEWERS: dict[Seen, frozenset[Viewer]] = {
    Seen.NOBODY: frozenset(),
    Seen.SELF: frozenset(),
    Seen.SELF_AND_DESK: frozenset({Viewer.COORDINATOR, Viewer.ADMINISTRATOR}),
    Seen.PAIR_AND_DESK: frozenset({Viewer.PAIR, Viewer.COORDINATOR, Viewer.ADMINISTRATOR}),
    Seen.OFFERED_AND_DESK: frozenset({Viewer.OFFERED, Viewer.PAIR, Viewer.COORDINATOR, Viewer.ADMINISTRATOR}),
    Seen.STAFF: frozenset({Viewer.COORDINATOR, Viewer.EDITOR, Viewer.ADMINISTRATOR}),
    Seen.ADMINISTRATORS: frozenset({Viewer.ADMINISTRATOR}),
}


@dataclass(frozen=True)
class Sight:
    """What one sort of people can see: by heading, the names of the fields."""

    viewer: Viewer
    title: Words
    things: list[tuple[Words, list[Words]]]

    @property
    def works_here(self) -> bool:
        """Whether they see it because it is their work."""
        return self.viewer not in {Viewer.OFFERED, Viewer.PAIR}


def sights_of(sections: list[Section]) -> list[Sight]:
    """For each sort of people what of these they can see; an empty list of things says: nothing."""
    found = []
    for viewer, title in TITLES.items():
        things = []
        for section in sections:
            about = section.about
            filled = {value.name for row in section.rows for value in row}
            labels = [
                label
                for name, label in about.fields.items()
                if name in filled and viewer in VIEWERS[entry_of(about, name).seen_by]
            ]
            if labels:
                things.append((about.title, labels))
        found.append(Sight(viewer, title, things))
    return found
