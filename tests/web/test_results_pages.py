"""Results, one item, one figure: what they show, who may see them, and what they cost."""

from __future__ import annotations

import dataclasses
import datetime
import re
from html import unescape

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from site_of_tests import Site

from announced_levels import announcing
from kept_rows import begun
from prongsai.assess.computation import work
from prongsai.collect.facts import Answers, PartAnswers
from prongsai.flow.by_file.examples import examples
from prongsai.flow.intake.taking import agency_of, take_round
from prongsai.flow.site.showcase import load_examples
from prongsai.flow.year import pages
from prongsai.flow.year.stored import year as year_of
from prongsai.records.models import Agency, AgencyRound, Grant, Person
from prongsai.records.scope import SYSTEM

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
    text = re.sub(r"<(script|style|svg).*?</\1>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", text)))


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("place", sorted(NAMES))
def test_results_and_every_figure_and_item_render_in_both_languages(loaded, place, language):
    agency = loaded[place]
    year = AgencyRound.objects.within(SYSTEM).get(agency=agency).year
    found = year_of(SYSTEM, agency, year, TODAY)
    client = signed_in(f"{place}@example.org")
    client.cookies["django_language"] = language
    figures = ["level", *found.scorecard.figures]
    items = list(found.criteria.items)
    addresses = [f"results/{each}/" for each in (*figures[:30], *figures[30::9])]
    addresses += [f"items/{each}/" for each in (items[0], *items[1::6], items[-1])]
    for address in ("results/", f"results/?with={year - 1}", *addresses):
        response = client.get(f"/a/{agency.code}/{year}/{address}")
        assert response.status_code == 200, address
        html = response.content.decode()
        assert "Text(th=" not in html, address
        assert not re.search(r'\sstyle="', html), address


def test_results_name_every_figure_and_lead_to_its_trace(loaded):
    agency = loaded["rangsit"]
    found = year_of(SYSTEM, agency, 2568, TODAY)
    html = signed_in("rangsit@example.org").get(f"/a/{agency.code}/2568/results/").content.decode()
    for figure, one in found.scorecard.figures.items():
        # A sub-question has its place on the page of its item.
        if one.shown is not None and figure.count(".") < 2:
            assert f'href="/a/{agency.code}/2568/results/{figure}/"' in html, figure


def test_results_show_what_the_parts_give_where_that_differs(loaded):
    text = words(signed_in("watthana-nakhon@example.org").get(f"/a/{loaded['watthana-nakhon'].code}/2568/results/"))
    assert "IIT : ประกาศไว้ 99.29 แต่ส่วนย่อยให้ค่า 99.02 มีผลต่อ คะแนนรวม" in text
    assert "99.29 คำนวณได้ 99.02" in text
    assert "ผ่านดีมาก" not in text


def test_results_show_the_level_by_the_rules_where_another_is_announced(loaded):
    agency = loaded["watthana-nakhon"]
    announced = announcing(examples()["watthana-nakhon-2568"], "ผ่านดีมาก")
    take_round(agency=agency, one=announced, person=None, basis="official", why="", now=timezone.now())
    text = words(signed_in("watthana-nakhon@example.org").get(f"/a/{agency.code}/2568/results/"))
    assert "ระดับผลการประเมิน : ประกาศไว้ ผ่านดีมาก แต่ตามเกณฑ์คือ ผ่าน" in text


def test_results_show_both_parts_side_by_side_with_how_many_answered(loaded):
    shown = pages.results(SYSTEM, loaded["rangsit"], 2568, TODAY)
    eit = next(instrument for instrument in shown.instruments if instrument.id == "EIT")
    assert [column.id for column in eit.columns] == ["EIT1", "EIT2", "EIT"]
    assert [column.respondents for column in eit.item_columns] == [560, None]
    six = eit.indicators[0]
    assert [figure.text for figure in six.row.figures] == ["99.81", "100.00", "99.91"]
    assert [figure.text for figure in six.groups[0].items[1].figures] == ["99.79", "100.00"]


def test_results_star_what_rests_on_unconfirmed_rules_and_say_which(loaded):
    shown = pages.results(SYSTEM, loaded["rangsit"], 2568, TODAY)
    oit = next(instrument for instrument in shown.instruments if instrument.id == "OIT")
    assert [indicator.row.together.star for indicator in oit.indicators] == [True, True]
    assert not oit.row.together.star  # announced
    assert any("น้ำหนักรายข้อ" in reason.th for reason in shown.starred)


def test_results_beside_an_earlier_year_subtract_only_where_the_years_compare(loaded):
    shown = pages.results(SYSTEM, loaded["mae-sot"], 2568, TODAY, 2567)
    figures = {row.figure.figure: row.figure for row in shown.overview}
    assert shown.since == 2567
    assert (figures["IIT"].before, figures["IIT"].change) == ("93.41", "+2.11")
    assert (figures["OIT"].before, figures["OIT"].change) == ("89.29", None)
    assert figures["OIT"].not_comparable is not None
    assert figures["total"].change is None
    text = words(signed_in("mae-sot@example.org").get(f"/a/{loaded['mae-sot'].code}/2568/results/?with=2567"))
    assert "+2.11" in text
    assert "เทียบไม่ได้" in text


@pytest.mark.parametrize("asked", ["2501", "abcd", "๒๕๖๗", "", "-567", "99999999999999999999"])
def test_results_beside_a_year_that_is_not_known_stand_alone(loaded, asked):
    response = signed_in("mae-sot@example.org").get(f"/a/{loaded['mae-sot'].code}/2568/results/", {"with": asked})
    assert response.status_code == 200
    assert "+2.11" not in response.content.decode()


def test_results_without_scores_say_what_to_do(loaded):
    text = words(signed_in("mae-sai@example.org").get(f"/a/{loaded['mae-sai'].code}/2566/results/"))
    assert "ยังไม่มีคะแนนของปี 2566" in text


def test_results_never_call_lowest_what_rests_on_one_answer(loaded):
    # i2 and i9 of Rangsit each lost points by one of 188 respondents.
    shown = pages.results(SYSTEM, loaded["rangsit"], 2568, TODAY)
    lows = {
        row.id
        for instrument in shown.instruments
        for indicator in instrument.indicators
        for group in indicator.groups
        for row in group.items
        if row.lowest
    }
    assert lows == {"e2", "o2"}


def test_item_shows_its_answers_with_points_counts_and_shares(loaded):
    shown = pages.item(SYSTEM, loaded["rangsit"], 2568, "i2", TODAY)
    (spread,) = shown.spreads
    assert spread.respondents == 188
    assert [each.count for each in spread.choices] == [187, 0, 0, 0, 0, 1]
    assert [each.points for each in spread.choices] == ["100", "80", "60", "40", "20", "0"]
    assert sum(float(each.share) for each in spread.choices) == pytest.approx(100)
    assert shown.chart is not None
    text = words(signed_in("rangsit@example.org").get(f"/a/{loaded['rangsit'].code}/2568/items/i2/"))
    assert "ผู้ตอบ 188 คน" in text


def test_item_shows_both_parts(loaded):
    shown = pages.item(SYSTEM, loaded["rangsit"], 2568, "e2", TODAY)
    assert [(spread.part, spread.figure.text, bool(spread.choices)) for spread in shown.spreads] == [
        ("EIT1", "99.79", True),
        ("EIT2", "100.00", False),
    ]


def test_item_and_figure_of_few_answers_show_the_score_only(loaded):
    # Nine people answered, one of them otherwise: the score stands, who answered what does not.
    agency = loaded["rangsit"]
    one = examples()["rangsit-2568"]
    answers = {"IIT": PartAnswers(respondents=9, items={"i1": Answers(counts=(0, 0, 0, 0, 1, 8))})}
    published = dataclasses.replace(one.facts.published, items=None, instruments=None, total=None, level=None)
    facts = dataclasses.replace(one.facts, answers=answers, published=published)
    few = dataclasses.replace(one, facts=facts, claims=())
    take_round(agency=agency, one=few, person=None, basis="corrected", why="ทดสอบ", now=timezone.now())
    client = signed_in("rangsit@example.org")
    for address in ("items/i1/", "results/IIT.i1/"):
        text = words(client.get(f"/a/{agency.code}/2568/{address}"))
        assert "97.78" in text
        assert "มีผู้ตอบน้อยกว่า 10 คน จึงแสดงเฉพาะคะแนน" in text
        assert "8×" not in text
        assert "88.89" not in text
    ten = dataclasses.replace(
        few,
        facts=dataclasses.replace(
            facts, answers={"IIT": PartAnswers(respondents=10, items={"i1": Answers(counts=(0, 0, 0, 0, 1, 9))})}
        ),
    )
    take_round(agency=agency, one=ten, person=None, basis="corrected", why="ทดสอบ", now=timezone.now())
    assert "9×" in words(client.get(f"/a/{agency.code}/2568/results/IIT.i1/"))


def test_item_of_disclosure_says_what_to_publish_and_what_is_at_stake(loaded):
    shown = pages.item(SYSTEM, loaded["watthana-nakhon"], 2568, "o27", TODAY)
    assert shown.filed.shows
    assert "4.00" in shown.filed.stake.th
    assert shown.chart is None


def test_figure_is_traced_to_its_parts_rules_and_sources(loaded):
    shown = pages.figure(SYSTEM, loaded["rangsit"], 2568, "total", TODAY)
    assert [(each.figure, each.weight) for each in shown.parts] == [("IIT", "30"), ("EIT", "30"), ("OIT", "40")]
    assert shown.arithmetic == "(30×99.93 + 30×99.91 + 40×99.38) ÷ 100 = 99.704 → 99.70"
    html = signed_in("rangsit@example.org").get(f"/a/{loaded['rangsit'].code}/2568/results/total/").content.decode()
    for part in ("IIT", "EIT", "OIT", "level"):
        assert f'/2568/results/{part}/"' in html
    assert "ยืนยันแล้ว" in html


def test_traces_of_a_year_walk_what_was_computed_once(loaded, monkeypatch):
    from prongsai.flow.year import stored

    computed = []
    monkeypatch.setattr(stored, "work", lambda *given: computed.append(1) or work(*given))
    stored._KEPT.clear()
    for figure in ("total", "level", "ind:6@EIT1", "EIT1.e2"):
        assert pages.figure(SYSTEM, loaded["rangsit"], 2568, figure, TODAY).id == figure
    pages.item(SYSTEM, loaded["rangsit"], 2568, "e2", TODAY)
    assert len(computed) == 1


@pytest.mark.parametrize("which", ["results/nothing/", "results/ind:99/", "items/i99/", "items/x/", "results/../"])
def test_figure_or_item_that_the_edition_lacks_is_not_found(loaded, which):
    assert signed_in("rangsit@example.org").get(f"/a/{loaded['rangsit'].code}/2568/{which}").status_code == 404


def test_results_of_an_outsider_are_not_found(loaded):
    agency = loaded["mae-sot"]
    insider, outsider = signed_in("mae-sot@example.org"), signed_in("rangsit@example.org")
    for address in ("results/", "results/?with=2567", "results/total/", "results/level/", "items/o27/"):
        address = f"/a/{agency.code}/2568/{address}"
        assert insider.get(address).status_code == 200
        response = outsider.get(address)
        assert response.status_code == 404
        assert agency.name not in response.content.decode()
        assert Client().get(address).status_code == 302


def test_results_ask_the_same_number_of_queries_with_one_and_with_three_agencies(django_assert_num_queries):
    now = timezone.now()
    every = list(examples().values())
    person = Person.objects.create_user("anan@example.org", "prongsai-demo", name="อนันต์")
    Grant.objects.create(person=person, role="supervisor", area_kind="all", starts=datetime.date(2026, 1, 1))

    def take(one):
        agency = agency_of(one, person=None, now=now)
        take_round(agency=agency, one=one, person=None, basis="official", why="", now=now)
        return agency

    agency = take(examples()["mae-sot-2568"])
    client = signed_in("anan@example.org")
    addresses = [
        f"/a/{agency.code}/2568/{each}" for each in ("results/", "results/?with=2567", "results/total/", "items/o2/")
    ]
    counts = []
    for address in addresses:
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counts.append(len(asked))
    assert len(set(counts)) == 1
    for one in every[:3]:
        take(one)
    for address, count in zip(addresses, counts, strict=True):
        with django_assert_num_queries(count):
            assert client.get(address).status_code == 200


def test_page_of_a_figure_leads_to_its_field_for_whoever_may_enter_it() -> None:
    site = Site()
    for figure, field in (("total", "total"), ("ind:9", "ind-9"), ("IIT.i1", "IIT-i1"), ("OIT.o1", "OIT-o1")):
        page = site.client(site.anan).get(site.at(f"results/{figure}/")).content.decode()
        form = site.client(site.anan).get(site.at("entry/")).content.decode()
        assert f'{site.at("entry/")}#f-{field}">' in page
        assert f'id="f-{field}"' in form
        assert "#f-" not in site.client(site.boon).get(site.at(f"results/{figure}/")).content.decode()
