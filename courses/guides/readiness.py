"""What a guide must have before readers may meet it, and where the admin asks for it."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.blocks import StreamValue

from core.languages import SOURCE
from core.privacy.admin_forms import GuardedPageForm
from courses.guides import easy
from courses.guides.variants import remember_base
from courses.services.demands import NOTHING, Lack

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


def what_is_missing(ways: StreamValue) -> dict[str, str | StrPromise]:
    """What to change before a guide with `ways` can be published, by field. Empty: it is ready.

    A way for those who do without e-services is for other people: it does not stand in for the way of the
    person who has nothing. Neither does one that says nothing.
    """
    meant = [way["value"] for way in ways.raw_data if _is_for_who_has_nothing(way["value"])]
    if any(_has_words(way.get("text") or "") for way in meant):
        return {}
    if meant:
        return {
            "ways": _(
                "The way for the person who has neither smartphone nor e-ID has a heading and no text. "
                "Write how to do it. You can save the guide as a draft meanwhile."
            )
        }
    return {
        "ways": _(
            "A guide cannot be published without a way for the person who has neither smartphone nor e-ID. "
            "Add one and tick both. You can save the guide as a draft meanwhile."
        )
    }


def _is_for_who_has_nothing(way: Any) -> bool:
    lacks = frozenset(way.get("lacks") or ())
    return lacks >= NOTHING and Lack.E_SERVICE.value not in lacks


def _has_words(text: str) -> bool:
    """Whether a rich text says anything: an editor's empty field is `<p></p>`."""
    return any(char.isalpha() for char in unescape(strip_tags(text)))


def what_is_too_hard(guide: Any) -> dict[str, str | StrPromise]:
    """What to make easier before a guide in easy Swedish can be published. Empty for every other guide."""
    if guide.locale.language_code != easy.EASY_SWEDISH:
        return {}
    message = easy.too_hard(easy.texts_of(guide))
    return {NON_FIELD_ERRORS: message} if message else {}


def as_readers_met_it(row: Any) -> Any:
    """The guide, course or run `row` as it is kept, once it was ever published; else nothing. One query."""
    was = type(row).objects.filter(pk=row.pk).first() if row.pk else None
    return was if was is not None and (was.live or was.first_published_at) else None


def key_that_stays(was: Any, row: Any) -> dict[str, str]:
    """What to say where the permanent key of `row` is another than readers have met in `was`, by field."""
    if was is None or was.key == row.key:
        return {}
    return {
        "key": _(
            "Readers have met this: its permanent key stays %(key)s. It stands in addresses and in "
            "what people have kept."
        )
        % {"key": was.key}
    }


def what_was_lost(was: Any, guide: Any) -> dict[str, str]:
    """What to say of steps' permanent keys that readers have met in `was` and that are others in `guide`, by field.

    People's progress, notes and meetings hold them, and so do addresses on paper. A step is known by its block.
    """
    now = {block.get("id"): block["value"]["key"] for block in guide.steps.raw_data}
    changed = [
        key
        for block in was.steps.raw_data
        if (key := block["value"]["key"]) != now.get(block.get("id") or "", key)
    ]
    if not changed:
        return {}
    return {
        "steps": _(
            "Readers have met these steps: their permanent keys stay as they were: %(keys)s. For another "
            "step, add a new one and delete the old one."
        )
        % {"keys": ", ".join(changed)}
    }


class ReadinessForm(GuardedPageForm):
    """The form of a guide. A draft may be half written; what is published or scheduled is ready."""

    is_compared = forms.BooleanField(
        required=False,
        label=gettext_lazy("Every step is right, compared with the Swedish guide as it is now"),
        help_text=gettext_lazy(
            "Tick it and publish: readers are no longer told that Swedish has changed. A step with a new text "
            "needs no tick."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Only an own variant, such as easy Swedish, can be behind its base language."""
        super().__init__(*args, **kwargs)
        if not self.instance.pk or self.instance.locale.language_code == SOURCE:
            self.fields.pop("is_compared", None)

    def save(self, commit: bool = True) -> Any:
        """Save; with the tick and when published, every step counts as written after today's Swedish."""
        guide = super().save(commit=commit)
        if self.cleaned_data.get("is_compared") and "action-publish" in self.data:
            remember_base(guide, is_compared=True)
        return guide

    def clean(self) -> dict[str, Any]:
        """Ask for what is missing, unless this is a draft being saved or looked at."""
        cleaned: dict[str, Any] = super().clean()
        ways = cleaned.get("ways")
        if not self.is_deferred_validation and ways is not None:
            for field, message in what_is_missing(ways).items():
                self.add_error(field, message)
        return cleaned

    def _post_clean(self) -> None:
        """Ask for easy Swedish when the page has its new values: what is published or scheduled is easy."""
        super()._post_clean()
        if not self.is_deferred_validation and not self.errors:
            for field, message in what_is_too_hard(self.instance).items():
                self.add_error(field, message)
