"""The picture "Min bild", filled in for somebody who asked: by phone, at the counter, or from the form on paper."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from core.digits import ascii_digits
from mentors.cards.changes import history
from mentors.cards.choices import CanHow
from mentors.cards.forms import CalmForm, LanguagesForm
from mentors.cards.guides import guides_to_choose
from mentors.cards.models import CardChange, NeedsCard
from mentors.desk.forms import HowAskedForm, name_languages
from mentors.desk.permissions import DeskRequest, for_the_desk
from mentors.desk.record import write_down
from mentors.desk.views.frame import all_valid, crumb_of, page, person_or_404
from mentors.portrait import changing
from mentors.portrait.blank import CODES
from mentors.portrait.changing import Hand
from mentors.portrait.forms import (
    CanDoForm,
    DevicesForm,
    MeetingForm,
    MentorWishesForm,
    NewWishesForm,
    ObstaclesForm,
)
from mentors.portrait.showing import portrait_of

What = CardChange.What
#: The parts that are put in the place of what was there; wishes and what one can are added.
PARTS = {
    "languages": What.LANGUAGES,
    "devices": What.DEVICES,
    "obstacles": What.OBSTACLES,
    "meeting": What.MEETING,
    "mentor": What.MENTOR_WISHES,
}


class MeetingAtDeskForm(MeetingForm):
    """Where, when and how; and whether an interpreter is arranged, which the desk alone can know."""

    interpreter_arranged = forms.BooleanField(
        label=gettext_lazy("An interpreter is arranged"),
        help_text=gettext_lazy(
            "Between Swedish and their language. Then they are also shown people who speak Swedish and none of their "
            "languages, and those people are told that an interpreter comes along."
        ),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Nobody gets an interpreter without wanting one."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("interpreter_arranged") and not cleaned.get("needs_interpreter"):
            self.add_error(
                "interpreter_arranged", _("Say also that they want an interpreter, or take this away.")
            )
        return cleaned

    @staticmethod
    def initial_of(card: NeedsCard) -> dict[str, Any]:
        """What the form shows before anything is changed."""
        return {**MeetingForm.initial_of(card), "interpreter_arranged": card.interpreter_arranged}


class OrderForm(CalmForm):
    """The order of importance, as numbers of the list above it."""

    order = forms.CharField(
        label=gettext_lazy("The wishes above in the order of importance"),
        help_text=gettext_lazy("Their numbers, the most important first, such as 3 1 2. Empty: as it is."),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_order(self) -> list[int]:
        """Numbers in digits of any script."""
        words = ascii_digits(self.cleaned_data["order"]).replace(",", " ").split()
        if any(not word.isdecimal() or len(word) > 3 for word in words):
            raise ValidationError(_("Write numbers only, such as 3 1 2."))
        return [int(word) for word in words]


@for_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def picture(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Everything that stands on a learner's picture, under the codes of the form on paper."""
    learner = person_or_404(public_id)
    card: NeedsCard | None = getattr(learner, "needs_card", None)
    if card is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    all_forms = _forms(data, card)
    how_asked = HowAskedForm(data)
    if data is not None and all_valid(*all_forms.values(), how_asked):
        with transaction.atomic():
            _save(card, all_forms, Hand(by=request.user, entered_by=how_asked.entered_by))
            write_down(card, request.user, how_asked.entered_by)
        messages.success(request, _("The card is saved."))
        return redirect("desk:person", public_id=public_id)
    shown = portrait_of(card)
    context = {
        "forms": list(all_forms.values()),
        "how_asked": how_asked,
        "person": learner,
        "wants": [one.text for one in shown.wants],
        "can": [f"{one.text} ({one.how})" for one in shown.can],
        "history": history(card),
    }
    title = _("Their picture")
    return page(request, "mentors/desk/picture.html", title, context, icon="edit", behind=[crumb_of(learner)])


def _forms(data: Any, card: NeedsCard) -> dict[str, Form]:
    guides = guides_to_choose()
    languages = LanguagesForm(data, prefix="languages", initial={"languages": card.languages})
    name_languages(languages)
    found: dict[str, Form] = {
        "order": OrderForm(data, prefix="order"),
        "wishes": NewWishesForm(data, prefix="wishes", guides=guides, may_be_empty=True),
        "can": CanDoForm(data, prefix="can", guides=guides, may_be_empty=True),
        "languages": languages,
        "devices": DevicesForm(data, prefix="devices", initial=DevicesForm.initial_of(card)),
        "obstacles": ObstaclesForm(data, prefix="obstacles", initial=ObstaclesForm.initial_of(card)),
        "meeting": MeetingAtDeskForm(data, prefix="meeting", initial=MeetingAtDeskForm.initial_of(card)),
        "mentor": MentorWishesForm(data, prefix="mentor", initial=MentorWishesForm.initial_of(card)),
    }
    texts = {
        "A": _("Wants to be able to"),
        "B": _("Wants to be able to, in own words"),
        "C": _("Can already"),
        "D": _("Can, in own words"),
    }
    for code, (form, name) in CODES.items():
        if name in found[form].fields:
            field = found[form].fields[name]
            field.label = f"{code} · {texts.get(code, field.label)}"
    return found


def _save(card: NeedsCard, all_forms: dict[str, Form], hand: Hand) -> None:
    """The order first: its numbers are those of the list as it stood on the page."""
    changing.order_wishes(card, all_forms["order"].cleaned_data["order"], hand)
    wishes, can = all_forms["wishes"].cleaned_data, all_forms["can"].cleaned_data
    changing.add_wishes(card, wishes["guides"], wishes["own_words"], wishes["icon"], hand)
    changing.add_can_do(
        card, can["guides"], can["own_words"], can["icon"], can["how"] or CanHow.BY_MYSELF, hand
    )
    for name, part in PARTS.items():
        changing.change_part(card, part, all_forms[name].cleaned_data, hand)
