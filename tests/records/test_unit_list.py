"""A pasted list of units is read as officers write it, and what is not clear is said by its line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.flow.office.hosts import host_of
from prongsai.flow.office.unit_list import MOST_LETTERS, read_units
from prongsai.language.text import Text
from prongsai.records.actions.office.unit_changes import MOST_UNITS
from prongsai.records.actions.office.units import Planned

Tree = tuple[str, list["Tree"]]
MONEY, BUY, ROADS = "งานการเงิน", "งานพัสดุ", "งานโยธา"
TWO = [("กองคลัง", [(MONEY, []), (BUY, [])]), ("กองช่าง", [(ROADS, [])])]


def tree(planned: tuple[Planned, ...]) -> list[Tree]:
    return [(unit.name, tree(unit.below)) for unit in planned]


@pytest.mark.parametrize(
    "text",
    [
        f"กองคลัง\n\t{MONEY}\n\t{BUY}\nกองช่าง\n\t{ROADS}",
        f"กองคลัง\r\n   {MONEY}\r\n   {BUY}\r\n\r\nกองช่าง\r\n  {ROADS}\r\n",
        f"1. กองคลัง\n1.1 {MONEY}\n1.2 {BUY}\n2. กองช่าง\n2.1 {ROADS}",
        f"๑. กองคลัง\n    ๑.๑ {MONEY}\n    ๑.๒. {BUY}\n๒. กองช่าง\n    ๒.๑ {ROADS}",
        f"1 กองคลัง\n1.1{MONEY}\n1.2{BUY}\n2 กองช่าง\n2.1{ROADS}",
        f"1. กองคลัง\n  1. {MONEY}\n  2. {BUY}\n2. กองช่าง\n  1. {ROADS}",
        f"1) กองคลัง\n(1) {MONEY}\n(2) {BUY}\n2) กองช่าง\n(1) {ROADS}",
        f"ก. กองคลัง\n1. {MONEY}\n2. {BUY}\nข. กองช่าง\n1. {ROADS}",
        f"กองคลัง ประกอบด้วย\n- {MONEY}\n- {BUY}\nกองช่าง:\n- {ROADS}",
        f"• กองคลัง\n\u00a0\u00a0o {MONEY}\n\u00a0\u00a0o {BUY}\n• กองช่าง\n\u00a0\u00a0o {ROADS}",
        f"1. กองคลัง\n1.1 {MONEY}\n1.2 {BUY}\n2. กองช่าง\n- {ROADS}",
    ],
)
def test_one_tree_however_it_is_written(text: str) -> None:
    read = read_units(text)
    assert (tree(read.units), read.wrong) == (TWO, ())


def test_what_comes_back_up_is_placed_by_what_it_is_like() -> None:
    read = read_units("สำนักปลัด\n\tฝ่ายอำนวยการ\n\t\tงานธุรการ\n\tงานนิติการ\n1234 หมู่บ้าน")
    assert tree(read.units)[0] == ("สำนักปลัด", [("ฝ่ายอำนวยการ", [("งานธุรการ", [])]), ("งานนิติการ", [])])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1. กองคลัง\n2.1 งานโยธา", "บรรทัดที่ 2 “งานโยธา”: เลข 2.1 ไม่ได้อยู่ต่อจากข้อ 2"),
        ("กองคลัง\nกอง คลัง", "บรรทัดที่ 2 “กอง คลัง”: ซ้ำกับบรรทัดที่ 1"),
        ("กองคลัง\n\n---", "บรรทัดที่ 3"),
        ("กองคลัง\tงานการเงิน", "มีหลายช่องในบรรทัดเดียว"),
        ("ก" * 201, "ยาว 201 ตัวอักษร"),
        ("\n".join("\t" * deep + f"ง{deep}" for deep in range(8)), "ซ้อนกันเกิน 6 ชั้น"),
        ("ก\n" * MOST_LETTERS, "รับได้ไม่เกิน 60,000"),
        ("\n".join(f"งาน{at}" for at in range(MOST_UNITS + 1)), "501 บรรทัด รับได้ไม่เกิน 500"),
    ],
)
def test_what_is_not_clear_is_said_by_its_line(text: str, said: str) -> None:
    assert said in " ".join(wrong.th for wrong in read_units(text).wrong)


NAMES = st.text("กขคงจฉเแาิ่", min_size=1, max_size=8).filter(lambda name: any(letter.isalpha() for letter in name))
TREES = st.recursive(
    st.lists(NAMES.map(lambda name: (name, [])), max_size=4),
    lambda below: st.lists(st.tuples(NAMES, below), max_size=3),
    max_leaves=12,
)


def lines(branch: list[Tree], mark: str, deep: int = 0, number: str = "") -> list[str]:
    written = []
    for at, (name, below) in enumerate(branch, 1):
        own = f"{number}{at}"
        before = f"{own}. " if mark == "number" else mark * deep
        written += [f"{before}{name}", *lines(below, mark, deep + 1, f"{own}.")]
    return written


@given(branch=TREES, mark=st.sampled_from(["\t", "  ", "   ", "number"]))
def test_a_tree_that_is_written_down_is_read_back(branch: list[Tree], mark: str) -> None:
    read = read_units("\n".join(lines(branch, mark)))
    doubled = [wrong for wrong in read.wrong if "ซ้ำ" in wrong.th or "ซ้อน" in wrong.th]
    assert len(doubled) == len(read.wrong)
    if not doubled:
        assert tree(read.units) == branch


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    read_units(text)
    host_of(text)


@pytest.mark.parametrize(
    ("typed", "host"),
    [
        ("www.example.go.th", "www.example.go.th"),
        (" HTTPS://WWW.Example.go.th/path?q=1#x ", "www.example.go.th"),
        ("example.go.th.", "example.go.th"),
    ],
)
def test_of_an_address_the_host_is_kept(typed: str, host: str) -> None:
    assert host_of(typed) == host


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("example.go.th:8080", "พอร์ต 8080"),
        ("ตัวอย่าง.ไทย", "xn--"),
        ("exаmple.go.th", "xn--"),  # the а is Cyrillic
        ("10.0.0.1", "หมายเลขเครื่อง"),
        ("https://[::1]/", "หมายเลขเครื่อง"),
        ("info@example.go.th", "อีเมล"),
        ("localhost", "ไม่ใช่ชื่อเว็บไซต์"),
        ("-a.go.th", "ไม่ใช่ชื่อเว็บไซต์"),
        ("a..th", "ไม่ใช่ชื่อเว็บไซต์"),
        ("a b.go.th", "ไม่ใช่ชื่อเว็บไซต์"),
    ],
)
def test_what_is_no_host_is_refused_in_words(typed: str, said: str) -> None:
    refused = host_of(typed)
    assert isinstance(refused, Text) and said in refused.th
