"""What progress keeps about people who want it, what readers write who got stuck, and who checked a fact.

What is kept under a code on paper stands in the same tables, and nobody knows whose it is. A note about a
step has no field for who wrote it either; its free text may still say something about a person.
"""

from django.utils.translation import gettext_noop as _

from core.personal_data import Entry, Seen

WHILE_ACCOUNT = _("as long as the account; the person can forget it at any time")
UNUSED = _("with an account as long as the account; on paper 12 months after the last use")

ENTRIES = [
    Entry(
        "courses.Progress",
        ("owner",),
        _("Find one's own progress by signing in, without a code."),
        WHILE_ACCOUNT,
        Seen.SELF,
        protection=_("nobody but the person has a page that shows it; empty for progress on paper"),
    ),
    Entry(
        "courses.Progress",
        ("code_hash",),
        _("Find progress by the code on a paper."),
        UNUSED,
        Seen.NOBODY,
        protection=_("an HMAC of 63 random bits; never together with an account"),
    ),
    Entry(
        "courses.Progress",
        ("used_on",),
        _("Forget what nobody uses."),
        UNUSED,
        Seen.NOBODY,
        protection=_("a day, no moment"),
    ),
    Entry(
        "courses.GuideMark",
        ("progress", "guide_key", "step_key"),
        _("Go on where one stopped, also on another computer."),
        UNUSED,
        Seen.SELF,
        protection=_("which guide and step; nothing of what was written or done in it"),
    ),
    Entry(
        "courses.GuideMark",
        ("before", "after", "later"),
        _("The person's own record of what they can do; print a certificate."),
        UNUSED,
        Seen.SELF,
        protection=_("reports read anonymous counts and never these rows"),
    ),
    Entry(
        "courses.GuideMark",
        ("ask_on",),
        _("Ask once more after five weeks, where the person has an account."),
        WHILE_ACCOUNT,
        Seen.SELF,
    ),
    Entry(
        "courses.StuckNote",
        ("text", "answer"),
        _("Mend the guide where a reader got stuck, and tell the reader what happened."),
        _("as the municipality's document plan says"),
        Seen.STAFF,
        protection=_("no field for who; the privacy guard takes numbers, addresses and codes out first"),
    ),
    Entry(
        "courses.StuckNote",
        ("address_hash",),
        _("Find the note by the address that its writer alone was given."),
        _("as long as the note"),
        Seen.NOBODY,
        protection=_("SHA-256 of 144 random bits; the address itself is kept nowhere"),
    ),
    Entry(
        "courses.Fact",
        ("checked_by", "checked_on"),
        _("Say which colleague compared a fact with its source, so that others can ask how it was done."),
        _("until the fact is checked again or deleted"),
        Seen.STAFF,
        protection=_("a name as text, not tied to the account; readers never see it"),
    ),
    Entry(
        "core.TranslationSignature",
        ("name", "signed_on"),
        _("Say who has read a translation and stands for it, so that readers can trust it."),
        _("until the text changes or the signature is taken back"),
        Seen.STAFF,
        protection=_("a name as text, not tied to the account; readers never see it"),
    ),
    *(
        Entry(
            model,
            ("*",),
            _("Which editor translated a text of a page."),
            _("as long as the page; the name goes with the editor's account"),
            Seen.STAFF,
        )
        for model in ("wagtail_localize.StringTranslation", "wagtail_localize.SegmentOverride")
    ),
]
