"""Reserve, lend, hand back: one rule each, called by the borrower's pages and by the desk.

Nothing costs anything, and nothing is anybody's fault. Who acts is asked first, as for meetings.
"""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.utils import timezone

from insight import counts
from mentors.booking.collisions import once_more
from mentors.booking.errors import NotAllowed
from mentors.booking.permissions import acts_for, is_coordinator
from mentors.cards.channels import EntryChannel
from mentors.loans.errors import NoneFree, NotSoFar
from mentors.loans.models import WITHOUT_DATA, Device, Loan
from mentors.loans.notices import forget_unsent, remind, tell_passed
from users.models import User

logger = logging.getLogger(__name__)

#: How long a reserved thing waits to be fetched, and how long it is lent.
RESERVED_DAYS = 7
LOAN_DAYS = 90


def reserve(
    borrower: User,
    kind: str,
    by: User,
    entered_by: str = EntryChannel.WEB,
    *,
    today: datetime.date | None = None,
) -> Loan:
    """Keep one free device of `kind` for a week. Who has or waits for one already gets that loan back.

    Raises `NotAllowed` for others than the borrower and coordinators, `NoneFree` when there is none.
    """
    if not borrower.is_active or not acts_for(by, borrower):
        raise NotAllowed
    kept_until = _today(today) + datetime.timedelta(days=RESERVED_DAYS)

    def attempt() -> Loan:
        # Each device in the order of its label: whoever loses one to another in this moment takes the next.
        for device in Device.objects.filter(kind=kind).free():
            own = _open_loan(borrower, kind)
            if own is not None:
                return own
            try:
                with transaction.atomic():
                    loan = Loan.objects.create(
                        device=device,
                        kind=kind,
                        borrower=borrower,
                        kept_until=kept_until,
                        entered_by=entered_by,
                    )
                    counts.add("loan.reserved", kind=kind)
                    return loan
            except IntegrityError as error:
                _of_ours(error)
        own = _open_loan(borrower, kind)
        if own is not None:
            return own
        raise NoneFree

    return once_more(attempt)


def withdraw(loan: Loan, by: User, *, today: datetime.date | None = None) -> Loan:
    """The borrower does not want it after all. A second time changes nothing."""
    return _end(loan, by, Loan.State.RESERVED, Loan.State.WITHDRAWN, today)


def hand_over(loan: Loan, supporter: User, by: User, *, today: datetime.date | None = None) -> Loan:
    """The borrower has it now, for 90 days, and knows whom to ask. Only at the desk.

    Raises `NotSoFar` for a loan that is not reserved any more, and for a device that is broken or to be cleaned.
    """
    day = _today(today)

    def change(locked: Loan) -> None:
        if locked.state == Loan.State.OUT:
            return
        if locked.state != Loan.State.RESERVED:
            raise NotSoFar
        # Reserved it can be marked as broken, and mended again.
        device = Device.objects.select_for_update(no_key=True).get(pk=locked.device_id)
        if device.condition != Device.Condition.READY:
            raise NotSoFar
        locked.state, locked.supporter = Loan.State.OUT, supporter
        locked.lent_on, locked.due_on = day, day + datetime.timedelta(days=LOAN_DAYS)
        locked.save(update_fields=["state", "supporter", "lent_on", "due_on"])
        remind(locked)
        counts.add("loan.lent", kind=locked.kind)

    return _at_the_desk(loan, by, change)


def extend(loan: Loan, by: User, *, today: datetime.date | None = None) -> Loan:
    """Ninety days more, from today. Only at the desk; raises `NotSoFar` for what is not out."""
    day = _today(today)

    def change(locked: Loan) -> None:
        if locked.state != Loan.State.OUT:
            raise NotSoFar
        forget_unsent(locked)
        locked.due_on = day + datetime.timedelta(days=LOAN_DAYS)
        locked.version += 1
        locked.save(update_fields=["due_on", "version"])
        remind(locked)

    return _at_the_desk(loan, by, change)


def take_back(loan: Loan, by: User, *, is_broken: bool = False, today: datetime.date | None = None) -> Loan:
    """It is here again; nobody pays. What can hold data waits to be cleaned before the next has it."""

    def change(locked: Loan) -> None:
        if locked.state == Loan.State.RETURNED:
            return
        if locked.state not in {Loan.State.OUT, Loan.State.LOST}:
            raise NotSoFar
        was_out = locked.state == Loan.State.OUT
        _close(locked, Loan.State.RETURNED, _today(today))
        device = locked.device
        is_with_another = Loan.objects.open().filter(device=device).exists()
        if is_with_another or device.condition == Device.Condition.RETIRED:
            # Found before, and lent anew; or taken out of use while it was away: nobody borrows it again.
            pass
        elif is_broken or device.condition == Device.Condition.BROKEN:
            device.condition = Device.Condition.BROKEN
        else:
            device.condition = _after_use(device)
        device.save(update_fields=["condition"])
        if was_out:
            counts.add("loan.returned", kind=locked.kind)

    return _at_the_desk(loan, by, change)


def say_lost(loan: Loan, by: User, *, today: datetime.date | None = None) -> Loan:
    """The borrower, or the desk, says that it is gone. It is nobody's debt."""

    def change(locked: Loan) -> None:
        if locked.state == Loan.State.LOST:
            return
        if locked.state != Loan.State.OUT:
            raise NotSoFar
        _close(locked, Loan.State.LOST, _today(today))
        locked.device.condition = Device.Condition.LOST
        locked.device.save(update_fields=["condition"])
        counts.add("loan.lost", kind=locked.kind)

    return _changed(loan, by, change)


def say_broken(loan: Loan, by: User) -> Loan:
    """The borrower, or the desk, says that it does not work. The borrower keeps it until they hand it in."""

    def change(locked: Loan) -> None:
        if locked.state != Loan.State.OUT:
            raise NotSoFar
        locked.device.condition = Device.Condition.BROKEN
        locked.device.save(update_fields=["condition"])

    return _changed(loan, by, change)


def cleaned(device: Device, by: User, *, today: datetime.date | None = None) -> None:
    """Somebody has emptied it of all that was the last person's: it can be lent again."""
    if not is_coordinator(by):
        raise NotAllowed
    Device.objects.filter(pk=device.pk, condition=Device.Condition.TO_CLEAN).update(
        condition=Device.Condition.READY, cleaned_on=_today(today)
    )


def mended(device: Device, by: User) -> None:
    """What was broken works, or what was lost is found: it is cleaned next."""
    if not is_coordinator(by):
        raise NotAllowed
    bad = (Device.Condition.BROKEN, Device.Condition.LOST)
    Device.objects.filter(pk=device.pk, condition__in=bad).update(condition=_after_use(device))


def free_what_was_not_fetched(now: datetime.datetime | None = None) -> int:
    """Let others have what nobody came for, and tell whoever had reserved it; returns how many. For the worker.

    Each in a transaction of its own, so that one that fails (logged) does not keep the others.
    """
    now = now or timezone.now()
    today, passed = timezone.localdate(now), 0
    waiting = Loan.objects.filter(state=Loan.State.RESERVED, kept_until__lt=today).order_by("pk")
    for loan_id in list(waiting.values_list("pk", flat=True)):
        try:
            with transaction.atomic():
                passed += _pass(loan_id, today, now)
        except Exception:
            logger.exception("The loan %s could not be passed on.", loan_id)
    return passed


def _pass(loan_id: int, today: datetime.date, now: datetime.datetime) -> int:
    locked = Loan.objects.select_for_update(of=("self",), no_key=True).get(pk=loan_id)
    if locked.state != Loan.State.RESERVED or locked.kept_until >= today:
        return 0
    _close(locked, Loan.State.PASSED, today)
    tell_passed(locked, now=now)
    return 1


def _open_loan(borrower: User, kind: str) -> Loan | None:
    return Loan.objects.open().filter(borrower=borrower, kind=kind).first()


def _after_use(device: Device) -> Device.Condition:
    return Device.Condition.READY if device.kind in WITHOUT_DATA else Device.Condition.TO_CLEAN


def _close(loan: Loan, state: Loan.State, today: datetime.date) -> None:
    forget_unsent(loan)
    loan.state, loan.ended_on = state, today
    loan.save(update_fields=["state", "ended_on"])


def _end(loan: Loan, by: User, before: Loan.State, after: Loan.State, today: datetime.date | None) -> Loan:
    def change(locked: Loan) -> None:
        if locked.state == after:
            return
        if locked.state != before:
            raise NotSoFar
        _close(locked, after, _today(today))

    return _changed(loan, by, change)


def _at_the_desk(loan: Loan, by: User, change: Callable[[Loan], None]) -> Loan:
    if not is_coordinator(by):
        raise NotAllowed
    return _changed(loan, by, change)


def _changed(loan: Loan, by: User, change: Callable[[Loan], None]) -> Loan:
    """The loan as it is now, locked, and changed by whoever may: the borrower or a coordinator."""

    def attempt() -> Loan:
        with transaction.atomic():
            locked = Loan.objects.select_for_update(of=("self",), no_key=True).get(pk=loan.pk)
            if not (is_coordinator(by) or (locked.borrower_id == by.pk and by.is_active)):
                raise NotAllowed
            change(locked)
            return locked

    return once_more(attempt)


def _of_ours(error: IntegrityError) -> None:
    """Raise `error` again unless it is one of the two rules that a race can meet."""
    said = str(error)
    ours = ("one_open_loan_of", "mentors_loan.device_id", "mentors_loan.borrower_id")
    if not any(trace in said for trace in ours):
        raise error


def _today(given: datetime.date | None) -> datetime.date:
    return given or timezone.localdate()
