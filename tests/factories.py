"""People, cards, places and hours for tests. Guides are built where guides are tested."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any, cast

import factory
from django.contrib.auth.models import Permission
from factory.django import DjangoModelFactory

from mentors.cards.models import CanShow, MentorCard, NeedsCard, Wish
from mentors.hours.models import TimeOff, WeeklyHours
from mentors.loans.models import Device, DeviceKind
from mentors.matching.models import Suggestion
from mentors.places.models import Place
from users.models import ContactPoint, User
from users.models.user import new_username


class _Person(DjangoModelFactory):
    """Anybody who signs in with a card: no password, no contact unless `phone=` or `mail=` is given."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.LazyFunction(new_username)
    alias = factory.Sequence(lambda number: f"Alias {number}")
    language = "sv"

    @factory.post_generation
    def phone(self: Any, create: bool, value: str | None, **kwargs: Any) -> None:
        """Such as `phone="+46700000001"`."""
        if value:
            ContactPoint.objects.create(user=self, kind=ContactPoint.Kind.PHONE, value=value)

    @factory.post_generation
    def mail(self: Any, create: bool, value: str | None, **kwargs: Any) -> None:
        """Such as `mail="a@example.org"`."""
        if value:
            ContactPoint.objects.create(user=self, kind=ContactPoint.Kind.EMAIL, value=value)


class _Coordinator(_Person):
    """Somebody who works at the coordinator's desk."""

    is_staff = True
    name = factory.Sequence(lambda number: f"Coordinator {number}")

    @factory.post_generation
    def desk(self: Any, create: bool, value: bool | None, **kwargs: Any) -> None:
        """The permission, unless `desk=False`."""
        if value is not False:
            self.user_permissions.add(
                Permission.objects.get(content_type__app_label="mentors", codename="work_at_desk")
            )


class _Place(DjangoModelFactory):
    """A public place with staff."""

    class Meta:
        model = Place

    name = factory.Sequence(lambda number: f"Biblioteket {number}")
    part_of_town = "Söder"
    address = factory.Sequence(lambda number: f"Storgatan {number}")
    way_there = "Buss 1 till Torget"
    is_staffed = True


class _Device(DjangoModelFactory):
    """A smartphone that can be borrowed."""

    class Meta:
        model = Device

    kind = DeviceKind.SMARTPHONE
    label = factory.Sequence(lambda number: f"Telefon {number}")
    place = factory.SubFactory(_Place)


class _NeedsCard(DjangoModelFactory):
    """A learner who speaks Somali, looks for the answer themselves, and wants to learn BankID.

    `wishes=["1177"]` for other guides; `places=[...]` for the places that can be reached (none given: any).
    """

    class Meta:
        model = NeedsCard
        skip_postgeneration_save = True

    learner = factory.SubFactory(_Person)
    languages = factory.LazyFunction(lambda: ["so", "sv"])

    @factory.post_generation
    def wishes(self: Any, create: bool, value: list[str] | None, **kwargs: Any) -> None:
        """Guides by key, the most wanted first."""
        for order, key in enumerate(["bankid"] if value is None else value):
            Wish.objects.create(card=self, guide_key=key, step_key="", place_in_order=order)

    @factory.post_generation
    def places(self: Any, create: bool, value: list[Place] | None, **kwargs: Any) -> None:
        """Places that the learner can reach."""
        if value:
            self.places.set(value)


class _MentorCard(DjangoModelFactory):
    """A mentor, trained and promised, who speaks Somali and Swedish and can show BankID. No hours yet."""

    class Meta:
        model = MentorCard
        skip_postgeneration_save = True

    mentor = factory.SubFactory(_Person)
    languages = factory.LazyFunction(lambda: ["so", "sv"])
    capacity = 2
    trained_on = datetime.date(2026, 9, 1)
    promised_on = datetime.date(2026, 9, 1)

    @factory.post_generation
    def can_show(self: Any, create: bool, value: list[str] | None, **kwargs: Any) -> None:
        """Guides by key."""
        for key in ["bankid"] if value is None else value:
            CanShow.objects.create(card=self, guide_key=key)


class _WeeklyHours(DjangoModelFactory):
    """Tuesdays from two to four."""

    class Meta:
        model = WeeklyHours

    card = factory.SubFactory(_MentorCard)
    weekday = 1
    starts = datetime.time(14)
    ends = datetime.time(16)
    place = factory.SubFactory(_Place)


class _TimeOff(DjangoModelFactory):
    """One day off."""

    class Meta:
        model = TimeOff

    card = factory.SubFactory(_MentorCard)
    first_day = datetime.date(2026, 12, 1)
    last_day = factory.SelfAttribute("first_day")


class _Suggestion(DjangoModelFactory):
    """A mentor shown to a learner, not asked yet."""

    class Meta:
        model = Suggestion

    card = factory.SubFactory(_NeedsCard)
    mentor = factory.SubFactory(_Person)
    rank = 1


# Calling a factory gives the thing, not the factory: type checkers are told so here.
PersonFactory = cast("Callable[..., User]", _Person)
CoordinatorFactory = cast("Callable[..., User]", _Coordinator)
PlaceFactory = cast("Callable[..., Place]", _Place)
DeviceFactory = cast("Callable[..., Device]", _Device)
NeedsCardFactory = cast("Callable[..., NeedsCard]", _NeedsCard)
MentorCardFactory = cast("Callable[..., MentorCard]", _MentorCard)
WeeklyHoursFactory = cast("Callable[..., WeeklyHours]", _WeeklyHours)
TimeOffFactory = cast("Callable[..., TimeOff]", _TimeOff)
SuggestionFactory = cast("Callable[..., Suggestion]", _Suggestion)


def mentor_with_hours(**hours: Any) -> User:
    """A mentor with one stretch of weekly hours: Tuesdays from two to four unless said otherwise."""
    return WeeklyHoursFactory(**hours).card.mentor
