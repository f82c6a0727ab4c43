"""Analysis: every finding of a year has its place on the page."""

from __future__ import annotations

import dataclasses
import datetime

import pytest
from screen_years import empty, example, year, year_of

from prongsai.analyze.claims import Claim
from prongsai.screens.agency.analysis import AnalysisPage, analysis_page
from prongsai.screens.agency.item import item_page
from prongsai.screens.agency.places import place_words


def test_analysis_of_a_year_without_results_is_empty() -> None:
    assert analysis_page(empty()) == AnalysisPage(year=2568, years=(2568,))


@pytest.mark.parametrize("name", ["mae-sot", "rangsit", "watthana-nakhon", "trang"])
def test_analysis_shows_as_much_as_was_found(name: str) -> None:
    findings = year(name).findings
    assert findings is not None
    page = analysis_page(year(name))

    assert len(page.ranking) == len(findings.ranking)
    assert len(page.strengths) + len(page.weaknesses) == len(findings.standings)
    weak = {weakness.figure for weakness in findings.weaknesses}
    ranked = {place.figure: place.weak for place in page.ranking}
    assert {figure for figure, is_weak in ranked.items() if is_weak} == weak & ranked.keys()
    assert len(page.lost) == len(findings.losses)
    said = sum(len(sentences) for _, sentences in (*page.readings, *page.agreeing))
    unread = sum(reading.topic in page.unread for reading in findings.readings)
    beside = sum(reading.kind == "unknown" and reading.topic not in page.unread for reading in findings.readings)
    assert said + unread + beside == len(findings.readings)
    assert len(page.caveats) == len(findings.caveats)
    said = [(one.says, one.so, one.why) for one in year(name).contradictions]
    assert [(one.says, one.so, one.why) for one in page.contradictions] == said
    noted = [(one.says, one.so, one.why, one.quote or "") for one in year(name).notes]
    assert [(one.says, one.so, one.why, one.quote) for one in page.notes] == noted


def test_notes_stand_apart_from_contradictions_each_with_its_place_in_words() -> None:
    page = analysis_page(year("mae-sot"))

    assert [note.where.th for note in page.notes] == ["ข้อเสนอแนะของผู้ประเมิน รายการที่ 11", "แผนทั้งฉบับ"]
    assert "ตัวชี้วัดที่ 7" in page.notes[0].so.th and page.notes[0].quote
    assert {one.says for one in page.notes}.isdisjoint(one.says for one in page.contradictions)


def test_claims_that_were_held_against_nothing_say_why() -> None:
    file = example("rangsit")
    claim = Claim(kind="share", where="หน้า 4", value="40", of="IIT.gender.nobody", quote="เพศอื่น ร้อยละ 40")
    page = analysis_page(year_of(dataclasses.replace(file, claims=(*file.claims, claim))))

    (told,) = page.not_judged
    assert (told.where.th, told.quote) == ("หน้า 4", "เพศอื่น ร้อยละ 40")
    assert told.why.th == "ไม่มีจำนวนผู้ตอบ IIT จำแนกตามกลุ่มที่ระบุ ในไฟล์"
    assert analysis_page(year("rangsit")).not_judged == ()


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("assessor.2", "ข้อเสนอแนะของผู้ประเมิน รายการที่ 2"),
        ("history.2567.published.level", "ผลที่ประกาศ ปี 2567: ระดับผลการประเมิน"),
        ("history.2567.published: total", "ผลที่ประกาศ ปี 2567: คะแนนรวม"),
        ("published: IIT", "ผลที่ประกาศ: IIT"),
        ("answers.IIT.demographics.gender", "ผู้ตอบ IIT เพศ"),
        ("answers.IIT.demographics.gender.shares.male", "ผู้ตอบ IIT เพศ ชาย"),
        ("ข้อ ๓.๒.๑", "ข้อ ๓.๒.๑"),
    ],
)
def test_places_are_said_in_words(where: str, words: str) -> None:
    assert place_words(where, year("rangsit").criteria).th == words


def test_changes_are_those_of_wide_figures_since_one_year() -> None:
    page = analysis_page(year("mae-sot"))

    assert page.since == 2567
    assert {change.figure.partition(":")[0] for change in page.changes} <= {"total", "IIT", "EIT", "OIT", "ind"}
    shown = {change.figure: (change.before, change.now, change.why_not is None) for change in page.changes}
    assert shown["IIT"] == ("93.41", "95.52", True)
    assert shown["total"][2] is False


def test_lost_points_say_what_is_at_stake_and_what_to_show() -> None:
    lost = {loss.figure: loss for loss in analysis_page(year("watthana-nakhon")).lost}

    assert lost["OIT.o27"].stake == "4.00"
    assert lost["OIT.o27"].to_show


def test_readings_stand_once_a_topic_and_those_that_say_nothing_in_one_line() -> None:
    full, scant = analysis_page(year("rangsit")), analysis_page(year("mae-sot"))

    for page in (full, scant):
        topics = [topic for topic, _ in (*page.readings, *page.agreeing)]
        assert len(set(topics)) >= len(topics) - len(page.readings)
        assert len({topic for topic, _ in page.agreeing}) == len(page.agreeing)
        assert "ยังทราบคะแนนไม่ครบ" not in str(page.readings)
    assert len(full.agreeing) > 5 and full.unread == ()
    assert len(scant.unread) == len(set(scant.unread)) > 5


@pytest.mark.parametrize(("day", "coming"), [(datetime.date(2025, 3, 1), None), (datetime.date(2026, 11, 29), 2570)])
def test_gains_of_a_year_that_is_over_are_of_a_coming_one(day: datetime.date, coming: int | None) -> None:
    of_year = dataclasses.replace(year("rangsit"), phases=())
    item = item_page(of_year, "o2", day)

    assert item is not None
    assert (analysis_page(of_year, day).coming, item.coming) == (coming, coming)
