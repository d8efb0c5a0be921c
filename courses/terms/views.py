"""The list of hard words."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from core.languages import base_code
from courses.terms.alphabet import by_letter
from courses.terms.glossary import glossary


@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    """`/ord/`: every hard word of the page's language from A to Ö. One query."""
    language = get_language() or "sv"
    letters = by_letter(glossary(language).words, base_code(language))
    return render(request, "courses/terms/list.html", {"letters": letters})
