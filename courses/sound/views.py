"""Sound and film files, sent in the parts that players ask for."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from courses.sound.making import FOLDER
from courses.sound.models import Film
from media.ranges import played

#: A sound file is named after what is said in it.
_SOUND_SECONDS = 7 * 24 * 3600
#: A film may be taken back.
_FILM_SECONDS = 3600


@require_safe
def sound(request: HttpRequest, path: str) -> HttpResponse | StreamingHttpResponse:
    """`/files/sound/…`: a step read aloud. Anonymous."""
    if ".." in path.split("/") or not path.startswith(f"{FOLDER}/"):
        raise Http404(path)
    return played(request, path, max_age_seconds=_SOUND_SECONDS, storage=default_storage)


@require_safe
def film(request: HttpRequest, pk: int, part: str) -> HttpResponse | StreamingHttpResponse:
    """`/film/<number>/film/` and `/film/<number>/text/`: a film that readers are shown, and its captions."""
    found = get_object_or_404(Film.objects.shown().filter(guide__live=True), pk=pk)
    file = {"film": found.file, "text": found.captions}.get(part)
    if file is None:
        raise Http404(part)
    return played(request, file.file.name or "", max_age_seconds=_FILM_SECONDS)
