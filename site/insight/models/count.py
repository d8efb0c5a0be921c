"""How often something happened."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Count(models.Model):
    """How often one thing happened in one month, split by what it was about; never by who.

    `dimensions` is text in the form `guide=bankid language=sv`, sorted by name, so that it can be unique.
    """

    measure = models.CharField(_("what"), max_length=60)
    month = models.DateField(_("month"), help_text=_("The first day of the month."))
    dimensions = models.CharField(_("about"), max_length=200, blank=True)
    times = models.PositiveIntegerField(_("times"), default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "month", "dimensions"], name="one_count_of_a_thing_a_month"
            )
        ]
        verbose_name = _("count")
        verbose_name_plural = _("counts")

    def __str__(self) -> str:
        return f"{self.measure} {self.dimensions} {self.month:%Y-%m}: {self.times}"
