"""What is somebody else's does not exist: every address that names a thing, asked for by everybody it is not for."""

from __future__ import annotations

import datetime
import re
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.models import Municipality
from core.permission_matrix import LANGUAGE, Address, Role, addresses, cell_for
from mentors.booking.answering import accept
from mentors.booking.opening import open_meeting
from mentors.booking.seats import take_seat
from mentors.hours.models import PairingSettings
from mentors.safety.models import Block
from tests.factories import CoordinatorFactory, PersonFactory, PlaceFactory
from tests.mentors.scenes import NOW, choose_first, learner_with_card, mentor_with_time, suggest
from tests.roles import person_of, sign_in, start_pages
from tests.test_permission_matrix import changes_in

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

#: Addresses that are somebody's own and take arguments that name nothing of anybody's, and why.
NAMES_NOBODY = {
    "users:contact": "a kind of contact; always one's own",
    "users:about_me_file": "a kind of file; always one's own",
    "courses:stuck_answer": "a secret of 128 bits stands for the owner: tests/courses/feedback",
    "mentors:calendar_feed": "a secret stands for the owner: tests/mentors/calendars",
    "mentors:gone_file": "a signed address of a file that names nobody: tests/mentors/calendars",
    "mentors:place_day": "a place's day; no person stands there: tests/mentors/test_place_day.py",
    "mentors:queue": "a queue that is open to everybody: tests/mentors/queues",
    "mentors:ticket": "a signed number in a queue; no person stands there: tests/mentors/queues",
    "mentors:by_link": "a signed link stands for the owner: tests/mentors/links",
    "mentors:move_by_link": "a signed link stands for the owner: tests/mentors/links",
    "mentors:cancel_by_link": "a signed link stands for the owner: tests/mentors/links",
    "mentors:next_by_link": "a signed link stands for the owner: tests/mentors/links",
    "mentors:suggested_by_link": "a signed link stands for the owner: tests/mentors/links",
    "courses:progress_here": "a guide; one's own progress",
    "courses:able": "a guide; one's own progress",
    "courses:certificate": "a guide; one's own progress",
    "courses:able_later": "a guide; one's own progress",
    "mentors:picture_part": "a part of one's own card",
    "mentors:take_seat": "a group that is open to everybody",
    "mentors:wait_for_seat": "a group that is open to everybody; one's own place in its list",
}
#: Everybody that the things of the scene do not belong to.
OTHERS = [Role.ANONYMOUS, Role.LEARNER, Role.MENTOR, Role.EDITOR, Role.REVIEWER]


def own_addresses() -> list[Address]:
    """Those that name a thing of somebody's, outside the admin."""
    return [
        one
        for one in addresses()
        if not one.is_plain
        and not one.route.startswith("/admin/")
        and (cell := cell_for(one.key)) is not None
        and cell.is_personal
        # A second factor is the library's own page, below the door of those who work here.
        and not one.key.startswith("mfa_")
        and one.key not in NAMES_NOBODY
    ]


@pytest.fixture
def things(db, time_machine_now) -> dict[str, object]:
    """One of each thing that an address can name, all of them other people's."""
    start_pages()
    Municipality.load()
    PairingSettings.objects.create(release_first_pairing=False)
    learner, mentor = learner_with_card(), mentor_with_time()
    suggest(learner, mentor)
    meeting = choose_first(learner, mentor)
    accept(meeting, mentor, now=NOW)
    third = PersonFactory()
    block = Block.objects.create(by=learner, other=third)
    start = int((NOW + datetime.timedelta(days=2)).timestamp()) // 900
    group = open_meeting(mentor, PlaceFactory(), start, start + 4, by=CoordinatorFactory(), now=NOW)
    take_seat(group, learner, key=uuid.uuid4(), by=learner, now=NOW)
    meeting.refresh_from_db()
    return {
        "meeting_id": meeting.pk,
        "public_id": mentor.public_id,
        "pk": block.pk,
        "pairing_id": meeting.pairing_id,
    }


@pytest.fixture
def time_machine_now():
    import time_machine

    with time_machine.travel(NOW, tick=False):
        yield


def path_to(address: Address, things: dict[str, object]) -> str:
    """The address of another's thing. Raises `KeyError` for a kind of thing that the scene does not have."""
    path = address.route.replace(LANGUAGE, "sv")
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda match: str(things[match[1]]), path)


def test_every_address_that_names_a_thing_is_looked_at(things):
    assert {one.key for one in own_addresses()} >= {
        "mentors:meeting",
        "mentors:what_i_show",
        "mentors:answer",
    }
    unknown = [
        one.key
        for one in own_addresses()
        if not set(re.findall(r"<(?:\w+:)?(\w+)>", one.route.replace(LANGUAGE, ""))) <= set(things)
    ]
    assert unknown == [], "say in `things` whose thing it names, or in NAMES_NOBODY why it names none"


def test_every_exception_is_an_address(db):
    assert NAMES_NOBODY.keys() - {one.key for one in addresses()} == set()


@pytest.mark.parametrize("role", OTHERS)
def test_what_is_anothers_is_not_found_and_not_changed(things, role):
    browser, person = Client(raise_request_exception=False), person_of(role)
    wrong = []
    for address in own_addresses():
        for method in ("get", "post"):
            sign_in(browser, person)
            with CaptureQueriesContext(connection) as queries:
                response = getattr(browser, method)(
                    path_to(address, things), {"answer": "yes", "yes": "1", "whats": ["phone"], "do": "end"}
                )
            expected = {302} if role is Role.ANONYMOUS else {404}
            if response.status_code == 405:
                continue
            if role is Role.ANONYMOUS and response.status_code == 302:
                where = response.headers["Location"]
                if "/in/" not in where and "/staff/" not in where:
                    wrong.append(f"{method} {address.key}: leads to {where}")
            elif response.status_code not in expected:
                wrong.append(f"{method} {address.key}: {response.status_code}")
            if changes_in(queries):
                wrong.append(f"{method} {address.key} changes {changes_in(queries)}")
    assert not wrong, "\n".join(wrong)


def test_the_owner_finds_it(things):
    """The negative control: the same addresses are there for the one whose things they are."""
    from users.models import User

    learner = User.objects.get(needs_card__isnull=False)
    browser = Client()
    sign_in(browser, learner)
    for key in ("mentors:meeting", "mentors:what_i_show", "mentors:cancel_meeting", "mentors:pair"):
        address = next(one for one in own_addresses() if one.key == key)
        assert browser.get(path_to(address, things)).status_code == 200, key
