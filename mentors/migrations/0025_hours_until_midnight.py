"""Hours of mentors, places and the desk can end at midnight: at 00:00, which is the end of the day."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mentors", "0024_earlier_parts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="placehours",
            name="ends",
            field=models.TimeField(
                help_text="Midnight is 24:00. Hours that begin at 00:00 end at 23:45 at the latest.",
                verbose_name="closes",
            ),
        ),
        migrations.AlterField(
            model_name="placedays",
            name="ends",
            field=models.TimeField(
                blank=True,
                help_text="Midnight is 24:00. Hours that begin at 00:00 end at 23:45 at the latest.",
                null=True,
                verbose_name="closes",
            ),
        ),
        migrations.RemoveConstraint(
            model_name="deskhours",
            name="desk_hours_start_before_they_end",
        ),
        migrations.RemoveConstraint(
            model_name="hoursondate",
            name="hours_on_date_start_before_they_end",
        ),
        migrations.RemoveConstraint(
            model_name="placedays",
            name="place_days_open_before_they_close",
        ),
        migrations.RemoveConstraint(
            model_name="placehours",
            name="place_opens_before_it_closes",
        ),
        migrations.RemoveConstraint(
            model_name="weeklyhours",
            name="hours_start_before_they_end",
        ),
        migrations.AddConstraint(
            model_name="deskhours",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("starts__lt", models.F("ends")),
                    models.Q(("ends", datetime.time(0, 0)), ("starts__gt", datetime.time(0, 0))),
                    _connector="OR",
                ),
                name="desk_hours_start_before_they_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="hoursondate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("starts__lt", models.F("ends")),
                    models.Q(("ends", datetime.time(0, 0)), ("starts__gt", datetime.time(0, 0))),
                    _connector="OR",
                ),
                name="hours_on_date_start_before_they_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="placedays",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ends", None), ("starts", None)),
                    models.Q(
                        ("ends__isnull", False),
                        ("starts__isnull", False),
                        models.Q(
                            ("starts__lt", models.F("ends")),
                            models.Q(("ends", datetime.time(0, 0)), ("starts__gt", datetime.time(0, 0))),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="place_days_open_before_they_close",
            ),
        ),
        migrations.AddConstraint(
            model_name="placehours",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("starts__lt", models.F("ends")),
                    models.Q(("ends", datetime.time(0, 0)), ("starts__gt", datetime.time(0, 0))),
                    _connector="OR",
                ),
                name="place_opens_before_it_closes",
            ),
        ),
        migrations.AddConstraint(
            model_name="weeklyhours",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("starts__lt", models.F("ends")),
                    models.Q(("ends", datetime.time(0, 0)), ("starts__gt", datetime.time(0, 0))),
                    _connector="OR",
                ),
                name="hours_start_before_they_end",
            ),
        ),
    ]
