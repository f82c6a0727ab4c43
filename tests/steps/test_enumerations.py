"""Lists in Thai as official letters write them: a blank before และ, none behind it but before no Thai letter."""

from __future__ import annotations

import pytest

from prongsai.criteria.names import listed as listed_texts
from prongsai.language.text import Text
from prongsai.language.thai_text import listed
from prongsai.publish.assemble.building.wording import listed_runs
from prongsai.publish.report import Ref, Words


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([], ""),
        (["ก"], "ก"),
        (["กองคลัง", "กองช่าง"], "กองคลัง และกองช่าง"),
        (["ก", "ข", "เค"], "ก ข และเค"),
        (["EIT ส่วนที่ 1", "EIT ส่วนที่ 2"], "EIT ส่วนที่ 1 และ EIT ส่วนที่ 2"),
        (["i1", "i2", "i3"], "i1 i2 และ i3"),
        (["๑", "๒"], "๑ และ ๒"),
        (["“ผ่าน”", "“ผ่านดี”"], "“ผ่าน” และ “ผ่านดี”"),
        (["เว็บไซต์หลัก", "ณ จุดบริการ"], "เว็บไซต์หลัก และ ณ จุดบริการ"),
    ],
)
def test_lists_have_a_blank_behind_and_only_before_what_is_no_thai_letter(names: list[str], said: str) -> None:
    assert listed(names) == said
    if names:
        assert listed_texts([Text(th=name, en=name) for name in names]).th == said


def test_lists_of_runs_keep_how_their_last_one_looks_and_part_figures_from_the_word() -> None:
    bold, figure = (Words("กองช่าง", bold=True),), (Ref("total"),)
    assert listed_runs([(Words("กองคลัง"),), bold]) == (Words("กองคลัง"), Words(" "), Words("และกองช่าง", bold=True))
    assert listed_runs([(Words("ได้"),), figure]) == (Words("ได้"), Words(" "), Words("และ "), Ref("total"))
    assert listed_runs([bold]) == bold
