"""What somebody is typing is kept until they hand it in."""

import django.db.models.deletion
import prongsai.records.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0008_chains_are_sealed"),
    ]

    operations = [
        migrations.AlterField(
            model_name="upload",
            name="source",
            field=models.CharField(
                choices=[("file", "file"), ("form", "form"), ("paste", "paste"), ("entry", "entry")], max_length=5
            ),
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("page", models.CharField(max_length=60)),
                ("fields", prongsai.records.fields.KeptJSON()),
                ("saved_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="drafts", to="records.agency"
                    ),
                ),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "ordering": ("-saved_at", "-pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agency", "year", "page", "person"), name="one_draft_a_page_and_person"
                    )
                ],
            },
        ),
    ]
