"""What the accounts keep about people."""

from django.utils.translation import gettext_noop as _

from core.personal_data import Entry, Ground, Seen

WHILE_ACCOUNT = _("as long as the account; goes with it")
WHILE_EMPLOYED = _("as long as the person works here")

ENTRIES = [
    Entry(
        "users.User",
        ("alias",),
        _("What others call the person. It need not be a real name."),
        WHILE_ACCOUNT,
        Seen.OFFERED_AND_DESK,
        protection=_("chosen by the person; the privacy guard keeps numbers, addresses and e-mail out"),
    ),
    Entry(
        "users.User",
        ("language",),
        _("Pages and messages in a language that the person reads."),
        WHILE_ACCOUNT,
        Seen.SELF_AND_DESK,
    ),
    Entry(
        "users.User",
        ("username", "public_id"),
        _("Tell accounts apart. Random for everybody who does not work here."),
        WHILE_ACCOUNT,
        Seen.STAFF,
        protection=_("random, says nothing about the person"),
    ),
    Entry(
        "users.User",
        ("password",),
        _("Staff sign in. Learners and mentors have none."),
        WHILE_EMPLOYED,
        Seen.NOBODY,
        protection=_("Argon2 hash"),
    ),
    Entry(
        "users.User",
        ("name", "email"),
        _("Colleagues know who has written what. Empty for everybody who does not work here."),
        WHILE_EMPLOYED,
        Seen.STAFF,
    ),
    Entry(
        "users.User",
        ("is_staff", "is_superuser", "groups", "user_permissions"),
        _("What somebody who works here may do."),
        WHILE_EMPLOYED,
        Seen.ADMINISTRATORS,
        ground=Ground.LEGAL_DUTY,
    ),
    Entry(
        "users.User",
        ("is_active", "is_demo", "locked_at"),
        _(
            "Whether the account may sign in. Locked is what the person asked for, such as when a phone is gone."
        ),
        WHILE_ACCOUNT,
        Seen.SELF_AND_DESK,
    ),
    Entry(
        "users.User",
        ("last_login", "joined_on"),
        _("Find accounts that nobody uses any more."),
        WHILE_ACCOUNT,
        Seen.ADMINISTRATORS,
    ),
    Entry(
        "users.User",
        ("contact_gone_at",),
        _(
            "Let a new number or address rest before codes are sent to it, in case somebody else put it there."
        ),
        WHILE_ACCOUNT,
        Seen.NOBODY,
    ),
    Entry(
        "users.User",
        ("erased_on",),
        _("Keep an emptied account until what has to stay by law has had its time."),
        _("until the last of what has to stay is gone"),
        Seen.ADMINISTRATORS,
        ground=Ground.LEGAL_DUTY,
        protection=_("the account has no name, no card and no way in"),
    ),
    Entry(
        "users.ContactPoint",
        ("user", "kind", "value"),
        _("Reach the person about a meeting, in the way they asked for. Nobody has to give one."),
        _("until the person takes it away, or the account goes"),
        Seen.SELF_AND_DESK,
        protection=_(
            "sealed; never shown to the person they meet; the desk shows it one at a time, on a press"
        ),
    ),
    Entry(
        "users.ContactPoint",
        ("id", "found_by", "signs_in", "rests_until"),
        _("Find whose number or address it is, so that a code can be sent to come back with."),
        _("as long as the number or address"),
        Seen.NOBODY,
        protection=_("a keyed hash: without the key nobody can try out all numbers"),
    ),
    Entry(
        "users.LoginCard",
        ("user", "number", "secret_hash", "token_hash"),
        _("Come back without password, e-mail or phone."),
        _("until a new card is issued, or the account goes"),
        Seen.NOBODY,
        protection=_("the secrets are kept as hashes only, and the card is shown once"),
    ),
    Entry(
        "users.LoginCard",
        ("pin_hash", "pin_failures", "pin_failed_at"),
        _("A PIN that the person has chosen, so that the card alone opens nothing."),
        _("until the person takes it away, or a new card is issued"),
        Seen.NOBODY,
        protection=_("Argon2 hash; wrong tries are counted for a day"),
    ),
    Entry(
        "users.LoginCard",
        ("issued_on", "blocked_at"),
        _("Say whether the card that somebody holds is the one that works."),
        _("until a new card is issued, or the account goes"),
        Seen.SELF_AND_DESK,
    ),
    Entry(
        "users.CardTries",
        ("number", "failures", "last_failure_at"),
        _("Stop somebody who tries card numbers. Counted for numbers that no card has as well."),
        _("a day after the last wrong try"),
        Seen.NOBODY,
        ground=Ground.LEGAL_DUTY,
        protection=_("says nothing about whether the card exists"),
    ),
    Entry(
        "users.Look",
        ("person", "viewer", "what", "reason", "at"),
        _("Let the person know who among those who work here has looked, at what, and why."),
        _("24 months, or as the municipality's document plan says"),
        Seen.SELF_AND_DESK,
        ground=Ground.LEGAL_DUTY,
        protection=_("rows are only added; the reason is one of a list and has no words about the person"),
    ),
    Entry(
        "users.Session",
        ("session_key", "session_data", "expire_date"),
        _("Stay signed in from page to page; show a new card until it is on paper."),
        _("until sign-out; an hour on a shared computer, 90 days at most; a new card's secrets 30 minutes"),
        Seen.NOBODY,
        protection=_("the key stands in a cookie that scripts cannot read; the table holds a hash of it"),
    ),
    Entry(
        "users.Session",
        ("user", "public_id", "way", "device", "is_shared", "started_at", "last_seen_at"),
        _("Let people see where they are signed in, and sign out there."),
        _("as long as the session"),
        Seen.SELF,
        protection=_("no network address and no browser version; the device as one of eight words"),
    ),
    Entry(
        "users.SignInCode",
        ("id", "person", "kind", "code_hash", "tries", "expires_at"),
        _("Come back with a code in a message."),
        _("ten minutes, or until it is used"),
        Seen.NOBODY,
        protection=_("the code as an Argon2 hash; made for unknown numbers as well"),
    ),
    # Tables of the libraries
    # ---------------------------------------------------------------------------------
    Entry(
        "sessions.Session",
        ("*",),
        _("Django's own table of sessions. Not used: ours is users.Session."),
        _("nothing is kept"),
        Seen.NOBODY,
    ),
    Entry(
        "mfa.Authenticator",
        ("*",),
        _("The second factor of those who work here; passkeys of learners and mentors who want one."),
        _("until taken away, or as long as the account"),
        Seen.SELF,
        protection=_("a passkey's public half only; an app's secret is for those who work here"),
    ),
    Entry(
        "socialaccount.SocialAccount",
        ("*",),
        _("Which identity of the municipality's own sign-in opens an account of those who work here."),
        WHILE_EMPLOYED,
        Seen.NOBODY,
        protection=_("the provider's name for the account and nothing else it tells; no identity number"),
    ),
    Entry(
        "socialaccount.SocialToken",
        ("*",),
        _("allauth's table of tokens. Not used: no token is kept."),
        _("nothing is kept"),
        Seen.NOBODY,
    ),
    Entry(
        "account.EmailAddress",
        ("*",),
        _("allauth's list of addresses. Not used: nobody signs in by e-mail, so it stays empty."),
        _("nothing is kept"),
        Seen.NOBODY,
    ),
    Entry(
        "wagtailusers.UserProfile",
        ("*",),
        _("How an editor likes the admin: language, theme. No picture of anybody is asked for."),
        WHILE_EMPLOYED,
        Seen.SELF,
    ),
    Entry(
        "wagtailcore.Page",
        ("*",),
        _("Which editor made, wrote or locked a page."),
        _("as long as the page; the name goes with the editor's account"),
        Seen.STAFF,
        ground=Ground.LEGAL_DUTY,
    ),
    Entry(
        "wagtailcore.Revision",
        ("*",),
        _("Which editor wrote a version of a page."),
        _("as long as the version; the name goes with the editor's account"),
        Seen.STAFF,
        ground=Ground.LEGAL_DUTY,
    ),
    *(
        Entry(
            model,
            ("*",),
            _("Which member of staff did what in the admin. No row is about a learner or a mentor by name."),
            _("as the municipality's document plan says"),
            Seen.ADMINISTRATORS,
            ground=Ground.LEGAL_DUTY,
        )
        for model in ("wagtailcore.PageLogEntry", "wagtailcore.ModelLogEntry")
    ),
    *(
        Entry(model, ("*",), purpose, retention, Seen.STAFF)
        for model, purpose, retention in (
            ("wagtailadmin.EditingSession", _("Warn two editors who have the same page open."), _("an hour")),
            ("wagtailadmin.FormState", _("Keep what an editor has not saved yet."), _("until it is saved")),
            ("wagtailcore.UploadedFile", _("A file on its way into the library."), _("until it is filed")),
            (
                "wagtailcore.Comment",
                _("Editors' notes to each other on a page."),
                _("until they are resolved"),
            ),
            ("wagtailcore.CommentReply", _("Answers to editors' notes."), _("until they are resolved")),
            ("wagtailcore.PageSubscription", _("Which editors hear of notes on a page."), WHILE_EMPLOYED),
            (
                "wagtailcore.WorkflowState",
                _("Wagtail's approval of pages. Switched off."),
                _("nothing is kept"),
            ),
            ("wagtailcore.TaskState", _("Wagtail's approval of pages. Switched off."), _("nothing is kept")),
            (
                "wagtailimages.Image",
                _("Wagtail's own table of pictures. Not used: ours is media.Picture."),
                _("nothing"),
            ),
            (
                "wagtaildocs.Document",
                _("Wagtail's own table of files. Not used: ours is media.File."),
                _("nothing"),
            ),
        )
    ),
]
