"""Where the content files lie, and reading them."""

from __future__ import annotations

import hashlib
import json
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.conf import settings

from core.privacy.admin_forms import problems_in

CONTENT_DIR = Path(__file__).resolve().parent
#: Others, easy Swedish too, have what they lack from one of these.
WHOLE = ("sv", "en")
PICTURES_DIR = CONTENT_DIR / "pictures"


@dataclass(frozen=True)
class ContentFile:
    """One TOML file: its path below `courses/content/`, what it says, and the hash of its bytes (SHA-256)."""

    path: str
    data: dict[str, Any]
    hash: str


class NumberInFile(ValueError):
    """A content file holds a number that points at a person or at somebody's money. It names the file alone."""


def read(path: Path) -> ContentFile:
    """Read a file. Raises `tomllib.TOMLDecodeError` with the line for one that is not TOML, `NumberInFile`."""
    raw = path.read_bytes()
    try:
        data = tomllib.loads(raw.decode())
    except tomllib.TOMLDecodeError as error:
        raise tomllib.TOMLDecodeError(f"{path}: {error}") from error
    if problems_in(data):
        raise NumberInFile(f"{path} holds a personal number, a card number or an IBAN; take it out")
    return ContentFile(str(path.relative_to(CONTENT_DIR)), data, hashlib.sha256(raw).hexdigest())


def with_shared(file: ContentFile, shared: dict[str, Any]) -> ContentFile:
    """`file`, which counts as changed when what it shares with other languages has changed as well."""
    together = f"{file.hash} {json.dumps(shared, sort_keys=True)}".encode()
    return replace(file, hash=hashlib.sha256(together).hexdigest())


def sources() -> ContentFile:
    """The register of sources."""
    return read(CONTENT_DIR / "sources.toml")


def services() -> list[ContentFile]:
    """One file an e-service, by name."""
    return [read(path) for path in sorted((CONTENT_DIR / "services").glob("*.toml"))]


def guide_order() -> dict[str, dict[str, Any]]:
    """What is the same in every language of a guide, by key."""
    guides: dict[str, dict[str, Any]] = read(CONTENT_DIR / "guides.toml").data["guides"]
    return dict(sorted(guides.items(), key=lambda item: item[1]["order"]))


def languages() -> list[str]:
    """The languages that content is loaded in: those of the site that have a `pages.toml`. Swedish first."""
    written = {path.parent.name for path in CONTENT_DIR.glob("*/pages.toml")}
    found = sorted(written.intersection(settings.CONTENT_LANGUAGES))
    return sorted(found, key=lambda code: (code != "sv", code))


def whole_languages() -> list[str]:
    """The languages that everything is written in: the register, courses and practice too."""
    return [code for code in languages() if code in WHOLE]


def guide(language: str, key: str) -> ContentFile | None:
    """A guide's text in one language; none where it has not been written."""
    path = CONTENT_DIR / language / f"{key}.toml"
    return read(path) if path.exists() else None


def facts(language: str) -> ContentFile | None:
    """What the register's facts are called in a language that is not written in `services/`; none without."""
    path = CONTENT_DIR / language / "facts.toml"
    return read(path) if path.exists() else None


def pages(language: str) -> ContentFile:
    """Start and information pages in one language."""
    return read(CONTENT_DIR / language / "pages.toml")


def hash_of_all() -> str:
    """A hash of all that a whole load is made of: the files, the drawings, the loader, the site's languages."""
    seen = hashlib.sha256(" ".join(settings.CONTENT_LANGUAGES).encode())
    for path in sorted(CONTENT_DIR.rglob("*.*")):
        if path.is_file() and path.suffix != ".pyc":
            of_file = hashlib.sha256(path.read_bytes()).hexdigest()
            seen.update(f"{path.relative_to(CONTENT_DIR)} {of_file}\n".encode())
    return seen.hexdigest()


def drawings() -> dict[str, Path]:
    """The drawings by name, such as `bankid/check-phone`."""
    return {f"{path.parent.name}/{path.stem}": path for path in sorted(PICTURES_DIR.glob("*/*.svg"))}
