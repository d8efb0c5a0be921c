"""The live answer to "what do you not have?": the way to an address that stands for the answer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from core.addresses import page_address
from courses.guides.for_me import address_without
from courses.guides.models import Guide
from courses.services.demands import known_lacks


@require_safe
def for_me(request: HttpRequest, guide_key: str) -> HttpResponse:
    """`/for-mig/<guide key>/?lack=…`: to the guide without that, or to its steps where nothing is lacked.

    Anonymous, and keeps nothing: what was ticked stands in the address that it leads to.
    """
    language = get_language() or "sv"
    guides = Guide.objects.for_readers(language).filter(key=guide_key)
    address = page_address(get_object_or_404(guides.only("url_path")), language)
    lacks = known_lacks(request.GET.getlist("lack"))
    return redirect(address_without(address, lacks) if lacks else f"{address}#steps")


@require_safe
def for_me_all(request: HttpRequest) -> HttpResponse:
    """`/for-mig/?lack=…`: to the start page with the guides that can be done without that."""
    lacks = known_lacks(request.GET.getlist("lack"))
    return redirect(address_without(f"/{get_language() or 'sv'}/", lacks))
