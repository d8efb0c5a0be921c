"""Coming back with a code of six digits by text message or e-mail."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from users import codes, contacts, limits
from users.even_time import in_even_time
from users.forms.codes import SixDigitsForm, WhereToForm
from users.forms.computer import is_shared
from users.sign_in import CodeBackend, begin_session, may_come_as_a_person
from users.views.next_page import safe_address

#: In the session of the browser that asked for a code: no other can use it.
WAITS_FOR_CODE = "waits_for_code"


@never_cache
@in_even_time
@sensitive_post_parameters("where")
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """`/in/kod/`: where to send a code. The answer is the same whether anybody has that number."""
    if request.method != "POST":
        form = WhereToForm(initial={"next": request.GET.get("next", "")})
        return render(request, "users/code_where.html", {"form": form})
    form = WhereToForm(request.POST)
    if not form.is_valid():
        return render(request, "users/code_where.html", {"form": form})
    key = contacts.found_by(form.kind, form.value)
    if not limits.is_within(request, limits.CODE_RATE, key=key) or not limits.one_more_code_may_be_sent(
        request
    ):
        return render(request, "users/code_where.html", {"form": form, "too_many": True}, status=429)
    request.session[WAITS_FOR_CODE] = {
        "key": str(codes.ask_for_code(form.kind, form.value)),
        "kind": str(form.kind),
        "shared": is_shared(form.cleaned_data["computer"]),
        "next": safe_address(request, form.cleaned_data["next"]),
    }
    return redirect("users:code")


@never_cache
@in_even_time
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """`/in/kod/skriv/`: the code that came, in the browser that asked for it."""
    waits = request.session.get(WAITS_FOR_CODE)
    if waits is None:
        return redirect("users:code_where")
    context = {"kind": waits["kind"]}
    if request.method != "POST":
        return render(request, "users/code_enter.html", {**context, "form": SixDigitsForm()})
    form = SixDigitsForm(request.POST)
    if not limits.is_within(request, limits.CODE_TRY_RATE):
        return render(
            request, "users/code_enter.html", {**context, "form": form, "too_many": True}, status=429
        )
    if not form.is_valid():
        return render(request, "users/code_enter.html", {**context, "form": form})
    try:
        person = codes.owner_of_code(uuid.UUID(waits["key"]), form.cleaned_data["code"])
    except codes.CodeIsOver:
        del request.session[WAITS_FOR_CODE]
        return render(request, "users/code_over.html")
    if person is None or not may_come_as_a_person(person):
        form.say_wrong()
        return render(request, "users/code_enter.html", {**context, "form": form})
    del request.session[WAITS_FOR_CODE]
    begin_session(request, person, CodeBackend, is_shared=waits["shared"])
    return redirect(waits["next"] or "users:after_sign_in")
