"""What is asked of every page beside axe: its frame, its languages, its size. Each returns what is wrong, in words."""

from __future__ import annotations

from playwright.sync_api import Page

from core.languages import Language

#: As wide as a finger needs, in CSS pixels.
TARGET_PIXELS = 44


def frame_problems(page: Page, language: Language, *, is_top: bool = False) -> list[str]:
    """One heading that says where one is, the right language and direction, a way back and a way to a person.

    From the top of the site there is no way back.
    """
    problems = []
    headings = page.locator("h1")
    if headings.count() != 1 or not headings.first.is_visible():
        problems.append(f"{headings.count()} h1")
    found = page.evaluate("[document.documentElement.lang, document.documentElement.dir]")
    if found != [language.tag, language.direction]:
        problems.append(f"lang and dir are {found}")
    if not is_top and not page.locator(".back a[href]").first.is_visible():
        problems.append("no visible way back")
    if not page.locator(".human a[href]").first.is_visible():
        problems.append("no visible way to a person")
    return problems


def language_problems(page: Page) -> list[str]:
    """Runs of another script or another language that do not say so, or do not say which way they are read.

    On a page in letters of its own that are words in Latin letters too: each is marked as another language, or set
    apart (`bdi`, an address or a number), but for short words that all languages write so.
    """
    return page.evaluate(_LANGUAGES)


def overflow(page: Page) -> list[str]:
    """What sticks out on the right, so that one has to push the page to and fro; nothing for a page that fits."""
    return page.evaluate(_OVERFLOW)


def small_targets(page: Page) -> list[str]:
    """Buttons, fields and links that stand alone, and are smaller than a finger; links in running text may be."""
    return page.evaluate(_SMALL_TARGETS, TARGET_PIXELS)


_LANGUAGES = r"""() => {
    const scripts = [
        [/\p{Script=Arabic}/u, ['ar', 'fa', 'fa-af', 'ps', 'ckb', 'ur'], 'rtl'],
        [/\p{Script=Hebrew}/u, ['he', 'yi'], 'rtl'],
        [/\p{Script=Cyrillic}/u, ['uk', 'ru', 'bg', 'sr'], 'ltr'],
        [/\p{Script=Ethiopic}/u, ['ti', 'am'], 'ltr'],
        [/\p{Script=Thai}/u, ['th'], 'ltr'],
    ];
    const page = document.documentElement.lang;
    const own = scripts.find(([, languages]) => languages.includes(page));
    const written_so = /^([A-Z0-9-]{1,5}|[kM]B|Wi-Fi)$/;
    const found = [];
    const say = (element, what) => found.push(`${what}: ${element.outerHTML.slice(0, 120)}`);
    for (const element of document.body.querySelectorAll('[lang]')) {
        const lang = element.getAttribute('lang');
        // In a drawing it is called direction.
        const dir = element.getAttribute('dir') || element.getAttribute('direction');
        if (lang !== page && !dir) say(element, 'lang without dir');
        const script = scripts.find(([, languages]) => languages.includes(lang));
        if (script && !script[0].test(element.textContent)) say(element, 'none of its script');
        if (!lang) say(element, 'empty lang');
    }
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const element = texts.currentNode.parentElement;
        if (['SCRIPT', 'STYLE'].includes(element.tagName)) continue;
        for (const [script, languages, direction] of scripts) {
            if (!script.test(texts.currentNode.data)) continue;
            const lang = element.closest('[lang]').getAttribute('lang');
            if (!languages.includes(lang)) say(element, 'script without its lang');
            if (getComputedStyle(element).direction !== direction) say(element, 'script against its direction');
        }
        const words = texts.currentNode.data.match(/\p{Script=Latin}[\p{Script=Latin}0-9-]*/gu) || [];
        const is_own = own && own[1].includes(element.closest('[lang]').getAttribute('lang'));
        const is_apart = element.closest('bdi, code, option, textarea, svg, [dir=ltr]:not(html)');
        if (is_own && !is_apart && words.some(word => !written_so.test(word))) say(element, 'Latin without its lang');
    }
    return found;
}"""

_OVERFLOW = """() => {
    const root = document.documentElement;
    if (root.scrollWidth <= innerWidth) return [];
    const out = [...document.body.querySelectorAll('*')]
        .filter(element => element.getBoundingClientRect().right > innerWidth + 0.5)
        .map(element => `${Math.ceil(element.getBoundingClientRect().right)}: ${element.outerHTML.slice(0, 90)}`);
    return [`${root.scrollWidth} of ${innerWidth} px`, ...out.slice(-3)];
}"""

_SMALL_TARGETS = """least => {
    // What is far away is laid out later: here all of it is looked at.
    for (const element of document.body.querySelectorAll('*'))
        if (getComputedStyle(element).contentVisibility === 'auto') element.style.contentVisibility = 'visible';
    const controls = 'button, .button, summary, select, textarea, input:not([type=hidden])';
    const size = element => {
        const labels = ['checkbox', 'radio'].includes(element.type) ? [...element.labels] : [];
        const boxes = [element, ...labels].map(one => one.getBoundingClientRect());
        return Math.max(...boxes.map(box => Math.min(box.width, box.height)));
    };
    const blocks = ['block', 'list-item', 'flex', 'table-cell', 'flow-root'];
    const block = element => {
        let around = element;
        while (!blocks.includes(getComputedStyle(around).display)) around = around.parentElement;
        return around;
    };
    const alone = link => block(link.parentElement).textContent.trim() === link.textContent.trim();
    const links = [...document.querySelectorAll('a[href]:not(.button)')].filter(alone);
    return [...document.querySelectorAll(controls), ...links]
        .filter(element => element.checkVisibility() && !element.closest('.skip'))
        .map(element => [element.outerHTML.slice(0, 90), element.matches('a:not(.button)') ?
            element.getBoundingClientRect().height : size(element)])
        .filter(([, pixels]) => pixels < least - 0.05)
        .map(([html, pixels]) => `${Math.round(pixels * 10) / 10} px: ${html}`);
}"""
