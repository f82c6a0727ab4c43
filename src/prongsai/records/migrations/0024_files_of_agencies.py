"""Files that an agency gives to be kept, and the lists by which its official records leave."""

import django.db.models.deletion
import prongsai.records.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0023_sign_in_log"),
    ]

    operations = [
        migrations.CreateModel(
            name="Disposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=100)),
                ("ordered_on", models.DateField()),
                ("lines", prongsai.records.fields.KeptJSON(default=list)),
                ("entered_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="disposals", to="records.agency"
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("agency", "-ordered_on", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="AgencyFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("kind", models.CharField(max_length=4)),
                ("size", models.PositiveBigIntegerField()),
                ("pages", models.PositiveIntegerField(blank=True, null=True)),
                ("added_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                ("why_removed", models.CharField(blank=True, default="", max_length=300)),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="files", to="records.agency"
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="records.madedocument",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agency_files",
                        to="records.storedfile",
                    ),
                ),
                (
                    "removed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "result",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="records.result",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="records.agencyround",
                    ),
                ),
                (
                    "disposal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="records.disposal",
                    ),
                ),
            ],
            options={
                "ordering": ("agency", "-added_at", "-pk"),
            },
        ),
        migrations.AddField(
            model_name="issuance",
            name="disposal",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="issuances",
                to="records.disposal",
            ),
        ),
        migrations.AddConstraint(
            model_name="disposal",
            constraint=models.UniqueConstraint(fields=("agency", "number"), name="disposal_once_a_number"),
        ),
        migrations.AddIndex(
            model_name="agencyfile",
            index=models.Index(fields=["agency", "removed_at"], name="file_agency_removed"),
        ),
    ]
