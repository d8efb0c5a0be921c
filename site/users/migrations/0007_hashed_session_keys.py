from typing import Any

from django.db import migrations


def end_all(apps: Any, schema_editor: Any) -> None:
    """Rows from before hold their keys as they stand in browsers. Everybody signs in once more."""
    apps.get_model("users", "Session").objects.using(schema_editor.connection.alias).all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("users", "0006_contact_rests"),
    ]

    operations = [
        migrations.RunPython(end_all, migrations.RunPython.noop),
    ]
