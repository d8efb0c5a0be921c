"""By phone and by video: both want it, no place is taken, nobody's number is told, and hosts are allowed ones."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterator

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import override

from core.models import Municipality
from mentors.booking.answering import accept
from mentors.booking.choosing import choose
from mentors.booking.errors import NotAllowed, TimeTaken
from mentors.booking.moving import move, times_to_move_to
from mentors.booking.reassigning import reassign
from mentors.calendars.files import file_of
from mentors.hours.changing import Change, touched_by
from mentors.hours.free_times import NO_PLACE, FreeTime, free_times, next_free_time, times_on
from mentors.hours.lost import Lost, Rule
from mentors.hours.models import PairingSettings
from mentors.hours.remote import video_link
from mentors.hours.why_no_time import for_learner
from mentors.matching.forms import ChosenTime, ChosenTimeField
from mentors.matching.models import Pairing
from mentors.matching.suggest import suggestions_for
from mentors.matching.who_can import reachable_times
from mentors.meetings.models import Meeting, OccupiedRoom
from mentors.meetings.remote import how_they_meet
from mentors.places.models import PlaceHours, Room
from mentors.safety.models import Sharing
from mentors.safety.sharing import show_only
from messaging.models import Message
from tests.factories import CoordinatorFactory, PlaceFactory, WeeklyHoursFactory
from tests.mentors.scenes import NOW, choose_first, learner_with_card, mentor_with_time, suggest
from users.models import User

pytestmark = pytest.mark.django_db

NUMBER = "031-390 06 00"
VIDEO = "https://meet.example.org"


@pytest.fixture
def rules(settings) -> Iterator[PairingSettings]:
    """A municipality with a number, a video host, and first meetings in any way; words in English."""
    settings.VIDEO_HOSTS = frozenset({"meet.example.org"})
    Municipality.objects.create(help_phone=NUMBER)
    with override("en"):
        yield PairingSettings.objects.create(
            release_first_pairing=False, remote_first_meetings=True, video_address=VIDEO
        )


def both_by(*ways: str) -> tuple[User, User]:
    """A learner and a mentor who were suggested, with the same wish."""
    learner = learner_with_card(meeting_ways=list(ways))
    mentor = mentor_with_time(card={"meeting_ways": list(ways)})
    suggest(learner, mentor)
    return learner, mentor


def times(mentor: User, *ways: str) -> list[FreeTime]:
    return free_times([mentor.pk], now=NOW, ways=ways)[mentor.pk]


def book(learner: User, mentor: User, way: str) -> Meeting:
    time = times(mentor, way)[0]
    chosen = {"key": uuid.uuid4(), "by": learner, "now": NOW}
    asked = choose(learner, mentor, time.start_quarter, time.place_id, way=way, **chosen)
    return accept(asked, mentor, now=NOW)


def test_no_place_has_to_be_open_no_room_free_and_nobody_is_on_their_way(rules):
    _learner, mentor = both_by("phone")
    place = mentor.mentor_card.weekly_hours.get().place
    PlaceHours.objects.create(
        place=place, weekday=1, starts=datetime.time(9), ends=datetime.time(10)
    )  # closed when the mentor is there
    elsewhere = WeeklyHoursFactory(
        card=mentor.mentor_card, starts=datetime.time(16), ends=datetime.time(17, 15)
    )
    assert [f"{time.starts_at:%H:%M}" for time in times(mentor, "place")[:1]] == ["16:00"]
    by_phone = times(mentor, "phone")
    assert [f"{time.starts_at:%H:%M}" for time in by_phone[:4]] == ["14:00", "14:30", "15:00", "16:00"]
    assert {(time.place_id, time.is_direct) for time in by_phone} == {(NO_PLACE, False)}
    learner = learner_with_card()
    suggest(learner, mentor)
    third = by_phone[2]
    choose(learner, mentor, third.start_quarter, NO_PLACE, way="phone", key=uuid.uuid4(), by=learner, now=NOW)
    # The pause after it holds, the half hour on the way to another place does not.
    day = third.starts_at.date()
    assert [
        f"{time.starts_at:%H:%M}" for time in times(mentor, "phone") if time.starts_at.date() == day
    ] == []
    left = [time for time in times(mentor, "place") if time.starts_at.date() == day]
    assert left == []
    elsewhere.starts = datetime.time(16, 15)
    elsewhere.save()
    left = [time for time in times(mentor, "place") if time.starts_at.date() == day]
    assert [f"{time.starts_at:%H:%M}" for time in left] == ["16:15"]


def test_hours_without_a_place_are_times_by_phone_and_at_no_place(rules):
    learner, mentor = both_by("phone")
    row = mentor.mentor_card.weekly_hours.get()
    row.place = None
    row.save()
    by_phone = times(mentor, "phone")
    assert [f"{time.starts_at:%H:%M}" for time in by_phone[:2]] == ["14:00", "14:30"]
    assert next_free_time([mentor.pk], now=NOW, ways=["phone"]) == by_phone[0]
    assert [offer.mentor for offer in suggestions_for(learner.needs_card, now=NOW)] == [mentor]
    # Whoever wants a place is told what they can change, and is offered no time by phone instead.
    lost: list[Lost] = []
    assert free_times([mentor.pk], now=NOW, lost=lost) == {mentor.pk: []}
    assert next_free_time([mentor.pk], now=NOW) is None
    assert {(one.rule, one.place_id) for one in lost} == {(Rule.ONLY_REMOTE, NO_PLACE)}
    assert [reason.is_own for reason in for_learner(lost)] == [True]
    assert suggestions_for(learner_with_card().needs_card, now=NOW) == []
    meeting = book(learner, mentor, "phone")
    assert (meeting.place, meeting.way) == (None, "phone")
    assert touched_by(mentor.mentor_card, Change(without_weekly=frozenset({row.pk})), now=NOW) == [meeting]
    row.book_directly = True
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_why_there_is_no_time_by_phone_is_said_of_no_place(rules):
    _learner, mentor = both_by("phone")
    day = datetime.date(2026, 12, 1)
    mentor.mentor_card.time_off.create(first_day=day, last_day=day)
    lost: list[Lost] = []
    assert times_on(mentor.pk, [day], now=NOW, lost=lost, way="phone") == []
    assert {(one.rule, one.place_id) for one in lost} == {(Rule.DAY_OFF, NO_PLACE)}


def test_both_must_want_it_and_the_house_must_have_a_number(rules):
    learner, mentor = both_by("phone")
    wants_a_place = learner_with_card()
    assert {one.way for one in reachable_times(learner.needs_card, [mentor.pk], now=NOW)[mentor.pk]} == {
        "phone"
    }
    others = reachable_times(wants_a_place.needs_card, [mentor.pk], now=NOW)[mentor.pk]
    assert {one.way for one in others} == {"place"}
    Municipality.objects.update(help_phone="")
    assert times(mentor, "phone") == []
    Municipality.objects.update(help_phone=NUMBER)
    mentor.mentor_card.meeting_ways = ["place"]
    mentor.mentor_card.save()
    assert times(mentor, "phone", "video") == []
    start = others[0].start_quarter
    with pytest.raises(TimeTaken):
        choose(learner, mentor, start, NO_PLACE, way="phone", key=uuid.uuid4(), by=learner, now=NOW)


def test_the_first_time_two_meet_at_a_public_place_unless_the_municipality_says_otherwise(rules):
    rules.remote_first_meetings = False
    rules.save()
    learner, mentor = both_by("phone")
    assert {one.way for one in reachable_times(learner.needs_card, [mentor.pk], now=NOW)[mentor.pk]} == {
        "place"
    }
    with pytest.raises(NotAllowed):
        book(learner, mentor, "phone")
    Pairing.objects.create(learner=learner, mentor=mentor, state=Pairing.State.ACTIVE)
    assert book(learner, mentor, "phone").way == "phone"


def test_a_meeting_is_at_one_place_or_by_phone_at_none(rules):
    meeting = book(*both_by("phone"), "phone")
    assert (meeting.place, meeting.room, meeting.video_room) == (None, None, "")
    for wrong in ({"place": PlaceFactory()}, {"way": "place"}, {"way": "video"}, {"video_room": "x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Meeting.objects.filter(pk=meeting.pk).update(**wrong)


def test_a_meeting_that_stands_is_held_by_phone_instead_at_the_same_time(rules):
    learner, mentor = both_by("place", "phone")
    Room.objects.create(place=mentor.mentor_card.weekly_hours.get().place, name="Ljuset", seats=2)
    meeting = accept(choose_first(learner, mentor), mentor, now=NOW)
    assert OccupiedRoom.objects.count() == 4
    (instead,) = times_to_move_to(meeting, by=learner, now=NOW)
    assert (instead.start_quarter, instead.way) == (meeting.start_quarter, "phone")
    for _press in range(2):
        move(meeting, instead.start_quarter, NO_PLACE, way="phone", version=1, by=learner, now=NOW)
    meeting.refresh_from_db()
    assert (meeting.way, meeting.place, meeting.version, OccupiedRoom.objects.count()) == (
        "phone",
        None,
        2,
        0,
    )
    back = times_to_move_to(meeting, by=learner, now=NOW)[0]
    move(meeting, back.start_quarter, back.place_id, version=2, by=learner, now=NOW)
    meeting.refresh_from_db()
    assert (meeting.way, meeting.place_id, OccupiedRoom.objects.count()) == ("place", back.place_id, 4)


def test_both_are_told_who_calls_and_nobody_s_number(rules):
    learner, mentor = both_by("phone")
    meeting = book(learner, mentor, "phone")
    assert how_they_meet(meeting, learner) == f"You are called. If nobody calls, call {NUMBER}."
    through = f"Call {NUMBER} at that time. We put the two of you through. Nobody sees your number."
    assert how_they_meet(meeting, mentor) == through
    for person in (learner, mentor):
        person.language = "en"
        person.save()
    texts = " ".join(Message.objects.values_list("text", flat=True))
    assert NUMBER in texts
    assert "0000000" not in texts
    show_only(learner, mentor, [Sharing.What.PHONE])
    assert how_they_meet(meeting, mentor).startswith("You call. You see the number on the site on that day.")
    learner.contact_points.all().delete()
    assert how_they_meet(meeting, mentor) == how_they_meet(meeting, learner) == through
    plain, with_how = (
        file_of(meeting, language="en", with_place=with_place, person=mentor).decode()
        for with_place in (False, True)
    )
    assert "phone" not in plain
    assert "LOCATION:By phone" in with_how
    assert "031-390" in with_how


@pytest.mark.parametrize(
    ("address", "is_allowed"),
    [
        (VIDEO, True),
        (f"{VIDEO}/moten/", True),
        ("https://meet.example.org.evil.example", False),
        ("https://meet.example.org@evil.example", False),
        ("https://zoom.example", False),
        ("http://meet.example.org", False),
        (f"{VIDEO}:8443", False),
        (f"{VIDEO}?x=1", False),
        ("meet.example.org", False),
    ],
)
def test_video_is_held_only_at_hosts_that_are_allowed(rules, address, is_allowed):
    rules.video_address = address
    if is_allowed:
        rules.clean()
    else:
        with pytest.raises(ValidationError, match=r"https://|only at"):
            rules.clean()
        rules.save()
        assert times(both_by("video")[1], "video") == []


def test_each_video_meeting_has_a_room_of_its_own_and_who_hands_it_on_is_out(rules, settings):
    learner, mentor = both_by("video")
    meeting = book(learner, mentor, "video")
    room = meeting.video_room
    assert video_link(meeting) == f"{VIDEO}/{room}"
    assert len(room) == 32
    other = mentor_with_time(card={"meeting_ways": ["video"]})
    coordinator = CoordinatorFactory()
    after = reassign(meeting, other, version=1, by=coordinator, now=NOW)
    assert len(after.video_room) == 32
    assert after.video_room != room
    assert Message.objects.exclude(text__contains=VIDEO).count() == Message.objects.count()
    settings.VIDEO_HOSTS = frozenset()
    assert video_link(after) == ""


def test_a_button_says_the_way_in_the_place_of_a_place(rules):
    _learner, mentor = both_by("phone")
    chosen = ChosenTime.of(mentor.public_id, times(mentor, "phone")[0])
    assert str(chosen).endswith(".phone")
    assert ChosenTimeField().clean(str(chosen)) == chosen
    with pytest.raises(ValidationError):
        ChosenTimeField().clean(str(chosen).replace("phone", "home"))
