"""Ways to reach a person, if they chose to give one."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.sealing import KeyedHashField, SealedField
from users.models.user import User

#: How long a number or address that took another's place brings nobody back. Whoever was reached by the old
#: one has this time to say that it was not them (NIST SP 800-63B-4 on exchanged SIM cards).
RESTS_FOR = datetime.timedelta(hours=72)


class ContactPoint(models.Model):
    """A phone number (E.164) or e-mail address that somebody asked us to use. Nobody has to have one.

    `value` is sealed. Whose it is, is found by its keyed hash: `users.contacts.people_reached_by`.
    """

    class Kind(models.TextChoices):
        """The channels a person can be reached by."""

        PHONE = "phone", _("phone")
        EMAIL = "email", _("e-mail")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="contact_points", verbose_name=_("person"))
    kind = models.CharField(_("kind"), max_length=5, choices=Kind.choices)
    value = SealedField(_("number or address"))
    found_by = KeyedHashField(
        _("hash to find it by"), purpose="users.ContactPoint.value", of=("kind", "value"), db_index=True
    )

    signs_in = models.BooleanField(
        _("brings back"),
        default=False,
        help_text=_("The person wants sign-in codes here, and has shown that they reach them."),
    )
    rests_until = models.DateTimeField(
        _("brings back from"),
        null=True,
        blank=True,
        help_text=_("It took the place of another one. Before this moment no sign-in codes are sent to it."),
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="one_contact_point_of_a_kind")]
        verbose_name = _("contact point")
        verbose_name_plural = _("contact points")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of person {self.user_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A number that is changed has not been shown to be the person's: it brings nobody back, and rests."""
        written = kwargs.get("update_fields")
        if not self._state.adding and (written is None or "value" in written):
            before = ContactPoint.objects.filter(pk=self.pk).values_list("found_by", flat=True).first()
            if before != self.hash_of(self.kind, str(self.value)):
                self.signs_in = False
                self.rests_until = timezone.now() + RESTS_FOR
                if written is not None:
                    kwargs["update_fields"] = {*written, "signs_in", "rests_until"}
        super().save(*args, **kwargs)

    @property
    def rests(self) -> bool:
        """Whether it has taken another one's place so lately that no codes are sent to it."""
        return self.rests_until is not None and self.rests_until > timezone.now()

    @classmethod
    def hash_of(cls, kind: str, value: str) -> str:
        """What `found_by` holds for such a number or address."""
        field = cls._meta.get_field("found_by")
        assert isinstance(field, KeyedHashField)  # noqa: S101
        return field.hash(kind, value)
