"""A form that holds a part changes only that; what would vanish is listed, and goes only with a tick of its own."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import load_workbook
from site_of_tests import YEAR, Site, file
from site_of_tests import data_of as named_data

from prongsai.flow.by_file.excel import empty_form
from prongsai.records.models import Result, Upload
from prongsai.records.scope import SYSTEM

pytestmark = pytest.mark.django_db
TOTAL, LEVEL = "ผลที่ประกาศ!C6", "ผลที่ประกาศ!C7"
TICK = 'name="remove"'


def data_of() -> dict[str, Any]:
    """What counts at the start, as it is kept."""
    return dict(json.loads(json.dumps(named_data())))


@pytest.fixture
def site() -> Site:
    return Site()


def form(cells: dict[str, Any], data: bytes | None = None) -> bytes:
    """A form of the year, blank but for these cells."""
    book = load_workbook(io.BytesIO(data or empty_form(YEAR)))
    for name, value in cells.items():
        sheet, _, cell = name.partition("!")
        book[sheet][cell] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def now_of(site: Site) -> bytes:
    """The form filled in with what counts now."""
    return site.client(site.anan).get(site.at("round.xlsx")).content


def offered(site: Site, data: Any, name: str = "form.xlsx") -> str:
    answer = site.client(site.anan).post(site.at("import/"), file(data, name))
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def page_of(site: Site, address: str) -> str:
    return site.client(site.anan).get(address).content.decode()


def taken(site: Site, address: str, **more: str) -> dict[str, Any]:
    answer = site.client(site.anan).post(address, {"do": "take", "basis": "corrected", "why": "แก้", **more})
    assert answer.status_code == 302, re.findall('<ul class="problems">.*', answer.content.decode())
    last = Result.objects.within(SYSTEM).filter(round__agency=site.a).first()
    assert last.scorecard["total"]["score"] == str(
        last.file["published"].get("total", last.scorecard["total"]["score"])
    )
    return dict(last.file)


def test_blank_form_with_one_figure_changes_only_that_figure(site: Site) -> None:
    name = {"หน่วยงาน!C5": site.a.name}
    address = offered(site, form({**name, "ปีก่อน!D6": "91.00"}))

    page = page_of(site, address)
    assert TICK not in page and "จะหายไป" not in page
    kept = taken(site, address)
    before = data_of()
    assert kept["history"] == {**before["history"], "2566": {"published": {"total": "91.00"}}}
    assert {key: value for key, value in kept.items() if key != "history"} == {
        key: value for key, value in before.items() if key != "history"
    }


def test_form_with_nothing_but_the_name_changes_nothing(site: Site) -> None:
    page = page_of(site, offered(site, form({"หน่วยงาน!C5": "ทน.แม่สอด"})))

    assert "เหมือนฉบับปัจจุบันทุกประการ" in page and TICK not in page


def test_emptied_cell_is_listed_by_name_and_stays_without_the_tick(site: Site) -> None:
    address = offered(site, form({TOTAL: None}, now_of(site)))

    page = page_of(site, address)
    assert TICK in page and "87.15" in page and "คะแนนรวม" in page
    assert "ลบคะแนนที่มีอยู่" in page
    assert taken(site, address)["published"]["total"] == "87.15"
    assert site.versions() == 1  # nothing else was changed


def test_emptied_cell_goes_with_the_tick(site: Site) -> None:
    kept = taken(site, offered(site, form({TOTAL: None}, now_of(site))), remove="yes")

    assert "total" not in kept["published"]
    assert kept["published"] == {key: value for key, value in data_of()["published"].items() if key != "total"}


def test_tick_takes_nothing_that_stands_on_blank_sheets(site: Site) -> None:
    cells = {"หน่วยงาน!C5": site.a.name, TOTAL: "87.15"}
    kept = taken(site, offered(site, form(cells)), remove="yes")

    assert kept["published"] == {key: value for key, value in kept["published"].items() if key in ("total", "items")}
    for key in ("disclosure", "history", "plan", "assessor"):
        assert kept.get(key) == data_of().get(key)


def drop(key: str) -> Callable[[dict[str, Any]], None]:
    def change(data: dict[str, Any]) -> None:
        del data[key]

    return change


def first_mark(data: dict[str, Any]) -> None:
    del data["disclosure"][0]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda data: data["published"].pop("total"), "87.15"),
        (lambda data: data["published"].pop("level"), "ระดับ"),
        (first_mark, "o1"),
        (drop("history"), "ผลปี 2567 ทั้งปี"),
        (drop("assessor"), "ข้อเสนอแนะของผู้ประเมิน"),
        (drop("plan"), "แผนมาตรการ"),
    ],
)
def test_data_file_is_whole_and_what_it_leaves_out_needs_the_tick(
    site: Site, change: Callable[[dict[str, Any]], None], words: str
) -> None:
    data = data_of()
    change(data)
    page = page_of(site, offered(site, data, "round.json"))
    assert TICK in page and words in page

    assert taken(site, offered(site, data, "round.json")) == data_of()
    gone = taken(site, offered(site, data, "round.json"), remove="yes")
    assert gone == data


def test_what_contradicts_the_file_goes_only_with_the_tick(site: Site) -> None:
    whole = data_of()
    whole["answers"] = {"IIT": {"respondents": "50", "items": {"i1": {"counts": [0, 0, 0, 0, 0, 50]}}}}
    taken(site, offered(site, whole, "round.json"))
    whole["answers"] = {"IIT": {"respondents": "10", "items": {"i2": {"counts": [0, 0, 0, 0, 0, 10]}}}}
    address = offered(site, whole, "round.json")

    assert "ขัดกับข้อมูลที่นำเข้า" in page_of(site, address)
    refused = site.client(site.anan).post(address, {"do": "take", "basis": "corrected", "why": "แก้"})
    assert refused.status_code == 422 and Upload.objects.within(SYSTEM).count() == 1
    kept = taken(site, address, remove="yes")
    assert list(kept["answers"]["IIT"]["items"]) == ["i2"]


def test_blank_sheets_that_contradict_the_filled_ones_are_told(site: Site) -> None:
    whole = data_of()
    whole["answers"] = {
        "IIT": {"respondents": "50", "demographics": {"gender": {"counts": {"male": "20", "female": "30"}}}}
    }
    taken(site, offered(site, whole, "round.json"))
    answer = site.client(site.anan).post(
        site.at("import/"), file(form({"หน่วยงาน!C5": site.a.name, "IIT!D3": "10"}), "form.xlsx")
    )

    assert answer.status_code == 422
    assert "เมื่อรวมกับข้อมูลที่บันทึกไว้แล้ว" in answer.content.decode()


def test_plan_without_its_sheet_of_steps_keeps_the_steps_of_its_measures(site: Site) -> None:
    whole = data_of()
    rows = [{"measures": ["ก"], "steps": [{"text": "หนึ่ง"}]}, {"measures": ["ข"], "steps": [{"text": "สอง"}]}]
    whole["plan"] = {"year": 2569, "rows": rows}
    taken(site, offered(site, whole, "round.json"), remove="yes")
    cells = {"หน่วยงาน!C5": site.a.name, "แผน!D4": "2569", "แผน!D11": "ข", "แผน!D12": "ค", "แผน!D13": "ก"}
    kept = taken(site, offered(site, form(cells)), remove="yes")["plan"]["rows"]

    assert [(row["measures"], [step["text"] for step in row.get("steps", ())]) for row in kept] == [
        (["ข"], ["สอง"]), (["ค"], []), (["ก"], ["หนึ่ง"]),
    ]  # fmt: skip


def test_current_form_unchanged_changes_nothing(site: Site) -> None:
    page = page_of(site, offered(site, now_of(site)))
    assert "เหมือนฉบับปัจจุบันทุกประการ" in page and TICK not in page
