"""Progress on paper: a new code, a code that brings it back, and forgetting it. No session, no cookie."""

from __future__ import annotations

from typing import Any

from allauth.core.internal import ratelimit
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from courses.progress import codes, kept, paper
from courses.progress.able import BadTicketError
from courses.progress.forms import CodeForm
from courses.progress.known import step_keys_of
from courses.progress.marks import Marks, guide_code, read, together, write
from courses.progress.models import Progress
from courses.progress.shown import shown
from courses.progress.views.carrying import (
    is_from_elsewhere,
    language_here,
    progress_address,
    same_page,
    see_other,
    show,
)
from users.qr import qr_svg

#: `code` and `keep` per internet address; generous, since a whole library can share one. `unknown` is for
#: everybody together: at that pace, and with 10,000 papers about, guessing one takes some ten million years.
CAPS = {"code": "30/m/ip,300/h/ip", "keep": "60/h/ip", "unknown": "2000/h/key"}
_APP = "courses.progress"
_EVERYBODY = "everybody"


# Anybody may keep what anybody can see in an address; the signed ticket makes it one paper, pressed however
# often.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def save_on_paper(request: HttpRequest) -> HttpResponse:
    """`/framsteg/papper/`: a new paper.

    POST keeps the marks under a new code and shows it, this once, to print or write down.
    """
    marks = read(request.POST.get("g", ""))
    try:
        if not marks or is_from_elsewhere(request):
            raise BadTicketError
        code = paper.code_of_ticket(request.POST.get("ticket", ""))
    except BadTicketError:
        # Opened by its address, or long after: the page with the button is fetched anew, with everything on
        # it.
        return HttpResponseRedirect(progress_address(marks))
    if not ratelimit.consume(request, app=_APP, action="keep", config=CAPS):
        return show(request, "too_many", {"back": progress_address(marks)}, status=429)
    paper.keep(code, marks)
    address = request.build_absolute_uri(reverse("courses:progress_code"))
    context = {
        "groups": codes.grouped(code),
        "qr": qr_svg(f"{address}#{code}", pixels=200),
        "address": address.split("://", 1)[-1].rstrip("/"),
        "today": timezone.localdate(),
        "lines": shown(marks, language_here()).lines,
        "back": progress_address(marks, paper="1"),
        "same_page": same_page("courses:progress", query=f"?g={write(marks)}"),
    }
    return show(request, "card", context, secret=True)


# The code itself is what one needs to see or change what it leads to; a CSRF token would need a cookie.
@csrf_exempt
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def by_code(request: HttpRequest) -> HttpResponse:
    """`/framsteg/kod/`: the code of a paper is typed.

    POST brings back what it leads to; marks that came along (`g`) are kept under it too.
    """
    if request.method != "POST":
        return _code_page(request, CodeForm(initial={"g": write(read(request.GET.get("g", "")))}))
    form = CodeForm(request.POST)
    problem = _look_up(request, form)
    if problem is not None:
        return _code_page(
            request, form if problem == 200 else _waiting(form), too_many=problem != 200, status=problem
        )
    here = read(form.cleaned_data["g"])
    marks = _bring_together(form, here)
    return see_other(progress_address(marks, paper="1" if here else ""))


@csrf_exempt  # As above.
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def forget_code(request: HttpRequest) -> HttpResponse:
    """`/framsteg/glom/`: a code is to be forgotten.

    POST deletes what it leads to. Afterwards the same address says that it is done.
    """
    if request.method != "POST":
        return _forget_page(request, CodeForm(), is_done="klart" in request.GET)
    form = CodeForm(request.POST)
    problem = _look_up(request, form)
    if problem is not None:
        return _forget_page(
            request, form if problem == 200 else _waiting(form), too_many=problem != 200, status=problem
        )
    paper.forget(form.cleaned_data["code"])
    return see_other(reverse("courses:progress_forget_code") + "?klart=1")


def _look_up(request: HttpRequest, form: CodeForm) -> int | None:
    """Find what the form's code leads to. Nothing where that went well, else the status of the answer.

    Codes that are not typed right cost nothing: they say nothing about any paper. A code that is right and
    leads to nothing is a guess, and counts for everybody together.
    """
    if not form.is_valid():
        return 200
    may_try = ratelimit.consume(request, app=_APP, action="code", config=CAPS) and ratelimit.consume(
        request, app=_APP, action="unknown", key=_EVERYBODY, config=CAPS, dry_run=True
    )
    if not may_try:
        return 429
    if form.look_up() is None:
        ratelimit.consume(request, app=_APP, action="unknown", key=_EVERYBODY, config=CAPS)
        return 200
    return None


@transaction.atomic
def _bring_together(form: CodeForm, here: Marks) -> Marks:
    """What is kept under the code together with what came along; the use is noted, and both are kept."""
    progress: Progress | None = form.progress
    if progress is None:
        raise ValueError("the form's code was not looked up")
    code = form.cleaned_data["code"]
    had = kept.marks_of(progress)
    paper.note_use(progress, code)
    if not here:
        return had
    guide_keys = [row.guide_key for row in progress.marks.all()]
    order = {guide_code(key): list(steps) for key, steps in step_keys_of(guide_keys).items()}
    marks = together(had, here, order)
    paper.keep(code, marks)
    return marks


def _waiting(form: CodeForm) -> CodeForm:
    """The form as it was filled in, not judged: it is to be sent again later."""
    return CodeForm(initial={name: form.data.get(name, "") for name in ("code", "g")})


def _code_page(
    request: HttpRequest, form: CodeForm, *, status: int = 200, too_many: bool = False
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "too_many": too_many,
        "marks": form["g"].value() or "",
        "same_page": same_page("courses:progress_code"),
    }
    return show(request, "code", context, status=status, secret=request.method == "POST")


def _forget_page(
    request: HttpRequest, form: CodeForm, *, status: int = 200, too_many: bool = False, is_done: bool = False
) -> HttpResponse:
    context = {
        "form": form,
        "too_many": too_many,
        "is_done": is_done,
        "same_page": same_page("courses:progress_forget_code"),
    }
    return show(request, "forget", context, status=status, secret=request.method == "POST")
