"""What the accounts keep about people."""

from core.personal_data import Entry, Ground, Seen

WHILE_ACCOUNT = "as long as the account; goes with it"
WHILE_EMPLOYED = "as long as the person works here"

ENTRIES = [
    Entry(
        "users.User",
        ("alias",),
        "What others call the person. It need not be a real name.",
        WHILE_ACCOUNT,
        Seen.OFFERED_AND_DESK,
        protection="chosen by the person; the privacy guard keeps numbers, addresses and e-mail out",
    ),
    Entry(
        "users.User",
        ("language",),
        "Pages and messages in a language that the person reads.",
        WHILE_ACCOUNT,
        Seen.SELF_AND_DESK,
    ),
    Entry(
        "users.User",
        ("username", "public_id"),
        "Tell accounts apart. Random for everybody who does not work here.",
        WHILE_ACCOUNT,
        Seen.STAFF,
        protection="random, says nothing about the person",
    ),
    Entry(
        "users.User",
        ("password",),
        "Staff sign in. Learners and mentors have none.",
        WHILE_EMPLOYED,
        Seen.NOBODY,
        protection="Argon2 hash",
    ),
    Entry(
        "users.User",
        ("name", "email"),
        "Colleagues know who has written what. Empty for everybody who does not work here.",
        WHILE_EMPLOYED,
        Seen.STAFF,
    ),
    Entry(
        "users.User",
        ("is_staff", "is_superuser", "groups", "user_permissions"),
        "What somebody who works here may do.",
        WHILE_EMPLOYED,
        Seen.ADMINISTRATORS,
        ground=Ground.LEGAL_DUTY,
    ),
    Entry(
        "users.User",
        ("is_active", "is_demo"),
        "Whether the account may sign in.",
        WHILE_ACCOUNT,
        Seen.SELF_AND_DESK,
    ),
    Entry(
        "users.User",
        ("last_login", "joined_on"),
        "Find accounts that nobody uses any more.",
        WHILE_ACCOUNT,
        Seen.ADMINISTRATORS,
    ),
    Entry(
        "users.ContactPoint",
        ("user", "kind", "value"),
        "Reach the person about a meeting, in the way they asked for. Nobody has to give one.",
        "until the person takes it away, or the account goes",
        Seen.SELF_AND_DESK,
        protection="sealed; never shown to the person they meet; the desk shows it one at a time, on a press",
    ),
    Entry(
        "users.ContactPoint",
        ("id", "found_by"),
        "Find whose number or address it is, so that a code can be sent to come back with.",
        "as long as the number or address",
        Seen.NOBODY,
        protection="a keyed hash: without the key nobody can try out all numbers",
    ),
    Entry(
        "users.LoginCard",
        ("user", "number", "secret_hash", "token_hash"),
        "Come back without password, e-mail or phone.",
        "until a new card is issued, or the account goes",
        Seen.NOBODY,
        protection="the secrets are kept as hashes only, and the card is shown once",
    ),
    Entry(
        "users.LoginCard",
        ("issued_on", "blocked_at"),
        "Say whether the card that somebody holds is the one that works.",
        "until a new card is issued, or the account goes",
        Seen.SELF_AND_DESK,
    ),
    Entry(
        "users.CardTries",
        ("number", "failures", "last_failure_at"),
        "Stop somebody who tries card numbers. Counted for numbers that no card has as well.",
        "a day after the last wrong try",
        Seen.NOBODY,
        ground=Ground.LEGAL_DUTY,
        protection="says nothing about whether the card exists",
    ),
    Entry(
        "users.Look",
        ("person", "viewer", "what", "reason", "at"),
        "Let the person know who among those who work here has looked, at what, and why.",
        "24 months, or as the municipality's document plan says",
        Seen.SELF_AND_DESK,
        ground=Ground.LEGAL_DUTY,
        protection="rows are only added; the reason is one of a list and has no words about the person",
    ),
    # Tables of the libraries
    # ---------------------------------------------------------------------------------
    Entry(
        "sessions.Session",
        ("*",),
        "Stay signed in from page to page; show a new card until it is on paper.",
        "until sign-out or two weeks; a new card's secrets 30 minutes",
        Seen.NOBODY,
        protection="the key is in the browser's cookie alone, which scripts cannot read",
    ),
    Entry(
        "mfa.Authenticator",
        ("*",),
        "The second factor of those who work here.",
        WHILE_EMPLOYED,
        Seen.NOBODY,
        ground=Ground.LEGAL_DUTY,
    ),
    Entry(
        "account.EmailAddress",
        ("*",),
        "allauth's list of addresses. Not used: nobody signs in by e-mail, so it stays empty.",
        "nothing is kept",
        Seen.NOBODY,
    ),
    Entry(
        "wagtailusers.UserProfile",
        ("*",),
        "How an editor likes the admin: language, theme. No picture of anybody is asked for.",
        WHILE_EMPLOYED,
        Seen.SELF,
    ),
    Entry(
        "wagtailcore.Page",
        ("*",),
        "Which editor made, wrote or locked a page.",
        "as long as the page; the name goes with the editor's account",
        Seen.STAFF,
        ground=Ground.LEGAL_DUTY,
    ),
    Entry(
        "wagtailcore.Revision",
        ("*",),
        "Which editor wrote a version of a page.",
        "as long as the version; the name goes with the editor's account",
        Seen.STAFF,
        ground=Ground.LEGAL_DUTY,
    ),
    *(
        Entry(
            model,
            ("*",),
            "Which member of staff did what in the admin. No row is about a learner or a mentor by name.",
            "as the municipality's document plan says",
            Seen.ADMINISTRATORS,
            ground=Ground.LEGAL_DUTY,
        )
        for model in ("wagtailcore.PageLogEntry", "wagtailcore.ModelLogEntry")
    ),
    *(
        Entry(model, ("*",), purpose, retention, Seen.STAFF)
        for model, purpose, retention in (
            ("wagtailadmin.EditingSession", "Warn two editors who have the same page open.", "an hour"),
            ("wagtailadmin.FormState", "Keep what an editor has not saved yet.", "until it is saved"),
            ("wagtailcore.UploadedFile", "A file on its way into the library.", "until it is filed"),
            ("wagtailcore.Comment", "Editors' notes to each other on a page.", "until they are resolved"),
            ("wagtailcore.CommentReply", "Answers to editors' notes.", "until they are resolved"),
            ("wagtailcore.PageSubscription", "Which editors hear of notes on a page.", WHILE_EMPLOYED),
            ("wagtailcore.WorkflowState", "Wagtail's approval of pages. Switched off.", "nothing is kept"),
            ("wagtailcore.TaskState", "Wagtail's approval of pages. Switched off.", "nothing is kept"),
            (
                "wagtailimages.Image",
                "Wagtail's own table of pictures. Not used: ours is media.Picture.",
                "nothing",
            ),
            (
                "wagtaildocs.Document",
                "Wagtail's own table of files. Not used: ours is media.File.",
                "nothing",
            ),
        )
    ),
]
