"""``prongsai report`` with names of those who sign and with whom a letter is to."""

from __future__ import annotations

from pathlib import Path

import pytest
from calls import TRANG, left_in, prongsai

MAYOR = "นายกเทศมนตรีนครตรัง"


def test_names_and_addressee_stand_in_what_is_made(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    named = ("--sign", f"{MAYOR}=ก ข (ปลัดเทศบาล ปฏิบัติหน้าที่)", "--to", "nacc")
    out = str(tmp_path)
    status, _, _ = prongsai(capsys, "report", TRANG, "--kind", "letter", "--format", "html", "--out", out, *named)

    text = (tmp_path / "trang-2564-letter.html").read_text("utf-8")
    assert status == 0 and f"(ก ข)<br>ปลัดเทศบาล ปฏิบัติหน้าที่<br>{MAYOR}" in text
    assert "เลขาธิการคณะกรรมการป้องกันและปราบปรามการทุจริตแห่งชาติ" in text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("--sign", "ก ข"), "--sign: "),
        (("--sign", f"{MAYOR}=ก", "--sign", f"{MAYOR}=ข"), "two names for the position"),
        (("--sign", "ครู=ก"), "no document has a place for “ครู”"),
    ],
)
def test_names_that_stand_nowhere_or_twice_are_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, typed: tuple[str, ...], said: str
) -> None:
    made = prongsai(capsys, "report", TRANG, "--kind", "letter", "--format", "html", "--out", str(tmp_path), *typed)

    assert made[0] == 2 and said in made[2] and left_in(tmp_path) == []
