"""The order that assigns items and the answers to copy are made of the board, where it has units and links."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable

import pytest
from board_of_tests import NOW, TODAY, URL, BoardSite
from test_adopt_rules import announce, begun, client_of

from kept_files import bytes_in
from prongsai.flow.disclosure.papers import board_changed, with_board
from prongsai.flow.documents.own_words import dossier_with
from prongsai.flow.year.stored import year
from prongsai.records.actions.office import units
from prongsai.records.actions.office.units import Planned
from prongsai.records.models import MadeDocument, OitItem
from prongsai.records.scope import SYSTEM

__all__ = ["announce"]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_march_of_2569(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def made(site: BoardSite, kind: str, of: int = 2568) -> str:
    """A document of a year as a web page, without its tags; the plan of 2568 is of 2569, whose board is assigned."""
    sent = {"kind": kind, "format": "html", "profile": "standard", "digits": "arabic", "signing": "draft"}
    answer = site.client(site.anan).post(f"/a/{site.a.code}/{of}/documents/make/", sent)
    assert answer.status_code == 302
    row = MadeDocument.objects.within(SYSTEM).filter(round__agency=site.a, kind=kind).latest("pk")
    assert row.round.year == of
    assert row.state == "ready", row.problem
    return re.sub(r"<[^>]+>|\u200b", "", bytes_in(row).decode())


def test_the_order_names_the_units_of_the_board_of_the_year_that_it_is_for() -> None:
    site = BoardSite()
    site.assign(["o1", "o2"], to_unit=str(site.cash.pk))
    site.assign(["o5"], to_unit=str(site.roads.pk))
    document = made(site, "order")
    assert document.count("กองคลัง/งานการเงิน") == 2 and document.count("กองช่าง") == 1


def test_an_order_for_a_year_on_carried_rules_is_made_of_its_board(
    announce: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    everybody, kept = begun(announce)
    monkeypatch.setattr("prongsai.flow.by_file.dossier.editions", lambda: ("nacc-2568",))
    monkeypatch.setattr("prongsai.flow.year.stored._KEPT", OrderedDict())
    (unit,) = units.add_units(agency=everybody.a, parent=None, planned=[Planned("กองช่าง")], person=None, now=NOW)
    row = OitItem.objects.within(SYSTEM).get(round=kept, item="o28")
    sent = {"row": ["o28"], "seen-o28": str(row.version), "to_unit": str(unit.pk)}
    assert client_of(everybody.anan).post(f"/a/{everybody.a.code}/2569/oit/", sent).status_code == 302
    found = year(SYSTEM, everybody.a, 2568, TODAY)
    dossier = dossier_with(found, {}) if found is not None else None
    assert found is not None and dossier is not None and dossier.next_criteria is None
    document = with_board(SYSTEM, found.round, dossier).document
    assert document is not None and [(one.unit, one.items) for one in document.assigned] == [("กองช่าง", ("o28",))]


def test_the_answers_are_the_links_of_the_board_and_else_what_the_file_says() -> None:
    site = BoardSite()
    at = f"/a/{site.a.code}/2568/oit/"
    for number in (1, 2):
        sent = {"do": "add-link", "at": "o3", "url": f"{URL}/{number}", "explanation": f"หน้า {number}"}
        assert site.client(site.anan).post(f"{at}o3/", sent).status_code == 302
    document = made(site, "answers")
    assert f"{URL}/1" in document and f"{URL}/2" in document and "หน้า 2" in document
    found = year(SYSTEM, site.a, 2568, TODAY)
    assert found is not None
    dossier = dossier_with(found, {})
    assert dossier is not None
    with_links = with_board(SYSTEM, found.round, dossier).facts.disclosure
    # Marks stay where they were.
    assert with_links["o1"] == dossier.facts.disclosure["o1"] and with_links["o3"].score is None


def test_a_document_says_that_the_board_changed_since_and_others_do_not() -> None:
    site = BoardSite()
    assert board_changed(SYSTEM, site.a, "order", (2569,)) is None
    site.assign(["o1"], to_unit=str(site.cash.pk))
    assert board_changed(SYSTEM, site.a, "order", (2569,)) == NOW
    assert board_changed(SYSTEM, site.a, "results", (2569,)) is None


def test_a_year_without_a_result_has_the_order_and_the_answers_of_its_board_and_nothing_else() -> None:
    site = BoardSite()
    site.assign(["o1"], to_unit=str(site.cash.pk))
    site.send(site.anan, "o1/", do="add-link", at="o1", url=URL, explanation="แผนผัง")
    page = site.client(site.anan).get(f"/a/{site.a.code}/2569/documents/").content.decode()
    open_kinds = re.findall(r'<option value="([a-z_-]+)"(?: selected)?>[^<]*</option>', page)
    assert {"order", "answers"} <= set(open_kinds) and not {"results", "measures", "book"} & set(open_kinds)
    document = made(site, "order", 2569)
    assert "กองคลัง/งานการเงิน" in document and "ปีงบประมาณ พ.ศ. 2569" in document and "2570" not in document
    answers = made(site, "answers", 2569)
    assert URL in answers and "แผนผัง" in answers and "ปีงบประมาณ พ.ศ. 2569" in answers
    # Nothing else is made of a year without figures.
    sent = {"kind": "results", "format": "html", "profile": "standard", "digits": "arabic"}
    refused = site.client(site.anan).post(f"/a/{site.a.code}/2569/documents/make/", sent)
    assert refused.status_code == 422 and MadeDocument.objects.within(SYSTEM).filter(kind="results").count() == 0


def test_a_year_without_a_result_and_without_links_has_no_answers_to_make() -> None:
    site = BoardSite()
    sent = {"kind": "answers", "format": "html", "profile": "standard", "digits": "arabic"}
    refused = site.client(site.anan).post(f"/a/{site.a.code}/2569/documents/make/", sent)
    assert refused.status_code == 422
