"""Finding a person, and the page about one."""

import logging

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mentors.booking.answering import accept
from mentors.desk.finding import people_called
from mentors.meetings.models import Meeting
from tests.factories import PersonFactory
from tests.mentors.desk.asking import learner_of, queries_of
from tests.mentors.scenes import choose_first, times_of
from users.cards import issue_card
from users.models import User

FIND = "/admin/desk/find/"


@pytest.mark.parametrize("typed", ["Blå Örn", "blå örn", " BLÅ  ÖRN ", "Blå örn"])
def test_a_person_is_found_by_the_whole_alias(typed: str, db: None) -> None:
    person = PersonFactory(alias="Blå Örn")
    assert people_called(typed) == [person]


@pytest.mark.parametrize("typed", ["Blå", "Örn", "lå Ör", "%", "Blå Ör_", ""])
def test_part_of_an_alias_finds_nobody(typed: str, db: None) -> None:
    PersonFactory(alias="Blå Örn")
    assert people_called(typed) == []


def test_a_person_is_found_by_the_number_on_the_card(db: None) -> None:
    person = PersonFactory()
    card = issue_card(person)
    PersonFactory()
    for typed in (card.number, f" {card.number[:3]} {card.number[3:]} ", card.number + card.secret):
        assert people_called(typed) == [person]


def test_staff_are_not_found(coordinator: User) -> None:
    assert people_called(coordinator.alias) == []


def test_finding_one_leads_to_their_page(desk: Client) -> None:
    person = PersonFactory(alias="Blå Örn")
    answer = desk.post(FIND, {"wanted": "blå örn"})
    assert answer.headers["Location"] == reverse("desk:person", args=[person.public_id])


def test_several_of_one_alias_are_told_apart_by_card(desk: Client) -> None:
    numbers = {issue_card(PersonFactory(alias="Blå Örn")).number for _one in range(2)}
    page = desk.post(FIND, {"wanted": "Blå Örn"}).content.decode()
    assert all(number in page for number in numbers)


def test_finding_nobody_says_what_to_do(desk: Client) -> None:
    page = desk.post(FIND, {"wanted": "Grå Mus"}).content.decode()
    assert "Nobody here goes by that alias" in page
    assert 'value="Grå Mus"' in page


def test_a_search_is_written_down_nowhere(desk: Client, caplog: pytest.LogCaptureFixture) -> None:
    PersonFactory(alias="Grå Mus")
    with caplog.at_level(logging.DEBUG), CaptureQueriesContext(connection) as queries:
        answer = desk.post(FIND, {"wanted": "Grå Mus"})
    assert "Grå Mus" not in answer.headers["Location"]
    ours = [record for record in caplog.records if not record.name.startswith("django.db")]
    assert "Grå Mus" not in "".join(record.getMessage() for record in ours)
    writes = [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE"))]
    assert "Grå Mus" not in "".join(writes)


def test_what_is_looked_for_in_an_address_is_not_looked_up(desk: Client) -> None:
    PersonFactory(alias="Grå Mus")
    assert desk.get(FIND, {"wanted": "Grå Mus"}).context["found"] is None


def test_a_number_is_shown_whole_only_when_the_button_is_pressed(desk: Client) -> None:
    person = PersonFactory(phone="+46701740615")
    address = reverse("desk:person", args=[person.public_id])
    assert "+46701740615" not in desk.get(address).content.decode()
    assert desk.get(reverse("desk:show_contact", args=[person.public_id])).status_code == 405
    assert "+46701740615" in desk.post(reverse("desk:show_contact", args=[person.public_id])).content.decode()


def test_staff_have_no_page_at_the_desk(desk: Client, coordinator: User) -> None:
    assert desk.get(reverse("desk:person", args=[coordinator.public_id]), follow=True).status_code == 404


def test_a_persons_page_takes_as_many_queries_for_three_meetings_as_for_one(
    desk: Client, asked: Meeting, coordinator: User
) -> None:
    learner, mentor = learner_of(asked), asked.mentor
    accept(asked, coordinator, "phone")
    address = reverse("desk:person", args=[learner.public_id])
    with_one = queries_of(lambda: desk.get(address))
    for _number in range(2):
        accept(choose_first(learner, mentor), coordinator, "phone")
    of_mentor = desk.get(reverse("desk:person", args=[mentor.public_id])).context
    assert of_mentor["next_time"] == times_of(mentor)[0]
    assert len(desk.get(address).context["ahead"]) == 3
    assert queries_of(lambda: desk.get(address)) == with_one


def test_an_account_is_locked_on_request_and_a_new_card_opens_it(desk: Client) -> None:
    person = PersonFactory(alias="Blå Örn")
    old = issue_card(person)
    theirs = Client()
    theirs.post("/sv/in/", {"code": old.code})
    address = reverse("desk:lock", args=[person.public_id])
    assert desk.get(address).status_code == 200
    person.refresh_from_db()
    assert person.locked_at is None
    answer = desk.post(address, {"how_asked": "phone"})
    assert answer.headers["Location"] == reverse("desk:person", args=[person.public_id])
    assert theirs.get("/sv/kom-tillbaka/").status_code == 302
    page = desk.get(answer.headers["Location"]).content.decode()
    assert "no way in works" in page
    assert address not in page
    desk.post(reverse("desk:login_card", args=[person.public_id]), {"how_asked": "phone"})
    person.refresh_from_db()
    assert person.locked_at is None
