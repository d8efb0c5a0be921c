"""What every page's frame needs, as lazily as it can be had."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from core.languages import interface_languages, language
from core.models import Municipality


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """`municipality`, `this_language`, `all_languages` for `base.html`. One query, and only when asked."""
    return {
        "municipality": SimpleLazyObject(lambda: Municipality.load(request_or_site=request)),
        "this_language": language(get_language() or "sv"),
        "all_languages": interface_languages(),
    }
