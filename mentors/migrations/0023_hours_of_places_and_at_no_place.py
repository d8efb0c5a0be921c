"""Opening hours every other week and from day to day; hours by phone at no place; a closed place that lets people in."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mentors", "0022_tickets"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="placehours",
            options={
                "ordering": ["weekday", "starts", "first_day"],
                "verbose_name": "opening hours",
                "verbose_name_plural": "opening hours",
            },
        ),
        migrations.AddField(
            model_name="placehours",
            name="every",
            field=models.PositiveSmallIntegerField(
                choices=[(1, "every week"), (2, "every other week")], default=1, verbose_name="how often"
            ),
        ),
        migrations.AddField(
            model_name="placehours",
            name="first_day",
            field=models.DateField(
                blank=True,
                help_text="For every other week: a day in the first of those weeks.",
                null=True,
                verbose_name="from and including",
            ),
        ),
        migrations.AddField(
            model_name="placehours",
            name="last_day",
            field=models.DateField(blank=True, null=True, verbose_name="to and including"),
        ),
        migrations.RemoveConstraint(model_name="placehours", name="place_opens_once_at_a_time"),
        migrations.AddConstraint(
            model_name="placehours",
            constraint=models.UniqueConstraint(
                condition=models.Q(("first_day", None)),
                fields=("place", "weekday", "starts"),
                name="place_opens_once_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="placehours",
            constraint=models.UniqueConstraint(
                fields=("place", "weekday", "starts", "first_day"), name="place_begins_once_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="placehours",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("every", 1), models.Q(("every", 2), ("first_day__isnull", False)), _connector="OR"
                ),
                name="every_other_week_of_a_place_has_a_first_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="placehours",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("first_day", None),
                    ("last_day", None),
                    ("first_day__lte", models.F("last_day")),
                    _connector="OR",
                ),
                name="place_hours_begin_before_they_are_over",
            ),
        ),
        migrations.AlterField(
            model_name="weeklyhours",
            name="place",
            field=models.ForeignKey(
                blank=True,
                help_text="None: by phone or video only.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="weekly_hours",
                to="mentors.place",
                verbose_name="place",
            ),
        ),
        migrations.AlterField(
            model_name="hoursondate",
            name="place",
            field=models.ForeignKey(
                blank=True,
                help_text="None: by phone or video only.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="mentors.place",
                verbose_name="place",
            ),
        ),
        migrations.AddConstraint(
            model_name="weeklyhours",
            constraint=models.CheckConstraint(
                condition=models.Q(("book_directly", False), ("place__isnull", False), _connector="OR"),
                name="direct_hours_are_at_a_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="hoursondate",
            constraint=models.CheckConstraint(
                condition=models.Q(("book_directly", False), ("place__isnull", False), _connector="OR"),
                name="direct_hours_on_a_date_are_at_a_place",
            ),
        ),
        migrations.CreateModel(
            name="DeskDaysOff",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("first_day", models.DateField(verbose_name="first day")),
                ("last_day", models.DateField(verbose_name="last day")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="desk_days_off",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "days off from first meetings",
                "verbose_name_plural": "days off from first meetings",
                "ordering": ["first_day"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("first_day__lte", models.F("last_day"))),
                        name="desk_days_off_start_before_they_end",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="meeting",
            name="is_let_in",
            field=models.BooleanField(
                default=False,
                help_text="Agreed on with the place when a group or a drop-in was set.",
                verbose_name="the place lets them in although it is closed then",
            ),
        ),
    ]
