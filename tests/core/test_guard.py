"""The privacy guard finds, in every spelling, what must not be written in a free text; and only that."""

import sys
import unicodedata

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from hypothesis import settings as hypothesis_settings

from core.privacy import REMOVED, GuardedTextValidator, Kind, Severity, check_text, findings, without
from core.privacy.doors import let_in
from core.privacy.guard import MESSAGES, QUESTIONS

if not settings.configured:
    # Run alone, without the project's settings; messages are lazy translations and need some.
    settings.configure(USE_I18N=False)

# A busy machine is no fault of the guard.
UNHURRIED = hypothesis_settings(deadline=None)

BLOCKED = [
    "191212121212",
    "121212+1212",
    "19121212-1212",
    "194408139089",
    "199006022397",
    "195005050512",
    "701063-2391",
    "19701063-2391",
    "٧٠١٠٦٣-٢٣٩١",
    "811218\u20119876",
    "811218 – 9876",
    "81 12 18 9876",
]
ALLOWED = [
    "811332-9876",
    "190229-1230",
    "556036-0793",
    "0771-416 416",
    "0771-524 524",
    "070-123 45 67",
    "042-10 50 00",
    "114 14",
]
# The fictional mobile numbers of PTS that, typed solid, are valid coordination numbers.
LOOK_LIKE_COORDINATION_NUMBERS = {
    f"0701740{ending}" for ending in (607, 615, 623, 631, 649, 656, 664, 672, 680, 698)
}
FICTIONAL_MOBILES = [f"0701740{ending}" for ending in range(605, 700)]
ZEROS = [char for char in map(chr, range(sys.maxunicode + 1)) if unicodedata.decimal(char, None) == 0]


def kinds(text, public=False):
    """Return (kind, severity, the words found) of each finding, as plain strings."""
    return [(str(one.kind), str(one.severity), text[one.start : one.end]) for one in findings(text, public)]


def blocks(text, public=False):
    """Return the kinds that block."""
    return [str(one.kind) for one in findings(text, public) if one.severity is Severity.BLOCK]


def with_check_digit(number, from_digit=0):
    """Return a number followed by its Luhn check digit, reckoned on its digits from `from_digit` on."""
    digits = [int(char) for char in number if char.isdigit()][from_digit:]
    total = sum(
        digit if place % 2 else sum(divmod(2 * digit, 10)) for place, digit in enumerate(reversed(digits))
    )
    return f"{number}{-total % 10}"


# Personal and coordination numbers


@pytest.mark.parametrize("number", BLOCKED)
def test_personal_numbers_are_blocked_alone_and_in_a_sentence(number):
    assert kinds(number) == [("personal_number", "block", number)]
    sentence = f"Hej, jag heter Amal ({number}) och vill ha hjälp."
    assert kinds(sentence) == [("personal_number", "block", number)]


@pytest.mark.parametrize("text", ALLOWED)
def test_what_only_resembles_a_personal_number_is_allowed(text):
    assert findings(text) == []
    assert findings(f"Ring {text} om du undrar.") == []


def test_a_wrong_check_digit_is_asked_about():
    assert kinds("8112189877") == [("personal_number", "warn", "8112189877")]
    assert kinds("811218-9877") == [("personal_number", "warn", "811218-9877")]


@pytest.mark.parametrize(
    "number",
    [
        "1981-12-18-9876",
        "1981-12-18 9876",
        "1981.12.18-9876",
        "81/12/18-9876",
        "811218/9876",
        "811218 (9876",
        "19 811218-9876",
        "811218 98 76",
        "81-12-18-98-76",
        "8 1 1 2 1 8 9 8 7 6",
        "８１１２１８−９８７６",
        "811218\N{FIGURE DASH}9876",
        "811218\N{MINUS SIGN}9876",
        "811218\N{NO-BREAK SPACE}-\N{THIN SPACE}9876",
        "81\N{ZERO WIDTH SPACE}1218-98\N{RIGHT-TO-LEFT MARK}76",
        "811\N{SOFT HYPHEN}218\N{WORD JOINER}9876",
        "①⑨⑧①12189876",
        "8\ufe0f\u20e31121898\ufe0f\u20e376",
        "811218-\n9876",
        "811218\u30649876".replace("\u3064", "\u3164"),
    ],
)
def test_personal_numbers_are_found_in_other_spellings(number):
    assert kinds(f"nr {number}, tack") == [("personal_number", "block", number)]


@pytest.mark.parametrize(
    "text", ["personnummer811218-9876x", "?id=198112189876&x=1", "bild_811218-9876.jpg", "5 811218-9876 7"]
)
def test_personal_numbers_are_found_beside_other_signs(text):
    assert blocks(text) == ["personal_number"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("811218-0001", "serial 000 is not used"),
        ("20990101-1230", "a day that has not come"),
        ("000000-0000", "no month"),
        ("165560360793", "a company with its century figures"),
        ("2026-11-20 14:30", "a day and a time"),
        ("2026-11-20 14.30-15.30", "a day and hours"),
        ("10-12 13-15 16-18", "opening hours"),
        ("8112189876543", "a longer row of digits"),
        ("811218, 9876", "two numbers in a list"),
        ("811218\n9876", "two lines"),
    ],
)
def test_other_rows_of_digits_are_left_alone(text, reason):
    assert [one for one in findings(text) if one.severity is Severity.BLOCK] == [], reason


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("18700160", ["personal_number"]),  # the day is not known
        ("18700161", ["personal_number"]),
        ("18700191", ["personal_number"]),
        ("18700192", []),  # 32 January
        ("18700491", []),  # 31 April
        ("18720289", ["personal_number"]),  # 29 February of a leap year
        ("18700289", []),
        ("18720229", ["personal_number"]),
        ("18700229", []),
    ],
)
def test_coordination_numbers_have_sixty_added_to_a_day_that_exists(day, found):
    # People of the 1870s: no number made here can be that of somebody alive.
    assert blocks(with_check_digit(f"{day}-239", from_digit=2)) == found


def test_a_meeting_with_hours_is_asked_about_and_not_blocked():
    meeting = with_check_digit("1872-03-05 14-1", from_digit=2)
    assert kinds(meeting) == [("personal_number", "warn", meeting)]


# Phone numbers first


@pytest.mark.parametrize(
    "spelling",
    [
        "{0}-{1}",
        "{0}-{2} {3} {4}",
        "{0} {2} {3} {4}",
        "({0}) {2} {3} {4}",
        "+46{5}",
        "+46 {6} {2} {3} {4}",
        "0046{5}",
        "+46 (0){6}-{2} {3} {4}",
        "{0}/{1}",
        "{0}.{2}.{3}.{4}",
        "{7}-{8}",
        "{7} {3} {4}",
    ],
)
def test_fictional_mobile_numbers_are_found_only_as_phones(spelling):
    for solid in FICTIONAL_MOBILES:
        parts = [solid[:3], solid[3:], solid[3:6], solid[6:8], solid[8:], solid[1:], solid[1:3]]
        number = spelling.format(*parts, solid[:4], solid[4:])
        assert findings(number) == [], number
        assert findings(f"Ring {number}.") == [], number


def test_solid_mobile_numbers_are_asked_about_and_never_blocked():
    asked = {number for number in FICTIONAL_MOBILES if findings(number)}
    assert asked == LOOK_LIKE_COORDINATION_NUMBERS
    assert all(kinds(number) == [("personal_number", "warn", number)] for number in asked)


def test_a_gap_after_the_sixth_digit_makes_070_a_personal_number():
    assert blocks("070174-0607") == ["personal_number"]
    assert blocks("070174 0607") == ["personal_number"]


@pytest.mark.parametrize("text", ["+20 100 123 4567", "+201001234567", "+90 501 123 45 67", "0046 42 105000"])
def test_foreign_phone_numbers_are_allowed_in_private_texts(text):
    assert findings(text) == []


# Money


@pytest.mark.parametrize(
    "number",
    [
        "4111111111111111",
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "3782 822463 10005",
        "4222222222222",
        "6304 0000 0000 0000 000",
        "٤١١١ ١١١١ ١١١١ ١١١١",
    ],
)
def test_card_numbers_are_blocked(number):
    assert kinds(f"Mitt kort: {number}!") == [("card_number", "block", number)]


def test_card_numbers_need_their_check_digit():
    assert findings("4111111111111112") == []
    assert findings("9789100000073") == [], "an ISBN whose last digit passes the check of a card as well"


@pytest.mark.parametrize("number", ["SE45 5000 0000 0583 9825 7466", "se4550000000058398257466"])
def test_swedish_iban_is_blocked(number):
    assert kinds(f"Betala till {number} idag") == [("iban", "block", number)]


def test_iban_with_a_wrong_check_is_asked_about():
    number = "SE45 5000 0000 0583 9825 7467"
    assert ("iban", "warn", number) in kinds(number)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("8327-9, 123 456 789-0", "8327-9, 123 456 789-0"),
        ("6789-123 456 789", "6789-123 456 789"),
        ("mitt konto är 1234567", "1234567"),
        ("kontonummer: 12 34 567", "12 34 567"),
        ("clearing 6789 konto 123 456 789", "123 456 789"),
    ],
)
def test_bank_accounts_are_blocked(text, number):
    assert kinds(text) == [("account", "block", number)]


@pytest.mark.parametrize(
    "text",
    [
        "bankgiro 5050-1055",
        "1200 1500 1800 kr",
        "åren 2019 2020 2021 2022",
        "Skapa ett konto. Ring 0771-524 524",
        "ditt konto eller ring 0771-524 524",
        "252 20 Helsingborg",
    ],
)
def test_other_sums_and_numbers_are_no_accounts(text):
    assert findings(text) == []


def test_a_case_number_is_asked_about_and_not_blocked():
    assert kinds("ärende 2026-1234567") == [("account", "warn", "2026-1234567")]


# Codes and passwords


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("Min kod är 4711", "4711"),
        ("PIN: 1234.", "1234"),
        ("pin-kod 12 34", "12 34"),
        ("engångskoden är 123456", "123456"),
        ("Koden till BankID är ٤٧١١", "٤٧١١"),
        ("lösenord: hemligt123, tack", "hemligt123"),
        ("lo\u0308senordet är Sommar2024!", "Sommar2024!"),
        ("losenord sommar24", "sommar24"),
        ("my password is hunter2", "hunter2"),
        ("My PIN code is 9876", "9876"),
        ("4711 är min kod", "4711"),
        ("cvc 123", "123"),
        ("пароль: 998877", "998877"),
    ],
)
def test_codes_and_passwords_are_blocked(text, secret):
    assert kinds(text) == [("secret", "block", secret)]


@pytest.mark.parametrize(
    "text",
    [
        "Koden har 6 siffror.",
        "Skriv koden. Ring sedan 1177.",
        "Skriv koden och ring 1177.",
        "Ditt lösenord ska ha minst 12 tecken.",
        "Glömt lösenord? Ring 0771-524 524.",
        "Postkod 25220",
        "felkod 404",
        "landskod 4670",
        "zip code 25220",
        "Ge aldrig din kod till någon.",
        "Jag bytte lösenord under 2024",
        "Espanol 1234, spinning 5678",
    ],
)
def test_advice_about_codes_is_allowed(text):
    assert findings(text) == []


def test_a_number_further_from_the_word_is_asked_about():
    assert kinds("koden fick jag igår 4567") == [("secret", "warn", "4567")]


# Public texts


@pytest.mark.parametrize(
    "number",
    [
        "0701740605",
        "070-174 06 05",
        "+46 70 174 06 05",
        "0046701740605",
        "08-465 004 00",
        "031-390 06 00",
        "040-628 04 00",
        "(070) 174 06 05",
        "٠٧٠-١٧٤ ٠٦ ٠٥",
    ],
)
def test_phone_numbers_are_blocked_in_public_texts_only(number):
    assert blocks(f"Ring {number}!") == []
    assert kinds(f"Ring {number}!", public=True) == [("phone", "block", number)]


@pytest.mark.parametrize(
    "text", ["05-12-2026", "05 12 2026", "09-12 13-16", "0771-524 524", "1177", "114 14"]
)
def test_days_hours_and_numbers_for_everybody_are_no_private_phones(text):
    assert blocks(text, public=True) == []


@pytest.mark.parametrize(
    "address", ["anna.b+x@mail.example.se", "anna@mejl.se", "anna (at) mejl.se", "anna＠mejl.se"]
)
def test_email_addresses_are_blocked_in_public_texts_only(address):
    assert findings(f"Skriv till {address} idag") == []
    assert kinds(f"Skriv till {address} idag", public=True) == [("email", "block", address)]


@pytest.mark.parametrize("text", ["Priset är 5 kr @ kassan", "@", "a@b", "a@1.2", "@mejl.se"])
def test_at_signs_alone_are_no_addresses(text):
    assert findings(text, public=True) == []


# Taking out, refusing


def test_without_takes_out_each_finding_and_leaves_the_rest():
    text = "Hej! 811218-9876, PIN 4711 och kort 4111 1111 1111 1111. Tack"
    assert without(text, findings(text)) == f"Hej! {REMOVED}, PIN {REMOVED} och kort {REMOVED}. Tack"


def test_without_takes_out_only_what_it_is_given():
    text = "811218-9876 och PIN 4711"
    assert without(text, findings(text)[1:]) == f"811218-9876 och PIN {REMOVED}"
    assert without(text, []) == text


def test_without_does_not_make_a_new_number_of_two_halves():
    text = "811218 4111111111111111 9876"
    assert without(text, findings(text)) == f"811218 {REMOVED} 9876"
    assert findings(without(text, findings(text))) == []


def test_without_takes_out_what_turns_into_a_code_when_its_neighbour_goes():
    text = "KOD010000 0010 000000"
    assert blocks(text, public=True) == ["phone"]
    assert without(text, findings(text, public=True)) == f"KOD{REMOVED} {REMOVED}"


def test_check_text_names_each_kind_once_and_repeats_nothing():
    with pytest.raises(ValidationError) as caught:
        check_text("811218-9876 och 701063-2391, PIN 4711")
    assert [error.code for error in caught.value.error_list] == ["personal_number", "secret"]
    said = " ".join(map(str, caught.value.messages))
    assert not any(char.isdigit() for char in said)
    assert caught.value.messages[0] == str(MESSAGES["personal_number"])


def test_check_text_lets_questions_pass():
    check_text("8112189877")
    check_text("0701740607")
    check_text("Ring 070-174 06 05 eller skriv till anna@mejl.se")
    with pytest.raises(ValidationError):
        check_text("Ring 070-174 06 05", public=True)


def test_every_kind_has_its_words():
    found = {kind for text in (*BLOCKED, "PIN 4711", "a@b.se") for kind in blocks(text, public=True)}
    assert found <= set(MESSAGES)
    assert set(QUESTIONS) <= set(MESSAGES)


def test_validator_checks_compares_and_deconstructs():
    validator = GuardedTextValidator(public=True)
    validator("Jag vill lära mig 1177.")
    with pytest.raises(ValidationError):
        validator("anna@mejl.se")
    GuardedTextValidator()("anna@mejl.se")
    assert validator == GuardedTextValidator(public=True) != GuardedTextValidator()
    path, args, kwargs = validator.deconstruct()
    assert (path.rsplit(".", 1)[1], args, kwargs) == ("GuardedTextValidator", (), {"public": True})


@pytest.mark.parametrize(
    ("text", "kept", "taken_out"),
    [
        ("Ring 1177 tack", "Ring 1177 tack", ()),
        ("Jag heter A, ٧٠١٠٦٣-٢٣٩١, tack", f"Jag heter A, {REMOVED}, tack", (Kind.PERSONAL_NUMBER,)),
    ],
)
def test_what_nobody_can_be_asked_about_is_taken_out_before_it_is_kept(
    text: str, kept: str, taken_out: tuple[Kind, ...]
) -> None:
    found = let_in(text)
    assert (found.text, found.taken_out) == (kept, taken_out)
    assert bool(found.answer) == bool(taken_out)
    assert not set("٧٠١٠٦٣") & set(found.answer)
