"""Steps that change the tables, each made and noted as made in one change."""

from __future__ import annotations

import importlib
from typing import Any


def migrate(*words: str) -> None:
    """Makes the steps that wait, as Django's command does (with its words: an app, and the step to stop at).

    Django notes a step that has indexes only after it has made it: whoever is cut off between the two has tables that
    are there and are to be made, and no program gets any further. Here both are one change.
    """
    from django.core.management import call_command
    from django.db.migrations.executor import MigrationExecutor

    command: Any = importlib.import_module("django.core.management.commands.migrate")

    class Whole(MigrationExecutor):
        """Django's, but for when a step is noted."""

        def apply_migration(self, state: Any, migration: Any, fake: bool = False, fake_initial: bool = False) -> Any:
            """One step."""
            if fake or fake_initial:
                return super().apply_migration(state, migration, fake, fake_initial)
            if self.progress_callback:
                self.progress_callback("apply_start", migration, fake)
            with self.connection.schema_editor(atomic=migration.atomic) as editor:
                state = migration.apply(state, editor)
                # Last, as Django does it when the change ends.
                for sql in editor.deferred_sql:
                    editor.execute(sql, None)
                editor.deferred_sql.clear()
                note: Any = self.record_migration  # of one step; the types that we have speak of another Django
                note(migration)
            if self.progress_callback:
                self.progress_callback("apply_success", migration, fake)
            return state

    command.MigrationExecutor = Whole
    try:
        call_command("migrate", *words, verbosity=0, interactive=False)
    finally:
        command.MigrationExecutor = MigrationExecutor
