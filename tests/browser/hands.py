"""Two ways to use a page: with a finger, and with a keyboard and nothing else.

Both know the same few deeds, so that one journey is walked both ways. What is pressed is said by a selector, and
`follow` and `send` wait for the page that comes.
"""

from __future__ import annotations

from typing import Protocol

from playwright.sync_api import Locator, Page


class Hands(Protocol):
    """What somebody can do to a page. A selector names one thing, or the first of several."""

    page: Page

    def press(self, selector: str) -> None:
        """Press a link or a button, and wait for the page that it leads to."""

    def tick(self, selector: str) -> None:
        """Make sure that a box is ticked."""

    def choose(self, selector: str) -> None:
        """Choose one of a group of radio buttons."""

    def write(self, selector: str, text: str) -> None:
        """Write into an empty field."""


class Finger:
    """Touches what it can see."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, selector: str) -> None:
        """Touch it."""
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()

    def tick(self, selector: str) -> None:
        """Touch the box, unless it is ticked."""
        self.page.locator(selector).first.check()

    def choose(self, selector: str) -> None:
        """Touch the button."""
        self.page.locator(selector).first.check()

    def write(self, selector: str, text: str) -> None:
        """Touch the field and type."""
        self.page.locator(selector).first.click()
        self.page.keyboard.type(text)


class Keyboard:
    """Tab, Space, Enter, arrow keys and letters. Where the focus is must always be seen."""

    #: Whoever has not come to a thing after so many presses gives up.
    PATIENCE = 150
    #: For so many tenths of a second the admin may glide to what has the focus.
    GLIDES = 20

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, selector: str) -> None:
        """Tab to it, and Enter."""
        self._reach(self.page.locator(selector).first)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def tick(self, selector: str) -> None:
        """Tab to the box, and Space unless it is ticked."""
        box = self.page.locator(selector).first
        self._reach(box)
        if not box.is_checked():
            self.page.keyboard.press("Space")
        assert box.is_checked()

    def choose(self, selector: str) -> None:
        """Tab into the group, and arrow keys or Space to the button."""
        button = self.page.locator(selector).first
        name = button.get_attribute("name")
        self._reach(button, f"input[type=radio][name={name}]")
        for _press in range(self.page.locator(f"input[name={name}]").count()):
            if button.evaluate("element => element === document.activeElement"):
                break
            self.page.keyboard.press("ArrowDown")
        if not button.is_checked():
            self.page.keyboard.press("Space")
        assert button.is_checked()

    def write(self, selector: str, text: str) -> None:
        """Tab to the field and type."""
        self._reach(self.page.locator(selector).first)
        self.page.keyboard.type(text)

    def _reach(self, wanted: Locator, or_else: str = "") -> None:
        """Press Tab until `wanted` has the focus, or what the selector `or_else` names.

        Also from the end of the page on to its beginning, as a person would who has gone too far.
        """
        thing = wanted.element_handle()
        for _press in range(self.PATIENCE):
            there, unseen = thing.evaluate(_FOCUS, or_else)
            for _moment in range(self.GLIDES):
                if not unseen:
                    break
                self.page.wait_for_timeout(100)
                there, unseen = thing.evaluate(_FOCUS, or_else)
            assert not unseen, f"the focus cannot be seen on {unseen}"
            if there:
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not come to {wanted}")


#: Whether the focus is there; and where it is, if one cannot see it: no outline, no shadow, or outside the window.
_FOCUS = """(wanted, orElse) => {
    const here = document.activeElement;
    const there = here === wanted || (orElse !== '' && here.matches(orElse));
    if (!here || here === document.body || here.id === 'content') return [there, ''];
    const style = getComputedStyle(here), box = here.getBoundingClientRect();
    const isMarked = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) ||
        style.boxShadow !== 'none';
    const isInside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    const isLarge = box.width > 4 && box.height > 4;
    return [there, isMarked && isInside && isLarge ? '' : here.outerHTML.slice(0, 120)];
}"""
