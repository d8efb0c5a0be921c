"""Sends what is due, and does what has to be done as time passes. Any number of workers can run at once.

A worker takes a message by a lease in a short transaction, talks to the provider outside of any, and notes
the outcome. If it dies between, the lease runs out; nobody then knows whether the message left, so the
provider is asked by our reference before anything is sent a second time.
"""

from __future__ import annotations

import datetime
import logging
import os
import random
import signal
import socket
import threading
import time
from collections.abc import Callable

from django.db import DatabaseError, close_old_connections, transaction
from django.db.models import Q
from django.utils import timezone

from messaging.channels import CHANNEL_OF_CONTACT, Answer, ChannelProblem, channel_for
from messaging.links import with_link
from messaging.models import Message
from messaging.quotes import filled

logger = logging.getLogger(__name__)

#: Longer than any provider may take to answer (10 s).
LEASE = datetime.timedelta(seconds=60)
FIRST_WAIT = datetime.timedelta(seconds=30)
LONGEST_WAIT = datetime.timedelta(minutes=30)
MOST_ATTEMPTS = 10
#: How often `run_forever` looks for due messages, and how often it does the periodic work.
PAUSE_SECONDS = 2.0
PERIOD_SECONDS = 30.0

_KIND_OF_CHANNEL = {channel: kind for kind, channel in CHANNEL_OF_CONTACT.items()}
_periodic: list[Callable[[], object]] = []
_often: list[Callable[[], object]] = []


def register_periodic(work: Callable[[], object]) -> None:
    """Have `work` called with no arguments every half minute.

    It must bear being called by two workers at once.
    """
    if work not in _periodic:
        _periodic.append(work)


def register_often(work: Callable[[], object]) -> None:
    """Have `work` called every other second: only for what is over at once where there is nothing to do."""
    if work not in _often:
        _often.append(work)


def run_once() -> int:
    """Do the periodic work, look after leases that ran out, and send all that is due.

    Returns how many were sent.
    """
    do_periodic_work()
    return send_due()


def run_forever(stop: threading.Event | None = None) -> None:
    """Work until `stop` is set or the process is asked to end (SIGTERM, SIGINT).

    A message in hand is finished.

    A database that is locked or away is logged and tried again.
    """
    stop = stop or threading.Event()
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
    next_period = 0.0
    while not stop.is_set():
        try:
            if time.monotonic() >= next_period:
                next_period = time.monotonic() + PERIOD_SECONDS
                do_periodic_work()
            _do(_often)
            send_due(stop)
        except DatabaseError:
            logger.exception("The database did not answer; trying again.")
        finally:
            close_old_connections()
        stop.wait(PAUSE_SECONDS)


def do_periodic_work() -> None:
    """Call everything registered. One piece of work that fails is logged and does not stop the others."""
    _do(_periodic)


def _do(several: list[Callable[[], object]]) -> None:
    for work in several:
        try:
            work()
        except Exception:
            logger.exception("Periodic work %s failed.", getattr(work, "__name__", work))


def send_due(stop: threading.Event | None = None) -> int:
    """Settle leases that ran out, drop what came too late, send the rest.

    Returns how many messages were sent.
    """
    name = f"{socket.gethostname()[:24]}:{os.getpid()}"
    too_late = Message.objects.filter(state=Message.State.QUEUED, useful_until__lte=timezone.now())
    if too_late.exists():
        too_late.filter(is_sensitive=True).update(state=Message.State.EXPIRED, text="")
        too_late.update(state=Message.State.EXPIRED)
    sent = 0
    while not (stop and stop.is_set()) and (lost := _take(name, _whose_lease_ran_out())):
        sent += _settle(lost)
    while not (stop and stop.is_set()) and (message := _take(name, _due())):
        sent += _send(message)
    return sent


def _due() -> Q:
    now = timezone.now()
    return Q(state=Message.State.QUEUED, send_after__lte=now, useful_until__gt=now)


def _whose_lease_ran_out() -> Q:
    return Q(state=Message.State.SENDING, lease_until__lte=timezone.now())


def _take(worker: str, condition: Q) -> Message | None:
    """Lease the next message that meets `condition` to `worker`.

    Looks first: an idle worker writes nothing.
    """
    if not Message.objects.filter(condition).exists():
        return None
    with transaction.atomic():
        message = (
            Message.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(condition)
            .order_by("send_after", "pk")
            .first()
        )
        if message is None:
            return None
        if message.state == Message.State.QUEUED:
            message.attempts += 1
        message.state = Message.State.SENDING
        message.worker = worker
        message.lease_until = timezone.now() + LEASE
        message.save(update_fields=["state", "worker", "lease_until", "attempts"])
    return message


def _send(message: Message) -> int:
    """Hand a leased message to its channel. Returns 1 when it left."""
    address = _address_now(message)
    if address is None:
        _note(message, Message.State.CANCELLED, problem="The person no longer wants to be reached this way.")
        return 0
    text = filled(with_link(message), message.language)
    try:
        provider_reference = channel_for(message.channel).send(
            reference=str(message.pk), address=address, text=text
        )
    except ChannelProblem as problem:
        _note_refusal(message, problem)
        return 0
    except Exception:
        # Nobody knows whether it left. The lease stays, and the provider is asked when it has run out.
        logger.exception("Message %s: no answer from the channel %s.", message.pk, message.channel)
        return 0
    _note(
        message,
        Message.State.SENT,
        provider_reference=provider_reference[:80],
        sent_at=timezone.now(),
        # Kept without its link: that is for whoever got it.
        text=filled(message.text, message.language),
    )
    return 1


def _settle(message: Message) -> int:
    """Find out about a message whose worker went silent. Returns 1 when it turns out to have left."""
    try:
        answer = channel_for(message.channel).find(str(message.pk))
    except Exception:
        logger.exception(
            "Message %s: the channel %s cannot say whether it left.", message.pk, message.channel
        )
        answer = Answer.UNKNOWN
    if answer is Answer.SENT:
        _note(
            message,
            Message.State.SENT,
            provider_reference=str(message.pk),
            sent_at=timezone.now(),
            text=filled(message.text, message.language),
        )
        return 1
    if answer is Answer.UNKNOWN:
        _note(message, Message.State.UNCERTAIN, problem="The provider cannot say whether it was sent.")
    elif message.useful_until <= timezone.now():
        _note(message, Message.State.EXPIRED)
    elif message.attempts >= MOST_ATTEMPTS:
        _note(message, Message.State.FAILED, problem="Tried too many times without an answer.")
    else:
        _note(message, Message.State.QUEUED)
    return 0


def _note_refusal(message: Message, problem: ChannelProblem) -> None:
    now = timezone.now()
    wait = min(FIRST_WAIT * 2 ** (message.attempts - 1), LONGEST_WAIT) * random.uniform(0.8, 1.2)  # noqa: S311
    if not problem.is_temporary or message.attempts >= MOST_ATTEMPTS:
        _note(message, Message.State.FAILED, problem=str(problem)[:200])
    elif now + wait >= message.useful_until:
        _note(message, Message.State.EXPIRED, problem=str(problem)[:200])
    else:
        _note(message, Message.State.QUEUED, problem=str(problem)[:200], send_after=now + wait)


def _note(message: Message, state: Message.State, **fields: object) -> None:
    """Write the outcome down, unless the lease has gone to another worker in the meantime.

    With it goes a text that nobody is to read here.
    """
    if message.is_sensitive and state not in (Message.State.QUEUED, Message.State.SENDING):
        fields["text"] = ""
    noted = Message.objects.filter(
        pk=message.pk, state=Message.State.SENDING, worker=message.worker, lease_until=message.lease_until
    ).update(state=state, lease_until=None, **fields)
    if not noted:
        logger.warning(
            "Message %s was taken over by another worker before %s could be noted.", message.pk, state
        )


def _address_now(message: Message) -> str | None:
    """Where the person wants to be reached at this moment; None where they no longer do."""
    contact = message.person.contact_points.filter(kind=_KIND_OF_CHANNEL.get(message.channel, "")).first()
    return contact.value if contact and message.person.is_active else None
