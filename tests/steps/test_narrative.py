"""How documents speak: the agency's voice in what is signed, nothing that few people said, each remedy in one place."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter

import pytest
from small_facts import all_marks, facts_of, published
from tests.steps.documents import document, example, grid, source, tables, texts, whole

from prongsai.analyze.respondents_behind import Behind
from prongsai.analyze.sentences import sentence
from prongsai.collect.facts import AssessorPoint
from prongsai.collect.papers import Document
from prongsai.criteria.editions import edition
from prongsai.flow.by_file.dossier import dossier_of
from prongsai.language.text import Text
from prongsai.publish.assemble.building.remedies import OURS
from prongsai.publish.assemble.building.wording import STAR_NOTE
from prongsai.publish.assemble.compose import report
from prongsai.publish.report import Chart, Paragraph, Report
from prongsai.roundfile.round import Round

NACC = edition("nacc-2568")
SCORED = ("mae-sot", "rangsit", "trang", "watthana-nakhon")
# Words that are the program's own, and none of an agency's.
OWN_VOICE = re.compile("โปรแกรม|Prongsai|ไม่ใช่ของผู้ประเมิน|อนุมาน|ยังไม่ยืนยัน|รอยืนยัน|sha256|ฉบับแก้ไขที่|ร่างข้อเสนอ")


def signed(name: str, kind: str, *taken: str, profile: str | None = None, without_words: bool = False) -> Report:
    """A document of an example as it is signed."""
    given = source(name)
    document_ = None if without_words else given.document
    given = dataclasses.replace(given, state="for-signature", taken=frozenset(taken), document=document_)
    return report(given, kind, profile)


@pytest.mark.parametrize("kind", ["book", "brief"])
@pytest.mark.parametrize("name", SCORED)
def test_what_is_signed_speaks_in_no_voice_but_the_agencys(name: str, kind: str) -> None:
    for taken in ((), ("all",)):
        lines = [line for line in whole(signed(name, kind, *taken)).splitlines() if OWN_VOICE.search(line)]
        assert lines == []


@pytest.mark.parametrize("name", SCORED)
def test_standard_booklet_without_own_words_is_the_agencys_too(name: str) -> None:
    made = signed(name, "book", "all", profile="standard", without_words=True)
    assert [line for line in whole(made).splitlines() if OWN_VOICE.search(line)] == []


def test_advice_stands_in_what_is_signed_only_where_the_agency_took_it() -> None:
    acts = {item: NACC.recommendations[item].advice[0] for item in ("i10", "i1", "o27", "o1")}
    none = whole(signed("mae-sot", "book", profile="standard", without_words=True))
    some = whole(signed("mae-sot", "book", "i10", "OIT.o27", profile="standard", without_words=True))
    every = whole(signed("mae-sot", "book", "all", profile="standard", without_words=True))

    assert {item for item, act in acts.items() if act in none} == set()
    assert {item for item, act in acts.items() if act in some} == {"i10", "o27"}
    assert {item for item, act in acts.items() if act in every} == set(acts)
    # The finding itself stands in any case.
    assert "i10 ขอยืมทรัพย์สินถูกขั้นตอน" in none
    draft = dataclasses.replace(source("mae-sot"), state="draft", document=None)
    assert OURS in whole(report(draft, "book", "standard"))


def test_star_is_explained_once_in_what_is_signed() -> None:
    for name in SCORED:
        for kind in ("book", "brief"):
            made = signed(name, kind)
            notes = [line for line in texts(made) if line.startswith("* ")]
            star = any(re.search(r"\d\*|”\*|[ก-๛]\*", line) for line in texts(made))
            assert notes == ([made.words(STAR_NOTE)] if star else []), (name, kind)
    assert whole(document("rangsit", "analysis")).count("* คำนวณจากหลักเกณฑ์ที่ยังไม่ยืนยัน") > 1


def test_shares_of_answers_inside_stand_in_what_is_signed_only_where_asked_for() -> None:
    def shares(made: Report, code: str) -> bool:
        return any(key.startswith(f"share:{code}.") for key in made.figures)

    given = source("rangsit")
    assert given.document is not None
    unasked = dataclasses.replace(given.document, publish=())
    asked = dataclasses.replace(given.document, publish=("iit-choices",))
    for state, words, shown in (
        ("for-signature", unasked, False),
        ("for-signature", asked, True),
        ("draft", unasked, True),
    ):
        made = report(dataclasses.replace(given, state=state, document=words), "book")
        assert shares(made, "IIT.i2") is shown, state
        assert shares(made, "EIT1.e2")
        assert "99.47" in whole(made)


def test_document_asks_for_nothing_that_is_not_known() -> None:
    assert Document(publish=("iit-choices",)).publish == ("iit-choices",)
    with pytest.raises(ValueError, match="iit-choices"):
        Document(publish=("everything",))


@pytest.mark.parametrize(
    ("behind", "few"),
    [
        (Behind(0, True, 188, inside=True), False),
        (Behind(1, True, 188, inside=True), True),
        (Behind(4, False, 560), True),
        (Behind(5, False, 560), False),
        (Behind(5, True, 29, inside=True), True),
        (Behind(5, True, 30, inside=True), False),
        (Behind(5, True, 29), False),
        (Behind(0, True, 29, inside=True), False),
        (Behind(5, True, None, inside=True), False),
    ],
)
def test_few_are_fewer_than_five_or_an_inside_of_fewer_than_thirty(behind: Behind, few: bool) -> None:
    assert behind.few is few


def test_what_few_answered_is_said_as_a_score_in_every_document() -> None:
    # One of 188 answered so; the assessor made a sentence of it.
    told = "มีการให้หรือรับสินบน แลกกับการบรรจุ"
    assert any(told in (point.issue or "") for point in example("rangsit").facts.assessor)
    for kind in ("book", "analysis"):
        made = document("rangsit", kind)
        points = [row for table in tables(made) for row in grid(made, table) if row[0].startswith("i9 ")]
        assert told not in whole(made)
        assert [row[1] for row in points if "ได้" in row[1]][:1] == ["i9 ได้ 99.47 คะแนน"]


def test_cause_of_a_question_that_few_lost_is_left_out_and_its_acts_stay() -> None:
    made = document("rangsit", "analysis")
    (row,) = [row for table in tables(made) for row in grid(made, table) if row[0].startswith("e2 ") and "– " in row[2]]
    assert NACC.recommendations["e2"].advice[0] in row[2]
    assert "ประเด็น" not in row[2]
    assert "เลือกคำตอบที่ไม่ได้คะแนนเต็ม" not in whole(made)
    (proposal,) = [one for one in source("rangsit").proposals if one.items == ("e2",)]
    assert proposal.analysis.say() == "e2 บริการเท่าเทียมกัน (EIT ส่วนที่ 1) ได้ 99.79 คะแนน "


@pytest.mark.parametrize("name", SCORED)
@pytest.mark.parametrize("kind", ["book", "analysis"])
def test_each_remedy_has_one_place(name: str, kind: str) -> None:
    acts = {act for advice in edition(example(name).facts.criteria).recommendations.values() for act in advice.advice}
    said = whole(document(name, kind, "arabic"))
    assert {act for act in acts if said.count(act) > 1} == set()


@pytest.mark.parametrize("name", SCORED)
def test_little_of_an_analysis_is_said_twice(name: str) -> None:
    said = Counter(line for text in texts(document(name, "analysis")) for line in text.split("\n") if len(line) > 40)
    twice = sum(len(line) * (many - 1) for line, many in said.items())
    assert twice / sum(len(line) * many for line, many in said.items()) < 0.06


@pytest.mark.parametrize("name", SCORED)
@pytest.mark.parametrize("kind", ["analysis", "brief", "results"])
def test_no_two_numbers_stand_without_a_word_between(name: str, kind: str) -> None:
    given = dataclasses.replace(source(name), document=None)
    for line in texts(report(given, kind)):
        assert not re.search(r"(?<![\d.])\d+ +\d[\d.]* (?:คะแนน|คน|ข้อ)", line), line


def test_agencys_way_to_raise_an_indicator_is_the_only_one() -> None:
    for name in ("watthana-nakhon",):
        made = document(name, "book", "arabic")
        headings = re.split(r"\n(?=ตัวชี้วัดที่ \d+ [^\n]*คะแนน\)\n)", whole(made))
        for part in headings:
            kept = "แนวทางการยกระดับ: รักษาระดับ" in part
            assert not (kept and "แนวทางการยกระดับ:\n" in part), part[:80]


def test_score_of_nothing_is_not_called_one_that_is_not_full() -> None:
    said = whole(document("watthana-nakhon", "book", "arabic"))
    assert "ข้อนี้ไม่ได้คะแนน อาจเนื่องจาก" in said
    assert "คะแนนที่ไม่เต็มแสดงว่า" not in said and "สาเหตุที่ควรตรวจสอบ" not in said


def test_unknown_questions_take_one_line() -> None:
    said = whole(document("mae-sot", "analysis"))
    assert "ไม่ทราบคะแนนของข้อ i2 การเลือกปฏิบัติ และ i3 " in said
    assert "\nไม่ทราบคะแนน\n" not in said
    made = document("mae-sot", "results")
    grids = [grid(made, table) for table in tables(made)]
    (nine,) = [rows for rows in grids if any(row[0] == "o1" for row in rows)]
    assert [row[0] for row in nine if re.fullmatch(r"o\d+", row[0])] == ["o1", "o2", "o4", "o7", "o9", "o12", "o16"]
    assert "ไม่ทราบคะแนนของข้อ o3 o5 o6 o8 o10" in whole(made)


def test_indicator_that_fell_is_told_with_what_raises_it() -> None:
    given = source("mae-sot")
    words = dataclasses.replace(given, document=None)
    told = whole(report(words, "analysis"))
    alone = whole(report(dataclasses.replace(words, facts=dataclasses.replace(given.facts, assessor=())), "analysis"))

    def row(text: str, number: int) -> str:
        return next(line for line in text.splitlines() if re.match(rf"ตัวชี้วัดที่ {number} .*จากปี 2567", line))

    assert row(told, 1).endswith("จึงควรปรับปรุงโดยดำเนินการตามข้อเสนอแนะของผู้ประเมินในเรื่อง i1 ตามขั้นตอนและเวลา")
    assert row(alone, 1).endswith(
        "จึงควรปรับปรุงโดยดำเนินการในข้อ i1 ตามขั้นตอนและเวลา (แนวทางพัฒนาปรากฏในตารางข้อคำถามที่ควรพัฒนา)"
    )
    # What rose is kept, without a remedy beside it.
    assert row(told, 8).endswith("ควรรักษาระดับไว้")
    # What the assessor says of keeping raises nothing.
    assert row(told, 3).endswith("จึงควรปรับปรุง")


def test_remedy_of_the_assessor_stands_in_words_where_no_part_shows_it() -> None:
    point = AssessorPoint(scope="items", ids=("i1",), issue="ก", advice="หน่วยงานควรติดแผนผังขั้นตอน")
    given = source("mae-sot")
    facts = dataclasses.replace(given.facts, assessor=(point,))
    from prongsai.publish.assemble.parts.change import change
    from prongsai.publish.figures import Figures

    one = dataclasses.replace(given, facts=facts, document=None)
    figures = Figures(one.scorecard)
    made = report(one, "analysis")
    said = "\n".join(texts(dataclasses.replace(made, figures=figures.all), change(one, figures, {})))
    assert "จึงควรปรับปรุงตามข้อเสนอแนะของผู้ประเมิน คือ หน่วยงานควรติดแผนผังขั้นตอน" in said


def test_own_lead_stands_alone_where_it_tells_total_and_level() -> None:
    usual = "เข้ารับการประเมินคุณธรรมและความโปร่งใส (ITA) ประจำปีงบประมาณ"
    assert usual not in whole(document("mae-sot", "book"))
    assert usual in whole(report(dataclasses.replace(source("mae-sot"), document=None), "book", "standard"))


def test_announced_instrument_that_its_parts_do_not_give_has_a_note() -> None:
    note = "คะแนน IIT ที่ประกาศ (99.29 คะแนน) ไม่เท่ากับที่คำนวณได้จากคะแนนย่อยที่ประกาศ (99.02 คะแนน)"
    assert note in whole(report(dataclasses.replace(source("watthana-nakhon"), document=None), "results"))
    # The agency says so itself in its booklet.
    assert note not in whole(document("watthana-nakhon", "book", "arabic"))


def test_chart_says_which_indicators_it_leaves_out_and_why() -> None:
    told = published(indicators={"1": "90.00", "2": "91.00"}, total="90.00")
    given = dossier_of(Round(facts_of(NACC, told=told), (), None, None, None, {}))
    for kind in ("results", "brief"):
        made = report(given, kind)
        at = next(at for at, block in enumerate(made.blocks) if isinstance(block, Chart) and "ตัวชี้วัด" in block.title)
        after = made.blocks[at + 1]
        assert isinstance(after, Paragraph)
        assert "\n".join(texts(made, [after])).startswith("แผนภูมิไม่แสดงตัวชี้วัดที่ 3, 4, 5, 6, 7, 8, 9, 10 เนื่องจาก")


def test_year_that_is_not_surely_known_has_a_star_in_what_is_signed() -> None:
    one = example("rangsit")
    past = dataclasses.replace(one.facts.history[2567], certainty="inferred")
    facts = dataclasses.replace(one.facts, history={2567: past})
    given = dossier_of(dataclasses.replace(one, facts=facts))
    draft, made = (report(dataclasses.replace(given, state=state), "book") for state in ("draft", "for-signature"))
    assert "อนุมานจากข้อมูลที่มี" in whole(draft) and "อนุมาน" not in whole(made)
    assert any(row[0] == "2567*" for table in tables(made) for row in grid(made, table))
    assert whole(made).count(made.words(STAR_NOTE)) == 1


def test_instruments_are_interpreted_by_a_rule_where_the_agency_does_not() -> None:
    said = whole(report(dataclasses.replace(source("mae-sot"), document=None), "results"))
    assert "(IIT) ได้ 95.52 คะแนน แสดงว่าผู้มีส่วนได้ส่วนเสียภายในรับรู้การดำเนินงานของหน่วยงานด้าน" in said
    assert "(OIT) ได้ 74.50 คะแนน แสดงว่าหน่วยงานเผยแพร่ข้อมูลด้าน" in said
    assert "(IIT) ได้ 99.93 คะแนน แสดงว่า" not in whole(document("rangsit", "book"))


def test_readings_that_agree_take_one_line() -> None:
    said = whole(document("rangsit", "analysis"))
    assert said.count("ต่างเห็นไปในทางที่ดี") == 0
    (line,) = [line for line in said.splitlines() if line.startswith("เรื่องที่ผู้ตอบเห็นไปในทางที่ดี")]
    assert line.count(",") > 5


def test_references_of_the_assessor_stand_once_and_each_text_under_its_instrument() -> None:
    made = document("rangsit", "analysis")
    said = whole(made)
    # The advice on e2 names o8, o9 and o10 in its own words.
    assert "อ้างอิง o10" not in said and "หรือ E-Service (o10)" in said
    closing = said.index("สำหรับแบบวัดการเปิดเผยข้อมูลสาธารณะ (OIT) หน่วยงานควรศึกษาหลักเกณฑ์")
    assert said.rindex("แบบวัดการเปิดเผยข้อมูลสาธารณะ (OIT)\n", 0, closing) > said.rindex("(EIT Survey)\n", 0, closing)


def test_question_without_points_is_not_told_to_go_on() -> None:
    rows = [
        row for table in tables(document("mae-sot", "analysis")) for row in grid(document("mae-sot", "analysis"), table)
    ]
    (told,) = [row[2] for row in rows if row[0] == "o1 โครงสร้างและอำนาจหน้าที่" and len(row) == 3]
    assert told == "ข้อนี้ไม่ได้คะแนน ต้องดำเนินการแก้ไข"


def test_thai_words_never_run_into_other_letters() -> None:
    open_level = sentence("level.open", {}, {"why": Text(th="OIT ยังไม่ทราบ", en="OIT is not known")})
    assert open_level.say() == "ยังบอกระดับไม่ได้แน่ชัด เพราะ OIT ยังไม่ทราบ"
    assert sentence("level.open", {}, {"why": Text(th="ไม่ทราบ", en="x")}).say().endswith("เพราะไม่ทราบ")


def test_condition_of_an_element_is_never_dropped() -> None:
    given = dossier_of(
        Round(facts_of(NACC, marks=all_marks(NACC, **dict.fromkeys(all_marks(NACC), "0"))), (), None, None, None, {})
    )
    said = whole(report(given, "analysis"))
    conditions = {one.condition for item in NACC.items.values() for one in item.elements if one.condition}
    assert conditions and all(condition in said for condition in conditions if condition is not None)


@pytest.mark.parametrize("name", SCORED)
def test_whoever_is_told_to_raise_an_item_is_told_how(name: str) -> None:
    for state in ("draft", "for-signature"):
        made = report(dataclasses.replace(source(name), state=state, document=None), "book", "rangsit")
        raised = [line for line in texts(made) if re.search("ควรยกระดับข้อ", line)]
        assert all("ดังนี้" in line or "ตามแนวทางใน" in line for line in raised), (state, raised)
        # Items stand with their names, or by the groups that they are in: never a long row of codes.
        assert not any(re.search(r"(?:[ieo]\d+ ){4}", line) for line in texts(made) if "รักษาระดับ" in line)


def test_items_to_keep_stand_by_their_groups_where_they_are_many() -> None:
    made = report(dataclasses.replace(source("rangsit"), state="draft", document=None), "book", "rangsit")
    (kept,) = [line for line in texts(made) if "ควรรักษาระดับของข้อในตัวชี้วัดย่อย" in line]
    assert "9.1 ข้อมูลพื้นฐาน (เฉพาะข้อ o1 o3 และ o4) " in kept and "(ทุกข้อ)" in kept
