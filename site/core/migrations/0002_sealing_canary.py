from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="SealingCanary",
            fields=[
                (
                    "name",
                    models.CharField(max_length=30, primary_key=True, serialize=False, verbose_name="key"),
                ),
                ("song", models.TextField(verbose_name="known value")),
            ],
            options={"verbose_name": "canary of a key", "verbose_name_plural": "canaries of keys"},
        ),
    ]
