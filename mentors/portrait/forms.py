"""The parts of "Min bild", each a short form of its own, on the web and at the desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from core.templatetags.wording import run
from mentors.cards.choices import (
    OBSTACLE_EXAMPLES,
    CanHow,
    Company,
    Device,
    Icon,
    MeetingWay,
    MentorWish,
    Network,
    ObstacleKind,
)
from mentors.cards.forms import OWN_WORDS_AT_MOST, CalmForm, GuardedForm, WhereAndWhenForm
from mentors.cards.guarded import GuardedField
from mentors.cards.guides import GuideChoice
from mentors.cards.models import NeedsCard
from mentors.places.models import Place

GONE = _("One of your choices is no longer here. Choose again.")


def _capital(label: Any) -> str:
    text = str(label)
    return text[:1].upper() + text[1:]


def _choices(kind: Any) -> list[tuple[str, str]]:
    return [(value, _capital(label)) for value, label in kind.choices]


def _checkboxes(kind: Any, **kwargs: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        choices=lambda: _choices(kind),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": GONE},
        **kwargs,
    )


def _radio(kind: Any, nothing: Any, **kwargs: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        choices=lambda: [*_choices(kind), ("", nothing)],
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": GONE},
        **kwargs,
    )


class _SaidForm(GuardedForm):
    """Guides to tick, own words, and a drawing beside the own words."""

    guarded_name = "own_words"

    guides = forms.MultipleChoiceField(
        label=_("Choose from the guides"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": GONE},
    )
    own_words = GuardedField(
        at_most=OWN_WORDS_AT_MOST,
        label=_("In your own words"),
        help_text=_("One thing at a time. Leave out names and numbers."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    icon = _radio(Icon, _("no drawing"), label=_("A drawing beside your own words"))

    def __init__(
        self, data: Any = None, *, guides: list[GuideChoice], may_be_empty: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.may_be_empty = may_be_empty
        self.fields["guides"].choices = [  # type: ignore[attr-defined]
            (guide.key, run(guide.language, guide.need)) for guide in guides
        ]
        if not guides:
            del self.fields["guides"]

    def clean(self) -> dict[str, Any]:
        """Something at least."""
        cleaned = super().clean() or self.cleaned_data
        self.ask_once()
        cleaned.setdefault("guides", [])
        is_empty = not cleaned["guides"] and not cleaned.get("own_words")
        if not self.errors and is_empty and not self.may_be_empty:
            self.add_error("own_words", _("Choose at least one thing, or say it in your own words."))
        return cleaned


class NewWishesForm(_SaidForm):
    """More that somebody wants to be able to do."""


class CanDoForm(_SaidForm):
    """More that somebody can."""

    how = forms.ChoiceField(
        label=_("How?"),
        choices=lambda: _choices(CanHow),
        initial=CanHow.BY_MYSELF,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": GONE},
    )

    def clean_how(self) -> str:
        """By oneself unless said otherwise."""
        return self.cleaned_data["how"] or CanHow.BY_MYSELF


class DevicesForm(CalmForm):
    """What I have, and whether it reaches anybody."""

    devices = _checkboxes(
        Device,
        label=_("What do you have?"),
        help_text=_("So that nobody shows you what your phone cannot do."),
    )
    network = _radio(
        Network,
        _("I leave this out"),
        label=_("Do calls and the internet work on your phone?"),
        help_text=_("Older phones can stop working when phone companies shut down old networks."),
    )

    def clean_devices(self) -> list[str]:
        """The choice "none of these" only alone: with a device beside it, the device counts."""
        chosen = self.cleaned_data["devices"]
        return [one for one in chosen if one != Device.NONE] or chosen[:1]

    @staticmethod
    def initial_of(card: NeedsCard) -> dict[str, Any]:
        """What the form shows before anything is changed."""
        return {"devices": card.devices, "network": card.network}


class ObstaclesForm(CalmForm):
    """What gets in the way: never a person's failure."""

    obstacles = forms.MultipleChoiceField(
        label=_("What gets in the way?"),
        help_text=_("None of it is your fault. Choose what you recognise, or nothing."),
        choices=lambda: [(kind.value, _with_example(kind)) for kind in ObstacleKind],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": GONE},
    )

    @staticmethod
    def initial_of(card: NeedsCard) -> dict[str, Any]:
        """What the form shows before anything is changed."""
        return {"obstacles": card.obstacles}


class MeetingForm(CalmForm):
    """Where, when and how I like to meet."""

    places = WhereAndWhenForm.base_fields["places"]
    day_parts = WhereAndWhenForm.base_fields["day_parts"]
    meeting_ways = _checkboxes(
        MeetingWay, label=_("How do you like to meet?"), help_text=_("Choose none if at a place is fine.")
    )
    company = _radio(Company, _("Either is fine"), label=_("With how many?"))
    needs_interpreter = forms.BooleanField(
        label=_("I want an interpreter"),
        help_text=_(
            "Private: those who work here see it. They tell you when one is arranged. Somebody you meet knows of the "
            "interpreter only if you have no language in common."
        ),
        required=False,
    )
    needs_step_free = forms.BooleanField(
        label=_("I need to get in without steps or stairs"),
        help_text=_("Private: those who work here see it, a mentor does not."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = self.fields["places"]
        places.queryset = Place.objects.filter(is_open=True)  # type: ignore[attr-defined]
        places.label_from_instance = lambda place: f"{place.name}, {place.part_of_town}"  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(card: NeedsCard) -> dict[str, Any]:
        """What the form shows before anything is changed."""
        return {
            "places": list(card.places.all()),
            "day_parts": card.day_parts,
            "meeting_ways": card.meeting_ways,
            "company": card.company,
            "needs_interpreter": card.needs_interpreter,
            "needs_step_free": card.needs_step_free,
        }


class MentorWishesForm(GuardedForm):
    """What matters in a mentor. Never shown to one."""

    guarded_name = "mentor_wish_in_words"

    mentor_wishes = _checkboxes(
        MentorWish,
        label=_("It matters to me that the one I meet …"),
        help_text=_("Private: no mentor ever sees this."),
    )
    mentor_wish_in_words = GuardedField(
        at_most=200,
        label=_("Something else about whom you meet"),
        help_text=_("Private: only those who work here see it. You need not say why."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask about what may be a number."""
        cleaned = super().clean() or self.cleaned_data
        self.ask_once()
        return cleaned

    @staticmethod
    def initial_of(card: NeedsCard) -> dict[str, Any]:
        """What the form shows before anything is changed."""
        return {"mentor_wishes": card.mentor_wishes, "mentor_wish_in_words": card.mentor_wish_in_words}


def _with_example(kind: ObstacleKind) -> SafeString:
    return format_html(
        '<b>{}</b><br><span class="soft">{}</span>', _capital(kind.label), OBSTACLE_EXAMPLES[kind]
    )
