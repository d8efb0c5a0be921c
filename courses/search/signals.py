"""When the index is brought up to date: after something that can be found was published, changed or deleted.

Always after the change is in the database for good, from what stands there; so that a draft never gets in.
Should it fail, the change stands and the failure is logged; `manage.py rebuild_search` mends the index.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    published,
    unpublished,
)

from core.models import InfoPage, TranslationSignature
from courses.guides.models import Guide
from courses.practice.models import Practice
from courses.progress.models import Course
from courses.search import findables, index
from courses.terms.models import Term

_NAME = "courses.search"
_is_paused = ContextVar("courses.search.paused", default=False)
#: Model, kind, and the field that its key is.
_FOUND: list[tuple[type[Model], str, str]] = [
    (Guide, findables.GUIDE, "key"),
    (Course, findables.COURSE, "key"),
    (InfoPage, findables.INFO_PAGE, "slug"),
    (Practice, findables.PRACTICE, "key"),
    (Term, findables.TERM, "key"),
]


def connect() -> None:
    """Listen; to be called once, in `CoursesConfig.ready()`."""
    for model, _kind, _field in _FOUND:
        by_page = issubclass(model, Page)
        heard = [post_delete]
        if by_page:
            heard += [page_published, page_unpublished, page_slug_changed]
        elif model is Practice:
            heard += [published, unpublished]
        else:
            heard += [post_save]
        for signal in heard:
            signal.connect(changed, sender=model, dispatch_uid=f"{_NAME}.{model.__name__}")
    for signal in (post_save, post_delete):
        signal.connect(signed, sender=TranslationSignature, dispatch_uid=f"{_NAME}.signed")


def signed(sender: type[Model], instance: TranslationSignature, **kwargs: Any) -> None:
    """A guide that was not shown before it was signed is found from now on, and the other way round."""
    if instance.page is not None and issubclass(instance.page.specific_class or Page, Guide):
        changed(Guide, instance.page.specific)


@contextmanager
def paused() -> Iterator[None]:
    """Do not follow each change meanwhile: whoever changes much builds the index anew at the end."""
    before = _is_paused.set(True)
    try:
        yield
    finally:
        _is_paused.reset(before)


def changed(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """Bring `instance` up to date in the index once it is saved for good, under its former key as well."""
    if _is_paused.get():
        return
    for model, kind, field in _FOUND:
        if issubclass(sender, model):
            before = kwargs.get("instance_before")
            for key in {getattr(each, field) for each in (instance, before) if each is not None}:
                transaction.on_commit(partial(index.update, kind, key), robust=True)
