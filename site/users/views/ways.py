"""How I come back: the ways in that a learner or mentor has, and changing them."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from users import card_handover, cards, codes, contacts, limits, locking, passkeys, pins, signed_in
from users.even_time import in_even_time
from users.forms.cards import NewPinForm, PinForm
from users.forms.codes import SixDigitsForm
from users.leaving import forget_this_person
from users.models import ContactPoint, LoginCard, User
from users.sign_in import sign_in_with_card

#: In the session of somebody who was sent a code to show that a number is theirs.
CONFIRMS = "confirms_contact"
#: In the session of somebody who has just given the PIN, before a change to it: the PIN's hash.
GAVE_PIN = "gave_pin"


def people_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For learners and mentors who are signed in. Those who work here have pages of their own for this."""

    @wraps(view)
    @login_required
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.user.is_staff:  # type: ignore[union-attr]
            raise Http404("for learners and mentors")
        return view(request, *args, **kwargs)

    return answer


@never_cache
@people_only
@require_http_methods(["GET", "HEAD"])
def ways(request: HttpRequest) -> HttpResponse:
    """`/kom-tillbaka/`: what there is, and what can be added."""
    person = _person(request)
    points = list(person.contact_points.order_by("kind"))
    context = {
        "card": _card(person),
        "points": points,
        "passkeys": [one.wrap() for one in passkeys.of(person)],
        "may_add_passkey": passkeys.of(person).count() < passkeys.AT_MOST,
        "way": request.session.get(signed_in.SIGNED_IN, {}).get("way"),
    }
    return render(request, "users/ways.html", context)


@never_cache
@sensitive_post_parameters("pin")
@people_only
@require_http_methods(["GET", "HEAD", "POST"])
def own_pin(request: HttpRequest) -> HttpResponse:
    """`/kom-tillbaka/pin/`: choose a PIN, another one, or none. Who has one gives it first."""
    card = _card(_person(request))
    if card is None or card.blocked_at is not None:
        return redirect("users:ways")
    if ask := pin_first(request):
        return ask
    if request.method == "POST" and "remove" in request.POST:
        pins.remove_pin(card)
        messages.success(request, _("Your card works without a PIN now."))
        return redirect("users:ways")
    form = NewPinForm(request.POST if "pin" in request.POST and "old" not in request.POST else None)
    if form.is_bound and form.is_valid():
        pins.choose_pin(card, form.cleaned_data["pin"])
        request.session.pop(GAVE_PIN, None)
        messages.success(request, _("From now on your card asks for your PIN."))
        return redirect("users:ways")
    return render(request, "users/own_pin.html", {"form": form, "has_pin": bool(card.pin_hash)})


@never_cache
@sensitive_post_parameters("pin")
@people_only
@require_http_methods(["GET", "HEAD", "POST"])
def new_card(request: HttpRequest) -> HttpResponse:
    """`/kom-tillbaka/nytt-kort/`: a new card for oneself. The old one stops; other places are signed out."""
    person = _person(request)
    card = _card(person)
    if ask := pin_first(request):
        return ask
    if request.method != "POST" or "make" not in request.POST:
        return render(request, "users/new_card.html", {"has_card": card is not None})
    shared = signed_in.is_shared(request.session)
    made = cards.issue_card(person)
    logout(request)
    sign_in_with_card(request, person, is_shared=shared)
    card_handover.keep_to_show(request, made)
    return redirect("users:my_card")


@never_cache
@people_only
@require_http_methods(["GET", "HEAD", "POST"])
def lock(request: HttpRequest) -> HttpResponse:
    """`/kom-tillbaka/las/`: close every way in at once. The desk opens it again."""
    if request.method != "POST":
        return render(request, "users/lock.html")
    person, shared = _person(request), signed_in.is_shared(request.session)
    logout(request)
    locking.lock_account(person)
    response = redirect("users:lost_card")
    forget_this_person(response, is_shared=shared)
    return response


@never_cache
@people_only
@require_POST
def passkey_away(request: HttpRequest, pk: int) -> HttpResponse:
    """`/kom-tillbaka/nyckel/<pk>/bort/`: forget a passkey."""
    if not passkeys.remove(_person(request), pk):
        raise Http404("no such passkey")
    messages.success(request, _("The passkey no longer works here."))
    return redirect("users:ways")


@never_cache
@people_only
@require_POST
def contact(request: HttpRequest, kind: str) -> HttpResponse:
    """`/kom-tillbaka/kod/<kind>/`: send a code to one's own number, to come back with it; or stop that."""
    point = get_object_or_404(ContactPoint, user=_person(request), kind=kind)
    if "stop" in request.POST:
        contacts.stop_signing_in_with(point)
        messages.success(request, _("No codes are sent there any more."))
        return redirect("users:ways")
    if ask := pin_first(request):
        return ask
    key = contacts.found_by(point.kind, point.value)
    if not limits.is_within(request, limits.CODE_RATE, key=key) or not limits.one_more_code_may_be_sent(
        request
    ):
        messages.error(request, _("Many codes have been sent. Wait ten minutes, then try again."))
        return redirect("users:ways")
    request.session[CONFIRMS] = {"key": str(codes.ask_to_confirm(point)), "point": str(point.pk)}
    return redirect("users:confirm_contact")


@never_cache
@in_even_time
@people_only
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_contact(request: HttpRequest) -> HttpResponse:
    """`/kom-tillbaka/kod/`: the code that came to one's own number."""
    waits, person = request.session.get(CONFIRMS), _person(request)
    point = ContactPoint.objects.filter(user=person, pk=waits["point"]).first() if waits else None
    if waits is None or point is None:
        return redirect("users:ways")
    form = SixDigitsForm(request.POST if request.method == "POST" else None)
    context = {"form": form, "kind": point.kind, "confirms": True}
    if request.method != "POST" or not form.is_valid():
        return render(request, "users/code_enter.html", context)
    try:
        owner = codes.owner_of_code(uuid.UUID(waits["key"]), form.cleaned_data["code"])
    except codes.CodeIsOver:
        del request.session[CONFIRMS]
        messages.error(request, _("That code no longer works. Ask for a new one."))
        return redirect("users:ways")
    if owner != person:
        form.say_wrong()
        return render(request, "users/code_enter.html", context)
    del request.session[CONFIRMS]
    if contacts.somebody_else_signs_in_with(point):
        messages.error(request, _("Somebody else comes back with codes to this number. Choose another way."))
    else:
        ContactPoint.objects.filter(pk=point.pk, found_by=point.found_by).update(signs_in=True)
        if point.rests:
            when = date_format(timezone.localtime(point.rests_until), "j E H:i")
            messages.success(request, _("You can come back with a code from %(when)s.") % {"when": when})
        else:
            messages.success(request, _("Now you can come back with a code."))
    return redirect("users:ways")


def pin_first(request: HttpRequest) -> HttpResponse | None:
    """The page that asks for the PIN before a change to the ways in; None where that is done or there is none."""
    card = _card(_person(request))
    if card is None or not card.pin_hash or _gave_pin(request, card):
        return None
    form = getattr(request, "pin_form", None) or PinForm(card=card)
    return render(request, "users/old_pin.html", {"form": form})


def _gave_pin(request: HttpRequest, card: LoginCard) -> bool:
    if request.session.get(GAVE_PIN) == card.pin_hash:
        return True
    if request.method == "POST" and "old" in request.POST:
        form = PinForm(request.POST, card=card)
        if form.is_valid():
            request.session[GAVE_PIN] = card.pin_hash
            return True
        request.pin_form = form  # type: ignore[attr-defined]
    return False


def _person(request: HttpRequest) -> User:
    person = request.user
    assert isinstance(person, User)  # noqa: S101
    return person


def _card(person: User) -> LoginCard | None:
    return LoginCard.objects.filter(user=person).first()
