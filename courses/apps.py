"""The courses app."""

from django.apps import AppConfig


class CoursesConfig(AppConfig):
    """Guides and what they stand on."""

    name = "courses"
    verbose_name = "Guides"

    def ready(self) -> None:
        """What the rooms above the guides add to a guide (see courses/guides/additions.py)."""
        from courses import baked, questions
        from courses.guides import additions
        from courses.papers.on_guide import step_with_papers
        from courses.practice.listing import practices_of
        from courses.progress.listing import on_start_page
        from courses.progress.on_guide import on_guide
        from courses.search import findables, index, signals
        from courses.services.shown import values_named
        from courses.sound import listing, making
        from courses.translations import in_step, refusals
        from insight import questions as figures
        from messaging import quotes, worker
        from publishing import scheduled
        from publishing.baking import noticing

        additions.before_steps.register("courses/progress/before_steps.html", on_guide)
        additions.under_lead.register("courses/sound/under_lead.html", listing.sound_of)
        additions.under_step_title.register("courses/sound/on_step.html", listing.clips_of)
        additions.at_end.register("courses/sound/own_voice.html", listing.own_voice_of)
        additions.before_steps.register("courses/sound/films.html", listing.films_of)
        additions.on_guide.register("courses/sound/after.html", listing.after_of)
        additions.on_step.register("courses/papers_on_step.html", step_with_papers)
        additions.on_step.register("courses/progress/on_step.html", on_guide)
        additions.on_start_page.register("courses/progress/on_start_page.html", on_start_page)
        additions.on_step.register("courses/feedback/on_step.html", lambda guide, language: True)
        additions.on_guide.register("courses/practice/on_guide.html", practices_of)
        additions.on_start_page.register("courses/practice/on_start_page.html", lambda page, language: True)
        quotes.look_up_with(values_named)
        findables.register_all()
        for question in questions.QUESTIONS:
            figures.register(question)
        signals.connect()
        refusals.connect()
        in_step.connect()
        worker.register_periodic(index.keep_up)
        worker.register_periodic(making.keep_up)
        baked.register_all()
        worker.register_often(noticing.keep_up)
        worker.register_periodic(scheduled.keep_up)
