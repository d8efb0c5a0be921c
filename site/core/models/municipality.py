"""Who runs this installation, and the way to a human."""

from django.db import models
from django.utils.html import escape
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
    accessibility_authority = models.CharField(
        _("authority for accessibility"),
        max_length=60,
        default="Digg",
        help_text=_(
            "Whom readers complain to about accessibility. Stands where a page of text says {authority}. "
            "Digg is to become part of PTS: change it then."
        ),
    )
    accessibility_complaints = models.CharField(
        _("address for complaints about accessibility"),
        max_length=100,
        default="digg.se/tdosanmalan",
        help_text=_("Stands where a page of text says {complaints}."),
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
        MultiFieldPanel(
            [FieldPanel("accessibility_authority"), FieldPanel("accessibility_complaints")],
            heading=_("Complaints about accessibility"),
        ),
        FieldPanel("is_example"),
    ]

    base_form_class = GuardedModelForm

    class Meta:
        verbose_name = _("municipality")

    def __str__(self) -> str:
        return self.name or self.site_name

    def filled_in(self, text: str) -> str:
        """HTML `text` with whom to complain to, and where, in the places that wait for it."""
        for place, words in (
            ("{authority}", self.accessibility_authority),
            ("{complaints}", self.accessibility_complaints),
        ):
            text = text.replace(place, escape(words))
        return text
