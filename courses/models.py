"""The rooms' models, gathered for Django."""

from courses.content.models import LoadedFile
from courses.feedback.models import StuckNote
from courses.guides.models import Guide, GuideTag, RenderedStep
from courses.practice.models import Practice, PracticeGuide
from courses.progress.models import Course, CourseGuide, GuideMark, Progress
from courses.search.models import SearchEntry, SearchState, SearchWord
from courses.services.models import Demand, EService, Fact, FactVariant, FactWording, Source, VariantWording
from courses.sound.models import Film, GuideSound, Recording
from courses.start.models import StartPage
from courses.terms.models import Term
from courses.translations.models import WrittenAfter

__all__ = [
    "Course",
    "CourseGuide",
    "Demand",
    "EService",
    "Fact",
    "FactVariant",
    "FactWording",
    "Film",
    "Guide",
    "GuideMark",
    "GuideSound",
    "GuideTag",
    "LoadedFile",
    "Practice",
    "PracticeGuide",
    "Progress",
    "Recording",
    "RenderedStep",
    "SearchEntry",
    "SearchState",
    "SearchWord",
    "Source",
    "StartPage",
    "StuckNote",
    "Term",
    "VariantWording",
    "WrittenAfter",
]
