"""Lyckebo kommun: everything about it is made up. Phone numbers are of the official fictional series."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

MUNICIPALITY = {
    "name": "Lyckebo kommun",
    "site_name": "Medlots",
    "help_phone": "031-390 06 00",
    "help_place": "Lyckebo medborgarservice, Lyckans torg 1",
    "region": "skane",
    "is_example": True,
}

PLACES: list[dict[str, object]] = [
    {
        "name": "Lyckebo bibliotek",
        "part_of_town": "Centrum",
        "address": "Lyckans torg 3",
        "way_there": "Mitt på torget. Hissen står till höger om dörren.",
        "phone": "031-390 06 02",
        "is_staffed": True,
        "has_computers": True,
        "has_printer": True,
        "is_step_free": True,
        "kind": "library",
        "has_wifi": True,
        "has_quiet_room": True,
        "has_hearing_loop": True,
    },
    {
        "name": "Medborgarhuset Söder",
        "part_of_town": "Söder",
        "address": "Södergatan 12",
        "way_there": "Buss 2 till Söderhallen.",
        "phone": "031-390 06 03",
        "is_staffed": True,
        "has_computers": True,
        "has_printer": False,
        "is_step_free": True,
        "kind": "citizen_centre",
        "has_wifi": True,
    },
    {
        "name": "Föreningen Lönnen",
        "part_of_town": "Norr",
        "address": "Lönnvägen 4",
        "way_there": "Ingång från gården.",
        "phone": "",
        "is_staffed": False,
        "has_computers": False,
        "has_printer": False,
        "is_step_free": False,
        "kind": "association",
    },
]

#: When the places are open (day, from, to), and their rooms and tables (name, seats).
OPENING = {
    "Lyckebo bibliotek": [*((day, 9, 20) for day in range(5)), (5, 10, 16), (6, 11, 16)],
    "Medborgarhuset Söder": [(day, 8, 21) for day in range(5)],
}
ROOMS = {
    "Lyckebo bibliotek": [
        ("Bordet vid fönstret", 3),
        ("Bordet vid trappan", 3),
        ("Grupprummet", 8),
        ("Studierummet", 4),
        ("Datorsalen", 12),
    ],
}

#: What Lyckebo lends, and which of the places it lies at.
DEVICES = [
    ("smartphone", "Telefon 1", 0),
    ("smartphone", "Telefon 2", 0),
    ("button_phone", "Knapptelefon 1", 1),
    ("tablet", "Platta 1", 0),
    ("sim", "Surf 1", 0),
    ("sim", "Surf 2", 1),
    ("hearing_loop", "Slinga 1", 0),
]


@dataclass(frozen=True)
class DemoHours:
    """One row of a mentor's week: 0 is Monday; hours on the clock."""

    weekday: int
    starts: int
    ends: int
    place: str
    book_directly: bool = False

    @property
    def times(self) -> tuple[datetime.time, datetime.time]:
        """Start and end."""
        return datetime.time(self.starts), datetime.time(self.ends)


@dataclass(frozen=True)
class DemoMentor:
    """A make-believe mentor. `phone` empty: stands on the coordinator's ring list."""

    alias: str
    languages: list[str]
    guides: list[str]
    hours: list[DemoHours]
    phone: str = ""
    capacity: int = 2


LIBRARY, SOUTH, NORTH = (str(place["name"]) for place in PLACES)

#: The first one is the mentor that a visitor signs in as.
MENTORS = [
    DemoMentor(
        "Glad Sparv",
        ["sv", "ar", "en"],
        ["fraud", "bankid", "1177", "income-support", "email", "library-computer"],
        [DemoHours(1, 10, 15, LIBRARY), DemoHours(3, 13, 18, LIBRARY, book_directly=True)],
        phone="+46701740605",
        capacity=4,
    ),
    DemoMentor(
        "Stadig Ek",
        ["sv", "so", "en"],
        ["bankid", "1177", "library-computer"],
        [DemoHours(0, 9, 12, SOUTH, book_directly=True), DemoHours(2, 9, 16, SOUTH)],
        phone="+46701740606",
    ),
    DemoMentor(
        "Ljus Björk",
        ["sv", "uk", "ru", "en"],
        ["email", "bankid", "income-support"],
        [DemoHours(2, 15, 19, LIBRARY), DemoHours(4, 9, 13, LIBRARY)],
        phone="+46701740609",
    ),
    DemoMentor(
        "Lugn Älv",
        ["sv", "fa", "fa-af"],
        ["fraud", "email", "library-computer", "income-support"],
        [DemoHours(1, 16, 20, NORTH), DemoHours(5, 10, 14, LIBRARY, book_directly=True)],
    ),
    DemoMentor(
        "Varm Sten",
        ["sv", "fi"],
        ["fraud", "1177", "income-support"],
        [DemoHours(3, 9, 12, SOUTH), DemoHours(4, 13, 17, SOUTH)],
        phone="+46701740612",
    ),
]


@dataclass(frozen=True)
class DemoLearner:
    """A make-believe learner."""

    alias: str
    language: str
    languages: list[str]
    guide: str
    step: str = ""
    own_words: str = ""
    places: list[str] = field(default_factory=list)


#: The first one is the learner that a visitor signs in as: has a meeting that stands.
LEARNER_WITH_A_MEETING = DemoLearner(
    "Tidig Lärka", "sv", ["sv", "ar"], "bankid", "id-check", places=[LIBRARY]
)
#: Has asked the demo's mentor and waits for the answer.
LEARNER_WHO_ASKED = DemoLearner("Röd Klöver", "sv", ["ar", "sv"], "1177", "log-in", places=[LIBRARY])
#: Waits for the coordinator to release the first pairing.
LEARNER_TO_RELEASE = DemoLearner("Tyst Regn", "en", ["en", "so"], "bankid", places=[SOUTH])
#: Speaks a language that no mentor speaks: in line.
LEARNER_IN_LINE = DemoLearner(
    "Blå Sippa", "en", ["ti"], "income-support", own_words="Skicka in papper varje månad"
)
