from django.db import migrations, models


class Migration(migrations.Migration):
    """Whom the desk has told that a meeting goes on without them. The other field has a help text now, nothing else."""

    dependencies = [("mentors", "0026_told_by_word_of_mouth")]

    operations = [
        migrations.AddField(
            model_name="earlierpart",
            name="told_sequence",
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name="told of version"),
        ),
        migrations.AlterField(
            model_name="weeklyhours",
            name="first_day",
            field=models.DateField(
                blank=True,
                help_text="For every other week: a day in the first of those weeks.",
                null=True,
                verbose_name="from and including",
            ),
        ),
    ]
