"""People of a live site in every state that has a page of its own, each signed in already.

`make` runs inside the site, by `LiveSite.shell`, and leaves the people of the demo alone: the tests' own mentors meet
at places of their own, so that whoever chooses such a place is offered them and nobody else.
"""

from __future__ import annotations

import datetime
import json
import uuid
from typing import Any

#: Where the tests' mentor who is asked first meets people. Nothing of it but the part of town may be seen before a yes.
ASKED_AT: dict[str, Any] = {
    "name": "Provhuset",
    "part_of_town": "Öster",
    "address": "Provgatan 7",
    "way_there": "Ingång bredvid bageriet.",
    "phone": "031-390 06 04",
    "is_staffed": False,
}
#: Where the tests' mentor whose times are certain at once meets people.
DIRECT_AT: dict[str, Any] = {
    "name": "Lotshuset",
    "part_of_town": "Väster",
    "address": "Lotsgatan 2",
    "is_staffed": True,
}
ASKED, DIRECT = "Trygg Hasselmus", "Snäll Abborre"
ASKED_CODE, DIRECT_CODE = "2000 0111 2233 4455", "2000 0211 2233 4455"
#: The step that everybody here wants help with.
GUIDE, STEP = "bankid", "id-check"
#: Spoken by no mentor: whoever speaks nothing else gets a place in the line.
LONELY_LANGUAGE = "th"
#: More learners than the tests have.
CAPACITY = 1_000


def make() -> str:
    """Make everybody; as JSON `sessions` (a cookie for each person) and `values` (for the addresses of pages)."""
    from courses.progress.marks import mark_of, write
    from users.demo_accounts import give_demo_card

    asked, direct = _mentor(ASKED, ASKED_AT), _mentor(DIRECT, DIRECT_AT)
    give_demo_card(asked, ASKED_CODE)
    give_demo_card(direct, DIRECT_CODE)
    waiting, asked_for = _learner_who_chose(asked)
    booked, meeting = _learner_who_chose(asked, accepted=True)
    cancelled, no_meeting = _learner_who_chose(asked, accepted=True)
    _cancel(no_meeting, cancelled)
    in_line = _learner([LONELY_LANGUAGE])
    _put_in_line(in_line)
    seated, group, leader = _seat_in_the_group()
    linked, meeting_by_link = _learner_who_chose(asked, accepted=True)
    goes_on, no_more = _learner_who_chose(asked, accepted=True)
    _cancel(no_more, goes_on)
    offered, offering, keeper = _offered_a_seat()
    queue, ticket, caller = _queue()
    marks = write([mark_of(GUIDE, STEP, before="not_yet", after="by_myself"), mark_of("email", "send-test")])
    _bring_progress(booked, marks)
    return json.dumps(
        {
            "sessions": {
                "half_way": _half_way(),
                "chooser": _chooser(),
                "waiting": _session(waiting),
                "booked": _session(booked),
                "cancelled": _session(cancelled),
                "in_line": _session(in_line),
                "seated": _session(seated),
                "offered": _session(offered),
                "keeper": _session(keeper),
                "mentor": _session(asked),
                "leader": _session(leader),
                "caller": _session(caller),
            },
            "values": {
                "asked_for": str(asked_for.pk),
                "meeting": str(meeting.pk),
                "other": str(asked.public_id),
                "pair": str(meeting.pairing_id),
                "no_meeting": str(no_meeting.pk),
                "group": str(group.pk),
                "link": _link(meeting_by_link, linked, "+46701740601"),
                "next_link": _link(no_more, goes_on, "+46701740603"),
                "suggested_link": _suggested(asked, "+46701740604"),
                "day": _day(meeting),
                "drop_in": str(queue.pk),
                "ticket": ticket,
                "offer_link": _link(offering, offered, "+46701740602"),
                "marks": marks,
                "note": _note(),
                "loan": _loan(booked),
                "hours": str(asked.mentor_card.weekly_hours.first().pk),
            },
        }
    )


def _mentor(alias: str, place: dict[str, Any]) -> Any:
    """A mentor for everything, all week. Without a phone, so that no message is ever sent."""
    from mentors.cards.guides import guides_to_choose
    from mentors.cards.models import CanShow, MentorCard
    from mentors.hours.models import WeeklyHours
    from mentors.places.models import Place
    from users.models import User

    today = datetime.date.today()
    mentor = User.objects.create_person(alias, "sv", is_demo=True)
    card = MentorCard.objects.create(
        mentor=mentor, languages=["sv", "en", "ar"], capacity=CAPACITY, trained_on=today, promised_on=today
    )
    CanShow.objects.bulk_create(CanShow(card=card, guide_key=guide.key) for guide in guides_to_choose())
    where = Place.objects.create(**place)
    WeeklyHours.objects.bulk_create(
        WeeklyHours(
            card=card,
            weekday=weekday,
            starts=datetime.time(8),
            ends=datetime.time(20),
            place=where,
            book_directly=where.is_staffed,
        )
        for weekday in range(7)
    )
    return mentor


def _learner(languages: list[str], place: str = ASKED_AT["name"]) -> Any:
    from mentors.cards.models import NeedsCard, Wish
    from mentors.places.models import Place
    from users.aliases import new_alias
    from users.models import User

    learner = User.objects.create_person(new_alias(), "sv", is_demo=True)
    card = NeedsCard.objects.create(learner=learner, languages=languages)
    card.places.set([Place.objects.get(name=place)])
    Wish.objects.create(card=card, guide_key=GUIDE, step_key=STEP)
    Wish.objects.create(card=card, guide_key="", own_words="Läsa brev från banken", place_in_order=1)
    return learner


def _learner_who_chose(mentor: Any, *, accepted: bool = False) -> tuple[Any, Any]:
    """A learner with a released request to `mentor`, or with a meeting that stands."""
    from mentors.booking.answering import accept, release
    from mentors.booking.choosing import choose
    from mentors.demo.fill import demo_coordinator
    from mentors.matching.suggest import suggestions_for

    learner = _learner(["sv", "ar"])
    (offer,) = suggestions_for(learner.needs_card)
    # The last one shown, so that it is days away and nobody is late for it while the tests run.
    time = offer.times[-1]
    meeting = choose(
        learner,
        mentor,
        time.start_quarter,
        time.place_id,
        key=uuid.uuid4(),
        by=learner,
        guide_key=GUIDE,
        step_key=STEP,
    )
    release(meeting.pairing, by=demo_coordinator())
    return learner, accept(meeting, mentor) if accepted else meeting


def _cancel(meeting: Any, by: Any) -> None:
    from mentors.booking.cancelling import cancel

    cancel(meeting, by)


def _put_in_line(learner: Any) -> None:
    from mentors.matching.line import put_in_line

    put_in_line(learner.needs_card)


def _seat_in_the_group() -> tuple[Any, Any, Any]:
    """A learner with a seat in the demo's group, the group, and who leads it."""
    from mentors.booking.seats import take_seat
    from mentors.meetings.models import Meeting

    group = Meeting.objects.filter(format=Meeting.Format.GROUP, state=Meeting.State.STANDS).latest(
        "start_quarter"
    )
    learner = _learner(["sv"])
    take_seat(group, learner, key=uuid.uuid4(), by=learner)
    return learner, group, group.mentor


def _offered_a_seat() -> tuple[Any, Any, Any]:
    """A learner for whom a seat in a group is kept, the group, and who leads it, in the only hours that they have."""
    from django.utils import timezone

    from mentors.booking.opening import open_meeting
    from mentors.booking.waiting_list import join
    from mentors.cards.models import MentorCard
    from mentors.demo.fill import demo_coordinator
    from mentors.hours.models import WeeklyHours
    from mentors.places.models import Place
    from users.aliases import new_alias
    from users.models import User

    where = Place.objects.create(name="Väntehuset", part_of_town="Norr", address="Väntgatan 3")
    leader = User.objects.create_person(new_alias(), "sv", is_demo=True)
    begins = (timezone.localtime() + datetime.timedelta(days=4)).replace(hour=10, minute=0)
    WeeklyHours.objects.create(
        card=MentorCard.objects.create(mentor=leader, languages=["sv"]),
        weekday=begins.weekday(),
        starts=datetime.time(8),
        ends=datetime.time(18),
        place=where,
    )
    start = int(begins.timestamp()) // 900
    group = open_meeting(leader, where, start, start + 6, by=demo_coordinator(), seats=1)
    learner = _learner(["sv"], where.name)
    join(group, learner, by=learner)
    return learner, group, leader


def _link(meeting: Any, person: Any, phone: str) -> str:
    """The link about a meeting that a person would be sent. The number comes last, so that nothing is."""
    from mentors.links.tokens import token
    from users.contacts import keep

    keep(person, {"phone": phone})
    return token(meeting, person.contact_points.get())


def _suggested(mentor: Any, phone: str) -> str:
    """The link about a suggestion that somebody in the line would be sent. The number comes last, as in `_link`."""
    from django.utils import timezone

    from mentors.links.tokens import suggested_token
    from mentors.matching.rounds.models import Proposal, Round
    from mentors.matching.suggest import suggestions_for
    from users.contacts import keep

    learner, now = _learner(["sv", "ar"]), timezone.now()
    _put_in_line(learner)
    decided = {"state": Round.State.DECIDED, "decided_at": now, "cost_before": 0, "cost_after": 0}
    made = Round.objects.create(planned_at=now, checked_at=now, **decided)
    line = Proposal.objects.create(
        round=made, learner=learner, mentor=mentor, change="new", state="released", decided_at=now
    )
    suggestions_for(learner.needs_card)
    keep(learner, {"phone": phone})
    return suggested_token(line.pk, learner.contact_points.get())


def _day(meeting: Any) -> str:
    """What stands for the place of a meeting in the address of its day."""
    from mentors.meetings.place_day import address_of

    return address_of(meeting.place)


def _queue() -> tuple[Any, str, Any]:
    """A drop-in that is under way, the address of a number in its queue behind another one, and who leads it."""
    from django.utils import timezone

    from mentors.booking.opening import open_meeting
    from mentors.cards.models import MentorCard
    from mentors.demo.fill import demo_coordinator
    from mentors.meetings.quarters import quarter_of
    from mentors.places.models import Place
    from mentors.queues.tickets import address_of, take
    from users.aliases import new_alias
    from users.models import User

    where = Place.objects.create(name="Köhuset", part_of_town="Norr", address="Kögatan 3")
    leader = User.objects.create_person(new_alias(), "sv", is_demo=True)
    MentorCard.objects.create(mentor=leader, languages=["sv"])
    start = quarter_of(timezone.now()) + 1
    drop_in = open_meeting(leader, where, start, start + 32, by=demo_coordinator(), format="drop_in")
    take(drop_in, key=uuid.uuid4())
    return drop_in, address_of(take(drop_in, key=uuid.uuid4())), leader


def _bring_progress(person: Any, marks: str) -> None:
    from courses.progress.account import bring
    from courses.progress.marks import read

    bring(person, read(marks))


def _note() -> str:
    """The secret of an address where a note from somebody who got stuck can be looked at."""
    from courses.feedback.sending import send
    from courses.feedback.tickets import new_ticket

    return send(new_ticket(GUIDE, STEP, "sv", None), "words", "Ordet legitimera")


def _loan(person: Any) -> str:
    """Something borrowed, and whom to ask about it."""
    from mentors.loans.lending import hand_over, reserve
    from users.models import User

    desk = User.objects.filter(is_staff=True, groups__name="Coordinators").first()
    assert desk is not None
    return str(hand_over(reserve(person, "tablet", person), desk, desk).pk)


def _half_way() -> str:
    """Somebody who has answered two of the three questions."""
    return str(_newcomer().cookies["sessionid"].value)


def _chooser() -> str:
    """Somebody who has answered all three, whose card can still be shown, and who has times to choose among."""
    from mentors.places.models import Place

    client = _newcomer()
    answers = {"places": Place.objects.get(name=ASKED_AT["name"]).pk, "answer_way": "here"}
    _step(client, "/sv/traffa/nar/", answers)
    return str(client.cookies["sessionid"].value)


def _newcomer() -> Any:
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    _step(client, "/sv/traffa/", {"guides": GUIDE, "step_guide": GUIDE, "step": STEP})
    _step(client, "/sv/traffa/sprak/", {"languages": ["sv", "ar"]})
    return client


def _step(client: Any, address: str, answers: dict[str, Any]) -> None:
    answer = client.post(address, answers)
    if answer.status_code != 302:
        raise RuntimeError(f"{address} did not take {answers}: {answer.status_code}")


def _session(person: Any) -> str:
    from django.test import Client

    client = Client()
    client.force_login(person, backend="users.sign_in.LoginCardBackend")
    return str(client.cookies["sessionid"].value)
