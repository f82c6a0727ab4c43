"""The agency's own words: figures are locked keys, and a block is marked when they change."""

from __future__ import annotations

import pytest
from django.utils import timezone
from site_of_tests import Site, data_of, round_of

from prongsai.flow.documents import shelf as making
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
    return bytes(row.data).decode()


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


def test_typed_scores_are_pointed_out(site: Site) -> None:
    save(site, "ได้ ๘๗.๑๕ คะแนน และ {IIT}")
    assert "มีตัวเลขที่พิมพ์เอง: 87.15" in page(site)


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
