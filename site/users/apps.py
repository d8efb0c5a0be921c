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
        """Register the checks; notice when somebody signs in or connects a second factor."""
        from allauth.account.signals import user_logged_in as came_by_allauth
        from allauth.mfa.signals import authenticator_added
        from allauth.socialaccount.models import SocialAccount
        from django.contrib.auth.signals import user_logged_in
        from django.db.models.signals import pre_save

        from core.retention import job
        from users import checks, erased_list  # noqa: F401
        from users.openid import keep_no_claims, note_way
        from users.second_factor import remember_set_up
        from users.signed_in import note_sign_in

        job.register_last(erased_list.trim)
        came_by_allauth.connect(note_way, dispatch_uid="users.openid.note_way")
        pre_save.connect(keep_no_claims, SocialAccount, dispatch_uid="users.openid.keep_no_claims")
        user_logged_in.connect(note_sign_in, dispatch_uid="users.signed_in.note_sign_in")
        authenticator_added.connect(remember_set_up, dispatch_uid="users.second_factor.remember_set_up")


class StaffListConfig(WagtailUsersAppConfig):
    """Wagtail's users app: shows staff only. Learners and mentors are seen on the coordinator's desk."""

    user_viewset = "users.staff_list.StaffViewSet"
