"""The agency's own words: figures are locked keys, and a block is marked when they change."""

from __future__ import annotations

import html
import re

import pytest
from django.utils import timezone
from site_of_tests import Site, data_of, round_of
from test_no_codes import visible

from kept_files import bytes_in
from prongsai.flow.documents import making
from prongsai.flow.intake.taking import take_round
from prongsai.records.models import Entry, MadeDocument, TextBlock
from prongsai.records.scope import SYSTEM

pytestmark = pytest.mark.django_db

WORDS = "เทศบาลได้ {total} คะแนน {direction:IIT} จากปีก่อน"


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Site:
    # On a busy machine a document may count as slow; tests have one connection, so no thread may make it.
    monkeypatch.setattr(making, "in_background", lambda pk, clock: making.work(pk, clock=clock))
    return Site()


def save(site: Site, text: str, part: str = "results", opened: str = "") -> int:
    answer = site.client(site.anan).post(site.at(f"texts/{part}/"), {"text": text, "opened": opened})
    return int(answer.status_code)


def page(site: Site, part: str = "results") -> str:
    return str(site.client(site.anan).get(site.at(f"texts/{part}/")).content.decode())


def correct(site: Site, total: str) -> None:
    data = data_of()
    data["published"]["total"] = total
    take_round(agency=site.a, one=round_of(data), person=None, basis="corrected", why="x", now=timezone.now())


def made(site: Site, kind: str = "results") -> str:
    site.client(site.anan).post(
        site.at("documents/make/"), {"kind": kind, "profile": "standard", "digits": "", "format": "html"}
    )
    row = MadeDocument.objects.within(SYSTEM).order_by("-pk").first()
    assert row.state == "ready"
    # Words that stay on a line stand in spans, and blanks that end none are of another kind.
    return re.sub("</?span[^>]*>", "", bytes_in(row).decode()).replace("\u00a0", " ")


def test_saved_words_show_their_figures_and_remember_them(site: Site) -> None:
    assert save(site, WORDS) == 302
    assert ">87.15</mark>" in page(site)
    block = TextBlock.objects.within(SYSTEM).get()
    assert block.seen["total"] == "87.15" and set(block.seen) == {"total", "direction:IIT"}
    line = Entry.objects.within(SYSTEM).filter(agency=site.a).first()
    assert (line.action, line.detail["after"]) == ("edit-text", WORDS)


def test_unknown_key_and_odd_brace_are_refused_and_the_draft_stays(site: Site) -> None:
    answer = site.client(site.anan).post(site.at("texts/results/"), {"text": "ได้ {totl} และ {total", "opened": ""})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert shown.count("<li>ไม่รู้จักช่อง {totl}") == 1 and "วงเล็บปีกกาไม่ครบคู่" in shown
    assert "{totl} และ {total</textarea>" in shown
    assert TextBlock.objects.within(SYSTEM).count() == 0


def test_words_stand_in_the_document_with_figures_as_figures(site: Site) -> None:
    save(site, WORDS)
    assert 'เทศบาลได้ <data value="87.15" data-figure="total">87.15</data> คะแนน' in made(site)


def test_preface_stands_instead_of_the_usual_one(site: Site) -> None:
    usual = "หวังว่ารายงานฉบับนี้จะเป็นประโยชน์"
    assert usual in made(site, "book")
    save(site, "คำนำของเรา ได้ {total} คะแนน", part="preface")
    book = made(site, "book")
    assert "คำนำของเรา" in book and usual not in book and "{total}" not in book


def test_block_is_marked_when_its_figures_change_and_the_document_follows(site: Site) -> None:
    save(site, WORDS)
    correct(site, "80.00")
    assert "87.15 → 80.00" in page(site)
    assert "ตัวเลขเปลี่ยน ตรวจข้อความ" in site.client(site.anan).get(site.at("documents/")).content.decode()
    assert 'เทศบาลได้ <data value="80.00"' in made(site)
    # Saving says that the words were read again.
    block = TextBlock.objects.within(SYSTEM).get()
    import re

    stamp = re.search(r'name="opened" value="([^"]*)"', page(site))
    assert stamp is not None
    assert save(site, WORDS, opened=stamp[1]) == 302
    block.refresh_from_db(from_queryset=TextBlock.objects.within(SYSTEM))
    assert block.seen["total"] == "80.00"
    assert "→" not in page(site).split("<main")[1].split("textarea")[0].replace("←", "")


def test_words_without_changed_figures_are_not_marked(site: Site) -> None:
    save(site, "ได้ {IIT} คะแนน")
    correct(site, "80.00")
    assert "ตัวเลขเปลี่ยน ตรวจข้อความ" not in site.client(site.anan).get(site.at("documents/")).content.decode()


def test_second_writer_is_told_and_loses_nothing(site: Site) -> None:
    save(site, "ของคนแรก")
    answer = site.client(site.boon).post(site.at("texts/results/"), {"text": "ของคนที่สอง", "opened": ""})
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "ของคนแรก" in shown and "ของคนที่สอง" in shown
    assert TextBlock.objects.within(SYSTEM).get().text == "ของคนแรก"


def test_typed_score_that_no_figure_shows_is_pointed_out(site: Site) -> None:
    assert save(site, "ได้ ๑๒.๓๔ คะแนน และ {IIT}") == 302
    assert "มีตัวเลขที่พิมพ์เอง: 12.34" in page(site)


def send(site: Site, **fields: str) -> str:
    answer = site.client(site.anan).post(site.at("texts/results/"), {"opened": ""} | fields)
    return str(answer.content.decode())


def box(shown: str) -> str:
    return html.unescape(shown.split("</textarea>")[0].rsplit(">", 1)[1])


def test_typed_score_that_is_a_figure_is_swapped_in_one_click_before_it_is_saved(site: Site) -> None:
    text = "ได้ ๘๗.๑๕ คะแนน และ {IIT}"
    answer = site.client(site.anan).post(site.at("texts/results/"), {"text": text, "opened": ""})
    shown = answer.content.decode()
    assert answer.status_code == 422 and "ยังไม่ได้บันทึก มีตัวเลขที่พิมพ์เองตรงกับผลคะแนน" in shown
    assert 'name="replace" value="87.15 total"' in shown
    assert not TextBlock.objects.within(SYSTEM).exists()

    swapped = box(send(site, text=text, replace="87.15 total"))
    assert swapped == "ได้ {คะแนนรวม} คะแนน และ {คะแนน IIT}"
    assert not TextBlock.objects.within(SYSTEM).exists()
    assert save(site, swapped) == 302
    assert TextBlock.objects.within(SYSTEM).get().text == "ได้ {total} คะแนน และ {IIT}"


def test_typed_score_is_saved_as_typed_where_that_is_wanted_and_not_asked_about_again(site: Site) -> None:
    send(site, text="ได้ 87.15 คะแนน", do="as-typed")
    block = TextBlock.objects.within(SYSTEM).get()
    assert block.text == "ได้ 87.15 คะแนน"
    from prongsai.records.actions.documents import stamp

    assert save(site, "ได้ 87.15 คะแนนเต็ม", opened=stamp(block)) == 302


def test_officer_sees_no_code_and_english_screens_have_english_names(site: Site) -> None:
    save(site, "ได้ {total} คะแนน {direction:IIT} {ind:9}")
    thai = page(site)
    assert box(thai) == "ได้ {คะแนนรวม} คะแนน {ทิศทางคะแนน IIT} {คะแนนตัวชี้วัดที่ 9}"
    assert not re.findall(r"\b(?:ind|sub|change|before|direction|lowest-item):\w+", visible(thai))
    browser = site.client(site.anan)
    browser.post("/language", {"language": "en", "next": "/"})
    shown = browser.get(site.at("texts/results/")).content.decode()
    assert box(shown) == "ได้ {total score} คะแนน {direction of score of IIT} {score of indicator 9}"


def test_chip_without_script_puts_its_figure_at_the_end_and_the_search_keeps_what_was_typed(site: Site) -> None:
    assert box(send(site, text="ได้ ", insert="total")) == "ได้{คะแนนรวม}"
    shown = send(site, text="ยังไม่บันทึก", find="ตัวชี้วัดที่ ๙", do="preview")
    assert box(shown) == "ยังไม่บันทึก"
    assert set(re.findall(r'name="insert" value="([^"]+)"', shown)) >= {"ind:9", "before:ind:9"}
    assert 'value="total"' not in shown
    assert "ไม่พบตัวเลขที่ตรงกับคำค้น" in send(site, text="", find="ไม่มีคำนี้", do="preview")
    assert not TextBlock.objects.within(SYSTEM).exists()


def test_usual_words_can_be_started_from(site: Site) -> None:
    assert "ข้อความมาตรฐานที่ใช้หากไม่เขียนเอง" in page(site, "preface")
    answer = site.client(site.anan).post(site.at("texts/preface/"), {"text": "", "opened": "", "do": "standard"})
    words = box(answer.content.decode())
    assert "{ชื่อหน่วยงาน}จัดทำรายงานฉบับนี้" in words
    before = made(site, "book")
    save(site, words, part="preface")
    kept = TextBlock.objects.within(SYSTEM).get().text
    assert "{agency}จัดทำรายงานฉบับนี้" in kept
    lines = [line.format(agency="เทศบาลนครแม่สอด", year=2568, plan_year=2569) for line in kept.split("\n")]
    assert [line in before for line in lines] == [True] * 3
    assert "ส่วนนี้ไม่มีข้อความมาตรฐาน" in page(site, "introduction")


def test_markup_is_words(site: Site) -> None:
    save(site, "<script>alert(1)</script> & {total}")
    assert "<script>alert" not in page(site)
    assert "<script>alert" not in made(site)


def test_empty_words_take_the_block_away(site: Site) -> None:
    save(site, "ก")
    block = TextBlock.objects.within(SYSTEM).get()
    from prongsai.records.actions.documents import stamp

    assert save(site, "  \n ", opened=stamp(block)) == 302
    assert TextBlock.objects.within(SYSTEM).count() == 0


def test_who_may_write(site: Site) -> None:
    assert site.client(site.boon).get(site.at("texts/results/")).status_code == 200
    assert site.client(site.dao).get(site.at("texts/results/")).status_code == 403
    assert site.client(site.chai).get(site.at("texts/results/")).status_code == 404
    assert site.client(site.anan).get(site.at("texts/nonsense/")).status_code == 404
