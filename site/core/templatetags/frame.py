"""The frame around every page: its styles, and the same page in the other languages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django import template
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template import Context
from django.urls import translate_url
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, override
from wagtail.models import Page

from core.addresses import page_address
from core.languages import SOURCE, Language, interface_languages, language
from core.signing import unsigned

register = template.Library()

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s+")
#: Around these a space means nothing. Not before a colon: `a :focus` is not `a:focus`.
_NEEDLESS_SPACE = re.compile(r" ?([{};,>]) ?|(?<=:) ")


def minified(css: str) -> str:
    """`css` without comments, line breaks and needless spaces. Nothing else is touched."""
    css = _SPACE.sub(" ", _COMMENT.sub("", css))
    css = _NEEDLESS_SPACE.sub(lambda found: found.group(1) or "", css)
    return css.replace(";}", "}").strip()


def _style_file(name: str) -> Path:
    """Where `css/<name>.css` lies. Raises `FileNotFoundError` when there is none."""
    found = finders.find(f"css/{name}.css")
    path = Path(found) if found else Path(settings.STATIC_ROOT) / "css" / f"{name}.css"
    if not path.exists():
        raise FileNotFoundError(f"no style sheet css/{name}.css")
    return path


@lru_cache(maxsize=32)
def _read_styles(files: tuple[tuple[Path, int], ...]) -> str:
    """The files' styles in one text, kept for as long as none of them is changed (path, time of change)."""
    return minified("\n".join(path.read_text(encoding="utf-8") for path, _changed in files))


@register.simple_tag
def inline_css(*names: str) -> SafeString:
    """The named style sheets as one `<style>`, so that a page and its look are one request."""
    paths = [_style_file(name) for name in names]
    styles = _read_styles(tuple((path, path.stat().st_mtime_ns) for path in paths))
    return mark_safe(f"<style>{styles}</style>")  # noqa: S308 - our own files


@dataclass(frozen=True)
class LanguageLink:
    """The way to this page in another language."""

    language: Language
    address: str


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> list[LanguageLink]:
    """This page in each other language, or that language's start page where the page is not translated.

    A view that knows better puts `same_page` (language code to address) into the context.
    """
    here = get_language() or settings.LANGUAGE_CODE
    others = [each for each in interface_languages() if each.code != here]
    known = _known_addresses(context, [each.code for each in others])
    return [LanguageLink(each, known.get(each.code, f"/{each.code}/")) for each in others]


@register.simple_tag(takes_context=True)
def unsigned_in_swedish(context: Context) -> str:
    """In Swedish, that no native reader has signed this page's translation; empty where it is none, or is signed."""
    code = get_language() or SOURCE
    if not language(code).is_translation or "request" not in context:
        return ""
    page = context.get("page")
    if not unsigned(code, page if isinstance(page, Page) else None):
        return ""
    with override(SOURCE):
        return gettext("No native speaker has checked this translation yet.")


def _known_addresses(context: Context, codes: list[str]) -> dict[str, str]:
    if "same_page" in context:
        return context["same_page"]
    request = context.get("request")
    if request is None or not codes:
        return {}
    page = context.get("page")
    if isinstance(page, Page):
        return translated_addresses(page, codes)
    match = getattr(request, "resolver_match", None)
    if match is None or match.url_name in {None, "wagtail_serve", "choose_language"}:
        return {}
    return {code: translate_url(request.get_full_path(), code) for code in codes}


def translated_addresses(page: Page, codes: list[str]) -> dict[str, str]:
    """The addresses of the page's published translations into `codes`. One query."""
    translations = Page.objects.live().filter(
        translation_key=page.translation_key, locale__language_code__in=codes
    )
    return {
        code: page_address(other, code)
        for other in translations.select_related("locale")
        for code in [other.locale.language_code]
    }
