"""Which translations a native reader has signed, and for which text a signature holds."""

from __future__ import annotations

import datetime
import hashlib
import json
from typing import Any

from django.db.models import Q
from wagtail.fields import StreamField
from wagtail.models import Page

from core.languages import language
from core.models import TranslationSignature
from core.rich_text import without_block_keys


def unsigned(code: str, page: Page | None = None) -> bool:
    """Whether readers must be told that nobody has signed what they read in the language `code`.

    That is the page's own text where `page` is one, and always the interface around it. One query for a translation,
    none for what is no translation.
    """
    if not language(code).is_translation:
        return False
    wanted = Q(page=None) | Q(page=page) if page is not None else Q(page=None)
    signed = set(TranslationSignature.objects.filter(wanted, language=code).values_list("page", flat=True))
    return not {None, *([page.pk] if page is not None else [])} <= signed


def sign(code: str, name: str, day: datetime.date, page: Page | None = None) -> TranslationSignature:
    """Keep that `name` has read `page`, or the interface, on `day`. A former signature is replaced."""
    values = {"name": name, "signed_on": day, "text_hash": text_hash(page) if page is not None else ""}
    signature, _is_new = TranslationSignature.objects.update_or_create(
        language=code, page=page, defaults=values
    )
    return signature


def withdraw(code: str, page: Page | None = None) -> None:
    """Take a signature back."""
    TranslationSignature.objects.filter(language=code, page=page).delete()


def text_hash(page: Page) -> str:
    """A hash of what an editor has written on `page` (SHA-256), however it is stored."""
    specific = page.specific
    own = [field for field in specific._meta.get_fields() if field.model is type(specific) and field.concrete]
    texts = {
        field.name: _plain(field, specific)
        for field in own
        if not field.is_relation and not field.primary_key
    }
    texts["title"] = specific.title
    return hashlib.sha256(without_block_keys(json.dumps(texts, sort_keys=True)).encode()).hexdigest()


def _plain(field: Any, page: Page) -> Any:
    value = field.value_to_string(page)
    return json.loads(value) if isinstance(field, StreamField) else value


def forget_what_changed(sender: Any, instance: Page, **kwargs: Any) -> None:
    """Take the signature away from a page that is published with another text than was signed."""
    for signature in TranslationSignature.objects.filter(page_id=instance.pk):
        if signature.text_hash != text_hash(instance):
            signature.delete()
