"""An upload is validated once and scored once: neither its preview nor its yes does either again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from pytest import MonkeyPatch
from site_of_tests import Site, data_of, file

from prongsai.assess import score as scoring
from prongsai.flow.by_file import handed_in
from prongsai.flow.intake import uploads
from prongsai.flow.year import stored
from prongsai.records.models import Result, Upload
from prongsai.records.scope import SYSTEM
from prongsai.roundfile import read_data as reading
from prongsai.roundfile import read_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def calls(monkeypatch: MonkeyPatch, site: Site) -> Counter[str]:
    """How often a round was validated, and how often one was scored, since the last look."""
    made: Counter[str] = Counter()

    def counted(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            made[name] += 1
            return function(*given, **named)

        return call

    for module in (reading, read_file):
        monkeypatch.setattr(module, "round_of", counted("validated", module.round_of))
    for module in (scoring, stored):
        monkeypatch.setattr(module, "work", counted("scored", module.work))
    stored._KEPT.clear()
    # Counted where it can be: files are read in a process of their own.
    monkeypatch.setattr(handed_in, "call", lambda function, _seconds, _megabytes, *given: function(*given))
    return made


def corrected() -> dict[str, Any]:
    data = data_of()
    data["published"]["total"] = "80.00"
    return data


def test_upload_is_validated_once_and_scored_once(site: Site, calls: Counter[str]) -> None:
    browser = site.client(site.anan)
    address = browser.post(site.at("import/"), file(corrected())).headers["Location"]
    assert calls == {"validated": 1, "scored": 1}

    calls.clear()
    assert browser.get(address).status_code == 200
    assert calls == {}

    assert browser.post(address, {"do": "take", "basis": "corrected", "why": "พิมพ์ผิด"}).status_code == 302
    assert calls == {}
    assert site.versions() == 2


def test_paste_and_entry_are_validated_once_and_scored_once(site: Site, calls: Counter[str]) -> None:
    browser = site.client(site.anan)
    for way, sent in (
        ("import/paste/", {"text": "คะแนนรวม 80.00", "do": "use"}),
        ("entry/", {"total": "80.00", "version": "1"}),
    ):
        calls.clear()
        answer = browser.post(site.at(way), sent)
        assert answer.status_code == 302, answer.content.decode()
        assert calls == {"validated": 1, "scored": 1}, way


def test_pages_of_intake_ask_what_counts_without_assessing_it(site: Site, calls: Counter[str]) -> None:
    browser = site.client(site.anan)
    for page in ("import/", "import/paste/", "versions/"):
        assert browser.get(site.at(page)).status_code == 200
    assert calls == {}


def test_result_is_what_the_preview_showed(site: Site) -> None:
    browser = site.client(site.anan)
    address = browser.post(site.at("import/"), file(corrected())).headers["Location"]
    waits = Upload.objects.within(SYSTEM).get()
    browser.post(address, {"do": "take", "basis": "corrected", "why": "พิมพ์ผิด"})
    result = Result.objects.within(SYSTEM).get(round__agency=site.a, version=2)
    assert (result.file, result.scorecard) == (waits.file, waits.scorecard)
    assert list(result.file) == list(data_of())
    assert (result.total_hundredths, result.level) == (8000, result.scorecard["level"]["name"])


@pytest.mark.parametrize("scorecard", [None, {"criteria": "nacc-2568", "criteria_checksum": "sha256:of-old-rules"}])
def test_upload_scored_by_other_rules_does_not_wait_any_more(site: Site, scorecard: object) -> None:
    browser = site.client(site.anan)
    address = browser.post(site.at("import/"), file(corrected())).headers["Location"]
    Upload.objects.within(SYSTEM).update(scorecard=scorecard)
    for answer in (browser.get(address), browser.post(address, {"do": "take", "basis": "corrected", "why": "x"})):
        assert answer.headers["Location"] == f"/a/{site.a.code}/2568/import/"
    assert site.versions() == 1


@pytest.mark.parametrize(("first", "then"), [("leave", "take"), ("take", "leave"), ("take", "take")])
def test_of_a_yes_and_a_no_at_the_same_moment_one_alone_counts(
    site: Site, monkeypatch: MonkeyPatch, first: str, then: str
) -> None:
    browser = site.client(site.anan)
    address = browser.post(site.at("import/"), file(corrected())).headers["Location"]
    waiting = uploads._waiting

    def meanwhile(*given: Any, **named: Any) -> Any:
        """The other button is pressed after this request has read what waits."""
        read = waiting(*given, **named)
        monkeypatch.setattr(uploads, "_waiting", waiting)
        sent = {"do": first, "basis": "corrected", "why": "พิมพ์ผิด"}
        assert site.client(site.anan).post(address, sent).status_code == 302
        return read

    monkeypatch.setattr(uploads, "_waiting", meanwhile)
    late = browser.post(address, {"do": then, "basis": "corrected", "why": "พิมพ์ผิด"}, follow=True)
    assert "หมดอายุหรือถูกแทนที่แล้ว" in late.content.decode()
    assert site.versions() == (1 if first == "leave" else 2)
