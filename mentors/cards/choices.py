"""What can be chosen on a card, in everyday words. The values stand in the database and never change."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Device(models.TextChoices):
    """Families of devices: what works on one works nearly the same on another of the same family."""

    BUTTON_PHONE = "button", _("a button phone")
    ANDROID = "android", _("a smartphone with Android")
    IPHONE = "iphone", _("an iPhone")
    TABLET = "tablet", _("a tablet")
    COMPUTER = "computer", _("a computer")
    NONE = "none", _("none of these")


class Network(models.TextChoices):
    """Whether this phone with this operator reaches anybody. Old networks have been shut down."""

    ALL = "all", _("both calls and the internet work")
    CALLS = "calls", _("calls work, but not the internet")
    WIFI = "wifi", _("the internet works only where there is wifi")
    NOTHING = "nothing", _("neither calls nor the internet work any more")
    UNSURE = "unsure", _("I do not know")


class ObstacleKind(models.TextChoices):
    """The seven kinds of obstacle that the field speaks of. What people choose among are the words."""

    LEGAL = "legal", _("rules")
    FACTUAL = "factual", _("things that are missing")
    LINGUISTIC = "linguistic", _("the language")
    KNOWLEDGE = "knowledge", _("not having done it before")
    PROFESSION = "profession", _("how I am met")
    TECHNOLOGY = "technology", _("the technology")
    ORGANISATION = "organisation", _("how it is arranged")


#: One example of each, as somebody would say it.
OBSTACLE_EXAMPLES = {
    ObstacleKind.LEGAL: _("For example: it takes a Swedish identity number, and I have none."),
    ObstacleKind.FACTUAL: _("For example: I have no phone that can do it, or no money on my card."),
    ObstacleKind.LINGUISTIC: _("For example: the words are hard, or it is not in my language."),
    ObstacleKind.KNOWLEDGE: _("For example: I have never done it, and nobody has shown me."),
    ObstacleKind.PROFESSION: _("For example: I am told to do it on the internet, and get no other answer."),
    ObstacleKind.TECHNOLOGY: _("For example: the page logs me out, or does not work on my phone."),
    ObstacleKind.ORGANISATION: _("For example: I am sent from one office to another."),
}


class MeetingWay(models.TextChoices):
    """How two people meet."""

    PLACE = "place", _("at a place")
    PHONE = "phone", _("by phone")
    VIDEO = "video", _("by video")


class Company(models.TextChoices):
    """With how many."""

    ALONE = "alone", _("just the two of us")
    GROUP = "group", _("together with a few others")


class MentorWish(models.TextChoices):
    """What matters in a mentor. Never shown to one."""

    BEST_LANGUAGE = "best_language", _("speaks the language that I know best")
    SAME_DEVICE = "same_device", _("has the same kind of phone or computer as I")
    SAME_PERSON = "same_person", _("is the same person every time")
    SOON = "soon", _("has a time soon, whoever it is")


class Icon(models.TextChoices):
    """A small drawing beside something said in own words."""

    STAR = "star", _("star")
    PHONE = "phone", _("phone")
    LETTER = "letter", _("letter")
    HEALTH = "health", _("health")
    MONEY = "money", _("money")
    HOME = "home", _("home")
    TRAVEL = "travel", _("travel")
    SCHOOL = "school", _("school")
    PEOPLE = "people", _("people")


class CanHow(models.TextChoices):
    """How somebody does what they can do."""

    BY_MYSELF = "by_myself", _("by myself")
    WITH_HELP = "with_help", _("with a little help")
