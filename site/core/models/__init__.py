"""The core's models, gathered for Django."""

from core.models.municipality import Municipality
from core.models.pages import InfoPage, ReaderPage
from core.models.retention import ClockReading, RetentionDecision, RetentionRun
from core.models.sealing import SealingCanary
from core.models.signatures import TranslationSignature

__all__ = [
    "ClockReading",
    "InfoPage",
    "Municipality",
    "ReaderPage",
    "RetentionDecision",
    "RetentionRun",
    "SealingCanary",
    "TranslationSignature",
]
