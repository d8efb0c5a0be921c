"""The rooms' models, gathered for Django."""

from courses.content.models import LoadedFile
from courses.feedback.models import StuckNote
from courses.guides.models import Guide, GuideTag
from courses.practice.models import Practice, PracticeGuide
from courses.progress.models import Course, CourseGuide, GuideMark, Progress
from courses.services.models import EService, Fact, FactWording, Source
from courses.start.models import StartPage
from courses.terms.models import Term

__all__ = [
    "Course",
    "CourseGuide",
    "EService",
    "Fact",
    "FactWording",
    "Guide",
    "GuideMark",
    "GuideTag",
    "LoadedFile",
    "Practice",
    "PracticeGuide",
    "Progress",
    "Source",
    "StartPage",
    "StuckNote",
    "Term",
]
