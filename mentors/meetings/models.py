"""Meetings, the places in them, and the quarters of an hour that they occupy."""

from __future__ import annotations

import datetime
import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentors.cards.channels import EntryChannel
from mentors.cards.choices import MeetingWay
from mentors.matching.models import Pairing
from mentors.meetings.quarters import InQuarters
from mentors.places.models import Place, Room


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Sentences about meetings."""

    def standing(self) -> MeetingQuerySet:
        """Those that will take place as far as anybody knows."""
        return self.filter(state=Meeting.State.STANDS)

    def held(self) -> MeetingQuerySet:
        """Times kept while a mentor has not answered."""
        return self.filter(state=Meeting.State.HELD)

    def ending_after(self, moment: datetime.datetime) -> MeetingQuerySet:
        """Those that are not over at `moment`."""
        return self.filter(end_quarter__gt=int(moment.timestamp()) // 900)

    def of(self, person: object) -> MeetingQuerySet:
        """Those that a person has a place in."""
        return self.filter(bookings__person=person)


class Meeting(InQuarters, models.Model):
    """A meeting at a time and place.

    Times are whole quarters of an hour since 1970 (UTC seconds // 900), half-open [start, end), because
    the constraints that keep two meetings apart must hold on both databases.
    """

    class Format(models.TextChoices):
        """How people meet."""

        ONE_TO_ONE = "one_to_one", _("two people")
        GROUP = "group", _("group")
        DROP_IN = "drop_in", _("drop-in, no booking")

    class State(models.TextChoices):
        """What is known about it."""

        HELD = "held", _("waiting for the mentor's answer")
        STANDS = "stands", _("booked")
        FREED = "freed", _("no answer in time")
        DECLINED = "declined", _("the mentor could not")
        CANCELLED = "cancelled", _("cancelled")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    format = models.CharField(_("format"), max_length=10, choices=Format.choices, default=Format.ONE_TO_ONE)
    state = models.CharField(_("state"), max_length=9, choices=State.choices)
    start_quarter = models.PositiveIntegerField(_("start"))
    end_quarter = models.PositiveIntegerField(_("end"))
    way = models.CharField(_("how"), max_length=5, choices=MeetingWay.choices, default=MeetingWay.PLACE)
    place = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="meetings",
        verbose_name=_("place"),
        help_text=_("None where they meet by phone or video."),
    )
    video_room = models.CharField(_("room for video"), max_length=32, blank=True, editable=False)
    room = models.ForeignKey(
        Room,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="meetings",
        verbose_name=_("room or table"),
    )
    mentor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="meetings_as_mentor", verbose_name=_("mentor")
    )
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("held for"),
        help_text=_("The learner for whom the time is kept until the mentor answers."),
    )
    coordinator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="meetings_come_along_to",
        verbose_name=_("comes along"),
        help_text=_("Somebody from the desk, the first time two meet. Their time is taken too."),
    )
    pairing = models.ForeignKey(
        Pairing, models.SET_NULL, null=True, blank=True, related_name="meetings", verbose_name=_("pairing")
    )
    series = models.UUIDField(
        _("series"),
        null=True,
        blank=True,
        editable=False,
        db_index=True,
        help_text=_("Booked together, week after week. Each can be moved and cancelled alone."),
    )
    held_until = models.DateTimeField(_("kept until"), null=True, blank=True)
    seats = models.PositiveSmallIntegerField(
        _("seats"), default=1, help_text=_("For learners; drop-ins have none.")
    )
    guide_key = models.CharField(_("guide"), max_length=40, blank=True)
    step_key = models.CharField(_("step"), max_length=40, blank=True)
    was_booked_directly = models.BooleanField(_("booked directly"), default=False)
    entered_by = models.CharField(
        _("entered"), max_length=10, choices=EntryChannel.choices, default=EntryChannel.WEB
    )
    move_asked_at = models.DateTimeField(
        _("another time asked for"),
        null=True,
        blank=True,
        help_text=_("The mentor would like to move it. It stands until the learner chooses."),
    )
    did_not_happen_at = models.DateTimeField(
        _("did not take place, said"),
        null=True,
        blank=True,
        help_text=_("Somebody said that it did not take place. Neither who nor why is kept."),
    )
    is_let_in = models.BooleanField(
        _("the place lets them in although it is closed then"),
        default=False,
        help_text=_("Agreed on with the place when a group or a drop-in was set."),
    )
    version = models.PositiveIntegerField(_("version"), default=1)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["start_quarter"]
        constraints = [
            models.UniqueConstraint(
                fields=["holder"],
                condition=models.Q(state="held", series=None),
                name="one_open_hold_per_learner",
            ),
            models.CheckConstraint(
                condition=models.Q(start_quarter__lt=models.F("end_quarter")),
                name="meeting_starts_before_it_ends",
            ),
            models.CheckConstraint(
                condition=models.Q(way="place", place__isnull=False)
                | (~models.Q(way="place") & models.Q(place=None, room=None, format="one_to_one")),
                name="two_meet_at_a_place_or_else_at_none",
            ),
            models.CheckConstraint(
                condition=(models.Q(way="video") & ~models.Q(video_room=""))
                | (~models.Q(way="video") & models.Q(video_room="")),
                name="only_video_has_a_video_room",
            ),
        ]
        indexes = [models.Index(fields=["state", "start_quarter"], name="meetings_by_state_and_time")]
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")

    def __str__(self) -> str:
        # The figures first: after a word in Arabic they would turn round.
        return f"{timezone.localtime(self.starts_at):%Y-%m-%d %H:%M} {self.get_format_display()}"

    @property
    def is_remote(self) -> bool:
        """Whether they meet by phone or video, and at no place."""
        return self.way != MeetingWay.PLACE

    @property
    def where(self) -> str:
        """The place by its name; else "by phone" or "by video"."""
        return self.place.name if self.place else str(self.get_way_display())

    @property
    def minutes(self) -> int:
        """How long it is."""
        return (self.end_quarter - self.start_quarter) * 15


class Booking(models.Model):
    """A person's place in a meeting. Learners sit on numbered seats; the mentor has none."""

    class Role(models.TextChoices):
        """As what a person comes."""

        MENTOR = "mentor", _("mentor")
        LEARNER = "learner", _("learner")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="bookings", verbose_name=_("meeting"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="bookings", verbose_name=_("person")
    )
    role = models.CharField(_("comes as"), max_length=7, choices=Role.choices)
    seat = models.PositiveSmallIntegerField(_("seat"), null=True, blank=True)
    entered_by = models.CharField(
        _("entered"), max_length=10, choices=EntryChannel.choices, default=EntryChannel.WEB
    )
    idempotency_key = models.UUIDField(
        null=True,
        blank=True,
        unique=True,
        editable=False,
        help_text=_("Pressing again gives the same booking."),
    )
    #: Of its meeting, by the desk: whoever has neither phone nor e-mail is told by word of mouth.
    told_version = models.PositiveIntegerField(_("told of version"), default=0, editable=False)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "seat"], name="one_person_on_a_seat"),
            models.UniqueConstraint(fields=["meeting", "person"], name="one_place_in_a_meeting_each"),
        ]
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")

    def __str__(self) -> str:
        return f"{self.role} in {self.meeting_id}"


class SeatWait(models.Model):
    """A person's place in the waiting list of a group that is full. A seat that comes free is offered to the first.

    A seat that is offered is nobody else's until the answer comes or its time is up; a constraint
    offers it once.
    """

    class State(models.TextChoices):
        """What became of the waiting."""

        WAITING = "waiting", _("waiting")
        OFFERED = "offered", _("a seat is offered")
        TAKEN = "taken", _("has a seat")
        DECLINED = "declined", _("did not want the seat")
        MISSED = "missed", _("no answer in time")
        LEFT = "left", _("does not wait any more")
        OVER = "over", _("the meeting is cancelled")

    #: In which somebody still waits.
    OPEN = (State.WAITING, State.OFFERED)

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="waits", verbose_name=_("meeting"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="seat_waits", verbose_name=_("person")
    )
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WAITING)
    offered_seat = models.PositiveSmallIntegerField(_("seat offered"), null=True, blank=True)
    offered_until = models.DateTimeField(_("offered until"), null=True, blank=True)
    entered_by = models.CharField(
        _("entered"), max_length=10, choices=EntryChannel.choices, default=EntryChannel.WEB
    )
    created_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"],
                condition=models.Q(state__in=["waiting", "offered"]),
                name="one_place_in_a_waiting_list_each",
            ),
            models.UniqueConstraint(
                fields=["meeting", "offered_seat"],
                condition=models.Q(state="offered"),
                name="a_free_seat_is_offered_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state="offered", offered_seat__isnull=False, offered_until__isnull=False)
                | (
                    ~models.Q(state="offered")
                    & models.Q(offered_seat__isnull=True, offered_until__isnull=True)
                ),
                name="an_offer_has_a_seat_and_an_end",
            ),
        ]
        verbose_name = _("place in a waiting list")
        verbose_name_plural = _("places in waiting lists")

    def __str__(self) -> str:
        return f"{self.state} for {self.meeting_id}"


class LostSeat(models.Model):
    """A meeting in a group that is cancelled for one person. Their page says so, also to whoever cannot be reached.

    It names no group: the others may still meet, and why this one does not is told to nobody.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="lost_seats", verbose_name=_("person")
    )
    starts_at = models.DateTimeField(_("was to begin"))
    lost_at = models.DateTimeField(_("cancelled"), auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "starts_at"], name="a_lost_seat_is_told_once")
        ]
        verbose_name = _("seat that was lost")
        verbose_name_plural = _("seats that were lost")

    def __str__(self) -> str:
        return f"lost seat {self.pk}"


class OccupiedQuarter(models.Model):
    """A quarter of an hour in which a person is taken. The unique constraint is the booking rule."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="occupied_quarters", verbose_name=_("person")
    )
    quarter = models.PositiveIntegerField(_("quarter"), help_text=_("UTC seconds // 900."))
    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="occupied_quarters", verbose_name=_("meeting")
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "quarter"], name="nobody_is_in_two_meetings_at_once")
        ]
        verbose_name = _("occupied quarter")
        verbose_name_plural = _("occupied quarters")

    def __str__(self) -> str:
        return f"{self.quarter} of person {self.person_id}"


class WeekPlace(models.Model):
    """A mentor's first, second ... meeting of a week. The unique constraint carries "meetings a week, at most".

    Whoever books takes the lowest number that is free and not above the limit. Two who book in the same moment want
    the same number, and one of them gets it.
    """

    mentor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="week_places", verbose_name=_("mentor")
    )
    week = models.PositiveIntegerField(_("week"), help_text=_("Weeks since Monday 1 January of the year 1."))
    number = models.PositiveSmallIntegerField(_("number"), help_text=_("From 1."))
    meeting = models.OneToOneField(
        Meeting, models.CASCADE, related_name="week_place", verbose_name=_("meeting")
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mentor", "week", "number"], name="a_place_in_a_week_is_taken_once"
            ),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="places_in_a_week_begin_with_one"),
        ]
        verbose_name = _("place in a week")
        verbose_name_plural = _("places in a week")

    def __str__(self) -> str:
        return f"{self.number} in week {self.week} of person {self.mentor_id}"


class OccupiedRoom(models.Model):
    """A quarter of an hour in which a room is taken. The unique constraint keeps two meetings out of one room."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="occupied", verbose_name=_("room or table"))
    quarter = models.PositiveIntegerField(_("quarter"), help_text=_("UTC seconds // 900."))
    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="occupied_rooms", verbose_name=_("meeting")
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["room", "quarter"], name="one_meeting_in_a_room_at_a_time")
        ]
        verbose_name = _("occupied room")
        verbose_name_plural = _("occupied rooms")

    def __str__(self) -> str:
        return f"{self.quarter} of room {self.room_id}"


class MeetingEvent(models.Model):
    """What happened to a meeting, who did it, and by which door."""

    class What(models.TextChoices):
        """Each change of state."""

        CHOSEN = "chosen", _("chosen by the learner")
        BOOKED_DIRECTLY = "booked_directly", _("booked directly")
        RELEASED = "released", _("released by the coordinator")
        ACCEPTED = "accepted", _("accepted by the mentor")
        DECLINED = "declined", _("declined by the mentor")
        FREED = "freed", _("freed: no answer in time")
        CANCELLED = "cancelled", _("cancelled")
        SEAT_TAKEN = "seat_taken", _("seat taken")
        SEAT_GIVEN_BACK = "seat_given_back", _("seat given back")
        OPENED = "opened", _("opened for everybody")
        MOVE_ASKED = "move_asked", _("another time asked for")
        MOVED = "moved", _("moved to another time")
        SEAT_OFFERED = "seat_offered", _("seat offered to somebody who waits")
        CHANGED_HANDS = "changed_hands", _("taken over by another mentor")
        COMES_ALONG = "comes_along", _("somebody else from the desk comes along")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="events", verbose_name=_("meeting"))
    what = models.CharField(_("what"), max_length=16, choices=What.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    entered_by = models.CharField(
        _("entered"), max_length=10, choices=EntryChannel.choices, default=EntryChannel.WEB
    )
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("meeting event")
        verbose_name_plural = _("meeting events")

    def __str__(self) -> str:
        return f"{self.what} {self.meeting_id}"
