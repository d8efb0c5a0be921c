"""Progress, and what readers wrote who got stuck."""

from django.utils.translation import gettext_lazy as _

from core.retention.kinds import Kind
from courses.feedback.models import StuckNote
from courses.progress.models import Progress

KINDS = [
    Kind(
        "progress",
        _("How far people have come in the guides"),
        counted_from=_("the last use"),
        proposed_days=365,
        passed=lambda before: [Progress.objects.unused_since(before.date())],
    ),
    Kind(
        "notes",
        _("What readers wrote who got stuck, without a name"),
        counted_from=_("the day it was sent"),
        proposed_days=730,
        passed=lambda before: [StuckNote.objects.filter(created_on__lt=before.date())],
    ),
]
