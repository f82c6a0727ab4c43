"""A coordinator's day in a real browser: every page holds up to axe, to 320 px and to the console."""

from __future__ import annotations

import contextlib
import datetime
import itertools
import os
import re
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from django.utils import timezone

from kept_rows import begun
from prongsai.flow.by_file.examples import examples
from prongsai.flow.privacy import notice
from prongsai.flow.site.showcase import PASSWORD, load_examples
from prongsai.records.models import Agency, Grant, Person
from prongsai.records.scope import SYSTEM

IN_CI = os.environ.get("CI", "").lower() == "true"
if not IN_CI:
    pytest.importorskip("playwright", reason="playwright is not installed (requirements/dev.txt)")
    pytest.importorskip("axe_playwright_python", reason="axe is not installed (requirements/dev.txt)")
from axe_playwright_python.sync_playwright import Axe  # noqa: E402 — only where it is there
from playwright.sync_api import Browser, Locator, Page, sync_playwright  # noqa: E402 — only where it is there

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.django_db(transaction=True),
    # CI may not skip it: there a missing browser fails in the fixture below.
    pytest.mark.skipif(
        CHROMIUM is None and not IN_CI, reason="no `chromium` on the PATH: the browser journey is skipped"
    ),
]
FLAGS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--no-first-run"]
SLOW = 60_000  # ms; a document on a busy machine
NARROW, WIDE = 320, 1280
TABLE = "ตัวชี้วัด\tคะแนน\nตัวชี้วัดที่ 1 การปฏิบัติหน้าที่\t9.524\nตัวชี้วัดที่ 2 การใช้งบประมาณ\t๙๖.๑๐"
LONG_NAME = "องค์การบริหารส่วนตำบลที่มีชื่อยาวมากเพื่อทดสอบการตัดคำในหน้าจอแคบ" * 2


@dataclass
class Visit:
    """One browser window, what its console said, and what is wrong with the pages that were looked at."""

    page: Page
    address: str
    code: str
    said: list[str] = field(default_factory=list)
    looked_at: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        self.page.goto(f"{self.address}{path}")

    def look(self) -> None:
        """Axe finds nothing, wide and narrow, and no page is wider than a phone."""
        name = self.page.url.removeprefix(self.address)
        self.looked_at.append(name)
        # Axe comes into the page with its first look and stays for the second.
        for width, axe in ((NARROW, Axe()), (WIDE, Axe("axe.version"))):
            self.page.set_viewport_size({"width": width, "height": 900})
            found = axe.run(self.page)
            assert not found.violations_count, f"{name} at {width} px: {found.generate_report()}"
            needed = self.page.evaluate("document.scrollingElement.scrollWidth")
            assert needed <= width, f"{name} needs {needed} px where there are {width}"

    def sign_in(self, email: str = "mae-sot@example.org") -> None:
        self.go("/accounts/login/")
        self.page.get_by_label("อีเมล").fill(email)
        self.page.get_by_label("รหัสผ่าน").fill(PASSWORD)
        self.page.get_by_role("button", name="เข้าสู่ระบบ", exact=True).click()

    def tab(self, name: str) -> None:
        self.page.get_by_role("navigation").get_by_role("link", name=name, exact=True).click()

    def year(self, rest: str = "") -> str:
        return f"/a/{self.code}/2568/{rest}"


@pytest.fixture
def codes(live_server: object) -> dict[str, str]:
    """The example agencies' codes by place, and an agency without a year as ``empty``."""
    begun("examples, 2024", lambda: load_examples(now=timezone.now(), today=datetime.date(2024, 1, 1)))
    empty = Agency.objects.create(code="empty", name=LONG_NAME)
    newcomer = Person.objects.create_user("empty@example.org", PASSWORD, name="ผู้ประสานงานคนใหม่")
    notice.seen(newcomer, language="th", now=timezone.now())
    Grant.objects.create(person=newcomer, role="coordinator", agency=empty, starts=datetime.date(2024, 1, 1))
    named = {one.facts.agency.name: name.rpartition("-")[0] for name, one in examples().items()}
    every = Agency.objects.within(SYSTEM)
    return {named.get(each.name, "empty"): each.code for each in every}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all; each test has a window of its own that shares nothing with the others'."""
    if CHROMIUM is None:
        pytest.fail("CI must run the browser journey, and there is no `chromium` on the PATH")
    # Playwright's event loop stays while its browser does, and bars Django from the tables, which wait for nobody here.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        # Pages that the browser keeps to go back to are what people have: the library would leave that out.
        kept = ["--disable-back-forward-cache"]
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS, ignore_default_args=kept)
        yield opened
        opened.close()


@pytest.fixture
def visit(live_server: object, codes: dict[str, str], browser: Browser) -> Iterator[Visit]:
    with window(browser, live_server.url, codes["mae-sot"]) as opened:
        yield opened


@contextlib.contextmanager
def window(browser: Browser, address: str, code: str = "") -> Iterator[Visit]:
    """A window of its own."""
    with browser.new_context(locale="th-TH", viewport={"width": WIDE, "height": 900}) as context:
        context.set_default_timeout(SLOW / 2)
        page = context.new_page()
        visit = Visit(page, address, code)
        page.on("console", lambda said: visit.said.append(f"{said.text} {said.location.get('url', '')}"))
        page.on("pageerror", lambda error: visit.said.append(str(error)))
        page.on("response", lambda got: got.status >= 400 and visit.said.append(f"{got.status} {got.url}"))
        yield visit


def test_coordinator_reads_results_pastes_a_table_writes_words_and_downloads_a_word_file(visit: Visit) -> None:
    page = visit.page
    visit.go("/")
    assert "/accounts/login/" in page.url
    visit.look()
    visit.sign_in()
    page.wait_for_url(f"**/a/{visit.code}/**")
    visit.look()  # the year
    assert page.get_by_text("87.15").count()

    visit.tab("ผลคะแนน")
    page.wait_for_url("**/results/")
    visit.look()

    visit.go(visit.year("import/paste/"))
    visit.look()
    page.get_by_label("ตารางที่คัดลอกมา").fill(TABLE)
    page.get_by_role("button", name="อ่านตาราง").click()
    page.get_by_text("พบ 9.524").wait_for()
    assert page.get_by_role("button", name="ดูความแตกต่าง").count() == 0
    visit.look()
    page.get_by_role("button", name="แก้เป็น 95.24").click()
    page.get_by_role("button", name="ดูความแตกต่าง").click()
    page.wait_for_url(re.compile(r"/import/\d+/"))
    visit.look()
    assert page.get_by_role("cell", name="96.10").count()
    page.get_by_label("เหตุผล").fill("ประกาศแก้ไข")
    page.get_by_role("button", name="ยืนยัน บันทึกเป็นฉบับที่ 2").click()
    page.get_by_text("ฉบับที่ 2").first.wait_for()
    visit.look()
    visit.go(visit.year("results/"))
    page.get_by_text("ฉบับที่ 2").first.wait_for()
    assert page.get_by_role("cell", name="96.10").count()

    visit.tab("เอกสาร")
    visit.look()
    visit.go(visit.year("texts/results/"))
    box = page.get_by_label("ข้อความ", exact=True)
    box.fill("เทศบาลได้ ")
    # The figure goes in by its button, as a locked field.
    chips = page.get_by_role("button", name=re.compile("^แทรก"))
    page.get_by_label("ค้นหาตัวเลข").press_sequentially("ผลต่าง ๙")
    page.get_by_text("พบ 1 รายการ").wait_for()
    page.get_by_label("ค้นหาตัวเลข").press("Enter")  # hands nothing in
    assert [chip.inner_text().split()[-1] for chip in chips.all() if chip.is_visible()] == ["-9.57"]
    visit.look()
    page.get_by_label("ค้นหาตัวเลข").fill("คะแนนรวม")
    chips.first.press("Enter")
    written = box.input_value()
    assert written == "เทศบาลได้ {คะแนนรวม}"
    box.fill(f"{written} คะแนน ข้อความทดสอบในเล่ม")
    page.get_by_role("button", name="บันทึก").click()
    page.get_by_text("บันทึกข้อความแล้ว").wait_for()
    assert page.locator("#preview mark").count() == 1
    shown = page.locator("#preview mark").inner_text()
    visit.look()

    visit.tab("เอกสาร")
    page.get_by_label("ชนิดเอกสาร").select_option("results")
    page.get_by_label("รูปแบบไฟล์").select_option("docx")
    page.get_by_role("button", name="จัดทำเอกสาร").click()
    download = page.get_by_role("link", name="ดาวน์โหลด")
    download.wait_for(timeout=SLOW)
    visit.look()
    with page.expect_download() as got:
        download.click()
    assert got.value.suggested_filename.endswith(".docx")
    with zipfile.ZipFile(got.value.path()) as word:
        assert word.testzip() is None
        text = re.sub(r"<[^>]+>", "", word.read("word/document.xml").decode())
    assert f"เทศบาลได้ {shown}" in text and "ข้อความทดสอบในเล่ม" in text
    assert visit.said == []


def _tab_to(page: Page, wanted: Locator, most: int = 60) -> None:
    """Presses Tab until ``wanted`` has the focus, which must be seen on every stop."""
    wanted.wait_for()
    for _ in range(most):
        page.keyboard.press("Tab")
        if wanted.evaluate("each => each === document.activeElement"):
            outline = wanted.evaluate("each => getComputedStyle(each).outlineStyle")
            assert outline != "none"
            return
    raise AssertionError(f"{wanted} cannot be reached with the Tab key")


def test_signing_in_and_reading_results_need_no_mouse(visit: Visit) -> None:
    page = visit.page
    visit.go("/accounts/login/")
    _tab_to(page, page.get_by_label("อีเมล"))
    page.keyboard.type("mae-sot@example.org")
    _tab_to(page, page.get_by_label("รหัสผ่าน"))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/a/{visit.code}/**")
    # The first stop skips what stands on every page.
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.reload()
    _tab_to(page, page.get_by_role("link", name="ผลคะแนน", exact=True))
    page.keyboard.press("Enter")
    page.wait_for_url("**/results/")
    summary = page.locator("details.indicator summary").first
    _tab_to(page, summary)
    page.keyboard.press("Enter")
    assert page.locator("details.indicator").first.evaluate("each => each.open")
    assert visit.said == []


@pytest.mark.parametrize(
    "email", ["mae-sot@example.org", "empty@example.org", "supervisor@example.org", "admin@example.org"]
)
def test_every_page_of_an_agency_holds_for_everybody(visit: Visit, email: str) -> None:
    if email == "empty@example.org":
        visit.code = "empty"
    visit.sign_in(email)
    visit.page.wait_for_url(re.compile(r"/a/|/$"))
    visit.look()
    visit.go(f"/a/{visit.code}/")
    tabs = visit.page.locator("nav.tabs a").evaluate_all("all => all.map(each => each.getAttribute('href'))")
    # An agency without a year has fewer pages, and who looks in from above sees results only.
    assert len(tabs) >= (3 if email in ("empty@example.org", "supervisor@example.org") else 5)
    more = ["/accounts/", "/accounts/password/change/"]
    if email == "admin@example.org":
        more = ["/people/", "/people/invite/"]
    if email == "mae-sot@example.org":
        more = [visit.year(each) for each in ("results/total/", "items/o1/", "versions/", "texts/results/")]
        more.append(f"/a/{visit.code}/people/invite/")
    for path in [*tabs, *more]:
        visit.go(path)
        visit.look()
    assert visit.said == []


def test_pages_hold_in_english_and_with_letters_twice_as_large(visit: Visit) -> None:
    page = visit.page
    visit.sign_in()
    page.wait_for_url(f"**/a/{visit.code}/**")
    page.get_by_role("button", name="English").click()
    page.get_by_role("link", name="Results", exact=True).wait_for()
    for rest in ("", "results/", "analysis/", "documents/", "import/paste/"):
        visit.go(visit.year(rest))
        visit.look()
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        needed = page.evaluate("document.scrollingElement.scrollWidth")
        assert needed <= WIDE, f"{rest or 'year'} needs {needed} px at 200 %"
    assert visit.said == []


def test_administrator_closes_an_account_and_opens_it_again(visit: Visit) -> None:
    page = visit.page
    visit.sign_in("admin@example.org")
    page.wait_for_url(f"{visit.address}/")
    visit.go("/accounts/")
    visit.look()
    page.get_by_role("link", name="บัญชีผู้ใช้").click()
    visit.look()
    page.get_by_role("link", name="ผู้ดูแลรายข้อ กองช่าง").click()
    visit.look()
    for step in ("เปลี่ยนชื่อที่แสดง", "ตั้งรหัสผ่านใหม่", "ปิดบัญชี"):
        page.get_by_role("link", name=step).click()
        if "/reauthenticate/" in page.url:
            page.get_by_label("รหัสผ่าน").fill(PASSWORD)
            page.locator("main button").first.click()
        visit.look()
        if step != "ปิดบัญชี":
            page.get_by_role("link", name="ยกเลิก").click()
    page.get_by_role("button", name="ปิดบัญชี").click()
    visit.look()
    page.get_by_role("link", name="เปิดบัญชี").click()
    page.get_by_role("button", name="เปิดบัญชี").click()
    visit.look()
    assert page.get_by_role("link", name="ปิดบัญชี").count() == 1
    assert visit.said == []


def test_cards_side_by_side_begin_at_one_height(visit: Visit) -> None:
    visit.sign_in()
    visit.page.wait_for_url(f"**/a/{visit.code}/**")
    for path, width in itertools.product(("/accounts/2fa/", visit.year()), (WIDE, NARROW)):
        visit.go(path)
        visit.page.set_viewport_size({"width": width, "height": 900})
        cards = [card.bounding_box() for card in visit.page.locator(".grid > .card").all()]
        rows: dict[float, float] = {}  # where each row begins and ends
        for card in cards:
            assert card is not None
            rows[card["y"]] = max(rows.get(card["y"], 0), card["y"] + card["height"])
        assert len(rows) == len(cards) if width == NARROW else len(rows) < len(cards), path
        ends = sorted(rows.items())
        assert {round(low - end) for (_, end), (low, _) in itertools.pairwise(ends)} <= {16}, path


def test_page_that_does_not_exist_says_so_well(visit: Visit) -> None:
    visit.sign_in()
    visit.page.wait_for_url(f"**/a/{visit.code}/**")
    visit.go("/a/nothing/2568/")
    assert visit.page.get_by_role("heading", name="ไม่พบหน้านี้").count()
    visit.look()
    # Chromium reports the page's own 404, and there must be nothing else.
    assert all("/a/nothing/2568/" in each for each in visit.said) and visit.said


def test_back_after_signing_out_shows_no_page_of_whoever_was_there(visit: Visit) -> None:
    page = visit.page
    visit.sign_in()
    page.wait_for_url(f"**/a/{visit.code}/**")
    visit.go(visit.year("results/"))
    assert page.get_by_text("87.15").count()
    page.get_by_role("button", name="ออกจากระบบ").click()
    page.wait_for_url(re.compile("/accounts/login/|/$"))
    page.go_back()
    page.wait_for_url("**/accounts/login/**")
    assert "87.15" not in page.content()
    page.go_back()
    assert "87.15" not in page.content()
    (told,) = visit.said
    assert 'Cleared data types: "cache", "storage"' in told


def test_page_about_signs_that_cannot_be_read_says_so_well(visit: Visit) -> None:
    visit.go("/?q=%00")
    visit.look()
    assert visit.page.get_by_role("heading", name="มีอักขระที่อ่านไม่ได้").count() == 1
