"""Words of Swedish offices that a guide does without, and what to write instead.

A short list that an editor can agree with: each has plain words that say the same. Words that only sound
official but stand on the buttons of the e-services (bifoga, ansökan) are not here, because the reader meets
them there.
"""

import re

# ruff: noqa: SIM905 -- lists of words are easiest to read and to add to as lines of words.

_INSTEAD_OF = {
    "inte": "ej, icke",
    "och": "samt, jämte",
    "som behövs": "erforderlig, erforderliga, erforderligt",
    "du, eller vem det är": "vederbörande, vederbörandes",
    "rätt": "vederbörlig, vederbörliga, vederbörligt",
    "skicka, lämna": "inkomma, inkommer, inkom, inkommit",
    "som vi har fått": "inkommen, inkommet, inkomna",
    "få": "erhålla, erhåller, erhöll, erhållit, åtnjuta, åtnjuter",
    "om": "avseende, beträffande, rörande, huruvida, såvida, därest, i det fall, för det fall, "
    "under förutsättning att",
    "då": "härvid, därvid, varvid",
    "av det": "härav, därav",
    "så": "således, sålunda",
    "men": "emellertid",
    "enligt": "jämlikt, i enlighet med",
    "med": "medelst",
    "eftersom": "med anledning av",
    "för att": "i syfte att",
    "sådan": "dylik, dylika, dylikt",
    "använda": "nyttja, nyttjar, nyttjade, nyttjat",
    "ge, ha": "tillhandahålla, tillhandahåller, tillhandahållit",
    "se till": "tillse, tillser",
    "skicka till": "tillställa, tillställer",
    "ordna": "ombesörja, ombesörjer",
    "finns": "föreligga, föreligger, förelåg",
    "ha": "inneha, innehar",
    "måste": "åligga, åligger",
    "snabbt": "skyndsam, skyndsamt",
    "här (stryk ordet)": "härmed",
    "det som står ovanför": "ovanstående",
    "det som står nedanför": "nedanstående",
    "jag": "undertecknad, undertecknads",
    "låta bli att": "underlåta, underlåter",
}

OFFICE_WORDS = {form: plain for plain, forms in _INSTEAD_OF.items() for form in forms.split(", ")}
"""Every form, in lower case, with the plain words."""

_VERB = (
    r"(?:(?:inte|aldrig|alltid|bara|först|sedan|själv|också|redan)\s+)?"
    r"(?!(?:för|under|efter|över|per|eller|här|där|när|var|vår|er|utanför)\b)"
    r"(?:ska|kan|måste|vill|bör|\w+r)\b"
)
_BEFORE_A_NOUN = "".join(
    rf"(?<!\b{word}\s)"
    for word in "en god gode ung gift denna varje annan gammal min din sin hans vuxen äldre".split()
)
PRONOUN_MAN = re.compile(
    rf"{_BEFORE_A_NOUN}\bman(?=\s+{_VERB})"
    r"|(?<=\bom\s)man\b|(?<=\batt\s)man\b|(?<=\bhur\s)man\b|(?<=\bnär\s)man\b|(?<=\bsom\s)man\b"
    r"|(?<=\bkan\s)man\b|(?<=\bska\s)man\b|(?<=\bfår\s)man\b|(?<=\bmåste\s)man\b|(?<=\bbehöver\s)man\b",
    re.IGNORECASE,
)
"""The word *man* as a subject ("man ska skriva", "om man vill"), where a guide says *du*; not a man."""
