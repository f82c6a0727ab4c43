"""A thing is decided once; what stood twice was merged before (``flow/site/tables.py``)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0013_signatories_of_agencies"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="signingdecision",
            constraint=models.UniqueConstraint(fields=("round", "sort", "what"), name="decided_once_a_thing"),
        ),
    ]
