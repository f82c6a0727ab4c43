"""Lines of the history tell of rows with a digest of each; the head of a chain is bound to the machine."""

import django.db.models.deletion
import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0004_lines_by_name_and_checkpoints"),
    ]

    operations = [
        migrations.AddField(
            model_name="entry",
            name="witnessed",
            field=models.JSONField(default=list),
        ),
        migrations.CreateModel(
            name="SealedHead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("hash", models.CharField(max_length=64)),
                ("seal", models.CharField(max_length=64)),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="records.agency",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.comparison.Coalesce("agency", 0), name="sealed_head_once_a_chain"
                    )
                ],
            },
        ),
    ]
