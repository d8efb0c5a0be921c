"""Making and changing a mentor's card, hours and contact for somebody who asked the desk to."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from mentors.cards.channels import EntryChannel
from mentors.cards.making import change_mentor_card
from mentors.cards.models import MentorCard
from mentors.desk.record import write_down
from users import contacts
from users.aliases import new_alias
from users.cards import NewCard, issue_card
from users.locking import lock_account
from users.models import ContactPoint, User


@transaction.atomic
def make_mentor(
    *,
    alias: str,
    language: str,
    answers: dict[str, Any],
    contact: dict[str, str],
    standing: dict[str, Any],
    by: User,
    entered_by: EntryChannel,
) -> tuple[MentorCard, NewCard]:
    """A new person with a mentor card and a login card. An empty `alias` is made up.

    `answers` are those of `WholeMentorCardForm`, `contact` of `ContactForm`, `standing` of `StandingForm`.
    """
    mentor = User.objects.create_person(alias or new_alias(), language)
    card = MentorCard.objects.create(mentor=mentor, **standing)
    _write(card, answers, contact)
    write_down(card, by, entered_by)
    return card, issue_card(mentor)


@transaction.atomic
def change_mentor(
    card: MentorCard, *, answers: dict[str, Any], contact: dict[str, str], by: User, entered_by: EntryChannel
) -> None:
    """Put a mentor's new answers in the place of the old ones."""
    _write(card, answers, contact)
    write_down(card, by, entered_by)


@transaction.atomic
def become_mentor(
    person: User,
    *,
    answers: dict[str, Any],
    contact: dict[str, str],
    standing: dict[str, Any],
    by: User,
    entered_by: EntryChannel,
) -> MentorCard:
    """Somebody who came to learn, and now wants to show."""
    card = MentorCard.objects.create(mentor=person, **standing)
    _write(card, answers, contact)
    write_down(card, by, entered_by)
    return card


@transaction.atomic
def change_standing(card: MentorCard, standing: dict[str, Any], by: User) -> None:
    """Training, promise, and whether new learners are suggested: the desk's own knowledge and decision."""
    for name, value in standing.items():
        setattr(card, name, value)
    if card.is_active:
        card.paused_until = None
    card.save(update_fields=[*standing, "paused_until"])
    write_down(card, by, EntryChannel.WEB)


@transaction.atomic
def new_login_card(person: User, by: User, entered_by: EntryChannel) -> NewCard:
    """A new card for somebody who lost theirs; the earlier one stops working."""
    card = issue_card(person)
    person.refresh_from_db()
    write_down(person.login_card, by, entered_by)
    return card


@transaction.atomic
def lock_for(person: User, by: User, entered_by: EntryChannel) -> None:
    """What "lock my account" asks for, in person or by phone: every way in stops until there is a new card."""
    lock_account(person)
    write_down(person, by, entered_by, about="lock")


def contact_of(person: User) -> dict[str, str]:
    """What `ContactForm` shows before anything is changed."""
    return {point.kind: point.value for point in person.contact_points.all()}


def _write(card: MentorCard, answers: dict[str, Any], contact: dict[str, str]) -> None:
    change_mentor_card(card, answers)
    contacts.keep(card.mentor, {kind: contact[kind] for kind in ContactPoint.Kind.values})
