"""A stored edition is read from its own files: what changes in the program leaves old years alone, what was changed in
the store is refused.
"""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest
from django.test import Client

from people import NOW
from prongsai.criteria import editions
from prongsai.criteria.editions import ChangedEdition, edition, edition_as_kept
from prongsai.files.problems import Refused
from prongsai.flow.by_file.examples import examples
from prongsai.flow.by_file.write import report
from prongsai.flow.intake.taking import agency_of, take_round
from prongsai.flow.year.stored import stored_criteria, stored_round, year
from prongsai.publish.html.page import html
from prongsai.records.actions.editions import keep_edition
from prongsai.records.models import Agency, Grant, Person, Result, StoredEdition
from prongsai.records.scope import SYSTEM

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 20)


@pytest.fixture(autouse=True)
def forgetful(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As a process that has read nothing yet."""
    forget()
    yield
    monkeypatch.undo()
    forget()


def forget() -> None:
    from prongsai.flow.year import stored

    editions.edition.cache_clear()
    editions._read_before.clear()
    stored.stored_criteria.cache_clear()
    stored._KEPT.clear()


@pytest.fixture
def agency() -> Agency:
    one = next(one for name, one in examples().items() if name.startswith("mae-sot"))
    agency = agency_of(one, person=None, now=NOW)
    take_round(agency=agency, one=one, person=None, basis="official", why="", now=NOW)
    return agency


def documents(agency: Agency) -> dict[str, str]:
    """All that is made of the agency's stored year."""
    found = year(SYSTEM, agency, None, TODAY)
    assert found is not None
    assert found.dossier is not None
    return {kind: html(report(found.dossier, kind)) for kind in ("results", "analysis", "measures", "brief")}


def later_program(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """The program as it may be one day: every shared recommendation and source says something else."""
    with resources.as_file(resources.files("prongsai.criteria")) as here:
        shutil.copytree(here, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    for name, old, new in (("recommendations.yaml", "- ", "- ปรับใหม่ "), ("sources.yaml", "th: ", "th: ฉบับใหม่ ")):
        text = (folder / name).read_text("utf-8")
        (folder / name).write_text(text.replace(old, new), "utf-8")
    monkeypatch.setattr(editions, "_package", lambda: folder)


def test_documents_of_a_stored_year_do_not_change_with_the_program(
    agency: Agency, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before, checksum = documents(agency), edition("nacc-2568").checksum
    forget()
    later_program(monkeypatch, tmp_path / "criteria")
    assert edition("nacc-2568").checksum != checksum
    assert "ปรับใหม่" in str(edition("nacc-2568").recommendations)
    forget()
    assert documents(agency) == before


def test_a_stored_edition_is_what_the_program_had_in_every_part(agency: Agency) -> None:
    stored = StoredEdition.objects.get()
    assert {"../recommendations.yaml", "../sources.yaml", "scoring.yaml"} < set(stored.files)
    kept = stored_criteria(stored.checksum)
    forget()
    assert kept == edition(stored.name)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("scoring.yaml", "methods:", "methods:  # a comment, and space "),
        ("edition.yaml", "id: nacc-2568", "id: nacc-2568 # a comment"),
    ],
)
def test_what_leaves_the_content_alone_is_no_change(agency: Agency, file: str, old: str, new: str) -> None:
    stored = StoredEdition.objects.get()
    before = stored.files[file]
    stored.files[file] = before.replace(old, new, 1)
    assert stored.files[file] != before
    stored.save()
    assert stored_criteria(stored.checksum).checksum == stored.checksum


def tampered(stored: StoredEdition, file: str, old: str, new: str) -> None:
    assert old in stored.files[file]
    stored.files[file] = stored.files[file].replace(old, new, 1)
    stored.save()


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("scoring.yaml", "points: [", "points: [1"),
        ("../recommendations.yaml", "- ", "- ปรับใหม่ "),
        ("../sources.yaml", "th: ", "th: ฉบับใหม่ "),
        ("wording.yaml", ":", ";"),
    ],
)
def test_a_stored_edition_that_was_changed_is_refused(agency: Agency, file: str, old: str, new: str) -> None:
    stored = StoredEdition.objects.get()
    tampered(stored, file, old, new)
    with pytest.raises(ChangedEdition) as refused:
        stored_criteria(stored.checksum)
    assert refused.value.expected == stored.checksum
    first = refused.value.problems[0].text
    assert "กู้คืนจากชุดข้อมูลสำรอง" in first.th
    assert "restores a backup" in first.en


@pytest.mark.parametrize("file", ["scoring.yaml", "../recommendations.yaml", "../sources.yaml"])
def test_a_stored_edition_that_lacks_a_file_is_refused(agency: Agency, file: str) -> None:
    stored = StoredEdition.objects.get()
    files = {name: text for name, text in stored.files.items() if name != file}
    with pytest.raises(ChangedEdition):
        edition_as_kept(stored.name, files, stored.checksum)


def test_pages_of_a_changed_edition_say_what_to_do(agency: Agency) -> None:
    stored = StoredEdition.objects.get()
    tampered(stored, "../recommendations.yaml", "- ", "- ปรับใหม่ ")
    anan = Person.objects.create_user("anan@example.org", None, name="Anan")
    Grant.objects.create(person=anan, role="coordinator", agency=agency, starts=datetime.date(2024, 1, 1))
    browser = Client(raise_request_exception=False)
    browser.force_login(anan, backend="allauth.account.auth_backends.AuthenticationBackend")
    for rest in ("", "results/", "results/total", "analysis/", "documents/"):
        answer = browser.get(f"/a/{agency.code}/2568/{rest}", follow=True)
        assert answer.status_code == 500, rest
        assert "เกณฑ์ที่เก็บไว้กับปีนี้ถูกเปลี่ยน" in answer.content.decode()
        assert "restore a backup" in answer.content.decode()


def test_an_edition_that_could_not_be_read_back_is_not_stored(agency: Agency) -> None:
    import dataclasses

    with pytest.raises(Refused):
        keep_edition(dataclasses.replace(edition("nacc-2568"), checksum="sha256:of-something-else"))
    assert StoredEdition.objects.count() == 1


def test_a_stored_file_stays_readable_where_an_earlier_year_got_parts() -> None:
    # Until its second revision nacc-2566 had EIT in one piece, and files were stored that hold scores of its items.
    published = {"total": "88.98", "items": {"EIT": {"e1": "80.00"}, "IIT": {"i1": "90.00"}}}
    file = {
        "format": "prongsai/round@1",
        "year": "2568",
        "agency": {"name": "เทศบาลตัวอย่าง"},
        "history": {"2566": {"published": published}, "2562": {"published": {"items": {"EIT": {"e1": "70.00"}}}}},
    }
    past = stored_round(Result(file=file), edition("nacc-2568")).facts.history

    assert str(past[2566].published.total) == "88.98"
    assert set(past[2566].published.items or {}) == {"IIT"}
    assert set(past[2562].published.items or {}) == {"EIT"}  # no edition says what it had
