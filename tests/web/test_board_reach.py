"""Who changes what of a board: an owner what is theirs, an outsider nothing, nobody anything in a closed year."""

from __future__ import annotations

from typing import Any

import pytest
from board_of_tests import NOW, TODAY, URL, BoardSite
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people import grant, person
from prongsai.records.actions.disclosure.links import add_links
from prongsai.records.actions.disclosure.rows import NotYours
from prongsai.records.models import Entry, Grant, OitItem, OitLink, Person
from prongsai.records.queries.scopes import scope_of
from prongsai.records.scope import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_march_of_2569(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def site() -> BoardSite:
    site = BoardSite()
    site.assign(["o1"], to_unit=str(site.cash.pk))
    site.assign(["o2"], to_unit=str(site.roads.pk))
    site.assign(["o3"], to_unit=str(site.roads.pk), to_person=str(site.ploy.pk))
    site.send(site.anan, "o2/", do="add-link", at="o2", url=URL, explanation="")
    return site


def tries(site: BoardSite, who: Person, item: str, link: int) -> dict[str, int]:
    """What each action on an item answers to somebody."""
    sends: dict[str, dict[str, Any]] = {
        "answer": {"at": item, "state": "ready", "was__state": site.row(item).state},
        "add-link": {"at": item, "url": f"{URL}/{who.pk}", "explanation": ""},
        "change-link": {"at": str(link), "url": f"{URL}/x", "explanation": "", "was__url": URL},
        "tick": {"at": item, f"tick-{item}.1": "1"},
        "all-shown": {"at": str(link)},
        "say": {"at": item, "said": "ก"},
        "remove-link": {"at": str(link)},
    }
    return {do: site.send(who, f"{item}/", do=do, **fields).status_code for do, fields in sends.items()}


def everything(site: BoardSite) -> tuple[object, ...]:
    rows = OitItem.objects.within(SYSTEM).filter(agency=site.a).order_by("pk")
    links = OitLink.objects.within(SYSTEM).filter(item__agency=site.a).order_by("pk")
    return list(rows.values()), list(links.values()), Entry.objects.within(SYSTEM).filter(agency=site.a).count()


def test_an_owner_changes_what_is_of_their_unit_and_what_has_their_name(site: BoardSite) -> None:
    for item in ("o1", "o3"):
        site.send(site.ploy, f"{item}/", do="add-link", at=item, url=URL, explanation="")
        (link,) = site.links(item)
        assert set(tries(site, site.ploy, item, link.pk).values()) == {302}, item
    page = site.get(site.ploy, "o1/")
    assert 'value="add-link"' in page and "ท่านดูได้แต่แก้ไม่ได้" not in page


def test_an_owner_changes_nothing_else_and_reads_all(site: BoardSite) -> None:
    (link,) = site.links("o2")
    before = everything(site)
    assert set(tries(site, site.ploy, "o2", link.pk).values()) == {403}
    assert set(tries(site, site.ploy, "o5", link.pk).values()) == {403}
    assert (
        site.client(site.ploy).post(site.oit(), {"row": ["o1"], "seen-o1": "2", "to_unit": "none"}).status_code == 403
    )
    assert site.send(site.ploy, "o1/", do="divide", pattern="months").status_code == 403
    assert site.send(site.ploy, "answers/", item="o1", stamp="", do="enter").status_code == 403
    assert everything(site) == before
    page = site.get(site.ploy, "o2/")
    assert "ท่านดูได้แต่แก้ไม่ได้" in page and URL in page and 'value="add-link"' not in page
    assert 'name="row"' not in site.get(site.ploy) and "มอบหมายข้อที่เลือก" not in site.get(site.ploy)


def test_a_name_on_a_row_is_no_role(site: BoardSite) -> None:
    (link,) = site.links("o2")
    Grant.objects.within(SYSTEM).filter(person=site.ploy).delete()
    grant(site.ploy, "executive", site.a)
    before = everything(site)
    statuses = tries(site, site.ploy, "o3", link.pk)
    assert {do for do, status in statuses.items() if status != 403} == {"say"}
    assert everything(site)[:2] == before[:2]


def test_what_was_given_to_somebody_else_meanwhile_is_not_changed(site: BoardSite) -> None:
    # The page was looked at before; what counts is the row as it stands when it is written.
    scope = scope_of(site.ploy, TODAY)
    stale = site.row("o1")
    site.assign(["o1"], to_unit=str(site.roads.pk))
    assert stale.unit_id == site.cash.pk

    def may(row: OitItem) -> bool:
        return scope.may("answer-item", site.a, unit=row.unit)

    with pytest.raises(NotYours):
        add_links(round=site.round, key=("o1", ""), urls=(URL,), explanation="", may=may, person=site.ploy, now=NOW)
    assert site.links("o1") == []


def test_outsiders_see_and_change_nothing(site: BoardSite) -> None:
    (link,) = site.links("o2")
    mentor = person("Mentor")
    grant(mentor, "mentor", site.a)
    before = everything(site)
    for who, status in ((site.chai, 404), (site.dao, 403), (mentor, 403)):
        for rest in ("", "o1/", "answers/"):
            answer = site.client(who).get(site.oit(rest))
            assert answer.status_code == status and URL not in answer.content.decode()
        assert set(tries(site, who, "o2", link.pk).values()) == {status}
        # A link of A cannot be reached from B's own board either.
    elsewhere = f"/a/{site.b.code}/2568/oit/o1/"
    other = site.client(site.chai).post(elsewhere, {"do": "remove-link", "at": str(link.pk)})
    assert other.status_code == 422 and everything(site) == before


def test_whoever_signs_reads_all_and_may_say_something(site: BoardSite) -> None:
    mayor = person("Mayor")
    grant(mayor, "executive", site.a)
    assert site.send(mayor, "o2/", do="say", at="o2", said="ขอดูก่อนสิ้นเดือน").status_code == 302
    before = everything(site)
    (link,) = site.links("o2")
    statuses = tries(site, mayor, "o2", link.pk)
    assert {do for do, status in statuses.items() if status != 403} == {"say"}
    assert everything(site)[:2] == before[:2]


def test_a_closed_year_is_read_and_changed_by_nobody(site: BoardSite) -> None:
    (link,) = site.links("o2")
    closed = site.client(site.anan).post(f"/a/{site.a.code}/2569/close/", {"do": "close", "why": "จบแล้ว"})
    assert closed.status_code == 302
    before = everything(site)
    assert set(tries(site, site.anan, "o2", link.pk).values()) == {409}
    assert (
        site.client(site.anan).post(site.oit(), {"row": ["o1"], "seen-o1": "2", "to_unit": "none"}).status_code == 409
    )
    assert site.send(site.anan, "answers/", item="o2", stamp="", do="enter").status_code == 409
    assert everything(site) == before
    for rest in ("", "o2/", "answers/"):
        page = site.get(site.anan, rest)
        assert 'name="row"' not in page and 'value="add-link"' not in page and 'value="enter"' not in page
    assert URL in site.get(site.anan, "o2/")


def queries(site: BoardSite, rest: str) -> int:
    browser = site.client(site.anan)
    browser.get(site.oit(rest))
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(site.oit(rest)).status_code == 200
    return len(asked)


def test_pages_ask_as_many_queries_with_three_links_an_item_as_with_one(site: BoardSite) -> None:
    pages = ("", "?mine=1", "o1/", "answers/")

    def fill(at: int) -> None:
        for item in OitItem.objects.within(SYSTEM).filter(round=site.round).values_list("item", flat=True):
            site.send(site.anan, f"{item}/", do="add-link", at=item, url=f"{URL}/{item}/{at}", explanation="ก")
            site.send(site.anan, f"{item}/", do="say", at=item, said="ก")

    fill(1)
    one = {rest: queries(site, rest) for rest in pages}
    fill(2)
    fill(3)
    site.send(site.anan, "o11/", do="divide", pattern="months")
    assert {rest: queries(site, rest) for rest in pages} == one
    assert max(one.values()) <= 30, one
