"""Sweden's 21 regions: who runs health care where. Their names are the same in every language.

The keys stand in the database and in content files, so they never change: a region that takes a new name
keeps its key.
"""

from __future__ import annotations

REGIONS: tuple[tuple[str, str], ...] = (
    ("blekinge", "Region Blekinge"),
    ("dalarna", "Region Dalarna"),
    ("gavleborg", "Region Gävleborg"),
    ("gotland", "Region Gotland"),
    ("halland", "Region Halland"),
    ("jamtland", "Region Jämtland Härjedalen"),
    ("jonkoping", "Region Jönköpings län"),
    ("kalmar", "Region Kalmar län"),
    ("kronoberg", "Region Kronoberg"),
    ("norrbotten", "Region Norrbotten"),
    ("orebro", "Region Örebro län"),
    ("ostergotland", "Region Östergötland"),
    ("skane", "Region Skåne"),
    ("sormland", "Region Sörmland"),
    ("stockholm", "Region Stockholm"),
    ("uppsala", "Region Uppsala"),
    ("varmland", "Region Värmland"),
    ("vasterbotten", "Region Västerbotten"),
    ("vasternorrland", "Region Västernorrland"),
    ("vastmanland", "Region Västmanland"),
    ("vastra-gotaland", "Västra Götalandsregionen"),
)

_NAMES = dict(REGIONS)


def region_name(key: str) -> str:
    """What the region with `key` calls itself. Raises `KeyError` for one that there is not."""
    return _NAMES[key]
