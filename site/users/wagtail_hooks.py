"""What Wagtail's admin shows about people."""

from __future__ import annotations

from wagtail import hooks
from wagtail.admin.views import account

from users.staff_list import AssignRoleToStaff, DeleteStaff, SetStaffActive

# After Wagtail's own of the same names (order 0): the last to register an action is the one that is used.
for action in (AssignRoleToStaff, DeleteStaff, SetStaffActive):
    hooks.register("register_bulk_action", action, order=100)


def _never(panel: account.BaseSettingsPanel) -> bool:
    return False


# Our people have one name, which an administrator writes, and no photograph. Wagtail's panels for a first
# and a last name, both required, and for a picture cannot be switched off by a setting.
for panel in (account.NameEmailSettingsPanel, account.AvatarSettingsPanel):
    panel.is_active = _never
