"""The courses app."""

from django.apps import AppConfig


class CoursesConfig(AppConfig):
    """Guides and what they stand on."""

    name = "courses"
    verbose_name = "Guides"

    def ready(self) -> None:
        """What the rooms above the guides add to a guide (see courses/guides/additions.py)."""
        from courses.guides import additions
        from courses.practice.listing import practices_of

        additions.on_step.register("courses/feedback/on_step.html", lambda guide, language: True)
        additions.on_guide.register("courses/practice/on_guide.html", practices_of)
