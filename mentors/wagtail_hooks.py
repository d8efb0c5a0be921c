"""What the mentors app adds to the admin: the desk, places, and a first page of tasks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.home import RecentEditsPanel
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet

from mentors.desk import record
from mentors.desk.admin import DeskMenuItem, DeviceViewSet, FirstTasksPanel, PlaceViewSet
from mentors.places.models import Place
from users.permissions import is_coordinator

register_snippet(PlaceViewSet)
register_snippet(DeviceViewSet)


@hooks.register("register_admin_urls")
def desk_urls() -> list[Any]:
    """The desk, below /admin/desk/."""
    return [path("desk/", include("mentors.desk.urls"))]


@hooks.register("register_admin_menu_item")
def desk_menu_item() -> MenuItem:
    """The desk, first in the menu."""
    return DeskMenuItem(_("Desk"), reverse("desk:today"), name="desk", icon_name="tasks", order=1)


@hooks.register("register_snippet_listing_buttons")
def week_of_a_place(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """Beside each place: its week, which one press closes."""
    if isinstance(snippet, Place) and is_coordinator(user):
        yield Button(
            _("The place's week"),
            url=reverse("desk:place_week", args=[snippet.pk]),
            icon_name="date",
            priority=30,
        )


@hooks.register("register_log_actions")
def log_actions(registry: LogActionRegistry) -> None:
    """What the desk writes into Wagtail's log."""
    record.register(registry)


@hooks.register("construct_homepage_panels")
def first_page(request: HttpRequest, panels: list[Any]) -> None:
    """Tasks first; of Wagtail's own panels only the pages one has just worked on."""
    panels[:] = [FirstTasksPanel(), *(panel for panel in panels if isinstance(panel, RecentEditsPanel))]


@hooks.register("construct_help_menu")
def no_news_of_wagtail(request: HttpRequest, items: list[MenuItem]) -> None:
    """What is new in Wagtail concerns those who keep the house, not those who work in it."""
    items[:] = [item for item in items if not item.name.startswith("whats-new")]


@hooks.register("construct_homepage_summary_items", order=1000)
def no_statistics(request: HttpRequest, items: list[Any]) -> None:
    """How many pages and pictures there are helps nobody. What the house itself has to say stays."""
    items[:] = [item for item in items if not type(item).__module__.startswith("wagtail.")]
