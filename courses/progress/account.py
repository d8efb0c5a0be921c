"""Progress with an account: found by signing in, and asked about once more after five weeks.

Where the person has given a way to be reached, a message says that a question waits on the site. It names
neither the guide nor what the question is about: phones are shared and lie on tables.
"""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.models import Municipality
from courses.progress import able, kept
from courses.progress.known import step_keys_of
from courses.progress.marks import Able, Marks, When, guide_code, together
from courses.progress.models import GuideMark, Progress
from messaging import outbox
from users.models import User

#: How long after the answer one is asked again, and how long the message about it is worth sending.
ASK_AFTER = datetime.timedelta(days=35)
USEFUL_FOR = datetime.timedelta(days=21)
#: Nobody is woken by a question: messages wait for this time of the day.
ASK_AT = datetime.time(10)
KIND = "able_later"


def own(person: User) -> Progress | None:
    """What is kept for `person`, or nothing."""
    found: Progress | None = Progress.objects.filter(owner=person).first()
    return found


def own_marks(person: User) -> Marks:
    """What is kept for `person`, as marks. Two queries."""
    progress = own(person)
    return kept.marks_of(progress) if progress else ()


@transaction.atomic
def bring(person: User, marks: Marks, today: datetime.date | None = None) -> None:
    """Put `marks` together with what is kept for `person`.

    A first answer after a guide is asked about later.
    """
    today = today or timezone.localdate()
    progress, _is_new = Progress.objects.get_or_create(owner=person, defaults={"used_on": today})
    had = kept.marks_of(progress)
    by_key = kept.marks_by_key(marks)
    order = {guide_code(key): list(steps) for key, steps in step_keys_of(by_key).items()}
    # The answer after five weeks is given here and nowhere else.
    news = tuple(mark.without_later() for _step_key, mark in by_key.values())
    kept.write_marks(progress, together(had, news, order))
    Progress.objects.filter(pk=progress.pk).update(used_on=today)
    for row in progress.marks.exclude(after="").filter(ask_on=None, later=""):
        row.ask_on = today + ASK_AFTER
        row.save(update_fields=["ask_on"])
        _write_message(progress, row)


def due(progress: Progress, today: datetime.date | None = None) -> list[GuideMark]:
    """The guides that it is time to ask about once more, the longest waiting first."""
    today = today or timezone.localdate()
    return list(progress.marks.filter(ask_on__lte=today, later="").order_by("ask_on", "pk"))


@transaction.atomic
def answer_later(
    person: User, guide_key: str, answer: Able, language: str, today: datetime.date | None = None
) -> bool:
    """Keep and count the answer after five weeks, once. Tells whether the question was waiting."""
    today = today or timezone.localdate()
    waiting = GuideMark.objects.filter(
        progress__owner=person, guide_key=guide_key, ask_on__lte=today, later=""
    )
    if not waiting.update(later=answer.value):
        return False
    progress = Progress.objects.get(owner=person)
    Progress.objects.filter(pk=progress.pk).update(used_on=today)
    outbox.cancel_about(_subject(progress, guide_key))
    able.count(guide_key, When.LATER, answer, language)
    return True


@transaction.atomic
def forget(person: User) -> None:
    """Delete what is kept for `person`, and every message about it that has not left."""
    progress = own(person)
    if progress is None:
        return
    for row in progress.marks.exclude(ask_on=None):
        outbox.cancel_about(_subject(progress, row.guide_key))
    progress.delete()


def _write_message(progress: Progress, row: GuideMark) -> None:
    person = progress.owner
    if person is None or row.ask_on is None:
        return
    send_after = timezone.make_aware(datetime.datetime.combine(row.ask_on, ASK_AT))
    with override(person.language):
        name = Municipality.objects.values_list("site_name", flat=True).first() or "Medlots"
        text = _("%(site)s: You have a question waiting on the site. Sign in with your card to see it.") % {
            "site": name
        }
    outbox.write(
        subject=_subject(progress, row.guide_key),
        version=1,
        kind=KIND,
        person=person,
        language=person.language,
        text=text,
        send_after=send_after,
        useful_until=send_after + USEFUL_FOR,
    )


def _subject(progress: Progress, guide_key: str) -> str:
    return f"able:{progress.pk}:{guide_key}"
