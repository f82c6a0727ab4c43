"""A year is opened once, closed and opened again with a reason; while it is closed no action changes anything of it."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import models

from kept_files import kept
from people import NOW, Cast, Furniture, furnished_cast
from prongsai.criteria.editions import edition
from prongsai.flow.intake.taking import scored_round
from prongsai.flow.rules import known
from prongsai.records.actions import documents, drafts, uploads
from prongsai.records.actions.papers import decisions
from prongsai.records.actions.results import change_document, document_stamp, take_result
from prongsai.records.actions.year.opening import (
    NotNow,
    OtherRules,
    YearClosed,
    close_year,
    open_in,
    open_round,
    reopen_year,
)
from prongsai.records.models import AgencyRound, Entry, MadeDocument, Result, RoundPhase, SigningDecision, Upload
from prongsai.records.queries.history import walked
from prongsai.records.queries.witnessed import row_faults
from prongsai.records.scope import SYSTEM
from prongsai.roundfile.read_data import read_data

pytestmark = pytest.mark.django_db
LATER = NOW + datetime.timedelta(days=30)


@pytest.fixture
def furnished() -> tuple[Cast, Furniture]:
    everybody, (of_a, _) = furnished_cast()
    return everybody, of_a


def year_of(everybody: Cast) -> AgencyRound:
    found: AgencyRound = AgencyRound.objects.within(SYSTEM).select_related("agency").get(agency=everybody.a)
    return found


def carried(year: int = 2570) -> Any:
    return known.rules_of_year("nacc-2569", year)


def opened(everybody: Cast, year: int = 2570) -> tuple[AgencyRound, bool]:
    rules = carried(year)
    return open_round(agency=everybody.a, criteria=rules, rules=known.files_of(rules), person=everybody.anan, now=NOW)


def everything(everybody: Cast) -> dict[str, list[Any]]:
    """Every row of A that an action on its year could touch."""
    rows: dict[type[models.Model], str] = {
        AgencyRound: "agency",
        Result: "round__agency",
        MadeDocument: "round__agency",
        SigningDecision: "round__agency",
        documents.TextBlock: "round__agency",
        documents.Issuance: "document__round__agency",
        Upload: "agency",
        drafts.Draft: "agency",
        Entry: "agency",
    }
    return {
        model.__name__: list(
            model._default_manager.within(SYSTEM).filter(**{path: everybody.a}).order_by("pk").values()
        )
        for model, path in rows.items()
    }


# Every action that changes something of a year. One that is new belongs here: test_every_action_on_a_year_is_tried.
Doing = Callable[[Cast, Furniture, AgencyRound], object]


def _take(who: Cast, _: Furniture, year: AgencyRound) -> object:
    result = Result.objects.within(SYSTEM).select_related("edition").get(round=year)
    file = {**result.file, "staff": 7}
    made = scored_round(read_data(file))
    return take_result(
        agency=who.a,
        criteria=made.criteria,
        file=made.file,
        scorecard=made.figures,
        person=who.anan,
        basis="official",
        why="?",
        now=LATER,
    )


def _document(who: Cast, _: Furniture, year: AgencyRound) -> object:
    result = Result.objects.within(SYSTEM).get(round=year)
    return change_document(
        round=year,
        criteria=edition("nacc-2568"),
        opened=document_stamp(result.file),
        document={"title": "ก"},
        why="?",
        person=who.anan,
        now=LATER,
    )


def _keep_upload(who: Cast, _: Furniture, year: AgencyRound) -> object:
    kept = Upload.objects.within(SYSTEM).get(agency=who.a)
    return uploads.keep_upload(
        agency=who.a,
        year=year.year,
        file=kept.file,
        scorecard=kept.scorecard,
        source="file",
        name="?",
        against=None,
        person=who.anan,
        now=LATER,
    )


def _take_upload(who: Cast, _: Furniture, year: AgencyRound) -> object:
    kept = Upload.objects.within(SYSTEM).select_related("agency").get(agency=who.a)
    return uploads.take_upload(
        upload=kept, criteria=edition("nacc-2568"), basis="official", why="?", person=who.anan, now=LATER
    )


def _issue(who: Cast, rows: Furniture, year: AgencyRound) -> object:
    made = MadeDocument.objects.within(SYSTEM).select_related("round__agency", "issuance").get(pk=rows.pk)
    return documents.issue_document(
        document=made,
        number="2",
        issued_on=NOW.date(),
        names=(),
        stamp="",
        file=kept(b"2"),
        opened=documents.issue_stamp(made.issuance),
        person=who.anan,
        now=LATER,
    )


DOINGS: dict[str, Doing] = {
    "take_result": _take,
    "change_document": _document,
    "keep_upload": _keep_upload,
    "take_upload": _take_upload,
    "keep_draft": lambda who, _, year: drafts.keep_draft(
        agency=who.a, year=year.year, page="entry", person=who.anan, fields={"total": "1"}, now=LATER
    ),
    "ask_document": lambda who, _, year: documents.ask_document(
        round=year, kind="brief", profile="standard", digits="arabic", format="html", person=who.anan, now=LATER
    ),
    "write_text": lambda who, _, year: documents.write_text(
        round=year, part="results", text="ก", seen={}, opened="", person=who.anan, now=LATER
    ),
    "issue_document": _issue,
    "leave_as_is": lambda who, _, year: decisions.leave_as_is(
        round=year, what="ข", why="ค", person=who.anan, now=LATER
    ),
    "take_back": lambda who, rows, year: decisions.take_back(round=year, pk=rows.decision, person=who.anan, now=LATER),
    "take_advice": lambda who, _, year: decisions.take_advice(
        round=year, figures=["ind:6"], opened=decisions.advice_stamp(()), person=who.anan, now=LATER
    ),
}


@pytest.mark.parametrize("name", DOINGS)
def test_nothing_of_a_closed_year_changes_and_the_refusal_says_why(
    furnished: tuple[Cast, Furniture], name: str
) -> None:
    everybody, rows = furnished
    year = year_of(everybody)
    close_year(round=year, why="ส่งรายงานครบแล้ว", person=everybody.anan, now=NOW)
    before = everything(everybody)

    with pytest.raises(YearClosed) as refused:
        DOINGS[name](everybody, rows, year)

    said = refused.value.problems[0].text.th
    assert "ปี 2568 ปิดแล้วเมื่อ 2 มี.ค. 2569" in said and "ส่งรายงานครบแล้ว" in said
    assert everything(everybody) == before


@pytest.mark.parametrize("name", DOINGS)
def test_what_was_refused_is_done_once_the_year_is_open_again(furnished: tuple[Cast, Furniture], name: str) -> None:
    everybody, rows = furnished
    year = year_of(everybody)
    close_year(round=year, why="ครบแล้ว", person=everybody.anan, now=NOW)
    reopen_year(round=year, why="ป.ป.ช. แก้คะแนน", person=everybody.anan, now=NOW)
    before = everything(everybody)

    DOINGS[name](everybody, rows, year)

    assert everything(everybody) != before
    assert row_faults(everybody.a) == () and walked(everybody.a).faults == ()


def test_every_action_on_a_year_is_tried() -> None:
    """Of the actions that are told of a year, an upload, a document or an agency's year."""
    import inspect

    from prongsai.records.actions import results

    told = {"round", "upload", "document", "year"}
    found = {
        name
        for module in (results, uploads, drafts, documents, decisions)
        for name, each in vars(module).items()
        if inspect.isfunction(inspect.unwrap(each))
        and each.__module__ == module.__name__
        and told & inspect.signature(each).parameters.keys()
        and not name.startswith("_")
    }
    # What only lets go of what somebody typed or handed in changes nothing of the year.
    assert found - {"drop_upload", "forget_drafts", "document_stamp"} == DOINGS.keys() - {"take_result"}


def test_closing_and_opening_again_leave_their_lines_with_who_and_why(furnished: tuple[Cast, Furniture]) -> None:
    everybody, _ = furnished
    year = year_of(everybody)
    close_year(round=year, why="ครบแล้ว", person=everybody.anan, now=NOW)
    with pytest.raises(YearClosed):
        close_year(round=year, why="อีกครั้ง", person=everybody.anan, now=NOW)
    closed = year_of(everybody)
    assert (closed.closed_at, closed.closed_why) == (NOW, "ครบแล้ว")
    reopen_year(round=year, why="แก้คะแนน", person=everybody.anan, now=LATER)
    with pytest.raises(NotNow):
        reopen_year(round=year, why="อีกครั้ง", person=everybody.anan, now=LATER)

    lines = Entry.objects.within(SYSTEM).filter(agency=everybody.a, action__in=("close-year", "reopen-year"))
    assert [(line.action, line.about, line.person_name, line.detail) for line in lines.order_by("number")] == [
        ("close-year", "2568", "Anan", {"why": "ครบแล้ว"}),
        ("reopen-year", "2568", "Anan", {"why": "แก้คะแนน"}),
    ]
    assert row_faults(everybody.a) == ()


def test_a_year_that_was_closed_in_the_database_itself_shows(furnished: tuple[Cast, Furniture]) -> None:
    everybody, _ = furnished
    AgencyRound.objects.within(SYSTEM).filter(agency=everybody.a).update(closed_at=NOW, closed_why="ลับ")
    assert [(fault.kind, fault.what) for fault in row_faults(everybody.a)] == [("round", "changed")]


def test_no_year_is_closed_while_a_document_of_it_is_being_made(furnished: tuple[Cast, Furniture]) -> None:
    everybody, rows = furnished
    year = year_of(everybody)
    DOINGS["ask_document"](everybody, rows, year)
    with pytest.raises(NotNow) as refused:
        close_year(round=year, why="ครบแล้ว", person=everybody.anan, now=NOW)
    assert "1 ฉบับ" in refused.value.problems[0].text.th
    assert year_of(everybody).closed_at is None


def test_a_year_is_opened_once_with_its_phases_and_without_a_result(furnished: tuple[Cast, Furniture]) -> None:
    everybody, _ = furnished
    made, new = opened(everybody)
    again, second = opened(everybody)

    assert (new, second, again.pk) == (True, False, made.pk)
    assert (made.year, made.provisional, made.opened_at, made.current) == (2570, True, NOW, None)
    phases = RoundPhase.objects.within(SYSTEM).filter(round=made)
    assert phases.count() == len(carried().phases)
    assert not phases.exclude(starts=None, ends=None).exists()
    lines = Entry.objects.within(SYSTEM).filter(agency=everybody.a, action="open-year", about="2570")
    assert [line.detail for line in lines] == [{"carried_from": "nacc-2569"}]
    assert row_faults(everybody.a) == ()
    open_in(everybody.a, 2570)


def test_carried_rules_give_way_by_adoption_alone(furnished: tuple[Cast, Furniture]) -> None:
    everybody, _ = furnished
    opened(everybody)
    year_of_2568 = everybody.a.rounds.within(SYSTEM).get(year=2568)
    assert not year_of_2568.provisional
    for year, name in ((2570, "nacc-2570"), (2568, "nacc-2568-from-2567")):
        with pytest.raises(OtherRules):
            uploads.keep_upload(
                agency=everybody.a,
                year=year,
                file={},
                scorecard={"criteria": name},
                source="file",
                name="?",
                against=None,
                person=everybody.anan,
                now=NOW,
            )
