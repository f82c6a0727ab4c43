"""The lexicon: how text names figures, beside what editions say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from prongsai.criteria.editions import edition, editions
from prongsai.criteria.lexicon import Lexicon, all_disclosed, codes_in, level_names, part_numbers, part_of, spellings

NOW = edition("nacc-2568")
EARLIER = edition("nacc-2564")  # EIT is asked in one part


@pytest.mark.parametrize("name", editions())
def test_every_level_of_an_edition_is_known(name: str) -> None:
    criteria = edition(name)

    assert [step.name for step in criteria.levels.steps if not level_names(criteria).fullmatch(step.name)] == []


def test_level_that_only_one_edition_has_is_known_with_it_alone() -> None:
    own = replace(NOW, levels=replace(NOW.levels, steps=(replace(NOW.levels.steps[0], name="โปร่งใสยิ่ง"),)))

    assert level_names(own).fullmatch("โปร่งใสยิ่ง")
    assert level_names(NOW).fullmatch("โปร่งใสยิ่ง") is None


def test_spellings_name_instruments_and_parts_that_some_edition_has() -> None:
    every = [edition(name) for name in editions()]
    codes = {code for criteria in every for code in criteria.instruments}
    parts = {part for criteria in every for part in criteria.part_ids()}
    known = spellings()

    assert set(known.codes) == codes
    assert known.names.keys() | known.hints.keys() | {known.parted} <= codes
    assert {*known.numbered.values(), *known.nicknamed.values()} <= parts


def test_code_of_another_body_is_found_with_its_own_edition() -> None:
    school = replace(NOW, instruments={"SIT": replace(NOW.instruments["IIT"], id="SIT")})

    assert codes_in(school).findall("SIT 95.00 IIT 90.00") == [("SIT", "", ""), ("IIT", "", "")]
    assert codes_in(NOW).findall("SIT 95.00") == []


def test_part_is_known_by_number_nickname_and_heading() -> None:
    assert part_of(NOW, "EIT Survey") == "EIT2"
    assert part_of(NOW, "ผู้มีส่วนได้ส่วนเสียภายนอก ส่วนที่ 1") == "EIT1"
    assert part_of(NOW, "ส่วนที่ 1") is None
    assert part_of(NOW, "", ("แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน",)) == "IIT"
    assert part_of(EARLIER, "EIT ส่วนที่ 1") is None


def test_part_of_a_table_is_known_by_the_codes_of_instruments_in_parts() -> None:
    assert [found[1] for found in part_numbers(NOW).finditer("EIT1 part 2 ส่วนที่ (1)")] == ["1", "2", "1"]
    assert [found[1] for found in part_numbers(EARLIER).finditer("EIT1")] == []


def test_words_for_all_disclosed_items_hold_the_code_of_the_edition() -> None:
    school = replace(NOW, instruments={"WEB": replace(NOW.instruments["OIT"], id="WEB")})

    assert all_disclosed(NOW).findall("ทุกข้อของ OIT") == ["ทุกข้อ", "OIT"]
    assert all_disclosed(school).findall("OIT และ WEB") == ["WEB"]


def test_mention_says_of_what_kind_its_likeliest_reading_is() -> None:
    mentions = Lexicon(NOW).mentions("ตัวชี้วัดที่ 6 ข้อ e2 ตัวชี้วัดย่อยที่ 9.1 และ IIT")

    assert [mention.kind for mention in mentions] == ["indicator", "item", "sub_indicator", "instrument"]
    assert mentions[0].figures == ("ind:6", "ind:6@EIT1", "ind:6@EIT2")
