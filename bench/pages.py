"""How fast an agency's pages are, alone and among the nation's 8,317 agencies.

The same agency's main pages are asked for in turn from a site with one agency and from one with all of them, in one
process: those of a year with its result, and those of the year that runs, whose board has every item with three links.
Bounds: the median with all is at most 1.5 times that with one, with as many queries; 95 of 100 answers come within
100 ms, of the board 150 ms; a page is smaller than 100 KB, of the board 250 KB. Prints
all of it; exits 1 where a bound is broken. `--requests N` and `--agencies N` for a quick look.
"""

from __future__ import annotations

import argparse
import datetime
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

NATION = 8_317
REQUESTS = 200
RATIO = 1.5
P95_MS = 100.0
PAGE_BYTES = 100_000
# Of the board, which shows every item with what its form sends.
BOARD_P95_MS, BOARD_BYTES = 150.0, 250_000
LINKS = 3
RESULT, RUNNING = 2568, 2569
PAGES = tuple((RESULT, page) for page in ("", "results/", "analysis/", "documents/"))
BOARD = tuple((RUNNING, page) for page in ("", "oit/", "oit/?mine=1", "oit/o1/", "oit/answers/"))
KINDS = ("subdistrict-municipality", "subdistrict-administration", "town-municipality")


def _settings(folder: Path) -> None:
    for name in [each for each in os.environ if each.startswith("PRONGSAI_")]:
        del os.environ[name]
    os.environ.pop("DATABASE_URL", None)
    (folder / "none.toml").touch()
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "prongsai.config.settings",
        "PRONGSAI_FOLDER": str(folder),
        "PRONGSAI_CONFIG": str(folder / "none.toml"),
    }
    import django
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.LOGGING_CONFIG = None
    django.setup()


def _use(database: Path) -> None:
    """From now on every query goes to that file."""
    from django.db import connections

    connections["default"].close()
    connections["default"].settings_dict["NAME"] = str(database)


def _load(agencies: int) -> None:
    """One agency with an example's year, and as many others with a copy of it as there are to be in all."""
    from django.core.management import call_command
    from django.utils import timezone

    from prongsai.flow.by_file.examples import examples
    from prongsai.flow.intake.taking import agency_of, take_round
    from prongsai.language.sorting import sort_key
    from prongsai.records.models import Agency, AgencyRound, Entry, Grant, Person, Result, RoundPhase
    from prongsai.records.scope import SYSTEM

    call_command("migrate", verbosity=0)
    one = examples()["mae-sot-2568"]
    now = timezone.now()
    agency = agency_of(one, person=None, now=now)
    taken = take_round(agency=agency, one=one, person=None, basis="official", why="", now=now)
    person = Person.objects.create_user("bench@example.org", None, name="ผู้ประสานงาน")
    Grant.objects.create(person=person, role="coordinator", agency=agency, starts=datetime.date(2024, 1, 1))
    _begin_board(agency, person, now)
    first = taken.result
    phases = list(RoundPhase.objects.within(SYSTEM).filter(round=taken.round))
    others = [
        Agency(
            code=f"other-{number:05}", name=(name := f"เทศบาลตำบลที่ {number}"), name_key=sort_key(name),
            kind=KINDS[number % len(KINDS)], province=f"จังหวัดที่ {number % 76}",
        )
        for number in range(agencies - 1)
    ]  # fmt: skip
    Agency.objects.bulk_create(others, batch_size=500)
    rounds = AgencyRound.objects.bulk_create(
        [AgencyRound(agency=each, year=taken.round.year, edition_id=taken.round.edition_id) for each in others],
        batch_size=500,
    )
    # Another agency's page is never asked for: its row needs its size in the table, not figures of its own.
    for start in range(0, len(rounds), 250):
        part = rounds[start : start + 250]
        results = Result.objects.bulk_create(
            [
                Result(
                    round=each, version=1, basis="official", edition_id=first.edition_id, file=first.file,
                    scorecard=first.scorecard, checksum=f"{first.checksum[:60]}{each.pk}",
                    total_hundredths=first.total_hundredths, level=first.level, made_at=now,
                )
                for each in part
            ]
        )  # fmt: skip
        for each, result in zip(part, results, strict=True):
            each.current = result
        AgencyRound.objects.within(SYSTEM).bulk_update(part, ["current"])
        RoundPhase.objects.bulk_create(
            [
                RoundPhase(
                    round=each, code=phase.code, name_th=phase.name_th, name_en=phase.name_en,
                    position=phase.position, starts=phase.starts, ends=phase.ends, certainty=phase.certainty,
                )
                for each in part
                for phase in phases
            ]
        )  # fmt: skip
        Entry.objects.bulk_create(
            [
                Entry(agency=each.agency, number=1, at=now, action="take-result", before="0" * 64, hash="0" * 64)
                for each in part
            ]
        )


def _begin_board(agency: Any, person: Any, now: datetime.datetime) -> None:
    """Opens the year that runs: every item of its board has links, its elements are ticked by the first of them."""
    from prongsai.criteria.board import asked_in, elements_of
    from prongsai.flow.rules import known
    from prongsai.flow.year import opening
    from prongsai.records.models import AgencyRound, ElementTick, OitItem, OitLink, OitRemark
    from prongsai.records.queries.scopes import scope_of
    from prongsai.records.scope import SYSTEM

    today = datetime.date(RUNNING - 543, 3, 2)
    opening.open_year(scope_of(person, today), agency, RUNNING, person=person, now=now, today=today)
    round = AgencyRound.objects.within(SYSTEM).get(agency=agency, year=RUNNING)
    criteria = known.edition(f"nacc-{RUNNING}")
    rows = {row.item: row for row in OitItem.objects.within(SYSTEM).filter(round=round)}
    assert set(rows) == set(asked_in(criteria))
    for item, row in rows.items():
        links = [
            OitLink.objects.create(
                item=row, position=at, url=f"https://www.example.go.th/ita/{item}/{at}.pdf",
                explanation=f"องค์ประกอบที่ ๑ หน้า {at}", changed_at=now, changed_by=person,
            )
            for at in range(1, LINKS + 1)
        ]  # fmt: skip
        for name, _ in elements_of(criteria.items[item]):
            ElementTick.objects.create(item=row, element=name, link=links[0], ticked_at=now, ticked_by=person)
        OitRemark.objects.create(item=row, text="ขอภาพใหม่", said_at=now, said_by=person)
        OitItem.objects.within(SYSTEM).filter(pk=row.pk).update(state="doing", person=person, version=2)


def main() -> int:
    """Run all measurements; 1 where a bound is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--agencies", type=int, default=NATION)
    parser.add_argument("--requests", type=int, default=REQUESTS)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        return _measured(Path(name), given.agencies, given.requests)


def _measured(folder: Path, agencies: int, requests: int) -> int:
    _settings(folder)
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from prongsai.records.models import Agency, Person
    from prongsai.records.scope import SYSTEM

    sites = {1: folder / "one.sqlite3", agencies: folder / "all.sqlite3"}
    clients: dict[int, Client] = {}
    for number, file in sites.items():
        started = time.perf_counter()
        _use(file)
        _load(number)
        clients[number] = Client()
        clients[number].force_login(
            Person.objects.get(email="bench@example.org"), backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        print(
            f"{number:6d} agencies loaded in {time.perf_counter() - started:.1f} s, {file.stat().st_size / 1e6:.0f} MB"
        )
    code = Agency.objects.within(SYSTEM).exclude(code__startswith="other-").get().code
    broken = []
    print(f"{'page':12}{'one':>10}{'all':>10}{'ratio':>8}{'p95 all':>10}{'queries':>10}{'size':>10}")
    for year, page in (*PAGES, *BOARD):
        address = f"/a/{code}/{year}/{page}"
        most, bytes_ = (P95_MS, PAGE_BYTES) if year == RESULT else (BOARD_P95_MS, BOARD_BYTES)
        queries: dict[int, int] = {}
        sizes: dict[int, int] = {}
        for number, file in sites.items():
            _use(file)
            clients[number].get(address)  # editions and findings are read once, whoever asks
            with CaptureQueriesContext(connection) as asked:
                answer = clients[number].get(address)
            assert answer.status_code == 200, f"{address}: {answer.status_code}"
            queries[number], sizes[number] = len(asked), len(answer.content)
        times: dict[int, list[float]] = {number: [] for number in sites}
        for _ in range(requests):
            for number, file in sites.items():
                _use(file)
                connection.ensure_connection()
                started = time.perf_counter()
                clients[number].get(address)
                times[number].append((time.perf_counter() - started) * 1000)
        one, whole = (statistics.median(times[number]) for number in (1, agencies))
        p95 = max(statistics.quantiles(each, n=20)[-1] for each in times.values())
        asked_by = "/".join(str(each) for each in queries.values())
        size = max(sizes.values())
        title = f"{page.rstrip('/') or 'year'}{'' if year == RESULT else '*'}"
        print(
            f"{title:12}{one:7.1f} ms{whole:7.1f} ms{whole / one:8.2f}{p95:7.1f} ms{asked_by:>10}{size / 1000:7.1f} KB"
        )
        broken += [
            f"{title}: {what}"
            for what, wrong in (
                ("ratio", whole / one > RATIO),
                ("queries", len(set(queries.values())) > 1),
                ("p95", p95 > most),
                ("size", size > bytes_),
            )
            if wrong
        ]
    print(
        f"bounds: ratio {RATIO}, p95 {P95_MS:.0f} ms, {PAGE_BYTES / 1000:.0f} KB, of the year that runs (*) "
        f"{BOARD_P95_MS:.0f} ms, {BOARD_BYTES / 1000:.0f} KB; the same number of queries"
    )
    connection.close()
    if broken:
        print(f"bounds broken: {', '.join(broken)}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
