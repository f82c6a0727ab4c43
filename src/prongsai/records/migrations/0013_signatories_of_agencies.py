"""Who signs for an agency, and for a document until it is made."""

import django.db.models.deletion
import prongsai.records.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0012_pictures_of_agencies"),
    ]

    operations = [
        migrations.AddField(
            model_name="madedocument",
            name="names",
            field=prongsai.records.fields.KeptJSON(default=list),
        ),
        migrations.CreateModel(
            name="AgencySignatory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.CharField(max_length=200)),
                ("name", models.CharField(max_length=120)),
                (
                    "manner",
                    models.CharField(
                        choices=[
                            ("own", "own"),
                            ("รักษาราชการแทน", "รักษาราชการแทน"),
                            ("ปฏิบัติราชการแทน", "ปฏิบัติราชการแทน"),
                            ("ปฏิบัติหน้าที่", "ปฏิบัติหน้าที่"),
                        ],
                        default="own",
                        max_length=20,
                    ),
                ),
                ("own_position", models.CharField(blank=True, max_length=200)),
                ("starts", models.DateField()),
                ("ends", models.DateField(blank=True, null=True)),
                ("changed_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="signatories", to="records.agency"
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("agency", "position", "-starts", "pk"),
            },
        ),
    ]
