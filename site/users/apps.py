"""The users app, and Wagtail's list of users cut down to those who work here."""

from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(AppConfig):
    """Accounts, sign-in, roles."""

    name = "users"
    verbose_name = "People"
    #: There are two in this module; without this Django takes neither, and nothing below is run.
    default = True

    def ready(self) -> None:
        """Register the checks, and notice when somebody connects a second factor."""
        from allauth.mfa.signals import authenticator_added

        from users import checks  # noqa: F401
        from users.second_factor import remember_set_up

        authenticator_added.connect(remember_set_up, dispatch_uid="users.second_factor.remember_set_up")


class StaffListConfig(WagtailUsersAppConfig):
    """Wagtail's users app: shows staff only. Learners and mentors are seen on the coordinator's desk."""

    user_viewset = "users.staff_list.StaffViewSet"
