"""What is changed in the database itself is found: rows are held against the lines that tell of them."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from chains import lines, rewrite
from django.db import transaction
from django.db.models import DateField

from kept_files import kept
from people import NOW, TODAY, Cast, furnished_cast, grant
from prongsai.flow.history.verify import chains
from prongsai.records.actions import documents, grants, people
from prongsai.records.actions.history import record
from prongsai.records.models import (
    Agency,
    AgencyRound,
    Entry,
    Grant,
    Invitation,
    MadeDocument,
    Result,
    RoundPhase,
    SealedHead,
    StoredEdition,
    TextBlock,
    Unit,
)
from prongsai.records.queries.witnessed import row_faults
from prongsai.records.scope import SYSTEM
from prongsai.records.scoped import ScopedSet
from prongsai.records.witness import NOT_WITNESSED, RowKind, witness, witnesses_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def everybody() -> Cast:
    return furnished_cast()[0]


def wrong() -> list[str]:
    """What the command says, in English; of agency A and of the site."""
    return [said.en for chain in chains() for said in chain.wrong]


def of_a(model: type, everybody: Cast) -> ScopedSet:
    path = getattr(model, "agency_path", "agency")
    rows = model.objects.within(SYSTEM)
    return rows.filter(**{path: everybody.a}) if path else rows.filter(pk=everybody.a.pk)


def test_what_the_program_did_itself_is_whole(everybody: Cast) -> None:
    assert wrong() == []
    kinds = {row.kind for agency in (everybody.a, None) for row in witnesses_of(agency)}
    assert kinds == set(RowKind.__args__)


def change_file(everybody: Cast) -> None:
    row = of_a(Result, everybody).get()
    row.file["published"]["total"] = "99.99"
    row.save()


def change_scorecard(everybody: Cast) -> None:
    row = of_a(Result, everybody).get()
    row.scorecard["total"]["score"] = "99.99"
    row.save()


def forge_result(everybody: Cast) -> None:
    # As somebody does who knows how the program reckons.
    from prongsai.records.witness import listed_of, result_checksum

    row = of_a(Result, everybody).get()
    row.file["published"]["total"], row.scorecard["total"]["score"] = "99.99", "99.99"
    row.checksum = result_checksum(row.file, row.edition.checksum)
    row.total_hundredths, row.level = listed_of(row.scorecard)
    row.save()


def forge_document(everybody: Cast) -> None:
    other = kept(b"other")
    of_a(MadeDocument, everybody).update(file=other, checksum=other.checksum)


def put_in_grant(everybody: Cast) -> None:
    Grant.objects.create(person=everybody.gaew, role="coordinator", agency=everybody.a, starts=TODAY)


def put_in_area(everybody: Cast) -> None:
    Grant.objects.create(person=everybody.gaew, role="administrator", area_kind="all", starts=TODAY)


def put_in_invitation(everybody: Cast) -> None:
    Invitation.objects.create(
        code_hash="0" * 64, role="coordinator", agency=everybody.a, made_at=NOW, expires_at=NOW, made_by=None
    )


def put_in_text(everybody: Cast) -> None:
    year = of_a(AgencyRound, everybody).get()
    TextBlock.objects.create(round=year, part="preface", text="x", changed_at=NOW)


def put_in_result(everybody: Cast) -> None:
    row = of_a(Result, everybody).get()
    row.pk, row.version = None, 2
    row.save(force_insert=True)


def change_edition(everybody: Cast) -> None:
    row = of_a(Result, everybody).get().edition
    files = {name: text.replace("การ", "กาน") for name, text in row.files.items()}
    StoredEdition.objects.filter(pk=row.pk).update(files=files)


LATER = datetime.date(2030, 1, 1)
FORGED = "is not what was written down"
CHANGES: dict[str, tuple[Callable[[Cast], object], str]] = {
    "file of a result": (change_file, f"the result of 2568, version 1 (line 3): {FORGED}"),
    "scorecard": (change_scorecard, f"the result of 2568, version 1 (line 3): {FORGED}"),
    "result, with all that fits it": (forge_result, f"the result of 2568, version 1 (line 3): {FORGED}"),
    "listed total": (lambda who: of_a(Result, who).update(total_hundredths=9999), "the total or level that lists show"),
    "listed level": (lambda who: of_a(Result, who).update(level="x"), "the total or level that lists show"),
    "no scorecard at all": (lambda who: of_a(Result, who).update(scorecard={}), "the total or level that lists show"),
    "scorecard of words": (lambda who: of_a(Result, who).update(scorecard="x"), "the total or level that lists show"),
    "no rules at all": (lambda _: StoredEdition.objects.update(files=[]), "the stored rules of 2568"),
    "witness of no form": (lambda who: lines(who.a).filter(number=1).update(witnessed=7), "line 1 was changed after"),
    "witness of one word": (lambda who: lines(who.a).filter(number=1).update(witnessed=[["x"]]), "line 1 was changed"),
    "witness of no number": (
        lambda who: lines(who.a).filter(number=1).update(witnessed=[["grant", "x", "y"]]),
        "the role (line 1): is gone",
    ),
    "reason of a result": (lambda who: of_a(Result, who).update(why="x"), "the result of 2568, version 1"),
    "basis of a result": (lambda who: of_a(Result, who).update(basis="computed"), "the result of 2568, version 1"),
    "who made a result": (lambda who: of_a(Result, who).update(made_by=who.gaew), "the result of 2568, version 1"),
    "further result": (put_in_result, "the result of 2568, version 2: no line of the history tells of it"),
    "current result": (lambda who: of_a(AgencyRound, who).update(current=None), f"the year 2568 (line 3): {FORGED}"),
    "day of a phase": (lambda who: of_a(RoundPhase, who).filter(position=0).update(ends=LATER), "a phase of 2568"),
    "words": (lambda who: of_a(TextBlock, who).update(text="อื่น"), f": {FORGED}"),
    "figures of words": (lambda who: of_a(TextBlock, who).update(seen={"total": "1"}), f": {FORGED}"),
    "who wrote words": (lambda who: of_a(TextBlock, who).update(changed_by=who.gaew), f": {FORGED}"),
    "words taken out": (lambda who: of_a(TextBlock, who).delete(), ": is gone"),
    "words put in": (put_in_text, "the text Preface of 2568: no line of the history tells of it"),
    "file of a document": (lambda who: of_a(MadeDocument, who).update(file=kept(b"x")), "(HTML) of 2568, version 1"),
    "document, with all that fits it": (forge_document, "(HTML) of 2568, version 1"),
    "findings of a document": (lambda who: of_a(MadeDocument, who).update(findings=[]), "(HTML) of 2568, version 1"),
    "who asked for a document": (
        lambda who: of_a(MadeDocument, who).update(made_by=who.gaew),
        "(HTML) of 2568, version 1",
    ),
    "document taken out": (lambda who: of_a(MadeDocument, who).delete(), ": is gone"),
    "document put back": (lambda who: of_a(MadeDocument, who).update(state="failed"), ": is gone"),
    "role": (lambda who: of_a(Grant, who).filter(person=who.boon).update(role="coordinator"), "Coordinator of Boon"),
    "last day of a role": (lambda who: of_a(Grant, who).filter(person=who.boon).update(ends=LATER), "of Boon"),
    "holder of a role": (lambda who: of_a(Grant, who).filter(person=who.boon).update(person=who.gaew), "of Gaew"),
    "giver of a role": (lambda who: of_a(Grant, who).filter(person=who.boon).update(given_by=who.gaew), "of Boon"),
    "role taken out": (lambda who: of_a(Grant, who).filter(person=who.boon).delete(), "the role (line "),
    "role put in": (put_in_grant, "the role Coordinator of Gaew: no line of the history tells of it"),
    "role over everything put in": (put_in_area, "the role Administrator of Gaew: no line of the history tells of it"),
    "invitation": (lambda who: of_a(Invitation, who).update(role="coordinator"), "the invitation Coordinator (line "),
    "who invited": (lambda who: of_a(Invitation, who).update(made_by=who.gaew), "the invitation "),
    "who took an invitation": (lambda who: of_a(Invitation, who).update(used_by=who.gaew), "the invitation "),
    "invitation put in": (put_in_invitation, "the invitation Coordinator: no line of the history tells of it"),
    "name of an agency": (
        lambda who: of_a(Agency, who).update(name="อื่น"),
        f"particulars (line 8): {FORGED}",
    ),
    "place of an agency": (lambda who: of_a(Agency, who).update(province="ข"), "the agency's particulars (line 8)"),
    "stored rules": (change_edition, f"the stored rules of 2568: {FORGED}"),
    "year of stored rules": (lambda _: StoredEdition.objects.update(year=2560), "the stored rules of 2560"),
    "revision of stored rules": (lambda _: StoredEdition.objects.update(revision=99), "the stored rules of 2568"),
    "name of stored rules": (lambda _: StoredEdition.objects.update(name="x"), f"the year 2568 (line 3): {FORGED}"),
    "history cut off": (lambda who: lines(who.a).filter(number__gt=5).delete(), "was there when the chain was last"),
    "history written anew": (
        lambda who: rewrite(who.a, 2, "อื่น"),
        "is not the last line that this site's program wrote",
    ),
    "whole history taken out": (lambda who: lines(who.a).delete(), "was there when the chain was last found whole"),
    "seal taken out": (lambda who: of_a(SealedHead, who).delete(), "has no seal of this site"),
    "seal made by hand": (lambda who: of_a(SealedHead, who).update(seal="0" * 64), "has no seal of this site"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_change_in_the_database_itself_is_found(everybody: Cast, what: str) -> None:
    change, said = CHANGES[what]
    with transaction.atomic():
        change(everybody)
    assert any(said in fault for fault in wrong()), wrong()


def test_faults_are_said_of_the_agency_that_has_them(everybody: Cast) -> None:
    of_a(TextBlock, everybody).update(text="อื่น")
    assert [chain.agency for chain in chains() if chain.wrong] == [everybody.a.name]


def test_history_and_seal_taken_out_together_leave_rows_that_nothing_tells_of(everybody: Cast) -> None:
    lines(everybody.a).delete()
    of_a(SealedHead, everybody).delete()
    assert sum("no line of the history tells of it" in said for said in wrong()) > 10
    # And what is written from then on does not make it good.
    grant(everybody.gaew, "mentor", everybody.a)
    assert sum("no line of the history tells of it" in said for said in wrong()) > 10


def test_seal_that_does_not_fit_is_not_made_good_by_the_next_line(everybody: Cast) -> None:
    rewrite(everybody.a, 2, "อื่น")
    with transaction.atomic():
        record(agency=everybody.a, person=None, action="edit-text", now=NOW)
    assert any("is not the last line" in said for said in wrong())


def test_what_is_taken_away_by_the_program_is_told(everybody: Cast) -> None:
    year = of_a(AgencyRound, everybody).get()
    block = of_a(TextBlock, everybody).get()
    documents.write_text(
        round=year, part=block.part, text="", seen={}, opened=documents.stamp(block), person=everybody.anan, now=NOW
    )
    people.withdraw(by=everybody.anan, invitation=of_a(Invitation, everybody).get(), now=NOW)
    future = grant(everybody.gaew, "mentor", everybody.a, starts=LATER)
    grants.end_role(by=everybody.anan, grant=future, last_day=TODAY, orphan=False, today=TODAY, now=NOW)
    grants.leave(
        by=everybody.anan, person=everybody.boon, agency=everybody.a, last_day=TODAY, orphan=False, today=TODAY, now=NOW
    )
    assert wrong() == []


def test_words_written_again_after_they_were_taken_away_are_told(everybody: Cast) -> None:
    year, block = of_a(AgencyRound, everybody).get(), of_a(TextBlock, everybody).get()
    for text in ("", "ใหม่"):
        opened = documents.stamp(TextBlock.objects.within(SYSTEM).filter(round=year).first())
        documents.write_text(
            round=year, part=block.part, text=text, seen={}, opened=opened, person=everybody.anan, now=NOW
        )
    assert wrong() == []


def test_chains_given_to_each_others_agencies_are_found_with_their_rows(everybody: Cast) -> None:
    of_a_rows = list(lines(everybody.a).values_list("pk", flat=True))
    of_b_rows = list(lines(everybody.b).values_list("pk", flat=True))
    every = Entry.objects.within(SYSTEM)
    for number, pk in enumerate(of_a_rows):
        every.filter(pk=pk).update(number=10_000 + number)
    every.filter(pk__in=of_b_rows).update(agency=everybody.a)
    every.filter(pk__in=of_a_rows).update(agency=everybody.b)
    assert len(wrong()) > 10


def test_every_table_of_an_agency_is_witnessed_or_said_why_not() -> None:
    from django.apps import apps

    scoped = {
        model.__name__
        for model in apps.get_app_config("records").get_models()
        if isinstance(model._default_manager.get_queryset(), ScopedSet)
    }
    from prongsai.records.witness import _READ

    assert {model.__name__ for model in _READ} | set(NOT_WITNESSED) == scoped


def test_digest_takes_in_every_field_that_says_something(everybody: Cast) -> None:
    """A field that is added later is witnessed, or stands here with why it need not be."""
    silent: dict[str, set[str]] = {
        "Agency": {"id", "name_key"},  # the key follows from the name
        "AgencyRound": {"id", "agency"},
        "RoundPhase": {"id"},
        "Result": {"id", "made_by"},  # who did it stands in the line
        "TextBlock": {"id", "changed_by"},
        "MadeDocument": {"id", "made_by", "problem", "lease_until", "maker"},  # empty once it is ready
        "SigningDecision": {"id", "decided_by"},
        "Issuance": {"id", "entered_by"},
        "Grant": {"id", "given_by"},
        "Invitation": {"id", "made_by", "made_at", "used_by"},
        "AgencyPicture": {"id", "changed_by"},
        "AgencySignatory": {"id", "changed_by"},
        "AgencyParticulars": {"id", "changed_by"},
        "Unit": {"id", "changed_by"},
        "AgencyFile": {"id", "added_by", "removed_by"},
        "Disposal": {"id", "entered_by"},
        "OitItem": {"id", "agency", "changed_by"},  # the round says whose it is
        "OitLink": {"id", "changed_by"},
        "ElementTick": {"id", "ticked_by"},
        "OitRemark": {"id", "said_by"},
    }
    key: dict[str, set[str]] = {
        "AgencyRound": {"year"},
        "RoundPhase": {"round", "code"},
        "Result": {"round", "version"},
        "TextBlock": {"round", "part"},
        "MadeDocument": {"round", "kind", "format", "version"},
        "SigningDecision": {"round"},
        "Issuance": {"document"},
        "Grant": {"agency"},
        "Invitation": {"agency"},
        "AgencyPicture": {"agency", "name"},
        "AgencySignatory": {"agency"},
        "AgencyParticulars": {"agency"},
        "Unit": {"agency"},
        "AgencyFile": {"agency"},
        "Disposal": {"agency"},
        "OitItem": {"round"},
        # The year of its item stands in the key, so another item must be there to be read.
        "OitLink": {"item"},
        "ElementTick": {"item"},
        "OitRemark": {"item"},
    }
    from prongsai.records.witness import _READ

    unit = Unit.objects.create(agency=everybody.a, name="กอง")
    for model in _READ:
        row = of_a(model, everybody).first()
        before = witness(row)
        for field in model._meta.local_concrete_fields:
            if field.name in silent[model.__name__] | key.get(model.__name__, set()):
                continue
            row = of_a(model, everybody).filter(pk=row.pk).get()
            value = getattr(row, field.attname)
            no_day = value is None and type(field) is DateField
            setattr(row, field.attname, LATER if no_day else other(field.name, value, unit))
            assert witness(row) != before, (model.__name__, field.name)


def other(name: str, value: object, unit: Unit) -> object:
    if name == "edition":
        fields = {"name": "x", "year": 2568, "revision": 1, "files": {}}
        return StoredEdition.objects.get_or_create(checksum="sha256:x", defaults=fields)[0].pk
    if name in {"current", "result"}:
        return None if value is not None else 7_777
    match value:
        case None | int():
            if name.endswith("_at"):
                return datetime.datetime(2031, 1, 1, tzinfo=datetime.UTC)
            return LATER if name in {"starts", "ends"} else {"unit": unit.pk, "parent": unit.agency_id}.get(name, 7_777)
        case str():
            return value + "x"
        case bytes() | memoryview():
            return b"x"
        case datetime.datetime():
            return value + datetime.timedelta(days=1)
        case datetime.date():
            return LATER
        case dict():
            return {**value, "x": 1}
        case list():
            return [*value, ["x", "y"]]
    raise AssertionError((name, value))


def test_old_chain_that_nothing_sealed_yet_tells_of_results_only(everybody: Cast) -> None:
    assert row_faults(everybody.a) == ()
    Entry.objects.within(SYSTEM).filter(agency=everybody.a).update(version=2)
    assert row_faults(everybody.a) == ()
    change_file(everybody)
    assert [(fault.kind, fault.key, fault.what) for fault in row_faults(everybody.a)] == [
        ("result", "2568 v1", "changed")
    ]
