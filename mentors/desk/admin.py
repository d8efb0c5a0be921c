"""Places in the admin, and what a coordinator or an editor meets first."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.permission_policies.base import ModelPermissionPolicy
from wagtail.snippets.views.snippets import SnippetViewSet

from courses.models import Fact
from courses.services.register import Standing, with_standing
from mentors.cards.models import NeedsCard
from mentors.desk.looking import many_looks
from mentors.desk.place_forms import ClosingInput, PlaceForm
from mentors.loans.models import Device
from mentors.matching.models import Pairing
from mentors.meetings.models import Meeting
from mentors.places.models import Place
from users.permissions import is_coordinator


class ForTheDesk(ModelPermissionPolicy):
    """What belongs to the desk is open to whoever works at it, with no right of its own to be handed out."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Coordinators may view, add, change and delete."""
        return is_coordinator(user)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """As `user_has_permission`."""
        return is_coordinator(user)


class PlaceViewSet(SnippetViewSet):
    """Public places to meet. Never anybody's home."""

    model = Place
    icon = "home"
    menu_label = _("Places")
    menu_order = 250
    add_to_admin_menu = True
    permission_policy = ForTheDesk(Place)
    list_display = [
        "name",
        "part_of_town",
        BooleanColumn("is_staffed", label=_("Staff on the spot"), sort_key="is_staffed"),
        BooleanColumn("is_step_free", label=_("Step-free"), sort_key="is_step_free"),
        BooleanColumn("is_open", label=_("In use"), sort_key="is_open"),
    ]
    list_filter = [
        "is_open",
        "kind",
        "is_public",
        "is_staffed",
        "is_step_free",
        "has_computers",
        "has_printer",
    ]
    search_fields = ["name", "part_of_town"]
    edit_handler = ObjectList(
        [
            FieldPanel("keeps_meetings"),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("name"), FieldPanel("kind")]),
                    FieldRowPanel([FieldPanel("part_of_town"), FieldPanel("phone")]),
                    FieldPanel("is_public"),
                    FieldPanel("is_staffed"),
                    FieldPanel("is_open"),
                ],
                heading=_("The place"),
            ),
            MultiFieldPanel([FieldPanel("address"), FieldPanel("way_there")], heading=_("Getting there")),
            MultiFieldPanel(
                [
                    FieldPanel("has_computers"),
                    FieldPanel("has_printer"),
                    FieldPanel("has_wifi"),
                    FieldPanel("has_quiet_room"),
                    FieldPanel("has_hearing_loop"),
                    FieldPanel("is_step_free"),
                ],
                heading=_("What it has"),
            ),
            InlinePanel(
                "hours",
                [
                    FieldRowPanel([FieldPanel("weekday"), FieldPanel("every")]),
                    FieldRowPanel([FieldPanel("starts"), FieldPanel("ends", widget=ClosingInput)]),
                    FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
                ],
                heading=_("Opening hours"),
                label=_("Opening hours"),
                help_text=_(
                    "Without any, times are offered whenever the mentors can be there. "
                    "Hours that hold for a part of the year have a first and a last day."
                ),
            ),
            InlinePanel(
                "other_days",
                [
                    FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
                    FieldRowPanel([FieldPanel("starts"), FieldPanel("ends", widget=ClosingInput)]),
                ],
                heading=_("Closed, or other hours"),
                label=_("Days"),
                help_text=_(
                    "Holidays are known already. Write hours here if the place is open on one. They hold on every day "
                    "from the first to the last, Sundays too."
                ),
            ),
            InlinePanel(
                "rooms",
                [FieldRowPanel([FieldPanel("name"), FieldPanel("seats")]), FieldPanel("is_in_use")],
                heading=_("Rooms and tables"),
                label=_("Room or table"),
                help_text=_("One meeting at a time in each. Without any there is room for all."),
            ),
        ],
        base_form_class=PlaceForm,
    )


class DeviceViewSet(SnippetViewSet):
    """Equipment to lend. Who has it stands on the desk."""

    model = Device
    icon = "mobile-alt"
    menu_label = _("Devices to lend")
    menu_order = 260
    add_to_admin_menu = True
    permission_policy = ForTheDesk(Device)
    list_display = ["label", "kind", "condition", "place", "cleaned_on"]
    list_filter = ["kind", "condition", "place"]
    search_fields = ["label"]
    panels = [
        FieldPanel("kind"),
        FieldPanel("label"),
        FieldPanel("place"),
        FieldPanel("condition"),
    ]


class DeskMenuItem(MenuItem):
    """The desk in the menu, for coordinators only."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether whoever looks works at the desk."""
        return is_coordinator(request.user)


class FirstTasksPanel(Component):
    """The admin's first page: a few tasks in plain words, each a press away."""

    name = "first_tasks"
    template_name = "mentors/desk/first_tasks.html"
    order = 10

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        """The tasks that whoever looks may do."""
        user = parent_context["request"].user
        tasks = []
        if is_coordinator(user):
            tasks = [
                (reverse("desk:today"), "tasks", _("See what needs a human today"), _waiting()),
                (reverse("desk:new_learner"), "plus", _("Somebody calls and wants to learn something"), 0),
                (reverse("desk:find"), "search", _("Find a person by alias or card number"), 0),
            ]
        if user_has_any_page_permission(user):
            tasks.append((reverse("wagtailadmin_explore_root"), "doc-full", _("Write or change a guide"), 0))
        if user.has_perm("courses.change_fact"):
            facts = reverse(Fact.snippet_viewset.get_url_name("list"))
            tasks.append(
                (
                    f"{facts}?standing={Standing.TO_CHECK}",
                    "check",
                    _("Check facts that guides are waiting for"),
                    with_standing(Fact.objects.all()).filter(standing=Standing.TO_CHECK).count(),
                )
            )
        return {"tasks": tasks, "unusual": many_looks() if user.is_superuser else []}


def _waiting() -> int:
    """How many people wait for the desk: in line, or for a release."""
    unreleased = Pairing.objects.filter(
        state=Pairing.State.CHOSEN, needs_release=True, released_at=None, meetings__state=Meeting.State.HELD
    )
    return unreleased.count() + NeedsCard.objects.waiting().count()
