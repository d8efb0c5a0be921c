"""The mentors app."""

from django.apps import AppConfig


class MentorsConfig(AppConfig):
    """Pairs experienced clients with newcomers, and books their meetings."""

    name = "mentors"
    verbose_name = "Mentors"

    def ready(self) -> None:
        """Hand the worker what time brings, the guides what can be borrowed, and how what people show is read."""
        from courses.guides import additions
        from insight import questions as figures
        from mentors import questions
        from mentors.booking import leaving, offering, other_rooms, passing_time, shut_out, together
        from mentors.calendars import feeds
        from mentors.links import tokens
        from mentors.loans import lending, listing
        from mentors.loans.models import Device
        from mentors.matching.rounds import clock
        from mentors.portrait import readers as portrait_readers
        from mentors.queues import tickets
        from mentors.retention_kinds import without_meetings_since
        from mentors.safety import readers
        from messaging import links, worker
        from publishing.baking.watching import watch
        from users import erasure, locking
        from users.retention_kinds import register_in_use

        links.make_with(tokens.address_in)
        worker.register_periodic(passing_time.free_expired_holds)
        worker.register_periodic(offering.pass_on_seats)
        worker.register_periodic(shut_out.tell_of_shut_places)
        worker.register_periodic(other_rooms.give_other_rooms)
        worker.register_periodic(together.begin_after_first_meeting)
        worker.register_periodic(clock.plan_once_an_hour)
        erasure.register_before_erasing(leaving.leave_everything)
        locking.register_when_locking(feeds.switch_off)
        register_in_use(without_meetings_since)
        worker.register_periodic(lending.free_what_was_not_fetched)
        worker.register_periodic(tickets.forget_old_tickets)
        additions.beside_before.register("mentors/loans/on_guide.html", listing.offered_by)
        watch(Device, can_wait=True)
        readers.register()
        portrait_readers.register()
        for question in questions.QUESTIONS:
            figures.register(question)
