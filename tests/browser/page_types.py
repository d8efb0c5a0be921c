"""Every type of page that a reader, a learner or a mentor can meet: one list, looked at by every kind of test.

A new page type is a new row here; `test_page_types.py` fails while an address of theirs, or a type of Wagtail page,
has none. Types that look different from time to time (a meeting that is asked for, booked, cancelled) have a row for
each of their faces.
"""

from __future__ import annotations

from dataclasses import dataclass

#: Every type of page is looked at in these.
LANGUAGES = ("sv", "en")
#: And in one of these, by turns; what readers meet first in all of them. `make soak` looks at all types in `ALL_IN`.
OTHERS = ("ar", "so", "fa", "ti", "uk", "fi", "fa-af", "sv-simple")
FIRST = {"start", "tricked"}
#: These guides exist in Arabic and Ukrainian.
WITH_MORE_GUIDES = ("ar", "uk")
#: From right to left, and in letters that old phones lack.
ALL_IN = ("ar", "ti")
#: Easy Swedish has practice of its own.
IN_EASY_SWEDISH = {"practice-choose", "practice-end"}
#: Runs of practice are in Swedish, easy Swedish and English; the others speak the browser's language.
NOT_IN_OTHERS = ("practice", "languages", "staff-sign-in")


@dataclass(frozen=True)
class PageType:
    """One type of page, or one of its faces.

    `route` is the name of its address, the label of its model where it is a Wagtail page, or empty where neither fits.
    `sv` is its Swedish address, with the names of `people.make()["values"]` in braces; `en` the English one, where
    that is not the same but for its language (easy Swedish has the Swedish slugs). `who` is one of
    `people.make()["sessions"]`, or nobody. `press` is what to press to come there from the address. `shows` is
    something that this page has and its neighbours lack.
    """

    name: str
    route: str
    sv: str
    shows: str
    en: str = ""
    who: str = ""
    press: str = ""
    status: int = 200

    def address(self, language: str, values: dict[str, str]) -> str:
        """Where it is in `language`."""
        path = self.en if language == "en" and self.en else self.sv.replace("/sv/", f"/{language}/", 1)
        return path.format(**values)


SEND = "main form button.button:not(.button-quiet)"
#: What was not right, at the top of the page.
ERRORS = "#errors a[href^='#']"

PUBLIC = [
    PageType("languages", "choose_language", "/", "a[hreflang]"),
    PageType("start", "courses.StartPage", "/sv/", ".area"),
    PageType("about", "core.InfoPage", "/sv/om/", "h1"),
    PageType("help", "core.InfoPage", "/sv/hjalp/", "h1"),
    PageType("accessibility", "core.InfoPage", "/sv/tillganglighet/", "h1"),
    PageType("guide", "courses.Guide", "/sv/bankid/", "#steps"),
    PageType("local-guide", "courses.Guide", "/sv/ekonomiskt-bistand/", "#steps", en="/en/income-support/"),
    PageType("guide-for-me", "courses.Guide", "/sv/bankid/utan/smartphone-e_id/", "#closed"),
    PageType(
        "guide-for-me-person",
        "courses.Guide",
        "/sv/ekonomiskt-bistand/utan/e_id-bank/",
        "#others",
        en="/en/income-support/utan/e_id-bank/",
    ),
    PageType("start-for-me", "courses.StartPage", "/sv/utan/smartphone-e_id/", ".fit-way"),
    PageType("guide-step", "courses.Guide", "/sv/bankid/2/", ".turn"),
    PageType("course", "courses.Course", "/sv/kom-i-gang-tryggt/", "ol, ul.guides", en="/en/start-safely/"),
    PageType("guides", "courses:search", "/sv/sok/", ".area"),
    PageType("found", "courses:search", "/sv/sok/?q=bankid", ".guides"),
    PageType("found-nothing", "courses:search", "/sv/sok/?q=zzzzzz", "main"),
    PageType("tricked", "courses:tricked", "/sv/lurad/", "main a[href^='tel:']"),
    PageType("words", "courses:terms", "/sv/ord/", "dl, dfn, h2"),
    PageType("stuck", "courses:stuck", "/sv/fastnat/bankid/id-check/", "input[name=reason]"),
    PageType("stuck-errors", "courses:stuck", "/sv/fastnat/bankid/id-check/", ERRORS, press=SEND),
    PageType("stuck-answer", "courses:stuck_answer", "/sv/besked/{note}/", "svg"),
    PageType("papers", "courses:papers", "/sv/papper/", "input[name=due]"),
    PageType("papers-errors", "courses:papers", "/sv/papper/?due=40&rent=x", ERRORS),
    PageType("papers-result", "courses:papers", "/sv/papper/?due=10&rent=17", ".papers-message"),
    PageType("papers-thanks", "courses:papers_count", "/sv/papper/rakna/?counted=1", "main"),
    PageType("progress-none", "courses:progress", "/sv/framsteg/", "h1"),
    PageType("progress", "courses:progress", "/sv/framsteg/?g={marks}", "h1"),
    PageType("able", "courses:able", "/sv/framsteg/kan/bankid/fore/", "button[name=able]"),
    PageType("certificate", "courses:certificate", "/sv/framsteg/intyg/start-safely/?g={marks}", "h1"),
    PageType(
        "progress-paper",
        "courses:progress_paper",
        "/sv/framsteg/?g={marks}",
        "svg.qr",
        press="form[action$='/framsteg/papper/'] button",
    ),
    PageType("progress-code", "courses:progress_code", "/sv/framsteg/kod/", "input[name=code]"),
    PageType(
        "progress-code-more", "courses:progress_code", "/sv/framsteg/kod/?g={marks}", "input[name=code]"
    ),
    PageType("progress-code-errors", "courses:progress_code", "/sv/framsteg/kod/", ERRORS, press=SEND),
    PageType("forget-code", "courses:progress_forget_code", "/sv/framsteg/glom/", "input[name=code]"),
    PageType("practice-list", "courses:practice_list", "/sv/ova/", "main li a"),
    PageType("practice", "courses:practice", "/sv/ova/smishing/", "main .button"),
    PageType("practice-read", "courses:practice_screen", "/sv/ova/smishing/1/", "a[rel=next]"),
    PageType("practice-call", "courses:practice_screen", "/sv/ova/bank-call/3/", "main form button"),
    PageType("practice-choose", "courses:practice_screen", "/sv/ova/smishing/3/", "main form button"),
    PageType("practice-right", "courses:practice_screen", "/sv/ova/smishing/3/?v=3a", "#reason"),
    PageType("practice-wrong", "courses:practice_screen", "/sv/ova/smishing/3/?v=3b", "#reason"),
    PageType("practice-spot", "courses:practice_screen", "/sv/ova/smishing/2/", "input[type=checkbox]"),
    PageType("practice-spotted", "courses:practice_screen", "/sv/ova/smishing/2/?m=&m=a&m=c", "main"),
    PageType("practice-fill", "courses:practice_screen", "/sv/ova/book-1177/4/", "#id_f1"),
    PageType(
        "practice-fill-errors",
        "courses:practice_screen",
        "/sv/ova/book-1177/4/",
        ERRORS,
        press="main form button",
    ),
    PageType("practice-filled", "courses:practice_screen", "/sv/ova/book-1177/4/?v=4a", "#reason"),
    PageType("practice-end", "courses:practice_end", "/sv/ova/smishing/klart/?v=3a-3b", "h1"),
    PageType("practice-paper", "courses:practice_paper", "/sv/ova/smishing/papper/", "h1"),
    PageType("sign-in", "users:sign_in", "/sv/in/", "#id_code"),
    PageType("sign-in-errors", "users:sign_in", "/sv/in/", ERRORS, press=SEND),
    PageType("code-where", "users:code_where", "/sv/in/kod/", "#id_where"),
    PageType("code-where-errors", "users:code_where", "/sv/in/kod/", ERRORS, press=SEND),
    PageType("passkey", "users:passkey", "/sv/in/nyckel/", "#passkey-question"),
    PageType("signed-out-by-itself", "users:still_here", "/sv/kvar/", "main .onward"),
    PageType("lost-card", "users:lost_card", "/sv/kort-borta/", "main a[href^='tel:']"),
    PageType("erased", "users:erased", "/sv/raderat/", "main a.button"),
    PageType("signed-out", "users:sign_out", "/sv/ut/", "main .onward"),
    PageType("staff-sign-in", "account_login", "/staff/login/", "#id_login"),
    PageType("not-found", "", "/sv/nothing-here/", "body.trouble", status=404),
]

LEARNER = [
    PageType(
        "want-help",
        "mentors:want_help",
        "/sv/traffa/?guide=bankid&step=id-check",
        "[name=guides][value=bankid]",
    ),
    PageType("want-help-errors", "mentors:want_help", "/sv/traffa/", ERRORS, press=SEND),
    PageType(
        "want-languages", "mentors:want_languages", "/sv/traffa/sprak/", "[name=languages]", who="half_way"
    ),
    PageType("want-when", "mentors:want_when", "/sv/traffa/nar/", "[name=answer_way]", who="half_way"),
    PageType("want-when-errors", "mentors:want_when", "/sv/traffa/nar/", ERRORS, who="half_way", press=SEND),
    PageType("suggestions", "mentors:suggestions", "/sv/traffa/forslag/", "[name=time]", who="chooser"),
    PageType(
        "suggestions-errors",
        "mentors:suggestions",
        "/sv/traffa/forslag/",
        ERRORS,
        who="chooser",
        press="form[action$='/valj/'] .button",
    ),
    PageType(
        "suggestions-waiting",
        "mentors:suggestions",
        "/sv/traffa/forslag/",
        "a.button[href*='/mote/']",
        who="waiting",
    ),
    PageType(
        "suggestions-nobody",
        "mentors:suggestions",
        "/sv/traffa/forslag/",
        "button[value=leave]",
        who="in_line",
    ),
    PageType("suggestions-how", "mentors:how_we_suggest", "/sv/traffa/forslag/hur/", "h1"),
    PageType("suggestions-why", "mentors:why_not", "/sv/traffa/forslag/varfor/", "h1", who="chooser"),
    PageType("card", "users:my_card", "/sv/mitt-kort/", ".login-code", who="chooser"),
    PageType("card-gone", "users:my_card", "/sv/mitt-kort/", "main a[href^='tel:']", who="booked"),
    PageType("own_contact", "mentors:my_contact", "/sv/mina-moten/nummer/", "#id_phone", who="booked"),
    PageType("alias", "mentors:my_alias", "/sv/mina-moten/namn/", "#id_alias", who="booked"),
    PageType(
        "my-meetings-none",
        "mentors:my_meetings",
        "/sv/mina-moten/",
        "main a[href*='/mitt-kort/']",
        who="chooser",
    ),
    PageType("my-meetings", "mentors:my_meetings", "/sv/mina-moten/", "#coming-1", who="booked"),
    PageType("my-meetings-before", "mentors:my_meetings", "/sv/mina-moten/", "#before-1", who="cancelled"),
    PageType(
        "whom-i-meet", "mentors:whom_i_meet", "/sv/mina-moten/vem/", "[name=parts_of_town]", who="booked"
    ),
    PageType(
        "what-i-show",
        "mentors:what_i_show",
        "/sv/mina-moten/vem/{other}/",
        "main a[href$='/inte/']",
        who="booked",
    ),
    PageType(
        "do-not-meet",
        "mentors:do_not_meet",
        "/sv/mina-moten/vem/{other}/inte/",
        "main form button",
        who="booked",
    ),
    PageType("meeting-asked-for", "mentors:meeting", "/sv/mote/{asked_for}/", "main ol", who="waiting"),
    PageType("meeting", "mentors:meeting", "/sv/mote/{meeting}/", "main a[href*='avboka']", who="booked"),
    PageType(
        "meeting-cancelled",
        "mentors:meeting",
        "/sv/mote/{no_meeting}/",
        "a[href$='/forslag/']",
        who="cancelled",
    ),
    PageType("group", "mentors:meeting", "/sv/mote/{group}/", "main", who="seated"),
    PageType(
        "cancel", "mentors:cancel_meeting", "/sv/mote/{meeting}/avboka/", "main form .button", who="booked"
    ),
    PageType(
        "not-held",
        "mentors:not_held",
        "/sv/mote/{no_meeting}/blev-inte-av/",
        "[name=obstacle]",
        who="cancelled",
    ),
    PageType("my-picture", "mentors:my_picture", "/sv/traffa/min-bild/", ".voyage", who="booked"),
    PageType(
        "picture-wishes",
        "mentors:picture_wishes",
        "/sv/traffa/min-bild/vill/",
        "[name=own_words]",
        who="booked",
    ),
    PageType(
        "picture-wishes-errors",
        "mentors:picture_wishes",
        "/sv/traffa/min-bild/vill/",
        ERRORS,
        who="booked",
        press=SEND,
    ),
    PageType("picture-can", "mentors:picture_can", "/sv/traffa/min-bild/kan/", "[name=how]", who="booked"),
    PageType(
        "picture-part",
        "mentors:picture_part",
        "/sv/traffa/min-bild/del/mote/",
        "[name=meeting_ways]",
        who="booked",
    ),
    PageType(
        "picture-obstacles",
        "mentors:picture_part",
        "/sv/traffa/min-bild/del/hinder/",
        "[name=obstacles]",
        who="booked",
    ),
    PageType(
        "picture-take-away",
        "mentors:picture_take_away",
        "/sv/traffa/min-bild/ta-bort/",
        "main form .button",
        who="booked",
    ),
    PageType(
        "picture-on-paper",
        "mentors:picture_on_paper",
        "/sv/traffa/min-bild/pa-papper/",
        ".boxes",
        who="booked",
    ),
    PageType("move-meeting", "mentors:move_meeting", "/sv/mote/{meeting}/flytta/", "#times", who="booked"),
    PageType("series", "mentors:series", "/sv/mote/{meeting}/fem-veckor/", "main form .button", who="booked"),
    PageType("link", "mentors:by_link", "/sv/m/{link}/", "main a[href$='/flytta/']"),
    PageType("link-seat", "mentors:by_link", "/sv/m/{offer_link}/", "button[value=yes]"),
    PageType("link-nowhere", "mentors:by_link", "/sv/m/borta/", "h1", status=404),
    PageType("link-move", "mentors:move_by_link", "/sv/m/{link}/flytta/", "#times"),
    PageType("link-next", "mentors:next_by_link", "/sv/m/{next_link}/ny-tid/", "main form .choices"),
    PageType(
        "link-suggested",
        "mentors:suggested_by_link",
        "/sv/m/forslag/{suggested_link}/",
        "main form .choices",
    ),
    PageType("link-cancel", "mentors:cancel_by_link", "/sv/m/{link}/avboka/", "main form .button"),
    PageType("my-seat-waits", "mentors:my_meetings", "/sv/mina-moten/", "button[value=take]", who="offered"),
    PageType("drop-ins", "mentors:drop_ins", "/sv/nummer/", "main .part"),
    PageType("queue", "mentors:queue", "/sv/nummer/{drop_in}/", "main form .button"),
    PageType("ticket", "mentors:ticket", "/sv/nummer/mitt/{ticket}/", "main form .button"),
    PageType("call", "mentors:call", "/sv/mote/{drop_in}/ko/", "main form .button", who="caller"),
    PageType("place-day", "mentors:place_day", "/sv/plats/{day}/", "main h1"),
    PageType("pair", "mentors:pair", "/sv/mina-moten/vi-tva/{pair}/", "[value=pause]", who="booked"),
    PageType("own-progress", "courses:own_progress", "/sv/framsteg/konto/", "h1", who="booked"),
    PageType(
        "forget-own", "courses:forget_own", "/sv/framsteg/konto/glom/", "main form button", who="booked"
    ),
    PageType("to-borrow", "mentors:to_borrow", "/sv/lana/", "h1", who="booked"),
    PageType("my-loan", "mentors:my_loan", "/sv/lana/mitt/{loan}/", "[value=broken]", who="booked"),
    PageType("calendar", "mentors:my_calendar", "/sv/mina-moten/kalender/", "[value=on]", who="booked"),
    PageType(
        "calendar-address",
        "mentors:my_calendar",
        "/sv/mina-moten/kalender/",
        ".address",
        who="booked",
        press="[value=on]",
    ),
    PageType("about-me", "users:about_me", "/sv/om-mig/", "#kept-1", who="booked"),
    PageType("erase-me", "users:erase_me", "/sv/om-mig/radera/", "input[name=sure]", who="booked"),
    PageType(
        "erase-me-errors",
        "users:erase_me",
        "/sv/om-mig/radera/",
        "[role=alert] a[href='#sure']",
        who="booked",
        press=SEND,
    ),
    PageType("signed-in", "users:sign_in", "/sv/in/", "main form[action$='/ut/']", who="booked"),
    PageType("ways", "users:ways", "/sv/kom-tillbaka/", "main section.part", who="booked"),
    PageType("new-pin", "users:own_pin", "/sv/kom-tillbaka/pin/", "#id_pin", who="chooser"),
    PageType("new-card", "users:new_card", "/sv/kom-tillbaka/nytt-kort/", "button[name=make]", who="booked"),
    PageType("lock", "users:lock", "/sv/kom-tillbaka/las/", "main form[action$='/las/']", who="booked"),
    PageType(
        "new-passkey", "users:passkey_new", "/sv/kom-tillbaka/nyckel/", "#passkey-question", who="booked"
    ),
    PageType("where-signed-in", "users:where_signed_in", "/sv/inloggad/", "main section.part", who="booked"),
    PageType("still-here", "users:still_here", "/sv/kvar/", ".button-big", who="booked"),
    PageType("sign-out", "users:sign_out", "/sv/ut/", "main form[action$='/ut/']", who="booked"),
]

MENTOR = [
    PageType("mentor-home", "mentors:mentor_home", "/sv/mentor/", "#request-1", who="mentor"),
    PageType("mentor-week", "mentors:mentor_week", "/sv/mentor/vecka/", ".week h3", who="mentor"),
    PageType("mentor-card", "mentors:mentor_card", "/sv/mentor/kort/", "#id_capacity", who="mentor"),
    PageType("mentor-hours", "mentors:mentor_hours", "/sv/mentor/tider/", "[value=add_hours]", who="mentor"),
    PageType(
        "mentor-hours-errors",
        "mentors:mentor_hours",
        "/sv/mentor/tider/",
        ERRORS,
        who="mentor",
        press="[value=add_hours]",
    ),
    PageType(
        "mentor-days-errors",
        "mentors:mentor_hours",
        "/sv/mentor/tider/",
        ERRORS,
        who="mentor",
        press="[value=add_off]",
    ),
    PageType(
        "hours-touch",
        "mentors:mentor_hours",
        "/sv/mentor/tider/",
        "main form [name=seen]",
        who="keeper",
        press="[value=remove_hours]",
    ),
    PageType("why-no-time", "mentors:why_no_time", "/sv/mentor/tider/varfor/", "main ul", who="mentor"),
    PageType("change-hours", "mentors:change_hours", "/sv/mentor/tider/{hours}/", "#id_every", who="mentor"),
    PageType("answer", "mentors:answer", "/sv/mentor/svar/{asked_for}/", "button[value=yes]", who="mentor"),
    PageType("mentor-meeting", "mentors:meeting", "/sv/mote/{meeting}/", ".boundary", who="mentor"),
    PageType("mentor-group", "mentors:meeting", "/sv/mote/{group}/", ".boundary", who="leader"),
    PageType(
        "mentor-cancel",
        "mentors:cancel_meeting",
        "/sv/mote/{meeting}/avboka/",
        "main form .button",
        who="mentor",
    ),
]

PAGE_TYPES = [*PUBLIC, *LEARNER, *MENTOR]

#: Addresses of readers, learners and mentors that never show a page of their own, and why.
WITHOUT_PAGE = {
    "users:after_sign_in": "leads on",
    "users:code": "only after asking for a code",
    "users:confirm_contact": "only after asking for a code",
    "courses:progress_here": "leads on",
    "mentors:meeting_file": "a file",
    "mentors:gone_file": "a file",
    "users:about_me_file": "a file",
    "mentors:calendar_feed": "a file",
    "courses:film": "a file",
    "courses:for_me": "leads on",
    "courses:for_me_all": "leads on",
    "wagtail_serve": "its pages stand in the list by their models",
    "wagtailcore_authenticate_with_password": "no page here has a password",
}


def is_in_others(page_type: PageType) -> bool:
    """Whether it is a page of every language; the list of practice is."""
    return page_type.name == "practice-list" or not page_type.name.startswith(NOT_IN_OTHERS)


def all_of() -> list[tuple[PageType, str]]:
    """Each type of page in each of `ALL_IN`, but for those that `spread` has."""
    looked_at = {(page_type.name, code) for page_type, code in spread()}
    return [
        (page_type, code)
        for code in ALL_IN
        for page_type in PAGE_TYPES
        if is_in_others(page_type) and (page_type.name, code) not in looked_at
    ]


def spread() -> list[tuple[PageType, str]]:
    """Each type of page in one of the other languages, and what readers meet first in all of them."""
    # A guide that all of them have; one step of it, and one with the Swedish beside it.
    guide = PageType("first-guide", "courses.Guide", "/sv/bluff/", "#steps")
    step = PageType("first-guide-step", "courses.Guide", "/sv/bluff/2/", ".turn")
    beside = PageType("guide-beside", "courses.Guide", "/sv/bluff/bredvid/", ".beside")
    pairs = [*((guide, code) for code in OTHERS), (step, "fa"), (beside, "ar"), (beside, "ti")]
    turn = 0
    for page_type in PAGE_TYPES:
        if page_type.name in FIRST:
            pairs += [(page_type, code) for code in OTHERS]
        elif is_in_others(page_type):
            is_more = any(slug in page_type.sv for slug in ("bankid", "ekonomiskt-bistand"))
            among = WITH_MORE_GUIDES if is_more else OTHERS
            pairs.append((page_type, among[turn % len(among)]))
            turn += 1
        elif page_type.name in IN_EASY_SWEDISH:
            pairs.append((page_type, "sv-simple"))
    return pairs
