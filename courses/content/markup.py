"""The little markup of the content files: paragraphs, lists and bold."""

from __future__ import annotations

import re
from html import escape

BOLD = re.compile(r"\*\*(.+?)\*\*")


def to_html(text: str) -> str:
    """Rich text for Wagtail: paragraphs between blank lines, `- ` list lines, `## ` headings, `**bold**`."""
    return "".join(_block(block) for block in re.split(r"\n\s*\n", text.strip()) if block.strip())


def _block(block: str) -> str:
    lines = [line.strip() for line in block.strip().splitlines()]
    if lines[0].startswith("## "):
        return f"<h2>{_inline(lines[0][3:])}</h2>" + (_block("\n".join(lines[1:])) if lines[1:] else "")
    head = [line for line in lines if not line.startswith("- ")]
    items = "".join(f"<li>{_inline(line[2:])}</li>" for line in lines if line.startswith("- "))
    paragraph = f"<p>{_inline(' '.join(head))}</p>" if head else ""
    return paragraph + (f"<ul>{items}</ul>" if items else "")


def _inline(text: str) -> str:
    return BOLD.sub(r"<b>\1</b>", escape(text, quote=False))
