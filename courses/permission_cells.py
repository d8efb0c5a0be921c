"""Who may open the addresses of the courses app. The guides themselves are Wagtail's pages."""

from core.permission_matrix import EVERYBODY, NOBODY, SIGNED_IN, WRITERS, Cell, Role

#: Reviewers begin nothing new.
BEGINNERS = frozenset({Role.EDITOR, Role.ADMINISTRATOR})

CELLS = [
    Cell("translations", WRITERS, why="Which translations are behind, and who has signed them."),
    Cell("translations_sign_page", WRITERS, WRITERS, why="Of pages that the person may edit."),
    Cell("translations_sign_interface", WRITERS, WRITERS),
    Cell("translations_compared", NOBODY, WRITERS, why="Of pages that the person may edit."),
    Cell("translations_take_over", WRITERS, WRITERS, why="Of pages that the person may edit."),
    Cell("translations_keep_string", NOBODY, WRITERS, why="Of pages that the person may edit."),
    Cell("translations_upload_po", NOBODY, WRITERS, why="Of pages that the person may edit."),
    Cell("translations_submit_*", BEGINNERS, BEGINNERS, why="Begins a translation as a draft."),
    Cell(
        "translations_sync", BEGINNERS, BEGINNERS, why="Takes in what is new in Swedish; publishes nothing."
    ),
    Cell("translations_one_report", NOBODY, why="Leads on to the house's own report."),
    Cell("translations_no_*", NOBODY, why="Closed doors of wagtail-localize."),
    Cell("courses:search", EVERYBODY, is_listed=True),
    Cell("courses:tricked", EVERYBODY, is_listed=True),
    Cell("courses:terms", EVERYBODY, is_listed=True),
    Cell("courses:film", EVERYBODY, why="A film that is shown to readers, and its captions."),
    Cell("courses:for_me_all", EVERYBODY, why="Leads to an address that stands for what was ticked."),
    Cell("courses:for_me", EVERYBODY, why="Leads to an address that stands for what was ticked."),
    Cell("courses:stuck", EVERYBODY, EVERYBODY, why="Says where a guide failed; nothing about who says it."),
    Cell(
        "courses:stuck_answer", EVERYBODY, is_personal=True, why="For who has the secret address; only shows."
    ),
    Cell("courses:papers", EVERYBODY, is_listed=True),
    Cell("courses:papers_count", EVERYBODY, EVERYBODY, why="Counts; keeps nothing and knows nobody."),
    Cell("courses:progress", EVERYBODY, is_personal=True, why="Shows what stands in its own address."),
    Cell("courses:progress_here", EVERYBODY, is_personal=True, why="Puts a step into an address."),
    Cell("courses:able", EVERYBODY, EVERYBODY, is_personal=True, why="Counts an answer; knows nobody."),
    Cell("courses:certificate", EVERYBODY, is_personal=True, why="Shows what stands in its own address."),
    Cell(
        "courses:progress_paper",
        EVERYBODY,
        EVERYBODY,
        is_personal=True,
        why="Keeps what stands in an address under a new code; opened by itself it leads back.",
    ),
    Cell("courses:progress_code", EVERYBODY, EVERYBODY, is_personal=True, why="Whoever has a paper's code."),
    Cell(
        "courses:progress_forget_code",
        EVERYBODY,
        EVERYBODY,
        is_personal=True,
        why="Whoever has the code of a paper may have it forgotten.",
    ),
    Cell("courses:own_progress", SIGNED_IN, SIGNED_IN, is_personal=True),
    Cell("courses:able_later", NOBODY, SIGNED_IN, is_personal=True, why="Answers a question to oneself."),
    Cell("courses:forget_own", SIGNED_IN, SIGNED_IN, is_personal=True, why="The button forgets."),
    Cell("courses:practice_list", EVERYBODY, is_listed=True),
    Cell("courses:practice", EVERYBODY),
    Cell("courses:practice_paper", EVERYBODY),
    Cell("courses:practice_end", EVERYBODY),
    Cell("courses:practice_screen", EVERYBODY, EVERYBODY, why="Checks make-believe words; keeps nothing."),
]
