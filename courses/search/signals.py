"""When the index is brought up to date: after something that can be found was published, changed or deleted.

Always after the change is in the database for good, from what stands there; so that a draft never gets in.
Should it fail, the change stands and the failure is logged; `manage.py rebuild_search` mends the index.
"""

from __future__ import annotations

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

from core.models import InfoPage
from courses.guides.models import Guide
from courses.practice.models import Practice
from courses.search import findables, index
from courses.terms.models import Term

_NAME = "courses.search"
#: Model, kind, and the field that its key is.
_FOUND: list[tuple[type[Model], str, str]] = [
    (Guide, findables.GUIDE, "key"),
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


def changed(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """Bring `instance` up to date in the index once it is saved for good, under its former key as well."""
    for model, kind, field in _FOUND:
        if issubclass(sender, model):
            before = kwargs.get("instance_before")
            for key in {getattr(each, field) for each in (instance, before) if each is not None}:
                transaction.on_commit(partial(index.update, kind, key), robust=True)
