"""What we tell a borrower: one reminder a week before the day, and when what was kept for them has gone back.

It names no topic and no thing.
"""

from __future__ import annotations

import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.models import Municipality
from mentors.loans.models import Loan
from messaging import outbox

REMIND_DAYS = 7
KIND = "loan_reminder"
KIND_PASSED = "loan_passed"
#: How long it is worth knowing that something is not kept any more.
_PASSED_NEWS = datetime.timedelta(days=3)


def subject_of(loan: Loan) -> str:
    """What the outbox calls this loan."""
    return f"loan:{loan.pk}"


def remind(loan: Loan) -> None:
    """Write the reminder for a loan that is out. Nothing where nobody can be reached."""
    if loan.borrower is None or loan.due_on is None:
        return
    zone = timezone.get_default_timezone()
    due = datetime.datetime.combine(loan.due_on, datetime.time(12), tzinfo=zone)
    language = loan.borrower.language
    with override(language):
        day = date_format(loan.due_on, "j E")
        text = _(
            "%(name)s: What you have borrowed is to be handed back by %(day)s. "
            "Do you need it longer? Call us. It costs nothing."
        ) % {"name": _site_name(), "day": day}
    outbox.write(
        subject=subject_of(loan),
        version=loan.version,
        kind=KIND,
        person=loan.borrower,
        language=language,
        text=text,
        useful_until=due + datetime.timedelta(days=1),
        send_after=due - datetime.timedelta(days=REMIND_DAYS),
    )


def tell_passed(loan: Loan, *, now: datetime.datetime) -> None:
    """Tell somebody that what they did not fetch is not kept any more, and that they can have it all the same."""
    if loan.borrower is None:
        return
    language = loan.borrower.language
    with override(language):
        text = _(
            "%(name)s: What was kept for you is for others now. "
            "Do you still want it? Reserve it again on the site, or call us. It costs nothing."
        ) % {"name": _site_name()}
    outbox.write(
        subject=subject_of(loan),
        version=loan.version,
        kind=KIND_PASSED,
        person=loan.borrower,
        language=language,
        text=text,
        useful_until=now + _PASSED_NEWS,
        send_after=now,
    )


def _site_name() -> str:
    return Municipality.objects.values_list("site_name", flat=True).first() or "Medlots"


def forget_unsent(loan: Loan) -> None:
    """Stop a reminder that has not left."""
    outbox.cancel_about(subject_of(loan))
