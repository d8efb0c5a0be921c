"""The address of a message is sealed, as the contact point is that it was taken from."""

from django.db import migrations

import core.sealing.fields


def seal_what_is_there(apps, schema_editor):
    """Seal the addresses of the messages that exist. The column holds text before and after."""
    message = apps.get_model("messaging", "Message")
    for row in message.objects.exclude(address="").iterator():
        # Read as it lies in the table: what is there is not sealed yet.
        row.address = row.__dict__["address"].text
        row.save(update_fields=["address"])


class Migration(migrations.Migration):
    dependencies = [("messaging", "0002_initial"), ("core", "0002_sealing_canary")]

    operations = [
        migrations.AlterField(
            model_name="message",
            name="address",
            field=core.sealing.fields.SealedField(blank=True, verbose_name="number or address"),
        ),
        migrations.RunPython(seal_what_is_there, migrations.RunPython.noop),
    ]
