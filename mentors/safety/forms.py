"""What I show one person, and whom I do not want to meet."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentors.cards.forms import CalmForm
from mentors.cards.talking import language_name
from mentors.places.models import Place
from mentors.safety.models import PrivateWish, Sharing
from users.models import User


class SharingForm(CalmForm):
    """One box for each thing that there is to show. None is ticked before the person ticks it."""

    whats = forms.MultipleChoiceField(
        label=_("What do you want to show?"),
        help_text=_("You can change this at any time. What you take back is gone at once."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("One of the things is no longer here. Choose again.")},
    )

    def __init__(self, data: Any = None, *, offered: dict[Sharing.What, list[str]], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["whats"].choices = [(what.value, what.label) for what in offered]  # type: ignore[attr-defined]


class PrivateWishForm(CalmForm):
    """Whom a learner does not want to be suggested. Nobody else reads it, and nobody is asked why."""

    languages = forms.MultipleChoiceField(
        label=_("Not somebody who speaks"),
        help_text=_("You then talk in another language that you both speak."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("One of your choices is no longer here. Choose again.")},
    )
    parts_of_town = forms.MultipleChoiceField(
        label=_("Not somebody who is often in"),
        help_text=_("Then no meeting there is suggested either."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("One of your choices is no longer here. Choose again.")},
    )

    #: Whether what was chosen before is shown.
    shows_earlier = True

    def __init__(self, data: Any = None, *, learner: User, **kwargs: Any) -> None:
        wish = PrivateWish.objects.filter(learner=learner).first() if self.shows_earlier else None
        languages, parts = (wish.languages, wish.parts_of_town) if wish else ([], [])
        kwargs.setdefault("initial", {"languages": languages, "parts_of_town": parts})
        super().__init__(data, **kwargs)
        spoken = dict.fromkeys([*learner.needs_card.languages, *languages])
        # Swedish is everybody's here: who speaks it says nothing about where they belong.
        self.fields["languages"].choices = [  # type: ignore[attr-defined]
            (code, language_name(code)) for code in spoken if code != "sv"
        ]
        known = Place.objects.filter(is_open=True).exclude(part_of_town="")
        names = dict.fromkeys(
            [*known.order_by("part_of_town").values_list("part_of_town", flat=True).distinct(), *parts]
        )
        self.fields["parts_of_town"].choices = [(name, name) for name in names]  # type: ignore[attr-defined]
        for name in ("languages", "parts_of_town"):
            if not self.fields[name].choices:  # type: ignore[attr-defined]
                del self.fields[name]

    def save(self, learner: User) -> None:
        """Keep the wish; a wish for nothing is no row."""
        languages = self.cleaned_data.get("languages", [])
        parts = self.cleaned_data.get("parts_of_town", [])
        if languages or parts:
            PrivateWish.objects.update_or_create(
                learner=learner, defaults={"languages": languages, "parts_of_town": parts}
            )
        else:
            PrivateWish.objects.filter(learner=learner).delete()


class PrivateWishOnRequestForm(PrivateWishForm):
    """The same, entered by the desk. It adds, and does not show what is there: that is the learner's alone.

    Adding is what is safe: whoever calls about one more thing does not lose what keeps them safe already.
    """

    shows_earlier = False

    start_over = forms.BooleanField(
        label=_("Forget what they chose before"),
        help_text=_("Only if they ask for it. Then just what is ticked here holds."),
        required=False,
    )

    def save(self, learner: User) -> None:
        """Keep what was chosen besides what is there, or instead of it."""
        wish = PrivateWish.objects.filter(learner=learner).first()
        if wish and not self.cleaned_data["start_over"]:
            for name, before in (("languages", wish.languages), ("parts_of_town", wish.parts_of_town)):
                self.cleaned_data[name] = list(dict.fromkeys([*before, *self.cleaned_data.get(name, [])]))
        super().save(learner)
