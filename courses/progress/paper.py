"""Progress on paper: found by a code that only the paper has, and forgotten when nobody uses it.

What is kept is how far in which guide, the answers, and the day of the last use. No person, no address, no
moment. The daily job forgets (`courses/retention_kinds.py`).
"""

from __future__ import annotations

import secrets

from django.core import signing
from django.db import transaction
from django.utils import timezone

from courses.progress import codes, kept
from courses.progress.able import BadTicketError
from courses.progress.marks import Marks
from courses.progress.models import Progress

#: How long the button "Save on paper" works after its page was fetched, in seconds.
GOOD_FOR = 60 * 60

_SALT = "courses.progress.paper"


def new_ticket() -> str:
    """A signed ticket for one new paper, to be put into a form."""
    return signing.dumps(secrets.token_urlsafe(18), salt=_SALT)


def code_of_ticket(signed: str) -> str:
    """The code of the paper that the ticket is for: the same each time, so that a page can be loaded again.

    Raises `BadTicketError` for a ticket that is forged, damaged or old.
    """
    try:
        return codes.code_from(signing.loads(signed, salt=_SALT, max_age=GOOD_FOR))
    except (signing.BadSignature, AttributeError, TypeError) as problem:
        raise BadTicketError from problem


@transaction.atomic
def keep(code: str, marks: Marks) -> None:
    """Keep `marks` under `code`; again under the same code changes what is kept."""
    progress, _is_new = Progress.objects.get_or_create(
        code_hash=codes.hash_to_store(code), defaults={"used_on": timezone.localdate()}
    )
    kept.write_marks(progress, marks)


def find(code: str) -> Progress | None:
    """What is kept under `code`, or nothing. Changes nothing."""
    found: Progress | None = Progress.objects.filter(code_hash__in=codes.hashes_to_find(code)).first()
    return found


def note_use(progress: Progress, code: str) -> None:
    """The code was used today. Also renews what is kept of it, in case the installation's key was changed."""
    today = timezone.localdate()
    code_hash = codes.hash_to_store(code)
    if (progress.used_on, progress.code_hash) != (today, code_hash):
        Progress.objects.filter(pk=progress.pk).update(used_on=today, code_hash=code_hash)


def forget(code: str) -> bool:
    """Delete what is kept under `code`. Tells whether there was anything."""
    progress = find(code)
    if progress is None:
        return False
    progress.delete()
    return True
