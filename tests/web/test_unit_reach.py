"""Who reaches a unit: its owner and those above, never an outsider, another unit's owner, or whose unit is over."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import pytest
from django.http import HttpResponse
from django.test import Client
from site_of_tests import Site

from people import NOW, TODAY, grant, person
from prongsai.flow.people import agency as roster
from prongsai.records.actions.grants import NotPossible
from prongsai.records.actions.office import closing_units, units
from prongsai.records.actions.office.unit_changes import stamp
from prongsai.records.actions.office.units import Planned
from prongsai.records.models import Agency, Entry, Grant, Invitation, Person, TextBlock, Unit
from prongsai.records.queries.scopes import scope_of
from prongsai.records.scope import SYSTEM

pytestmark = pytest.mark.django_db


@dataclass
class Tree:
    """The units of A: กองคลัง (งานการเงิน), กองช่าง, a closed one, one merged into กองช่าง; and one of B."""

    site: Site
    money: Unit
    cash: Unit
    roads: Unit
    closed: Unit
    merged: Unit
    elsewhere: Unit

    def owner(self, unit: Unit | None, name: str, agency: Agency | None = None) -> Person:
        who = person(name)
        grant(who, "section-owner", agency or self.site.a, unit=unit)
        return who

    @property
    def outsiders(self) -> dict[str, Person]:
        return {
            "an owner of another unit": self.owner(self.roads, "Other"),
            "an owner of a closed unit": self.owner(self.closed, "Closed"),
            "an owner of a merged unit": self.owner(self.merged, "Merged"),
            "an owner of a unit elsewhere": self.owner(self.elsewhere, "Elsewhere", self.site.b),
            "another agency's coordinator": self.site.chai,
            "a supervisor": self.site.dao,
        }


def close(unit: Unit) -> None:
    unit.refresh_from_db()
    closing_units.close_unit(
        agency=unit.agency, number=unit.pk, opened=stamp(unit), last_day=TODAY, person=None, today=TODAY, now=NOW
    )


def merge(unit: Unit, into: Unit) -> None:
    unit.refresh_from_db()
    closing_units.merge_unit(
        agency=unit.agency,
        number=unit.pk,
        opened=stamp(unit),
        into=into.pk,
        last_day=TODAY,
        person=None,
        today=TODAY,
        now=NOW,
    )


@pytest.fixture
def tree() -> Tree:
    site = Site()
    planned = [Planned("กองคลัง", (Planned("งานการเงิน"),)), *map(Planned, ("กองช่าง", "กองปิด", "กองรวม"))]
    money, cash, roads, closed, merged = units.add_units(
        agency=site.a, parent=None, planned=planned, person=None, now=NOW
    )
    (elsewhere,) = units.add_units(agency=site.b, parent=None, planned=[Planned("กองอื่น")], person=None, now=NOW)
    close(closed)
    merge(merged, roads)
    return Tree(site, money, cash, roads, closed, merged, elsewhere)


def everything(site: Site) -> list[object]:
    kept = [Unit, Grant, Invitation]
    rows = [list(model.objects.within(SYSTEM).filter(agency=site.a).order_by("pk").values()) for model in kept]
    return [*rows, Entry.objects.within(SYSTEM).filter(agency=site.a).count()]


def tries(tree: Tree, browser: Client) -> dict[str, HttpResponse]:
    """Every action that takes a unit, at every address, aimed at กองคลัง and what is below it."""
    at, money, cash = f"/a/{tree.site.a.code}/", tree.money.pk, tree.cash.pk
    opened = {number: stamp(Unit.objects.within(SYSTEM).get(pk=number)) for number in (money, cash)}
    answers = {}
    for number in (money, cash):
        for do, more in {
            "edit": {"name": "ของฉัน", "starts": ""},
            "move": {"parent": str(tree.roads.pk)},
            "close": {"last_day": "1/10/2568"},
            "merge": {"into": str(tree.roads.pk), "last_day": "1/10/2568"},
            "reopen": {},
            "remove": {},
        }.items():
            sent = {"do": do, "opened": opened[number], **more}
            answers[f"{do} {number}"] = browser.post(f"{at}units/{number}/", sent)
        answers[f"add {number}"] = browser.post(f"{at}units/", {"do": "add", "name": "งานใหม่", "below": str(number)})
        answers[f"up {number}"] = browser.post(f"{at}units/", {"do": "up", "unit": str(number)})
        answers[f"sort {number}"] = browser.post(f"{at}units/", {"do": "sort", "unit": str(number)})
        pasted = {"do": "take", "text": "งานวาง", "below": str(number)}
        answers[f"paste {number}"] = browser.post(f"{at}units/paste/", pasted)
        invited = {"role": "section-owner", "way": "slip", "unit": str(number)}
        answers[f"invite {number}"] = browser.post(f"{at}people/invite/", invited)
        given = {"person": str(tree.site.boon.pk), "role": "section-owner", "manner": "own", "unit": str(number)}
        answers[f"give {number}"] = browser.post(f"{at}people/give/", given)
    answers["add at the top"] = browser.post(f"{at}units/", {"do": "add", "name": "กองใหม่", "below": ""})
    answers["usual"] = browser.post(f"{at}units/", {"do": "usual", "usual": ["กองการศึกษา"]})
    answers["sort the top"] = browser.post(f"{at}units/", {"do": "sort"})
    answers["paste at the top"] = browser.post(f"{at}units/paste/", {"do": "take", "text": "กองวาง", "below": ""})
    answers["agency"] = browser.post(f"{at}agency/", {"kind": "province"})
    return answers


def test_who_does_not_reach_a_unit_changes_nothing_of_it_at_any_address(tree: Tree) -> None:
    for kind, who in tree.outsiders.items():
        before = everything(tree.site)
        answers = tries(tree, tree.site.client(who))
        assert {
            what: answer.status_code for what, answer in answers.items() if answer.status_code not in (403, 404)
        } == {}, kind
        assert everything(tree.site) == before, kind


def test_an_owner_changes_what_is_below_their_unit_and_not_the_unit_itself(tree: Tree) -> None:
    browser, at = tree.site.client(tree.owner(tree.money, "Owner")), f"/a/{tree.site.a.code}/units/"
    opened = stamp(Unit.objects.within(SYSTEM).get(pk=tree.money.pk))
    assert browser.post(f"{at}{tree.money.pk}/", {"do": "edit", "name": "ก", "opened": opened}).status_code == 403
    added = browser.post(at, {"do": "add", "name": "งานพัสดุ", "below": str(tree.money.pk)})
    assert added.status_code == 302
    made = Unit.objects.within(SYSTEM).get(name="งานพัสดุ")
    assert made.parent_id == tree.money.pk
    # Out of their reach they move nothing, and into it neither.
    away = browser.post(f"{at}{made.pk}/", {"do": "move", "parent": str(tree.roads.pk), "opened": stamp(made)})
    into = browser.post(f"{at}{tree.roads.pk}/", {"do": "move", "parent": str(tree.money.pk), "opened": ""})
    target = browser.post(
        f"{at}{made.pk}/",
        {"do": "merge", "into": str(tree.roads.pk), "last_day": "1/10/2568", "opened": stamp(made)},
    )
    assert [away.status_code, into.status_code, target.status_code] == [403, 403, 403]
    page = browser.get(f"{at}{made.pk}/").content.decode()
    assert f'<option value="{tree.roads.pk}"' not in page and f'<option value="{tree.money.pk}" selected' in page
    renamed = browser.post(f"{at}{made.pk}/", {"do": "edit", "name": "งานพัสดุและทรัพย์สิน", "opened": stamp(made)})
    assert renamed.status_code == 302


def test_an_owner_reads_the_agency_and_writes_words_only_of_the_whole(tree: Tree) -> None:
    owner, whole = tree.owner(tree.money, "Owner"), tree.site.boon
    address = tree.site.at("texts/results/")
    assert tree.site.client(owner).get(tree.site.at("results/")).status_code == 200
    assert tree.site.client(owner).get(address).status_code == 403
    assert address not in tree.site.client(owner).get(tree.site.at("documents/")).content.decode()
    assert tree.site.client(whole).get(address).status_code == 200
    scope = scope_of(owner, TODAY)
    assert scope.may("work", tree.site.a) and not scope.may("edit-text", tree.site.a)
    assert scope.may("edit-text", tree.site.a, unit=tree.cash) and not scope.may(
        "edit-text", tree.site.b, unit=tree.cash
    )
    assert not TextBlock.objects.within(scope, "edit-text").exists()


def test_sets_are_filtered_by_the_units_of_a_scope(tree: Tree) -> None:
    owner = scope_of(tree.owner(tree.money, "Owner"), TODAY)
    assert set(Unit.objects.within(owner, "edit-unit")) == {tree.cash}
    assert set(Unit.objects.within(owner)) == set(Unit.objects.within(SYSTEM).filter(agency=tree.site.a))
    assert list(Agency.objects.within(owner, "edit-unit")) == []
    for kind, who in tree.outsiders.items():
        seen = set(Unit.objects.within(scope_of(who, TODAY), "edit-unit"))
        assert tree.money not in seen and tree.cash not in seen, kind
    coordinator = scope_of(tree.site.anan, TODAY)
    assert Unit.objects.within(coordinator, "edit-unit").count() == 5


def test_what_was_merged_belongs_to_the_owner_of_the_new_unit_alone(tree: Tree) -> None:
    new, old = (scope_of(tree.owner(unit, name), TODAY) for unit, name in ((tree.roads, "New"), (tree.merged, "Old")))
    assert new.may("edit-unit", tree.site.a, unit=tree.merged) and not old.may(
        "edit-unit", tree.site.a, unit=tree.merged
    )
    assert not old.may("edit-unit", tree.site.a, unit=tree.roads)


def test_a_reach_follows_the_tree_and_ends_with_the_unit(tree: Tree) -> None:
    owner = tree.owner(tree.money, "Owner")
    tree.cash.refresh_from_db()
    units.move_unit(
        agency=tree.site.a, number=tree.cash.pk, opened=stamp(tree.cash), parent=tree.roads.pk, person=None, now=NOW
    )
    assert not scope_of(owner, TODAY).may("edit-unit", tree.site.a, unit=tree.cash)
    close(tree.money)
    assert not scope_of(owner, TODAY).may("edit-unit", tree.site.a, unit=tree.money)
    page = tree.site.client(tree.site.anan).get(f"/a/{tree.site.a.code}/people/").content.decode()
    assert "ปิดแล้ว ให้บทบาทใหม่" in page


def test_somebody_is_invited_to_one_unit_and_reaches_that_alone(tree: Tree) -> None:
    at = f"/a/{tree.site.a.code}/people/invite/"
    browser = tree.site.client(tree.site.anan)
    form = browser.get(at).content.decode()
    assert "กองคลัง › งานการเงิน" in form and "กองปิด" not in form and "กองอื่น" not in form
    slip = browser.post(at, {"role": "section-owner", "way": "slip", "unit": str(tree.money.pk)})
    assert "กองคลัง" in slip.content.decode()
    code = slip.context["sent"].code
    newcomer = person("New")
    now = datetime.datetime.now(datetime.UTC)
    roster.join(code=code, person=newcomer, email="", name="", position="", password="", now=now, today=TODAY)
    held = Grant.objects.within(SYSTEM).get(person=newcomer)
    assert held.unit == tree.money
    scope = scope_of(newcomer, TODAY)
    assert scope.may("edit-unit", tree.site.a, unit=tree.cash) and not scope.may("edit-unit", tree.site.a)
    assert not scope.may("edit-unit", tree.site.a, unit=tree.roads)
    assert "กองคลัง" in browser.get(f"/a/{tree.site.a.code}/people/").content.decode()


@pytest.mark.parametrize("over", ["closed", "merged", "removed", "elsewhere"])
def test_nobody_comes_into_a_unit_that_is_over_or_not_theirs(tree: Tree, over: str) -> None:
    unit: Unit = {"closed": tree.closed, "merged": tree.merged, "elsewhere": tree.elsewhere}.get(over, tree.roads)
    number = 999_999 if over == "removed" else unit.pk
    browser, at = tree.site.client(tree.site.anan), f"/a/{tree.site.a.code}/people/"
    before = everything(tree.site)
    invited = browser.post(f"{at}invite/", {"role": "section-owner", "way": "slip", "unit": str(number)})
    assert invited.status_code == 422 and "ปิดหรือถูกลบไปแล้ว" in invited.content.decode()
    common = {"by": tree.site.anan, "agency": tree.site.a, "role": "section-owner", "unit": number, "now": NOW}
    with pytest.raises(NotPossible):  # chosen while it stood, sent when it did not
        roster.invite(scope_of(tree.site.anan, TODAY), area=None, email="", **common)
    with pytest.raises(NotPossible):
        roster.give(
            scope_of(tree.site.anan, TODAY),
            person=tree.site.boon.pk,
            manner="own",
            starts=TODAY,
            ends=None,
            today=TODAY,
            **common,
        )
    assert everything(tree.site) == before


def test_an_invitation_to_a_unit_that_was_closed_since_opens_nothing(tree: Tree) -> None:
    scope = scope_of(tree.site.anan, TODAY)
    sent = roster.invite(
        scope,
        by=tree.site.anan,
        role="section-owner",
        agency=tree.site.a,
        area=None,
        email="",
        unit=tree.money.pk,
        now=NOW,
    )
    merge(tree.money, tree.roads)
    with pytest.raises(NotPossible, match="is closed or was merged"):
        roster.join(
            code=sent.code, person=person("Late"), email="", name="", position="", password="", now=NOW, today=TODAY
        )
    assert Grant.objects.within(SYSTEM).filter(agency=tree.site.a, unit=tree.money).count() == 0


def test_another_role_is_of_the_whole_agency(tree: Tree) -> None:
    with pytest.raises(NotPossible, match="whole agency"):
        roster.invite(
            scope_of(tree.site.anan, TODAY),
            by=tree.site.anan,
            role="coordinator",
            agency=tree.site.a,
            area=None,
            email="",
            unit=tree.money.pk,
            now=NOW,
        )
    who = person("Exec")
    grant(who, "coordinator", tree.site.a, unit=tree.money)
    assert scope_of(who, TODAY).may("edit-unit", tree.site.a)
