"""The publishing app."""

from typing import Any

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """How pages leave the house: baked, compressed, listed, weighed."""

    name = "publishing"
    verbose_name = "Publishing"

    def ready(self) -> None:
        """Watch what the floors below show on every page, and notice when it changes."""
        from django.db.backends.signals import connection_created
        from django.db.models.signals import post_delete, post_migrate, post_save, pre_migrate
        from wagtail.models import Locale, Page, Site

        from core.models import InfoPage, Municipality, TranslationSignature
        from publishing.baking import noticing
        from publishing.baking.watching import watch

        watch(Locale, Site, InfoPage, Municipality, TranslationSignature)
        watch(Page, unseen=UNSEEN_OF_A_PAGE)
        connection_created.connect(noticing.listen, dispatch_uid="publishing.baking.listen")
        for signal in (post_save, post_delete):
            signal.connect(noticing.saved, dispatch_uid="publishing.baking.saved")
        pre_migrate.connect(before_migrations, sender=self, dispatch_uid="publishing.baking.before")
        post_migrate.connect(after_migrations, sender=self, dispatch_uid="publishing.baking.after")


#: What an editor's drafts write to a published page's row, and what only the tree of pages needs.
UNSEEN_OF_A_PAGE = (
    *("draft_title", "has_unpublished_changes", "latest_revision", "latest_revision_created_at", "numchild"),
    *("locked", "locked_at", "locked_by", "go_live_at", "expire_at", "owner", "search_description"),
)


def before_migrations(plan: Any = (), **kwargs: Any) -> None:
    """Let migrations change the tables that are watched."""
    from publishing.baking import noticing, watching

    if plan:
        noticing.migrating(has_tables=False)
        watching.take_down()


def after_migrations(**kwargs: Any) -> None:
    """Watch the tables as they are now."""
    from publishing.baking import noticing, watching

    noticing.migrating(has_tables=watching.set_up())
