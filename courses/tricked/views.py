"""The page for a person who thinks that they were tricked."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from core.addresses import page_address
from courses.guides.models import Guide
from courses.guides.runs import for_readers_of
from courses.services.shown import facts_named

#: The numbers, from the register: a number that is changed there changes here and on the card.
POLICE, DANGER, TEXTS = "polisen.report", "polisen.emergency", "sms-spam.report"
#: The guide that says how to stop the next one, by its permanent key.
FRAUD_GUIDE = "fraud"


@require_safe
def tricked(request: HttpRequest) -> HttpResponse:
    """`/lurad/`: what to do now. No sign-in, no cookie, two queries and the page's frame."""
    language = get_language() or "sv"
    facts = facts_named([POLICE, DANGER, TEXTS], language)
    guide = Guide.objects.for_readers(language).filter(key=FRAUD_GUIDE).first()
    context = {
        "police": facts.get(POLICE),
        "danger": facts.get(DANGER),
        "texts": facts.get(TEXTS),
        "guide": guide
        and {
            "title": for_readers_of(guide.title, guide.written_in_code(), language),
            "address": page_address(guide, language),
        },
    }
    return render(request, "courses/tricked/tricked.html", context)
