"""What waits for its yes keeps the scorecard that was shown, and its file in the order in which it was written."""

from typing import ClassVar

from django.db import migrations

import prongsai.records.fields


class Migration(migrations.Migration):
    """The scorecard of an upload; rows from before have none and are not shown any more."""

    dependencies: ClassVar = [("records", "0002_shared_cache")]

    operations: ClassVar = [
        migrations.AddField("upload", "scorecard", prongsai.records.fields.KeptJSON(default=None, null=True)),
        migrations.AlterField("upload", "file", prongsai.records.fields.KeptJSON()),
    ]
