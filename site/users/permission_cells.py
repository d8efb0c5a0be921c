"""Who may open the addresses for coming back, and those under `/staff/`."""

from core.permission_matrix import EVERYBODY, NOBODY, PEOPLE, SIGNED_IN, STAFF, Cell, Role

ANONYMOUS = frozenset({Role.ANONYMOUS})

CELLS = [
    Cell("users:sign_in", EVERYBODY, EVERYBODY, is_personal=True),
    Cell(
        "users:sign_out", EVERYBODY, EVERYBODY, is_personal=True, why="Opening it asks; the button signs out."
    ),
    Cell("users:after_sign_in", SIGNED_IN, is_personal=True),
    Cell(
        "users:my_card",
        SIGNED_IN,
        SIGNED_IN,
        is_personal=True,
        why="Shows a new card in the session it was made in.",
    ),
    Cell("users:about_me", SIGNED_IN, is_personal=True),
    Cell("users:about_me_file", SIGNED_IN, is_personal=True),
    Cell("users:erase_me", PEOPLE, PEOPLE, is_personal=True, why="Opening it shows; the button erases."),
    Cell("users:erased", EVERYBODY),
    Cell("users:lost_card", EVERYBODY),
    Cell("account_login", EVERYBODY, EVERYBODY, is_personal=True),
    Cell("account_logout", EVERYBODY, EVERYBODY, is_personal=True),
    Cell("account_change_password", STAFF, STAFF, is_personal=True),
    Cell("account_reauthenticate", STAFF, STAFF, is_personal=True),
    Cell(
        "mfa_authenticate",
        NOBODY,
        ANONYMOUS,
        is_personal=True,
        why="Only between password and second factor.",
    ),
    Cell("mfa_*", STAFF, STAFF, is_personal=True, why="One's own second factor."),
]
