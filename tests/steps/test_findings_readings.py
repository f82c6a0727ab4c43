"""Target, level, readings across instruments, parts apart, and caveats."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from found_cases import NOW, example, found_in
from small_facts import all_marks, answered, facts_of, published

from announced_levels import announcing
from prongsai.analyze.finding.readings import Reading
from prongsai.analyze.findings import Findings
from prongsai.flow.by_file.examples import examples

EVERY = {f"e{n}": "95" for n in range(1, 10)}


def reading(found: Findings, link: str, pair: str) -> Reading:
    return next(each for each in found.readings if (each.link, each.pair) == (link, pair))


def linked(inside: str, outside: str, **marks: str) -> Findings:
    items = {
        "IIT": {f"i{n}": inside for n in range(1, 16)},
        "EIT1": dict.fromkeys(EVERY, outside),
        "EIT2": dict.fromkeys(EVERY, outside),
    }
    return found_in(NOW, facts_of(NOW, told=published(items=items), marks=all_marks(NOW, **marks)))[1]


def test_target_is_met_with_the_margin_to_the_target_and_not_to_last_year() -> None:
    *_, found = example("rangsit-2568")
    (target,) = found.targets

    assert (target.met, target.margin) == (True, Decimal("14.70"))
    assert target.sentence.say() == "ได้คะแนนรวม 99.70 คะแนน สูงกว่าค่าเป้าหมาย (85 คะแนน) อยู่ 14.70 คะแนน"
    assert target.sentence.figures["margin"].key == "margin:total"


@pytest.mark.parametrize(
    ("total", "said"), [("85", "just met"), ("84.99", "missed by 0.01"), ("85.01", "0.01 to spare")]
)
def test_target_sentence_says_met_or_missed(total: str, said: str) -> None:
    _, found = found_in(NOW, facts_of(NOW, told=published(total=total)))

    assert said in found.targets[0].sentence.say("en")


def test_level_of_mae_sot_is_decided_by_oit() -> None:
    *_, found = example("mae-sot-2568")
    level = found.level

    assert level is not None and (level.level, level.next, level.certain) == ("ผ่าน", "ผ่านดี", True)
    assert level.deciding == {"OIT": Decimal("10.50")}
    assert level.hidden == ("EIT1", "EIT2")
    said = [each.say() for each in level.sentences]
    assert "หากจะให้ได้ระดับ “ผ่านดี” ต้องเพิ่มคะแนน OIT จาก 74.50 เป็นอย่างน้อย 85.00 (อีก 10.50 คะแนน)" in said
    assert said[-1] == "ยังไม่ทราบคะแนนของ EIT ส่วนที่ 1 และ EIT ส่วนที่ 2 ซึ่งต้องถึงเกณฑ์ของระดับ “ผ่านดี” ด้วย"


def test_level_that_the_rules_do_not_give_is_said_beside_the_right_one() -> None:
    announced = announcing(examples()["watthana-nakhon-2568"], "ผ่านดีมาก")
    level = found_in(NOW, announced.facts)[1].level

    assert level is not None and not level.certain
    assert (level.announced, level.level, level.deciding) == ("ผ่านดีมาก", "ผ่าน", {"OIT": Decimal("8.00")})
    assert level.sentences[0].say() == "เอกสารระบุระดับ “ผ่านดีมาก” แต่ตามเกณฑ์ของปี 2568 คะแนนนี้อยู่ในระดับ “ผ่าน”"
    assert level.sentences[1].figures["level"].key == "level:by-rules"


def test_level_at_the_top_has_nothing_left_to_decide() -> None:
    *_, found = example("rangsit-2568")
    level = found.level

    assert level is not None and (level.next, level.deciding, level.certain) == (None, {}, True)
    assert [each.say() for each in level.sentences] == ["ผลการประเมินอยู่ในระดับ “ผ่านดีเยี่ยม” ซึ่งเป็นระดับสูงสุด"]


def test_level_that_unknown_parts_leave_open_says_why() -> None:
    told = published(instruments={"IIT": "99", "EIT": "90", "OIT": "99"}, total="96.30")
    _, found = found_in(NOW, facts_of(NOW, told=told))
    level = found.level

    assert level is not None and level.level is None and not level.certain
    assert level.possible == ("ผ่านดี", "ผ่าน")
    assert "อาจเป็น ผ่านดี หรือ ผ่าน" in level.sentences[0].say()
    assert "may be Good pass or Pass" in level.sentences[0].say("en")


def test_level_announced_among_the_possible_ones_stands() -> None:
    told = published(instruments={"IIT": "99", "EIT": "90", "OIT": "99"}, total="96.30", level="ผ่าน")
    _, found = found_in(NOW, facts_of(NOW, told=told))
    level = found.level

    assert level is not None and (level.level, level.announced, level.certain) == ("ผ่าน", "ผ่าน", False)
    assert "ยังไม่ได้ระดับ “ผ่านดี” เป็นเพราะส่วนที่ยังไม่ทราบคะแนน" in level.sentences[-1].say()


def test_level_without_rules_and_total_says_nothing() -> None:
    bare = replace(NOW, levels=replace(NOW.levels, steps=()))
    _, found = found_in(bare, facts_of(NOW, told=published(total="90", level="ผ่านดี")))

    assert found.level is not None and (found.level.level, found.level.possible) == (None, ())
    assert "ไม่ทราบเกณฑ์" in found.level.sentences[0].say()


def test_instruments_of_rangsit_are_all_high_by_a_stated_rule() -> None:
    *_, found = example("rangsit-2568")

    assert [(each.figure, each.band) for each in found.instruments] == [
        ("IIT", "high"),
        ("EIT", "high"),
        ("OIT", "high"),
    ]
    assert found.instruments[0].sentence.say() == "IIT อยู่ในช่วงคะแนนสูง (99.93 คะแนน)"
    assert "สูง คือตั้งแต่ 85 คะแนน" in found.band_rule.say()
    assert found.band_rule.figures["high"].kind == "score"


def test_instruments_are_middle_and_low_below_the_bars() -> None:
    _, found = found_in(NOW, facts_of(NOW, told=published(instruments={"IIT": "84.99", "EIT": "69.99", "OIT": "70"})))

    assert [each.band for each in found.instruments] == ["middle", "low", "middle"]


@pytest.mark.parametrize(
    ("inside", "outside", "kind"),
    [
        ("99", "95", "agree-high"),
        ("84", "80.01", "agree-low"),
        ("86", "84", "agree-mixed"),
        ("95", "90", "inside-higher"),
        ("90", "95", "outside-higher"),
    ],
)
def test_people_inside_and_outside_are_read_by_gap_and_bar(inside: str, outside: str, kind: str) -> None:
    one = reading(linked(inside, outside), "steps", "people")

    assert one.kind == kind
    assert one.parts == ("EIT1", "EIT2")
    assert "reading:steps:inside" in {each.key for each in one.sentence.figures.values()}


@pytest.mark.parametrize(
    ("score", "mark", "kind"),
    [
        ("95", "100", "agree-high"),
        ("95", "0", "perceived-but-not-disclosed"),
        ("80", "100", "disclosed-but-not-perceived"),
        ("80", "0", "agree-low"),
    ],
)
def test_perceived_and_disclosed_are_read_together(score: str, mark: str, kind: str) -> None:
    one = reading(linked(score, score, o10=mark, o11=mark), "online", "disclosed")

    assert one.kind == kind
    assert one.disclosed.lost == (() if mark == "100" else ("OIT.o10", "OIT.o11"))
    assert one.inside.figures == ()


def test_reading_takes_only_the_parts_that_are_known_in_full() -> None:
    *_, found = example("watthana-nakhon-2568")
    one = reading(found, "participation", "disclosed")

    assert one.parts == ("EIT1",)
    assert one.kind == "perceived-but-not-disclosed"
    assert one.disclosed.lost == ("OIT.o6", "OIT.o20")


def test_reading_is_unknown_while_a_linked_item_is() -> None:
    *_, found = example("mae-sot-2568")

    assert {each.kind for each in found.readings} == {"unknown"}
    assert "อ่านเทียบกันไม่ได้" in found.readings[0].sentence.say()


def test_reading_of_an_item_that_the_edition_lacks_leaves_it_out() -> None:
    online = next(each for each in NOW.links if each.id == "online")
    odd = replace(NOW, links=(replace(online, items=("e9", "o10", "o99")), replace(online, id="alone", items=("e9",))))
    told = published(items={"EIT1": EVERY, "EIT2": EVERY})
    _, found = found_in(odd, facts_of(NOW, told=told, marks=all_marks(NOW)))

    assert [(each.link, each.disclosed.figures) for each in found.readings] == [("online", ("OIT.o10",))]


def test_parts_apart_are_shown_by_instrument_indicator_and_item() -> None:
    told = published(items={"EIT1": EVERY | {"e1": "100"}, "EIT2": EVERY | {"e1": "90"}})
    _, found = found_in(NOW, facts_of(NOW, told=told))
    gaps = {each.figure: each for each in found.part_gaps}

    assert set(gaps) == {"EIT", "ind:6", "ind:7", "ind:8", *EVERY}
    assert (gaps["e1"].gap, gaps["e1"].apart) == (Decimal(10), True)
    assert (gaps["ind:6"].gap, gaps["ind:6"].apart) == (Decimal("3.34"), False)
    assert (
        gaps["e1"]
        .sentence.say()
        .startswith("คะแนนข้อ e1 ตามขั้นตอนและเวลา ใน EIT ส่วนที่ 1 และส่วนที่ 2 (100.00 และ 90.00 คะแนน) ต่างกัน 10.00 คะแนน")
    )
    assert "จึงควรพิจารณาแยกกัน" in gaps["e1"].sentence.say()


def test_parts_apart_of_watthana_nakhon_are_known_only_as_a_whole() -> None:
    *_, found = example("watthana-nakhon-2568")

    assert [(each.figure, each.gap, each.apart) for each in found.part_gaps] == [("EIT", Decimal("5.56"), True)]


def test_caveats_count_respondents_and_say_what_is_not_known() -> None:
    *_, found = example("rangsit-2568")

    assert [(each.kind, each.figures) for each in found.caveats] == [
        ("respondents", ("IIT",)),
        ("respondents", ("EIT1",)),
        ("respondents-unknown", ("EIT2",)),
        ("perception", ()),
    ]
    assert "ไม่ได้รับรองว่าไม่มีการทุจริต" in found.caveats[-1].sentence.say()


def test_caveats_of_mae_sot_name_unknown_parts_and_items() -> None:
    *_, found = example("mae-sot-2568")
    by_kind = {each.kind: each for each in found.caveats}

    assert by_kind["unknown-figures"].figures == ("EIT1", "EIT2")
    items = [each for each in found.caveats if each.kind == "unknown-items"]
    assert [len(each.figures) for each in items] == [10, 20]
    assert by_kind["fitted-weights"].figures == ("OIT",)


def test_caveats_tell_of_figures_that_their_parts_do_not_give() -> None:
    announced = announcing(examples()["watthana-nakhon-2568"], "ผ่านดีมาก")
    differences = next(each for each in found_in(NOW, announced.facts)[1].caveats if each.kind == "differences")

    assert differences.figures == ("IIT", "level")
    assert differences.sentence.figures["count"].text == "2"


def test_caveats_warn_of_few_answers() -> None:
    counts = {"i1": [0, 0, 0, 0, 0, 12], "i2": [12, 0, 0, 0, 0, 0]}
    facts = facts_of(NOW, answers={"IIT": answered(12, counts)}, staff=400)
    _, found = found_in(NOW, facts)

    assert [each.kind for each in found.caveats][:3] == ["respondents", "small-sample", "below-minimum"]
    assert "น้อยกว่าขั้นต่ำ 40 คน" in found.caveats[2].sentence.say()
    _, enough = found_in(NOW, facts_of(NOW, answers={"IIT": answered(12, counts)}, staff=12))
    assert [each.kind for each in enough.caveats][:2] == ["respondents", "small-sample"]
    assert enough.caveats[2].kind != "below-minimum"
