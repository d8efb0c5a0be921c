import datetime

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone


def number_the_weeks(apps, schema_editor):
    """Give each meeting that is to come a number in its mentor's week, in the order of the calendar."""
    Meeting, WeekPlace = apps.get_model("mentors", "Meeting"), apps.get_model("mentors", "WeekPlace")
    zone = timezone.get_default_timezone()
    now = int(timezone.now().timestamp()) // 900
    begin = now - 7 * 96
    taken, places = {}, []
    coming = Meeting.objects.filter(state__in=["held", "stands"], start_quarter__gte=begin)
    for meeting in coming.order_by("start_quarter", "pk"):
        day = datetime.datetime.fromtimestamp(meeting.start_quarter * 900, tz=zone).date()
        week = (day.toordinal() - 1) // 7
        taken[meeting.mentor_id, week] = number = taken.get((meeting.mentor_id, week), 0) + 1
        places.append(WeekPlace(mentor_id=meeting.mentor_id, week=week, number=number, meeting_id=meeting.pk))
    WeekPlace.objects.bulk_create(places)


class Migration(migrations.Migration):
    dependencies = [
        ("mentors", "0012_places_and_rooms"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="needscard",
            name="interpreter_arranged",
            field=models.BooleanField(
                default=False,
                help_text="Said by the desk. Then somebody who speaks Swedish can show, without a language in common.",
                verbose_name="an interpreter is arranged",
            ),
        ),
        migrations.AddConstraint(
            model_name="needscard",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("interpreter_arranged", False), ("needs_interpreter", True), _connector="OR"
                ),
                name="an_interpreter_is_arranged_for_who_wants_one",
            ),
        ),
        migrations.CreateModel(
            name="WeekPlace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "week",
                    models.PositiveIntegerField(
                        help_text="Weeks since Monday 1 January of the year 1.", verbose_name="week"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(help_text="From 1.", verbose_name="number")),
                (
                    "meeting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="week_place",
                        to="mentors.meeting",
                        verbose_name="meeting",
                    ),
                ),
                (
                    "mentor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="week_places",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="mentor",
                    ),
                ),
            ],
            options={
                "verbose_name": "place in a week",
                "verbose_name_plural": "places in a week",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("mentor", "week", "number"), name="a_place_in_a_week_is_taken_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="places_in_a_week_begin_with_one"
                    ),
                ],
            },
        ),
        migrations.RunPython(number_the_weeks, migrations.RunPython.noop),
    ]
