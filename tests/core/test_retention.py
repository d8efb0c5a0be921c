"""The municipality's decisions: nothing goes without one, once a day, with a clock that can be believed."""

from __future__ import annotations

import datetime
import threading

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.models import ClockReading, RetentionDecision, RetentionRun
from core.permission_matrix import Role
from core.retention import checks, clock, job
from core.retention.decisions import NotDecided, decisions_in_force, insist, may_collect, undecided
from core.retention.kinds import kinds
from insight.models import Count
from mentors.cards.forms import WhereAndWhenForm
from mentors.demo.decisions import fill_decisions
from messaging import worker
from messaging.models import Message
from tests.factories import NeedsCardFactory, PersonFactory
from tests.roles import person_of, sign_in
from users.models import ContactPoint, User

pytestmark = pytest.mark.django_db

FOUR = datetime.datetime(2026, 11, 25, 4, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)


def decide(kind: str, days: int = 90, **more: object) -> RetentionDecision:
    given = {"number": "SN 2026/1", "decided_on": datetime.date(2026, 1, 1), "days": days, **more}
    return RetentionDecision.objects.create(kind=kind, **given)


def message(days_old: float, state: str = Message.State.SENT) -> Message:
    written = Message.objects.create(
        subject="meeting:1",
        kind=f"kind{Message.objects.count()}",
        channel="text",
        person=PersonFactory(),
        language="sv",
        text="Hej",
        send_after=FOUR,
        useful_until=FOUR,
        state=state,
    )
    Message.objects.filter(pk=written.pk).update(created_at=FOUR - days_old * DAY)
    return written


def seen_before(now: datetime.datetime = FOUR) -> None:
    """The job has been here yesterday."""
    ClockReading.objects.create(pk=1, began_on=(now - 2 * DAY).date(), seen_at=now - DAY)


# Decisions ------------------------------------------------------------------------------------------------


def test_every_kind_says_what_a_decision_needs():
    assert {"account", "contact", "messages", "meetings", "looks", "progress"} <= set(kinds())
    for kind in kinds().values():
        assert str(kind.name)
        assert str(kind.counted_from)
        assert kind.proposed_days >= 1
        for rows in kind.passed(FOUR):
            assert rows.count() == 0


def test_a_decision_says_why_something_has_to_stay():
    with pytest.raises(IntegrityError), transaction.atomic():
        decide("looks", must_stay=True)
    with pytest.raises(ValidationError):
        RetentionDecision(
            kind="looks", number="1", decided_on=FOUR.date(), days=1, must_stay=True
        ).full_clean()
    decide("looks", must_stay=True, why_it_stays="Lag.")


def test_outside_production_everything_may_be_collected():
    assert may_collect("contact")
    with pytest.raises(KeyError):
        may_collect("shoes")


def test_in_production_a_kind_waits_for_its_decision(settings):
    settings.RETENTION_DECISIONS_REQUIRED = True
    decide("contact", is_example=True)
    assert not may_collect("contact")
    assert "contact" not in decisions_in_force()
    RetentionDecision.objects.update(is_example=False)
    assert may_collect("contact")
    assert may_collect("looks")  # who looked is always written down
    assert "contact" not in {kind.key for kind in undecided()}
    warned = checks.every_kind_is_decided(databases=["default"])
    assert {problem.id for problem in warned} == {"core.W020"}
    assert len(warned) == len(undecided())


def test_no_way_in_can_forget_to_ask(settings):
    """Saved by whatever code: a row about a person of a kind without a decision is refused."""
    person = PersonFactory()
    settings.RETENTION_DECISIONS_REQUIRED = True
    for write in (
        lambda: PersonFactory(),
        lambda: ContactPoint.objects.create(user=person, kind="phone", value="+46701740605"),
        lambda: NeedsCardFactory(learner=person),
        lambda: insist("notes"),
    ):
        with pytest.raises(NotDecided), transaction.atomic():
            write()
    person.alias = "Ny"
    person.save()  # what is there may be put right
    User.objects.create_staff("karin", "a long password for tests", "Karin")
    decide("contact")
    ContactPoint.objects.create(user=person, kind="phone", value="+46701740605")


def test_the_form_asks_for_no_number_without_a_decision(settings):
    settings.RETENTION_DECISIONS_REQUIRED = True
    assert [value for value, _label in WhereAndWhenForm().fields["answer_way"].choices] == ["here", "none"]
    form = WhereAndWhenForm({"answer_way": "here", "phone": "+46701740605"})
    form.is_valid()
    assert form.cleaned_data["phone"] == ""
    decide("contact")
    assert len(WhereAndWhenForm().fields["answer_way"].choices) == 4  # the control


def test_whoever_meets_what_is_not_open_gets_words_and_not_an_error(settings):
    settings.RETENTION_DECISIONS_REQUIRED = True
    from core.retention.middleware import NotDecidedMiddleware
    from tests.core import requests

    request = requests.page("/sv/")
    answer = NotDecidedMiddleware(lambda _request: None).process_exception(request, NotDecided("needs"))
    assert answer.status_code == 503
    assert "inte öppet än" in answer.content.decode()
    assert NotDecidedMiddleware(lambda _request: None).process_exception(request, ValueError()) is None


def test_the_demos_decisions_are_marked_and_leave_what_was_written():
    mine = decide("contact", 5)
    fill_decisions()
    fill_decisions()
    assert set(RetentionDecision.objects.values_list("kind", flat=True)) == set(kinds())
    mine.refresh_from_db()
    assert (mine.days, mine.is_example) == (5, False)
    others = RetentionDecision.objects.exclude(pk=mine.pk)
    assert all(one.is_example and one.number.startswith("EXEMPEL") for one in others)


# The job --------------------------------------------------------------------------------------------------


def test_what_has_had_its_time_goes_and_counts_stay():
    seen_before()
    decide("messages", 90)
    message(91), message(90.5), message(89), message(400, Message.State.QUEUED)
    (due,) = job.due(FOUR)
    assert (due.rows, Message.objects.count()) == (2, 4)  # looking changes nothing
    run = job.run_if_due(FOUR)
    assert run is not None
    assert (run.counts, Message.objects.count()) == ({"messages": 2}, 2)
    (count,) = Count.objects.filter(measure="retention.erased")
    assert (count.dimensions, count.times) == ("kind=messages", 2)


def test_it_is_done_once_a_day_whoever_calls():
    seen_before()
    decide("messages", 90)
    assert job.run_if_due(FOUR) is not None
    message(100)
    assert job.run_if_due(FOUR + datetime.timedelta(hours=5)) is None
    assert Message.objects.count() == 1
    assert job.run_if_due(FOUR + DAY) is not None
    assert Message.objects.count() == 0
    assert RetentionRun.objects.count() == 2


def test_a_run_that_died_is_taken_over_and_one_that_works_is_not():
    seen_before()
    decide("messages", 90)
    message(100)
    RetentionRun.objects.create(day=FOUR.date(), started_at=FOUR)
    assert job.run_if_due(FOUR + datetime.timedelta(minutes=30)) is None
    run = job.run_if_due(FOUR + datetime.timedelta(minutes=61))
    assert run is not None
    assert run.counts == {"messages": 1}


def test_nothing_goes_without_a_decision_at_night_or_on_the_first_day():
    message(4000)
    assert job.run_if_due(FOUR) is None  # the first day only looks
    assert job.run_if_due(FOUR + DAY - datetime.timedelta(hours=3)) is None  # before three
    run = job.run_if_due(FOUR + DAY)
    assert run is not None
    assert run.counts == {}
    assert Message.objects.count() == 1


def test_the_worker_calls_it():
    assert job.run_if_due in worker._periodic


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_do_it_once():
    seen_before()
    decide("messages", 90)
    message(100)
    barrier, found = threading.Barrier(2), []

    def work() -> None:
        barrier.wait()
        try:
            found.append(job.run_if_due(FOUR))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(run is not None for run in found) == 1
    assert Count.objects.get(measure="retention.erased").times == 1


# The clock ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("jump", "word"),
    [(datetime.timedelta(days=400), "far forwards"), (datetime.timedelta(hours=-2), "backwards")],
)
def test_a_clock_that_jumped_erases_nothing_until_somebody_has_looked(jump, word, caplog):
    seen_before()
    decide("messages", 90)
    message(30)
    assert job.run_if_due(FOUR) is not None
    jumped = FOUR + DAY + jump if jump > DAY else FOUR + jump
    assert job.run_if_due(jumped) is None
    assert Message.objects.count() == 1
    assert word in ClockReading.objects.get().refused
    assert word in caplog.text
    clock.believe(jumped)
    assert ClockReading.objects.get().refused == ""


def test_the_control_with_a_clock_that_is_believed_they_go():
    seen_before()
    decide("messages", 90)
    message(30)
    later = FOUR + 400 * DAY
    clock.believe(later - DAY)
    assert job.run_if_due(later) is not None
    assert Message.objects.count() == 0


def test_a_clock_that_comes_back_is_believed_again():
    seen_before()
    assert job.run_if_due(FOUR + 400 * DAY) is None
    assert job.run_if_due(FOUR) is not None
    assert ClockReading.objects.get().refused == ""


# The command and the page ---------------------------------------------------------------------------------


def test_the_command_shows_runs_and_refuses(capsys):
    now = timezone.now()
    decide("messages", 90, is_example=True)
    message(4000)
    call_command("retention", dry_run=True)
    assert "EXEMPEL" not in capsys.readouterr().out
    assert Message.objects.count() == 1
    ClockReading.objects.create(pk=1, began_on=(now - 9 * DAY).date(), seen_at=now - 9 * DAY)
    with pytest.raises(CommandError, match="far forwards"):
        call_command("retention", run=True)
    call_command("retention", clock_is_right=True)
    call_command("retention")
    assert "make-believe" in capsys.readouterr().out


def test_the_page_is_the_administrators_and_shows_what_goes():
    decide("messages", 90)
    message(4000)
    browser = Client()
    sign_in(browser, person_of(Role.EDITOR))
    assert browser.get(reverse("retention_today")).status_code in {302, 403}
    sign_in(browser, person_of(Role.ADMINISTRATOR))
    RetentionRun.objects.create(day=FOUR.date(), started_at=FOUR, counts={"progress": 3, "shoes": 1})
    text = browser.get(reverse("retention_today")).content.decode()
    assert "SN 2026/1" in text
    assert f"{kinds()['progress'].name}: 3, shoes: 1" in text
    assert Message.objects.count() == 1
    ClockReading.objects.create(pk=1, began_on=FOUR.date(), seen_at=timezone.now(), refused="backwards")
    assert "backwards" in browser.get(reverse("retention_today")).content.decode()
    browser.post(reverse("retention_today"))
    assert ClockReading.objects.get().refused == ""


def test_an_administrator_enters_a_decision():
    browser = Client()
    sign_in(browser, person_of(Role.ADMINISTRATOR))
    address = reverse(RetentionDecision.snippet_viewset.get_url_name("add"))
    assert 'value="contact"' in browser.get(address).content.decode()
    sent = {"kind": "contact", "number": "SN 2026/7", "decided_on": "2026-11-01", "days": "365"}
    assert browser.post(address, sent).status_code == 302
    assert RetentionDecision.objects.get().kind == "contact"
    answer = browser.post(address, {**sent, "kind": "shoes"})
    assert answer.status_code == 200
    assert RetentionDecision.objects.count() == 1
