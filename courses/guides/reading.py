"""How a guide is read: the whole of it under its own address, one step a page under `<address>/<number>/`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.models import PageViewRestriction
from wagtail.url_routing import RouteResult

from core.addresses import page_address
from core.languages import interface_languages
from courses.guides import additions
from courses.guides.contents import contents, sources_of, step_keys
from courses.guides.explained import with_explanations

if TYPE_CHECKING:
    from wagtail.models import Page as Base
else:
    Base = object


class ReadingMixin(Base):
    """The reader's side of `Guide`. Anonymous: it looks at no user and no session."""

    #: A guide is for everybody: the admin offers no way to hide it but to take it off the site.
    private_page_options: list[str] = []

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """None, and without the two queries that Wagtail would ask all its ancestors with."""
        return PageViewRestriction.objects.none()

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """`/<number>/` below the guide is its step of that number.

        Raises `Http404` for a step that is not there.
        """
        if len(path_components) == 1 and self.live:
            return RouteResult(self, kwargs={"number": self._step_number(path_components[0])})
        return super().route(request, path_components)

    def _step_number(self, written: str) -> int:
        for number in range(1, len(self.steps.raw_data) + 1):
            if written == str(number):
                return number
        raise Http404(f"{self.key} has no step {written!r}")

    def get_template(self, request: HttpRequest, *args: Any, number: int | None = None, **kwargs: Any) -> str:
        """The whole guide, or one step."""
        return "courses/guide.html" if number is None else "courses/guide_step.html"

    def get_context(
        self, request: HttpRequest, *args: Any, number: int | None = None, **kwargs: Any
    ) -> dict[str, Any]:
        """`guide`, `address`, `contents`, `same_page`, additions; `sources`, or `step`, `before`, `after`."""
        context = super().get_context(request, *args, **kwargs)
        code = get_language() or "sv"
        shown = with_explanations(contents(self, code, only_step=number), code, only_step=number)
        context |= {
            "guide": self,
            "address": page_address(self, code),
            "contents": shown,
            "same_page": self.translated_addresses(number),
            "added_to_steps": additions.on_step.shown(self, code),
        }
        if number is None:
            return context | {
                "sources": sources_of(self, timezone.localdate()),
                "added_before_steps": additions.before_steps.shown(self, code),
                "added_to_guide": additions.on_guide.shown(self, code),
            }
        steps = shown.steps
        return context | {
            "step": steps[number - 1],
            "before": steps[number - 2] if number > 1 else None,
            "after": steps[number] if number < len(steps) else None,
        }

    def translated_addresses(self, number: int | None = None) -> dict[str, str]:
        """This guide, or the same step of it by its key, in each other language it is published in.

        By language code. One query.
        """
        here = get_language() or "sv"
        codes = [language.code for language in interface_languages() if language.code != here]
        others = (
            type(self)
            .objects.live()
            .filter(translation_key=self.translation_key, locale__language_code__in=codes)
        )
        addresses: dict[str, str] = {}
        for other in others.select_related("locale"):
            code = other.locale.language_code
            addresses[code] = page_address(other, code)
            if number is not None:
                keys = step_keys(other.steps)
                key = step_keys(self.steps)[number - 1]
                if key in keys:
                    addresses[code] += f"{keys.index(key) + 1}/"
        return addresses
