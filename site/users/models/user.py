"""The account. What could hurt a person has no field here."""

from __future__ import annotations

import secrets
import uuid
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils.translation import gettext_lazy as _


class UserQuerySet(models.QuerySet["User"]):
    """Sentences about people."""

    def staff(self) -> UserQuerySet:
        """Those who work here. The only people that lists in the admin may show."""
        return self.filter(is_staff=True)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Creates people: a learner needs no more than an alias."""

    def create_person(self, alias: str, language: str = "sv", **fields: Any) -> User:
        """A learner or mentor. No password: they come back with a login card."""
        user: User = self.model(alias=alias, language=language, username=new_username(), **fields)
        user.set_unusable_password()
        user.save(using=self._db)
        return user

    def create_staff(self, username: str, password: str, name: str, **fields: Any) -> User:
        """Somebody who works here and signs in with a password and a second factor."""
        user: User = self.model(username=username, name=name, alias=name, is_staff=True, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str, **fields: Any) -> User:
        """An administrator, for `manage.py createsuperuser`."""
        name = fields.pop("name", username)
        return self.create_staff(username, password, name, is_superuser=True, **fields)


def new_username() -> str:
    """A sign-in name that says nothing about the person and cannot be guessed (80 bits)."""
    return "p-" + secrets.token_hex(10)


class User(AbstractBaseUser, PermissionsMixin):
    """Anybody who can sign in. Learner, mentor, coordinator, editor are roles; one can hold several.

    Others see the alias and nothing else. `name` is for staff only and empty for everyone else.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    username = models.CharField(_("sign-in name"), max_length=60, unique=True)
    alias = models.CharField(
        _("alias"), max_length=40, help_text=_("What others see. It need not be a real name.")
    )
    name = models.CharField(
        _("name"), max_length=80, blank=True, help_text=_("Staff only: shown in the admin.")
    )
    email = models.EmailField(_("e-mail"), blank=True, help_text=_("Staff only: work address."))
    language = models.CharField(_("language"), max_length=12, default="sv")
    is_staff = models.BooleanField(_("works here"), default=False)
    contact_gone_at = models.DateTimeField(
        _("number or address changed or taken away"), null=True, blank=True, editable=False
    )
    is_active = models.BooleanField(_("may sign in"), default=True)
    locked_at = models.DateTimeField(
        _("locked"),
        null=True,
        blank=True,
        help_text=_("On the person's own wish: no way in works until the desk gives a new card."),
    )
    is_demo = models.BooleanField(
        _("demo account"),
        default=False,
        help_text=_("Cannot sign in outside `make demo`; production refuses it."),
    )
    erased_on = models.DateField(
        _("erased"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("The account is empty. Something that hung on it has to stay for its time."),
    )
    joined_on = models.DateField(_("since"), auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.get_short_name()

    def get_full_name(self) -> str:
        """The name colleagues use; the alias for everyone who is not staff."""
        return self.name or self.alias

    def get_short_name(self) -> str:
        """As `get_full_name`."""
        return self.get_full_name()
