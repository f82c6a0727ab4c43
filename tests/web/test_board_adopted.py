"""A board that began by last year's rules goes on by those that were announced: work is kept, what is gone is read."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from test_adopt_rules import NOW, announce, at, begun, client_of

from prongsai.criteria.board import asked_in
from prongsai.flow.rules import known
from prongsai.records.models import AgencyRound, ElementTick, Entry, OitItem, OitLink, OitRemark
from prongsai.records.queries.history import walked
from prongsai.records.queries.witnessed import row_faults
from prongsai.records.scope import SYSTEM

__all__ = ["announce"]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_march_of_2569(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def urls(row: OitItem) -> list[str]:
    kept = OitLink.objects.within(SYSTEM).filter(item=row, removed_at=None).order_by("position")
    return list(kept.values_list("url", flat=True))


def test_work_goes_on_joined_work_comes_together_and_what_is_gone_stays_to_be_read(
    announce: Callable[[], None],
) -> None:
    everybody, kept = begun(announce)
    anan, agency = client_of(everybody.anan), everybody.a

    def send(item: str, **fields: str) -> None:
        answer = anan.post(at(agency, f"oit/{item}/"), {"at": item, **fields})
        assert answer.status_code == 302, (item, fields)

    page = anan.get(at(agency, "oit/")).content.decode()
    assert "หลักเกณฑ์ชั่วคราว" in page and page.count('name="row"') == 28
    # By the rules of 2568: o1 stays o1, o12 becomes o11, o10 and o11 become o10 together.
    for item in ("o1", "o10", "o11", "o12"):
        send(item, do="add-link", url=f"https://www.example.go.th/{item}", explanation="ก")
        send(item, do="say", said=f"เรื่อง {item}")
    send("o1", do="tick", **{"tick-o1.1": "1", "where-o1.1": "หน้า 1"})
    send("o12", do="answer", state="ready", **{"was-state": "doing"})
    send("o2", do="answer", state="doing", note="รอภาพ", **{"was-state": "to-do"})
    before = {item: OitItem.objects.within(SYSTEM).get(round=kept, item=item).pk for item in ("o1", "o12", "o11")}
    announce()

    came = known.edition("nacc-2569")
    assert anan.post(at(agency), {"seen": came.checksum}).status_code == 302

    rows = {row.item: row for row in OitItem.objects.within(SYSTEM).filter(round=kept, gone_from="")}
    assert set(rows) == set(asked_in(came)) and len(rows) == 26
    assert rows["o1"].pk == before["o1"] and urls(rows["o1"]) == ["https://www.example.go.th/o1"]
    assert (rows["o11"].pk, rows["o11"].state) == (before["o12"], "ready")
    assert urls(rows["o10"]) == ["https://www.example.go.th/o10", "https://www.example.go.th/o11"]
    said = OitRemark.objects.within(SYSTEM).filter(item=rows["o10"]).order_by("pk").values_list("text", flat=True)
    assert list(said) == ["เรื่อง o10", "เรื่อง o11"]
    assert rows["o2"].note == "รอภาพ"
    # The element says the same in both: its tick goes on.
    ticks = ElementTick.objects.within(SYSTEM).filter(item=rows["o1"])
    same = {each.text for each in came.items["o1"].elements} & {
        each.text for each in known.edition("nacc-2568").items["o1"].elements
    }
    assert ticks.count() == (1 if same else 0)
    gone = OitItem.objects.within(SYSTEM).filter(round=kept).exclude(gone_from="")
    assert [(row.item, row.gone_into) for row in gone] == [("o11", "o10")]
    page = anan.get(at(agency, "oit/")).content.decode()
    assert "ข้อที่หลักเกณฑ์ของปีนี้ไม่มีแล้ว" in page and "→ o10" in page
    assert walked(agency).faults == () and list(row_faults(agency)) == []
    line = Entry.objects.within(SYSTEM).get(agency=agency, action="adopt-edition")
    assert {kind for kind, _, _ in line.witnessed} >= {"oit-item", "oit-link", "oit-remark"}
    assert not AgencyRound.objects.within(SYSTEM).get(pk=kept.pk).provisional


def test_rows_that_change_places_do_not_stand_in_each_others_way(announce: Callable[[], None]) -> None:
    everybody, kept = begun(announce)
    anan, agency = client_of(everybody.anan), everybody.a
    for item in asked_in(known.edition("nacc-2568")):
        sent = {"do": "answer", "at": item, "state": "doing", "was-state": "to-do", "note": item}
        assert anan.post(at(agency, f"oit/{item}/"), sent).status_code == 302
    announce()
    came = known.edition("nacc-2569")
    assert anan.post(at(agency), {"seen": came.checksum}).status_code == 302
    assert came.crosswalk is not None
    notes = dict(OitItem.objects.within(SYSTEM).filter(round=kept, gone_from="").values_list("item", "note"))
    assert notes == {row.here: row.there[0] for row in came.crosswalk.items if row.here in notes and row.there}
    gone = OitItem.objects.within(SYSTEM).filter(round=kept).exclude(gone_from="")
    assert {row.note for row in gone} | set(notes.values()) == set(asked_in(known.edition("nacc-2568")))
    assert list(row_faults(agency)) == []
