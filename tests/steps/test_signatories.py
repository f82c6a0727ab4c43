"""Names of those who sign: how they are typed, which lines they give, and where they stand."""

from __future__ import annotations

import datetime

import pytest

from prongsai.publish.report import Cell as Kept
from prongsai.publish.report import Column, Paragraph, Report, Signature, Table, Words, cell, text_runs
from prongsai.publish.signatories import Signatory, signatory_of, unused, with_names

DOTTED = f"({'.' * 40})"


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ("ปลัดเทศบาล=ก ข", ("(ก ข)", "ปลัดเทศบาล")),
        (" ปลัดเทศบาล = ก ข ", ("(ก ข)", "ปลัดเทศบาล")),
        (
            "นายกเทศมนตรี=ก ข (รองนายกเทศมนตรี รักษาราชการแทน)",
            ("(ก ข)", "รองนายกเทศมนตรี รักษาราชการแทน", "นายกเทศมนตรี"),
        ),
        (
            "นายกเทศมนตรี=ก ข (ปลัดเทศบาล ปฏิบัติหน้าที่)",
            ("(ก ข)", "ปลัดเทศบาล ปฏิบัติหน้าที่", "นายกเทศมนตรี"),
        ),
        ("ปลัด=ก ข (รองปลัด ปฏิบัติราชการแทน)", ("(ก ข)", "รองปลัด ปฏิบัติราชการแทน", "ปลัด")),
        ("งาน ก=ข=ค ง", ("(ค ง)", "งาน ก=ข")),
        ("ผู้อำนวยการ (ก=ข)=ค ง", ("(ค ง)", "ผู้อำนวยการ (ก=ข)")),
        ("ปลัด=ก ข (รอง (ที่=1) ปฏิบัติหน้าที่)", ("(ก ข)", "รอง (ที่=1) ปฏิบัติหน้าที่", "ปลัด")),
        ("ก" * 150 + "=ข", ("(ข)", "ก" * 150)),
    ],
)
def test_typed_signatory_gives_its_lines(typed: str, lines: tuple[str, ...]) -> None:
    one = signatory_of(typed)
    assert isinstance(one, Signatory)
    assert one.lines == lines


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("ปลัดเทศบาล", "cannot understand the signatory"),
        ("=ก", "cannot understand the signatory"),
        ("ปลัดเทศบาล=", "cannot understand the signatory"),
        ("ปลัดเทศบาล=ก (รอง)", "cannot understand the brackets"),
        ("ปลัดเทศบาล=ก (รักษาราชการแทน)", "write the own position"),
        ("ปลัดเทศบาล=" + "ก" * 121, "more than 120 letters"),
        ("ปลัดเทศบาล=ก (" + "ก" * 201 + " รักษาราชการแทน)", "more than 200 letters"),
        ("ปลัดเทศบาล=ก (รอง) (ข รักษาราชการแทน)", "cannot understand the brackets"),
        ("ปลัดเทศบาล=" + "(" * 100_000, "more than 120 letters"),
    ],
)
def test_what_is_not_understood_is_said(typed: str, said: str) -> None:
    wrong = signatory_of(typed)
    assert not isinstance(wrong, Signatory)
    assert said in wrong.en and wrong.th


def test_name_counts_from_its_first_day_to_its_last() -> None:
    first, last = datetime.date(2026, 1, 1), datetime.date(2026, 1, 31)
    one = Signatory("ปลัดเทศบาล", "ก", starts=first, ends=last)
    assert [one.counts_on(day) for day in (first, last)] == [True, True]
    day = datetime.timedelta(days=1)
    assert not one.counts_on(first - day) and not one.counts_on(last + day)
    assert Signatory("ปลัดเทศบาล", "ก").counts_on(first)


def test_names_stand_where_their_position_has_dots_and_nowhere_else() -> None:
    listed = (cell("1."), Kept(((Words("....", blank="name"),),)), cell("ปลัดเทศบาล"), cell("ประธาน"))
    blocks = (
        Paragraph(text_runs("ปลัดเทศบาล")),
        Table((Column(1),) * 4, (), (listed,)),
        Signature((DOTTED, "ปลัดเทศบาล", "วันที่ ....")),
        Signature(("ลงชื่อ ....", DOTTED, "ปลัดเทศบาล")),
        Signature((DOTTED, "นายกเทศมนตรี")),
        Signature(("(ค ง)", "ปลัดเทศบาล")),
    )
    made = Report("order", "ก", "ข", 2568, blocks)
    named = with_names(made, [Signatory("ปลัดเทศบาล", "ก ข")])
    assert [block.lines for block in named.blocks if isinstance(block, Signature)] == [
        ("(ก ข)", "ปลัดเทศบาล", "วันที่ ...."),
        ("ลงชื่อ ....", "(ก ข)", "ปลัดเทศบาล"),
        (DOTTED, "นายกเทศมนตรี"),
        ("(ค ง)", "ปลัดเทศบาล"),
    ]
    (table,) = [block for block in named.blocks if isinstance(block, Table)]
    assert table.rows[0][1] == cell("ก ข")
    assert unused(made, [Signatory("ปลัดเทศบาล", "ก"), Signatory("ครู", "ข")]) == (Signatory("ครู", "ข"),)
    assert with_names(made, []) is made
