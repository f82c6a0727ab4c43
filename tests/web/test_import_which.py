"""Files into the site from the command line: never a second agency of one name, unless somebody says so."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from site_of_tests import NOW, YEAR, Site, data_of

from prongsai.files.problems import Refused
from prongsai.flow.by_file.excel import empty_form
from prongsai.flow.intake.files import TakenFile, take_files
from prongsai.records.models import Agency, Result
from prongsai.records.scope import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> Site:
    return Site()  # A is เทศบาลนครแม่สอด of province ก, district กลาง


def small(**agency: str) -> dict[str, Any]:
    return {"format": "prongsai/round@1", "year": 2567, "agency": agency, "published": {"total": "80.00"}}


def taken(folder: Path, *rounds: dict[str, Any], **more: Any) -> list[TakenFile]:
    path = folder / "rounds.jsonl"
    path.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in rounds), encoding="utf-8")
    return take_files([path], now=NOW, **more)


def agencies() -> int:
    return int(Agency.objects.within(SYSTEM).count())


@pytest.mark.parametrize(
    "agency",
    [
        {"name": "เทศบาลนครแม่สอด", "province": "ก"},
        {"name": "ทน.แม่สอด", "province": "จังหวัดก"},
        {"name": "ทน. แม่สอด", "province": "ก", "district": "กลาง", "code": "k3x9zq"},
        {"name": "ชื่อใหม่", "code": "CODE"},
    ],
)
def test_agency_is_found_by_code_else_by_name_and_province(site: Site, tmp_path: Path, agency: dict[str, str]) -> None:
    before, agency = (
        agencies(),
        {key: site.a.code.upper() if value == "CODE" else value for key, value in agency.items()},
    )
    (one,) = taken(tmp_path, small(**agency))

    assert (one.name, one.new_agency, agencies()) == (site.a.name, False, before)
    last = Result.objects.within(SYSTEM).get(round__agency=site.a, round__year=2567)
    assert last.file["agency"]["name"] in (site.a.name, "ชื่อใหม่")


@pytest.mark.parametrize(
    "agency",
    [
        {"name": "ทน.แม่สอด"},
        {"name": "เทศบาลนครแม่สอด", "province": "ข"},
        {"name": "เทศบาลนครแม่สอด", "province": "ก", "district": "อื่น"},
        {"name": "เทศบาลนครแม่สอด", "province": "ก", "code": "ag-other"},
    ],
)
def test_name_that_the_site_has_is_asked_about_with_the_candidates(
    site: Site, tmp_path: Path, agency: dict[str, str]
) -> None:
    before = agencies()
    with pytest.raises(Refused) as caught:
        taken(tmp_path, small(name="เทศบาลตำบลใหม่"), small(**agency))
    (problem,) = caught.value.problems
    assert site.a.code in problem.text.en and "--agency CODE" in problem.text.en and "--new-agency" in problem.text.th
    assert agencies() == before  # all or none

    (one,) = taken(tmp_path, small(**agency), agency=site.a.code)
    assert (one.name, agencies()) == (site.a.name, before)
    (other,) = taken(tmp_path, small(**agency), new_agency=True)
    assert (other.new_agency, agencies()) == (True, before + 1)


def test_new_agency_makes_none_that_is_surely_there(site: Site, tmp_path: Path) -> None:
    before = agencies()
    done = taken(
        tmp_path,
        small(name="ทน.แม่สอด", province="ก"),
        small(name="อบต.นาดี", province="ข"),
        small(name="อบต.นาดี", province="ค"),
        new_agency=True,
    )

    assert [one.new_agency for one in done] == [False, True, True] and agencies() == before + 2
    with pytest.raises(Refused):
        taken(tmp_path, small(name="อบต.นาดี"))  # there are two


def test_agency_that_is_chosen_must_be_there_and_is_for_one_round(site: Site, tmp_path: Path) -> None:
    for rounds, code in (((small(name="ก"),), "none"), ((small(name="ก"), small(name="ข")), site.a.code)):
        with pytest.raises(Refused, match="--agency"):
            taken(tmp_path, *rounds, agency=code)


def test_form_with_a_part_keeps_the_rest_on_the_command_line_too(site: Site, tmp_path: Path) -> None:
    book = load_workbook(io.BytesIO(empty_form(YEAR)))
    book["หน่วยงาน"]["C5"], book["หน่วยงาน"]["C10"] = "ทน.แม่สอด", "ก"
    book["ปีก่อน"]["D6"] = "91.00"
    book.save(tmp_path / "form.xlsx")
    (one,) = take_files([tmp_path / "form.xlsx"], now=NOW)

    assert (one.version, one.stay, one.gone) == (2, 0, 0)
    last = Result.objects.within(SYSTEM).filter(round__agency=site.a).first()
    assert last.file["published"] == json.loads(json.dumps(data_of()["published"]))


def test_what_the_file_does_not_hold_stays_unless_it_is_to_be_removed(site: Site, tmp_path: Path) -> None:
    data = json.loads(json.dumps(data_of()))
    data["agency"]["province"] = "ก"
    del data["published"]["total"]
    assert (taken(tmp_path, data)[0].stay, site.versions()) == (1, 2)  # the province is new
    (gone,) = taken(tmp_path, data, remove=True)
    assert (gone.gone, gone.new) == (1, True)
    last = Result.objects.within(SYSTEM).filter(round__agency=site.a).first()
    assert "total" not in last.file["published"]
