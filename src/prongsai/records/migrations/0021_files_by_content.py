"""Files lie below the site's folder: rows begin to name them. What lay in tables is moved before the next step."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def _named(related: str) -> Any:
    return models.ForeignKey(
        blank=True,
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name=related,
        to="records.storedfile",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0020_personal_data"),
    ]

    operations = [
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                ("checksum", models.CharField(max_length=80, primary_key=True, serialize=False)),
                ("size", models.PositiveBigIntegerField()),
                ("wanted_at", models.DateTimeField()),
                ("checked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "wrong",
                    models.CharField(
                        blank=True,
                        choices=[("", "whole"), ("missing", "missing"), ("altered", "altered")],
                        default="",
                        max_length=7,
                    ),
                ),
            ],
            options={"ordering": ("checksum",)},
        ),
        migrations.CreateModel(
            name="FileStore",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mark", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(model_name="madedocument", name="file", field=_named("documents")),
        migrations.AddField(model_name="issuance", name="file", field=_named("issuances")),
        migrations.AddField(model_name="agencypicture", name="file", field=_named("pictures")),
    ]
