"""Fields of own words have one name in either language, and the name leads back to the field."""

from __future__ import annotations

import dataclasses
import itertools

import pytest

from prongsai.criteria.editions import edition, editions
from prongsai.criteria.figure_id import figure_ids
from prongsai.language.digits import thai
from prongsai.language.text import Text
from prongsai.publish.assemble.field_names import LONGEST_NAME, field_names
from prongsai.publish.assemble.typed_figures import swapped


@pytest.mark.parametrize("name", editions())
def test_every_figure_of_every_edition_goes_to_its_name_and_back(name: str) -> None:
    criteria = edition(name)
    names = field_names(criteria)
    beside = [f"{kind}:{figure}" for kind in ("before", "change", "direction") for figure in figure_ids(criteria)]
    keys = {"agency", "year", "plan_year", *figure_ids(criteria), *(key for key in beside if "level" not in key)}

    assert keys <= names.by_key.keys()
    for key, language in itertools.product(names.by_key, ("th", "en")):
        named = names.named(f"ได้ {{{key}}} คะแนน", language)
        assert names.kept(named) == f"ได้ {{{key}}} คะแนน"
        assert names.kept(thai(named)) == f"ได้ {{{key}}} คะแนน"
        assert names.named(named, language) == named
        assert not {":", "@", "."} & set(names.name(key).th) or "9." in key or "." in key, key


@pytest.mark.parametrize("name", editions())
def test_no_two_figures_have_one_name(name: str) -> None:
    names = field_names(edition(name)).by_key
    for language in ("th", "en"):
        said = [own.say(language) for own in names.values()]
        assert len(said) == len(set(said))


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("คะแนนตัวชี้วัดที่ ๖ (EIT ส่วนที่ ๑)", "ind:6@EIT1"),
        ("ตัวชี้วัดที่ 6", "ind:6"),
        ("ตัวชี้วัดที่ 3 การใช้อำนาจ", "ind:3"),
        ("การใช้อำนาจ", "ind:3"),
        ("คะแนนการใช้อำนาจ", "ind:3"),
        (" คะแนนรวม ", "total"),
        ("Total Score", "total"),
        ("EIT Public", "EIT1"),
        ("i2", "IIT.i2"),
        ("ind:6@EIT1", "ind:6@EIT1"),
        # What is no figure, or could be several, is nobody's.
        ("ตัวชี้วัดที่ 16", None),
        ("e1", None),
        ("totl", None),
        ("การใช้อำนาจ และ IIT", None),
        ("", None),
        ("คะแนนรวม" * LONGEST_NAME, None),
    ],
)
def test_other_words_for_a_figure_are_understood_where_they_mean_one(written: str, key: str | None) -> None:
    assert field_names(edition("nacc-2568")).key(written) == key


def test_figures_that_another_bodys_rules_call_alike_keep_their_ids() -> None:
    criteria = edition("nacc-2568")
    instruments = dict(criteria.instruments)
    alike = Text(th="แบบสำรวจ", en="survey")
    for code in ("IIT", "OIT"):
        instruments[code] = dataclasses.replace(instruments[code], short=alike)
    names = field_names(dataclasses.replace(criteria, instruments=instruments, checksum="another"))

    assert names.name("IIT") == Text(th="IIT", en="IIT")
    assert names.named("{IIT} {total}", "th") == "{IIT} {คะแนนรวม}"
    assert names.kept("{IIT} {OIT}") == "{IIT} {OIT}"


def test_typed_number_is_swapped_for_a_field_in_either_digits_and_nowhere_else() -> None:
    text = "ได้ 87.15 และ ๘๗.๑๕ ไม่ใช่ 187.15 หรือ 87.155\n{87.15} 87.15"

    assert swapped(text, "87.15", "total") == "ได้ {total} และ {total} ไม่ใช่ 187.15 หรือ 87.155\n{87.15} {total}"
