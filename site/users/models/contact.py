"""Ways to reach a person, if they chose to give one."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from users.models.user import User


class ContactPoint(models.Model):
    """A phone number (E.164) or e-mail address that somebody asked us to use. Nobody has to have one."""

    class Kind(models.TextChoices):
        """The channels a person can be reached by."""

        PHONE = "phone", _("phone")
        EMAIL = "email", _("e-mail")

    user = models.ForeignKey(User, models.CASCADE, related_name="contact_points", verbose_name=_("person"))
    kind = models.CharField(_("kind"), max_length=5, choices=Kind.choices)
    value = models.CharField(_("number or address"), max_length=254)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="one_contact_point_of_a_kind")]
        verbose_name = _("contact point")
        verbose_name_plural = _("contact points")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of person {self.user_id}"
