"""The first day: from an empty folder to the booklet of a new agency, in a real browser, none of it in a terminal."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

IN_CI = os.environ.get("CI", "").lower() == "true"
if not IN_CI:
    pytest.importorskip("playwright", reason="playwright is not installed (requirements/dev.txt)")
from playwright.sync_api import Page, sync_playwright  # noqa: E402 — only where it is there

CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None and not IN_CI, reason="no `chromium` on the PATH: the browser journey is skipped"
)
FLAGS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--no-first-run"]
PATIENCE = 60_000  # ms; a document on a busy machine
MOST_STEPS = 8
RESULT = """ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2568
ที่\tตัวชี้วัด\tคะแนน
1\tการปฏิบัติหน้าที่\t๙๕.๒๔
2\tการใช้งบประมาณ\t๙๕.๘๓
3\tการใช้อ\u0e4d\u0e32นาจ\t99.31
4\tการใช้ทรัพย์สินของราชการ\t93.38
5\tการแก้ไขปัญหาการทุจริต\t93.82
6\tคุณภาพการด าเนินงาน\t96.03
7\tประสิทธิภาพการสื่อสาร\t95.47
8\tการปรับปรุงระบบการทำงาน\t95.48
9\tการเปิดเผยข้อมูล\t69.00
10\tการป้องกันการทุจริต\t80.00
คะแนนรวม\t\t87.15
ระดับ\t\tผ่าน
"""


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """A desk on an empty folder, started as the shortcut does it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path / "โฟลเดอร์ ว่าง"
    known = {
        key: value for key, value in os.environ.items() if not key.startswith(("PRONGSAI_", "DJANGO_", "DATABASE"))
    }
    server = subprocess.Popen(
        [sys.executable, "-m", "prongsai", "serve", "--folder", str(folder), "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**known, "PYTHONUTF8": "1"},
    )
    at = f"http://127.0.0.1:{port}/"
    try:
        for _ in range(600):
            try:
                with urllib.request.urlopen(at + "health", timeout=1):
                    break
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        yield at
    finally:
        server.terminate()
        server.wait(30)


@pytest.fixture
def page() -> Iterator[Page]:
    """A browser of an officer, in Thai."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        window = browser.new_context(locale="th-TH", accept_downloads=True).new_page()
        window.set_default_timeout(PATIENCE)
        yield window
        browser.close()


def test_newcomer_goes_from_an_empty_folder_to_the_booklet_in_eight_steps(
    address: str, page: Page, tmp_path: Path
) -> None:
    steps = 0

    def press(name: str) -> None:
        nonlocal steps
        steps += 1
        button = page.get_by_role("button", name=name, exact=True).or_(page.get_by_role("link", name=name, exact=True))
        button.first.click()

    page.goto(address)  # the first page: nobody typed more than the address
    page.get_by_label("ชื่อและนามสกุล").fill("ผู้ประสานงานคนแรก")
    page.get_by_label("อีเมลของท่าน").fill("first@example.go.th")
    page.get_by_label("ตั้งรหัสผ่าน").fill("แม่น้ำสายยาวไหลผ่านทุ่ง")
    press("สร้างบัญชีและเริ่มใช้งาน")

    page.get_by_label("ชื่อหน่วยงาน").fill("องค์การบริหารส่วนตำบลทดสอบแรก")
    page.get_by_label("ประเภทหน่วยงาน").select_option(label="องค์การบริหารส่วนตำบล")
    page.get_by_label("จังหวัด").select_option(label="ตาก")
    page.get_by_label("ปีงบประมาณที่จะเริ่ม").select_option("2568")
    press("เพิ่มหน่วยงานและเริ่มปีนี้")

    press("วางตารางคะแนน")
    page.get_by_label("ตารางที่คัดลอกมา").fill(RESULT)
    press("อ่านตาราง")
    press("ดูความแตกต่างจากฉบับปัจจุบัน")
    press("ยืนยัน บันทึกเป็นฉบับที่ 1")
    assert "87.15" in page.content() and "/2568/" in page.url
    press("จัดทำเล่มรายงาน")
    with page.expect_download() as coming:
        steps += 1
        page.get_by_role("link", name=re.compile("ดาวน์โหลด|บันทึกไฟล์")).first.click()

    booklet = tmp_path / "booklet.docx"
    coming.value.save_as(booklet)
    words = re.sub(r"<[^>]+>", "", zipfile.ZipFile(booklet).read("word/document.xml").decode())
    assert "องค์การบริหารส่วนตำบลทดสอบแรก" in words and "87.15" in words.translate(
        str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
    )
    assert steps <= MOST_STEPS


def test_first_account_is_made_once(address: str, page: Page) -> None:
    page.goto(address)
    page.get_by_label("ชื่อและนามสกุล").fill("ผู้ใช้คนแรก")
    page.get_by_label("อีเมลของท่าน").fill("first@example.go.th")
    page.get_by_label("ตั้งรหัสผ่าน").fill("แม่น้ำสายยาวไหลผ่านทุ่ง")
    page.get_by_role("button", name="สร้างบัญชีและเริ่มใช้งาน").click()
    page.wait_for_url("**/agencies/new/")

    page.context.clear_cookies()
    page.goto(address + "start/")

    assert page.url.startswith(address + "accounts/login/")
