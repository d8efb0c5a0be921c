"""What the report of figures tells about guides (rules: `insight.questions`)."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from courses.feedback.models import StuckNote
from courses.feedback.sending import MEASURE as STUCK
from courses.guides.models import Guide
from courses.papers.counting import MEASURE as LATE_PAPERS
from courses.papers.kinds import BY_CODE
from courses.progress.marks import Able, When
from insight.questions import Question, Words


def guide_names() -> Mapping[str, Words]:
    """What the guides are called, in Swedish: reports are written in it."""
    names: dict[str, Words] = dict(
        Guide.objects.filter(locale__language_code="sv").values_list("key", "title")
    )
    return {"": _("about no guide"), **names}


QUESTIONS = [
    Question(
        _("Can you do this? Answers after a guide"),
        {f"guide.able.{able.value}": able.label for able in Able},
        by="guide",
        names=guide_names,
        only={"when": When.AFTER.value},
    ),
    Question(
        _("What stops readers"),
        {STUCK: _("Readers who got stuck")},
        by="reason",
        names=lambda: dict(StuckNote.Reason.choices),
    ),
    Question(
        _("Papers that come after the due day"),
        {LATE_PAPERS: _("Times")},
        by="paper",
        names=lambda: {code: paper.name for code, paper in BY_CODE.items()},
    ),
    Question(
        _("Searches that found nothing"),
        {"search.nothing_found": _("Searches")},
        by="language",
    ),
]
