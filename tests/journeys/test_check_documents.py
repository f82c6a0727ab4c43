"""``prongsai check REPORT --round FILE``: quiet on every document that the program makes, and finds planted slips."""

from __future__ import annotations

import functools
import json
import random
from importlib.resources import files
from pathlib import Path

import pytest
from calls import prongsai
from planting import planted, slips

from prongsai.files.problems import Refused
from prongsai.flow.by_file.dossier import dossier_of
from prongsai.flow.by_file.examples import EXAMPLES, examples
from prongsai.flow.by_file.proofread import check_bytes
from prongsai.flow.by_file.score import assessed
from prongsai.flow.by_file.write import FORMATS, KINDS, report_of
from prongsai.publish.assemble.kinds import lacking
from prongsai.publish.report import Digits, Report
from prongsai.roundfile.round import Round

READ = [form for form in FORMATS if form in ("docx", "html", "pdf")]
SLIPS = 10


@functools.cache
def rounds() -> dict[str, Round]:
    return examples()


@functools.cache
def report(example: str, kind: str, digits: Digits) -> Report | None:
    """The report, None for a kind that the example has nothing for."""
    try:
        return report_of(rounds()[example], kind, digits)
    except (Refused, KeyError):
        return None


@pytest.mark.parametrize("digits", ["arabic", "thai"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("example", EXAMPLES)
def test_documents_of_the_program_give_no_finding(example: str, kind: str, digits: Digits) -> None:
    made = report(example, kind, digits)
    if made is None:
        assert lacking(dossier_of(rounds()[example]), kind) is not None
        return
    for form in READ:
        if form == "pdf" and (digits == "arabic" or kind not in ("results", "analysis")):
            continue  # setting a PDF and reading it takes seconds
        found = check_bytes(rounds()[example], FORMATS[form](made), f"{example}.{form}")
        assert [(each.where, each.says.th) for each in found] == [], form


@pytest.mark.parametrize("form", ["docx", "html"])
@pytest.mark.parametrize(
    ("example", "kind"),
    [
        ("rangsit-2568", "results"),
        ("rangsit-2568", "analysis"),
        ("mae-sot-2568", "results"),
        ("mae-sot-2568", "analysis"),
        ("mae-sot-2568", "book"),
        ("watthana-nakhon-2568", "results"),
        ("trang-2564", "analysis"),
    ],
)
@pytest.mark.parametrize("seed", [1, 2])
def test_ten_planted_slips_are_all_found(example: str, kind: str, form: str, seed: int) -> None:
    one = rounds()[example]
    criteria, card = assessed(one)
    made = report(example, kind, "thai" if seed == 2 else "arabic")
    assert made is not None
    possible = slips(made, criteria, one.facts, card, seed)
    chosen = random.Random(seed).sample(possible, SLIPS)
    found = check_bytes(one, FORMATS[form](planted(made, *chosen)), f"{example}.{form}")
    said = " ".join(each.says.th for each in found)
    assert [slip for slip in chosen if slip.wrong.lstrip("+-") not in said] == []


def test_the_ten_are_of_every_kind() -> None:
    one = rounds()["mae-sot-2568"]
    criteria, card = assessed(one)
    made = report("mae-sot-2568", "analysis", "arabic")
    assert made is not None
    keys = {each.key for each in slips(made, criteria, one.facts, card, 1)}
    assert {"total", "level", "IIT", "ind:4", "rank:ind:3", "change:ind:1:2567", "margin:total", "OIT.o1"} <= keys
    made = report("rangsit-2568", "results", "arabic")
    one = rounds()["rangsit-2568"]
    criteria, card = assessed(one)
    assert made is not None
    keys = {each.key for each in slips(made, criteria, one.facts, card, 1)}
    assert {"count:IIT.respondents", "count:IIT.gender.male", "share:IIT.gender.male", "EIT1", "IIT.i2"} <= keys


@functools.cache
def round_file(example: str) -> Path:
    return Path(str(files("prongsai"))) / "examples" / f"{example}.yaml"


def told(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    return prongsai(capsys, "--lang=th", *map(str, arguments))


def test_command_tells_place_and_words_and_ends_with_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "รายงาน.html"
    page.write_text("<p>ตัวชี้วัดที่ 4 การใช้ทรัพย์สินของราชการ ได้คะแนนเท่ากับ ๙๒.๗๖ คะแนน</p>", encoding="utf-8")
    status, out, _ = told(capsys, "check", page, "--round", round_file("trang-2564"))
    assert status == 1
    assert "ข้อความ “" in out and "๙๒.๗๖" in out and "90.76" in out


def test_command_is_quiet_on_a_right_document_and_ends_with_nought(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "a.html"
    page.write_text("<p>ตัวชี้วัดที่ 4 การใช้ทรัพย์สินของราชการ ได้คะแนน 90.76 คะแนน</p>", encoding="utf-8")
    status, out, _ = told(capsys, "check", page, page, "--round", round_file("trang-2564"))
    assert status == 0
    assert out.count("ไม่พบ") == 2


def test_command_gives_json_with_the_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "a.html"
    page.write_text("<p>คะแนนรวม 95.63 คะแนน</p>", encoding="utf-8")
    status, out, _ = told(capsys, "check", page, "--round", round_file("trang-2564"), "--json")
    assert status == 1
    (one,) = json.loads(out)
    assert one["document"] == str(page)
    assert one["findings"][0]["figures"] == ["total"]


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.docx", b"broken"), ("a.pdf", b"%PDF-1.4 broken"), ("a.doc", b"x"), ("a.xlsx", b"x"), ("a.docx", b"")],
)
def test_command_refuses_what_it_cannot_read(
    name: str, data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_bytes(data)
    status, _, err = told(capsys, "check", tmp_path / name, "--round", round_file("trang-2564"))
    assert status == 2
    assert name in err and "Traceback" not in err


def test_command_asks_for_the_round_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.docx").write_bytes(b"x")
    status, _, err = told(capsys, "check", tmp_path / "a.docx")
    assert status == 2
    assert "--round" in err
