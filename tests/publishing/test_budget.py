"""Pages are weighed as readers are sent them."""

from __future__ import annotations

import brotli
import pytest
from django.core.management import CommandError, call_command

from publishing.budget import FIRST_VIEW_BYTES, bytes_br, weigh


def test_bytes_br_is_the_length_at_the_best_quality():
    content = b"<p>Log in</p>" * 100
    assert bytes_br(content) == len(brotli.compress(content, mode=brotli.MODE_TEXT, quality=11))


def test_weigh_counts_scripts_but_not_data_and_style_sheets_that_block():
    html = (
        b'<link rel="stylesheet" href="/a.css"><link rel=icon href=/i.ico>'
        b'<script src="/a.js"></script><SCRIPT>go()</SCRIPT>'
        b'<script type="application/ld+json">{}</script>'
    )
    weight = weigh(html)
    assert (weight.scripts, weight.blocking_style_sheets) == (2, 1)
    assert weight.bytes_plain == len(html)
    assert not weight.fits


def test_a_page_fits_up_to_the_budget_and_no_further():
    import random

    noise = random.Random(3).randbytes(FIRST_VIEW_BYTES)
    assert not weigh(noise).fits
    assert weigh(noise[: FIRST_VIEW_BYTES - 100]).fits


@pytest.mark.django_db
def test_the_command_weighs_pages_and_fails_for_what_is_not_there(capsys):
    call_command("page_weight", "/")
    line = capsys.readouterr().out.splitlines()[1]
    assert line.endswith("  /")
    assert 0 < int(line.split()[0]) <= FIRST_VIEW_BYTES
    with pytest.raises(CommandError, match="/sv/nothing-here/ answered 404"):
        call_command("page_weight", "/sv/nothing-here/")
