"""Wagtail's own indexes while much is loaded: the search of the admin, and which page refers to what."""

from __future__ import annotations

from collections.abc import Container, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.db.models import Model
from django.db.models.signals import post_save
from modelsearch.backends import get_search_backends
from modelsearch.index import get_indexed_models
from modelsearch.signal_handlers import post_save_signal_handler as index_for_search
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail.signal_handlers import update_reference_index_on_save as index_references


@contextmanager
def indexed_once() -> Iterator[None]:
    """Bring each object into the indexes once, when everything has been saved, and not at each of its saves.

    A guide is saved three times until it is published, and to index it takes longer than to save it. What was
    saved before an error is indexed too. Only for a process that does nothing else meanwhile.
    """
    searched = [model for model in get_indexed_models() if getattr(model, "search_auto_update", True)]
    saved: dict[type[Model], set[Any]] = {}

    def remember(sender: type[Model], instance: Model, **kwargs: Any) -> None:
        saved.setdefault(sender, set()).add(instance.pk)

    with ExitStack() as stack:
        # Runs last, when the receivers are back.
        stack.callback(_index, saved, searched)
        for model in searched:
            if post_save.disconnect(index_for_search, sender=model):
                stack.callback(post_save.connect, index_for_search, sender=model)
        post_save.connect(remember)
        stack.callback(post_save.disconnect, remember)
        with disable_reference_index_auto_update():
            yield


def _index(saved: dict[type[Model], set[Any]], searched: Container[type[Model]]) -> None:
    for model, keys in saved.items():
        if model in searched:
            found = list(model.get_indexed_objects().filter(pk__in=keys))  # type: ignore[attr-defined]
            for backend in get_search_backends(with_auto_update=True):
                backend.add_bulk(model, found)
        if model in ReferenceIndex.tracked_models:
            for instance in model._base_manager.filter(pk__in=keys):
                index_references(instance)
