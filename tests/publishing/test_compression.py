"""What is packed, and above all what is not."""

from __future__ import annotations

import gzip

import brotli
import pytest
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseNotModified,
    StreamingHttpResponse,
)
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.test import RequestFactory

from publishing.compression import SMALLEST_BYTES, CompressionMiddleware, wanted_encoding

PAGE = b"<!doctype html><p>Log in with BankID, step by step.</p>" * 40
BROWSER = "gzip, deflate, br, zstd"


def answer_to(response, accepts: str = BROWSER, view=None):
    """What goes out when the rest of the site answers with `response`."""
    request = RequestFactory().get("/sv/bankid/", headers={"Accept-Encoding": accepts})
    return CompressionMiddleware(view or (lambda _request: response))(request)


@pytest.mark.parametrize(
    ("accepts", "encoding"),
    [
        (BROWSER, "br"),
        ("gzip", "gzip"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br; q=1.0 , gzip; q=1.0", "br"),
        ("*", "br"),
        ("*;q=0, gzip", "gzip"),
        ("gzip;q=0", ""),
        ("identity", ""),
        ("GZIP", "gzip"),
        ("br;q=loud", ""),
        ("", ""),
    ],
)
def test_wanted_encoding_follows_the_header(accepts, encoding):
    assert wanted_encoding(accepts) == encoding


@pytest.mark.parametrize(("accepts", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_an_anonymous_page_is_packed_and_unpacks_to_itself(accepts, unpack):
    answer = answer_to(HttpResponse(PAGE), accepts)
    assert answer.headers["Content-Encoding"] == accepts
    assert unpack(answer.content) == PAGE
    assert answer.headers["Content-Length"] == str(len(answer.content))
    assert answer.headers["Vary"] == "Accept-Encoding"


def test_the_same_page_packs_to_the_same_bytes():
    assert answer_to(HttpResponse(PAGE), "gzip").content == answer_to(HttpResponse(PAGE), "gzip").content


def test_a_browser_that_takes_nothing_packed_gets_it_plain_and_caches_are_told():
    answer = answer_to(HttpResponse(PAGE), "identity")
    assert answer.content == PAGE
    assert "Content-Encoding" not in answer.headers
    assert answer.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    "headers",
    [
        {"Vary": "Cookie"},
        {"Vary": "Accept-Language, cookie"},
        {"Vary": "Authorization"},
        {"Vary": "*"},
        {"Cache-Control": "no-store"},
        {"Cache-Control": "max-age=0, private"},
        {"Cache-Control": "no-transform"},
        {"Content-Encoding": "gzip"},
        {"Content-Range": "bytes 0-10/100"},
        {"Content-Type": "image/jpeg"},
        {"Content-Type": "application/pdf"},
    ],
)
def test_what_must_not_be_packed_is_left_alone(headers):
    answer = answer_to(HttpResponse(PAGE, headers=headers))
    assert answer.content == PAGE
    assert {name: answer.headers[name] for name in headers} == headers


def test_an_answer_that_sets_a_cookie_is_left_alone():
    response = HttpResponse(PAGE)
    response.set_cookie("anything", "1")
    assert "Content-Encoding" not in answer_to(response).headers


def test_a_page_with_a_csrf_token_is_left_alone():
    """BREACH: the token is a secret in a page that can repeat what came with the address."""

    def page_with_form(request: HttpRequest) -> HttpResponse:
        return HttpResponse(PAGE + get_token(request).encode())

    answer = answer_to(None, view=CsrfViewMiddleware(page_with_form))
    assert "Content-Encoding" not in answer.headers
    # The negative control: the same page without the token goes out packed.
    answer = answer_to(None, view=CsrfViewMiddleware(lambda _request: HttpResponse(PAGE)))
    assert answer.headers["Content-Encoding"] == "br"


@pytest.mark.django_db
def test_a_page_that_looked_at_the_session_is_left_alone(client):
    """Through all the middleware, as it is installed."""
    sign_in = client.get("/sv/in/", headers={"Accept-Encoding": BROWSER})
    assert "Content-Encoding" not in sign_in.headers
    assert "no-store" in sign_in.headers["Cache-Control"]


@pytest.mark.django_db
def test_the_first_page_goes_out_packed(client):
    """Through all the middleware: choosing a language asks for no session and no token."""
    answer = client.get("/", headers={"Accept-Encoding": BROWSER})
    assert answer.headers.get("Content-Encoding") == "br"
    assert brotli.decompress(answer.content).startswith(b"<!")


def test_short_answers_are_left_alone():
    assert "Content-Encoding" not in answer_to(HttpResponse(b"a" * (SMALLEST_BYTES - 1))).headers
    assert "Content-Encoding" in answer_to(HttpResponse(b"a" * SMALLEST_BYTES)).headers


def test_what_does_not_get_smaller_is_left_alone():
    import random

    noise = random.Random(1).randbytes(SMALLEST_BYTES * 2)
    answer = answer_to(HttpResponse(noise, content_type="text/plain"))
    assert answer.content == noise
    assert "Content-Encoding" not in answer.headers


def test_a_strong_tag_becomes_weak_and_a_weak_one_stays():
    strong = answer_to(HttpResponse(PAGE, headers={"ETag": '"abc"'}))
    weak = answer_to(HttpResponse(PAGE, headers={"ETag": 'W/"abc"'}))
    assert strong.headers["ETag"] == weak.headers["ETag"] == 'W/"abc"'
    assert answer_to(HttpResponse(PAGE, headers={"ETag": '"abc"'}), "identity").headers["ETag"] == '"abc"'


def test_answers_without_a_body_and_streams_are_left_alone(tmp_path):
    assert "Content-Encoding" not in answer_to(HttpResponseNotModified()).headers
    assert "Content-Encoding" not in answer_to(StreamingHttpResponse([PAGE])).headers
    file = tmp_path / "a.txt"
    file.write_bytes(PAGE)
    with file.open("rb") as stream:
        response = answer_to(FileResponse(stream))
        assert "Content-Encoding" not in response.headers
        assert response.getvalue() == PAGE
