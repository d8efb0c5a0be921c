"""Ways to reach a person, if they chose to give one."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.sealing import KeyedHashField, SealedField
from users.models.user import User


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

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="one_contact_point_of_a_kind")]
        verbose_name = _("contact point")
        verbose_name_plural = _("contact points")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of person {self.user_id}"

    @classmethod
    def hash_of(cls, kind: str, value: str) -> str:
        """What `found_by` holds for such a number or address."""
        field = cls._meta.get_field("found_by")
        assert isinstance(field, KeyedHashField)  # noqa: S101
        return field.hash(kind, value)
