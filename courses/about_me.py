"""What progress keeps, told to the person it is about."""

from django.utils.translation import gettext_lazy as _

from core.about_people import About

ABOUT = [
    About(
        "courses.Progress",
        _("My progress in the guides"),
        kind="progress",
        mine=("owner",),
        correct="courses:own_progress",
        fields={
            "owner": _("Whose it is"),
            "used_on": _("Last used"),
            "code_hash": _("A code on paper"),
        },
    ),
    About(
        "courses.GuideMark",
        _("How far I have come"),
        kind="progress",
        mine=("progress__owner",),
        correct="courses:own_progress",
        fields={
            "guide_key": _("Guide"),
            "step_key": _("Step"),
            "before": _("My answer before"),
            "after": _("My answer after"),
            "later": _("My answer five weeks later"),
            "ask_on": _("We ask again on"),
            "progress": _("Belongs to"),
        },
    ),
]
