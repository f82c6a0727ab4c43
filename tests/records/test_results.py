"""Results are versions that never change."""

from __future__ import annotations

import dataclasses

import pytest

from people import NOW
from prongsai.flow.by_file.examples import examples
from prongsai.flow.intake.taking import agency_of, take_round
from prongsai.records.models import Entry, Result
from prongsai.records.scope import SYSTEM
from prongsai.roundfile.round import Round

pytestmark = pytest.mark.django_db


@pytest.fixture
def one() -> Round:
    return examples()[sorted(examples())[0]]


def take(one: Round, *, basis: str = "official", why: str = ""):
    agency = agency_of(one, person=None, now=NOW)
    return agency, take_round(agency=agency, one=one, person=None, basis=basis, why=why, now=NOW)


def changed(one: Round) -> Round:
    facts = dataclasses.replace(
        one.facts, agency=dataclasses.replace(one.facts.agency, website="https://new.example.org")
    )
    return dataclasses.replace(one, facts=facts)


def test_the_same_file_twice_changes_nothing(one: Round) -> None:
    agency, first = take(one)
    lines = Entry.objects.within(SYSTEM).filter(agency=agency).count()
    again, second = take(one)
    assert (again.pk, second.result.pk, second.new) == (agency.pk, first.result.pk, False)
    assert Result.objects.within(SYSTEM).count() == 1
    assert Entry.objects.within(SYSTEM).filter(agency=agency).count() == lines


def test_another_file_is_a_new_version_and_the_old_one_stays(one: Round) -> None:
    _, first = take(one)
    kept = (first.result.file, first.result.scorecard, first.result.checksum)
    _, second = take(changed(one), basis="corrected", why="แก้ที่อยู่เว็บไซต์")
    assert second.new
    assert second.result.version == 2
    assert second.round.current_id == second.result.pk
    old = Result.objects.within(SYSTEM).get(version=1)
    assert (old.file, old.scorecard, old.checksum) == kept
    last = Entry.objects.within(SYSTEM).order_by("-number").first()
    assert last.action == "take-result"
    assert last.detail["why"] == "แก้ที่อยู่เว็บไซต์"


def test_a_result_names_the_revision_of_its_edition(one: Round) -> None:
    _, taken = take(one)
    assert taken.result.edition.checksum == taken.result.scorecard["criteria_checksum"]
    assert taken.result.edition.files


def test_a_result_cannot_be_deleted_with_its_round(one: Round) -> None:
    from django.db.models import ProtectedError

    _, taken = take(one)
    with pytest.raises(ProtectedError):
        taken.round.delete()
