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
    #: What else stands on the card, by the names of its fields.
    card: dict[str, object] = field(default_factory=dict)


LIBRARY, SOUTH, NORTH = (str(place["name"]) for place in PLACES)

#: The first one is the mentor that a visitor signs in as.
MENTORS = [
    DemoMentor(
        "Glad Sparv",
        ["sv", "ar", "en"],
        ["fraud", "bankid", "1177", "income-support", "email", "library-computer", "swish", "digital-mail"],
        [DemoHours(1, 10, 15, LIBRARY), DemoHours(3, 13, 18, LIBRARY, book_directly=True)],
        phone="+46701740605",
        capacity=4,
        card={
            "devices": ["android", "computer"],
            "meeting_ways": ["place", "phone"],
            "capacity_in_words": "Gärna flera samtidigt om de vill lära sig samma sak.",
        },
    ),
    DemoMentor(
        "Stadig Ek",
        ["sv", "so", "en"],
        [
            "bankid",
            "1177",
            "library-computer",
            "id-papers",
            "migrationsverket",
            "bank-account",
            "skatteverket",
        ],
        [DemoHours(0, 9, 12, SOUTH, book_directly=True), DemoHours(2, 9, 16, SOUTH)],
        phone="+46701740606",
        capacity=3,
        card={"devices": ["android", "button"], "capacity_in_words": "Högst tre, och en i taget."},
    ),
    DemoMentor(
        "Ljus Björk",
        ["sv", "uk", "ru", "en"],
        ["email", "bankid", "income-support", "video-call", "passwords", "arbetsformedlingen", "vaccination"],
        [DemoHours(2, 15, 19, LIBRARY), DemoHours(4, 9, 13, LIBRARY)],
        phone="+46701740609",
        capacity=3,
        card={"devices": ["iphone", "tablet"], "meeting_ways": ["place", "video"]},
    ),
    DemoMentor(
        "Lugn Älv",
        ["sv", "fa", "fa-af"],
        ["fraud", "email", "library-computer", "income-support", "school", "bus-and-train", "housing-queue"],
        [DemoHours(1, 16, 20, NORTH), DemoHours(5, 10, 14, LIBRARY, book_directly=True)],
        capacity=3,
        card={
            "devices": ["android", "iphone"],
            "capacity_in_words": "Två eller tre, men inte i januari.",
            "meetings_a_week": 3,
        },
    ),
    DemoMentor(
        "Varm Sten",
        ["sv", "fi"],
        [
            "fraud",
            "1177",
            "income-support",
            "pension",
            "forsakringskassan",
            "servicekontor",
            "legal-helper",
            "freja",
        ],
        [DemoHours(3, 9, 12, SOUTH), DemoHours(4, 13, 17, SOUTH)],
        phone="+46701740612",
        capacity=3,
        card={"devices": ["computer", "tablet"], "rest_days": 1},
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
    #: Further wishes, and what the learner can do already: guides, and how.
    guides: list[str] = field(default_factory=list)
    can: dict[str, str] = field(default_factory=dict)
    #: What else stands on the card ("Min bild"), by the names of its fields.
    card: dict[str, object] = field(default_factory=dict)


#: The first one is the learner that a visitor signs in as: has a meeting that stands.
LEARNER_WITH_A_MEETING = DemoLearner(
    "Tidig Lärka",
    "sv",
    ["sv", "ar"],
    "bankid",
    "id-check",
    own_words="Läsa brev från skolan",
    places=[LIBRARY],
    guides=["1177", "digital-mail"],
    can={"library-computer": "by_myself", "email": "with_help", "bus-and-train": "by_myself"},
    card={
        "devices": ["android"],
        "network": "wifi",
        "obstacles": ["factual", "linguistic", "technology"],
        "day_parts": ["morning", "afternoon"],
        "meeting_ways": ["place"],
        "company": "alone",
        "mentor_wishes": ["same_person"],
    },
)
#: Has asked the demo's mentor and waits for the answer.
LEARNER_WHO_ASKED = DemoLearner(
    "Röd Klöver",
    "sv",
    ["ar", "sv"],
    "1177",
    "log-in",
    places=[LIBRARY],
    can={"swish": "by_myself"},
    card={"devices": ["android"], "obstacles": ["knowledge"], "mentor_wishes": ["best_language"]},
)
#: Waits for the coordinator to release the first pairing.
LEARNER_TO_RELEASE = DemoLearner("Tyst Regn", "en", ["en", "so"], "bankid", places=[SOUTH])
#: Speaks a language that no mentor speaks: in line.
LEARNER_IN_LINE = DemoLearner(
    "Blå Sippa",
    "en",
    ["ti"],
    "income-support",
    own_words="Skicka in papper varje månad",
    card={"devices": ["android"], "network": "calls", "needs_interpreter": True, "obstacles": ["linguistic"]},
)
#: Others in the line, each with so many weeks there.
OTHERS_IN_LINE = [
    (
        DemoLearner(
            "Mjuk Mossa",
            "en",
            ["ti", "am"],
            "bankid",
            guides=["id-papers"],
            card={
                "needs_interpreter": True,
                "interpreter_arranged": True,
                "obstacles": ["legal", "linguistic"],
            },
        ),
        6,
    ),
    (
        DemoLearner(
            "Snabb Bäck",
            "sv",
            ["so", "sv"],
            "arbetsformedlingen",
            places=[SOUTH],
            guides=["bankid"],
            card={"devices": ["iphone"], "day_parts": ["evening"], "obstacles": ["organisation"]},
        ),
        4,
    ),
    (
        DemoLearner("Vit Tall", "en", ["ps", "fa-af"], "school", places=[NORTH], card={"company": "group"}),
        3,
    ),
    (
        DemoLearner(
            "Grön Ärta",
            "sv",
            ["uk", "ru"],
            "vaccination",
            card={"devices": ["tablet"], "meeting_ways": ["video"]},
        ),
        2,
    ),
    (DemoLearner("Liten Våg", "sv", ["sv"], "pension", places=[SOUTH], card={"devices": ["button"]}), 1),
]

#: Pairs in every state: the learner, which of the mentors, and the states that the pairing has gone through.
PAIRS = [
    (
        DemoLearner(
            "Klar Måne",
            "sv",
            ["sv", "uk"],
            "video-call",
            guides=["passwords"],
            can={"email": "by_myself", "bankid": "with_help"},
            card={
                "devices": ["iphone"],
                "obstacles": ["knowledge"],
                "mentor_wishes": ["same_person", "same_device"],
            },
        ),
        2,
        ["accepted", "active"],
    ),
    (DemoLearner("Rund Kulle", "sv", ["so", "sv"], "bank-account"), 1, ["chosen", "accepted"]),
    (DemoLearner("Stilla Sjö", "sv", ["fa", "sv"], "housing-queue"), 3, ["accepted", "active", "paused"]),
    (
        DemoLearner("Blank Häll", "sv", ["fi", "sv"], "pension", can={"pension": "by_myself"}),
        4,
        ["accepted", "active", "ended"],
    ),
    (DemoLearner("Brun Kotte", "sv", ["sv"], "freja"), 4, ["chosen", "declined"]),
    (DemoLearner("Fin Sand", "sv", ["sv", "ar"], "swish"), 0, ["chosen", "unanswered"]),
    (DemoLearner("Hög Gran", "sv", ["sv", "en"], "skatteverket"), 1, ["chosen", "withdrawn"]),
]
