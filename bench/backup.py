"""Whether anybody waits for a backup, and how much memory it takes.

A site with 1,000 agencies is backed up and restored by the command itself, in a process of its own, while another
process writes rows one after the other, with the settings of the web application. Bounds: while the backup runs no
write, waiting and all, takes longer than 100 ms; neither backup nor restore takes more than 200 MB of memory; all
documents come back. Exits 1 where a bound is broken. `--agencies N` for a quick look.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime
import hashlib
import itertools
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

AGENCIES = 1_000
DOCUMENT_BYTES = 40_000
WAIT_MS, MEMORY_MB = 100.0, 200.0
BETWEEN_WRITES = 0.02


def _environment(folder: Path) -> dict[str, str]:
    (folder / "none.toml").touch()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PRONGSAI_", "DATABASE_"))}
    return kept | {"PRONGSAI_FOLDER": str(folder), "PRONGSAI_CONFIG": str(folder / "none.toml"), "PRONGSAI_LANG": "en"}


def _load(agencies: int) -> None:
    """An example's year for each agency, with a document that does not compress."""
    from django.utils import timezone

    from prongsai.flow.by_file.examples import examples
    from prongsai.flow.files.store import keep
    from prongsai.flow.intake.taking import agency_of, take_round
    from prongsai.language.sorting import sort_key
    from prongsai.records.models import Agency, AgencyRound, Entry, MadeDocument, Result

    example = examples()["mae-sot-2568"]
    now = timezone.now()
    agency = agency_of(example, person=None, now=now)
    taken = take_round(agency=agency, one=example, person=None, basis="official", why="", now=now)
    first = taken.result
    others = Agency.objects.bulk_create(
        [
            Agency(code=f"other-{number:05}", name=(name := f"เทศบาลตำบลที่ {number}"), name_key=sort_key(name))
            for number in range(agencies - 1)
        ],
        batch_size=500,
    )
    rounds = AgencyRound.objects.bulk_create(
        [AgencyRound(agency=other, year=taken.round.year, edition_id=taken.round.edition_id) for other in others],
        batch_size=500,
    )
    for start in range(0, len(rounds), 100):
        part = rounds[start : start + 100]
        results = Result.objects.bulk_create(
            [
                Result(
                    round=year, version=1, basis="official", edition_id=first.edition_id, file=first.file,
                    scorecard=first.scorecard, checksum=f"{first.checksum[:56]}{year.pk:08}",
                    total_hundredths=first.total_hundredths, level=first.level, made_at=now,
                )
                for year in part
            ]
        )  # fmt: skip
        MadeDocument.objects.bulk_create(
            [
                MadeDocument(
                    round=result.round, result=result, kind="brief", format="pdf", version=1, state="ready",
                    file=keep(os.urandom(DOCUMENT_BYTES), now=now), asked_at=now,
                )
                for result in results
            ]
        )  # fmt: skip
        Entry.objects.bulk_create(
            [
                Entry(agency=year.agency, number=1, at=now, action="take-result", before="0" * 64, hash="0" * 64)
                for year in part
            ]
        )


class _Writer(threading.Thread):
    """Writes a row, waits a little, and so on; how long each waited and took, in milliseconds."""

    _days = itertools.count(1_000_000)  # no two alike: a day is there once

    def __init__(self) -> None:
        super().__init__()
        self.waited: list[float] = []
        self.took: list[float] = []
        self.over = threading.Event()

    def run(self) -> None:
        from django.db import connection, transaction

        from prongsai.records.models import Holiday

        while not self.over.wait(BETWEEN_WRITES):
            started = time.perf_counter()
            with transaction.atomic():
                self.waited.append((time.perf_counter() - started) * 1000)
                Holiday.objects.create(day=datetime.date.fromordinal(next(self._days)))
            self.took.append((time.perf_counter() - started) * 1000)
        connection.close()


def _run(folder: Path, *words: str) -> tuple[float, float]:
    """Seconds and MB of one call of the command."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "prongsai", *words, "--folder", str(folder)], env=_environment(folder)
    )
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{words[0]} ended with {status}")
    return time.perf_counter() - started, used.ru_maxrss / 1000  # Linux counts in KB


def main() -> int:
    """Run it; 1 where a bound is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--agencies", type=int, default=AGENCIES)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        return _measured(Path(name), given.agencies)


def _measured(folder: Path, agencies: int) -> int:
    environment = _environment(folder / "site")
    os.environ.clear()
    os.environ.update(environment)
    from prongsai.flow.site.start import prepare

    prepare()
    _load(agencies)
    from django.db import connection

    size = (folder / "site" / "prongsai.sqlite3").stat().st_size / 1e6
    alone = _writing(lambda: time.sleep(3))
    file = folder / "backup.zip"
    cost: dict[str, tuple[float, float]] = {}
    beside = _writing(lambda: cost.update(backup=_run(folder / "site", "backup", str(file))))
    cost["restore"] = _run(folder / "back", "restore", str(file))
    print(f"{agencies:,} agencies, {size:.0f} MB in the database, {file.stat().st_size / 1e6:.0f} MB in the backup")
    for what, writer in (("alone", alone), ("beside the backup", beside)):
        print(
            f"{len(writer.took):5} writes {what}: waited {max(writer.waited):.1f} ms at most; "
            f"took {statistics.median(writer.took):.1f} ms, 99 % {_most(writer.took):.1f} ms, "
            f"longest {max(writer.took):.1f} ms"
        )
    for what, (seconds, memory) in cost.items():
        print(f"{what}: {seconds:.1f} s, {memory:.0f} MB of memory")
    print(f"bounds: {WAIT_MS:.0f} ms, {MEMORY_MB:.0f} MB")
    connection.close()
    kept, back = (_documents(folder / name / "prongsai.sqlite3") for name in ("site", "back"))
    broken = [] if kept == back and len(kept) == agencies - 1 else ["rows"]
    broken += [what for what, (_, memory) in cost.items() if memory > MEMORY_MB]
    broken += ["wait"] if max(*beside.waited, *beside.took) > WAIT_MS else []
    if broken:
        print(f"bounds broken: {', '.join(broken)}")
    return 1 if broken else 0


def _most(took: list[float]) -> float:
    """What 99 of 100 stay below."""
    return statistics.quantiles(took, n=100)[-1]


def _documents(database: Path) -> list[tuple[int, bytes]]:
    from prongsai.outside.store.by_content import place_of

    with contextlib.closing(sqlite3.connect(database)) as site:
        rows = list(site.execute("SELECT id, file_id FROM records_madedocument ORDER BY id"))
    places = ((number, place_of(database.parent, file)) for number, file in rows)
    return [(number, hashlib.sha256(place.read_bytes()).digest()) for number, place in places]


def _writing(meanwhile: Callable[[], object]) -> _Writer:
    writer = _Writer()
    writer.start()
    try:
        meanwhile()
    finally:
        writer.over.set()
        writer.join()
    return writer


if __name__ == "__main__":
    sys.exit(main())
