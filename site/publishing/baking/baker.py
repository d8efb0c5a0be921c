"""Keeps the baked pages true: takes them away when something changed, and bakes them again.

What readers get after a change, until its page is baked again, is the live page. Only what `can_wait`, such as a step's
new sound, leaves the page from before with readers until the new one is baked.

Everything is baked into a tree that began after the change; so nothing is locked against those who write, and a baker
that dies leaves whole pages and a note of the change. What comes out as before is kept, not written again.
"""

from __future__ import annotations

import datetime
import logging
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from publishing.baking import addresses, ingredients, watching
from publishing.baking.addresses import Address
from publishing.baking.models import Change
from publishing.baking.questions import Asker
from publishing.baking.rendering import NotBakedError, Renderer, packed
from publishing.baking.tree import BakedPage, Tree

logger = logging.getLogger(__name__)

#: A change that can wait is baked this long after the last time that all pages were.
SOME_SECONDS = 15 * 60
#: Each page is looked at anew at least this often.
DAY_SECONDS = 24 * 3600
#: How many reasons a log line names.
FEW = 5


@dataclass
class Report:
    """What a baker did. `left_out`: addresses with why their pages are not baked; `untrue`: found to be so unseen."""

    baked: int = 0
    kept: int = 0
    left_out: dict[str, str] = field(default_factory=dict)
    untrue: list[str] = field(default_factory=list)
    is_whole: bool = False
    is_busy: bool = False


def tree() -> Tree:
    """The tree of this installation."""
    return Tree(settings.BAKED_DIR, ingredients.made_of())


def settle() -> bool:
    """Take every page from readers that may no longer be true. Tells whether there was one.

    Called after each transaction that changed what pages show, and by the worker: should the first be killed, the
    note of the change is still there.
    """
    ours = tree()
    current = ours.current()
    if current and (not ours.is_ours(current) or time.time() >= ours.until(current)):
        ours.take_all_away(_until(), thorough=True)
        return True
    if not Change.objects.exists():
        return False
    # On SQLite nobody writes meanwhile, so a change whose note was already there cannot slip in between.
    with transaction.atomic():
        noted = list(Change.objects.select_for_update())
        is_urgent = not all(change.can_wait for change in noted)
        if is_urgent and current:
            thorough = any(change.table in watching.REMEMBERED for change in noted)
            ours.take_all_away(_until(), thorough=thorough)
        elif noted and current:
            ours.ask_anew()
        Change.objects.filter(pk__in=[change.pk for change in noted]).delete()
    return is_urgent


def has_to_bake() -> bool:
    """Whether pages are missing, or have to be looked at again."""
    ours = tree()
    current = ours.current()
    whole_since = ours.whole_since(current) if current else 0.0
    if not whole_since or not ours.is_ours(current):
        return True
    age = time.time() - whole_since
    return age >= DAY_SECONDS or (age >= SOME_SECONDS and ours.is_asked_anew())


def bake(*, again: bool = False, go_on: Callable[[], bool] = lambda: True) -> Report:
    """Bake what is missing; with `again`, or when a day has passed, look at every page anew.

    Stops between two pages when `go_on` says no, or when something changed meanwhile: then begin again.
    """
    watching.set_up()
    ours = tree()
    with ours.alone() as is_alone:
        if not is_alone:
            return Report(is_busy=True)
        settle()
        current = ours.current() or ours.take_all_away(_until())
        if not ours.whole_since(current):
            target = current
        elif again or has_to_bake():
            is_old = time.time() - ours.whole_since(current) >= DAY_SECONDS
            target = ours.begin(_until(), thorough=again or is_old)
        else:
            return Report(is_whole=True)
        # Whoever asks for it from now on asks for another time.
        was_asked = ours.is_asked_anew()
        ours.ask_anew(False)
        report = _fill(ours, target, current, go_on)
        if report.is_whole:
            report.is_whole = ours.give(target, current)
        if report.is_whole:
            ours.clear_away()
            _tell(report)
        elif was_asked:
            ours.ask_anew()
        return report


def differences() -> dict[str, str]:
    """What readers get that the live page does not say, by address: `differs`, `is missing`, `is no page`."""
    ours = tree()
    current = ours.current()
    renderer = Renderer()
    found: dict[str, str] = {}
    folders = ours.folders(current) if current else set()
    for address in addresses.all_addresses():
        try:
            live, _asked = renderer.plain(address)
        except NotBakedError:
            continue
        folders.discard(address.folder)
        baked = ours.read(current, address.folder)
        if baked is None:
            found[_named(address)] = "is missing"
        elif not _are_alike(baked, live):
            found[_named(address)] = "differs"
    return found | {f"/{folder}": "is no page" for folder in sorted(folders)}


def _fill(ours: Tree, target: str, current: str, go_on: Callable[[], bool]) -> Report:
    """Put every page into the tree `target` that is not in it. Stops when readers got another tree meanwhile."""
    report = Report()
    renderer = Renderer()
    asker = Asker(ours.folder / "questions")
    others = [name for name in ours.names() if name != target]
    trusted = [name for name in others if ours.is_ours(name) and time.time() < ours.until(name)]
    if ours.is_thorough(target):
        trusted = []
    for address in addresses.all_addresses():
        if not go_on() or ours.current() != current:
            return report
        where = address.folder
        if ours.has(target, where):
            report.kept += 1
            continue
        as_before = next(
            (one for one in trusted if (old := ours.asked(one, where)) and asker.is_answered_as_before(old)),
            None,
        )
        if as_before:
            ours.keep(target, where, as_before)
            report.kept += 1
            continue
        try:
            page, asked = renderer.plain(address)
        except NotBakedError as why:
            report.left_out[_named(address)] = str(why)
            continue
        page = replace(page, asked=asker.answered(asked))
        if Change.objects.exists() or ours.is_asked_anew():
            # Perhaps between the page and its answers; then these would not be those that it was made of.
            return report
        alike = next(
            (one for one in others if (old_page := ours.read(one, where)) and _is_same(old_page, page)), None
        )
        if alike:
            ours.keep(target, where, alike)
            report.kept += 1
            continue
        before = ours.read(current, where) if target != current and not trusted else None
        if before and not _are_alike(before, page):
            report.untrue.append(_named(address))
        ours.put(target, where, packed(page))
        report.baked += 1
    report.is_whole = True
    return report


def _is_same(one: BakedPage, other: BakedPage) -> bool:
    """Whether two pages read alike, and were answered alike."""
    return _are_alike(one, other) and one.asked == other.asked


def _are_alike(one: BakedPage, other: BakedPage) -> bool:
    return one.html == other.html and _in_order(one.headers) == _in_order(other.headers)


def _in_order(headers: list[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    """Headers with the parts of each in order: the rules of the content policy come in any."""
    return sorted((name.lower(), sorted(re.split(r";\s*", value))) for name, value in headers)


def _named(address: Address) -> str:
    return f"{address.path} ({address.language})" if address.language else address.path


def _until() -> float:
    """When the pages of a tree that begins now stop being true by themselves (Unix seconds)."""
    day = addresses.next_day(timezone.localdate())
    midnight = datetime.datetime.combine(day, datetime.time(), timezone.get_current_timezone())
    return midnight.timestamp()


def _tell(report: Report) -> None:
    logger.info("Baked %s pages, kept %s.", report.baked, report.kept)
    if report.left_out:
        few = ", ".join(f"{address} {why}" for address, why in list(report.left_out.items())[:FEW])
        logger.warning("%s pages were not baked: %s", len(report.left_out), few)
    if report.untrue:
        logger.warning("%s pages had changed: %s", len(report.untrue), ", ".join(report.untrue[:FEW]))
