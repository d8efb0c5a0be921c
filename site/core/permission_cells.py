"""Who may open the addresses of the core, of publishing, and of Wagtail's own views."""

from core.permission_matrix import ADMINISTRATORS, EVERYBODY, NOBODY, STAFF, WRITERS, Cell, Role

CELLS = [
    Cell("choose_language", EVERYBODY),
    Cell("robots", EVERYBODY),
    Cell("sitemap", EVERYBODY),
    Cell("favicon", EVERYBODY),
    Cell("health", EVERYBODY, why="Tells nothing but that the database answers."),
    # What readers are shown by Wagtail
    # -----------------------------------------------------------------------
    Cell("wagtail_serve", EVERYBODY, EVERYBODY, why="The pages. They answer a form as they answer a link."),
    Cell("/files/(?P<path>images/.+)", EVERYBODY, why="Pictures on pages; nothing personal is among them."),
    Cell("/files/(?P<path>sound/.+)", EVERYBODY, why="Guides read aloud; nothing personal is among them."),
    Cell(
        "wagtaildocs_serve", EVERYBODY, why="Files on pages. Private collections ask Wagtail's own questions."
    ),
    Cell("wagtaildocs_authenticate_with_password", EVERYBODY, EVERYBODY),
    Cell("wagtailcore_authenticate_with_password", EVERYBODY, EVERYBODY),
    Cell("wagtailcore_login", NOBODY, why="Leads on to our own sign-in."),
    Cell("/<language>/_util/login/", NOBODY, why="Leads on to our own sign-in."),
    # Wagtail's admin. The users app lets nobody in without a second factor
    # -----------------------------------
    Cell(
        "wagtailadmin_*", STAFF, STAFF, is_personal=True, why="The frame: home, own account, search fields."
    ),
    Cell("wagtailadmin_login", NOBODY, why="Leads to the staff's sign-in, which asks for the second factor."),
    Cell("wagtailadmin_logout", NOBODY, EVERYBODY),
    Cell("wagtailadmin_api:*", STAFF),
    Cell("wagtailadmin_pages:*", WRITERS, WRITERS),
    Cell("wagtailadmin_editing_sessions:*", STAFF, STAFF),
    Cell("wagtailadmin_collections:*", ADMINISTRATORS, ADMINISTRATORS),
    Cell("wagtailadmin_reports:*", STAFF, why="Of what the person may edit."),
    Cell(
        "wagtailadmin_workflows:*", STAFF, ADMINISTRATORS, why="Approval is switched off; the chooser stays."
    ),
    Cell("wagtail_bulk_action", WRITERS, WRITERS),
    # wagtail-localize. What the house has its own door for stands in courses/permission_cells.py.
    Cell(
        "wagtail_localize:*",
        WRITERS,
        WRITERS,
        why="The translator's editor: of pages that the person may edit. Publishing asks for more.",
    ),
    Cell(
        "wagtail_localize:submit_*",
        frozenset({Role.EDITOR, Role.ADMINISTRATOR}),
        frozenset({Role.EDITOR, Role.ADMINISTRATOR}),
        why="Begins a translation as a draft.",
    ),
    Cell(
        "wagtail_localize:update_translations",
        frozenset({Role.EDITOR, Role.ADMINISTRATOR}),
        frozenset({Role.EDITOR, Role.ADMINISTRATOR}),
        why="Takes in what is new in Swedish; publishes nothing.",
    ),
    Cell(
        "wagtail_localize:translations_report*", STAFF, why="Which pages are translated; nothing of people."
    ),
    Cell("wagtail_localize:javascript_catalog", STAFF, why="The words of the editor's own buttons."),
    Cell("wagtail_localize:convert_to_alias", NOBODY, why="Closed: it would put Swedish over a translation."),
    Cell("wagtail_localize:snippets_api_*", NOBODY, why="Closed: it lists every kind of snippet to anybody."),
    Cell("wagtail_localize:machine_translate", NOBODY, why="No machine is set up."),
    Cell("wagtailembeds:*", STAFF, STAFF),
    Cell("wagtailimages:*", WRITERS, WRITERS),
    Cell("wagtailimages_chooser:*", STAFF, WRITERS),
    Cell("wagtaildocs:*", WRITERS, WRITERS),
    Cell("wagtaildocs_chooser:*", STAFF, WRITERS),
    Cell("wagtailsnippets:*", STAFF),
    Cell("wagtailsnippets_courses_*", WRITERS, WRITERS),
    Cell("wagtailsnippets_core_*", ADMINISTRATORS, ADMINISTRATORS, why="How long data is kept."),
    Cell("retention_today", ADMINISTRATORS, ADMINISTRATORS, why="Shows what goes; believes the clock."),
    Cell("wagtailsnippetchoosers_*", STAFF, WRITERS),
    Cell("wagtailsettings:*", ADMINISTRATORS, ADMINISTRATORS),
    Cell("wagtailsites:*", ADMINISTRATORS, ADMINISTRATORS),
    Cell("wagtailusers_*", ADMINISTRATORS, ADMINISTRATORS, is_personal=True, why="Accounts of staff."),
    Cell("/admin/test404/", STAFF, why="Wagtail's own 404 page."),
    Cell("/admin/.*/", STAFF, why="Whatever the admin does not know: 404."),
]
