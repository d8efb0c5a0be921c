"""Who may open the addresses of learners and mentors, and of the coordinator's desk."""

from core.permission_matrix import DESK, EVERYBODY, NOBODY, PEOPLE, SIGNED_IN, Cell, Role

LEARNERS = frozenset({Role.LEARNER})
MENTORS = frozenset({Role.MENTOR})

CELLS = [
    # From a wish to a meeting: everybody may begin, and gets an account on the way --------------------
    Cell("mentors:want_help", EVERYBODY, EVERYBODY),
    Cell("mentors:want_languages", EVERYBODY, EVERYBODY, is_personal=True),
    Cell("mentors:want_when", EVERYBODY, EVERYBODY, is_personal=True),
    Cell("mentors:forget_answers", NOBODY, EVERYBODY, is_personal=True),
    Cell("mentors:suggestions", LEARNERS, LEARNERS, is_personal=True),
    Cell("mentors:how_we_suggest", EVERYBODY, why="The rules in plain words: nothing about anybody."),
    Cell("mentors:why_not", LEARNERS, is_personal=True),
    Cell("mentors:none_of_these", NOBODY, LEARNERS, is_personal=True),
    Cell("mentors:wider", NOBODY, LEARNERS, is_personal=True),
    Cell("mentors:my_picture", LEARNERS, is_personal=True),
    Cell("mentors:picture_list", NOBODY, LEARNERS, is_personal=True),
    Cell("mentors:picture_wishes", LEARNERS, LEARNERS, is_personal=True),
    Cell("mentors:picture_can", LEARNERS, LEARNERS, is_personal=True),
    Cell("mentors:picture_part", LEARNERS, LEARNERS, is_personal=True),
    Cell("mentors:picture_take_away", LEARNERS, LEARNERS, is_personal=True),
    Cell("mentors:picture_on_paper", EVERYBODY, why="An empty form: nothing about anybody stands on it."),
    Cell("mentors:line", NOBODY, LEARNERS, is_personal=True),
    Cell("mentors:choose", NOBODY, LEARNERS, is_personal=True),
    Cell("mentors:take_seat", NOBODY, LEARNERS, is_personal=True),
    Cell("mentors:wait_for_seat", NOBODY, LEARNERS, is_personal=True),
    # One's own ----------------------------------------------------------------------------------------
    Cell("mentors:my_meetings", SIGNED_IN, is_personal=True),
    Cell("mentors:my_contact", PEOPLE, PEOPLE, is_personal=True),
    Cell("mentors:my_alias", SIGNED_IN, SIGNED_IN, is_personal=True),
    Cell("mentors:whom_i_meet", SIGNED_IN, LEARNERS, is_personal=True),
    Cell("mentors:what_i_show", PEOPLE, PEOPLE, is_personal=True),
    Cell("mentors:do_not_meet", PEOPLE, PEOPLE, is_personal=True),
    Cell("mentors:can_meet_again", NOBODY, PEOPLE, is_personal=True),
    Cell("mentors:pair", PEOPLE, PEOPLE, is_personal=True),
    Cell("mentors:meeting", PEOPLE, is_personal=True),
    Cell("mentors:move_meeting", PEOPLE, PEOPLE, is_personal=True),
    Cell("mentors:series", PEOPLE, PEOPLE, is_personal=True),
    Cell("mentors:cancel_meeting", PEOPLE, PEOPLE, is_personal=True),
    Cell("mentors:not_held", PEOPLE, PEOPLE, is_personal=True),
    Cell("mentors:meeting_file", PEOPLE, is_personal=True),
    Cell("mentors:my_calendar", SIGNED_IN, SIGNED_IN, is_personal=True),
    Cell(
        "mentors:calendar_feed",
        EVERYBODY,
        is_personal=True,
        why="Whoever knows the secret address: calendars cannot sign in.",
    ),
    Cell(
        "mentors:gone_file",
        EVERYBODY,
        is_personal=True,
        why="Whoever has the signed address of a file that takes a meeting out of a calendar; no person stands in it.",
    ),
    Cell(
        "mentors:place_day",
        EVERYBODY,
        is_personal=True,
        why="Whoever has the signed address of a wall screen: times and rooms, no person and no topic.",
    ),
    *(
        Cell(
            f"mentors:{name}",
            EVERYBODY,
            EVERYBODY,
            is_personal=True,
            why="Whoever got the signed link in a message; it is one person's, about one meeting or suggestion.",
        )
        for name in ("by_link", "move_by_link", "cancel_by_link", "next_by_link", "suggested_by_link")
    ),
    *(
        Cell(
            f"mentors:{name}",
            EVERYBODY,
            EVERYBODY,
            is_personal=True,
            why="A number in a queue is about nobody.",
        )
        for name in ("queue", "ticket")
    ),
    Cell("mentors:drop_ins", EVERYBODY, why="When and where anybody can come: no person stands there."),
    Cell("mentors:call", MENTORS, MENTORS, is_personal=True),
    Cell("mentors:to_borrow", EVERYBODY, SIGNED_IN, is_listed=True),
    Cell("mentors:my_loan", PEOPLE, PEOPLE, is_personal=True),
    Cell("mentors:mentor_home", MENTORS, is_personal=True),
    Cell("mentors:mentor_week", MENTORS, is_personal=True),
    Cell("mentors:mentor_pause", NOBODY, MENTORS, is_personal=True),
    Cell("mentors:mentor_card", MENTORS, MENTORS, is_personal=True),
    Cell("mentors:mentor_hours", MENTORS, MENTORS, is_personal=True),
    Cell("mentors:why_no_time", MENTORS, is_personal=True),
    Cell("mentors:change_hours", MENTORS, MENTORS, is_personal=True),
    Cell("mentors:answer", MENTORS, MENTORS, is_personal=True),
    # The desk -----------------------------------------------------------------------------------------
    Cell("desk:*", DESK, DESK, is_personal=True),
    Cell("wagtailsnippets_mentors_*", DESK, DESK, why="Places to meet, and devices to borrow."),
]
