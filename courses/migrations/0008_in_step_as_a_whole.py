"""Which Swedish a page without steps was written after."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Additive. `load_content` fills it for the pages that there are."""

    dependencies = [
        ("courses", "0007_search_says_what_is_lent"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="WrittenAfter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("own_hash", models.CharField(max_length=64)),
                ("base_hash", models.CharField(max_length=64)),
                (
                    "page",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="written_after",
                        to="wagtailcore.page",
                        verbose_name="page",
                    ),
                ),
            ],
            options={
                "verbose_name": "page written after the Swedish",
                "verbose_name_plural": "pages written after the Swedish",
            },
        ),
    ]
