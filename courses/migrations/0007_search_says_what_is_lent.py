"""What search has from another language says from which."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Additive."""

    dependencies = [
        ("courses", "0006_wordings_after_swedish"),
    ]

    operations = [
        migrations.AddField(
            model_name="searchentry",
            name="written_in",
            field=models.CharField(
                blank=True,
                help_text="Empty where it is in the language itself.",
                max_length=12,
                verbose_name="written in",
            ),
        ),
    ]
