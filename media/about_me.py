"""What pictures and files keep about the colleague who filed them."""

from django.utils.translation import gettext_lazy as _

from core.about_people import About

ABOUT = [
    About(
        model,
        title,
        kind="staff",
        mine=("uploaded_by_user",),
        fields={"uploaded_by_user": _("Who filed it")},
    )
    for model, title in (
        ("media.Picture", _("Pictures that I filed")),
        ("media.File", _("Files that I filed")),
    )
]
