"""Messages to people, and which have had their time."""

from django.utils.translation import gettext_lazy as _

from core.retention.kinds import Kind
from messaging.models import Message

ON_THE_WAY = (Message.State.QUEUED, Message.State.SENDING)

KINDS = [
    Kind(
        "messages",
        _("Messages to people"),
        counted_from=_("the day it was written"),
        proposed_days=90,
        passed=lambda before: [Message.objects.filter(created_at__lt=before).exclude(state__in=ON_THE_WAY)],
    )
]
