"""The look log: who looked, at what, and why."""

from __future__ import annotations

import datetime

import pytest
import time_machine

from tests.factories import CoordinatorFactory, PersonFactory
from users.looks import NotALook, open_reason, people_seen, record_look
from users.models import Look

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.UTC)


def test_a_look_says_who_what_and_why():
    viewer, person = CoordinatorFactory(), PersonFactory()
    look = record_look(viewer, person, reason="asked", what="contact")
    assert (look.viewer, look.person, look.reason, look.what) == (viewer, person, "asked", "contact")
    assert open_reason(viewer, person) == "asked"
    assert open_reason(CoordinatorFactory(), person) is None


def test_the_same_look_again_is_one_row_for_half_an_hour():
    viewer, person = CoordinatorFactory(), PersonFactory()
    with time_machine.travel(NOON, tick=False) as clock:
        first = record_look(viewer, person, "asked", "person")
        assert record_look(viewer, person, "asked", "person") == first
        assert record_look(viewer, person, "asked", "contact") != first
        clock.shift(datetime.timedelta(minutes=31))
        assert open_reason(viewer, person) is None
        assert record_look(viewer, person, "asked", "person") != first
    assert Look.objects.count() == 3


def test_only_those_who_work_here_look_and_never_at_themselves():
    viewer, person = CoordinatorFactory(), PersonFactory()
    for one, other in ((person, viewer), (viewer, viewer)):
        with pytest.raises(NotALook):
            record_look(one, other, "asked", "person")
    for reason, what in (("curious", "person"), ("asked", "diary")):
        with pytest.raises(ValueError, match="is not a valid"):
            record_look(viewer, person, reason, what)
    assert not Look.objects.exists()


def test_people_are_counted_once_and_lists_not_at_all():
    viewer, people = CoordinatorFactory(), [PersonFactory() for _ in range(3)]
    for person in people[:2]:
        record_look(viewer, person, "asked", "person")
        record_look(viewer, person, "asked", "contact")
    record_look(viewer, people[2], "asked", "list")
    assert people_seen(viewer, within=datetime.timedelta(hours=1)) == 2


def test_the_row_stays_when_the_colleague_has_left():
    viewer, person = CoordinatorFactory(), PersonFactory()
    record_look(viewer, person, "safety", "person")
    viewer.delete()
    assert Look.objects.get().viewer is None
