"""Backup and restore: every row, as it is at one moment, in one file that any database takes back."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from prongsai import __version__
from prongsai.files.problems import Problem, Refused
from prongsai.language.text import Text
from prongsai.outside.files import write_whole

FORMAT = "prongsai/backup@1"
# Sessions end with a move to another machine; Django's own bookkeeping is made anew there.
LEFT_OUT = {"sessions.session", "contenttypes.contenttype", "auth.permission", "usersessions.usersession"}


def _models() -> list[Any]:
    from django.apps import apps

    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.label_lower not in LEFT_OUT and model._meta.managed and not model._meta.proxy
    ]


def backup(path: Path) -> dict[str, int]:
    """Writes a backup of the site to ``path``, whole or not at all; the number of rows by table.

    It may be made while the site runs: all is read in one transaction. On SQLite changes wait that long; PostgreSQL
    gives a snapshot and nobody waits. The secret key is not in it: people sign in again after a restore.
    """
    from django.core import serializers
    from django.db import connection, transaction

    counts: dict[str, int] = {}
    sums: dict[str, str] = {}
    out = io.BytesIO()
    with transaction.atomic(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        if connection.vendor == "postgresql":
            connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        for model in _models():
            name = model._meta.label_lower
            rows = model._base_manager.order_by("pk").iterator(chunk_size=500)
            data = serializers.serialize("jsonl", rows).encode()
            counts[name] = data.count(b"\n")
            sums[name] = hashlib.sha256(data).hexdigest()
            archive.writestr(f"rows/{name}.jsonl", data)
        manifest = {"format": FORMAT, "version": __version__, "counts": counts, "sha256": sums}
        archive.writestr("manifest.json", json.dumps(manifest, indent=2, sort_keys=True))
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, out.getvalue())
    return counts


def restore(path: Path) -> dict[str, int]:
    """Puts a backup into the site, which must be empty; the number of rows by table.

    Raises ``Refused`` for a file that is not whole, or a site in use. All or nothing: a mistake half way leaves the
    site empty.
    """
    from django.core import serializers
    from django.core.management.color import no_style
    from django.db import connection, transaction

    manifest, rows = _read(path)
    models = _models()
    used = [model._meta.label for model in models if model._base_manager.exists()]
    if used:
        raise _refused(
            path,
            f"ที่เก็บข้อมูลปลายทางมีข้อมูลอยู่แล้ว ({', '.join(used[:3])}) ให้กู้คืนลงโฟลเดอร์ว่าง",
            f"the site holds data already ({', '.join(used[:3])}); restore into an empty folder",
        )
    known = {model._meta.label_lower for model in models}
    with transaction.atomic():
        for name in manifest["counts"]:
            if name not in known:
                raise _refused(path, f"ไม่รู้จักตาราง {name}", f"unknown table {name}; was it made by a newer version?")
            for each in serializers.deserialize("jsonl", rows[name].decode()):
                each.save()
        with connection.cursor() as cursor:
            for line in connection.ops.sequence_reset_sql(no_style(), models):
                cursor.execute(line)
        # Rows point at each other both ways, so the references are looked at when all are there.
        connection.check_constraints()
    return dict(manifest["counts"])


def _read(path: Path) -> tuple[dict[str, Any], dict[str, bytes]]:
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = json.loads(archive.read("manifest.json"))
            if manifest.get("format") != FORMAT:
                raise _refused(path, "ไม่ใช่ไฟล์สำรองของโปรแกรมนี้", "this is not a backup of Prongsai")
            rows = dict(_rows(path, archive, manifest))
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise _refused(path, "ไฟล์สำรองเสียหายหรือไม่ใช่ไฟล์สำรอง", f"the backup is damaged or is none ({error})") from error
    return manifest, rows


def _rows(path: Path, archive: zipfile.ZipFile, manifest: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    for name, right in manifest["sha256"].items():
        data = archive.read(f"rows/{name}.jsonl")
        if hashlib.sha256(data).hexdigest() != right:
            raise _refused(
                path, f"ข้อมูลของ {name} ไม่ตรงกับผลรวมตรวจสอบ", f"the rows of {name} do not match their checksum"
            )
        yield name, data


def _refused(path: Path, th: str, en: str) -> Refused:
    return Refused([Problem("", Text(th=th, en=en), file=str(path))])
