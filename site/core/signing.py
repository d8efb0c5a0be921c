"""Which translations a native reader has signed, and for which text a signature holds."""

from __future__ import annotations

import datetime
import gettext as catalogues
import hashlib
import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.utils.translation import to_locale
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from core.languages import are_read_alike, base_code, language
from core.models import TranslationSignature

P = TypeVar("P", bound=Page)
_TEXTS = (models.CharField, models.TextField)


def unsigned(code: str, page: Page | None = None) -> bool:
    """Whether readers must be told that nobody has signed what they read in the language `code`.

    That is the own text of `page`, where it is in what they read, and always the interface around it. Nothing is asked
    about a page that `with_signatures` has found, nor where nothing is translated; else one query.
    """
    if not language(code).is_translation:
        return False
    # A reader of Dari is told of the Persian page as of one of their own.
    is_own = page is not None and are_read_alike(page.locale.language_code, code)
    if getattr(page, "signatures_for", None) == code:
        is_signed, signed_interface = page.is_signed, page.signed_interface  # type: ignore[union-attr]
    else:
        wanted = Q(page=None, language=code)
        if is_own:
            wanted |= Q(page=page)
        signed: dict[int | None, str] = dict(
            TranslationSignature.objects.filter(wanted).values_list("page", "text_hash")
        )
        is_signed, signed_interface = page is not None and page.pk in signed, signed.get(None)
    return (is_own and not is_signed) or signed_interface != interface_hash(code)


def with_signatures(pages: QuerySet[P], code: str) -> QuerySet[P]:
    """`pages` with what `unsigned` asks about each of them, for readers of `code`. Nothing where none is translated."""
    if not language(code).is_translation:
        return pages
    of_interface = TranslationSignature.objects.filter(page=None, language=code).values("text_hash")
    return pages.annotate(
        signatures_for=Value(code),
        is_signed=Exists(TranslationSignature.objects.filter(page=OuterRef("pk"))),
        signed_interface=Subquery(of_interface),
    )


def sign(code: str, name: str, day: datetime.date, page: Page | None = None) -> TranslationSignature:
    """Keep that `name` has read `page`, or the interface, on `day`. A former signature is replaced."""
    read = interface_hash(code) if page is None else text_hash(page)
    values = {"name": name, "signed_on": day, "text_hash": read}
    signature, _is_new = TranslationSignature.objects.update_or_create(
        language=code, page=page, defaults=values
    )
    return signature


def withdraw(code: str, page: Page | None = None) -> None:
    """Take a signature back."""
    TranslationSignature.objects.filter(language=code, page=page).delete()


def text_hash(page: Page) -> str:
    """A hash of the words that a translator has written on `page` (SHA-256), in the order in which they are read.

    Of nothing else: minutes, pictures, facts, addresses and the ids of blocks are no words.
    """
    return _hash(list(_words(page.specific)))


def _words(page: Page) -> Iterator[str]:
    if getattr(page, "translatable_fields", None):
        for field in page._meta.get_fields():
            if isinstance(field, StreamField):
                # Gives an id to each block that was never saved: what walks over the words needs one.
                field.value_from_object(page).get_prep_value()
        for segment in extract_segments(page):
            if isinstance(segment, StringSegmentValue):
                yield segment.string.data
        return
    # What is translated as a whole: all its texts.
    yield page.title
    for field in type(page)._meta.get_fields():
        is_own = field.concrete and field.model is type(page) and isinstance(field, _TEXTS)
        if is_own and not field.choices:
            yield field.value_from_object(page) or ""


def interface_hash(code: str) -> str:
    """A hash of all that the interface says in the language `code` (SHA-256): its catalogue, and its base's below it.

    A new text, or one in other words, makes another. Read once for each catalogue, anew when its file is.
    """
    locales = dict.fromkeys((to_locale(base_code(code)), to_locale(code)))
    files = [Path(settings.LOCALE_PATHS[0]) / locale / "LC_MESSAGES" / "django.mo" for locale in locales]
    return _catalogues_hash(tuple((file, file.stat().st_mtime_ns) for file in files if file.exists()))


@lru_cache(maxsize=32)
def _catalogues_hash(files: tuple[tuple[Path, int], ...]) -> str:
    said: dict[Any, str] = {}
    for path, _changed in files:
        with path.open("rb") as file:
            said |= catalogues.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    # Without the head, which tells who compiled it and when.
    return _hash(sorted([repr(text), translated] for text, translated in said.items() if text))


def _hash(words: Any) -> str:
    return hashlib.sha256(json.dumps(words).encode()).hexdigest()


def forget_what_changed(sender: Any, instance: Page, **kwargs: Any) -> None:
    """Take the signature away from a page that is published with other words than were signed."""
    for signature in TranslationSignature.objects.filter(page_id=instance.pk):
        if signature.text_hash != text_hash(instance):
            signature.delete()
