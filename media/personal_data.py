"""What pictures and files keep about people: nothing but which colleague filed them."""

from django.utils.translation import gettext_noop as _

from core.personal_data import Entry, Ground, Seen

ENTRIES = [
    Entry(
        model,
        ("uploaded_by_user",),
        _("Ask a colleague about a picture or a file."),
        _("as long as the picture or file; the name goes with the colleague's account"),
        Seen.STAFF,
        ground=Ground.LEGAL_DUTY,
    )
    for model in ("media.Picture", "media.File")
]
