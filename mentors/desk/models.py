"""What a municipality decides about pairings and meetings."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


@register_setting(icon="group")
class PairingSettings(BaseGenericSetting):
    """The rules of the trade, with the strictest as the start."""

    release_first_pairing = models.BooleanField(
        _("a coordinator releases a newcomer's first pairing"),
        default=True,
        help_text=_("Times that are booked directly are excepted."),
    )
    meeting_minutes = models.PositiveSmallIntegerField(
        _("length of a meeting, minutes"),
        default=60,
        validators=[MinValueValidator(15), MaxValueValidator(180)],
    )
    buffer_minutes = models.PositiveSmallIntegerField(
        _("the mentor's pause after a meeting, minutes"), default=15, validators=[MaxValueValidator(120)]
    )
    furthest_days = models.PositiveSmallIntegerField(
        _("how far ahead times are shown, days"),
        default=28,
        validators=[MinValueValidator(7), MaxValueValidator(180)],
    )
    open_holds_at_most = models.PositiveSmallIntegerField(
        _("open requests in the whole installation, at most"), default=200
    )

    panels = [
        FieldPanel("release_first_pairing"),
        FieldPanel("meeting_minutes"),
        FieldPanel("buffer_minutes"),
        FieldPanel("furthest_days"),
        FieldPanel("open_holds_at_most"),
    ]

    class Meta:
        verbose_name = _("pairings and meetings")
