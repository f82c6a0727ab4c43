"""Units stand from a day to a day and are merged; what an agency says of itself."""

import django.db.models.deletion
import prongsai.records.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0015_years_opened_and_closed"),
    ]

    operations = [
        migrations.CreateModel(
            name="AgencyParticulars",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("domains", prongsai.records.fields.KeptJSON(default=list)),
                ("staff", models.PositiveIntegerField(blank=True, null=True)),
                ("staff_on", models.DateField(blank=True, null=True)),
                ("visitors", models.PositiveIntegerField(blank=True, null=True)),
                ("changed_at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="invitation",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="invitations",
                to="records.unit",
            ),
        ),
        migrations.AddField(
            model_name="unit",
            name="changed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="unit",
            name="changed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="unit",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="merged",
                to="records.unit",
            ),
        ),
        migrations.AddField(
            model_name="unit",
            name="valid_from",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="unit",
            name="valid_to",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="grant",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="grants",
                to="records.unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", True),
                    ("valid_from__isnull", True),
                    ("valid_to__gte", models.F("valid_from")),
                    _connector="OR",
                ),
                name="unit_days_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into__isnull", True), ("valid_to__isnull", False), _connector="OR"),
                name="unit_merged_is_closed",
            ),
        ),
        migrations.AddField(
            model_name="agencyparticulars",
            name="agency",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="particulars", to="records.agency"
            ),
        ),
        migrations.AddField(
            model_name="agencyparticulars",
            name="changed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]
