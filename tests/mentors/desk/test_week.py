"""The week of the desk and of one place: every meeting and what is open about it, in a fixed number of queries."""

from __future__ import annotations

import datetime

from django.test import Client
from django.urls import reverse

from mentors.booking.answering import accept
from mentors.cards.models import NeedsCard
from mentors.meetings.models import Meeting
from mentors.places.models import PlaceDays, PlaceHours, Room
from tests.factories import PlaceFactory
from tests.mentors.desk.asking import ask_somebody, learner_of, queries_of
from users.models import User

WEEK = "/admin/desk/week/"


def test_the_week_of_the_desk_says_what_is_open_about_each_meeting(
    desk: Client, coordinator: User, unreleased: Meeting
) -> None:
    asked, standing = ask_somebody(), ask_somebody()
    accept(standing, standing.mentor)
    Meeting.objects.filter(pk=standing.pk).update(coordinator=coordinator)
    NeedsCard.objects.filter(learner__in=[asked.holder, standing.holder]).update(needs_interpreter=True)
    NeedsCard.objects.filter(learner=standing.holder).update(interpreter_arranged=True)
    answer = desk.get(WEEK)
    marks = {line.of.meeting: line.of.marks for line in answer.context["week"].days[1].lines}
    assert marks == {
        unreleased: ["The first meeting of these two, to be released."],
        asked: ["Not answered yet.", f"{learner_of(asked).alias} wants an interpreter and has none."],
        standing: [f"{coordinator.name} comes along."],
    }
    page = answer.content.decode()
    for person in (learner_of(standing), standing.mentor, learner_of(unreleased)):
        assert f'href="{reverse("desk:person", args=[person.public_id])}">{person.alias}</a>' in page
    assert reverse("desk:meeting", args=[asked.pk]) in page
    assert 'href="?vecka=2026-48"' in page
    assert 'href="?vecka=2026-50"' in page
    # Cancelled meetings take nobody's time, and other weeks are other weeks.
    Meeting.objects.filter(pk=asked.pk).update(state=Meeting.State.CANCELLED)
    assert len(desk.get(WEEK).context["week"].lines) == 2
    assert "No meetings that week." in desk.get(WEEK, {"vecka": "2026-48"}).content.decode()


def test_who_cannot_get_in_where_they_meet_is_marked_on_the_desk_and_not_on_the_wall(
    desk: Client, asked: Meeting
) -> None:
    assert desk.get("/admin/desk/").context["closed"].rows == []
    day = datetime.date(2026, 12, 1)
    PlaceDays.objects.create(place=asked.place, first_day=day, last_day=day)
    NeedsCard.objects.filter(learner=asked.holder).update(needs_step_free=True)
    steps = f"{learner_of(asked).alias} needs to get in without steps, and there are steps."
    marks = ["The place is closed then.", steps]
    (row,) = desk.get("/admin/desk/").context["closed"].rows
    assert (row.meeting, row.marks) == (asked, marks)
    (line,) = desk.get(WEEK).context["week"].lines
    assert line.of.marks == ["Not answered yet.", *marks]
    there = reverse("desk:place_week", args=[asked.place_id])
    assert "without steps" not in desk.get(there).content.decode()
    suggestions = reverse("desk:suggestions", args=[learner_of(asked).public_id])
    assert "Needs to get in without steps." in desk.get(suggestions).content.decode()


def test_more_meetings_take_no_more_queries(desk: Client, unreleased: Meeting) -> None:
    one = queries_of(lambda: desk.get(WEEK))
    place = reverse("desk:place_week", args=[unreleased.place_id])
    one_there = queries_of(lambda: desk.get(place))
    for meeting in (ask_somebody(), ask_somebody()):
        meeting.place = unreleased.place
        meeting.save(update_fields=["place"])
    assert len(desk.get(WEEK).context["week"].lines) == 3
    assert queries_of(lambda: desk.get(WEEK)) == one
    assert len(desk.get(place).context["week"].lines) == 3
    assert queries_of(lambda: desk.get(place)) == one_there


def test_the_week_of_a_place_has_hours_and_rooms_and_names_nobody(desk: Client, asked: Meeting) -> None:
    place = asked.place
    room = Room.objects.create(place=place, name="Ljuset")
    Meeting.objects.filter(pk=asked.pk).update(room=room)
    PlaceHours.objects.create(place=place, weekday=1, starts=datetime.time(9), ends=datetime.time(18))
    address = reverse("desk:place_week", args=[asked.place_id])
    answer = desk.get(address, {"vecka": "2026-49"})
    tuesday, wednesday = answer.context["week"].days[1:3]
    (line,) = tuesday.lines
    assert (line.of.meeting, line.of.marks) == (asked, ["Not answered yet."])
    assert (wednesday.closed, wednesday.lines) == ("Closed", [])
    page = answer.content.decode()
    for words in ("09:00–18:00", "Ljuset", "Not answered yet.", reverse("desk:meeting", args=[asked.pk])):
        assert words in page
    assert [one.alias for one in (learner_of(asked), asked.mentor) if one.alias in page] == []
    other = reverse("desk:place_week", args=[PlaceFactory().pk])
    there = desk.get(other)
    assert there.context["week"].lines == []
    assert "No opening hours are written for this place" in there.content.decode()
