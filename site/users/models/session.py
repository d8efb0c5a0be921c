"""Sessions, as rows that know whose they are: so that a person can see and end them."""

from typing import Any

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.translation import gettext_lazy as _

from users.models.user import User


class Way(models.TextChoices):
    """How somebody signed in."""

    CARD = "card", _("card")
    CODE = "code", _("code in a message")
    PASSKEY = "passkey", _("passkey")
    PASSWORD = "password", _("password")
    OPENID = "openid", _("the municipality's sign-in")


class Device(models.TextChoices):
    """What it was, as coarsely as a person needs to know it again. The browser's own words are not kept."""

    ANDROID = "android", _("Android phone or tablet")
    IPHONE = "iphone", _("iPhone")
    IPAD = "ipad", _("iPad")
    WINDOWS = "windows", _("Windows computer")
    MAC = "mac", _("Mac")
    CHROMEBOOK = "chromebook", _("Chromebook")
    LINUX = "linux", _("Linux computer")
    OTHER = "other", _("another phone or computer")


class Session(AbstractBaseSession):
    """Django's session with a few columns of its own, all empty while nobody is signed in.

    No address on the network and no browser version is kept. `expire_date` is the end of both limits, the
    idle one and the absolute one, so a session that is over is over for everybody who asks.
    """

    user = models.ForeignKey(
        User, models.CASCADE, null=True, related_name="sessions", verbose_name=_("person")
    )
    public_id = models.UUIDField(_("name in lists"), null=True, unique=True, editable=False)
    way = models.CharField(_("signed in with"), max_length=8, choices=Way.choices, blank=True)
    device = models.CharField(_("on"), max_length=10, choices=Device.choices, blank=True)
    is_shared = models.BooleanField(_("others use it too"), default=False)
    started_at = models.DateTimeField(_("signed in"), null=True)
    last_seen_at = models.DateTimeField(_("last used"), null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(user=None) | models.Q(public_id__isnull=False, started_at__isnull=False),
                name="a_persons_session_can_be_listed",
            )
        ]
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    @classmethod
    def get_session_store_class(cls) -> Any:
        """The engine that reads and writes these rows."""
        from users.session_store import SessionStore

        return SessionStore

    def __str__(self) -> str:
        return f"session of person {self.user_id}" if self.user_id else "session of nobody"
