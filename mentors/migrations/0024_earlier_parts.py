import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("mentors", "0023_hours_of_places_and_at_no_place"),
    ]

    operations = [
        migrations.CreateModel(
            name="EarlierPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("handed_on", "somebody else takes the meeting"),
                            ("cancelled", "the meeting is cancelled"),
                            ("left", "seat given back"),
                        ],
                        max_length=9,
                        verbose_name="what",
                    ),
                ),
                ("start_quarter", models.PositiveIntegerField(verbose_name="start")),
                ("end_quarter", models.PositiveIntegerField(verbose_name="end")),
                (
                    "sequence",
                    models.PositiveIntegerField(
                        help_text="Of the file that takes it out of a calendar.", verbose_name="version"
                    ),
                ),
                ("lost_at", models.DateTimeField(verbose_name="when")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="earlier_parts",
                        to="mentors.meeting",
                        verbose_name="meeting",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="earlier_parts",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "earlier part in a meeting",
                "verbose_name_plural": "earlier parts in meetings",
                "ordering": ["start_quarter", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "meeting"), name="one_earlier_part_in_a_meeting_each"
                    )
                ],
            },
        ),
    ]
