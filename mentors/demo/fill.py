"""Put the make-believe municipality into the database; running it again changes nothing that people did."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from core.models import Municipality
from courses.content import files
from courses.content.register import fill_local_facts, fill_regional_facts
from mentors.booking.answering import accept, release
from mentors.booking.choosing import choose
from mentors.booking.errors import BookingProblem
from mentors.booking.opening import open_meeting
from mentors.cards.models import AnswerWay, CanDo, CanShow, MentorCard, NeedsCard, Wish
from mentors.demo import lyckebo
from mentors.demo.lyckebo import DemoLearner, DemoMentor
from mentors.hours.models import PairingSettings, WeeklyHours
from mentors.loans.lending import hand_over, reserve
from mentors.loans.models import Device, DeviceKind, Loan
from mentors.matching import states
from mentors.matching.line import put_in_line
from mentors.matching.models import Pairing
from mentors.matching.suggest import suggestions_for
from mentors.meetings.models import Meeting
from mentors.meetings.quarters import quarter_of
from mentors.places.models import Place, PlaceHours, Room
from users import demo_accounts
from users.cards import read_code
from users.models import ContactPoint, User

#: The login cards that `make demo` prints: worth nothing outside the demo.
MENTOR_CODE = "1000 0111 2233 4455"
LEARNER_CODE = "1000 0255 4433 2211"
CODES = {lyckebo.MENTORS[0].alias: MENTOR_CODE, lyckebo.LEARNER_WITH_A_MEETING.alias: LEARNER_CODE}


@dataclass(frozen=True)
class DemoPerson:
    """Somebody to sign in as with a login card."""

    role: str
    alias: str
    code: str


def fill() -> None:
    """Municipality, places, staff, mentors, learners and meetings, each only where it is missing."""
    fill_municipality()
    demo_accounts.make_staff()
    places = fill_places()
    fill_devices(places)
    with transaction.atomic():
        mentors = [fill_mentor(mentor, places) for mentor in lyckebo.MENTORS]
    demo_accounts.give_demo_card(mentors[0], MENTOR_CODE)
    fill_open_doors(mentors, places)
    learner = fill_learner(lyckebo.LEARNER_WITH_A_MEETING, places)
    demo_accounts.give_demo_card(learner, LEARNER_CODE)
    fill_requests(mentors[0], learner, places)
    fill_pairs(mentors, places)
    fill_line(places)
    fill_loans(learner)


def people_to_sign_in_as() -> list[DemoPerson]:
    """The learner and the mentor of the demo, by the names they have now. `fill` has made them."""
    roles = {"learner": lyckebo.LEARNER_WITH_A_MEETING.alias, "mentor": lyckebo.MENTORS[0].alias}
    found = ((role, alias, made_before(alias)) for role, alias in roles.items())
    return [DemoPerson(role, person.alias, CODES[alias]) for role, alias, person in found if person]


def made_before(alias: str) -> User | None:
    """The person of the demo who was made with this alias; none where nobody was, or they are erased.

    Whoever can be signed in as can take another name. They are known by the card that `make demo` prints.
    """
    if alias in CODES:
        number, _secret = read_code(CODES[alias])
        holder = User.objects.filter(login_card__number=number, is_demo=True).first()
        if holder is not None:
            return holder
    return User.objects.filter(alias=alias, is_demo=True).first()


def fill_municipality() -> None:
    """Name, the way to a human, and the municipality's own facts, marked as examples."""
    municipality = Municipality.load()
    if not municipality.name:
        for field, value in lyckebo.MUNICIPALITY.items():
            setattr(municipality, field, value)
        municipality.save()
    if not PairingSettings.objects.exists():
        PairingSettings.objects.create()
    local = files.read(files.CONTENT_DIR / "demo_local.toml").data
    fill_local_facts(local["facts"], are_examples=True)
    for region, values in local["regions"].items():
        fill_regional_facts(region, values, are_examples=True)


def fill_places() -> dict[str, Place]:
    """The places to meet, by name."""
    for place in lyckebo.PLACES:
        made, is_new = Place.objects.get_or_create(name=place["name"], defaults=place)
        if is_new:
            PlaceHours.objects.bulk_create(
                PlaceHours(place=made, weekday=day, starts=datetime.time(opens), ends=datetime.time(closes))
                for day, opens, closes in lyckebo.OPENING.get(made.name, [])
            )
            Room.objects.bulk_create(
                Room(place=made, name=name, seats=seats) for name, seats in lyckebo.ROOMS.get(made.name, [])
            )
    return {place.name: place for place in Place.objects.all()}


def fill_devices(places: dict[str, Place]) -> None:
    """What can be borrowed."""
    for kind, label, where in lyckebo.DEVICES:
        place = places[str(lyckebo.PLACES[where]["name"])]
        Device.objects.get_or_create(label=label, defaults={"kind": kind, "place": place})


def fill_mentor(mentor: DemoMentor, places: dict[str, Place]) -> User:
    """A mentor with card, guides and hours."""
    person = made_before(mentor.alias)
    if person is not None:
        return person
    person = User.objects.create_person(alias=mentor.alias, language="sv", is_demo=True)
    today = timezone.localdate()
    card = MentorCard.objects.create(
        mentor=person,
        languages=mentor.languages,
        capacity=mentor.capacity,
        **mentor.card,
        trained_on=today,
        promised_on=today,
    )
    CanShow.objects.bulk_create(CanShow(card=card, guide_key=key) for key in mentor.guides)
    for row in mentor.hours:
        starts, ends = row.times
        hours = WeeklyHours(
            card=card,
            weekday=row.weekday,
            starts=starts,
            ends=ends,
            place=places[row.place],
            book_directly=row.book_directly,
        )
        hours.full_clean()
        hours.save()
    if mentor.phone:
        ContactPoint.objects.create(user=person, kind=ContactPoint.Kind.PHONE, value=mentor.phone)
    return person


def fill_learner(learner: DemoLearner, places: dict[str, Place]) -> User:
    """A learner with a needs card."""
    person = made_before(learner.alias)
    if person is not None:
        return person
    with transaction.atomic():
        person = User.objects.create_person(alias=learner.alias, language=learner.language, is_demo=True)
        card = NeedsCard.objects.create(
            learner=person, languages=learner.languages, answer_way=AnswerWay.HERE, **learner.card
        )
        card.places.set([places[name] for name in learner.places])
        Wish.objects.create(card=card, guide_key=learner.guide, step_key=learner.step)
        if learner.own_words:
            Wish.objects.create(card=card, place_in_order=1, own_words=learner.own_words)
        Wish.objects.bulk_create(
            Wish(card=card, place_in_order=place, guide_key=key)
            for place, key in enumerate(learner.guides, start=2)
        )
        CanDo.objects.bulk_create(
            CanDo(card=card, guide_key=key, how=how) for key, how in learner.can.items()
        )
    return person


def fill_open_doors(mentors: list[User], places: dict[str, Place]) -> None:
    """Two drop-ins and a group in the coming weeks, unless some are coming already."""
    now = timezone.now()
    if Meeting.objects.exclude(format=Meeting.Format.ONE_TO_ONE).ending_after(now).exists():
        return
    library = places[lyckebo.LIBRARY]
    for weeks in (1, 2):
        add_open_door(mentors[0], library, next_weekday(2, weeks), (14, 16), Meeting.Format.DROP_IN, seats=0)
    add_open_door(
        mentors[3], library, next_weekday(0, 1), (13, 15), Meeting.Format.GROUP, seats=6, guide_key="fraud"
    )


def add_open_door(
    mentor: User,
    place: Place,
    day: datetime.date,
    hours: tuple[int, int],
    form: str,
    seats: int,
    guide_key: str = "",
) -> None:
    """A drop-in or a group on `day`, from and to full hours on the clock."""
    starts, ends = (
        quarter_of(timezone.make_aware(datetime.datetime.combine(day, datetime.time(hour)))) for hour in hours
    )
    open_meeting(
        mentor, place, starts, ends, by=demo_coordinator(), format=form, seats=seats, guide_key=guide_key
    )


def next_weekday(weekday: int, weeks: int) -> datetime.date:
    """The `weekday` (0 is Monday) of the week that begins `weeks` Mondays from now."""
    today = timezone.localdate()
    monday = today - datetime.timedelta(days=today.weekday())
    return monday + datetime.timedelta(weeks=weeks, days=weekday)


def fill_requests(demo_mentor: User, learner: User, places: dict[str, Place]) -> None:
    """A meeting that stands, a request that waits for the mentor, one to release, one in line.

    Requests are held for a day at most: a later run of the demo makes new ones where the old were freed.
    """
    if not Meeting.objects.of(learner).standing().ending_after(timezone.now()).exists():
        meeting = ask(learner, demo_mentor)
        if meeting is not None and meeting.state == Meeting.State.HELD:
            if meeting.pairing is not None and not meeting.pairing.is_released:
                release(meeting.pairing, by=demo_coordinator())
            accept(Meeting.objects.get(pk=meeting.pk), by=demo_mentor)
    asking = fill_learner(lyckebo.LEARNER_WHO_ASKED, places)
    meeting = ask(asking, demo_mentor)
    if meeting is not None and meeting.pairing is not None and not meeting.pairing.is_released:
        release(meeting.pairing, by=demo_coordinator())
    ask(fill_learner(lyckebo.LEARNER_TO_RELEASE, places), None)
    waiting = fill_learner(lyckebo.LEARNER_IN_LINE, places)
    if waiting.needs_card.waiting_since is None:
        put_in_line(waiting.needs_card)


def fill_pairs(mentors: list[User], places: dict[str, Place]) -> None:
    """A pairing in each state, with its history; only for those who have none yet."""
    for made_up, number, states_in_order in lyckebo.PAIRS:
        learner, mentor = fill_learner(made_up, places), mentors[number]
        who_says = {Pairing.State.UNANSWERED: None, Pairing.State.WITHDRAWN: learner}
        if Pairing.objects.filter(learner=learner).exists():
            continue
        first, *others = [Pairing.State(one) for one in states_in_order]
        with transaction.atomic():
            pairing = states.begin(learner, mentor, first, by=learner)
            for state in others:
                states.move(pairing, state, by=who_says.get(state, mentor))


def fill_line(places: dict[str, Place]) -> None:
    """Others who wait, some for weeks. Who has left the line, or met somebody, is not put back."""
    for made_up, weeks in lyckebo.OTHERS_IN_LINE:
        is_new = made_before(made_up.alias) is None
        learner = fill_learner(made_up, places)
        if is_new:
            put_in_line(learner.needs_card, now=timezone.now() - datetime.timedelta(weeks=weeks))


def fill_loans(learner: User) -> None:
    """One thing that waits to be fetched and one that is lent, unless something has ever been lent."""
    if Loan.objects.exists():
        return
    coordinator = demo_coordinator()
    reserve(learner, DeviceKind.SIM, by=coordinator)
    borrower = made_before(lyckebo.PAIRS[0][0].alias)
    if borrower is None:
        return
    hand_over(reserve(borrower, DeviceKind.SMARTPHONE, by=coordinator), coordinator, by=coordinator)


def ask(learner: User, mentor: User | None) -> Meeting | None:
    """Let a learner of the demo choose a time that has to be answered; none where there is no such time."""
    if Meeting.objects.of(learner).ending_after(timezone.now()).filter(state__in=["held", "stands"]).exists():
        return None
    card = learner.needs_card
    wish = card.wishes.first()
    for offer in suggestions_for(card):
        if mentor is not None and offer.mentor != mentor:
            continue
        for time in offer.times:
            if not time.is_direct:
                try:
                    return choose(
                        learner,
                        offer.mentor,
                        time.start_quarter,
                        time.place_id,
                        way=time.way,
                        key=uuid.uuid4(),
                        by=learner,
                        guide_key=wish.guide_key if wish else "",
                        step_key=wish.step_key if wish else "",
                    )
                except BookingProblem:
                    return None
    return None


def demo_coordinator() -> User:
    """The coordinator of the demo."""
    return User.objects.get(username=demo_accounts.STAFF[0].username)
