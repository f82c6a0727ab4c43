"""Changes no table: it is made when the chains of earlier programs were sealed (``flow/site/tables.py``)."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0007_mail_that_waits"),
    ]

    operations = []
