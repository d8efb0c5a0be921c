"""The rooms' models, gathered for Django."""

from courses.content.models import LoadedFile
from courses.feedback.models import StuckNote
from courses.guides.models import Guide, GuideTag
from courses.practice.models import Practice, PracticeGuide
from courses.services.models import EService, Fact, FactWording, Source
from courses.start.models import StartPage
from courses.terms.models import Term

__all__ = [
    "EService",
    "Fact",
    "FactWording",
    "Guide",
    "GuideTag",
    "LoadedFile",
    "Practice",
    "PracticeGuide",
    "Source",
    "StartPage",
    "StuckNote",
    "Term",
]
