"""Progress of somebody who is signed in. No cache keeps these pages."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from courses.progress import account, kept
from courses.progress.known import guides_by_key
from courses.progress.marks import Able, read, write
from courses.progress.shown import shown
from courses.progress.views.carrying import language_here, same_page, see_other, show
from users.models import User


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def own_progress(request: HttpRequest) -> HttpResponse:
    """`/framsteg/konto/`: what is kept with the account. POST puts the marks of `g` to it."""
    person = cast(User, request.user)
    if request.method == "POST":
        account.bring(person, read(request.POST.get("g", "")))
        return see_other(reverse("courses:own_progress"))
    progress = account.own(person)
    marks = kept.marks_of(progress) if progress else ()
    waiting = account.due(progress) if progress else []
    guides = guides_by_key([row.guide_key for row in waiting], language_here()) if waiting else {}
    brought = read(request.GET.get("g", ""))
    context = {
        "shown": shown(marks, language_here()),
        "marks": write(marks),
        "brought": write(brought),
        "brought_shown": shown(brought, language_here()).lines if brought else (),
        "questions": [guides[row.guide_key] for row in waiting if row.guide_key in guides],
        "choices": Able.choices,
        "can_be_reached": person.contact_points.exists(),
        "same_page": same_page("courses:own_progress"),
    }
    return show(request, "account", context, secret=True)


@login_required
@require_POST
def answer_later(request: HttpRequest, guide_key: str) -> HttpResponse:
    """`/framsteg/konto/svar/<guide>/`: the answer after five weeks."""
    said = request.POST.get("able", "")
    if said not in Able.values:
        raise Http404("no such answer")
    account.answer_later(cast(User, request.user), guide_key, Able(said), language_here())
    return see_other(reverse("courses:own_progress"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def forget_own(request: HttpRequest) -> HttpResponse:
    """`/framsteg/konto/glom/`: opening it asks, the button forgets."""
    if request.method == "POST":
        account.forget(cast(User, request.user))
        return see_other(reverse("courses:own_progress"))
    return show(request, "forget_own", {"same_page": same_page("courses:forget_own")}, secret=True)
