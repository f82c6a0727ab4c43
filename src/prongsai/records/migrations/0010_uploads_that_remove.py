"""What an upload would be without that which counts now and it does not hold."""

from django.db import migrations

import prongsai.records.fields


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0009_drafts_of_pages"),
    ]

    operations = [
        migrations.AddField(
            model_name="upload",
            name="removing",
            field=prongsai.records.fields.KeptJSON(default=None, null=True),
        ),
    ]
