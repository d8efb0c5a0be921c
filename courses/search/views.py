"""The search page. With no words, or none that we know, it shows all guides and the way to a person."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import translate_url
from django.views.decorators.http import require_safe
from wagtail.models import Locale

from core.languages import interface_languages
from courses.guides.models import Guide
from courses.search.find import find
from courses.search.forms import SearchForm
from courses.start.reading import UNLISTED_FIELDS, areas_of_life, listed


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """`/sok/?q=`. Anonymous: no user, no session. What was refused is not repeated in the page."""
    locale = Locale.get_active()
    language = locale.language_code
    form = SearchForm(request.GET)
    valid = form.is_valid()
    text = form.cleaned_data["q"] if valid else ""
    found = listed(find(text, locale), language)
    context: dict[str, Any] = {
        "text": text,
        "error": "" if valid else form.errors["q"][0],
        "found": found,
        "areas": [] if found else areas_of_life(all_guides(locale), language),
    }
    if not valid:
        # The way to the other languages must not carry what was refused either.
        context["same_page"] = {
            each.code: translate_url(request.path, each.code) for each in interface_languages()
        }
    return render(request, "courses/search.html", context)


def all_guides(locale: Locale) -> list[Guide]:
    """The published guides in the language of `locale`. One query."""
    return list(Guide.objects.live().filter(locale=locale).defer(*UNLISTED_FIELDS))
