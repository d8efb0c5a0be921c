"""How a guide is read: the whole of it under its own address, one step a page under `<address>/<number>/`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db.models import F, FilteredRelation, Q
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from wagtail.url_routing import RouteResult

from core.addresses import page_address
from core.languages import SOURCE, are_read_alike, interface_languages, language, reading_order
from core.models import Municipality
from courses.guides import additions
from courses.guides.beside import BESIDE, can_be_beside, with_swedish
from courses.guides.contents import WITHOUT, contents, sources_of, step_keys
from courses.guides.explained import for_me_with_explanations, with_explanations
from courses.guides.for_me import address_without, for_me
from courses.guides.runs import for_readers_of, marked, marked_for_me
from courses.guides.variants import PARTS, changes, step_like
from courses.services.demands import Lacks, from_address
from courses.services.forms import LackForm
from courses.services.models import Demand

if TYPE_CHECKING:
    from wagtail.models import Page as Base

    from courses.guides.models import Guide
else:
    Base = object


#: What the page of a guide needs of the same guide in other languages.
OF_A_VERSION = ("key", "title", "steps", "url_path", "path", "depth", "locale__language_code")


class ReadingMixin(Base):
    """The reader's side of `Guide`. Anonymous: it looks at no user and no session."""

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """`/<number>/` below the guide is the step of that number; `/utan/<lacks>/` the guide without them.

        `/bredvid/` and `/<number>/bredvid/`: the same with the Swedish beside it.

        Raises `Http404` for a step that is not there, and for a combination that no form leads to.
        """
        # What `for_readers` has found is shown.
        if not hasattr(self, "written_in") and self.is_hidden_in(self.written_in_code()):
            raise Http404(f"{self.key} is not signed in {self.locale.language_code}")
        if self.live and len(path_components) == 2 and path_components[0] == WITHOUT:
            lacks = from_address(path_components[1])
            if lacks is None:
                raise Http404(f"nobody lacks {path_components[1]!r}")
            return RouteResult(self, kwargs={"lacks": lacks})
        if path_components[-1:] == [BESIDE] and len(path_components) <= 2 and self.live:
            self._check_beside()
            number = self._step_number(path_components[0]) if len(path_components) == 2 else None
            return RouteResult(self, kwargs={"number": number, "is_beside": True})
        if len(path_components) == 1 and self.live:
            return RouteResult(self, kwargs={"number": self._step_number(path_components[0])})
        return super().route(request, path_components)

    def _check_beside(self) -> None:
        if not can_be_beside(self.written_in_code(), get_language() or "sv"):
            raise Http404(f"{self.key} has no Swedish to stand beside it here")

    def _step_number(self, written: str) -> int:
        for number in range(1, len(self.steps.raw_data) + 1):
            if written == str(number):
                return number
        raise Http404(f"{self.key} has no step {written!r}")

    def get_template(
        self,
        request: HttpRequest,
        *args: Any,
        number: int | None = None,
        lacks: Lacks | None = None,
        **kwargs: Any,
    ) -> str:
        """The whole guide, one step, or the guide for somebody who lacks something."""
        if lacks:
            return "courses/guide_for_me.html"
        return "courses/guide.html" if number is None else "courses/guide_step.html"

    def get_context(
        self,
        request: HttpRequest,
        *args: Any,
        number: int | None = None,
        lacks: Lacks | None = None,
        is_beside: bool = False,
        **kwargs: Any,
    ) -> dict[str, Any]:
        """`guide`, `address`, `same_page`, `sources`, additions; the rest by which of the pages it is."""
        context = super().get_context(request, *args, **kwargs)
        code = get_language() or "sv"
        region = Municipality.load(request_or_site=request).region
        # What a language lacks it has from the nearest one that has it, and says so.
        own = self.written_in_code()
        is_borrowed = own != code
        lags = (
            None if is_borrowed else changes(self, self.versions.get(SOURCE), code, with_parts=number is None)
        )
        shown = contents(self, code, only_step=number, region=region, changes=lags)
        context |= {
            "guide": self,
            "title": for_readers_of(self.title, own, code),
            "summary": for_readers_of(self.summary, own, code),
            "base_address": page_address(self, own) if is_borrowed else "",
            "borrowed": language(own) if is_borrowed and not are_read_alike(own, code) else None,
            "changed_parts": lags.by_part if lags else {},
            "not_rendered": lags.not_rendered if lags else (),
            "address": page_address(self, code),
            "same_page": self.translated_addresses(number, lacks),
            "sources": sources_of(self, timezone.localdate(), shown),
            "added_to_steps": additions.on_step.shown(self, code),
            "added_under_titles": additions.under_step_title.shown(self, code),
        }
        with_words = own if context["borrowed"] else code
        if lacks:
            demands = Demand.objects.filter(service=self.service_id).values_list("kind", flat=True)
            return context | {
                "for_me": marked_for_me(
                    for_me_with_explanations(for_me(shown, demands, lacks), with_words), own, code
                ),
                "lack_form": LackForm(initial={"lack": sorted(lacks)}),
                "added_beside_before": additions.beside_before.shown(self, code),
            }
        explained = marked(with_explanations(shown, with_words, only_step=number), own, code)
        if is_beside:
            explained = replace(
                explained, steps=with_swedish(self, self.versions.get(SOURCE), explained.steps)
            )
        context |= {
            "is_beside": is_beside,
            "beside": f"{BESIDE}/" if can_be_beside(own, code) else "",
            # Whoever reads side by side goes on side by side.
            "turned": f"{BESIDE}/" if is_beside else "",
            "added_at_end": additions.at_end.shown(self, code),
        }
        if number is None:
            return context | {
                "contents": explained,
                "lack_form": LackForm(),
                "added_beside_before": additions.beside_before.shown(self, code),
                "added_under_lead": additions.under_lead.shown(self, code),
                "added_before_steps": additions.before_steps.shown(self, code),
                "added_to_guide": additions.on_guide.shown(self, code),
            }
        steps = explained.steps
        return context | {
            "contents": explained,
            "step": steps[number - 1],
            "before": steps[number - 2] if number > 1 else None,
            "after": steps[number] if number < len(steps) else None,
        }

    def written_in_code(self) -> str:
        """The code of the language that it is in; no query for one that `for_readers` has found."""
        return getattr(self, "written_in", None) or self.locale.language_code

    def more_addresses(self, language: str) -> dict[str, str]:
        """Each step's own page by the step's key, for the sitemap; this guide is in `language`.

        The pages for those who lack something are left out: there are hundreds, and each says of itself that
        the whole guide is what to find.
        """
        address = page_address(self, language)
        return {key: f"{address}{number}/" for number, key in enumerate(step_keys(self.steps), start=1)}

    @property
    def versions(self) -> dict[str, Guide]:
        """This guide as it is published in each language of the interface, by language code."""
        return self._versions_and_hashes[0]

    @property
    def base_hashes(self) -> dict[str, str]:
        """By key of step or part, the hash of the Swedish that it was written after; see `RenderedStep`."""
        return self._versions_and_hashes[1]

    @cached_property
    def _versions_and_hashes(self) -> tuple[dict[str, Guide], dict[str, str]]:
        """Both in one query: this guide comes once for each of its steps."""
        codes = [language.code for language in interface_languages()]
        # A translation is compared with the parts of the Swedish, too.
        parts = () if self.locale.language_code == SOURCE else PARTS
        found = (
            type(self)
            .objects.shown()
            .filter(translation_key=self.translation_key, locale__language_code__in=codes)
            .annotate(own=FilteredRelation("rendered_steps", condition=Q(rendered_steps__guide=self.pk)))
            .annotate(step_key=F("own__step_key"), base_hash=F("own__base_hash"))
            .select_related("locale")
            .only(*OF_A_VERSION, *parts)
        )
        versions: dict[str, Guide] = {}
        hashes: dict[str, str] = {}
        for guide in found:
            versions.setdefault(guide.locale.language_code, guide)
            if guide.step_key is not None:
                hashes[guide.step_key] = guide.base_hash
        return versions, hashes

    def translated_addresses(self, number: int | None = None, lacks: Lacks | None = None) -> dict[str, str]:
        """This guide, the same step of it by its key, or the same way without, in each other language.

        By language code; a language that lacks the guide has the nearest.
        """
        here = get_language() or "sv"
        codes = [language.code for language in interface_languages()]
        guides = {
            code: self.versions[nearest]
            for code in codes
            for nearest in [next((each for each in reading_order(code) if each in self.versions), None)]
            if nearest
        }
        addresses: dict[str, str] = {}
        for code in (code for code in codes if code in guides and code != here):
            addresses[code] = address_without(page_address(guides[code], code), lacks or frozenset())
            if number is not None:
                own, others = (
                    [block["value"] for block in guide.steps.raw_data] for guide in (self, guides[code])
                )
                same = step_like(own[number - 1], others)
                if same is not None:
                    addresses[code] += f"{same}/"
        return addresses
