"""Wordings of facts remember which Swedish they were written after: those that there are, today's."""

import hashlib

from django.db import migrations, models


def after_todays_swedish(apps, schema_editor):
    """What is there is trusted once, as it was before: it goes on being shown until Swedish changes."""

    def words_hash(words):
        return hashlib.sha256(words.encode()).hexdigest()[:16] if words else ""

    for name, owner, fields in (
        ("FactWording", "fact_id", ("label", "text")),
        ("VariantWording", "variant_id", ("text",)),
    ):
        model = apps.get_model("courses", name)
        swedish = {getattr(row, owner): row for row in model.objects.filter(language="sv")}
        rows = [row for row in model.objects.exclude(language="sv") if getattr(row, owner) in swedish]
        for row in rows:
            for field in fields:
                setattr(row, f"{field}_after", words_hash(getattr(swedish[getattr(row, owner)], field)))
        model.objects.bulk_update(rows, [f"{field}_after" for field in fields], batch_size=200)


class Migration(migrations.Migration):
    """Additive."""

    dependencies = [
        ("courses", "0005_sound_and_film"),
    ]

    operations = [
        migrations.AddField(
            model_name="factwording",
            name="label_after",
            field=models.CharField(blank=True, editable=False, max_length=16),
        ),
        migrations.AddField(
            model_name="factwording",
            name="text_after",
            field=models.CharField(blank=True, editable=False, max_length=16),
        ),
        migrations.AddField(
            model_name="variantwording",
            name="text_after",
            field=models.CharField(blank=True, editable=False, max_length=16),
        ),
        migrations.RunPython(after_todays_swedish, migrations.RunPython.noop),
    ]
