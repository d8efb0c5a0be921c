"""LIX and its companions count as a reader would: by hand first, then by the code."""

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from courses.readability.lix import Counts, LongSentence, count, findings, lix, long_sentences, segments
from courses.readability.office_words import OFFICE_WORDS
from courses.readability.sentences import sentences, words

# A busy machine is no fault of the code.
UNHURRIED = hypothesis_settings(deadline=None)

# Counted by hand: 7 + 3 + 3 + 7 + 4 + 2 + 3 + 7 = 36 words, 8 sentences; long: biblioteket, knappen.
EASY = (
    "Du kan låna en dator på biblioteket. Fråga i disken. Visa ditt kort. Du får en kod på en lapp. "
    "Sätt dig vid datorn. Skriv koden. Tryck på knappen. Nu kan du gå ut på nätet."
)
# Counted by hand: 30 words, 1 sentence, 20 long words.
HARD = (
    "Vederbörande sökande skall inkomma med erforderliga handlingar avseende samtliga hushållsmedlemmars "
    "inkomster, tillgångar samt utgifter för innevarande kalendermånad, varvid ofullständigt ifylld "
    "ansökningsblankett kan medföra förlängd handläggningstid eller avslag enligt gällande bestämmelser."
)


def test_lix_of_an_easy_text():
    assert count(EASY) == Counts(words=36, sentences=8, long_words=2)
    assert lix(EASY) == 10.1  # 36 / 8 + 100 * 2 / 36 = 4.5 + 5.56


def test_lix_of_a_hard_text():
    assert count(HARD) == Counts(words=30, sentences=1, long_words=20)
    assert lix(HARD) == 96.7  # 30 / 1 + 100 * 20 / 30


def test_lix_is_not_given_for_fewer_than_thirty_words():
    shorter = HARD.replace("Vederbörande sökande", "Sökande")
    assert count(shorter).words == 29
    assert lix(shorter) is None
    assert lix("") is None
    assert lix([]) is None


def test_long_words_have_more_than_six_letters_of_any_alphabet():
    assert count("sexett sjuåttö").long_words == 1
    assert count("åäöåäö åäöåäöå").long_words == 1
    assert count("e-posta sms:ets").long_words == 0, "a hyphen and a colon are no letters"
    assert count("e-postar").long_words == 1
    assert count("abcdef1234").long_words == 0, "figures are no letters"


def test_explained_words_count_as_words_but_not_as_long():
    text = "Du kan söka försörjningsstöd. Försörjningsstöd är pengar."
    assert count(text) == Counts(words=7, sentences=2, long_words=2)
    assert count(text, explained={"försörjningsstöd"}) == Counts(words=7, sentences=2, long_words=0)


def test_headings_list_items_and_steps_end_a_sentence():
    text = "## Det här behöver du\n\n- en mobil\n- ett id-kort\n\n1. Öppna appen\n2. Tryck på Logga in\n"
    assert segments(text) == [
        "Det här behöver du",
        "en mobil",
        "ett id-kort",
        "Öppna appen",
        "Tryck på Logga in",
    ]
    # 4 + 2 + 2 + 2 + 4 words; "behöver" is long.
    assert count(text) == Counts(words=14, sentences=5, long_words=1)
    assert count(segments(text)) == count(text)


def test_a_line_break_where_the_line_is_full_ends_nothing():
    assert segments("Du kan låna\nen dator.\n\nFråga\ni disken.") == [
        "Du kan låna en dator.",
        "Fråga i disken.",
    ]
    assert segments("- en lång\n  rad\n- en till") == ["en lång rad", "en till"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Du kan t.ex. fråga i disken.",
        "Du kan t. ex. fråga i disken.",
        "Vi öppnar kl. 10 och stänger kl. 16.",
        "Ta med bl.a. Ditt kort.",
        "Den gäller fr.o.m. måndag t.o.m. fredag.",
        "Ring tel. 112 vid nöd.",
        "Det tar max. 5 minuter, ca. 2 kort.",
        "Gå till www.example.se och logga in.",
        "Skriv till anna@example.se nu.",
        "Öppna https://example.se/a.b?c=d. ",
        "Det kostar 5.50 kronor.",
        "Vänta … sedan går det.",
        "Vänta ... sedan går det.",
        "Dr. Ek tar emot.",
    ],
)
def test_sentences_are_not_ended_by_abbreviations_addresses_and_numbers(sentence):
    assert sentences(sentence) == [sentence.strip()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ta med kort m.m. Sedan går du in.", ["Ta med kort m.m.", "Sedan går du in."]),
        ("Ta med kort m.m. till disken.", ["Ta med kort m.m. till disken."]),
        ("Boken är min. Läs den.", ["Boken är min.", "Läs den."]),
        ("Är du klar? Bra! Gå hem.", ["Är du klar?", "Bra!", "Gå hem."]),
        ("Läs det (nu!) Gå sedan hem.", ["Läs det (nu!)", "Gå sedan hem."]),
        ("Gå till 1177.se. Logga in.", ["Gå till 1177.se.", "Logga in."]),
        ("**Öppna appen.** Tryck.", ["**Öppna appen.**", "Tryck."]),
        ("öppna appen. tryck på knappen", ["öppna appen.", "tryck på knappen"]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_stops(text, expected):
    assert sentences(text) == expected


def test_words_leave_out_addresses_numbers_and_code():
    text = "Gå till https://example.se/a kl. 14.30, ring 070-174 06 05 och skriv `sudo reboot` till a@b.se"
    assert words(text) == ["Gå", "till", "kl", "ring", "och", "skriv", "till"]
    assert words("t.ex. e-post, SMS:et och/eller **fet** text") == [
        "tex",
        "e-post",
        "SMS:et",
        "och",
        "eller",
        "fet",
        "text",
    ]


def test_segments_without_words_are_no_sentences():
    assert count(["1177.se", "***", "070-174 06 05", "Ring."]) == Counts(words=1, sentences=1, long_words=0)


def test_long_sentences_are_those_over_the_limit():
    text = "En två tre fyra fem. En två tre fyra fem sex.\n\n- en två tre fyra fem sex sju"
    assert long_sentences(text, 5) == [
        LongSentence("En två tre fyra fem sex.", 6),
        LongSentence("en två tre fyra fem sex sju", 7),
    ]
    assert long_sentences(text, 7) == []
    assert long_sentences([HARD, EASY], 20) == [LongSentence(HARD, 30)]


def test_findings_names_office_words_and_plain_ones():
    assert [(hit.word, hit.instead) for hit in findings(HARD)] == [
        ("Vederbörande", "du, eller vem det är"),
        ("inkomma", "skicka, lämna"),
        ("erforderliga", "som behövs"),
        ("avseende", "om"),
        ("samt", "och"),
        ("varvid", "då"),
    ]
    assert (
        findings("Det är ej klart. Gör det i enlighet med lagen.")[1].sentence
        == "Gör det i enlighet med lagen."
    )


def test_findings_leaves_plain_texts_alone():
    assert findings(EASY) == []
    assert findings("Samtal om samtycke. Reja räkor. Ejder. Skicka samtliga papper.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Man ska skriva koden.",
        "Om man vill.",
        "Så gör man: man inte kan.",
        "Kan man logga in?",
        "Det vet man kan gå",
    ],
)
def test_man_as_a_subject_is_found(text):
    assert {(hit.word.lower(), hit.instead) for hit in findings(text)} == {("man", "du")}


@pytest.mark.parametrize(
    "text",
    [
        "En man ringer dig.",
        "En god man kan hjälpa.",
        "Kvinna eller man.",
        "En ung man har ringt.",
        "Sök en mentor: man",
    ],
)
def test_a_man_is_not_the_word_man(text):
    assert findings(text) == []


@UNHURRIED
@given(st.sampled_from(sorted(OFFICE_WORDS)))
def test_every_office_word_is_found_in_a_sentence(word):
    assert [hit.word for hit in findings(f"Nu {word} alltså.")] == [word]


@UNHURRIED
@given(st.lists(st.text(), max_size=8))
def test_any_text_is_counted(texts):
    counts = count(texts)
    assert 0 <= counts.long_words <= counts.words
    assert counts.sentences <= counts.words
    assert (counts.lix is None) == (counts.words < 30)
    assert sum(one.words for one in long_sentences(texts, 0)) == counts.words
    findings(texts)


@pytest.mark.parametrize("unit", ["a", "a.", "a-", "a@", "t.ex. ", ". ", "`", "- a\n", "man ", "http://"])
def test_a_hundred_thousand_characters_are_read_to_the_end(unit):
    text = (unit * 100_000)[:100_000]
    count(text)
    findings(text)
