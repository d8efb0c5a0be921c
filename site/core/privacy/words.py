"""Numbers that a word gives away: a code or password that somebody writes down, an account number.

"Min kod är 4711" is a secret; "koden har 6 siffror" is advice. Between the word and the number only small
words may stand (is, to, my); with other words between them the writer is asked, and a full stop ends the
matter.
"""

# ruff: noqa: SIM905 -- lists of words are easiest to read and to add to as lines of words.

import re
from collections.abc import Iterator

from core.privacy.finding import REMOVED, Finding, Kind, Severity

_DIGITS = re.compile("[0-9]+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")

# Endings, because Swedish writes "engångskod" and "kortets pinkod" in one word.
_SECRET_ENDINGS = tuple(
    "kod koden koder koderna lösen lösenord lösenordet losen losenord losenordet "
    "password passwords passcode passphrase".split()
)
# Finnish: likewise.
_SECRET_ENDINGS += tuple(
    "koodi koodin koodini koodia salasana salasanan salasanani salasanaa tunnusluku tunnuslukuni tunnusluvun".split()
)
# Other languages: the word as it is.
_SECRET_WORDS = frozenset(
    "pin pinen pincode code codes cvc cvv şifre parola parol hasło lozinka šifra "
    "пароль пароля паролем код коду кодом пін пін-код pin-код пінкод "
    "رمز الرمز والرمز بالرمز رمزي كود الكود والكود بالكود كودي السر السري المرور باسورد الباسورد باسوردي "
    "کد کود کدم کودم رمزم عبور پسورد پسوردم گذرواژه گذرواژهام "
    "koodh koodhka koodhkayga koodhkaygu koodka koodkayga koodkaygu kodh kodhka sirta "
    "baaswor baasworka baasworkayga baasworkaygu passwordka passwordkayga passwordkaygu "
    "ኮድ ኮደይ ኮድካ ኮድኩም ፓስዎርድ ፓስዎርደይ ፓስወርድ መሕለፊ ምስጢራዊ".split()
)
_OTHER_CODES = tuple(
    "post land fel streck qr språk färg rabatt kommun käll program klä virhe alennus maa väri ohjelma".split()
)
_BEFORE_OTHER_CODES = frozenset(
    "zip postal post error country area source bar dress qr discount promo language поштовий".split()
)
_ACCOUNT_ENDINGS = ("konto", "kontot", "account")
_ACCOUNT_WORDS = frozenset(
    "tili tilini tilille рахунок рахунку рахунка حساب الحساب حسابي حسابم akoon akoonka akoonkayga akoonkaygu xisaabta "
    "ሕሳብ ሕሳበይ ኣካውንት".split()
)
_ACCOUNT_NUMBER_ENDINGS = tuple(
    "kontonummer kontonumret kontonr clearing clearingnummer clearingnr tilinumero tilinumeroni".split()
)

_SMALL_WORDS = frozenset(
    "är ar e var blir blev heter nr nummer numret på pa till för for av i mitt min mina din ditt hans hennes "
    "deras den det nya gamla bank banken bankid bank-id mobilt kortet kort appen mobilen telefonen swedbank "
    "nordea seb handelsbanken is was are no number my your his her their the new old to of on and och card "
    "phone it on oli minun mun kortin pankin puhelimen numero мій моя моє це є номер картки банку телефону "
    "هو هي لي عندي رقم رقمي كلمة الخاص بي است هست من شماره کارت بانک waa ah waxaa lambarka lambarkayga ereyga furaha "
    "እዩ ናይ ናተይ ቁጽሪ ቃል ቃለይ".split()
)
# Possessive where giving back characters could not help, so that a page of "kod kod kod" costs little.
_FILLER = r"(?P<filler>[\W_]{0,6}+(?:[^\W\d_]{1,20}+[\W_]{1,4}+){0,3})"
_AFTER_SECRET = re.compile(
    _FILLER
    + r"(?P<value>[0-9](?:[ -]?[0-9]){2,11}(?![0-9])|(?=[^\s\[\]0-9]{0,63}+[0-9])[^\s\[\]]{4,64}(?![0-9]))"
)
_AFTER_ACCOUNT = re.compile(_FILLER + r"(?P<value>[0-9](?:[ ,-]{0,2}[0-9]){6,15}(?![0-9]))")
_BEFORE_SECRET = re.compile(
    r"(?P<value>[0-9](?:[ -]?[0-9]){3,7})\s*(?:är|ar|is|=)\s+(?:(?:min|mitt|din|my|the|a|en)\s+)?\Z"
)
_BEFORE_THE_NAME = frozenset("är ar is min mitt din my the a en".split())
_LOOK_BACK = 40
_SENTENCE_END = re.compile(r"[.!?](?:\s|\Z)")

_PHONE_DIGITS = re.compile(r"0[1-9][0-9]{6,8}|00[1-9][0-9]{7,14}")

# Numbers that everybody may call: beside "glömt din kod" they are no code.
_PUBLIC_NUMBERS = frozenset({"112", "1177", "11313", "11414"})


def given_away(text: str) -> Iterator[Finding]:
    """Yield secrets and account numbers that stand after (or, for codes, before) a word that names them."""
    previous = ""
    for match in _WORD.finditer(text):
        word = match.group().casefold()
        if _is_secret(word, previous):
            yield from _secret_after(text, match.end())
            if previous in _BEFORE_THE_NAME or "=" in text[max(0, match.start() - 3) : match.start()]:
                yield from _secret_before(text, match.start())
        elif word.endswith(_ACCOUNT_NUMBER_ENDINGS + _ACCOUNT_ENDINGS) or word in _ACCOUNT_WORDS:
            yield from _account_after(text, match.end(), word.endswith(_ACCOUNT_NUMBER_ENDINGS))
        previous = word


def _is_secret(word: str, previous: str) -> bool:
    """Return whether a word names something secret, and not a post code or an error code."""
    if word in _SECRET_WORDS or word.endswith("-pin"):
        return previous not in _BEFORE_OTHER_CODES
    return word.endswith(_SECRET_ENDINGS) and not word.startswith(_OTHER_CODES)


def _secret_after(text: str, place: int) -> Iterator[Finding]:
    """Yield the code or password that follows a word which ends at `place`."""
    match = _AFTER_SECRET.match(text, place)
    if match is None:
        return
    filler, value = match.group("filler"), match.group("value")
    digits = "".join(_DIGITS.findall(value))
    if not digits or digits in _PUBLIC_NUMBERS or filler.endswith("+"):
        return
    near = _is_near(filler)
    if near is None:
        return
    is_number = not any(map(str.isalpha, value))
    if is_number and (len(digits) < 3 or _PHONE_DIGITS.fullmatch(digits)):
        # "6 siffror", and a phone number to call when the code is lost.
        return
    if not near and (not is_number or (len(digits) == 4 and digits[:2] in {"19", "20"})):
        return
    severity = Severity.BLOCK if near else Severity.WARN
    end = match.end("value")
    end -= len(value) - len(value.rstrip(".,;:"))
    yield Finding(Kind.SECRET, severity, match.start("value"), end)


def _secret_before(text: str, place: int) -> Iterator[Finding]:
    """Yield the code in "4711 är min kod", for a word that starts at `place`."""
    zero = max(0, place - _LOOK_BACK)
    match = _BEFORE_SECRET.search(text[zero:place])
    if match is None:
        return
    start = zero + match.start("value")
    if start and text[start - 1].isdigit():
        return
    yield Finding(Kind.SECRET, Severity.BLOCK, start, zero + match.end("value"))


def _account_after(text: str, place: int, is_number_word: bool) -> Iterator[Finding]:
    """Yield the account number that follows a word which ends at `place`."""
    match = _AFTER_ACCOUNT.match(text, place)
    if match is None or not _is_near(match.group("filler")) or match.group("filler").endswith("+"):
        return
    if match.group("value")[0] == "0" and not is_number_word:
        # "Ditt konto: 0771-524 524" is somebody to call.
        return
    yield Finding(Kind.ACCOUNT, Severity.BLOCK, match.start("value"), match.end("value"))


def _is_near(filler: str) -> bool | None:
    """Return whether only small words stand between; None where a sentence ends or something was removed."""
    if filler == " " or not filler:
        return True
    if REMOVED in filler or _SENTENCE_END.search(filler):
        return None
    return all(word.casefold() in _SMALL_WORDS for word in _WORD.findall(filler))
