"""What the courses app adds to the admin."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from courses.feedback.admin import StuckViewSet, add_summary
from courses.guides.admin import refuse_unready
from courses.practice.admin import PracticeViewSet
from courses.services.admin import RegisterGroup, checked_today
from courses.sound.admin import SoundGroup
from courses.terms.admin import TermViewSet
from courses.translations import admin as translations  # noqa: F401 - its hooks
from courses.translations import editor  # noqa: F401 - its hooks

register_snippet(RegisterGroup)
register_snippet(PracticeViewSet)
register_snippet(TermViewSet)
register_snippet(SoundGroup)
register_snippet(StuckViewSet)
hooks.register("construct_homepage_summary_items", add_summary)
hooks.register("register_snippet_action_menu_item", checked_today)
hooks.register("before_bulk_action", refuse_unready)
