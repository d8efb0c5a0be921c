"""The outbox: told once, to everybody who can be reached, stopped when it is no longer true."""

from __future__ import annotations

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from messaging import outbox
from messaging.models import Message
from tests.factories import PersonFactory
from users.models import User

pytestmark = pytest.mark.django_db


def write(person: User, **more: object) -> list[Message]:
    fields: dict[str, object] = {
        "subject": "meeting:1",
        "version": 1,
        "kind": "reminder",
        "person": person,
        "language": "sv",
        "text": "Hej",
        "useful_until": timezone.now() + datetime.timedelta(hours=1),
    }
    return outbox.write(**{**fields, **more})  # type: ignore[arg-type]


def test_one_message_for_each_way_to_be_reached() -> None:
    person = PersonFactory(phone="+46700000001", mail="a@example.org")
    written = write(person)
    assert [(message.channel, message.address) for message in written] == [
        ("email", "a@example.org"),
        ("text", "+46700000001"),
    ]
    assert {message.state for message in written} == {Message.State.QUEUED}


def test_nothing_for_somebody_without_a_way() -> None:
    assert write(PersonFactory()) == []
    assert not Message.objects.exists()


def test_same_news_twice_is_one_message_and_the_first_text_stays() -> None:
    person = PersonFactory(phone="+46700000001")
    (first,) = write(person, text="first")
    (second,) = write(person, text="second")
    assert first.pk == second.pk
    assert Message.objects.get().text == "first"


@pytest.mark.parametrize("change", [{"subject": "meeting:2"}, {"version": 2}, {"kind": "cancelled"}])
def test_other_news_is_another_message(change: dict[str, object]) -> None:
    person = PersonFactory(phone="+46700000001")
    write(person)
    write(person, **change)
    assert Message.objects.count() == 2


def test_database_refuses_the_same_news_twice() -> None:
    person = PersonFactory(phone="+46700000001")
    (message,) = write(person)
    message.address = message.address  # opened here: in another row it would not open
    message.id = Message._meta.get_field("id").get_default()
    with pytest.raises(IntegrityError), transaction.atomic():
        message.save(force_insert=True)


def test_written_and_forgotten_with_the_transaction() -> None:
    person = PersonFactory(phone="+46700000001")

    def fail_after_writing() -> None:
        with transaction.atomic():
            write(person)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_after_writing()
    assert not Message.objects.exists()


def test_cancel_about_stops_what_has_not_left() -> None:
    person = PersonFactory(phone="+46700000001")
    (queued,), (sent,), (sending,), (other,) = (
        write(person),
        write(person, kind="booked"),
        write(person, kind="request"),
        write(person, subject="meeting:2"),
    )
    Message.objects.filter(pk=sent.pk).update(state=Message.State.SENT)
    Message.objects.filter(pk=sending.pk).update(state=Message.State.SENDING)
    assert outbox.cancel_about("meeting:1") == 1
    states = {message.pk: message.state for message in Message.objects.all()}
    assert states == {
        queued.pk: Message.State.CANCELLED,
        sent.pk: Message.State.SENT,
        sending.pk: Message.State.SENDING,
        other.pk: Message.State.QUEUED,
    }
    # The one in a worker's hand is not tried again.
    sending.refresh_from_db()
    assert sending.useful_until <= timezone.now()
