"""One's own phone number and e-mail address: given, changed or taken away by oneself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from mentors.cards.forms import CalmForm, phone_number
from mentors.cards.models import AnswerWay, NeedsCard
from mentors.cards.owners import signed_in
from users import contacts
from users.models import User
from users.views.ways import people_only, pin_first


class OwnContactForm(CalmForm):
    """Two fields that may both be empty. The meetings go on: what is told stands on one's own page as well."""

    phone = forms.CharField(
        label=gettext_lazy("Phone number"),
        help_text=gettext_lazy("Leave it empty if you do not want calls and text messages."),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off", "dir": "ltr"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("Leave it empty if you do not want e-mail."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "dir": "ltr"}),
        error_messages={
            "invalid": gettext_lazy("This does not look like an e-mail address. It has an @ and a dot.")
        },
    )

    def clean_phone(self) -> str:
        """The number as E.164, or nothing."""
        return phone_number(self.cleaned_data["phone"])

    def clean_email(self) -> str:
        """In small letters, as it is kept."""
        return str(self.cleaned_data["email"]).lower()


@never_cache
@sensitive_post_parameters("phone", "email", "pin")
@people_only
@require_http_methods(["GET", "HEAD", "POST"])
def my_contact(request: HttpRequest) -> HttpResponse:
    """How I am reached, or that I look here myself. Whoever has a PIN gives it first."""
    person = signed_in(request)
    if ask := pin_first(request):
        return ask
    now = {point.kind: point.value for point in person.contact_points.all()}
    if request.method == "POST" and "phone" in request.POST:
        form = OwnContactForm(request.POST)
        if form.is_valid():
            keep_own_contact(person, form.cleaned_data)
            messages.success(request, _("That is saved."))
            return redirect("users:ways")
    else:
        form = OwnContactForm(initial=now)
    return render(request, "mentors/my_contact.html", {"form": form})


@transaction.atomic
def keep_own_contact(person: User, wanted: dict[str, Any]) -> None:
    """Keep what the form holds; whoever is not reached that way any more gets the answer in another."""
    contacts.keep(person, {"phone": wanted["phone"], "email": wanted["email"]})
    card = NeedsCard.objects.filter(learner=person).first()
    needs = (
        {AnswerWay.PHONE: "phone", AnswerWay.EMAIL: "email"}.get(AnswerWay(card.answer_way)) if card else ""
    )
    if card and needs and not wanted[needs]:
        other = AnswerWay.EMAIL if wanted["email"] else AnswerWay.PHONE if wanted["phone"] else AnswerWay.HERE
        card.answer_way = other
        card.save(update_fields=["answer_way"])
