"""Who might begin a translation before may begin one with wagtail-localize."""

from django.db import migrations


def move(apps, schema_editor):
    Permission = apps.get_model("auth", "Permission")
    new = Permission.objects.filter(
        content_type__app_label="wagtail_localize", codename="submit_translation"
    ).first()
    old = Permission.objects.filter(
        content_type__app_label="simple_translation", codename="submit_translation"
    ).first()
    if new is not None and old is not None:
        for group in old.group_set.all():
            group.permissions.add(new)
        old.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("users", "0007_hashed_session_keys"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
    ]

    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
