"""Practice pages. Anonymous: no user, no session, no cookie, and nothing is written anywhere."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language, override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from core.languages import base_code, interface_languages
from courses.practice.forms import FillForm
from courses.practice.listing import by_area, guides_of
from courses.practice.models import Practice
from courses.practice.replay import State, replay
from courses.practice.run import Choose, Fill, Spot, run_of

#: Where the reason stands on a screen that was answered.
REASON = "#reason"


@require_safe
def practice_list(request: HttpRequest) -> HttpResponse:
    """`/ova/`: every run by area of life."""
    context = {"areas": by_area(_language()), "same_page": _in_other_languages("courses:practice_list")}
    return render(request, "courses/practice/list.html", context)


@require_safe
def practice(request: HttpRequest, key: str) -> HttpResponse:
    """`/ova/<key>/`: what one practises, and that nothing in it is real."""
    found = _published(key)
    context = {
        "practice": found,
        "run": found.run,
        "guides": guides_of(found, _language()),
        "same_page": _same_page(key, "courses:practice"),
    }
    return render(request, "courses/practice/start.html", context)


@csrf_exempt  # It acts on nobody's behalf and changes nothing, and a CSRF token would need a cookie.
@sensitive_post_parameters()  # What is typed stays out of error reports, whatever goes wrong.
@require_http_methods(["GET", "HEAD", "POST"])
def practice_screen(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """`/ova/<key>/<number>/?v=…`: one screen, or the reason for what was answered on it."""
    found = _published(key)
    here = found.run.screen(number)
    if here is None:
        raise Http404("no such screen")
    state = replay(request.GET.get("v", ""), found.run)
    if isinstance(here, Spot) and "m" in request.GET:
        state = state.after(number, here.sorted_marks("".join(request.GET.getlist("m"))))
    form = None
    if request.method == "POST":
        if not isinstance(here, Fill):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        form = FillForm(here, request.POST)
        if form.is_valid():
            state = state.after(number, Fill.FILLED)
            done = HttpResponseRedirect(_address(found, number, state) + REASON)
            done.status_code = 303
            return done
    elif isinstance(here, Fill):
        form = FillForm(here)
    response = render(request, "courses/practice/screen.html", _screen_context(found, number, state, form))
    if request.method == "POST":
        # In nobody else's cache. Not `no-store`: the back button would then meet "form expired", not this page.
        patch_cache_control(response, private=True, no_cache=True)
    return response


@require_safe
def practice_end(request: HttpRequest, key: str) -> HttpResponse:
    """`/ova/<key>/klart/?v=…`: what one can do now, and where to go on."""
    found = _published(key)
    state = replay(request.GET.get("v", ""), found.run)
    context = {
        "practice": found,
        "run": found.run,
        "can_now": list(found.can_now.raw_data),
        "tried": state.wrong_ways_tried(),
        "back": _address(found, len(found.run.screens), state),
        "guides": guides_of(found, _language()),
        "same_page": _same_page(key, "courses:practice_end", query=state.query()),
    }
    return render(request, "courses/practice/end.html", context)


@require_safe
def practice_paper(request: HttpRequest, key: str) -> HttpResponse:
    """`/ova/<key>/papper/`: the whole run on one page, to print and do with a pen."""
    found = _published(key)
    context = {"practice": found, "run": found.run, "same_page": _same_page(key, "courses:practice_paper")}
    return render(request, "courses/practice/paper.html", context)


def _screen_context(found: Practice, number: int, state: State, form: FillForm | None) -> dict[str, Any]:
    here, count = found.run.screens[number - 1], len(found.run.screens)
    marks = state.on(number) if form is None or not form.is_bound else None
    context: dict[str, Any] = {
        "practice": found,
        "run": found.run,
        "screen": here,
        "form": form,
        "is_answered": marks is not None,
        "is_right": marks is not None and here.is_right(marks),
        "written": state.written(),
        "kind_template": f"courses/practice/kinds/{here.kind}.html",
        "form_action": _address(found, number, state),
        "after": (
            reverse("courses:practice_end", args=[found.key]) + state.query()
            if number == count
            else _address(found, number + 1, state)
        ),
        "before": _address(found, number - 1, state) if number > 1 else "",
        "same_page": _same_page(found.key, "courses:practice_screen", number, state.query()),
    }
    if isinstance(here, Choose):
        context["answers"] = [
            # The answer's own place in the address: what it says when this answer is the next one.
            {"answer": answer, "value": state.after(number, answer.letter).written()}
            for answer in here.answers
        ]
        context["chosen"] = here.answer(marks) if marks else None
        context["tried"] = {old.marks for old in state.answered if old.number == number}
        context["action"] = reverse("courses:practice_screen", args=[found.key, number]) + REASON
    elif isinstance(here, Spot):
        context["marked"] = marks or ""
        context["has_all"] = marks == here.warnings()
        context["action"] = reverse("courses:practice_screen", args=[found.key, number]) + REASON
    return context


def _published(key: str) -> Practice:
    found = Practice.objects.for_readers(_language()).filter(key=key).first()
    if found is None:
        raise Http404("no such practice run")
    return found


def _address(found: Practice, number: int, state: State) -> str:
    return reverse("courses:practice_screen", args=[found.key, number]) + state.query()


def _same_page(key: str, name: str, number: int | None = None, query: str = "") -> dict[str, str]:
    """The same page in each other language that the run is published in; one query.

    Where a run has fewer screens in that language, its beginning. Repeats nothing that came in an address.
    """
    addresses = {}
    others = _other_languages()
    published = Practice.objects.filter(
        live=True, key=key, locale__language_code__in={*others, *map(base_code, others)}
    )
    by_language = dict(published.values_list("locale__language_code", "screens"))
    for code in others:
        screens = by_language.get(code, by_language.get(base_code(code)))
        if screens is None:
            continue
        with override(code):
            if number is None:
                addresses[code] = reverse(name, args=[key]) + query
            elif run_of(screens).screen(number):
                addresses[code] = reverse(name, args=[key, number]) + query
            else:
                addresses[code] = reverse("courses:practice", args=[key])
    return addresses


def _in_other_languages(name: str) -> dict[str, str]:
    addresses = {}
    for code in _other_languages():
        with override(code):
            addresses[code] = reverse(name)
    return addresses


def _other_languages() -> list[str]:
    here = _language()
    return [language.code for language in interface_languages() if language.code != here]


def _language() -> str:
    return get_language() or "sv"
