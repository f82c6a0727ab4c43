"""Year home: what an officer sees first, who may see it, and what it costs."""

from __future__ import annotations

import datetime
import re
from html import unescape

import pytest
from django.core.cache import cache
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from announced_levels import announcing
from kept_rows import begun
from prongsai.flow.by_file.examples import examples
from prongsai.flow.intake.taking import agency_of, take_round
from prongsai.flow.site.showcase import PASSWORD, load_examples
from prongsai.flow.year import stored as years
from prongsai.flow.year.beginning import years_with_rules
from prongsai.flow.year.pages import home
from prongsai.records.models import Agency, AgencyRound, Grant, Holiday, Person, RoundPhase
from prongsai.records.scope import SYSTEM
from prongsai.roundfile.round import Round

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 7, 1)
NAMES = {name.rpartition("-")[0]: one.facts.agency.name for name, one in examples().items()}


@pytest.fixture
def loaded() -> dict[str, Agency]:
    begun("examples, 2026", lambda: load_examples(now=timezone.now(), today=datetime.date(2026, 1, 1)))
    return {place: Agency.objects.within(SYSTEM).get(name=name) for place, name in NAMES.items()}


def signed_in(email: str) -> Client:
    cache.clear()
    client = Client()
    client.force_login(Person.objects.get(email=email))
    return client


def words(response: object) -> str:
    """The page's text: tags out, white space closed up."""
    text = re.sub(r"<(script|style|svg).*?</\1>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", text)))


def announce(agency: Agency) -> None:
    """A result in which Watthana Nakhon's level is one that no rules give."""
    one = announcing(examples()["watthana-nakhon-2568"], "ผ่านดีมาก")
    take_round(agency=agency, one=one, person=None, basis="official", why="", now=timezone.now())


def round_of(agency: Agency) -> AgencyRound:
    return AgencyRound.objects.within(SYSTEM).get(agency=agency)


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("place", sorted(NAMES))
def test_year_renders_for_every_example_in_both_languages(loaded, place, language):
    client = signed_in(f"{place}@example.org")
    client.cookies["django_language"] = language
    agency = loaded[place]
    for address in (f"/a/{agency.code}/", f"/a/{agency.code}/{round_of(agency).year}/"):
        response = client.get(address)
        assert response.status_code == 200
        assert f'lang="{language}"' in response.content.decode()
        assert "Text(th=" not in response.content.decode()


def test_year_has_no_inline_style_or_script_that_the_policy_would_stop(loaded):
    client = signed_in("rangsit@example.org")
    html = client.get(f"/a/{loaded['rangsit'].code}/").content.decode()
    assert "<svg" in html
    assert not re.search(r'\sstyle="|<style|<script(?![^>]*src=)|\son[a-z]+="', html)


def test_year_names_the_instrument_that_decides_the_level(loaded):
    text = words(signed_in("mae-sot@example.org").get(f"/a/{loaded['mae-sot'].code}/2568/"))
    assert "87.15" in text
    assert "ต้องเพิ่มคะแนน OIT จาก 74.50 เป็นอย่างน้อย 85.00 (อีก 10.50 คะแนน)" in text
    assert "บรรลุเป้าหมาย สูงกว่า 2.15 คะแนน" in text


def test_year_does_not_subtract_across_a_break_of_method(loaded):
    text = words(signed_in("mae-sot@example.org").get(f"/a/{loaded['mae-sot'].code}/2568/"))
    assert "เทียบกันโดยตรงไม่ได้ ปี 2567 ได้ 92.07" in text
    assert "4.92" not in text


def test_year_shows_what_the_rules_give_beside_the_announced_level(loaded):
    announce(loaded["watthana-nakhon"])
    text = words(signed_in("watthana-nakhon@example.org").get(f"/a/{loaded['watthana-nakhon'].code}/2568/"))
    assert "ระดับข้างบนเป็นระดับที่ประกาศ แต่ตามเกณฑ์คือ ผ่าน" in text
    assert "มีค่าที่ประกาศ 2 ค่าไม่ตรงกับส่วนย่อย" in text


def test_year_steps_put_most_points_first_and_never_offer_points_for_perceptions(loaded):
    found = home(SYSTEM, loaded["watthana-nakhon"], 2568, TODAY)
    published = [each for each in (*found.steps, *found.more_steps) if each.kind == "publish"]
    assert [each.item for each in published] == ["o27", "o6", "o16", "o20", "o1"]
    assert [each.points for each in published] == ["4.00", "2.00", "1.40", "1.30", "0.50"]
    assert [each.about for each in published] == [False, True, True, True, True]
    assert all(each.points is None for each in found.steps if each.kind != "publish")


def test_first_step_is_to_check_an_announced_level_that_the_rules_do_not_give(loaded):
    announce(loaded["watthana-nakhon"])
    first = {place: home(SYSTEM, agency, None, TODAY).steps for place, agency in loaded.items()}
    doubtful = {
        place: [step.title.th for step in steps].index("ตรวจสอบระดับที่ประกาศ")
        for place, steps in first.items()
        if any(step.title.th == "ตรวจสอบระดับที่ประกาศ" for step in steps)
    }
    assert doubtful == {"watthana-nakhon": 0}


def test_year_says_how_many_answered_beside_the_score(loaded):
    text = words(signed_in("rangsit@example.org").get(f"/a/{loaded['rangsit'].code}/2568/"))
    assert "IIT มีผู้ตอบ 188 คน" in text
    assert "ไม่ได้รับรองว่าไม่มีการทุจริต" in text


def test_year_without_scores_says_what_to_do(loaded):
    text = words(signed_in("mae-sai@example.org").get(f"/a/{loaded['mae-sai'].code}/"))
    assert "ยังไม่มีคะแนนปี 2566" in text
    assert "วางตารางคะแนน" in text
    assert "ประกาศผลปี 2566 แล้วเมื่อ 10 ส.ค. 2566 แต่ยังไม่มีคะแนนรวมในระบบ" in text


def test_year_of_an_agency_without_a_round_says_what_to_do(loaded):
    agency = Agency.objects.create(code="new-1", name="เทศบาลตำบลใหม่")
    person = Person.objects.get(email="rangsit@example.org")
    Grant.objects.create(person=person, role="coordinator", agency=agency, starts=datetime.date(2026, 1, 1))
    response = signed_in("rangsit@example.org").get("/a/new-1/")
    assert response.status_code == 200
    assert f"ยังไม่มีผลการประเมินปี {years_with_rules()[0]}" in words(response)


def test_year_puts_the_longest_late_first(loaded):
    found = home(SYSTEM, loaded["mae-sot"], 2568, datetime.date(2026, 9, 15))
    assert [each.late for each in found.due] == [True]
    assert len(found.due[0].details) == 2
    assert found.due[0].days == (datetime.date(2026, 9, 15) - datetime.date(2026, 3, 31)).days
    assert home(SYSTEM, loaded["mae-sot"], 2568, datetime.date(2025, 12, 1)).due == ()


def test_year_counts_days_and_working_days_left(loaded):
    agency = loaded["rangsit"]
    RoundPhase.objects.within(SYSTEM).filter(round=round_of(agency)).delete()
    RoundPhase.objects.create(
        round=round_of(agency), code="disclosure", name_th="ตอบแบบ OIT", name_en="OIT answers", position=0,
        starts=datetime.date(2026, 4, 1), ends=datetime.date(2026, 4, 20), certainty="inferred",
    )  # fmt: skip
    Holiday.objects.bulk_create([Holiday(day=datetime.date(2026, 4, day), name="สงกรานต์") for day in (13, 14, 15)])
    found = home(SYSTEM, agency, 2568, datetime.date(2026, 4, 10))
    assert (found.now.phase.days, found.now.phase.working_days) == (10, 3)  # Friday to Monday week, three holidays
    assert [(each.late, each.days) for each in found.due] == [(False, 10)]
    on_the_day = home(SYSTEM, agency, 2568, datetime.date(2026, 4, 20))
    assert on_the_day.now.phase.days == 0
    assert home(SYSTEM, agency, 2568, datetime.date(2026, 4, 21)).now.over


def test_year_says_plainly_that_days_are_not_known(loaded):
    agency = loaded["rangsit"]
    # Taken out by the agency itself: days of the edition's calendar do not come back.
    RoundPhase.objects.within(SYSTEM).filter(round=round_of(agency)).update(starts=None, ends=None, moved=True)
    found = home(SYSTEM, agency, 2568, TODAY)
    assert found.now.phase is None
    assert not found.now.over
    assert found.now.unknown == found.now.whole == 11
    text = words(signed_in("rangsit@example.org").get(f"/a/{agency.code}/2568/"))
    assert "ไม่ทราบว่าอยู่ช่วงใด" in text
    assert "ยังไม่ทราบวันของ 11 จาก 11 ช่วงงาน" in text


def test_year_of_an_outsider_is_not_found(loaded):
    # There is something that could leak: the coordinator of this agency reads the score at the same address.
    agency = loaded["mae-sot"]
    assert "87.15" in words(signed_in("mae-sot@example.org").get(f"/a/{agency.code}/2568/"))
    outsider = signed_in("rangsit@example.org")
    for address in (f"/a/{agency.code}/", f"/a/{agency.code}/2568/", f"/a/{agency.code}/2567/"):
        response = outsider.get(address)
        assert response.status_code == 404
        assert agency.name not in response.content.decode()
        assert "87.15" not in response.content.decode()


def test_year_asks_a_stranger_to_sign_in(loaded):
    response = Client().get(f"/a/{loaded['mae-sot'].code}/2568/")
    assert response.status_code == 302
    assert "/login" in response["Location"]


def test_year_asks_the_same_number_of_queries_with_one_and_with_three_agencies(django_assert_num_queries):
    now = timezone.now()
    every = list(examples().values())

    def take(one: Round) -> Agency:
        agency = agency_of(one, person=None, now=now)
        take_round(agency=agency, one=one, person=None, basis="official", why="", now=now)
        return agency

    agency = take(examples()["mae-sot-2568"])
    person = Person.objects.create_user("anan@example.org", PASSWORD, name="อนันต์")
    Grant.objects.create(person=person, role="supervisor", area_kind="all", starts=datetime.date(2026, 1, 1))
    client = signed_in("anan@example.org")
    client.get(f"/a/{agency.code}/2568/")  # the edition and the findings are read once, whoever asks
    with CaptureQueriesContext(_connection()) as first:
        client.get(f"/a/{agency.code}/2568/")
    for one in every[:3]:
        take(one)
    with django_assert_num_queries(len(first)):
        assert client.get(f"/a/{agency.code}/2568/").status_code == 200


def test_year_is_assessed_once_until_its_result_changes(loaded, monkeypatch):
    agency = loaded["rangsit"]
    years.year(SYSTEM, agency, 2568, TODAY)
    asked = []
    real = years.work
    monkeypatch.setattr(years, "work", lambda *each: asked.append(1) or real(*each))
    first = years.year(SYSTEM, agency, 2568, TODAY)
    assert not asked
    again = examples()["rangsit-2568"]
    changed = _with_total(again, "99.71")
    take_round(agency=agency, one=changed, person=None, basis="corrected", why="พิมพ์ผิด", now=timezone.now())
    second = years.year(SYSTEM, agency, 2568, TODAY)
    assert asked
    assert (str(first.scorecard.figures["total"].shown), str(second.scorecard.figures["total"].shown)) == (
        "99.70",
        "99.71",
    )


def test_year_compares_with_an_earlier_round_of_the_same_agency(loaded):
    # The file of 2568 tells nothing of 2567; the agency's own round of that year does.
    import dataclasses

    from prongsai.collect.facts import Published

    agency = loaded["watthana-nakhon"]
    one = examples()["watthana-nakhon-2568"]
    assert one.facts.history == {}
    facts = dataclasses.replace(
        one.facts, year=2567, criteria="nacc-2567", answers={}, disclosure={}, assessor=(),
        published=Published(instruments={"IIT": _decimal("90.00")}, total=_decimal("91.00")),
    )  # fmt: skip
    before = dataclasses.replace(one, facts=facts, claims=(), document=None, plan=None, memo=None, extra={})
    take_round(agency=agency, one=before, person=None, basis="official", why="", now=timezone.now())
    found = home(SYSTEM, agency, 2568, TODAY)
    assert found.since == 2567
    assert found.total.before == "91.00"
    assert found.years == (2568, 2567)
    page = signed_in("watthana-nakhon@example.org").get(f"/a/{agency.code}/2568/").content.decode()
    assert f'href="/a/{agency.code}/2567/"' in page


def _decimal(value: str) -> object:
    from decimal import Decimal

    return Decimal(value)


def _with_total(one: Round, total: str) -> Round:
    import dataclasses

    published = dataclasses.replace(one.facts.published, total=_decimal(total))
    return dataclasses.replace(one, facts=dataclasses.replace(one.facts, published=published))


def _connection() -> object:
    from django.db import connection

    return connection
