"""The report of figures among Wagtail's reports."""

from __future__ import annotations

from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from insight.views import report


@hooks.register("register_admin_urls")
def figures_urls() -> list[Any]:
    """`/admin/figures/`."""
    return [path("figures/", report, name="figures")]


@hooks.register("register_reports_menu_item")
def figures_menu_item() -> MenuItem:
    """For everybody who works here: it points at nobody."""
    return MenuItem(_("Figures"), reverse("figures"), icon_name="doc-full", order=800)
