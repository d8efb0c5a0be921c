"""The desk's forms about equipment."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mentors.cards.forms import CalmForm
from mentors.loans.listing import shelf
from mentors.matching.models import Pairing
from users.models import User


class KindForm(CalmForm):
    """What somebody wants to borrow. Kinds of which none is free stand there and say so."""

    kind = forms.ChoiceField(
        label=_("What do they want to borrow?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose something."), "invalid_choice": _("Choose something.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (one.kind.value, f"{capfirst(one.kind.label)}: {one.free_in_words}") for one in shelf()
        ]


class SupporterForm(CalmForm):
    """Whom the borrower asks: their mentor, or whoever hands it over."""

    supporter = forms.ModelChoiceField(
        label=_("Whom can the borrower ask?"),
        queryset=User.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a person."), "invalid_choice": _("Choose a person.")},
    )

    def __init__(self, *args: Any, borrower: User, here: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["supporter"]
        mentors = Pairing.objects.filter(learner=borrower, state__in=Pairing.TOGETHER).values("mentor")
        field.queryset = User.objects.filter(  # type: ignore[attr-defined]
            Q(pk=here.pk) | Q(pk__in=mentors)
        ).order_by("is_staff", "pk")
        field.label_from_instance = lambda person: (  # type: ignore[attr-defined]
            gettext("I, who hand it over") if person.pk == here.pk else person.alias
        )
