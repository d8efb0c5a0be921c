"""A place closes, or a room goes, after a meeting was booked: its people are told once, and once if it opens."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from core.models import Municipality
from mentors.booking.answering import accept
from mentors.booking.moving import move, times_to_move_to
from mentors.booking.occupying import give_rooms
from mentors.booking.other_rooms import give_other_rooms
from mentors.booking.shut_out import tell_of_lost_rooms, tell_of_other_rooms, tell_of_shut_places
from mentors.desk.today import who_cannot_get_in
from mentors.hours.models import PairingSettings
from mentors.links.tokens import address_in, token
from mentors.meetings.models import Meeting, OccupiedRoom
from mentors.meetings.notices import Notice, tell
from mentors.places.models import Place, PlaceDays, PlaceHours, Room
from messaging.models import Message
from tests.factories import CoordinatorFactory
from tests.mentors.scenes import NOW, choose_first, learner_with_card, mentor_with_time, suggest
from users.models import ContactPoint

pytestmark = pytest.mark.django_db

DAY = datetime.date(2026, 12, 1)
NEWS = ("place_closed", "room_gone", "place_open", "other_room")


@pytest.fixture(autouse=True)
def monday_at_ten() -> Iterator[None]:
    """The moment of the scenes."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def meeting() -> Meeting:
    """Tuesday, from two to three, in a room; both can be reached, and nobody has heard anything yet."""
    PairingSettings.objects.create(release_first_pairing=False)
    Municipality.objects.create(site_name="Hjälpen", help_phone="031-390 06 00")
    learner, mentor = learner_with_card(), mentor_with_time()
    Room.objects.create(place=mentor.mentor_card.weekly_hours.get().place, name="Ljuset", seats=2)
    suggest(learner, mentor)
    meeting = accept(choose_first(learner, mentor), mentor, now=NOW)
    assert tell_of_shut_places(NOW) == 0
    return meeting


def close(meeting: Meeting) -> PlaceDays:
    assert meeting.place is not None
    return PlaceDays.objects.create(place=meeting.place, first_day=DAY, last_day=DAY)


def news(**about: object) -> list[tuple[str, str, int]]:
    """What was written about the place: kind, state and to whom, in the order in which it was written."""
    rows = Message.objects.filter(kind__in=NEWS, **about).order_by("version", "person")
    return list(rows.values_list("kind", "state", "person"))


def both(meeting: Meeting) -> list[int]:
    return sorted([meeting.mentor_id, meeting.holder_id or 0])


def test_both_are_told_once_in_words_that_name_nobody_and_nothing(meeting: Meeting) -> None:
    day = close(meeting)
    assert tell_of_shut_places(NOW) == 1
    assert news() == [("place_closed", "queued", person) for person in both(meeting)]
    for message in Message.objects.filter(kind="place_closed"):
        assert "Tuesday 1 December at 14:00" in message.text or "tisdag 1 december" in message.text
        assert "[[municipality.phone]]" in message.text
        for private in (
            meeting.mentor.alias,
            meeting.holder.alias,
            meeting.place.name,
            meeting.place.address,
        ):
            assert private not in message.text
        # The link in it leads to the meeting, without signing in.
        assert Client().get(address_in(message)).status_code == 200
    # Saved again, closed in another way too, looked at again: told already.
    day.save()
    PlaceHours.objects.create(place=meeting.place, weekday=4, starts=datetime.time(9), ends=datetime.time(12))
    Place.objects.update(is_open=False)
    assert tell_of_shut_places(NOW) == 0
    meeting.refresh_from_db()
    assert (meeting.state, meeting.version, len(news())) == (Meeting.State.STANDS, 1, 2)
    # Nothing to say once it has begun.
    Message.objects.filter(kind__in=NEWS).delete()
    assert tell_of_shut_places(meeting.starts_at) == 0


def test_what_is_undone_before_it_left_reaches_nobody_and_what_left_is_taken_back_once(
    meeting: Meeting,
) -> None:
    close(meeting).delete()
    assert tell_of_shut_places(NOW) == 0
    day = close(meeting)
    tell_of_shut_places(NOW)
    day.delete()
    assert tell_of_shut_places(NOW) == 1
    assert news() == [("place_closed", "cancelled", person) for person in both(meeting)]
    assert tell_of_shut_places(NOW) == 0
    # Closed anew, it is news anew; one of the two has got it when the place opens after all.
    day = close(meeting)
    assert tell_of_shut_places(NOW) == 1
    Message.objects.filter(kind="place_closed", state="queued", person=meeting.mentor).update(state="sent")
    day.delete()
    assert [tell_of_shut_places(NOW), tell_of_shut_places(NOW)] == [1, 0]
    assert news(person=meeting.mentor) == [
        ("place_closed", "cancelled", meeting.mentor_id),
        ("place_closed", "sent", meeting.mentor_id),
        ("place_open", "queued", meeting.mentor_id),
    ]
    assert news(person=meeting.holder) == [("place_closed", "cancelled", meeting.holder_id)] * 2
    close(meeting)
    assert tell_of_shut_places(NOW) == 1
    assert news(state="queued") == [("place_closed", "queued", person) for person in both(meeting)]


def test_the_reminder_of_the_day_before_says_whether_one_gets_in(meeting: Meeting) -> None:
    tuesday = NOW - datetime.timedelta(days=6)

    def reminders() -> list[str]:
        rows = Message.objects.filter(kind="reminder", state="queued", person=meeting.holder)
        return list(rows.values_list("text", flat=True))

    tell(Notice.REMINDER, meeting, meeting.holder, now=tuesday)
    (as_booked,) = reminders()
    day = close(meeting)
    tell_of_shut_places(tuesday)
    assert reminders() == [Message.objects.get(kind="place_closed", person=meeting.holder).text]
    day.delete()
    tell_of_shut_places(tuesday)
    assert reminders() == [as_booked]


def test_a_meeting_that_is_moved_away_leaves_no_news_of_where_it_was(meeting: Meeting) -> None:
    close(meeting)
    tell_of_shut_places(NOW)
    time = times_to_move_to(meeting, by=CoordinatorFactory(), now=NOW)[-1]
    move(meeting, time.start_quarter, time.place_id, version=1, by=CoordinatorFactory(), now=NOW)
    assert {state for _kind, state, _person in news()} == {"cancelled"}
    assert tell_of_shut_places(NOW) == 0
    # And where it is now closes too.
    Place.objects.update(is_open=False)
    assert tell_of_shut_places(NOW) == 1
    assert len(news(state="queued")) == 2


def test_a_room_that_is_used_no_more_or_gone_is_news_and_one_that_is_used_again_too(meeting: Meeting) -> None:
    Room.objects.update(is_in_use=False)
    assert tell_of_shut_places(NOW) == 1
    Room.objects.update(is_in_use=True)
    assert tell_of_shut_places(NOW) == 1
    assert {one[:2] for one in news()} == {("room_gone", "cancelled")}
    Room.objects.all().delete()
    assert [tell_of_lost_rooms([meeting.pk], now=NOW), tell_of_lost_rooms([meeting.pk], now=NOW)] == [1, 0]
    # Nothing is left to be looked at: it stays as it was told.
    assert tell_of_shut_places(NOW) == 0
    assert [one[:2] for one in news(state="queued")] == [("room_gone", "queued")] * 2


def test_another_room_is_news_for_both_and_the_end_of_what_was_told_before(meeting: Meeting) -> None:
    Room.objects.update(is_in_use=False)
    tell_of_shut_places(NOW)
    Room.objects.create(place=meeting.place, name="Mörkret", seats=2)
    # By the form of the place: what loses its room gets the one that is free.
    assert meeting.place is not None
    assert give_rooms(meeting.place) == {meeting.pk}
    assert tell_of_other_rooms([meeting.pk], now=NOW) == 1
    assert set(OccupiedRoom.objects.values_list("room__name", flat=True)) == {"Mörkret"}
    assert news(state="queued") == [("other_room", "queued", person) for person in both(meeting)]
    assert (give_rooms(meeting.place), tell_of_shut_places(NOW)) == (set(), 0)
    # Where the place is closed then, the room is no news.
    close(meeting)
    tell_of_shut_places(NOW)
    assert tell_of_other_rooms([meeting.pk], now=NOW) == 0
    assert {kind for kind, *_more in news(state="queued")} == {"place_closed"}


def test_pages_links_and_the_desk_say_that_a_room_is_gone_until_the_worker_finds_another(
    meeting: Meeting,
) -> None:
    full = Room.objects.create(place=meeting.place, name="Fullt", seats=2)
    Room.objects.create(place=meeting.place, name="Mörkret", seats=2, is_in_use=False)
    other = Meeting.objects.get(pk=meeting.pk)
    other.pk, other.pairing, other.start_quarter, other.end_quarter = uuid.uuid4(), None, 1, 2
    other.save(force_insert=True)
    OccupiedRoom.objects.create(meeting=other, room=full, quarter=meeting.start_quarter)
    Room.objects.filter(name="Ljuset").delete()
    tell_of_lost_rooms([meeting.pk], now=NOW)
    assert meeting.holder is not None
    where = f"/sv/m/{token(meeting, meeting.holder.contact_points.get())}/"
    gone = "Rummet är inte ledigt längre."
    assert gone in Client().get(where).content.decode()
    assert [row.meeting for row in who_cannot_get_in(NOW).rows] == [meeting]
    assert give_other_rooms(NOW) == 0
    Room.objects.filter(name="Mörkret").update(is_in_use=True)
    assert (give_other_rooms(NOW), give_other_rooms(NOW)) == (1, 0)
    assert gone not in Client().get(where).content.decode()
    assert {kind for kind, *_more in news(state="queued")} == {"other_room"}
    assert who_cannot_get_in(NOW).rows == []


def test_nothing_is_written_where_nobody_can_be_reached_or_the_place_lets_them_in(meeting: Meeting) -> None:
    close(meeting)
    Meeting.objects.update(is_let_in=True)
    assert tell_of_shut_places(NOW) == 0
    Meeting.objects.update(is_let_in=False)
    ContactPoint.objects.all().delete()
    assert tell_of_shut_places(NOW) == 0
    assert news() == []
