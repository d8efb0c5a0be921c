"""Progress in the address, the question on a guide, and the certificate.

No session, no cookie, nothing kept.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial

from allauth.core.internal import ratelimit
from allauth.core.internal.ratelimit import get_ip
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from courses.progress import paper
from courses.progress.able import BadTicketError, count_press, new_ticket, read_ticket
from courses.progress.known import KnownGuide, guides_by_key
from courses.progress.listing import courses
from courses.progress.marks import Able, Marks, When, mark_of, read, with_news, write
from courses.progress.shown import shown, with_marks
from courses.progress.views.carrying import (
    is_from_elsewhere,
    is_from_here,
    language_here,
    marks_brought,
    person_here,
    progress_address,
    same_page,
    see_other,
    show,
)

logger = logging.getLogger(__name__)

#: Per internet address; generous, since a whole library can share one.
CAPS = {"able": "120/h/ip"}


@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """`/framsteg/?g=…`: how far one has come. `?m=…` adds what was marked just now and leads to the whole."""
    marks, news = read(request.GET.get("g", "")), read(request.GET.get("m", ""))
    if news and marks:
        return _lead_to(marks, news)
    marks = marks or news
    person = person_here(request)
    context = {
        "shown": shown(marks, language_here()),
        "marks": write(marks),
        "news": write(news),
        "ticket": paper.new_ticket() if marks else "",
        "is_on_paper": "paper" in request.GET,
        "person": person,
        "same_page": same_page("courses:progress", query=f"?g={write(marks)}" if marks else ""),
    }
    return show(request, "progress", context, secret=person is not None)


@require_safe
def here(request: HttpRequest, guide_key: str, step_key: str) -> HttpResponse:
    """`/framsteg/hit/<guide>/<step>/`: "I have come this far". Leads to the address that says so."""
    guide = guides_by_key([guide_key], language_here()).get(guide_key)
    if guide is None or step_key not in {step.key for step in guide.steps}:
        raise Http404("no such step")
    return _lead_to(marks_brought(request), (mark_of(guide_key, step_key),))


def _lead_to(had: Marks, news: Marks) -> HttpResponse:
    """To "My progress" with the news.

    Alone they stand as news (`m`), so that what the device keeps can be added.
    """
    address = progress_address(with_news(had, news)) if had else progress_address((), m=write(news))
    response = HttpResponseRedirect(address)
    response["Cache-Control"] = "no-store"
    return response


# It acts on nobody's behalf, and a CSRF token would need a cookie: the signed ticket stands in for it, or what the
# browser says of where it comes from.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def able(request: HttpRequest, guide_key: str, when: str) -> HttpResponse:
    """`/framsteg/kan/<guide>/<fore|efter>/`: can you do this?

    POST counts the answer once and puts it into the address.
    """
    asked = {"fore": When.BEFORE, "efter": When.AFTER}.get(when)
    guide = guides_by_key([guide_key], language_here()).get(guide_key)
    if asked is None or guide is None:
        raise Http404("no such question")
    had = read(request.POST.get("g", request.GET.get("g", ""))) or marks_brought(request)
    said = request.POST.get("able", "")
    if request.method != "POST" or said not in Able.values:
        return _ask(request, guide, when, had)
    try:
        use = _right_to_be_counted(request, guide_key)
    except BadTicketError:
        return _ask(request, guide, when, had, said=said)
    if ratelimit.consume(request, app="courses.progress", action="able", config=CAPS):
        use(asked, Able(said), language_here())
    else:
        # The person's own answer matters more than the count, which is only missing one.
        logger.warning("Answers come faster than people give them; one was not counted.")
    return see_other(_after_answer(guide, had, asked, said))


def _right_to_be_counted(request: HttpRequest, guide_key: str) -> Callable[[When, Able, str], object]:
    """By the ticket of the question's own page, or for a press on a guide. Raises `BadTicketError` for neither."""
    if is_from_elsewhere(request):
        raise BadTicketError
    if "ticket" in request.POST:
        return read_ticket(request.POST["ticket"], guide_key).use
    if not is_from_here(request):
        raise BadTicketError
    pressed_by = f"{get_ip(request)} {request.headers.get('User-Agent', '')}"
    return partial(count_press, pressed_by, guide_key)


def _after_answer(guide: KnownGuide, had: Marks, asked: When, said: str) -> str:
    """Before the guide, on to its steps; after it, to "My progress". The answer is in the address of both."""
    if asked is When.BEFORE:
        marks = with_news(had, [mark_of(guide.key, before=said)])
        return f"{with_marks(guide.address, write(marks))}#thanks"
    last = guide.steps[-1].key if guide.steps else ""
    news = mark_of(guide.key, last, after=said)
    if not had:
        return progress_address((), m=str(news))
    return progress_address(with_news(had, [news]))


def _ask(request: HttpRequest, guide: KnownGuide, when: str, had: Marks, said: str = "") -> HttpResponse:
    """The question on a page of its own: where the browser says too little, and for a guide read on paper."""
    context = {
        "guide": guide,
        "when": when,
        "marks": write(had),
        "said": said,
        "ticket": new_ticket(guide.key),
        "choices": Able.choices,
        "same_page": same_page("courses:able", guide.key, when, query=f"?g={write(had)}" if had else ""),
    }
    return show(request, "ask", context)


@require_safe
def certificate(request: HttpRequest, key: str) -> HttpResponse:
    """`/framsteg/intyg/<course>/?g=…`: what the person can do, to print. Nothing is kept."""
    marks = read(request.GET.get("g", ""))
    course = next((course for course in courses(language_here(), marks) if course.key == key), None)
    if course is None:
        raise Http404("no such course")
    query = f"?g={write(marks)}" if marks else ""
    context = {
        "course": course,
        "back": progress_address(marks),
        "today": timezone.localdate(),
        "same_page": same_page("courses:certificate", key, query=query),
    }
    return show(request, "certificate", context)
