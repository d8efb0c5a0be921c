"""Names in sentences that are read from the other side."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from core.templatetags.wording import name


@pytest.mark.parametrize(
    ("language", "called", "html"),
    [
        ("sv", "Glad Sparv", "<bdi>Glad Sparv</bdi>"),
        ("ar", "Glad Sparv", '<bdi lang="sv" dir="ltr">Glad Sparv</bdi>'),
        ("fa", "Ågatan 1", '<bdi lang="sv" dir="ltr">Ågatan 1</bdi>'),
        ("sv", "نور", "<bdi>نور</bdi>"),
        ("ar", "نور", "<bdi>نور</bdi>"),
        ("ar", "<b>", '<bdi lang="sv" dir="ltr">&lt;b&gt;</bdi>'),
        ("ar", "", ""),
    ],
)
def test_a_name_is_a_run_of_its_own(language: str, called: str, html: str):
    with override(language):
        assert name(called) == html
