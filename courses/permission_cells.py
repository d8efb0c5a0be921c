"""Who may open the addresses of the courses app. The guides themselves are Wagtail's pages."""

from core.permission_matrix import EVERYBODY, Cell

CELLS = [
    Cell("courses:search", EVERYBODY, is_listed=True),
    Cell("courses:tricked", EVERYBODY, is_listed=True),
    Cell("courses:terms", EVERYBODY, is_listed=True),
    Cell("courses:stuck", EVERYBODY, EVERYBODY, why="Says where the guide failed; keeps nothing about who says it."),
    Cell(
        "courses:stuck_answer", EVERYBODY, is_personal=True, why="Whoever has the secret address; it only shows."
    ),
    Cell("courses:papers", EVERYBODY, is_listed=True),
    Cell("courses:papers_count", EVERYBODY, EVERYBODY, why="Counts; keeps nothing and knows nobody."),
    Cell("courses:practice_list", EVERYBODY, is_listed=True),
    Cell("courses:practice", EVERYBODY),
    Cell("courses:practice_paper", EVERYBODY),
    Cell("courses:practice_end", EVERYBODY),
    Cell("courses:practice_screen", EVERYBODY, EVERYBODY, why="Checks make-believe words; keeps nothing."),
]
