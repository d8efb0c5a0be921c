"""What pictures and files keep about people: nothing but which colleague filed them."""

from core.personal_data import Entry, Ground, Seen

ENTRIES = [
    Entry(
        model,
        ("uploaded_by_user",),
        "Ask a colleague about a picture or a file.",
        "as long as the picture or file; the name goes with the colleague's account",
        Seen.STAFF,
        ground=Ground.LEGAL_DUTY,
    )
    for model in ("media.Picture", "media.File")
]
