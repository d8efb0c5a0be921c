"""The folder of baked pages: which of its trees readers get, and how pages come into it.

    var/baked/pages               a link to the tree that readers get; every change of it is one rename
    var/baked/trees/<moment>-…/   a tree: sv/bankid/index.html, .br, .gz, and its headers in .json

What changes takes every page from readers at once by turning the link to a new, empty tree; a page is in that tree
as soon as it has been baked again. A baker that began before the change still writes, to a tree nobody reads.
A page is there when its `index.html` is, which comes last and whole.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from publishing.baking.questions import Asked

PAGE = "index.html"
#: The files of a page in the order in which they are put there.
ENDINGS = (".br", ".gz", ".json", "")
#: nginx runs as somebody else.
FOLDER_MODE, FILE_MODE = 0o755, 0o644
UNTIL, WHOLE, THOROUGH = ".until", ".whole", ".thorough"


@dataclass(frozen=True)
class BakedPage:
    """A page as readers get it: its bytes, packed and plain, and the headers that do not depend on the packing.

    `asked`: what it asked the database (see `questions`); None where that cannot be asked again.
    """

    html: bytes
    headers: list[tuple[str, str]]
    asked: Asked | None = None
    brotli: bytes = b""
    gzip: bytes = b""


class Tree:
    """The baked pages under `folder`. `made_of` names what every page is made of, such as the code's version."""

    def __init__(self, folder: Path, made_of: str) -> None:
        self.folder = folder
        self.made_of = made_of

    # Trees -----------------------------------------------------------------------------------------

    def current(self) -> str:
        """The name of the tree that readers get; empty where there is none."""
        try:
            return os.path.basename(os.readlink(self.folder / "pages"))
        except OSError:
            return ""

    def names(self) -> list[str]:
        """All trees, the newest first."""
        try:
            return sorted(os.listdir(self.folder / "trees"), reverse=True)
        except FileNotFoundError:
            return []

    def is_ours(self, name: str) -> bool:
        """Whether the tree was made by this code and these settings."""
        return name.endswith(f"-{self.made_of}")

    def until(self, name: str) -> float:
        """Until when (Unix seconds) the pages of a tree hold; 0 for a tree that does not say."""
        return _number_in(self.folder / "trees" / name / UNTIL)

    def whole_since(self, name: str) -> float:
        """Since when (Unix seconds) every page is in a tree; 0 where some may lack."""
        return _number_in(self.folder / "trees" / name / WHOLE)

    def is_thorough(self, name: str) -> bool:
        """Whether nothing that pages of older trees asked tells what belongs into this one."""
        return (self.folder / "trees" / name / THOROUGH).exists()

    def begin(self, until: float, *, thorough: bool = False) -> str:
        """Make a new, empty tree whose pages hold `until`, and return its name. Readers do not get it yet."""
        trees = self.folder / "trees"
        _make(trees)
        while True:
            # Never the same name twice: by it readers' servers know that they remember pages of another tree.
            name = f"{time.time_ns():020d}-{self.made_of}"
            try:
                (trees / name).mkdir()
                (trees / name).chmod(FOLDER_MODE)
            except FileExistsError:
                continue
            (trees / name / UNTIL).write_text(str(until))
            if thorough:
                (trees / name / THOROUGH).touch()
            return name

    def take_all_away(self, until: float, *, thorough: bool = False) -> str:
        """Let readers get no page from before this moment; returns the empty tree that they get from now on."""
        with self._turning():
            # Several changes in a row: what one of them asks for holds until the tree is whole.
            before = self.current()
            thorough = thorough or (self.is_thorough(before) and not self.whole_since(before))
            name = self.begin(until, thorough=thorough)
            self._turn_to(name)
            return name

    def give(self, name: str, instead_of: str) -> bool:
        """Let readers get the tree `name`, now whole, `instead_of` another. False where they get a third by now."""
        with self._turning():
            if self.current() != instead_of:
                return False
            (self.folder / "trees" / name / WHOLE).write_text(str(time.time()))
            if name != instead_of:
                self._turn_to(name)
            return True

    def ask_anew(self, wanted: bool = True) -> None:
        """Have every page looked at again, when there is time for it; or no longer."""
        if wanted:
            (self.folder / "anew").touch()
        else:
            (self.folder / "anew").unlink(missing_ok=True)

    def is_asked_anew(self) -> bool:
        """Whether every page is to be looked at again."""
        return (self.folder / "anew").exists()

    def clear_away(self) -> None:
        """Delete the trees that readers do not get."""
        with self._turning():
            current = self.current()
            for name in self.names():
                if name != current:
                    shutil.rmtree(self.folder / "trees" / name, ignore_errors=True)

    def remove(self) -> None:
        """Delete everything: readers get no baked pages."""
        (self.folder / "pages").unlink(missing_ok=True)
        shutil.rmtree(self.folder / "trees", ignore_errors=True)
        shutil.rmtree(self.folder / "questions", ignore_errors=True)

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Tells whether nobody else bakes here; nobody can begin meanwhile."""
        _make(self.folder)
        with (self.folder / "baker.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
                return
            yield True

    @contextmanager
    def _turning(self) -> Iterator[None]:
        _make(self.folder)
        with (self.folder / "link.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _turn_to(self, name: str) -> None:
        beside = self.folder / "pages.new"
        beside.unlink(missing_ok=True)
        beside.symlink_to(f"trees/{name}")
        beside.replace(self.folder / "pages")
        # The note of the change goes after this: it must not outlive the turn, not even in a power cut.
        _sync_folder(self.folder)

    # Pages -----------------------------------------------------------------------------------------

    def has(self, name: str, folder: str) -> bool:
        """Whether the page of `folder` is in a tree."""
        return (self.folder / "trees" / name / folder / PAGE).exists()

    def folders(self, name: str) -> set[str]:
        """The folders of all pages in a tree."""
        top = self.folder / "trees" / name
        return {"" if path.parent == top else f"{path.parent.relative_to(top)}/" for path in top.rglob(PAGE)}

    def read(self, name: str, folder: str) -> BakedPage | None:
        """A page of a tree, without what is packed; None where it is not there."""
        page = self.folder / "trees" / name / folder / PAGE
        try:
            html = page.read_bytes()
            said = json.loads(_beside(page, ".json").read_bytes())
        except (OSError, ValueError):
            return None
        return BakedPage(html, [(key, value) for key, value in said["headers"]], said["asked"])

    def asked(self, name: str, folder: str) -> Asked | None:
        """What a page of a tree asked the database; None where that is not known."""
        try:
            page = self.folder / "trees" / name / folder / PAGE
            asked: Asked | None = (
                json.loads(_beside(page, ".json").read_bytes())["asked"] if page.exists() else None
            )
        except (OSError, ValueError):
            return None
        return asked

    def put(self, name: str, folder: str, page: BakedPage) -> None:
        """Write a page into a tree: whole, or not at all."""
        target = self.folder / "trees" / name / folder / PAGE
        _make(target.parent)
        contents = {
            ".br": page.brotli,
            ".gz": page.gzip,
            ".json": json.dumps({"headers": page.headers, "asked": page.asked}).encode(),
            "": page.html,
        }
        for ending in ENDINGS:
            beside = _beside(target, f"{ending}.new")
            with beside.open("wb") as file:
                os.fchmod(file.fileno(), FILE_MODE)
                file.write(contents[ending])
                file.flush()
                os.fsync(file.fileno())
            beside.replace(_beside(target, ending))

    def keep(self, name: str, folder: str, other: str) -> None:
        """Have the page that another tree has in this one too. It is the same file: nothing is written."""
        target = self.folder / "trees" / name / folder / PAGE
        source = self.folder / "trees" / other / folder / PAGE
        _make(target.parent)
        for ending in ENDINGS:
            _beside(target, ending).unlink(missing_ok=True)
            os.link(_beside(source, ending), _beside(target, ending))


def _make(folder: Path) -> None:
    """Make a folder, and those above it, that other programs may read: what lies there is for everybody."""
    if not folder.is_dir():
        _make(folder.parent)
        folder.mkdir(exist_ok=True)
        folder.chmod(FOLDER_MODE)


def _beside(page: Path, ending: str) -> Path:
    return page.with_name(page.name + ending)


def _number_in(path: Path) -> float:
    try:
        return float(path.read_text())
    except (OSError, ValueError):
        return 0.0


def _sync_folder(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
