"""The hashed and compressed static files of this program, made once in the data folder: the package is only read."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path
from typing import Any

from prongsai.outside.options import Options

# A process of the version before may still serve its own while this one starts.
_KEPT = 2


def collect(options: Options) -> Path:
    """The folder of this program's static files, made where it is missing, and set for the serving process.

    It is named after what is in the files: another version of any of them is another folder, so no page names a file
    of the version before. Several processes may do this at once.
    """
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders

    files: dict[str, Any] = {}
    for finder in get_finders():
        for path, storage in finder.list([]):
            files.setdefault(path, storage)
    digest = hashlib.sha256()
    for path in sorted(files):
        with files[path].open(path) as source:
            digest.update(f"{path}\0".encode() + hashlib.sha256(source.read()).digest())
    folder = options.home / "static" / digest.hexdigest()[:16]
    if not folder.is_dir():
        _make(folder, files)
        _forget_older(folder)
    settings.STATIC_ROOT = str(folder)
    return folder


def _make(folder: Path, files: dict[str, Any]) -> None:
    from prongsai.outside.statics import HashedFiles

    part = folder.with_name(f".{folder.name}.{os.getpid()}.part")
    part.mkdir(parents=True)
    try:
        made = HashedFiles(location=str(part))
        for path, storage in files.items():
            with storage.open(path) as source:
                made.save(path, source)
        for _, _, done in made.post_process({path: (made, path) for path in files}):
            if isinstance(done, Exception):
                raise done
        try:
            part.replace(folder)
        except OSError:
            if not folder.is_dir():  # else another process was first
                raise
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _forget_older(folder: Path) -> None:
    """Removes what versions before the last one left; a file that is held open stays until the next time."""
    made = [path for path in folder.parent.iterdir() if path.is_dir() and not path.name.startswith(".")]
    for old in sorted(made, key=lambda path: path.stat().st_mtime, reverse=True)[_KEPT:]:
        shutil.rmtree(old, ignore_errors=True)
