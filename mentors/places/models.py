"""Places to meet."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.privacy.admin_forms import GuardedModelForm


class Place(models.Model):
    """A public place where a mentor and a learner can meet. Home addresses are never entered."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    part_of_town = models.CharField(
        _("part of town"), max_length=60, help_text=_("All that is shown before a meeting stands.")
    )
    address = models.CharField(_("street address"), max_length=120)
    way_there = models.CharField(_("how to get there"), max_length=200, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    is_staffed = models.BooleanField(
        _("staff on the spot"), default=False, help_text=_("Only here can a time be booked directly.")
    )
    has_computers = models.BooleanField(_("computers"), default=False)
    has_printer = models.BooleanField(_("printer"), default=False)
    is_step_free = models.BooleanField(_("step-free"), default=False)
    is_open = models.BooleanField(_("in use"), default=True)

    base_form_class = GuardedModelForm

    class Meta:
        ordering = ["name"]
        verbose_name = _("place")
        verbose_name_plural = _("places")

    def __str__(self) -> str:
        return self.name
