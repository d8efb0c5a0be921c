"""Wagtail's users area cut down to those who work here.

Learners and mentors are on the coordinator's desk and nowhere else: no list, search, address, history or
bulk action of the admin reaches them, whatever rights somebody has.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic import UsageView
from wagtail.users import forms as wagtail_forms
from wagtail.users.views import bulk_actions
from wagtail.users.views import users as wagtail_views

from users.models import User


class StaffForm(wagtail_forms.UserForm):
    """An account of somebody who works here. One name; the work address may be left out."""

    first_name = None
    last_name = None
    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("What colleagues see in the admin."))
    email = forms.EmailField(label=_("E-mail"), required=False, help_text=_("Work address."))

    def save(self, commit: bool = True) -> User:
        """Whoever is made here works here."""
        user: User = self.instance
        user.is_staff = True
        user.alias = user.name[:40]
        saved: User = super().save(commit=commit)
        return saved


class NewStaffForm(StaffForm):
    """A new account, with a first password that the person changes."""

    class Meta:
        model = User
        fields = ("username", "name", "email", "is_superuser", "groups")
        widgets = {"groups": forms.CheckboxSelectMultiple}


class ChangeStaffForm(StaffForm):
    """An account that exists. Nobody closes their own or takes their own rights away."""

    password_required = False

    class Meta:
        model = User
        fields = ("username", "name", "email", "is_active", "is_superuser", "groups")
        widgets = {"groups": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        editing_self = kwargs.pop("editing_self", False)
        super().__init__(*args, **kwargs)
        if editing_self:
            del self.fields["is_active"]
            del self.fields["is_superuser"]


class OnlyStaff:
    """For a view of one person: anybody who does not work here is not found."""

    def get_object(self, *args: Any, **kwargs: Any) -> User:
        """The member of staff that the address names."""
        person: User = super().get_object(*args, **kwargs)  # type: ignore[misc]
        if not person.is_staff:
            raise Http404("not a member of staff")
        return person


class StaffIndexView(wagtail_views.IndexView):
    """The list, its search and its filters."""

    page_title = _("Staff")
    add_item_label = _("Add somebody who works here")

    def get_base_queryset(self) -> QuerySet[User]:
        """Staff, whatever else is asked for."""
        staff: QuerySet[User] = super().get_base_queryset().filter(is_staff=True)
        return staff

    def order_queryset(self, queryset: QuerySet[User]) -> QuerySet[User]:
        """By the one name that our people have."""
        if self.ordering in ("name", "-name"):
            return queryset.order_by(self.ordering)
        ordered: QuerySet[User] = super().order_queryset(queryset)
        return ordered


class StaffEditView(OnlyStaff, wagtail_views.EditView):
    """One account."""


class StaffDeleteView(OnlyStaff, wagtail_views.DeleteView):
    """Taking an account away."""


class StaffHistoryView(OnlyStaff, wagtail_views.HistoryView):
    """What was changed in an account, and by whom."""


class StaffUsageView(OnlyStaff, UsageView):
    """Where an account is referred to."""


class StaffViewSet(wagtail_views.UserViewSet):
    """The area as Wagtail registers it."""

    menu_label = _("Staff")
    copy_view_enabled = False
    inspect_view_enabled = False
    search_fields = ("username", "name", "email")
    index_view_class = StaffIndexView
    edit_view_class = StaffEditView
    delete_view_class = StaffDeleteView
    history_view_class = StaffHistoryView
    usage_view_class = StaffUsageView
    template_prefix = "users/staff/"
    index_template_name = "wagtailusers/users/index.html"
    index_results_template_name = "wagtailusers/users/index_results.html"
    delete_template_name = "wagtailusers/users/confirm_delete.html"

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """Our fields in place of a first and a last name."""
        return ChangeStaffForm if for_update else NewStaffForm


class OnlyStaffInBulk:
    """For a bulk action: neither "all" nor an id in the address reaches anybody but staff."""

    @classmethod
    def get_queryset(cls, model: type[User], object_ids: Any) -> list[User]:
        """Those of `object_ids` who work here; not found when there is none."""
        people = list(model._default_manager.filter(pk__in=object_ids, is_staff=True))
        if not people:
            raise Http404("no member of staff among these")
        return people

    def get_all_objects_in_listing_query(self, parent_id: Any) -> QuerySet[Any]:
        """The keys of all staff in the list."""
        keys: QuerySet[Any] = super().get_all_objects_in_listing_query(parent_id)  # type: ignore[misc]
        return keys.filter(is_staff=True)


class AssignRoleToStaff(OnlyStaffInBulk, bulk_actions.AssignRoleBulkAction):
    """Wagtail's action, for staff."""


class DeleteStaff(OnlyStaffInBulk, bulk_actions.DeleteBulkAction):
    """Wagtail's action, for staff."""


class SetStaffActive(OnlyStaffInBulk, bulk_actions.SetActiveStateBulkAction):
    """Wagtail's action, for staff."""
