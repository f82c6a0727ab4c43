"""The analysis parts of documents: every finding is shown, uncertain figures are marked, single respondents are not."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_facts import all_marks, answered, facts_of, published

from prongsai.collect.facts import Facts, PastYear
from prongsai.criteria.editions import edition
from prongsai.flow.by_file.dossier import dossier_of
from prongsai.flow.by_file.examples import examples
from prongsai.publish.assemble.building.remedies import ITEMS_UNKNOWN, OURS
from prongsai.publish.assemble.building.wording import UNSURE_NOTE
from prongsai.publish.assemble.dossier import Dossier, Outcome
from prongsai.publish.assemble.part_makers import part_maker
from prongsai.publish.figures import Figures
from prongsai.publish.report import (
    Block,
    Cell,
    Heading,
    LineBreak,
    Paragraph,
    Ref,
    Runs,
    Table,
    Words,
    _runs_of,
    refs_of,
)
from prongsai.roundfile.round import Round

NACC = edition("nacc-2568")
EXAMPLES = examples()
SOURCES = {name: dossier_of(one) for name, one in EXAMPLES.items()}
ANALYSIS = (
    "ranking",
    "strengths",
    "by_instrument",
    "issues",
    "change",
    "readings",
    "parts_gap",
    "lost",
    "low_items",
    "proposals",
    "annex",
    "caveats",
)
SCORED = [name for name in EXAMPLES if SOURCES[name].findings.ranking]


def source(facts: Facts) -> Dossier:
    return dossier_of(Round(facts, (), None, None, None, {}))


def made(one: Dossier, *names: str, options: Mapping[str, str] | None = None) -> tuple[list[Block], Figures]:
    figures = Figures(one.scorecard)
    blocks = [block for name in names for block in part_maker(name)(one, figures, options or {})]
    return blocks, figures


def said(runs: Runs, figures: Figures) -> str:
    return "".join(
        "\n" if isinstance(run, LineBreak) else figures.all[run.key].text if isinstance(run, Ref) else run.text
        for run in runs
    )


def text_of(one: Dossier, *names: str, options: Mapping[str, str] | None = None) -> str:
    """All that the parts say, one paragraph or line of a cell a line, without stars."""
    blocks, figures = made(one, *names, options=options)
    return "\n".join(said(runs, figures) for block in blocks for runs in _runs_of(block)).replace("*", "")


def tables(blocks: Iterable[Block]) -> list[Table]:
    return [block for block in blocks if isinstance(block, Table)]


def cells(rows: Iterable[tuple[Cell, ...]], figures: Figures) -> list[tuple[str, ...]]:
    return [tuple("\n".join(said(line, figures) for line in each.lines) for each in row) for row in rows]


def words(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        for runs in _runs_of(block):
            yield from (run.text for run in runs if isinstance(run, Words))


def indicators(scores: Iterable[str]) -> dict[str, str]:
    return {str(number): score for number, score in enumerate(scores, 1)}


@pytest.mark.parametrize("name", EXAMPLES)
def test_parts_share_one_set_of_figures_and_show_only_those(name: str) -> None:
    blocks, figures = made(SOURCES[name], *ANALYSIS)

    shown = {key for block in blocks for key in refs_of(block)}

    assert shown <= set(figures.all)
    assert set(figures.all) - shown <= {"level"}


@pytest.mark.parametrize("name", SCORED)
def test_no_score_stands_in_the_words_themselves(name: str) -> None:
    blocks, _ = made(SOURCES[name], *(part for part in ANALYSIS if part != "annex"))

    # "9.1" and "3.1" name sub-indicators and sections; a score has two decimals.
    assert [text for text in words(blocks) if re.search(r"\d\.\d\d|\b20[0-3]\d\b", text)] == []


@pytest.mark.parametrize("name", SCORED)
def test_every_finding_is_shown(name: str) -> None:
    # The agency's own words about a change stand instead of ours.
    one = dataclasses.replace(SOURCES[name], document=None)
    found = one.findings
    text = text_of(one, *ANALYSIS)

    sentences = [found.band_rule, *(each.sentence for each in found.standings)]
    sentences += [each.sentence for each in found.instruments]
    sentences += [each.sentence for each in found.caveats]
    sentences += [each.sentence for each in found.changes if each.difference is not None and "." not in each.figure]
    sentences += [each.sentence for each in found.readings if each.kind not in ("unknown", "agree-high")]
    sentences += [each.sentence for each in found.part_gaps if each.apart]
    sentences += [each.sentence for each in found.lowest if each.public and each.scope in ("IIT", "EIT1", "EIT2")]
    missing = [each.say() for each in sentences if each.say() not in text]

    assert missing == []
    for advice in found.advice:
        assert advice.recommendation.advice[0] in text, advice.item
    for loss in found.losses:
        assert {f"stake:{loss.figure}"} <= set(made(one, "lost")[1].all) or loss.at_stake is None


@pytest.mark.parametrize("part", ANALYSIS)
def test_part_with_nothing_to_say_has_no_blocks(part: str) -> None:
    given = source(facts_of(NACC))
    nothing = SimpleNamespace(scorecard=given.scorecard, findings=given.findings, contradictions=(), proposals=())
    empty = dataclasses.replace(given, outcome=cast(Outcome, nothing))

    assert made(empty, part)[0] == []
    if part != "annex":
        assert made(SOURCES["mae-sai-2566"], part)[0] == []


def test_one_respondent_is_neither_named_nor_advised_on() -> None:
    one = SOURCES["rangsit-2568"]
    private = {each.item for each in one.findings.weak_items if each.private}
    text = text_of(one, *(part for part in ANALYSIS if part != "annex"))

    assert private == {"i2", "i9"}
    for item in private:
        # In the analysis of the others' disclosure items "o20" and the like stand: codes are whole words.
        assert not re.search(rf"\b{item}\b", text), item
        assert not any(act in text for act in NACC.recommendations[item].advice), item
    for point in one.facts.assessor:
        if set(point.ids) & private and point.advice:
            assert point.advice not in text


def test_item_of_one_respondent_is_silent_in_a_small_office_too() -> None:
    questions = [item.question for item in NACC.items_of("IIT")]
    counts: dict[str, list[int]] = {}
    for question in questions:
        assert question is not None
        assert question.scale is not None
        full = question.scale.points.index(max(question.scale.points))
        counts[question.id] = [12 if at == full else 0 for at in range(len(question.options))]
    first = counts["i3"]
    full = first.index(12)
    first[full], first[1 - full] = 11, 1
    one = source(facts_of(NACC, answers={"IIT": answered(12, counts)}))
    text = text_of(one, *ANALYSIS)

    assert one.findings.ranking
    assert not re.search(r"\bi3\b", text)
    assert not any(act in text for act in NACC.recommendations["i3"].advice)
    assert [each.figure for each in one.findings.weak_items if each.private] == ["IIT.i3"]


@pytest.mark.parametrize("name", ["rangsit-2568", "mae-sot-2568"])
def test_change_across_a_method_break_says_that_the_years_do_not_compare(name: str) -> None:
    blocks, figures = made(SOURCES[name], "change")
    (table, *_) = tables(blocks)
    rows = cells(table.rows, figures)

    total = next(at for at, row in enumerate(rows) if row[0] == "คะแนนรวม")

    assert "เทียบกันโดยตรงไม่ได้" in rows[total + 1][0]
    assert "เทียบตรงไม่ได้" in rows[total][3]


def test_change_shows_both_years_the_difference_and_the_sentence_of_each_indicator() -> None:
    blocks, figures = made(dataclasses.replace(SOURCES["mae-sot-2568"], document=None), "change")
    rows = cells(tables(blocks)[0].rows, figures)

    at = next(n for n, row in enumerate(rows) if row[0].startswith("ตัวชี้วัดที่ 4"))

    assert rows[at] == ("ตัวชี้วัดที่ 4 การใช้ทรัพย์สินของราชการ", "67.41", "93.38", "+25.97")
    assert "ยังต่ำที่สุดใน IIT" in rows[at + 1][0]


def test_change_names_the_figures_of_which_one_year_is_unknown() -> None:
    text = text_of(SOURCES["rangsit-2568"], "change")

    assert re.search(r"ไม่ทราบคะแนนปี 2567 ของ IIT, .*และตัวชี้วัดทั้ง 10 ตัว จึงไม่สามารถระบุการเปลี่ยนแปลงได้", text)


@pytest.mark.parametrize("part", ["ranking", "strengths", "by_instrument", "issues"])
def test_figures_of_unconfirmed_rules_have_a_star_and_one_note(part: str) -> None:
    blocks, _ = made(SOURCES["watthana-nakhon-2568"], part)
    after = {
        run.key: runs[at + 1 : at + 2] == (Words("*"),)
        for block in blocks
        for runs in _runs_of(block)
        for at, run in enumerate(runs)
        if isinstance(run, Ref)
    }
    notes = [block for block in blocks if isinstance(block, Paragraph) and block.runs == (Words(UNSURE_NOTE),)]

    assert after["ind:9"]
    assert not after.get("ind:4", False)
    assert len(notes) == 1


def test_confirmed_figures_have_no_star() -> None:
    blocks, _ = made(SOURCES["trang-2564"], *ANALYSIS)

    assert "*" not in "".join(words(blocks))


def test_ranking_ties_share_a_rank_and_are_named_together() -> None:
    one = source(facts_of(NACC, told=published(indicators=indicators(["90"] * 2 + ["80"] * 7 + ["70"]))))
    blocks, figures = made(one, "ranking")
    rows = cells(tables(blocks)[0].rows, figures)

    assert [row[0] for row in rows[:10]] == ["1", "1", *["3"] * 7, "10"]
    assert rows[10] == ("คะแนนสูงสุด: ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่ และตัวชี้วัดที่ 2 การใช้งบประมาณ", "90.00")
    assert rows[11][0].endswith("ตัวชี้วัดที่ 10 การป้องกันการทุจริต")
    assert "อันดับเดียวกัน" in "".join(words(blocks))


def test_ranking_of_equal_scores_names_no_highest_and_no_lowest() -> None:
    one = source(facts_of(NACC, told=published(indicators=indicators(["90"] * 10))))
    text = text_of(one, "ranking")

    assert "สูงสุด" not in text
    assert "ต่ำสุด" not in text


def test_ranking_by_number_keeps_the_ranks() -> None:
    blocks, figures = made(SOURCES["mae-sot-2568"], "ranking", options={"order": "number"})
    rows = cells(tables(blocks)[0].rows, figures)

    assert [row[0] for row in rows[:10]] == ["6", "3", "1", "8", "7", "2", "5", "4", "10", "9"]
    assert rows[10:] == [("คะแนนสูงสุด: ตัวชี้วัดที่ 3 การใช้อำนาจ", "99.31"), ("คะแนนต่ำสุด: ตัวชี้วัดที่ 9 การเปิดเผยข้อมูล", "69.00")]


def test_ranking_says_which_indicators_cannot_be_ranked() -> None:
    text = text_of(SOURCES["watthana-nakhon-2568"], "ranking")

    assert "ไม่จัดอันดับ" in text
    assert "เฉพาะ EIT ส่วนที่ 1: ตัวชี้วัดที่ 6 คุณภาพการดำเนินงาน 96.90" in text


@pytest.mark.parametrize(("threshold", "numbers"), [("91", ["8", "2"]), ("92.30", ["5", "5"]), ("10", ["8", "2"])])
def test_strengths_are_counted_against_the_threshold_asked_for(threshold: str, numbers: list[str]) -> None:
    # Those that are the lowest of their instrument stay weaknesses at any threshold.
    _, figures = made(SOURCES["trang-2564"], "strengths", options={"threshold": threshold})

    counts = [figures.all[ref].text for ref in figures.all if ref.startswith("count:")]

    assert counts == numbers
    assert f"ต่ำกว่า {threshold} คะแนน" in text_of(SOURCES["trang-2564"], "strengths", options={"threshold": threshold})


def test_strengths_tell_what_is_measured_and_the_topics_of_disclosure() -> None:
    text = text_of(SOURCES["mae-sot-2568"], "strengths")

    assert NACC.indicators["9"].measures.th in text
    assert "9.1 ข้อมูลพื้นฐาน ได้แก่" in text
    assert f"แนวทางพัฒนา ({OURS})" in text


def test_strengths_show_the_agencys_own_words_first() -> None:
    text = text_of(SOURCES["trang-2564"], "strengths")

    assert "ซึ่งเปิดเผยให้สาธารณชนทราบใน 5 ประเด็น" in text
    assert edition("nacc-2564").indicators["9"].measures.th not in text


def test_weakness_without_item_scores_gets_no_invented_advice() -> None:
    text = text_of(SOURCES["trang-2564"], "strengths")

    assert text.count(ITEMS_UNKNOWN) == 2
    assert OURS not in text


def test_by_instrument_says_the_rule_for_high_and_never_that_the_agency_is_honest() -> None:
    text = text_of(SOURCES["rangsit-2568"], "by_instrument")

    assert "โดยสรุป IIT อยู่ในช่วงคะแนนสูง (99.93 คะแนน) EIT อยู่ในช่วงคะแนนสูง (99.91 คะแนน)" in text
    assert "สูง คือตั้งแต่ 85 คะแนน" in text
    assert "ไม่ใช่เกณฑ์ทางการ" in text
    assert "ซื่อสัตย์" not in text


def test_by_instrument_keeps_nothing_that_is_weak() -> None:
    text = text_of(SOURCES["mae-sot-2568"], "by_instrument")
    disclosure = text[text.index("(OIT)\n") :]

    assert "ควรรักษาไว้" not in disclosure
    assert "o27" in disclosure


def test_issues_in_one_cell_span_the_indicators_of_the_instrument() -> None:
    blocks, _ = made(SOURCES["mae-sot-2568"], "issues", options={"spanning": "instrument"})

    assert [table.rows[0][1].rows for table in tables(blocks)] == [5, 3, 2]
    assert all(len(row) == 1 for table in tables(blocks) for row in table.rows[1:])


def test_issues_by_indicator_have_a_cell_each_with_what_to_do() -> None:
    blocks, figures = made(SOURCES["mae-sot-2568"], "issues", options={"spanning": "indicator"})
    (inside, _, _) = tables(blocks)
    rows = cells(inside.rows, figures)

    assert rows[3][0] == "4. การใช้ทรัพย์สินของราชการ\n93.38 คะแนน"
    assert "i10 ขอยืมทรัพย์สินถูกขั้นตอน (88.38 คะแนน)" in rows[3][1]
    assert "รักษาระดับ" in rows[2][1]
    assert any(OURS in text for text in words(blocks))


def test_issues_show_the_agencys_own_words_in_one_cell_where_it_wrote_some() -> None:
    blocks, _ = made(SOURCES["trang-2564"], "issues")

    assert all(table.rows[0][1].rows == len(table.rows) for table in tables(blocks))
    assert not any(OURS in text for text in words(blocks))


def test_readings_show_topics_with_three_sides_and_leave_unknown_ones_out() -> None:
    blocks, figures = made(SOURCES["watthana-nakhon-2568"], "readings")
    rows = cells(tables(blocks)[0].rows, figures)

    assert rows[0][:4] == ("งบประมาณและการจัดซื้อจัดจ้าง", "99.56", "–", "75.00")
    assert made(SOURCES["mae-sot-2568"], "readings")[0] == []


def test_parts_gap_stands_beside_each_other_and_tells_what_is_apart() -> None:
    far = published(instruments={"EIT1": "80", "EIT2": "95"}, items={"EIT1": {"e1": "80"}, "EIT2": {"e1": "95"}})
    one = source(facts_of(NACC, told=far))
    blocks, figures = made(one, "parts_gap")
    rows = cells(tables(blocks)[0].rows, figures)

    assert rows[0][:3] == ("EIT", "80.00", "95.00")
    assert rows[0][3].startswith("15.00")
    assert any(row[0].startswith("e1") for row in rows)
    assert "จึงควรพิจารณาแยกกัน" in text_of(one, "parts_gap")


def test_lost_items_stand_with_most_at_stake_first_and_what_they_add_together() -> None:
    blocks, figures = made(SOURCES["mae-sot-2568"], "lost")
    rows = cells(tables(blocks)[0].rows, figures)

    assert [row[2] for row in rows[:3]] == ["4.00", "1.60*", "1.40*"]
    assert figures.all["stake:all"].text == "10.20"
    assert "ค่าประมาณ ไม่ใช่ตัวเลขทางการ" in text_of(SOURCES["mae-sot-2568"], "lost")


def test_lost_marks_elements_that_are_not_confirmed() -> None:
    blocks, figures = made(SOURCES["mae-sot-2568"], "lost")
    by_item = {row[0].split()[0]: row[3] for row in cells(tables(blocks)[0].rows, figures)}

    assert "ราคากลาง (อนุมาน)" in by_item["o12"]
    assert "(อนุมาน)" not in by_item["o27"]


@pytest.mark.parametrize("name", SCORED)
def test_points_at_stake_are_told_of_disclosure_only(name: str) -> None:
    _, figures = made(SOURCES[name], *ANALYSIS)

    assert {key.split(":")[1].split(".")[0] for key in figures.all if key.startswith("stake:")} <= {"OIT", "all"}


def test_lost_of_confirmed_weight_is_no_estimate() -> None:
    text = text_of(SOURCES["rangsit-2568"], "lost")

    assert "คะแนนรวมจะเพิ่ม 0.25 คะแนน" in text
    assert "ค่าประมาณ" not in text


def test_low_items_have_score_issue_advice_references_and_whose_advice_it_is() -> None:
    blocks, figures = made(SOURCES["mae-sot-2568"], "low_items")
    inside, outside = tables(blocks)
    by_item = {row[0].split()[0]: row for row in cells((*inside.rows, *outside.rows), figures)}

    assert by_item["i10"][1] == "88.38"
    # 88.38 is not below the bar, so nobody calls it low.
    tells = NACC.recommendations["i10"].issue.removeprefix("คะแนนที่ต่ำแสดงว่า")
    assert f"คะแนนที่ไม่เต็มอาจแสดงว่า{tells}" in by_item["i10"][2]
    assert by_item["i10"][3] == "o8 คู่มือปฏิบัติงาน"
    assert by_item["e4"][1] == "EIT ส่วนที่ 1\nผู้ประเมินระบุ\nEIT ส่วนที่ 2\nผู้ประเมินระบุ"
    assert any(OURS in text for text in words(blocks))


@pytest.mark.parametrize("name", SCORED)
def test_proposals_are_marked_as_drafts_and_answer_a_finding_with_or_without_a_plan(name: str) -> None:
    one = dataclasses.replace(SOURCES[name], plan=None)
    blocks, figures = made(one, "proposals")
    rows = [row for row in cells(tables(blocks)[0].rows, figures) if len(row) > 1]
    text = text_of(one, "proposals")

    assert len(rows) == len(one.proposals)
    assert all("(ร่างข้อเสนอ)" in "\n".join(row) for row in rows)
    assert all(each.analysis.say() in text for each in one.proposals)
    assert one.proposals[0].label.th in text


def test_proposals_stop_after_as_many_as_asked_for() -> None:
    blocks, _ = made(SOURCES["mae-sot-2568"], "proposals", options={"most": "2"})

    assert len([row for row in tables(blocks)[0].rows if len(row) > 1]) == 2


@pytest.mark.parametrize("name", SCORED)
def test_annex_has_a_row_for_every_contradiction_with_its_place_in_words(name: str) -> None:
    one = SOURCES[name]
    blocks, figures = made(one, "annex")
    rows = cells(tables(blocks)[0].rows, figures) if blocks else []

    assert len(rows) == len(one.contradictions)
    assert all(
        wrong.so.th == row[2] and wrong.why.th == row[3] for wrong, row in zip(one.contradictions, rows, strict=True)
    )
    assert not any(re.match(r"(published|answers|plan)\b", row[0]) for row in rows)


def test_caveats_list_every_figure_that_rests_on_unconfirmed_rules() -> None:
    one = SOURCES["watthana-nakhon-2568"]
    _, figures = made(one, "caveats")
    unsure = {
        each.id
        for each in one.scorecard.figures.values()
        if each.shown is not None and each.basis == "computed" and each.certainty != "confirmed"
    }

    assert unsure
    assert unsure <= set(figures.all)
    assert "น้ำหนักรายข้อ" in text_of(one, "caveats")
    assert "ยังไม่ยืนยัน" not in text_of(SOURCES["trang-2564"], "caveats")


@pytest.mark.parametrize("name", SCORED)
def test_headings_are_never_empty_and_open_every_part(name: str) -> None:
    for part in ANALYSIS:
        blocks, figures = made(SOURCES[name], part)
        if blocks:
            assert isinstance(blocks[0], Heading), part
        for block in blocks:
            assert not isinstance(block, Heading) or said(block.runs, figures).strip(), part


SCORES = st.decimals(0, 100, places=2).map(str)


@settings(max_examples=20)
@given(
    now=st.lists(SCORES, min_size=10, max_size=10),
    before=st.lists(SCORES, min_size=10, max_size=10),
    marks=st.lists(st.sampled_from(["0", "50", "100"]), min_size=28, max_size=28),
    threshold=st.decimals(1, 100, places=1).map(str),
)
def test_any_scores_make_parts_whose_figures_agree(
    now: list[str], before: list[str], marks: list[str], threshold: str
) -> None:
    items = {f"o{number}": mark for number, mark in enumerate(marks, 1)}
    facts = facts_of(NACC, told=published(indicators=indicators(now)), marks=all_marks(NACC, **items))
    past = PastYear(published(indicators=indicators(before)), "nacc-2567")
    one = source(dataclasses.replace(facts, history={2567: past}))
    figures = Figures(one.scorecard)

    blocks = [
        block
        for part in ANALYSIS
        for block in part_maker(part)(one, figures, {"threshold": threshold} if part == "strengths" else {})
    ]
    weak = sum(Decimal(score) < Decimal(threshold) for score in now)

    assert {key for block in blocks for key in refs_of(block)} <= set(figures.all)
    assert int(figures.all[f"count:weaknesses:{threshold}"].text) >= weak
