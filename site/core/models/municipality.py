"""Who runs this installation, and the way to a human."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from core.privacy.admin_forms import GuardedModelForm
from core.regions import REGIONS


@register_setting(icon="home")
class Municipality(BaseGenericSetting):
    """The municipality's own name, and where a person is met when the screen is not enough.

    One installation serves one municipality, so there is one row.
    """

    name = models.CharField(
        _("municipality"), max_length=80, blank=True, help_text=_("For example Lyckebo kommun.")
    )
    site_name = models.CharField(
        _("name of the site"),
        max_length=40,
        default="Medlots",
        help_text=_("Neutral: it stands in the history of shared computers. Do not name social services."),
    )
    help_phone = models.CharField(
        _("phone to a person"),
        max_length=20,
        blank=True,
        help_text=_("Stands on every page as the way to a human."),
    )
    help_place = models.CharField(
        _("place to visit"),
        max_length=120,
        blank=True,
        help_text=_("Where somebody helps on the spot: name and street address."),
    )
    region = models.CharField(
        _("region"),
        max_length=20,
        blank=True,
        choices=REGIONS,
        help_text=_("Readers get this region's way to health care. Empty: they get the national one, 1177."),
    )
    is_example = models.BooleanField(
        _("make-believe municipality"),
        default=False,
        help_text=_("Shows on every page that phone numbers and places are examples."),
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("site_name"), FieldPanel("region")], heading=_("Who we are")
        ),
        MultiFieldPanel(
            [FieldPanel("help_phone"), FieldPanel("help_place")], heading=_("The way to a human")
        ),
        FieldPanel("is_example"),
    ]

    base_form_class = GuardedModelForm

    class Meta:
        verbose_name = _("municipality")

    def __str__(self) -> str:
        return self.name or self.site_name
