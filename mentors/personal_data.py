"""What cards, pairings and meetings keep about people.

Nothing here says why somebody needs help, where they live, how old they are or where they come from: there is
no field for it, and the privacy guard keeps numbers and addresses out of what is written in own words.
"""

from core.personal_data import Entry, Ground, Seen

WHILE_CARD = "as long as the person has the card"
WHILE_ACCOUNT = "as long as the account, until the municipality's document plan says a shorter time"

ENTRIES = [
    # Cards
    # ---------------------------------------------------------------------------------------------------
    Entry(
        "mentors.NeedsCard",
        ("learner", "languages", "places", "day_parts"),
        "Find a mentor who speaks the same language and can be met.",
        WHILE_CARD,
        Seen.SELF_AND_DESK,
        protection="owned and changed by the learner; languages, never a country",
    ),
    Entry(
        "mentors.NeedsCard",
        ("answer_way", "waiting_since"),
        "Give the answer in a way that reaches the person; keep the place in the line.",
        WHILE_CARD,
        Seen.SELF_AND_DESK,
    ),
    Entry(
        "mentors.NeedsCard",
        ("entered_by", "created_at"),
        "Show whether the person did it, or staff did it for them on request.",
        WHILE_CARD,
        Seen.SELF_AND_DESK,
        ground=Ground.LEGAL_DUTY,
    ),
    Entry(
        "mentors.Wish",
        ("card", "place_in_order", "guide_key", "step_key", "own_words"),
        "What the learner wants to be able to do; the agenda of a meeting.",
        WHILE_CARD,
        Seen.PAIR_AND_DESK,
        protection="the privacy guard stops personal identity numbers, addresses and phone numbers",
    ),
    Entry(
        "mentors.MentorCard",
        ("mentor", "languages", "capacity", "is_active"),
        "What a mentor can show, and to how many.",
        WHILE_CARD,
        Seen.OFFERED_AND_DESK,
        protection="of the languages those that both speak are shown; the number is not shown to learners",
    ),
    Entry(
        "mentors.MentorCard",
        ("trained_on", "promised_on"),
        "Nobody is suggested who has not learnt the role and promised to keep to it.",
        WHILE_CARD,
        Seen.SELF_AND_DESK,
        ground=Ground.LEGAL_DUTY,
    ),
    Entry(
        "mentors.CanShow",
        ("card", "guide_key"),
        "Suggest a mentor who has done it with own hands.",
        WHILE_CARD,
        Seen.OFFERED_AND_DESK,
    ),
    Entry(
        "mentors.WeeklyHours",
        ("card", "weekday", "starts", "ends", "place", "book_directly"),
        "Show times that are free.",
        "until the mentor changes them",
        Seen.SELF_AND_DESK,
        protection="a learner sees three free times and the part of town, never the week",
    ),
    Entry(
        "mentors.TimeOff",
        ("card", "first_day", "last_day"),
        "Show no times on days off. The reason has no field.",
        "until the mentor takes it away",
        Seen.SELF_AND_DESK,
    ),
    # Pairings
    # ------------------------------------------------------------------------------------------------
    Entry(
        "mentors.Pairing",
        ("learner", "mentor", "state", "created_at", "changed_at"),
        "Who meets whom, and how far they have come.",
        WHILE_ACCOUNT,
        Seen.PAIR_AND_DESK,
    ),
    Entry(
        "mentors.Pairing",
        ("entered_by", "needs_release", "released_at", "released_by"),
        "A coordinator has looked at a newcomer's first pairing, and it shows who.",
        WHILE_ACCOUNT,
        Seen.STAFF,
        ground=Ground.LEGAL_DUTY,
    ),
    Entry(
        "mentors.Suggestion",
        ("card", "mentor", "rank", "asked_at", "created_at"),
        "Ask the next one when the first choice cannot. Three on a card at most.",
        WHILE_CARD,
        Seen.SELF_AND_DESK,
    ),
    # Who never meets whom, and what one has chosen to show another
    # ------------------------------------------------------------------------------------------------
    Entry(
        "mentors.Block",
        ("by", "other", "entered_by", "created_at"),
        "Two people do not meet: one of them said so, and need not say why.",
        "until the one who said it takes it back, or one of the two accounts goes",
        Seen.SELF_AND_DESK,
        protection="of the two, only the one who said it sees it; it is stored in no message and no log",
    ),
    Entry(
        "mentors.PrivateWish",
        ("learner", "languages", "parts_of_town"),
        "Never suggest somebody whom the learner does not want to meet, such as from the same community.",
        "until the learner takes it away, or the account goes",
        Seen.SELF_AND_DESK,
        protection="never shown to a mentor, never a reason in a suggestion; no reason is asked for",
    ),
    Entry(
        "mentors.Sharing",
        ("owner", "seen_by", "what", "entered_by", "created_at"),
        "Show one thing to one person, because its owner said so.",
        "until the owner takes it back, or one of the two accounts goes",
        Seen.PAIR_AND_DESK,
        protection="taking it back holds at the next request",
    ),
    # Meetings
    # ------------------------------------------------------------------------------------------------
    Entry(
        "mentors.Meeting",
        ("id", "format", "state", "start_quarter", "end_quarter", "place", "mentor", "seats", "version"),
        "When and where people meet.",
        WHILE_ACCOUNT,
        Seen.PAIR_AND_DESK,
        protection="the exact place is shown to the other one only when the meeting stands",
    ),
    Entry(
        "mentors.Meeting",
        ("holder", "held_until", "pairing", "was_booked_directly"),
        "Keep a time for a learner until the mentor answers.",
        WHILE_ACCOUNT,
        Seen.PAIR_AND_DESK,
    ),
    Entry(
        "mentors.Meeting",
        ("guide_key", "step_key"),
        "The agenda: the guide and the step that the learner came from.",
        WHILE_ACCOUNT,
        Seen.PAIR_AND_DESK,
    ),
    Entry(
        "mentors.Meeting",
        ("entered_by", "created_at"),
        "Show whether the person did it, or staff did it for them on request.",
        WHILE_ACCOUNT,
        Seen.STAFF,
        ground=Ground.LEGAL_DUTY,
    ),
    Entry(
        "mentors.Booking",
        ("meeting", "person", "role", "seat"),
        "Who has a place in a meeting.",
        WHILE_ACCOUNT,
        Seen.PAIR_AND_DESK,
        protection="in a group nobody sees who the others are before they meet",
    ),
    Entry(
        "mentors.Booking",
        ("entered_by", "idempotency_key", "created_at"),
        "Pressing twice gives one booking; show who entered it.",
        WHILE_ACCOUNT,
        Seen.STAFF,
    ),
    Entry(
        "mentors.CalendarFeed",
        ("person", "address_hash", "shows_place", "created_at"),
        "Let the person's own calendar follow their meetings.",
        "until the person switches it off",
        Seen.SELF,
        protection="only a hash of the address; the calendar says when, and the place only on wish",
    ),
    Entry(
        "mentors.OccupiedQuarter",
        ("person", "quarter", "meeting"),
        "Nobody is in two meetings at once.",
        "as long as the meeting",
        Seen.NOBODY,
    ),
    Entry(
        "mentors.MeetingEvent",
        ("meeting", "what", "by", "entered_by", "at"),
        "What happened to a meeting, who did it and by which door.",
        WHILE_ACCOUNT,
        Seen.STAFF,
        ground=Ground.LEGAL_DUTY,
    ),
]
