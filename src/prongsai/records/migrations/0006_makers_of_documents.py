"""Which process makes a document."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0005_lines_with_rows_and_sealed_heads"),
    ]

    operations = [
        migrations.AddField(
            model_name="madedocument",
            name="maker",
            field=models.CharField(blank=True, max_length=40),
        ),
    ]
