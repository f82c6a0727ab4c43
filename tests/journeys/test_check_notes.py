"""`prongsai check FILE`: notes and claims that cannot be judged stand apart and leave the exit status alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from calls import MAE_SOT, prongsai

TOWN = """
format: prongsai/round@1
year: 2568
agency: {name: เทศบาลตำบลบ้านนา}
published: {indicators: {"6": "96.03", "7": "95.47", "8": "95.48"}, total: "87.15"}
assessor:
- {scope: indicator, ids: ["8"], advice: ควรพัฒนาและปรับปรุงการดำเนินการด้านนี้}
claims:
- {kind: rank, figure: total, value: "3", where: หน้า 2}
"""


def test_notes_and_unjudged_claims_are_told_and_are_no_contradictions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "town.yaml"
    file.write_text(TOWN, encoding="utf-8")
    status, out, _ = prongsai(capsys, "check", str(file), "--json")
    (told,) = json.loads(out)
    assert status == 0 and told["findings"] == []
    assert [note["figures"] for note in told["notes"]] == [["ind:8", "ind:7"]]
    assert [claim["where"] for claim in told["unjudged"]] == ["หน้า 2"]
    status, out, _ = prongsai(capsys, "--lang=th", "check", str(file))
    assert status == 0
    assert out.index("ข้อสังเกต (ไม่ใช่ข้อขัดแย้ง)") < out.index("ข้อความที่ยังไม่ได้เทียบ")


def test_notes_of_an_example_stand_below_its_contradictions(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = prongsai(capsys, "--lang=th", "check", MAE_SOT)
    assert status == 1
    assert "(EIT ส่วนที่ 2)" in out[out.index("ข้อสังเกต (ไม่ใช่ข้อขัดแย้ง)") :]
