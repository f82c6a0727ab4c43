"""The table in which tries to sign in are counted, shared by all processes."""

from typing import ClassVar

from django.apps.registry import Apps
from django.core.management import call_command
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def create(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Makes Django's cache table; one that is there stays."""
    call_command("createcachetable", "shared_cache", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    """The cache table."""

    dependencies: ClassVar = [("records", "0001_initial")]

    operations: ClassVar = [migrations.RunPython(create, migrations.RunPython.noop)]
