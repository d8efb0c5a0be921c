"""Erasing: nothing is left, what has to stay says why and until when, and no backup brings anybody back."""

from __future__ import annotations

import datetime
import uuid

import pytest
import time_machine
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.models import RetentionDecision
from core.retention import job
from core.retention.kinds import kinds
from mentors.meetings.models import Meeting
from messaging.models import Message
from tests.factories import CoordinatorFactory, NeedsCardFactory, PersonFactory
from tests.mentors import scenes
from tests.roles import sign_in
from users import erased_list, erasure
from users.cards import issue_card
from users.looks import record_look
from users.models import ContactPoint, Look, User

pytestmark = pytest.mark.django_db

CANARY = "Kanariefågel Zeisig"
PHONE = "+46701740605"
WISHES = "Det här vill jag kunna"


@pytest.fixture(autouse=True)
def _own_list(settings, tmp_path):
    settings.ERASED_LIST = tmp_path / "erased.txt"


@pytest.fixture
def learner() -> User:
    card = NeedsCardFactory(learner=PersonFactory(alias=CANARY, phone=PHONE))
    card.wishes.create(own_words=f"{CANARY} vill kunna betala", place_in_order=1)
    issue_card(card.learner)
    record_look(CoordinatorFactory(), card.learner, "asked", "contact")
    return card.learner


def decide(kind: str, days: int = 30, **more: object) -> RetentionDecision:
    given = {"number": "SN 2026/1", "decided_on": datetime.date(2026, 1, 1), "days": days, **more}
    return RetentionDecision.objects.create(kind=kind, **given)


def tables_with(*canaries: str) -> dict[str, int]:
    """In how many rows of which table a text stands, whatever the column."""
    found: dict[str, int] = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            rows = [str(row) for row in cursor.fetchall()]
            count = sum(any(canary in row for canary in canaries) for row in rows)
            if count:
                found[table] = count
    return found


def rows_about(person_id: int, public_id: uuid.UUID) -> list[str]:
    """Models that still point at the account."""
    return [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.local_fields
        if field.is_relation and field.related_model is User
        if model._base_manager.filter(**{f"{field.attname}": person_id}).exists()
    ]


def book(learner: User, *, stands: bool = True) -> Meeting:
    """A meeting with a new mentor, or a request that waits for the answer."""
    mentor = scenes.mentor_with_time(book_directly=stands)
    scenes.suggest(learner, mentor)
    return scenes.choose_first(learner, mentor, now=timezone.now())


# Nothing is left ------------------------------------------------------------------------------------------


def test_no_canary_is_left_in_any_table(learner):
    person_id, public_id = learner.pk, learner.public_id
    browser = Client()
    sign_in(browser, learner)
    assert set(tables_with(CANARY)) == {"users_user", "mentors_wish"}  # the control: they were there
    assert not tables_with(PHONE)  # sealed
    erasure.erase(learner)
    assert tables_with(CANARY, PHONE, public_id.hex, str(public_id)) == {}
    assert rows_about(person_id, public_id) == []
    assert not User.objects.filter(pk=person_id).exists()
    assert browser.get(reverse("users:about_me")).status_code == 302


def test_whoever_works_here_is_not_erased_here():
    with pytest.raises(PermissionDenied):
        erasure.erase(CoordinatorFactory())


def test_the_one_they_would_have_met_is_told(learner):
    meeting = book(learner)
    assert meeting.state == Meeting.State.STANDS
    mentor = meeting.mentor
    Message.objects.all().delete()
    erasure.erase(learner)
    (told,) = Message.objects.filter(person=mentor)
    assert CANARY not in told.text
    assert not mentor.occupied_quarters.exists()


def test_a_mentor_who_leaves_frees_those_who_asked(learner):
    meeting = book(learner, stands=False)
    erasure.erase(meeting.mentor)
    assert not Meeting.objects.filter(pk=meeting.pk, state=Meeting.State.HELD).exists()
    assert not learner.occupied_quarters.exists()


# What has to stay -----------------------------------------------------------------------------------------


def test_the_preview_names_what_goes_and_what_stays(learner):
    decide("looks", 30, must_stay=True, why_it_stays="Lag och skäl.")
    found = erasure.preview(learner)
    goes = {str(part.title): part.count for part in found.goes_now}
    assert goes["Mitt konto"] == 1
    assert goes[WISHES] == 2
    (stays,) = found.stays
    assert (stays.count, stays.why) == (1, "Lag och skäl.")
    assert stays.until == timezone.localdate() + datetime.timedelta(days=30)
    assert User.objects.filter(pk=learner.pk).exists()


def test_what_has_to_stay_hangs_on_an_empty_account_and_goes_on_its_day(learner):
    decide("looks", 30, must_stay=True, why_it_stays="Lag och skäl.")
    decide("account", 730)
    erasure.erase(learner)
    kept = User.objects.get(pk=learner.pk)
    assert (kept.alias, kept.is_active, kept.erased_on) == ("–", False, timezone.localdate())
    assert tables_with(CANARY) == {}
    assert not ContactPoint.objects.filter(user=kept).exists()
    assert Look.objects.filter(person=kept).count() == 1
    assert erasure.replay() == 0  # nothing to do again
    later = timezone.now() + datetime.timedelta(days=31)
    for kind in ("looks", "account"):
        for rows in kinds()[kind].passed(later - datetime.timedelta(days=30)):
            kinds()[kind].remove(rows)
    assert not User.objects.filter(pk=learner.pk).exists()


def test_nothing_has_to_stay_without_a_decision(learner):
    assert erasure.preview(learner).stays == []
    assert not erasure.has_to_stay(learner)


# The page -------------------------------------------------------------------------------------------------


def test_opening_the_page_shows_and_the_button_erases_only_who_is_sure(learner):
    browser = Client()
    sign_in(browser, learner)
    address = reverse("users:erase_me")
    assert WISHES in browser.get(address).content.decode()
    assert "Inget har raderats" in browser.post(address).content.decode()
    assert User.objects.filter(pk=learner.pk).exists()
    response = browser.post(address, {"sure": "1"})
    assert response.headers["Location"] == reverse("users:erased")
    assert "cookies" in response.headers["Clear-Site-Data"]
    assert not User.objects.filter(pk=learner.pk).exists()
    assert browser.get(response.headers["Location"]).status_code == 200


# A restored backup ----------------------------------------------------------------------------------------


def put_back(public_id: uuid.UUID) -> User:
    """As a backup from before would."""
    return PersonFactory(alias=CANARY, public_id=public_id)


def test_whom_a_backup_brings_back_is_erased_again(learner, capsys):
    public_id, other = learner.public_id, PersonFactory()
    erasure.erase(learner)
    put_back(public_id)
    call_command("replay_erasures")
    assert "1 of them were in this database" in capsys.readouterr().out
    assert tables_with(CANARY) == {}
    assert User.objects.filter(pk=other.pk).exists()
    assert erasure.replay() == 0
    assert len(erased_list.where().read_text().splitlines()) == 1


def test_it_is_done_at_the_start_of_a_process_once(learner, monkeypatch):
    monkeypatch.setattr(erasure, "_replayed", [])
    public_id = learner.public_id
    erasure.erase(learner)
    put_back(public_id)
    erasure.replay_at_start()
    assert not User.objects.filter(public_id=public_id).exists()
    put_back(public_id)
    erasure.replay_at_start()
    assert User.objects.filter(public_id=public_id).exists()  # once for a process


def test_the_list_says_nothing_without_the_account_and_survives_a_cut(learner):
    public_id = learner.public_id
    erasure.erase(learner)
    text = erased_list.where().read_text()
    assert CANARY not in text
    assert public_id.hex not in text
    assert erased_list.where().stat().st_mode & 0o077 == 0
    with erased_list.where().open("a") as file:
        file.write("2026-11-25 abcdef")  # a power cut in the middle of a line
    assert erased_list.hashes() == {erased_list.hash_of(public_id)}


def test_an_erasure_that_fails_is_not_noted(learner, monkeypatch):
    def fail(person: User) -> None:
        raise RuntimeError

    monkeypatch.setattr(erasure, "_before", [fail])
    with pytest.raises(RuntimeError):
        erasure.erase(learner)
    assert erased_list.hashes() == set()
    assert User.objects.filter(pk=learner.pk).exists()


def test_unused_accounts_go_by_age_as_if_they_had_asked():
    decide("account", 730)
    now = datetime.datetime(2026, 11, 25, 4, tzinfo=datetime.UTC)
    with time_machine.travel(now, tick=False):
        old, helped, fresh = PersonFactory(), PersonFactory(), PersonFactory()
        User.objects.exclude(pk=fresh.pk).update(joined_on=datetime.date(2023, 1, 1))
        meeting = book(NeedsCardFactory(learner=helped).learner)
        User.objects.filter(pk=meeting.mentor_id).update(joined_on=datetime.date(2023, 1, 1))
        (due,) = job.due(now)
        assert due.rows == 1
        kinds()["account"].remove(*kinds()["account"].passed(now - datetime.timedelta(days=730)))
    assert not User.objects.filter(pk=old.pk).exists()
    assert User.objects.filter(pk__in=[helped.pk, fresh.pk, meeting.mentor_id]).count() == 3
    assert erased_list.hashes() == {erased_list.hash_of(old.public_id)}
