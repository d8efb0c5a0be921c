"""Codes of six digits, sent by text message or e-mail, while they wait to be typed."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from users.models.contact import ContactPoint
from users.models.user import User


class SignInCode(models.Model):
    """One code, for the one browser session that asked for it and keeps its key.

    Made for numbers and addresses that nobody has as well (then without a person, and nothing is sent), so
    that what can be seen from outside is the same.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        User, models.CASCADE, null=True, related_name="sign_in_codes", verbose_name=_("person")
    )
    kind = models.CharField(_("sent by"), max_length=5, choices=ContactPoint.Kind.choices)
    code_hash = models.CharField(_("hash of the code"), max_length=128)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    expires_at = models.DateTimeField(_("works until"), db_index=True)

    class Meta:
        verbose_name = _("sign-in code")
        verbose_name_plural = _("sign-in codes")

    def __str__(self) -> str:
        return f"code by {self.kind} until {self.expires_at:%H:%M}"
