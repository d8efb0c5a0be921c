"""Tries are counted for every number that is typed, whether or not a card has it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("users", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="CardTries",
            fields=[
                (
                    "number",
                    models.CharField(
                        max_length=6, primary_key=True, serialize=False, verbose_name="card number"
                    ),
                ),
                ("failures", models.PositiveIntegerField(default=0, verbose_name="wrong tries in a row")),
                ("last_failure_at", models.DateTimeField(db_index=True, verbose_name="last wrong try")),
            ],
            options={"verbose_name": "tries with a card", "verbose_name_plural": "tries with a card"},
        ),
        migrations.RemoveField(model_name="logincard", name="failures"),
        migrations.RemoveField(model_name="logincard", name="last_failure_at"),
    ]
