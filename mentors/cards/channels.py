"""By which door something came in."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EntryChannel(models.TextChoices):
    """Who pressed the button: the person, or a coordinator for the person, and how they were asked."""

    WEB = "web", _("on the web")
    LINK = "link", _("by a link in a message")
    PHONE = "phone", _("by phone, on request")
    IN_PERSON = "in_person", _("in person, on request")
    PAPER = "paper", _("on paper")
