"""Documents: made, checked, kept by version, and only ever handed over as files."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone
from site_of_tests import Site, data_of, round_of

from kept_files import bytes_in, kept, place
from prongsai.flow.documents import making
from prongsai.flow.intake.taking import take_round
from prongsai.records.actions.documents import LEASE, ask_document, fail_document, finish_document, lease_document
from prongsai.records.models import AgencyRound, Entry, MadeDocument
from prongsai.records.scope import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Site:
    # On a busy machine a document may count as slow; tests have one connection, so no thread may make it.
    monkeypatch.setattr(making, "in_background", lambda pk, clock: making.work(pk, clock=clock))
    return Site()


def choice(**changes: str) -> dict[str, str]:
    return {"kind": "brief", "profile": "standard", "digits": "", "format": "html"} | changes


def newest() -> MadeDocument:
    return MadeDocument.objects.within(SYSTEM).order_by("-pk").first()


@pytest.mark.parametrize(("seconds", "behind"), [(1.9, False), (2.1, True), (60.0, True)])
def test_document_whose_last_one_took_long_is_made_behind_the_scenes(
    site: Site, monkeypatch: pytest.MonkeyPatch, seconds: float, behind: bool
) -> None:
    woken: list[int] = []
    monkeypatch.setattr(making, "in_background", lambda pk, clock: woken.append(pk))
    before = asked(site)
    started = before.asked_at
    MadeDocument.objects.within(SYSTEM).filter(pk=before.pk).update(
        state="ready", ready_at=started + datetime.timedelta(seconds=seconds)
    )
    # Of another format or kind nothing is learned.
    assert making.expected(MadeDocument(round=before.round, kind="memo", format="pdf")) == making.USUAL["pdf"]

    answer = site.client(site.anan).post(site.at("documents/make/"), choice())

    assert (answer.status_code, newest().version, newest().state) == (302, 2, "waiting" if behind else "ready")
    assert woken == ([newest().pk] if behind else [])


def asked(site: Site) -> MadeDocument:
    kept = AgencyRound.objects.within(SYSTEM).get(agency=site.a)
    return ask_document(
        round=kept,
        kind="brief",
        profile="standard",
        digits="arabic",
        format="html",
        person=site.anan,
        now=timezone.now(),
    )


@pytest.mark.parametrize("form", ["docx", "pdf", "html"])
def test_document_is_made_checked_and_handed_over_as_a_file(site: Site, form: str) -> None:
    browser = site.client(site.anan)
    answer = browser.post(site.at("documents/make/"), choice(format=form))
    assert answer.status_code == 302
    row = newest()
    told = Entry.objects.within(SYSTEM).get(agency=site.a, action="finish-document")
    assert [kind for kind, _, _ in told.witnessed] == ["document"]
    assert (row.state, row.version, row.head) == ("ready", 1, told.before)
    # Beside the note on Mae Sot's plan, which contradicts nothing, there is nothing to tell.
    assert [found["holds"] for found in row.findings] == [False] and row.findings[0]["kind_en"] == "a note"
    assert row.checksum.startswith("sha256:")
    assert "ไม่พบข้อความหรือตารางใดที่ขัดกับผล" in browser.get(answer.headers["Location"]).content.decode()
    got = browser.get(site.at(f"documents/{row.pk}/file"))
    assert got.headers["Content-Disposition"].startswith("attachment")
    assert not got.headers["Content-Type"].startswith("text/html")
    assert "sandbox" in got.headers["Content-Security-Policy"]
    assert got.content == bytes_in(row)


def test_bytes_that_were_changed_in_the_folder_are_handed_to_nobody(site: Site) -> None:
    browser = site.client(site.anan)
    browser.post(site.at("documents/make/"), choice())
    row = newest()
    place(row).write_bytes(bytes_in(row) + b" ")
    answer = browser.get(site.at(f"documents/{row.pk}/file"), follow=True)
    assert answer.redirect_chain == [(site.at(f"documents/{row.pk}/"), 302)]
    assert "ไฟล์เอกสารนี้หายไปหรือไม่ตรงกับที่โปรแกรมจัดทำไว้" in answer.content.decode()


def test_next_one_is_the_next_version_and_older_ones_stay(site: Site) -> None:
    browser = site.client(site.anan)
    for _ in range(2):
        browser.post(site.at("documents/make/"), choice())
    rows = MadeDocument.objects.within(SYSTEM).order_by("version")
    assert [each.version for each in rows] == [1, 2]
    page = browser.get(site.at("documents/")).content.decode()
    assert "ฉบับที่ 1" in page and "ฉบับที่ 2" in page


def test_thai_digits_are_in_the_document(site: Site) -> None:
    site.client(site.anan).post(site.at("documents/make/"), choice(digits="thai"))
    assert "๘๗.๑๕" in bytes_in(newest()).decode()


def test_checker_finds_what_contradicts_a_corrected_result(site: Site) -> None:
    data = data_of()
    data["published"]["total"] = "80.00"
    take_round(agency=site.a, one=round_of(data), person=None, basis="corrected", why="x", now=timezone.now())
    site.client(site.anan).post(site.at("documents/make/"), choice(kind="book"))
    row = newest()
    assert row.findings and "80.00" in row.findings[0]["so_th"]


def test_document_of_an_older_result_says_so(site: Site) -> None:
    browser = site.client(site.anan)
    browser.post(site.at("documents/make/"), choice())
    data = data_of()
    data["published"]["total"] = "80.00"
    take_round(agency=site.a, one=round_of(data), person=None, basis="corrected", why="x", now=timezone.now())
    assert "มีผลหรือข้อความใหม่กว่านี้แล้ว" in browser.get(site.at("documents/")).content.decode()


@pytest.mark.parametrize("changes", [{"kind": "odd"}, {"format": "exe"}, {"digits": "roman"}, {"profile": "../x"}])
def test_odd_choice_is_refused(site: Site, changes: dict[str, str]) -> None:
    assert site.client(site.anan).post(site.at("documents/make/"), choice(**changes)).status_code == 422
    assert MadeDocument.objects.within(SYSTEM).count() == 0


def test_kind_that_lacks_data_says_what_is_missing(site: Site) -> None:
    data = data_of()
    data.pop("plan", None)
    take_round(agency=site.a, one=round_of(data), person=None, basis="corrected", why="x", now=timezone.now())
    page = site.client(site.anan).post(site.at("documents/make/"), choice(kind="progress"))
    assert page.status_code == 422 and "ยังไม่มีแผน" in page.content.decode()


def test_slow_document_waits_for_a_thread(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    woken: list[int] = []
    monkeypatch.setattr(making, "in_background", lambda pk, clock: woken.append(pk))
    monkeypatch.setattr(making, "expected", lambda row: 60.0)
    browser = site.client(site.anan)
    answer = browser.post(site.at("documents/make/"), choice())
    row = newest()
    assert (woken, row.state) == ([row.pk], "waiting")
    page = browser.get(answer.headers["Location"]).content.decode()
    assert "กำลังจัดทำเอกสาร" in page and "hx-get" in page
    assert browser.get(site.at(f"documents/{row.pk}/file")).status_code == 404
    assert making.work_all(timezone.now) == 1
    assert newest().state == "ready"


def test_lease_is_held_by_one_and_taken_over_when_it_ran_out(site: Site) -> None:
    row, now = asked(site), timezone.now()
    first = lease_document(pk=row.pk, now=now)
    assert first is not None
    assert lease_document(pk=row.pk, now=now) is None
    later = now + LEASE + datetime.timedelta(seconds=1)
    second = lease_document(pk=row.pk, now=later)
    assert second is not None
    # The first was not dead, only slow: what it brings no longer counts.
    assert not finish_document(pk=row.pk, lease=first.lease_until, file=kept(b"old"), findings=[], now=later)
    fail_document(pk=row.pk, lease=first.lease_until, problem="old")
    assert finish_document(pk=row.pk, lease=second.lease_until, file=kept(b"new"), findings=[], now=later)
    assert (newest().state, bytes_in(newest())) == ("ready", b"new")


def test_document_that_stuck_is_offered_again(site: Site) -> None:
    row = asked(site)
    lease_document(pk=row.pk, now=timezone.now() - 2 * LEASE)
    browser = site.client(site.anan)
    assert "ทำต่อ" in browser.get(site.at(f"documents/{row.pk}/")).content.decode()
    browser.post(site.at(f"documents/{row.pk}/"))
    assert newest().state == "ready"


def test_mistake_of_the_program_stands_in_the_row(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def fall(*_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(making, "_make", fall)
    site.client(site.anan).post(site.at("documents/make/"), choice())
    assert newest().state == "failed" and "boom" not in newest().problem


def test_outsiders_and_those_who_only_look(site: Site) -> None:
    site.client(site.anan).post(site.at("documents/make/"), choice())
    row = newest()
    for way in ("documents/", f"documents/{row.pk}/", f"documents/{row.pk}/file", "analysis/"):
        assert site.client(site.chai).get(site.at(way)).status_code == 404
        assert site.client(site.boon).get(site.at(way)).status_code == 200
    assert site.client(site.boon).post(site.at("documents/make/"), choice()).status_code == 403
    for way in ("documents/", f"documents/{row.pk}/", f"documents/{row.pk}/file"):
        assert site.client(site.dao).get(site.at(way)).status_code == 403
    # A document of A is not found below B either.
    assert site.client(site.chai).get(site.at(f"documents/{row.pk}/file", site.b)).status_code == 404


def test_analysis_shows_findings_of_every_kind(site: Site) -> None:
    page = site.client(site.anan).get(site.at("analysis/")).content.decode()
    for mark in (
        'id="ranking"',
        'id="strengths"',
        'id="lowest"',
        'id="lost"',
        'id="changes"',
        'id="notes"',
        'id="proposals"',
    ):
        assert mark in page
    english = site.client(site.anan)
    english.post("/language", {"language": "en", "next": "/"})
    assert "Strengths and weaknesses" in english.get(site.at("analysis/")).content.decode()
