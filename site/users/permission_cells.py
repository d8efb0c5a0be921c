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
    Cell("users:keep_language", NOBODY, PEOPLE, is_personal=True),
    Cell("users:erase_me", PEOPLE, PEOPLE, is_personal=True, why="Opening it shows; the button erases."),
    Cell("users:erased", EVERYBODY),
    Cell("users:lost_card", EVERYBODY),
    Cell("users:pin", NOBODY, ANONYMOUS, is_personal=True, why="Only between card and PIN."),
    Cell("users:code_where", EVERYBODY, EVERYBODY, is_personal=True),
    Cell("users:code", EVERYBODY, EVERYBODY, is_personal=True, why="Only in the browser that asked."),
    Cell("users:passkey", EVERYBODY, EVERYBODY, is_personal=True),
    Cell("users:quick_exit", NOBODY, EVERYBODY, is_personal=True, why="One press, from any page."),
    Cell("users:still_here", EVERYBODY, EVERYBODY, is_personal=True, why="Says so when one is signed out."),
    Cell("users:where_signed_in", SIGNED_IN, SIGNED_IN, is_personal=True),
    Cell("users:sign_out_everywhere", NOBODY, SIGNED_IN, is_personal=True),
    Cell("users:ways", PEOPLE, is_personal=True, why="Those who work here have `mfa_index`."),
    Cell("users:own_pin", PEOPLE, PEOPLE, is_personal=True),
    Cell("users:new_card", PEOPLE, PEOPLE, is_personal=True),
    Cell("users:lock", PEOPLE, PEOPLE, is_personal=True),
    Cell("users:passkey_new", PEOPLE, PEOPLE, is_personal=True),
    Cell("users:passkey_away", NOBODY, PEOPLE, is_personal=True),
    Cell("users:confirm_contact", PEOPLE, PEOPLE, is_personal=True),
    Cell("users:contact", NOBODY, PEOPLE, is_personal=True),
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
    *(
        Cell(name, NOBODY, NOBODY, is_personal=True, why="Only where the municipality's sign-in is set up.")
        for name in ("openid_connect_login", "openid_connect_callback", "socialaccount_login_cancelled")
    ),
    Cell("mfa_*", STAFF, STAFF, is_personal=True, why="One's own second factor."),
]
