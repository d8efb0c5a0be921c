"""Wrong tries with a login card, counted by the card's public number."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CardTries(models.Model):
    """How often in a row somebody typed a wrong secret for a card number.

    Numbers that no card has are counted in the same way and at the same cost, so that an answer never
    tells whether a card exists. A row is forgotten a day after the last wrong try.
    """

    number = models.CharField(_("card number"), max_length=6, primary_key=True)
    failures = models.PositiveIntegerField(_("wrong tries in a row"), default=0)
    last_failure_at = models.DateTimeField(_("last wrong try"), db_index=True)

    class Meta:
        verbose_name = _("tries with a card")
        verbose_name_plural = _("tries with a card")

    def __str__(self) -> str:
        return f"tries with card {self.number}"
