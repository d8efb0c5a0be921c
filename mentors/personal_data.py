"""What cards, pairings and meetings keep about people.

Nothing here says why somebody needs help, where they live, how old they are or where they come from: there is
no field for it, and the privacy guard keeps numbers and addresses out of what is written in own words.
"""

from django.utils.translation import gettext_noop as _

from core.personal_data import Entry, Ground, Seen
from mentors.meetings.personal_data import MEETINGS, WHILE_ACCOUNT

WHILE_CARD = _("as long as the person has the card")

ENTRIES = [
    # Cards
    # ---------------------------------------------------------------------------------------------------
    Entry(
        "mentors.MentorPrice",
        ("mentor", "price", "counted_at"),
        _(
            "Share the mentors' places fairly between those who wait: what a place is needed for, not the person."
        ),
        _("until the next round, two days at most"),
        Seen.NOBODY,
    ),
    Entry(
        "mentors.NeedsCard",
        ("learner", "languages", "places", "day_parts"),
        _("Find a mentor who speaks the same language and can be met."),
        WHILE_CARD,
        Seen.SELF_AND_DESK,
        protection=_("owned and changed by the learner; languages, never a country"),
    ),
    Entry(
        "mentors.NeedsCard",
        ("answer_way", "waiting_since"),
        _("Give the answer in a way that reaches the person; keep the place in the line."),
        WHILE_CARD,
        Seen.SELF_AND_DESK,
    ),
    Entry(
        "mentors.NeedsCard",
        ("entered_by", "created_at"),
        _("Show whether the person did it, or staff did it for them on request."),
        WHILE_CARD,
        Seen.SELF_AND_DESK,
        ground=Ground.LEGAL_DUTY,
    ),
    Entry(
        "mentors.Wish",
        ("card", "place_in_order", "guide_key", "step_key", "own_words"),
        _("What the learner wants to be able to do; the agenda of a meeting."),
        WHILE_CARD,
        Seen.PAIR_AND_DESK,
        protection=_("the privacy guard stops personal identity numbers, addresses and phone numbers"),
    ),
    Entry(
        "mentors.NeedsCard",
        ("devices", "network", "obstacles"),
        _(
            "Suggest only what can be done with the phone one has, and a mentor who knows it; say what is in the way."
        ),
        _("until the learner takes it away"),
        Seen.SELF_AND_DESK,
        protection=_(
            "every answer can be left out; a mentor sees it only if the learner shows it to that one"
        ),
    ),
    Entry(
        "mentors.NeedsCard",
        ("meeting_ways", "company"),
        _("Meet in the way that suits the learner."),
        _("until the learner takes it away"),
        Seen.SELF_AND_DESK,
    ),
    Entry(
        "mentors.NeedsCard",
        (
            "needs_interpreter",
            "interpreter_arranged",
            "needs_step_free",
            "mentor_wishes",
            "mentor_wish_in_words",
        ),
        _("Find a place one can get into, an interpreter, and a mentor whom the learner likes to meet."),
        _("until the learner takes it away"),
        Seen.SELF_AND_DESK,
        protection=_(
            "never shown to a mentor, but for an interpreter to one who shares no language; no reason is asked for; "
            "the privacy guard reads the own words"
        ),
    ),
    Entry(
        "mentors.Wish",
        ("icon",),
        _("A small drawing beside own words, for those who read little."),
        WHILE_CARD,
        Seen.PAIR_AND_DESK,
    ),
    Entry(
        "mentors.CanDo",
        ("card", "guide_key", "own_words", "icon", "how", "said_at"),
        _("What the learner can, in their own eyes: the picture of oneself grows. Never a mark."),
        _("until the learner takes it away"),
        Seen.SELF_AND_DESK,
        protection=_("a mentor sees it only if the learner shows it; the privacy guard reads the own words"),
    ),
    Entry(
        "mentors.CardChange",
        ("card", "what", "by", "entered_by", "at"),
        _("The learner sees who changed which part of the card and by which door. It holds no content."),
        WHILE_CARD,
        Seen.SELF_AND_DESK,
    ),
    Entry(
        "mentors.MentorCard",
        ("capacity_in_words", "rest_days", "meetings_a_week", "paused_until"),
        _("Ask no mentor for more than they said. The reason for a pause has no field."),
        _("until the mentor changes it"),
        Seen.SELF_AND_DESK,
        protection=_("never shown to learners; the privacy guard reads the own words"),
    ),
    Entry(
        "mentors.MentorCard",
        ("devices", "meeting_ways"),
        _(
            "Suggest a mentor who knows the learner's kind of phone, and who can meet in the way that suits both."
        ),
        _("until the mentor changes it"),
        Seen.OFFERED_AND_DESK,
    ),
    Entry(
        "mentors.MentorCard",
        ("mentor", "languages", "capacity", "is_active"),
        _("What a mentor can show, and to how many."),
        WHILE_CARD,
        Seen.OFFERED_AND_DESK,
        protection=_("of the languages those that both speak are shown; the number is not shown to learners"),
    ),
    Entry(
        "mentors.MentorCard",
        ("trained_on", "promised_on"),
        _("Nobody is suggested who has not learnt the role and promised to keep to it."),
        WHILE_CARD,
        Seen.SELF_AND_DESK,
        ground=Ground.LEGAL_DUTY,
    ),
    Entry(
        "mentors.CanShow",
        ("card", "guide_key"),
        _("Suggest a mentor who has done it with own hands."),
        WHILE_CARD,
        Seen.OFFERED_AND_DESK,
    ),
    Entry(
        "mentors.WeeklyHours",
        (
            "card",
            "weekday",
            "starts",
            "ends",
            "place",
            "book_directly",
            "every",
            "first_day",
            "last_day",
        ),
        _("Show times that are free."),
        _("until the mentor changes them"),
        Seen.SELF_AND_DESK,
        protection=_("a learner sees three free times and the part of town, never the week"),
    ),
    Entry(
        "mentors.HoursOnDate",
        ("card", "day", "starts", "ends", "place", "book_directly"),
        _("Show the times of a day that is not like others."),
        _("until the mentor takes it away"),
        Seen.SELF_AND_DESK,
        protection=_("a learner sees three free times and the part of town, never the week"),
    ),
    Entry(
        "mentors.TimeOff",
        ("card", "first_day", "last_day"),
        _("Show no times on days off. The reason has no field."),
        _("until the mentor takes it away"),
        Seen.SELF_AND_DESK,
    ),
    # Pairings
    # ------------------------------------------------------------------------------------------------
    Entry(
        "mentors.Pairing",
        ("learner", "mentor", "state", "created_at", "changed_at"),
        _("Who meets whom, and how far they have come."),
        WHILE_ACCOUNT,
        Seen.PAIR_AND_DESK,
    ),
    Entry(
        "mentors.Pairing",
        ("entered_by", "needs_release", "released_at", "released_by"),
        _("A coordinator has looked at a newcomer's first pairing, and it shows who."),
        WHILE_ACCOUNT,
        Seen.STAFF,
        ground=Ground.LEGAL_DUTY,
    ),
    Entry(
        "mentors.PairingEvent",
        ("pairing", "before", "after", "by", "entered_by", "at"),
        _("Who moved a pairing from which state to which, and by which door. The reason has no field."),
        WHILE_ACCOUNT,
        Seen.STAFF,
        ground=Ground.LEGAL_DUTY,
        protection=_("a declined or ended pairing is shown to coordinators only"),
    ),
    Entry(
        "mentors.NotForMe",
        ("card", "mentor", "at"),
        _("Fresh suggestions when none of the three suited. Nobody is told, and no reason is asked for."),
        _("as long as the card; holds for fourteen days"),
        Seen.NOBODY,
    ),
    Entry(
        "mentors.Suggestion",
        ("card", "mentor", "rank", "asked_at", "created_at"),
        _("Ask the next one when the first choice cannot. Three on a card at most."),
        WHILE_CARD,
        Seen.SELF_AND_DESK,
    ),
    Entry(
        "mentors.Round",
        (
            "state",
            "how",
            "planned_by",
            "planned_at",
            "checked_at",
            "decided_at",
            "cost_before",
            "cost_after",
            "fingerprint",
        ),
        _("Look at what a plan would change before anybody is told; who planned it."),
        _("until the municipality's document plan says that it goes"),
        Seen.STAFF,
        ground=Ground.LEGAL_DUTY,
    ),
    Entry(
        "mentors.Proposal",
        ("round", "learner", "mentor", "before", "change", "state", "because"),
        _(
            "Suggest a mentor to somebody who waits, keep the place for seven days, and say why nobody is there."
        ),
        _("as the round"),
        Seen.SELF_AND_DESK,
        protection=_(
            "a block, a private wish and a no read the same; the mentor sees nothing before a request"
        ),
    ),
    Entry(
        "mentors.Proposal",
        ("parts", "cost", "price", "instead", "instead_cost", "instead_price"),
        _("Explain a suggestion from its parts. About the two together, never a score on a person."),
        _("as the round"),
        Seen.STAFF,
    ),
    Entry(
        "mentors.Proposal",
        ("decided_by", "decided_at", "undone_by", "undone_at"),
        _("Show who released a suggestion, and who took it back."),
        _("as the round"),
        Seen.STAFF,
        ground=Ground.LEGAL_DUTY,
    ),
    # Who never meets whom, and what one has chosen to show another
    # ------------------------------------------------------------------------------------------------
    Entry(
        "mentors.Block",
        ("by", "other", "entered_by", "created_at"),
        _("Two people do not meet: one of them said so, and need not say why."),
        _("until the one who said it takes it back, or one of the two accounts goes"),
        Seen.SELF_AND_DESK,
        protection=_("of the two, only the one who said it sees it; it is stored in no message and no log"),
    ),
    Entry(
        "mentors.PrivateWish",
        ("learner", "languages", "parts_of_town"),
        _("Never suggest somebody whom the learner does not want to meet, such as from the same community."),
        _("until the learner takes it away, or the account goes"),
        Seen.SELF,
        protection=_(
            "never shown to a mentor or at the desk, which can add to it on request; never a reason in a suggestion"
        ),
    ),
    Entry(
        "mentors.Sharing",
        ("owner", "seen_by", "what", "entered_by", "created_at"),
        _("Show one thing to one person, because its owner said so."),
        _("until the owner takes it back, or one of the two accounts goes"),
        Seen.PAIR_AND_DESK,
        protection=_("taking it back holds at the next request"),
    ),
    *MEETINGS,
]
