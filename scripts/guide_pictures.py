"""Makes the pictures of the Thai guide from the running product: an empty folder, then the steps of the first day.

``python scripts/guide_pictures.py`` needs playwright and ``chromium`` on the PATH; it writes into ``docs/th/pictures``.
Run it again whenever a page of these has changed.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import openpyxl
from few_colours import few_colours
from openpyxl.cell.cell import MergedCell
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "th" / "pictures"
FLAGS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--no-first-run"]
# Narrow, so that words stay readable on a printed page.
WIDTH, MOST_HEIGHT = 820, 880
PATIENCE = 30_000
RESULT = """ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2568
ที่\tตัวชี้วัด\tคะแนน
1\tการปฏิบัติหน้าที่\t95.24
2\tการใช้งบประมาณ\t95.83
3\tการใช้อำนาจ\t99.31
4\tการใช้ทรัพย์สินของราชการ\t93.38
5\tการแก้ไขปัญหาการทุจริต\t93.82
6\tคุณภาพการดำเนินงาน\t96.03
7\tประสิทธิภาพการสื่อสาร\t95.47
8\tการปรับปรุงระบบการทำงาน\t95.48
9\tการเปิดเผยข้อมูล\t69.00
10\tการป้องกันการทุจริต\t80.00
คะแนนรวม\t\t87.15
ระดับ\t\tผ่าน
"""


def main() -> None:
    """Serves an empty folder, takes the steps and the pictures, and ends the server."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for old in PICTURES.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        known = {
            key: value for key, value in os.environ.items() if not key.startswith(("PRONGSAI_", "DJANGO_", "DATABASE"))
        }
        server = subprocess.Popen(
            [sys.executable, "-m", "prongsai", "serve", "--folder", folder, "--port", str(port)],
            stdout=subprocess.DEVNULL,
            env={**known, "PYTHONUTF8": "1"},
        )
        try:
            _wait(f"http://127.0.0.1:{port}/health")
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
                page = browser.new_context(locale="th-TH", viewport={"width": WIDTH, "height": 640}).new_page()
                page.set_default_timeout(PATIENCE)
                _first_day(page, f"http://127.0.0.1:{port}/", Path(folder))
                browser.close()
        finally:
            server.terminate()
            server.wait(30)


def _wait(address: str) -> None:
    for _ in range(600):
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not answer")


def _first_day(page: Page, address: str, folder: Path) -> None:
    page.goto(address)
    page.get_by_label("ชื่อและนามสกุล").fill("ผู้ประสานงาน ตัวอย่าง")
    page.get_by_label("อีเมลของท่าน").fill("first@example.go.th")
    page.get_by_label("ตั้งรหัสผ่าน").fill("แม่น้ำสายยาวไหลผ่านทุ่ง")
    _picture(page, "1-account")
    _press(page, "สร้างบัญชีและเริ่มใช้งาน")
    page.get_by_label("ชื่อหน่วยงาน").fill("องค์การบริหารส่วนตำบลตัวอย่าง")
    page.get_by_label("ประเภทหน่วยงาน").select_option(label="องค์การบริหารส่วนตำบล")
    page.get_by_label("จังหวัด").select_option(label="ตาก")
    page.get_by_label("ปีงบประมาณที่จะเริ่ม").select_option("2568")
    _picture(page, "2-agency")
    _press(page, "เพิ่มหน่วยงานและเริ่มปีนี้")
    page.get_by_role("link", name="วางตารางคะแนน", exact=True).first.wait_for()
    _picture(page, "3-year")
    _press(page, "วางตารางคะแนน")
    page.get_by_label("ตารางที่คัดลอกมา").fill(RESULT)
    _press(page, "อ่านตาราง")
    page.get_by_role("button", name="ดูความแตกต่างจากฉบับปัจจุบัน").wait_for()
    _picture(page, "4-paste", of="#understood")
    _press(page, "ดูความแตกต่างจากฉบับปัจจุบัน")
    _press(page, "ยืนยัน บันทึกเป็นฉบับที่ 1")
    page.get_by_role("button", name="จัดทำเล่มรายงาน").first.wait_for()
    _picture(page, "5-results")
    _press(page, "นำเข้าผล")
    page.get_by_role("button", name="อ่านไฟล์และดูความแตกต่าง").wait_for()
    _picture(page, "6-excel")
    with page.expect_download() as coming:
        _press(page, "แบบกรอก Excel")
    form = folder / "แบบกรอก.xlsx"
    coming.value.save_as(form)
    _fill(form)
    page.get_by_label("ไฟล์", exact=True).set_input_files(form)
    _press(page, "อ่านไฟล์และดูความแตกต่าง")
    page.get_by_label("เหตุผล").fill("เพิ่มบันทึกข้อความเสนอผู้บริหาร")
    _press(page, "ยืนยัน บันทึกเป็นฉบับที่ 2")
    page.get_by_text("บันทึกเป็นฉบับที่ 2 แล้ว").wait_for()
    _press(page, "เอกสาร")
    page.get_by_label("ชนิดเอกสาร").select_option("memo")
    _picture(page, "7-documents")
    page.get_by_role("button", name="ทำเอกสาร", exact=True).click()
    page.get_by_role("link", name=re.compile("ดาวน์โหลด|บันทึกไฟล์")).first.wait_for()
    _picture(page, "8-memo")


# What an officer types into the sheet of the memo, by the words that stand beside the cell.
MEMO = {
    "เรื่อง": "รายงานผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ ประจำปีงบประมาณ พ.ศ. 2568",
    "เรียน": "นายกองค์การบริหารส่วนตำบลตัวอย่าง",
    "ส่วนราชการ": "สำนักปลัด องค์การบริหารส่วนตำบลตัวอย่าง",
}


def _fill(form: Path) -> None:
    book = openpyxl.load_workbook(form)
    sheet = book["บันทึกข้อความ"]
    for _, label, *others in sheet.iter_rows(max_row=12):
        name = str(label.value or "").rstrip(" *")
        if name in MEMO:
            next(cell for cell in others if not isinstance(cell, MergedCell)).value = MEMO[name]
    book.save(form)


def _press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).or_(page.get_by_role("link", name=name, exact=True)).first.click()


def _picture(page: Page, name: str, *, of: str = "header") -> None:
    """The page from its top, or from what ``of`` finds, in few colours: small, and the same each time it is made."""
    page.evaluate("document.fonts.ready")
    height = min(MOST_HEIGHT, page.evaluate("document.documentElement.scrollHeight"))
    page.set_viewport_size({"width": WIDTH, "height": height})
    page.locator(of).first.evaluate("part => part.scrollIntoView()")
    shot = page.screenshot(animations="disabled", caret="hide")
    (PICTURES / f"{name}.png").write_bytes(few_colours(shot))


if __name__ == "__main__":
    main()
