"""Which version of a meeting somebody without phone and e-mail was told of by the desk."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mentors", "0025_hours_until_midnight")]

    operations = [
        migrations.AddField(
            model_name="booking",
            name="told_version",
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name="told of version"),
        ),
    ]
