"""The worker: sends once, backs off, lets go of what is too late, and asks before it sends again."""

from __future__ import annotations

import datetime
import json
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone
from pytest_django import Settings

from messaging import channels, outbox, worker
from messaging.channels import Answer, ChannelProblem, ConsoleChannel
from messaging.models import Message
from tests.factories import PersonFactory
from tests.races.children import environment
from users.models import User

HOUR = datetime.timedelta(hours=1)


class RecordingChannel:
    """Keeps what it is given; fails as told."""

    def __init__(self, problem: Exception | None = None, answer: Answer = Answer.UNKNOWN) -> None:
        self.taken: list[str] = []
        self.asked: list[str] = []
        self.problem = problem
        self.answer = answer

    def send(self, *, reference: str, address: str, text: str) -> str:
        if self.problem:
            raise self.problem
        self.taken.append(f"{address} {text}")
        return f"provider-{reference[:8]}"

    def find(self, reference: str) -> Answer:
        self.asked.append(reference)
        return self.answer


@pytest.fixture(autouse=True)
def _own_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing else registered, no work of other apps."""
    monkeypatch.setattr(channels, "_registry", {})
    monkeypatch.setattr(worker, "_periodic", [])


@pytest.fixture
def log(settings: Settings, tmp_path: Path) -> Path:
    """Where the console channel writes in this test."""
    settings.VAR_DIR = tmp_path
    return tmp_path / "messages.log"


@pytest.fixture
def person(db: None) -> User:
    return PersonFactory(phone="+46700000001")


def use(channel: RecordingChannel) -> RecordingChannel:
    channels.register(channels.TEXT_MESSAGE, channel)
    return channel


def write(person: User, kind: str = "reminder", **more: object) -> Message:
    fields: dict[str, object] = {"useful_until": timezone.now() + HOUR, "text": "Hej", **more}
    (message,) = outbox.write(
        subject="meeting:1",
        version=1,
        kind=kind,
        person=person,
        language="sv",
        **fields,  # type: ignore[arg-type]
    )
    return message


def lose_the_lease(message: Message) -> None:
    """As if a worker had taken it and gone silent."""
    Message.objects.filter(pk=message.pk).update(
        state=Message.State.SENDING, worker="gone:1", attempts=1, lease_until=timezone.now() - HOUR
    )


def test_due_message_is_sent_once_and_noted(person: User) -> None:
    channel, message = use(RecordingChannel()), write(person)
    assert worker.run_once() == 1
    assert worker.run_once() == 0
    message.refresh_from_db()
    assert channel.taken == ["+46700000001 Hej"]
    assert (message.state, message.attempts, message.lease_until) == (Message.State.SENT, 1, None)
    assert message.provider_reference == f"provider-{str(message.pk)[:8]}"
    assert message.sent_at is not None


def test_message_waits_for_its_time(person: User) -> None:
    channel = use(RecordingChannel())
    write(person, send_after=timezone.now() + HOUR, useful_until=timezone.now() + 2 * HOUR)
    assert worker.run_once() == 0
    assert channel.taken == []


def test_what_comes_too_late_is_not_sent(person: User) -> None:
    channel, message = use(RecordingChannel()), write(person, useful_until=timezone.now())
    assert worker.run_once() == 0
    message.refresh_from_db()
    assert (message.state, channel.taken) == (Message.State.EXPIRED, [])


def test_number_that_was_taken_back_is_not_used(person: User) -> None:
    channel, message = use(RecordingChannel()), write(person)
    person.contact_points.all().delete()
    worker.run_once()
    message.refresh_from_db()
    assert (message.state, channel.taken) == (Message.State.CANCELLED, [])


def test_number_that_was_changed_is_used_as_it_is_now(person: User) -> None:
    channel = use(RecordingChannel())
    write(person)
    contact = person.contact_points.get()
    contact.value = "+46700000009"
    contact.save()
    worker.run_once()
    assert channel.taken == ["+46700000009 Hej"]


def test_nothing_is_sent_to_a_closed_account(person: User) -> None:
    channel = use(RecordingChannel())
    write(person)
    User.objects.update(is_active=False)
    worker.run_once()
    assert channel.taken == []


def test_passing_refusal_is_tried_again_later_and_later(person: User) -> None:
    channel, message = use(RecordingChannel(ChannelProblem("busy", is_temporary=True))), write(person)
    waits = []
    for _ in range(3):
        before = timezone.now()
        assert worker.run_once() == 0
        message.refresh_from_db()
        assert (message.state, message.problem) == (Message.State.QUEUED, "busy")
        waits.append((message.send_after - before).total_seconds())
        Message.objects.update(send_after=timezone.now())
    assert 24 <= waits[0] <= 37
    assert 48 <= waits[1] <= 73
    assert 96 <= waits[2] <= 145
    channel.problem = None
    assert worker.run_once() == 1


def test_passing_refusal_that_would_come_too_late_expires(person: User) -> None:
    use(RecordingChannel(ChannelProblem("busy", is_temporary=True)))
    message = write(person, useful_until=timezone.now() + datetime.timedelta(seconds=10))
    worker.run_once()
    message.refresh_from_db()
    assert message.state == Message.State.EXPIRED


def test_refusal_for_good_is_shown_and_not_tried_again(person: User) -> None:
    message = write(person)
    use(RecordingChannel(ChannelProblem("no such number", is_temporary=False)))
    worker.run_once()
    message.refresh_from_db()
    assert (message.state, message.problem) == (Message.State.FAILED, "no such number")


def test_too_many_tries_fail(person: User) -> None:
    use(RecordingChannel(ChannelProblem("busy", is_temporary=True)))
    message = write(person)
    Message.objects.update(attempts=worker.MOST_ATTEMPTS - 1)
    worker.run_once()
    message.refresh_from_db()
    assert message.state == Message.State.FAILED


def test_no_answer_keeps_the_lease_and_nothing_is_sent_twice(
    person: User, caplog: pytest.LogCaptureFixture
) -> None:
    channel, message = use(RecordingChannel(ConnectionResetError("gone"))), write(person)
    worker.run_once()
    message.refresh_from_db()
    assert message.state == Message.State.SENDING
    assert message.lease_until is not None
    channel.problem = None
    assert worker.run_once() == 0
    assert (channel.taken, channel.asked) == ([], [])
    assert "no answer" in caplog.text


@pytest.mark.parametrize(
    ("answer", "state", "sent_again"),
    [
        (Answer.SENT, Message.State.SENT, 0),
        (Answer.NOT_SENT, Message.State.SENT, 1),
        (Answer.UNKNOWN, Message.State.UNCERTAIN, 0),
    ],
)
def test_lease_that_ran_out_is_asked_about_first(
    person: User, answer: Answer, state: Message.State, sent_again: int
) -> None:
    channel, message = use(RecordingChannel(answer=answer)), write(person)
    lose_the_lease(message)
    worker.run_once()
    message.refresh_from_db()
    assert (message.state, len(channel.taken), channel.asked) == (state, sent_again, [str(message.pk)])


def test_channel_that_cannot_be_asked_leaves_it_uncertain(
    person: User, caplog: pytest.LogCaptureFixture
) -> None:
    message = write(person)

    class Mute(RecordingChannel):
        def find(self, reference: str) -> Answer:
            raise ConnectionResetError("gone")

    channel = use(Mute())
    lose_the_lease(message)
    worker.run_once()
    message.refresh_from_db()
    assert (message.state, channel.taken) == (Message.State.UNCERTAIN, [])
    assert "cannot say" in caplog.text


def test_lost_message_that_comes_too_late_is_not_sent_again(person: User) -> None:
    channel, message = use(RecordingChannel(answer=Answer.NOT_SENT)), write(person)
    lose_the_lease(message)
    outbox.cancel_about("meeting:1")
    worker.run_once()
    message.refresh_from_db()
    assert (message.state, channel.taken) == (Message.State.EXPIRED, [])


def test_lease_that_still_runs_is_left_alone(person: User) -> None:
    channel, message = use(RecordingChannel()), write(person)
    lose_the_lease(message)
    Message.objects.update(lease_until=timezone.now() + HOUR)
    assert worker.run_once() == 0
    assert (channel.taken, channel.asked) == ([], [])


def test_slow_worker_does_not_overwrite_what_another_noted(
    person: User, caplog: pytest.LogCaptureFixture
) -> None:
    message = write(person)

    class Slow(RecordingChannel):
        def send(self, *, reference: str, address: str, text: str) -> str:
            # Meanwhile the lease ran out and another worker found out.
            Message.objects.update(
                state=Message.State.SENT, worker="other:2", lease_until=None, problem="theirs"
            )
            return super().send(reference=reference, address=address, text=text)

    use(Slow())
    worker.run_once()
    message.refresh_from_db()
    assert (message.state, message.worker, message.problem) == (Message.State.SENT, "other:2", "theirs")
    assert "taken over by another worker" in caplog.text


def test_periodic_work_is_done_and_one_failure_does_not_stop_the_rest(
    db: None, caplog: pytest.LogCaptureFixture
) -> None:
    done: list[str] = []

    def fails() -> None:
        raise RuntimeError("planted")

    def works() -> None:
        done.append("done")

    for work in (fails, works, works):
        worker.register_periodic(work)
    worker.run_once()
    assert done == ["done"]
    assert "planted" in caplog.text


def test_runs_until_it_is_stopped_and_survives_a_locked_database(
    db: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stop, rounds = threading.Event(), []

    def send_due(_stop: threading.Event) -> int:
        rounds.append(1)
        if len(rounds) == 1:
            raise OperationalError("database is locked")
        stop.set()
        return 0

    monkeypatch.setattr(worker, "send_due", send_due)
    monkeypatch.setattr(worker, "PAUSE_SECONDS", 0.01)
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    try:
        worker.run_forever(stop)
    finally:
        signal.signal(signal.SIGTERM, before[0])
        signal.signal(signal.SIGINT, before[1])
    assert len(rounds) == 2
    assert "trying again" in caplog.text


def test_command_does_what_is_due_once(person: User, log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    message = write(person)
    call_command("run_worker", "--once")
    assert "Sent 1 messages." in capsys.readouterr().out
    assert json.loads(log.read_text()) == {"reference": str(message.pk), "to": "…001", "text": "Hej"}


def test_console_channel_answers_for_what_it_wrote(log: Path) -> None:
    channel = ConsoleChannel()
    assert channel.find("one") is Answer.NOT_SENT
    channel.send(reference="one", address="+46700000001", text="rad\nrad")
    assert channel.find("one") is Answer.SENT
    assert channel.find("two") is Answer.NOT_SENT
    # A line that was cut off by a power cut is no message.
    with log.open("a") as broken:
        broken.write('{"reference": "thr')
    assert channel.find("three") is Answer.NOT_SENT


@pytest.fixture
def console_of_the_run(settings: Settings) -> Iterator[Path]:
    """The file that a process of its own writes to as well."""
    path = Path(settings.VAR_DIR) / "messages.log"
    path.unlink(missing_ok=True)
    yield path
    path.unlink(missing_ok=True)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("when", ["before", "after"])
def test_worker_killed_beside_the_sending_loses_nothing_and_sends_nothing_twice(
    when: str, console_of_the_run: Path
) -> None:
    """A real process, a real kill -9: before the message left, and between that and the noting of it."""
    message = write(PersonFactory(phone="+46700000001"))
    died = subprocess.run(
        [sys.executable, "-m", "tests.messaging.dying_channel", when],
        env=environment(),
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert died.returncode == -signal.SIGKILL, died.stderr
    message.refresh_from_db()
    assert message.state == Message.State.SENDING
    assert worker.run_once() == 0, "the lease still runs"
    Message.objects.update(lease_until=timezone.now() - datetime.timedelta(seconds=1))
    assert worker.run_once() == 1
    message.refresh_from_db()
    assert message.state == Message.State.SENT
    lines = [json.loads(line)["reference"] for line in console_of_the_run.read_text().splitlines()]
    assert lines == [str(message.pk)]
