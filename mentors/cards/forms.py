"""The three short screens of a needs card, and what a person or a mentor can change afterwards.

No field is cut short or emptied when something is wrong: what was typed stands there still, with a word on
what to do.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from core.digits import ascii_digits
from core.languages import SPOKEN, Language
from core.phone_numbers import e164
from core.privacy.finding import REMOVED, Kind, Severity
from core.privacy.guard import MESSAGES, QUESTIONS, findings, without
from core.retention.decisions import may_collect
from core.templatetags.wording import comma, run
from mentors.cards.guarded import GuardedField, NameField
from mentors.cards.guides import GuideChoice
from mentors.cards.models import AnswerWay, DayPart, MentorCard
from mentors.places.models import Place
from users.aliases import is_in_address, is_like_full_name
from users.models import User

OWN_WORDS_AT_MOST = 300


class CalmForm(forms.Form):
    """A form whose answers are all read here: a browser's own bubbles vanish and speak another language."""

    use_required_attribute = False


class GuardedForm(CalmForm):
    """A form with one free text, `guarded_name`, and buttons that take out or keep what the guard found.

    `can_take_out` and `asks` tell the template which of the two to show. Both are plain submit buttons:
    `take_out` sends the text without what was found, `keep` says that the question was answered with no.
    """

    guarded_name = ""

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        if data is not None and "take_out" in data:
            data = data.copy()
            prefix = kwargs.get("prefix")
            name = f"{prefix}-{self.guarded_name}" if prefix else self.guarded_name
            text = data.get(name, "")
            cleared = without(text, findings(text, public=True))
            data[name] = cleared if cleared.replace(REMOVED, "").strip() else ""
        super().__init__(data, **kwargs)
        self.asks = False

    @property
    def can_take_out(self) -> bool:
        """Whether there is something that one press can take out."""
        if not self.is_bound or self.guarded_name not in self.errors:
            return False
        codes = {error.code for error in self.errors.as_data()[self.guarded_name]}
        return bool(codes & {kind.value for kind in Kind})

    def ask_once(self) -> None:
        """Ask about what may or may not be a number, unless the person has just answered that it is not."""
        text = self.cleaned_data.get(self.guarded_name, "")
        doubtful = [one for one in findings(text, public=True) if one.severity is Severity.WARN]
        if doubtful and "keep" not in self.data:
            self.asks = True
            for kind in dict.fromkeys(one.kind for one in doubtful):
                self.add_error(self.guarded_name, ValidationError(QUESTIONS[kind], code=kind.value))


def ask_about_real_name(form: GuardedForm, addresses: Iterable[str] = ()) -> None:
    """Ask once about an alias that looks like somebody's whole name. A first name alone is fine."""
    alias = form.cleaned_data.get(form.guarded_name, "")
    if not alias or "keep" in form.data:
        return
    question = None
    if any(is_in_address(alias, address) for address in addresses):
        question = _(
            "This is the name in your e-mail address. A name that cannot be looked up is safer. "
            "Is it fine anyway?"
        )
    elif is_like_full_name(alias):
        question = _(
            "This looks like a first and a last name. A name that cannot be looked up is safer. "
            "Is it fine anyway?"
        )
    if question is not None:
        form.asks = True
        form.add_error(form.guarded_name, ValidationError(question, code="real_name"))


class WishesForm(GuardedForm):
    """Screen 1: what do you want to be able to do?"""

    guarded_name = "own_words"

    guides = forms.MultipleChoiceField(
        label=_("Choose one or more"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one thing, or say it in your own words."),
            "invalid_choice": _("One of your choices is no longer here. Choose again."),
        },
    )
    own_words = GuardedField(
        at_most=OWN_WORDS_AT_MOST,
        label=_("Or say it in your own words"),
        help_text=_("You do not have to write anything here. Leave out names and numbers."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    step_guide = forms.CharField(required=False, widget=forms.HiddenInput)
    step = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, guides: list[GuideChoice], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["guides"].choices = [  # type: ignore[attr-defined]
            (guide.key, _in_language(guide.need, guide.language)) for guide in guides
        ]

    def clean(self) -> dict[str, Any]:
        """One thing at least, chosen or in own words; a step only together with its guide."""
        cleaned = super().clean() or self.cleaned_data
        self.ask_once()
        said_it = self.data.get(self.add_prefix("own_words"), "").strip()
        if said_it and self.has_error("guides", "required"):
            self.errors.pop("guides")
            cleaned["guides"] = []
        if cleaned.get("step_guide") not in cleaned.get("guides", []):
            cleaned["step_guide"] = cleaned["step"] = ""
        return cleaned


class LanguagesForm(CalmForm):
    """Screen 2: which languages do you speak?"""

    languages = forms.MultipleChoiceField(
        label=_("Choose every language you can talk in"),
        help_text=_("We look for a mentor who speaks one of them."),
        widget=forms.CheckboxSelectMultiple,
        choices=[(one.code, "") for one in SPOKEN],
        error_messages={
            "required": _("Choose at least one language."),
            "invalid_choice": _("One of your choices is no longer here. Choose again."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["languages"].choices = language_choices()  # type: ignore[attr-defined]

    def clean_languages(self) -> list[str]:
        """In the order of the page, each once."""
        chosen = set(self.cleaned_data["languages"])
        return [one.code for one in SPOKEN if one.code in chosen]


class WhereAndWhenForm(CalmForm):
    """Screen 3: where and when suits you, and how do you get the answer?"""

    places = forms.ModelMultipleChoiceField(
        label=_("Where can you come?"),
        help_text=_("Choose none if every place is fine."),
        queryset=Place.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": _("One of the places is no longer used. Choose again."),
            "invalid_pk_value": _("One of the places is no longer used. Choose again."),
        },
    )
    day_parts = forms.MultipleChoiceField(
        label=_("When can you come?"),
        help_text=_("Choose none if any time is fine."),
        choices=[
            (DayPart.MORNING, _("Mornings, before 12")),
            (DayPart.AFTERNOON, _("Afternoons, 12 to 17")),
            (DayPart.EVENING, _("Evenings, after 17")),
        ],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose mornings, afternoons or evenings.")},
    )
    answer_way = forms.ChoiceField(
        label=_("How do you want to get the answer?"),
        help_text=_("A mentor answers within a day. You do not have to give a number or an address."),
        choices=[
            (AnswerWay.HERE, _("I look here myself, with the card that I get")),
            (AnswerWay.PHONE, _("Call me or send me a text message")),
            (AnswerWay.EMAIL, _("Send me an e-mail")),
            (AnswerWay.NONE, _("None of these works: I want a time that is certain at once")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose how you want to get the answer."),
            "invalid_choice": _("Choose one of the ways."),
        },
    )
    phone = forms.CharField(
        label=_("Phone number"),
        help_text=_("Only if you want us to call or text."),
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "dir": "ltr"}),
    )
    email = forms.CharField(
        label=_("E-mail address"),
        help_text=_("Only if you want an e-mail."),
        required=False,
        widget=forms.TextInput(attrs={"type": "email", "autocomplete": "email", "dir": "ltr"}),
    )
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = self.fields["places"]
        places.queryset = Place.objects.filter(is_open=True)  # type: ignore[attr-defined]
        places.label_from_instance = _place_and_part  # type: ignore[attr-defined]
        if not may_collect("contact"):
            self._ask_for_no_contact()

    def _ask_for_no_contact(self) -> None:
        """Where the municipality has not decided how long numbers are kept, none is asked for or taken."""
        ways = self.fields["answer_way"]
        ways.choices = [  # type: ignore[attr-defined]
            choice
            for choice in ways.choices  # type: ignore[attr-defined]
            if choice[0] not in {AnswerWay.PHONE, AnswerWay.EMAIL}
        ]
        for name in ("phone", "email"):
            self.fields[name].widget = forms.HiddenInput()
            self.fields[name].disabled = True

    def clean_phone(self) -> str:
        """The number as E.164, or nothing."""
        return phone_number(self.cleaned_data["phone"])

    def clean_email(self) -> str:
        """The address, or nothing."""
        typed = self.cleaned_data["email"].strip()
        if not typed:
            return ""
        try:
            return forms.EmailField().clean(typed)
        except ValidationError:
            raise ValidationError(
                _("This does not look like an e-mail address. It has an @ and a dot, as in name@example.com.")
            ) from None

    def clean(self) -> dict[str, Any]:
        """A way, and the number or address that it needs. What is not needed is not kept."""
        cleaned = super().clean() or self.cleaned_data
        way = cleaned.get("answer_way", "")
        if self.has_error("answer_way", "required"):
            # Somebody who typed a number has said how they want to be reached.
            way = AnswerWay.PHONE if cleaned.get("phone") else AnswerWay.EMAIL if cleaned.get("email") else ""
            if way:
                self.errors.pop("answer_way")
                cleaned["answer_way"] = way
        for name, needed_by, message in (
            ("phone", AnswerWay.PHONE, _("Write your phone number, or choose another way.")),
            ("email", AnswerWay.EMAIL, _("Write your e-mail address, or choose another way.")),
        ):
            if way == needed_by and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, message)
            elif way and way != needed_by:
                # A slip in a field that nobody asked for stands in nobody's way.
                self.errors.pop(name, None)
                cleaned[name] = ""
        return cleaned


class AliasForm(GuardedForm):
    """The name that others see."""

    guarded_name = "alias"

    alias = NameField(
        at_most=User._meta.get_field("alias").max_length or 40,
        label=_("Name that others see"),
        help_text=_("It need not be your real name. Your first name or a made-up name is fine."),
        error_messages={"required": _("Write a name, or go back and keep the one you have.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, addresses: Iterable[str] = (), **kwargs: Any) -> None:
        #: The person's own e-mail addresses: a name from one of them is easy to look up.
        self.addresses = list(addresses)
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Ask about what may be a number or a whole real name. The person decides."""
        cleaned = super().clean() or self.cleaned_data
        self.ask_once()
        ask_about_real_name(self, self.addresses)
        return cleaned


class MentorCardForm(CalmForm):
    """What a mentor can show, in which languages, and for how many people at a time."""

    guides = forms.MultipleChoiceField(
        label=_("What can you show?"),
        help_text=_("Choose what you have done with your own hands."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one thing that you can show."),
            "invalid_choice": _("One of your choices is no longer here. Choose again."),
        },
    )
    languages = forms.MultipleChoiceField(
        label=_("Which languages do you speak?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one language."),
            "invalid_choice": _("One of your choices is no longer here. Choose again."),
        },
    )
    capacity = forms.CharField(
        label=_("How many people do you want to help at a time?"),
        help_text=_("One or two is plenty for most. You can change it at any time."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 3, "autocomplete": "off"}),
        error_messages={"required": _("Write a number from 1 to 8.")},
    )

    def __init__(self, data: Any = None, *, guides: list[GuideChoice], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["guides"].choices = [  # type: ignore[attr-defined]
            (guide.key, _in_language(guide.title, guide.language)) for guide in guides
        ]
        self.fields["languages"].choices = language_choices()  # type: ignore[attr-defined]

    def clean_languages(self) -> list[str]:
        """In the order of the page, each once."""
        chosen = set(self.cleaned_data["languages"])
        return [one.code for one in SPOKEN if one.code in chosen]

    def clean_capacity(self) -> int:
        """A whole number from 1 to 8, in digits of any script."""
        typed = ascii_digits(self.cleaned_data["capacity"]).strip()
        if not typed.isdecimal() or not 1 <= int(typed[:4]) <= 8:
            raise ValidationError(_("Write a number from 1 to 8."))
        return int(typed)

    @staticmethod
    def initial_of(card: MentorCard) -> dict[str, Any]:
        """What the form shows before anything is changed."""
        return {
            "guides": [one.guide_key for one in card.can_show.all()],
            "languages": card.languages,
            "capacity": card.capacity,
        }


def phone_number(typed: str) -> str:
    """What somebody typed as an E.164 number; nothing for nothing. Any digits; Sweden without a code.

    Raises `ValidationError` with a kind word, and never repeats the number in it.
    """
    text = ascii_digits(typed).strip()
    if not text:
        return ""
    number = e164(text)
    if number is not None:
        return number
    if any(one.kind is Kind.PERSONAL_NUMBER for one in findings(text)):
        raise ValidationError(MESSAGES[Kind.PERSONAL_NUMBER], code=Kind.PERSONAL_NUMBER.value)
    raise ValidationError(
        _("This does not look like a phone number. Write all the digits, as in 070-174 06 05.")
    )


def language_choices() -> list[tuple[str, SafeString]]:
    """Languages by their own names, each marked with its language and direction."""
    return [(one.code, own_name(one)) for one in SPOKEN]


def own_name(language: Language) -> SafeString:
    """A language's own name, for a page in any other language."""
    return format_html(
        '<bdi lang="{}" dir="{}">{}</bdi>', language.code, language.direction, language.own_name
    )


def _in_language(text: str, code: str) -> SafeString:
    return run(code, text)


def _place_and_part(place: Place) -> str:
    named = comma().join([place.name, place.part_of_town])
    there = place.what_there_is
    return f"{named} ({comma().join(there)})" if there else named
