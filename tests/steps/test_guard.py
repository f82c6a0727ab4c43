"""What cannot be signed is made as a draft that says why; what nothing holds back is made for signature, clean."""

from __future__ import annotations

import dataclasses

import pytest
from documents import example, source
from hypothesis import given
from hypothesis import strategies as st

from prongsai.collect.papers import Decided, Document, Memo, MemoPart, Section
from prongsai.flow.by_file.proofread import check_report
from prongsai.flow.by_file.write import for_signature
from prongsai.improve.measure_names import borrowed_name
from prongsai.improve.plan import Headed, Plan, Row, Step
from prongsai.language.calendar import MONTHS, SHORT_MONTHS
from prongsai.publish.assemble.building.printed_words import lines_shown
from prongsai.publish.assemble.kinds import kinds
from prongsai.publish.guard.held import Held
from prongsai.publish.guard.signing import MARK, WHY, made
from prongsai.publish.guard.written import short_years
from prongsai.publish.report import Report

QUESTION = "i2 เจ้าหน้าที่ในหน่วยงานของท่าน มีการเลือกปฏิบัติอย่างไม่เป็นธรรมต่อผู้ที่มาติดต่อหรือผู้รับบริการมากน้อยเพียงใด"
ACT = "จัดทำคู่มือการให้บริการประชาชนและเผยแพร่บนเว็บไซต์ของหน่วยงาน"


def guarded(name: str, kind: str, *, draft: bool = False, **fields: object) -> tuple[Report, list[Held]]:
    """An example's document with other fields in its dossier, in the state that it can have."""
    one = example(name)
    dossier = dataclasses.replace(source(name), **fields)
    document, held = made(dossier, kind, proofread=lambda report: check_report(one, report), draft=draft)
    return document, list(held)


def planned(*rows: Row, form: str | None = None) -> Plan:
    """A plan of these rows."""
    return Plan(year=2569, rows=rows, form=form)


def words(document: Report) -> str:
    return "\n".join(line for block in document.blocks for line in lines_shown(block, document.figures))


def holding(held: list[Held]) -> list[str]:
    return [one.wrong.th for one in held if one.holds]


@pytest.mark.parametrize(
    ("measure", "whose"),
    [
        (QUESTION, "ข้อคำถาม i2 การเลือกปฏิบัติ"),
        ("ตัวชี้วัดที่ ๑๐ การป้องกันการทุจริต", "ตัวชี้วัดที่ 10 การป้องกันการทุจริต"),
        ("การป้องกันการทุจริต", "ตัวชี้วัดที่ 10 การป้องกันการทุจริต"),
        ("o20 การเปิดโอกาสให้เกิดการมีส่วนร่วม", "ข้อ o20 การมีส่วนร่วม"),
        (
            "กลไกและมาตรการในการแก้ไขและป้องกันการทุจริตภายในหน่วยงาน",
            "ประเด็นที่ 7 กลไกและมาตรการในการแก้ไขและป้องกันการทุจริตภายในหน่วยงาน",
        ),
        (ACT, None),
        ("เสริมสร้างการป้องกันการทุจริตในการจัดซื้อจัดจ้าง", None),
    ],
)
def test_a_measure_named_by_something_else_is_known(measure: str, whose: str | None) -> None:
    name = borrowed_name(source("watthana-nakhon-2568").criteria, "nacc-five-column", measure)
    assert (name.th if name is not None else None) == whose


def test_an_announcement_of_measures_named_by_questions_is_a_draft_that_offers_the_rows_own_steps() -> None:
    row = Row(measures=(QUESTION,), issue="2", items=("i2",), steps=(Step(text="วิเคราะห์ภารกิจ"), Step(text="จัดทำคู่มือ")))
    document, held = guarded("watthana-nakhon-2568", "announcement", plan=planned(row, form="nacc-five-column"))

    assert document.state == "draft"
    assert [(one.wrong.th, one.offers) for one in held] == [
        ("มาตรการแถวที่ 1 ใช้ชื่อของข้อคำถาม i2 การเลือกปฏิบัติ", ("วิเคราะห์ภารกิจ", "จัดทำคู่มือ"))
    ]
    assert document.notice == f"{MARK}: ชื่อมาตรการยังไม่ระบุสิ่งที่จะดำเนินการ"
    assert WHY in words(document) and "ให้ตั้งชื่อมาตรการเป็นสิ่งที่หน่วยงานจะดำเนินการ" in words(document)
    assert document.unsignable == (held[0].wrong,)


def test_without_steps_a_proposal_for_the_same_question_is_offered() -> None:
    lost = next(proposal for proposal in source("rangsit-2568").proposals if proposal.items)
    row = Row(measures=("ตัวชี้วัดที่ 9 การเปิดเผยข้อมูล",), issue="1", items=lost.items, indicators=lost.indicators)
    _, held = guarded("rangsit-2568", "announcement", plan=planned(row))
    assert held[0].offers[:1] == (lost.measure,)


@pytest.mark.parametrize(
    "measures",
    [(ACT,), (QUESTION, ACT), (Headed(QUESTION, (ACT,)),)],
)
def test_a_row_that_says_what_will_be_done_is_signed(measures: tuple[str | Headed, ...]) -> None:
    row = Row(measures=measures, issue="2", items=("i2",))
    document, held = guarded("watthana-nakhon-2568", "announcement", plan=planned(row, form="nacc-five-column"))
    assert (document.state, held, document.notice) == ("for-signature", [], "")


def test_what_does_not_stand_in_the_document_does_not_hold_it_back() -> None:
    document, held = guarded("watthana-nakhon-2568", "memo")
    assert (document.state, holding(held)) == ("for-signature", [])


@pytest.mark.parametrize("mark", ["[…]", "[...]", "[อ่านไม่ออก]", "(อ่าน ไม่ออก)"])
def test_what_could_not_be_read_is_never_signed_whatever_was_decided(mark: str) -> None:
    memo = Memo(subject="ขอความเห็นชอบ", to="นายกเทศมนตรี", parts=(MemoPart("เรื่องเดิม", f"ตามที่ได้ดำเนินการ {mark} แล้ว"),))
    _, held = guarded("rangsit-2568", "memo", memo=memo)
    assert len(held) == 1 and not held[0].decidable
    document = Document(decided=(Decided(held[0].what, "ไม่ทราบข้อความ"),))
    made_again, _ = guarded("rangsit-2568", "memo", memo=memo, document=document)
    assert made_again.state == "draft"


def level(name: str, example_name: str) -> tuple[Report, list[Held]]:
    one = example(example_name)
    facts = dataclasses.replace(one.facts, published=dataclasses.replace(one.facts.published, level=name))
    document, held = for_signature(dataclasses.replace(one, facts=facts), "brief")
    return document, list(held)


def test_a_level_that_the_year_does_not_have_holds_back() -> None:
    document, held = level("ผ่านดีมาก", "rangsit-2568")
    assert document.state == "draft"
    assert held[0].wrong.th.endswith("ไม่มีระดับ “ผ่านดีมาก” ระดับที่มีคือ ผ่านดีเยี่ยม ผ่านดี ผ่าน ต้องปรับปรุง ต้องปรับปรุงโดยด่วน")


def test_a_level_against_the_rules_holds_back_only_where_the_rules_are_confirmed() -> None:
    document, held = level("ผ่าน", "rangsit-2568")
    criteria = source("rangsit-2568").criteria
    confirmed = all(step.origin.certainty == "confirmed" for step in criteria.levels.steps)
    assert held[0].what == "ระดับ “ผ่าน” ที่ตามเกณฑ์เป็น “ผ่านดีเยี่ยม” (คะแนน 99.70 99.93 99.82 100 99.38)"
    assert (document.state == "draft", held[0].only_note) == (confirmed, not confirmed)


def test_a_row_that_serves_nothing_holds_back_where_the_form_files_rows() -> None:
    plan = planned(Row(measures=(ACT,)), form="nacc-five-column")
    document, held = guarded("watthana-nakhon-2568", "announcement", plan=plan)
    assert (document.state, holding(held)) == (
        "draft",
        ["มาตรการแถวที่ 1 ไม่ระบุประเด็นหรือตัวชี้วัดที่มาตรการนี้ตอบ"],
    )


def test_elsewhere_it_is_a_note_and_the_document_is_signed() -> None:
    document, held = guarded("trang-2564", "announcement")
    assert document.state == "for-signature"
    assert [(one.only_note, one.holds) for one in held] == [(True, False)]


def test_notes_on_what_stands_in_the_document_are_told_and_hold_nothing_back() -> None:
    document, held = guarded("mae-sot-2568", "book")
    assert document.state == "for-signature"
    assert [one.wrong.th.partition(":")[0] for one in held] == ["ข้อเสนอแนะของผู้ประเมิน", "แผน"]
    assert [(one.only_note, one.holds, one.decidable) for one in held] == [(True, False, False)] * 2
    assert [one.kind.en for one in guarded("mae-sot-2568", "memo")[1]] == []
    assert "ข้อสังเกต" not in words(document)


def section(text: str) -> Document:
    return Document(sections=(Section(part="preface", text=text),))


def test_a_typed_figure_that_differs_holds_back_until_it_is_decided_and_while_the_figures_stay() -> None:
    wrong = section("เทศบาลนครรังสิตได้คะแนนรวม 98.25 คะแนน")
    document, held = guarded("rangsit-2568", "book", document=wrong)
    assert document.state == "draft"
    assert len(holding(held)) == 1 and "99.70" in held[0].what

    decided = dataclasses.replace(wrong, decided=(Decided(held[0].what, "อ้างคะแนนก่อนอุทธรณ์"),))
    document, held = guarded("rangsit-2568", "book", document=decided)
    assert (document.state, held[0].why_kept) == ("for-signature", "อ้างคะแนนก่อนอุทธรณ์")

    other = dataclasses.replace(decided, sections=section("เทศบาลนครรังสิตได้คะแนนรวม 98.24 คะแนน").sections)
    document, _ = guarded("rangsit-2568", "book", document=other)
    assert document.state == "draft"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ผลการประเมินปี 67 และปี ๖๘", ["ปี 67", "ปี ๖๘"]),
        ("ประจำปีงบประมาณ พ.ศ. 68", ["ปีงบประมาณ พ.ศ. 68"]),
        ("ภายใน 30 ก.ย. 68", ["30 ก.ย. 68"]),
        ("ระหว่างวันที่ 1/10/67 ถึง 30/9/2568", ["1/10/67"]),
        ("ปี 2567 ปีงบประมาณ พ.ศ. ๒๕๖๘ 30 กันยายน 2568", []),
        ("อายุ 51 - 60 ปี 52 คน ระยะเวลา 5 ปี 60 วัน", []),
        ("ปี 67.50 คะแนน", []),
        ("https://example.go.th/ปี 68.pdf", []),
    ],
)
def test_years_of_two_digits_are_found(text: str, found: list[str]) -> None:
    assert [one.what.split("”")[0].removeprefix("“") for one in short_years([text])] == found


@given(
    st.integers(1, 28), st.sampled_from((*MONTHS, *SHORT_MONTHS)), st.integers(2500, 2599), st.sampled_from(("", " "))
)
def test_a_date_with_its_whole_year_is_never_found_and_a_cut_one_always(
    day: int, month: str, year: int, between: str
) -> None:
    whole = f"ภายในวันที่ {day} {month}{between}{year} เป็นต้นไป"
    assert list(short_years([whole])) == []
    cut = f"ภายในวันที่ {day} {month}{between}{year % 100:02d} เป็นต้นไป"
    assert len(list(short_years([cut]))) == (1 if year >= 2550 else 0)


def test_a_clean_document_has_no_mark_and_its_rules_in_the_properties_alone() -> None:
    document, _ = guarded("rangsit-2568", "book")
    assert (document.state, document.notice, document.unsignable) == ("for-signature", "", ())
    assert document.made_from and document.printed_source == ""
    assert document.made_from not in words(document)


def test_a_draft_asked_for_is_marked_without_a_reason() -> None:
    document, held = guarded("rangsit-2568", "book", draft=True)
    assert (document.state, document.notice, holding(held)) == ("draft", MARK, [])
    assert WHY not in words(document)
    assert document.printed_source == document.made_from


def test_a_draft_of_the_brief_keeps_to_its_page() -> None:
    document, held = guarded("watthana-nakhon-2568", "brief")
    assert document.state == "draft" and holding(held)
    assert WHY not in words(document)


def test_what_nobody_signs_has_no_state() -> None:
    unsigned = [kind for kind in kinds().values() if not kind.signed]
    assert unsigned
    for kind in unsigned:
        if kind.id in ("results", "analysis"):
            document, held = guarded("watthana-nakhon-2568", kind.id)
            assert (document.state, document.notice, held) == (None, "", [])
