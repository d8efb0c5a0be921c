"""What the core adds to the admin: how long data is kept."""

from __future__ import annotations

from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from core.retention.admin import DecisionViewSet, TodayMenuItem, today

register_snippet(DecisionViewSet)


@hooks.register("register_admin_urls")
def retention_urls() -> list[Any]:
    """What the daily job will do."""
    return [path("retention/", today, name="retention_today")]


@hooks.register("register_reports_menu_item")
def retention_menu_item() -> MenuItem:
    """Among the reports."""
    return TodayMenuItem(_("What is erased"), reverse("retention_today"), icon_name="bin", order=900)
