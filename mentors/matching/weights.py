"""How much each part of a pairing's cost weighs. Whole numbers that administrators can change."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from core.privacy.admin_forms import GuardedModelForm

#: No weight is higher: one part may outweigh the others, but not drown them.
HIGHEST = 1000


def _weight(name: Any, default: int, help_text: Any) -> models.PositiveSmallIntegerField[int, int]:
    return models.PositiveSmallIntegerField(
        name, default=default, validators=[MaxValueValidator(HIGHEST)], help_text=help_text
    )


@register_setting(icon="cogs")
class MatchingWeights(BaseGenericSetting):
    """What speaks against a pair, and how much. The less, the better; 0 means that it does not count."""

    first_wish = _weight(
        _("cannot show what the learner wants most"),
        20,
        _("The mentor has not done the guide with own hands."),
    )
    other_wish = _weight(
        _("cannot show another wish"), 5, _("For each further guide that the learner wants.")
    )
    later_language = _weight(
        _("talk in another language than the best"),
        10,
        _("For each place further down in the learner's list."),
    )
    other_device = _weight(
        _("another kind of phone or computer"), 8, _("Only when both have said what they use.")
    )
    other_way = _weight(
        _("meets in another way"), 5, _("By phone, by video or at a place; only when both have said.")
    )
    other_part_of_day = _weight(
        _("no time in the part of the day that suits"), 15, _("Mornings, afternoons, evenings.")
    )
    each_day = _weight(_("each day to the first time"), 1, _("Counted from today."))
    new_pair = _weight(_("have not met before"), 6, _("Those who know each other go on together."))
    another_suggestion = _weight(
        _("another suggestion than the last"),
        5,
        _("What somebody has been told does not change for nothing."),
    )
    each_further = _weight(
        _("each further person that a mentor has"),
        4,
        _(
            "Once for the second, three times for the third, six times for the fourth: it rises, so that it is shared."
        ),
    )
    without = _weight(
        _("to stay without a mentor"),
        250,
        _("Higher than what a pair usually costs, or people are left out."),
    )
    each_week_in_line = _weight(
        _("each week in the line"),
        5,
        _("Added to the cost of staying without: who has waited long comes first."),
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel("first_wish"), FieldPanel("other_wish")], heading=_("What they can show")
        ),
        MultiFieldPanel(
            [FieldPanel("later_language"), FieldPanel("other_device"), FieldPanel("new_pair")],
            heading=_("The two of them"),
        ),
        MultiFieldPanel(
            [FieldPanel("other_way"), FieldPanel("other_part_of_day"), FieldPanel("each_day")],
            heading=_("How and when"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("each_further"),
                FieldPanel("without"),
                FieldPanel("each_week_in_line"),
                FieldPanel("another_suggestion"),
            ],
            heading=_("Fair to all"),
        ),
    ]

    base_form_class = GuardedModelForm

    class Meta:
        verbose_name = _("weights of the matching")

    def clean(self) -> None:
        """To stay without must cost something, or nobody would be matched."""
        if self.without == 0:
            raise ValidationError({"without": _("Choose more than 0: otherwise nobody gets a mentor.")})

    def load_cost(self, nth: int) -> int:
        """What a mentor's learner number `nth`, from 0, costs: 0, 1, 3, 6 ... times the weight."""
        return self.each_further * nth * (nth + 1) // 2


def weights() -> MatchingWeights:
    """The weights that hold now; the defaults where nobody has saved any. Never writes."""
    return MatchingWeights.objects.first() or MatchingWeights()
