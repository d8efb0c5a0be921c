"""What every page of the desk has in common: heading, the way back, and how a request that failed is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from mentors.booking.errors import BookingProblem
from users.models import User

Crumb = tuple[str, str]


def page(
    request: HttpRequest,
    template: str,
    title: str,
    context: dict[str, Any],
    *,
    icon: str = "group",
    behind: list[Crumb] | None = None,
    status: int = 200,
) -> HttpResponse:
    """A page of the desk. `behind`: (address, name) of the pages between the desk and this one."""
    trail = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}]
    if template != "mentors/desk/today.html":
        trail.append({"url": reverse("desk:today"), "label": _("Desk")})
    trail += [{"url": url, "label": label} for url, label in behind or []]
    trail.append({"url": "", "label": title})
    frame: dict[str, Any] = {
        "page_title": title,
        "header_title": title,
        "header_icon": icon,
        "breadcrumbs_items": trail,
        "wrong": list(_with_errors(context.values())),
    }
    return render(request, template, {**frame, **context}, status=status)


def _with_errors(values: Iterable[Any]) -> Iterator[BaseForm]:
    """The forms of a page in which something has to be mended, wherever in its context they are."""
    for value in values:
        if isinstance(value, BaseForm):
            if value.is_bound and value.errors:
                yield value
        elif isinstance(value, list | tuple):
            yield from _with_errors(value)


def all_valid(*forms: BaseForm) -> bool:
    """Whether every one is valid. All are asked, so that everything to mend is told at once."""
    return not [form for form in forms if not form.is_valid()]


def person_or_404(public_id: UUID) -> User:
    """A learner or mentor. Staff are not on the desk."""
    people = User.objects.filter(is_staff=False).select_related("needs_card", "mentor_card", "login_card")
    return get_object_or_404(people, public_id=public_id)


def address_of(person: User) -> str:
    """The page of `person` on the desk."""
    return reverse("desk:person", args=[person.public_id])


def crumb_of(person: User) -> Crumb:
    """The page of `person` as a step of the way back."""
    return address_of(person), person.alias


def tell_problem(request: HttpRequest, problem: BookingProblem) -> None:
    """Say what stood in the way, in the words of the rule that refused."""
    messages.error(request, str(problem.message))


def back(request: HttpRequest, otherwise: str) -> HttpResponse:
    """To the page of the desk that the button stood on, or `otherwise`."""
    wanted = request.POST.get("next", "")
    if wanted.startswith(reverse("desk:today")) and url_has_allowed_host_and_scheme(
        wanted, allowed_hosts=None
    ):
        return redirect(wanted)
    return redirect(otherwise)
