"""What the admin puts into running text that says nothing."""

from __future__ import annotations

import re

#: The marks on paragraphs, as they stand in a text, and in JSON within JSON.
_BLOCK_KEY = re.compile(r' data-block-key=\\*"[^"\\]*\\*"')


def without_block_keys(source: str) -> str:
    """An editor's text without the marks that the admin puts on paragraphs when it is saved there.

    Of use to the admin, dead weight to a reader; a text with them says the same as one without.
    """
    return _BLOCK_KEY.sub("", source)
