"""Make `site/static/fonts/tigrinya.woff2`: one small font with the Ethiopic letters that our Tigrinya texts use.

Old phones have no font for Tigrinya and show empty boxes. The letters come from Abyssinica SIL (Debian's package
fonts-sil-abyssinica, SIL Open Font License 1.1, docs/licences/abyssinica-OFL-1.1.txt). By that licence a changed
font may not bear the reserved names "Abyssinica" and "SIL", so it is called "Medlots Tigrinya".

Run it after the Tigrinya texts have changed, with fontTools beside the site's own packages:

    pip install --target /tmp/fonttools fonttools
    PYTHONPATH=/tmp/fonttools .venv/bin/python deploy/ethiopic_font.py \
        /usr/share/fonts/truetype/abyssinica/AbyssinicaSIL-Regular.ttf

A letter that the file lacks is shown in the phone's own font, where it has one. `tests/publishing/test_font.py` says
when letters are missing, and when the file is heavier than 25 KB.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

PROJECT_DIR = Path(__file__).resolve().parents[1]
TARGET = PROJECT_DIR / "site/static/fonts/tigrinya.woff2"
#: The letters that the file has, for the test: it cannot read the file without fontTools.
LETTERS_IN_FILE = PROJECT_DIR / "site/static/fonts/tigrinya.txt"
NAME = "Medlots Tigrinya"
#: Into how many units the height of a letter is divided; 2,048 in the source.
UNITS = 800
#: A consonant is common when so many of its seven orders are in use.
COMMON = 5
#: The blocks of Unicode that are Ethiopic.
ETHIOPIC = range(0x1200, 0x13A0)


def letters_in_use() -> set[str]:
    """Every Ethiopic letter and mark in our Tigrinya texts: the interface, guides, pages and hard words."""
    content = PROJECT_DIR / "courses/content"
    files = [
        PROJECT_DIR / "site/locale/ti/LC_MESSAGES/django.po",
        PROJECT_DIR / "site/core/languages.py",
        content / "terms/ti.toml",
        *sorted((content / "ti").glob("*.toml")),
    ]
    text = "".join(path.read_text(encoding="utf-8") for path in files if path.exists())
    return {letter for letter in text if ord(letter) in ETHIOPIC}


def letters_to_keep() -> set[str]:
    """The letters in use, and the rest of the seven orders of consonants that are common, for texts written later."""
    used = letters_in_use()
    rows = Counter(ord(letter) // 8 * 8 for letter in used if ord(letter) < 0x1358)
    common = {chr(first + order) for first, count in rows.items() if count >= COMMON for order in range(7)}
    return used | common


def make(source: Path) -> int:
    """Write the font. Answers how many bytes it has."""
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.ttLib.scaleUpem import scale_upem

    font = TTFont(source)
    options = subset.Options(
        flavor="woff2",
        hinting=False,
        desubroutinize=True,
        layout_features=[],
        name_IDs=[0, 1, 2, 4, 6, 14],
        notdef_outline=False,
        glyph_names=False,
        drop_tables=["Silf", "Glat", "Gloc", "Feat", "Sill", "DSIG", "GSUB", "GPOS", "GDEF", "FFTM", "Silt"],
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(text="".join(letters_to_keep()))
    subsetter.subset(font)
    for record in font["name"].names:
        if record.nameID in {1, 4, 6}:
            record.string = NAME.replace(" ", "") if record.nameID == 6 else NAME
    # Coarser outlines, which no screen of a phone can tell from the finer ones.
    scale_upem(font, UNITS)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    subset.save_font(font, str(TARGET), options)
    LETTERS_IN_FILE.write_text("".join(sorted(letters_to_keep())) + "\n", encoding="utf-8")
    return TARGET.stat().st_size


if __name__ == "__main__":
    print(f"{len(letters_to_keep())} letters, {make(Path(sys.argv[1]))} bytes")
