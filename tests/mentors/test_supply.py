"""Where mentors are missing: languages, guides and places, each person counted once a row."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from mentors.matching.line import put_in_line
from mentors.matching.models import Pairing
from mentors.matching.supply import picture
from tests.factories import (
    MentorCardFactory,
    NeedsCardFactory,
    PersonFactory,
    PlaceFactory,
    WeeklyHoursFactory,
)
from tests.mentors.scenes import NOW

pytestmark = pytest.mark.django_db


def waiting(languages, wishes=("bankid",), **card):
    found = NeedsCardFactory(languages=list(languages), wishes=list(wishes), **card)
    put_in_line(found, now=NOW)
    return found


def rows(spots) -> dict[tuple[str, ...], tuple[int, int, int]]:
    return {spot.key: (spot.waiting, spot.mentors, spot.room) for spot in spots}


def test_who_waits_stands_against_who_has_room():
    mentor = MentorCardFactory(languages=["so", "sv"], capacity=2, can_show=["bankid", "email"])
    Pairing.objects.create(learner=PersonFactory(), mentor=mentor.mentor, state=Pairing.State.ACTIVE)
    MentorCardFactory(languages=["sv"], capacity=3, can_show=["email"])
    waiting(["so", "ar"])
    waiting(["so"], wishes=["email"])
    NeedsCardFactory(languages=["so"])
    shown = picture()
    assert rows(shown.languages) == {("so",): (2, 1, 1), ("ar",): (1, 0, 0), ("sv",): (0, 2, 4)}
    assert rows(shown.guides) == {("bankid",): (1, 1, 1), ("email",): (1, 2, 4)}
    assert rows(shown.together) == {
        ("so", "bankid"): (1, 1, 1),
        ("ar", "bankid"): (1, 0, 0),
        ("so", "email"): (1, 1, 1),
    }
    assert shown.nobody_speaks == []


def test_a_language_that_nobody_speaks_stands_first():
    MentorCardFactory(languages=["sv"], capacity=1)
    for _ in range(2):
        waiting(["sv"])
    waiting(["ti"])
    shown = picture()
    assert [spot.key for spot in shown.languages] == [("ti",), ("sv",)]
    assert [spot.is_gap for spot in shown.languages] == [True, False]
    assert shown.languages[1].is_thin
    assert rows(shown.nobody_speaks) == {("ti",): (1, 0, 0)}


def test_who_cannot_be_matched_is_no_supply():
    MentorCardFactory(languages=["so"], is_active=False)
    MentorCardFactory(languages=["so"], trained_on=None)
    waiting(["so"])
    assert rows(picture().languages) == {("so",): (1, 0, 0)}


def test_places_that_are_not_used_are_left_out_and_no_choice_means_any():
    here, there = PlaceFactory(name="Här"), PlaceFactory(name="Där")
    PlaceFactory(name="Stängt", is_open=False)
    WeeklyHoursFactory(card=MentorCardFactory(capacity=2), place=here)
    waiting(["so"])
    waiting(["so"], places=[there])
    assert rows(picture().places) == {("Här",): (1, 1, 2), ("Där",): (2, 0, 0)}


def test_as_many_queries_for_one_as_for_many(django_assert_num_queries):
    PlaceFactory()
    for _ in range(3):
        WeeklyHoursFactory(card=MentorCardFactory())
        waiting(["so"], places=[PlaceFactory()])
    with django_assert_num_queries(7):
        picture()


def test_the_desk_names_the_gap(client: Client):
    from core.permission_matrix import Role
    from tests.roles import person_of, sign_in

    sign_in(client, person_of(Role.COORDINATOR))
    waiting(["ti"])
    page = client.get(reverse("desk:supply")).content.decode()
    assert "1 person väntar, och det finns ingen mentor" in page
