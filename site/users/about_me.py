"""What the accounts keep, told to the person it is about."""

from django.utils.translation import gettext_lazy as _

from core.about_people import About

ABOUT = [
    About(
        "users.User",
        _("My account"),
        kind="account",
        mine=("pk",),
        fields={
            "alias": _("My name here"),
            "language": _("Language of pages and messages"),
            "name": _("My name at work"),
            "email": _("My e-mail at work"),
            "joined_on": _("Here since"),
            "last_login": _("Latest sign-in"),
            "erased_on": _("Emptied on"),
            "is_active": _("May sign in"),
            "is_staff": _("Works here"),
            "is_superuser": _("Is an administrator"),
            "groups": _("What I work with"),
            "user_permissions": _("What I may do besides"),
            "is_demo": _("Make-believe account"),
            "username": _("Random name of the account"),
            "public_id": _("Random number of the account"),
            "password": _("Password (for those who work here)"),
        },
    ),
    About(
        "users.ContactPoint",
        _("How to reach me"),
        kind="contact",
        mine=("user",),
        fields={
            "user": _("Whose it is"),
            "kind": _("Way"),
            "value": _("Number or address"),
            "id": _("Random number of the row"),
            "found_by": _("A seal to find it by"),
        },
    ),
    About(
        "users.LoginCard",
        _("My login card"),
        kind="sign_in",
        mine=("user",),
        fields={
            "user": _("Whose it is"),
            "number": _("The card's number"),
            "issued_on": _("Made on"),
            "blocked_at": _("Stopped"),
            "secret_hash": _("The secret digits"),
            "token_hash": _("The picture to scan"),
        },
    ),
    About(
        "users.Look",
        _("Who has looked"),
        kind="looks",
        mine=("person",),
        fields={
            "at": _("When"),
            "viewer": _("Who looked"),
            "what": _("What they saw"),
            "reason": _("Why"),
            "person": _("About whom"),
        },
    ),
]
