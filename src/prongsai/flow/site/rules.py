"""Installs an edition for a site: beside what the site has already used under its id."""

from __future__ import annotations

from pathlib import Path

from prongsai.flow.rules.install import Installed, install
from prongsai.flow.site.start import answering, prepare
from prongsai.outside.options import Options, read_options


def install_edition(source: Path, folder: Path | None = None) -> Installed:
    """Installs the edition in ``source`` into the site's ``folder`` (the settings' own where none is named).

    ``Refused`` as ``install``, also where the site has used the id with other content that is as new.
    """
    options = read_options()
    home = folder.resolve() if folder is not None else options.home
    return install(source, home, before=_used(source.resolve().name, folder, home, options))


def _used(name: str, folder: Path | None, home: Path, options: Options) -> list[tuple[int, str]]:
    """Revision and checksum of what the site used under an id; nothing where there is no site yet."""
    if not options.database_url and not (home / "prongsai.sqlite3").exists():
        return []
    prepare(folder)
    from prongsai.records.models import StoredEdition

    with answering():
        return list(StoredEdition.objects.filter(name=name).values_list("revision", "checksum"))
