"""The desk's own forms. What people fill in on the web is filled in here with the same forms.

Whoever acts for somebody else also says how they were asked: `HowAskedForm` ends each such page.
"""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core.digits import ascii_digits
from core.languages import SPOKEN, interface_languages
from core.typed_times import ClockField
from mentors.booking.forms import ChosenTime, ChosenTimeField
from mentors.cards.channels import EntryChannel
from mentors.cards.forms import (
    CalmForm,
    GuardedForm,
    ask_about_real_name,
    own_name,
    phone_number,
)
from mentors.cards.guarded import NameField
from mentors.cards.guides import GuideChoice
from mentors.cards.models import MentorCard
from mentors.cards.talking import language_name
from mentors.hours.clock import clock_day, wall_quarter
from mentors.hours.closed_places import is_open_for
from mentors.hours.forms import FURTHEST_DAYS
from mentors.meetings.models import Meeting
from mentors.meetings.quarters import quarter_of
from mentors.places.closing import MIDNIGHT, is_forwards
from mentors.places.models import Place
from mentors.places.weekly import Weekday
from users.models import Look, User

#: The doors that a coordinator can say somebody came in by. "On the web" is the person's own.
ON_REQUEST = [
    (EntryChannel.PHONE, _("They called, or I called them")),
    (EntryChannel.IN_PERSON, _("They stood in front of me")),
    (EntryChannel.PAPER, _("On a paper form")),
]

#: What an offered choice begins with: a time with a mentor, or a seat in a group.
TIME, SEAT, WAIT = "time", "seat", "wait"

#: When nobody asked: a place that closes, a mentor who fell ill. Only a cancellation can be this.
OWN_DECISION = "own"


def name_languages(form: forms.Form) -> None:
    """Name each language to whoever sits at the desk too: not every coordinator reads every script."""
    form.fields["languages"].choices = [  # type: ignore[attr-defined]
        (one.code, format_html("<span>{} · {}</span>", language_name(one.code), own_name(one)))
        for one in SPOKEN
    ]


class HowAskedForm(CalmForm):
    """How the person asked. Required: nobody decides for somebody else without having been asked."""

    how_asked = forms.ChoiceField(
        label=_("How were you asked to do this?"),
        help_text=_("It is written down together with your name."),
        choices=ON_REQUEST,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Say how the person asked you. Without that, nothing is done for them."),
            "invalid_choice": _("Choose one of the ways."),
        },
    )

    @property
    def entered_by(self) -> EntryChannel:
        """The channel to record. Only for a valid form."""
        return EntryChannel(self.cleaned_data["how_asked"])


class WhyForm(CalmForm):
    """Why somebody who works here opens the pages of a person. The person sees it."""

    reason = forms.ChoiceField(
        label=_("Why do you open this page?"),
        help_text=_("The person sees your reason, and that it was you."),
        choices=Look.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose why. Without a reason the page stays closed."),
            "invalid_choice": _("Choose one of the reasons."),
        },
    )


class CancelForm(HowAskedForm):
    """Who wanted a meeting cancelled, and how that was said."""

    how_asked = forms.ChoiceField(
        label=_("How were you asked to cancel?"),
        help_text=_("It is written down together with your name."),
        choices=[*ON_REQUEST, (OWN_DECISION, _("Nobody asked: it cannot take place (closed, ill)"))],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Say how you were asked, or that it cannot take place."),
            "invalid_choice": _("Choose one of the ways."),
        },
    )

    @property
    def entered_by(self) -> EntryChannel:
        """The channel to record: the coordinator's own decision is entered on the web, by them."""
        chosen = self.cleaned_data["how_asked"]
        return EntryChannel.WEB if chosen == OWN_DECISION else EntryChannel(chosen)


class AnswerForm(HowAskedForm):
    """What a mentor answered, and how."""

    answer = forms.ChoiceField(
        label=_("What did the mentor say?"),
        choices=[("yes", _("Yes, I can")), ("no", _("No, not this time"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no."), "invalid_choice": _("Choose yes or no.")},
    )
    field_order = ["answer", "how_asked"]


class FindForm(CalmForm):
    """The one way to find a person: what they call themselves here, or the number on their card."""

    wanted = forms.CharField(
        label=_("Alias or card number"),
        help_text=_("The whole alias, or the first six digits on the card."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write an alias or a card number.")},
    )


class NewPersonForm(GuardedForm):
    """What a new person wants to be called. Nobody has to choose: then we make one up."""

    guarded_name = "alias"

    alias = NameField(
        at_most=User._meta.get_field("alias").max_length or 40,
        label=_("What do you want to be called here?"),
        help_text=_("Need not be a real name. Leave it empty and a name is made up."),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(
        label=_("Language of messages and of the login card"),
        choices=[(one.code, one.own_name) for one in interface_languages()],
        error_messages={"required": _("Choose a language."), "invalid_choice": _("Choose a language.")},
    )

    def clean(self) -> dict[str, Any]:
        """Ask about what may be a number."""
        cleaned = super().clean() or self.cleaned_data
        self.ask_once()
        ask_about_real_name(self)
        return cleaned


class ContactForm(CalmForm):
    """How a mentor wants to be reached. Nobody has to give anything: then the desk tells them."""

    phone = forms.CharField(
        label=_("Phone number"),
        help_text=_("Leave it empty if they do not want to be called. Then you tell them yourself."),
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": _("This does not look like an e-mail address. It has an @ and a dot.")},
    )

    def clean_phone(self) -> str:
        """The number as E.164, or nothing."""
        return phone_number(self.cleaned_data["phone"])


class PlainDateField(forms.DateField):
    """A day, with the browser's own calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **kwargs: Any) -> None:
        errors = {"invalid": _("Write a day as 2026-12-24."), **kwargs.pop("error_messages", {})}
        super().__init__(error_messages=errors, **kwargs)


class StandingForm(CalmForm):
    """What the desk itself knows about a mentor. Not asked for by anybody, so without `HowAskedForm`."""

    trained_on = PlainDateField(label=_("Has done the training, day"), required=False)
    promised_on = PlainDateField(label=_("Has signed the promise, day"), required=False)
    is_active = forms.BooleanField(
        label=_("Takes new learners"),
        help_text=_("Without a tick nobody new is suggested. Meetings that are booked stay."),
        required=False,
        initial=True,
    )

    def clean(self) -> dict[str, Any]:
        """Training and promise have happened, or the field is empty."""
        cleaned = super().clean() or self.cleaned_data
        for name in ("trained_on", "promised_on"):
            day = cleaned.get(name)
            if day and day > timezone.localdate():
                self.add_error(name, _("This day has not come yet. Leave it empty until then."))
        return cleaned


@dataclass(frozen=True)
class ChosenGroup:
    """A group that was chosen: a seat in it, or a place in its waiting list."""

    meeting: uuid.UUID
    waits: bool = False


class OfferedForm(CalmForm):
    """A time with a mentor, a seat in a group or a place in its waiting list, of those that the page offers.

    `key` makes the second of two presses find what the first one booked. What is not offered any more is
    refused by the booking rule, in its own words, so any well-formed choice is let through here.
    """

    chosen = forms.CharField(
        widget=forms.HiddenInput, error_messages={"required": _("Choose one of the times.")}
    )
    key = forms.UUIDField(
        widget=forms.HiddenInput, error_messages={"required": _("Press the button once more.")}
    )

    def clean_chosen(self) -> ChosenTime | ChosenGroup:
        """A time, or the group to sit in or to wait for."""
        kind, _colon, value = self.cleaned_data["chosen"].partition(":")
        try:
            if kind in {SEAT, WAIT}:
                return ChosenGroup(uuid.UUID(value), waits=kind == WAIT)
            return ChosenTimeField().clean(value)
        except ValueError:
            raise ValidationError(_("Choose one of the times.")) from None


class StandInForm(CalmForm):
    """Who takes a meeting. `version` is that of the meeting that was looked at."""

    mentor = forms.UUIDField(
        label=_("Mentor"),
        error_messages={
            "required": _("Choose one of the mentors."),
            "invalid": _("Choose one of the mentors."),
        },
    )
    version = forms.IntegerField(
        widget=forms.HiddenInput, error_messages={"required": _("Press the button once more.")}
    )


def refuse_off_the_quarter(form: forms.Form) -> None:
    """Say beside `starts` and `ends` where they are no whole quarter of an hour. Called in a form's `clean`."""
    for name in ("starts", "ends"):
        time: datetime.time | None = form.cleaned_data.get(name)
        if time and time.minute % 15:
            form.add_error(name, _("Choose a whole quarter of an hour, such as 14:00 or 14:15."))


class DeskHoursForm(CalmForm):
    """When somebody at the desk can come along to first meetings, every week."""

    weekday = forms.TypedChoiceField(label=_("Day"), choices=Weekday.choices, coerce=int)
    starts = ClockField(
        label=_("From"),
        help_text=_("Such as 14:00."),
        error_messages={"required": _("Write when it starts, such as 14:00.")},
    )
    ends = ClockField(
        label=_("To"),
        is_end=True,
        error_messages={"required": _("Write when it ends, such as 16:00.")},
    )

    def clean(self) -> dict[str, Any]:
        """On the quarter, and forwards."""
        cleaned = super().clean() or self.cleaned_data
        refuse_off_the_quarter(self)
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and not is_forwards(starts, ends):
            self.add_error("ends", _("The end must be later than the start."))
        return cleaned


class SpanForm(CalmForm):
    """Where and when something open to all takes place: agreed on with whoever leads it."""

    place = forms.ModelChoiceField(
        label=_("Place"),
        queryset=Place.objects.none(),
        empty_label=_("Choose a place"),
        error_messages={
            "required": _("Choose a place."),
            "invalid_choice": _("This place is no longer used. Choose another."),
        },
    )
    day = PlainDateField(label=_("Day"), error_messages={"required": _("Choose a day.")})
    starts = ClockField(
        label=_("From"),
        help_text=_("Such as 14:00."),
        error_messages={"required": _("Write when it starts, such as 14:00.")},
    )
    ends = ClockField(
        label=_("To"),
        is_end=True,
        error_messages={"required": _("Write when it ends, such as 16:00.")},
    )
    is_let_in = forms.BooleanField(
        label=_("The place lets us in although it is closed then"),
        help_text=_("Only if somebody there has said so. Otherwise people stand before a locked door."),
        required=False,
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["place"].queryset = Place.objects.filter(is_open=True)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """On the quarter, forwards, neither in the past nor far away, and at times that the clock shows that day."""
        cleaned = super().clean() or self.cleaned_data
        starts, ends, day = cleaned.get("starts"), cleaned.get("ends"), cleaned.get("day")
        refuse_off_the_quarter(self)
        if starts and ends and not is_forwards(starts, ends):
            self.add_error("ends", _("The end must be later than the start."))
        if day and starts and timezone.make_aware(datetime.datetime.combine(day, starts)) <= timezone.now():
            self.add_error("day", _("This time has passed. Choose a time to come."))
        if day and (day - timezone.localdate()).days > FURTHEST_DAYS:
            self.add_error("day", _("This is more than a year ahead. Check the year."))
        if not self.errors:
            for name in ("starts", "ends"):
                if not clock_day(cleaned["day"]).shows(wall_quarter(cleaned[name])):
                    self.add_error(
                        name, _("The clock goes forward that night, past this time. Choose another time.")
                    )
        if not self.errors and not cleaned["is_let_in"]:
            begins, over = (quarter_of(moment) for moment in self.span)
            if not is_open_for(cleaned["place"], begins, over):
                self.add_error(
                    "is_let_in",
                    _("%(place)s is closed then. Choose another time, or tick if the place lets you in.")
                    % {"place": cleaned["place"].name},
                )
        return cleaned

    @property
    def span(self) -> tuple[datetime.datetime, datetime.datetime]:
        """Start and end, aware, on the municipality's clock; 00:00 is the end of the day. Only for a valid form."""
        day, starts, ends = (self.cleaned_data[name] for name in ("day", "starts", "ends"))
        last = day + datetime.timedelta(days=1) if ends == MIDNIGHT else day
        return (
            timezone.make_aware(datetime.datetime.combine(day, starts)),
            timezone.make_aware(datetime.datetime.combine(last, ends)),
        )


class MoveGroupForm(SpanForm):
    """Where to and when a group or a drop-in is moved. `version` is that of the meeting that was looked at."""

    version = forms.IntegerField(
        widget=forms.HiddenInput, error_messages={"required": _("Press the button once more.")}
    )


class OpenDoorForm(SpanForm):
    """A group or a drop-in: who is there, where and when."""

    format = forms.ChoiceField(
        label=_("What is it?"),
        choices=[
            (Meeting.Format.DROP_IN, _("Drop-in: anybody can come, without booking")),
            (Meeting.Format.GROUP, _("Group: people book a seat")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose drop-in or group."),
            "invalid_choice": _("Choose drop-in or group."),
        },
    )
    mentor = forms.ModelChoiceField(
        label=_("Mentor"),
        queryset=MentorCard.objects.none(),
        empty_label=_("Choose a mentor"),
        error_messages={
            "required": _("Choose who is there to show."),
            "invalid_choice": _("This mentor does not take part right now. Choose another."),
        },
    )
    seats = forms.CharField(
        label=_("Seats"),
        help_text=_("Only for a group."),
        required=False,
        initial="6",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 3}),
    )
    guide_key = forms.ChoiceField(label=_("What it is about"), required=False)
    field_order = ["format", "mentor", "place", "day", "starts", "ends", "seats", "guide_key"]

    def __init__(self, data: Any = None, *, guides: list[GuideChoice], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        mentors = self.fields["mentor"]
        mentors.queryset = (  # type: ignore[attr-defined]
            MentorCard.objects.can_be_matched().select_related("mentor").order_by("mentor__alias")
        )
        mentors.label_from_instance = lambda card: card.mentor.alias  # type: ignore[attr-defined]
        self.fields["guide_key"].choices = [  # type: ignore[attr-defined]
            ("", _("Whatever people bring")),
            *((guide.key, guide.need) for guide in guides),
        ]

    def clean_seats(self) -> int:
        """A whole number from 1 to 30."""
        typed = ascii_digits(self.cleaned_data["seats"]).strip()
        if self.data.get("format") != Meeting.Format.GROUP:
            return 0
        if not typed.isdecimal() or not 1 <= int(typed[:4]) <= 30:
            raise ValidationError(_("Write how many seats there are, from 1 to 30."))
        return int(typed)
