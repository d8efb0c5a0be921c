"""The login card: a way to come back without password, e-mail or phone."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from users.models.user import User


class LoginCard(models.Model):
    """A printed card with a QR code and a typed code of 16 digits.

    The first six digits are the card's public number, the other ten its secret: a hashed code cannot be
    looked up, so part of it must be a number that can. The QR code carries 160 bits of its own. Only
    hashes are kept; the card is shown once. Who wants to adds a PIN, which is in the head and not on the card.
    """

    user = models.OneToOneField(User, models.CASCADE, related_name="login_card", verbose_name=_("person"))
    number = models.CharField(_("card number"), max_length=6, unique=True)
    secret_hash = models.CharField(_("hash of the secret"), max_length=128)
    token_hash = models.CharField(_("hash of the QR code"), max_length=64, unique=True)
    pin_hash = models.CharField(
        _("hash of the PIN"), max_length=128, blank=True, help_text=_("Empty: the person has chosen none.")
    )
    pin_failures = models.PositiveIntegerField(_("wrong PINs in a row"), default=0)
    pin_failed_at = models.DateTimeField(_("last wrong PIN"), null=True, blank=True)
    blocked_at = models.DateTimeField(_("blocked"), null=True, blank=True)
    issued_on = models.DateField(_("issued"), auto_now_add=True)

    class Meta:
        verbose_name = _("login card")
        verbose_name_plural = _("login cards")

    def __str__(self) -> str:
        return f"card {self.number}"
