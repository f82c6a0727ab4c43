"""Each role and each address of an agency: who opens what, no link that leads nowhere, no draft for who only sees."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import resolve
from test_permissions import AGENCY

from kept_rows import begun
from people import TODAY, Cast, Furniture, cast, furnish, grant, person
from prongsai.flow.year.stored import year
from prongsai.records.models import (
    Agency,
    AgencyPicture,
    AgencyRound,
    AgencySignatory,
    ElementTick,
    Grant,
    Invitation,
    MadeDocument,
    OitItem,
    OitLink,
    OitRemark,
    Person,
    TextBlock,
    Upload,
)
from prongsai.records.queries.scopes import scope_of
from prongsai.records.roles import ROLES, Role
from prongsai.records.scope import SYSTEM

pytestmark = pytest.mark.django_db

SEE = {"year-latest", "year", "year-edition", "phases", "results", "item", "figure", "analysis", "versions"}
WORK = {
    "documents",
    "document",
    "document-file",
    "issued-file",
    "round-download",
    "people",
    "pictures",
    "files",
    "file",
    "disposal-list",
    "picture",
    "signatories",
    "agency",
    "units",
    "unit",
    "papers",
    "oit",
    "oit-item",
    "oit-answers",
}
SIGN = {"document-make", "document-issue", "advice-take", "decide", "undecide"}
IMPORT = {"import-new", "intake", "import-preview", "paste", "booklet", "entry", "blank-form", "draft"}
KEEP = {"year-open", "year-close"}
INVITE = {"invite", "withdraw", "give-role", "end-role", "leave", "handover"}
OWN = {"history", "signatory", "units-paste"}
ADMINISTER = {"history", "signatory", "units-paste", "agreement", "file-remove"}
OPENS: dict[Role, set[str]] = {
    "coordinator": SEE | WORK | IMPORT | INVITE | SIGN | KEEP | OWN | {"text", "correct", "file-remove", "disposal"},
    "section-owner": SEE | WORK | {"text", "units-paste", "file-remove"},
    "executive": SEE | WORK | SIGN | {"history"},
    "mentor": SEE,
    "assessor": SEE,
    "supervisor": SEE,
    "administrator": SEE | WORK | IMPORT | INVITE | SIGN | KEEP | ADMINISTER,
}
ONLY_SEE: tuple[Role, ...] = ("mentor", "assessor", "supervisor")
# What the pages say of the agency's plan and of the claims in its document: rows quoted, counted, found to be wrong.
OF_DRAFTS = ("เสร็จภายในเดือนพฤษภาคม 2569", "มีมาตรการ", "ปรับแผนให้สอดคล้องกับผลการประเมิน", 'id="contradictions"', "แผนทั้งฉบับ")


def furnished() -> tuple[Cast, Furniture]:
    everybody = cast()
    return everybody, furnish(everybody.a, everybody.anan, "mae-sot")


class Drafts:
    """Agency A, which has scores and a plan, with a row of everything that is not approved yet."""

    def __init__(self) -> None:
        everybody, self.rows = begun("drafts", furnished)
        self.agency: Agency = everybody.a
        self.coordinator: Person = everybody.anan
        self.year = AgencyRound.objects.within(SYSTEM).get(agency=self.agency).year

    def holder(self, role: Role) -> Person:
        """Somebody with that role, in the agency or over it."""
        who = person(role.title())
        reach: dict[str, object] = {"agency": self.agency}
        if role == "supervisor":
            reach = {"area_kind": "province", "area": self.agency.province}
        elif role == "administrator":
            reach = {"area_kind": "all"}
        grant(who, role, **reach)
        return who

    def address(self, route: str) -> str:
        """A route with the numbers of the agency's own rows."""
        values: dict[str, object] = {
            **dataclasses.asdict(self.rows), "code": self.agency.code, "year": self.year, "figure": "total",
            "item": "e1", "form": "yaml", "part": "results", "page": "paste", "name": "seal",
        }  # fmt: skip
        return "/" + re.sub(r"<\w+:(\w+)>", lambda place: str(values[place[1]]), route)


@pytest.fixture
def drafts() -> Drafts:
    return Drafts()


def browser_of(who: Person) -> Client:
    browser = Client()
    browser.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser


def asked(browser: Client, address: str) -> int:
    """The status of an address, by POST where it takes no GET."""
    status = int(browser.get(address).status_code)
    return int(browser.post(address).status_code) if status == 405 else status


@pytest.mark.parametrize("role", ROLES)
def test_role_opens_its_addresses_and_no_others(drafts: Drafts, role: Role) -> None:
    browser = browser_of(drafts.holder(role))
    statuses = {pattern.name: asked(browser, drafts.address(route)) for route, pattern in AGENCY}

    assert {name for name, status in statuses.items() if status != 403} == OPENS[role]
    assert {name: status for name, status in statuses.items() if status not in (200, 204, 302, 403, 409, 422)} == {}


@pytest.mark.parametrize("role", ROLES)
def test_role_finds_no_link_or_button_that_it_may_not_use(drafts: Drafts, role: Role) -> None:
    who = drafts.holder(role)
    browser, scope = browser_of(who), scope_of(who, TODAY)
    tried: dict[str, int] = {}
    pages = ["/", *(drafts.address(route) for route, pattern in AGENCY if pattern.name in OPENS[role] - {"withdraw"})]
    for address in pages:
        page = browser.get(address)
        if page.status_code != 200 or "html" not in page.headers["Content-Type"] or "Content-Disposition" in page:
            continue
        content = page.content.decode()
        for action in re.findall(r'<form method="post" action="([^"]+)"', content):
            needed = resolve(action).func.permission
            assert needed in ("public", "signed-in") or scope.may(needed, drafts.agency), (address, action)
        for link in re.findall(r'<a [^>]*href="(/[^"#?]*)', content):
            # One link of each kind: a year has a hundred figures with pages of one template.
            kind = resolve(link).url_name or link
            if kind not in tried:
                tried[kind] = browser.get(link).status_code
    assert {kind: status for kind, status in tried.items() if status not in (200, 302)} == {}
    assert {"year", "results", "analysis", "figure"} <= set(tried)


def shown_to(browser: Client, address: Callable[[str], str]) -> str:
    """All that the pages say which whoever sees the agency may open."""
    answers = [browser.get(address(route)) for route, pattern in AGENCY if pattern.name in SEE]
    return "\n".join(answer.content.decode() for answer in answers)


@pytest.mark.parametrize("role", ONLY_SEE)
def test_role_that_only_sees_is_told_nothing_of_drafts(drafts: Drafts, role: Role) -> None:
    seen = shown_to(browser_of(drafts.holder(role)), drafts.address)
    own = shown_to(browser_of(drafts.coordinator), drafts.address)

    assert [mark for mark in OF_DRAFTS if mark in own] == list(OF_DRAFTS)
    assert [mark for mark in (*OF_DRAFTS, *drafts.rows.words) if mark in seen] == []
    assert drafts.agency.name in seen


@pytest.mark.parametrize("role", ONLY_SEE)
def test_year_of_who_only_sees_holds_results_and_no_draft(drafts: Drafts, role: Role) -> None:
    full = year(SYSTEM, drafts.agency, None, TODAY)
    seen = year(scope_of(drafts.holder(role), TODAY), drafts.agency, None, TODAY)
    assert full is not None and full.file is not None and full.dossier is not None
    assert seen is not None and seen.file is not None and seen.dossier is not None

    assert (seen.scorecard, seen.findings) == (full.scorecard, full.findings)
    assert seen.file.facts == full.file.facts
    assert full.file.plan and full.file.document and full.file.claims and full.contradictions
    assert full.notes and [note.where for note in seen.notes] == ["assessor.11"]
    assert (seen.file.plan, seen.file.document, seen.file.memo, seen.file.claims) == (None, None, None, ())
    assert (seen.dossier.plan, seen.dossier.document, seen.dossier.memo, seen.contradictions) == (None, None, None, ())


@pytest.mark.parametrize("role", ONLY_SEE)
@pytest.mark.parametrize(
    "model",
    [
        *(TextBlock, MadeDocument, AgencyPicture, AgencySignatory, Upload, Invitation, Grant),
        *(OitItem, OitLink, ElementTick, OitRemark),
    ],
)
def test_rows_that_are_not_approved_are_not_read_for_who_only_sees(
    drafts: Drafts, role: Role, model: type[TextBlock]
) -> None:
    assert model.objects.within(scope_of(drafts.coordinator, TODAY)).exists()
    assert list(model.objects.within(scope_of(drafts.holder(role), TODAY))) == []
