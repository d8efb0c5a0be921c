"""Numbers and addresses are sealed and bound to their row, so the row gets a key before it is written.

The old table is moved aside, its rows are sealed into the new one, and it is dropped: in one transaction.
"""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import core.sealing.fields


def seal_what_is_there(apps, schema_editor):
    """Copy every row, sealed."""
    new = apps.get_model("users", "ContactPoint")
    for old in apps.get_model("users", "OpenContactPoint").objects.order_by("pk").iterator():
        new.objects.create(user_id=old.user_id, kind=old.kind, value=old.value)


def open_what_is_there(apps, schema_editor):
    """Back again: the values are read with the key and written in plain."""
    old = apps.get_model("users", "OpenContactPoint")
    for new in apps.get_model("users", "ContactPoint").objects.iterator():
        old.objects.create(user_id=new.user_id, kind=new.kind, value=new.value)


class Migration(migrations.Migration):
    dependencies = [("users", "0002_look_log"), ("core", "0002_sealing_canary")]

    operations = [
        migrations.RemoveConstraint(model_name="contactpoint", name="one_contact_point_of_a_kind"),
        migrations.RenameModel(old_name="ContactPoint", new_name="OpenContactPoint"),
        migrations.AlterField(
            model_name="opencontactpoint",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.CreateModel(
            name="ContactPoint",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("phone", "phone"), ("email", "e-mail")], max_length=5, verbose_name="kind"
                    ),
                ),
                ("value", core.sealing.fields.SealedField(verbose_name="number or address")),
                (
                    "found_by",
                    core.sealing.fields.KeyedHashField(
                        db_index=True,
                        of=("kind", "value"),
                        purpose="users.ContactPoint.value",
                        verbose_name="hash to find it by",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contact_points",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "contact point",
                "verbose_name_plural": "contact points",
                "constraints": [
                    models.UniqueConstraint(fields=("user", "kind"), name="one_contact_point_of_a_kind")
                ],
            },
        ),
        migrations.RunPython(seal_what_is_there, open_what_is_there),
        migrations.DeleteModel(name="OpenContactPoint"),
    ]
