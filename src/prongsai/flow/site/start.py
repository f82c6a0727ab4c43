"""The site on this machine: starting it, keeping it, looking after it. Django is set up here, once, when needed."""

from __future__ import annotations

import datetime
import os
import sys
from pathlib import Path

from prongsai.outside.options import Options, read_options


def prepare(folder: Path | None = None, *, migrate: bool = True) -> Options:
    """Sets Django up on ``folder`` (the settings' own where none is named) and brings its tables up to date."""
    if folder is not None:
        os.environ["PRONGSAI_FOLDER"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prongsai.config.settings")
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()
    if migrate:
        from django.core.management import call_command

        call_command("migrate", verbosity=0, interactive=False)
    return read_options()


def now() -> datetime.datetime:
    """The moment, with its zone."""
    from django.utils import timezone

    return timezone.now()


def today() -> datetime.date:
    """The day in Thailand."""
    from django.utils import timezone

    return timezone.localdate()


def listen(options: Options, *, host: str | None = None, port: int | None = None) -> None:
    """Serves until it is stopped: one writing process on SQLite, as many threads as requests want."""
    from granian import Granian
    from granian.constants import Interfaces

    on_file = not options.database_url
    Granian(
        "prongsai.config.wsgi:application",
        address=host or options.host,
        port=port or options.port,
        interface=Interfaces.WSGI,
        workers=1 if on_file else max(1, (os.cpu_count() or 2)),
        blocking_threads=8,
        log_access=False,
    ).serve()


def writable(folder: Path) -> bool:
    """Whether a file can be written into ``folder``."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        trial = folder / ".trial"
        trial.write_bytes(b"")
        trial.unlink()
    except OSError:
        return False
    return True


def python_version() -> str:
    """Of the running interpreter."""
    return ".".join(map(str, sys.version_info[:3]))
