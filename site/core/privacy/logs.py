"""What is written into logs and error reports says what happened, never what somebody wrote.

A value that a person typed can reach a log in four ways: in the address of a request, in the message of an
exception (`invalid literal for int(): '...'`, a database's "Key (value)=..."), in the variables of a traceback and in
the form data of an error report. None of them is written.
"""

from __future__ import annotations

import logging
import traceback
from types import TracebackType
from typing import Any

from django.http import HttpRequest
from django.views.debug import SafeExceptionReporterFilter

from core.privacy.guard import findings, without

#: Line ends that would let a value begin a line of its own in a log.
_LINE_ENDS = str.maketrans({"\r": "\\r", "\n": "\\n", "\x1b": "\\x1b", "\u2028": "\\n", "\u2029": "\\n"})
_LONGEST_BEGINNING = 60
NO_SUCH_ADDRESS = "(no such address)"

Problem = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class NothingPersonalFormatter(logging.Formatter):
    """A line for each event. Of a request its method and the pattern of its address; of an exception its kind.

    What is left is read by the privacy guard before it is written.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The record as it is written. The record itself, which other handlers share, stays as it is."""
        copy = logging.makeLogRecord(record.__dict__)
        copy.msg, copy.args = message_of(record), None
        # What another formatter has made of the same exception is not ours to repeat.
        copy.exc_text = None
        return super().format(copy)

    def formatException(self, ei: Any) -> str:
        """Where it happened and what kind of exception, with those that led to it; no message, no variables."""
        return "\n".join(_kinds_and_places(ei[1]))


def message_of(record: logging.LogRecord) -> str:
    """What a record says, on one line, without what somebody typed."""
    request = getattr(record, "request", None)
    if isinstance(request, HttpRequest):
        return f"{_beginning(record)}: {request.method} {address_of(request)}"
    if record.name == "django.server" and record.args:
        return f"status {getattr(record, 'status_code', '')}"
    text = record.getMessage().translate(_LINE_ENDS)
    return without(text, findings(text, public=True))


def address_of(request: HttpRequest) -> str:
    """The pattern of a request's address, such as `sv/mote/<uuid:meeting_id>/`: its arguments are not in it."""
    match = request.resolver_match
    return match.route if match is not None else NO_SUCH_ADDRESS


def _beginning(record: logging.LogRecord) -> str:
    """The words before the first value, such as `Not Found` of `Not Found: /sv/...`, with the status."""
    words = record.getMessage().partition(":")[0].translate(_LINE_ENDS).strip()[:_LONGEST_BEGINNING]
    words = without(words, findings(words, public=True))
    status = getattr(record, "status_code", "")
    return f"{words} ({status})" if status else words


def _kinds_and_places(problem: BaseException | None) -> list[str]:
    lines: list[str] = []
    seen: set[int] = set()
    while problem is not None and id(problem) not in seen:
        seen.add(id(problem))
        places = "".join(traceback.format_tb(problem.__traceback__)).rstrip()
        kind = f"{type(problem).__module__}.{type(problem).__qualname__}"
        lines[:0] = [line for line in (places, kind) if line]
        problem = problem.__cause__ or (None if problem.__suppress_context__ else problem.__context__)
    return lines


class NothingPersonalReports(SafeExceptionReporterFilter):
    """Django's error reports, by mail or on a page, without form data, cookies and the values of variables."""

    def is_active(self, request: HttpRequest | None) -> bool:
        """Always, on a developer's machine too."""
        return True

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, str]:
        """The names of the fields that were sent."""
        if request is None:
            return {}
        return dict.fromkeys(request.POST, self.cleansed_substitute)

    def get_traceback_frame_variables(self, request: HttpRequest | None, tb_frame: Any) -> Any:
        """The names of the variables."""
        return dict.fromkeys(tb_frame.f_locals, self.cleansed_substitute).items()

    def get_safe_request_meta(self, request: HttpRequest | None) -> dict[str, Any]:
        """What the server knows of the request, without what the browser sent."""
        if request is None:
            return {}
        return dict.fromkeys(request.META, self.cleansed_substitute)

    def get_safe_cookies(self, request: HttpRequest | None) -> dict[str, Any]:
        """The names of the cookies."""
        if request is None:
            return {}
        return dict.fromkeys(request.COOKIES, self.cleansed_substitute)
