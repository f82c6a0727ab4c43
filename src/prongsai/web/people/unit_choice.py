"""The list from which a unit is chosen where somebody gets a role."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms

from prongsai.web.shell.words import both


def unit_choice(units: Sequence[tuple[int, str]]) -> forms.TypedChoiceField:
    """One of an agency's units, or the whole agency."""
    gone = both("ส่วนราชการนี้ปิดหรือถูกลบไปแล้ว ให้เลือกใหม่", "This unit is closed or gone: choose another.")
    return forms.TypedChoiceField(
        label=both("ส่วนราชการที่ดูแล (เฉพาะผู้ดูแลรายข้อ)", "Unit (of a section owner)"),
        help_text=both(
            "ผู้ดูแลรายข้อแก้ไขได้เฉพาะข้อมูลของส่วนราชการนี้และภายใต้ หากเลือกทั้งหน่วยงานจะแก้ไขได้ทั้งหมด",
            "A section owner changes what is of this unit and below it alone; of the whole agency, everything.",
        ),
        choices=[("", both("ทั้งหน่วยงาน", "The whole agency")), *units],
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": gone},
    )
