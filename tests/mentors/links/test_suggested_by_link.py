"""A suggestion of a round by the link in its message: what it shows, that it books once, when it leads nowhere."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from mentors.booking.answering import decline
from mentors.cards.models import NeedsCard
from mentors.links.tokens import suggested_token
from mentors.matching.line import put_in_line
from mentors.matching.models import SUGGESTION_LIVES
from mentors.matching.rounds.models import Proposal
from mentors.matching.rounds.planning import plan_round
from mentors.matching.rounds.releasing import release
from mentors.meetings.models import Meeting
from mentors.safety.models import Block
from messaging.links import with_link
from messaging.models import Message
from tests.factories import CoordinatorFactory, PersonFactory
from tests.mentors.scenes import learner_with_card, mentor_with_time
from users.contacts import keep

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def line() -> Proposal:
    """A suggestion that the desk has let go, to somebody who waits."""
    mentor_with_time()
    put_in_line(learner_with_card(learner=PersonFactory(phone="+46700000001", language="en")).needs_card)
    desk = CoordinatorFactory()
    (planned,) = plan_round(desk).proposals.all()
    return release(planned.pk, desk)


def address(line: Proposal) -> str:
    return f"/en/m/forslag/{suggested_token(line.pk, line.learner.contact_points.get())}/"


def times_on(page: str) -> list[str]:
    return re.findall(r'name="time"[^>]* value="([^"]+)"', page)


def sent(page: str, nth: int = 0) -> dict[str, str]:
    (key,) = re.findall(r'name="key" value="([^"]+)"', page)
    return {"time": times_on(page)[nth], "key": key}


def test_the_message_carries_it_and_opening_shows_three_times_and_nothing_of_anybody(line: Proposal) -> None:
    message = Message.objects.get(kind="suggested")
    assert "[[link]]" in message.text
    assert with_link(message).endswith(address(line))
    browser = Client(enforce_csrf_checks=True)
    response = browser.get(address(line))
    page = response.content.decode()
    assert len(times_on(page)) == 3
    assert line.mentor is not None
    place = line.mentor.mentor_card.weekly_hours.get().place
    for word in (line.mentor.alias, line.learner.alias, place.name, place.address, place.part_of_town):
        assert word not in page
    assert (response["X-Robots-Tag"], response["Referrer-Policy"]) == ("noindex", "no-referrer")
    assert not response.cookies
    assert not Meeting.objects.exists()


def test_a_button_books_once_and_the_link_leads_on_to_what_was_booked(line: Proposal) -> None:
    browser = Client(enforce_csrf_checks=True)
    page = browser.get(address(line)).content.decode()
    assert browser.post(address(line), {**sent(page), "time": ""}).status_code == 200
    for _press in range(2):
        answer = browser.post(address(line), sent(page))
        assert answer.headers["Location"].startswith("/en/m/")
    browser.post(address(line), sent(page, 1))
    meeting = Meeting.objects.get()
    assert (meeting.state, meeting.holder, meeting.mentor) == ("held", line.learner, line.mentor)
    assert list(meeting.events.values_list("what", "entered_by")) == [("chosen", "link")]
    shown = browser.get(browser.get(address(line)).headers["Location"])
    assert "Your request is sent" in shown.content.decode()
    decline(meeting, meeting.mentor)
    assert browser.get(address(line), follow=True).status_code in {200, 404}
    assert Meeting.objects.filter(state="held").count() == 0


def test_what_is_not_offered_is_not_booked(line: Proposal) -> None:
    browser = Client(enforce_csrf_checks=True)
    page = browser.get(address(line)).content.decode()
    other = mentor_with_time().public_id
    said = sent(page)
    mentor, start, place = said["time"].split(".")
    for time in (f"{other}.{start}.{place}", f"{mentor}.{int(start) + 1}.{place}", f"{mentor}.{start}.phone"):
        assert browser.post(address(line), {**said, "time": time}).status_code == 200
    assert not Meeting.objects.exists()


def test_a_block_reads_as_nobody_free(line: Proposal) -> None:
    assert line.mentor is not None
    browser = Client(enforce_csrf_checks=True)
    said = sent(browser.get(address(line)).content.decode())
    Block.objects.create(by=line.mentor, other=line.learner)
    page = browser.get(address(line)).content.decode()
    assert "Nobody is free right now" in page
    assert browser.post(address(line), said).status_code == 200
    assert not Meeting.objects.exists()
    Block.objects.all().delete()
    line.mentor.mentor_card.weekly_hours.all().delete()
    assert browser.get(address(line)).content.decode() == page


@pytest.mark.parametrize("why", ["replaced", "too old", "does not wait", "made up", "another number"])
def test_it_leads_nowhere_when_it_is_over(line: Proposal, on_that_monday, why: str) -> None:
    where = address(line)
    if why == "replaced":
        Proposal.objects.update(state=Proposal.State.REPLACED)
    elif why == "too old":
        on_that_monday.shift(SUGGESTION_LIVES)
    elif why == "does not wait":
        NeedsCard.objects.update(waiting_since=None)
    elif why == "another number":
        keep(line.learner, {"phone": "+46700000055"})
    else:
        where = f"{where[:-2]}{'a' if where[-2] != 'a' else 'b'}/"
    browser = Client(enforce_csrf_checks=True)
    assert [browser.get(where).status_code, browser.post(where, {}).status_code] == [404, 404]
