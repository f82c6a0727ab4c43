"""Years that are opened, closed and kept by rules carried over from an earlier one."""

import prongsai.records.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0014_one_decision_a_thing"),
    ]

    operations = [
        migrations.AddField(
            model_name="agencyround",
            name="opened_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="agencyround",
            name="closed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="agencyround",
            name="closed_why",
            field=models.CharField(blank=True, default="", max_length=300),
        ),
        migrations.AddField(
            model_name="agencyround",
            name="provisional",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="agencyround",
            name="left_over",
            field=prongsai.records.fields.KeptJSON(blank=True, default=list),
        ),
    ]
