"""The privacy guard: what must not be written in a free text is found, explained and taken out."""

from core.privacy.finding import Finding, Kind, Severity
from core.privacy.guard import REMOVED, GuardedTextValidator, check_text, findings, without

__all__ = [
    "REMOVED",
    "Finding",
    "GuardedTextValidator",
    "Kind",
    "Severity",
    "check_text",
    "findings",
    "without",
]
