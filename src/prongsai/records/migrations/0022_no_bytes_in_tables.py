"""No file lies in a table any more: ``flow/site/tables.py`` has moved every one before this step."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def all_moved(apps: Any, editor: Any) -> None:
    """Nothing is dropped that was not moved."""
    for name in ("MadeDocument", "Issuance", "AgencyPicture"):
        rows = apps.get_model("records", name)._base_manager.using(editor.connection.alias)
        if rows.exclude(data=b"").exists():
            raise RuntimeError(
                f"{name}: files lie in the table still; bring the tables up to date with prongsai migrate"
            )


def _named(related: str) -> Any:
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name=related, to="records.storedfile")


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0021_files_by_content"),
    ]

    operations = [
        migrations.RunPython(all_moved, migrations.RunPython.noop),
        migrations.RemoveField(model_name="madedocument", name="data"),
        migrations.RemoveField(model_name="issuance", name="data"),
        migrations.RemoveField(model_name="agencypicture", name="data"),
        migrations.AlterField(model_name="agencypicture", name="file", field=_named("pictures")),
    ]
