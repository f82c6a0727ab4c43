"""A running year with a board for tests: A's year 2569 in March 2569, units, an owner of one, short ways to them."""

from __future__ import annotations

import datetime
from typing import Any

from django.http import HttpResponse
from site_of_tests import Site

from people import grant, person
from prongsai.flow.year import opening
from prongsai.records.actions.office import units
from prongsai.records.actions.office.units import Planned
from prongsai.records.models import AgencyRound, OitItem, OitLink, Person
from prongsai.records.queries.scopes import scope_of
from prongsai.records.scope import SYSTEM

NOW = datetime.datetime(2026, 3, 2, 9, 0, tzinfo=datetime.UTC)
TODAY = NOW.date()
YEAR = 2569
URL = "https://www.example.go.th/ita/o1"


class BoardSite(Site):
    """The cast with A's year 2569 open: กองคลัง (with งานการเงิน below it), กองช่าง; Ploy owns กองคลัง."""

    def __init__(self) -> None:
        super().__init__()
        scope = scope_of(self.anan, TODAY)
        opening.open_year(scope, self.a, YEAR, person=self.anan, now=NOW, today=TODAY)
        planned = [Planned("กองคลัง", (Planned("งานการเงิน"),)), Planned("กองช่าง")]
        self.money, self.cash, self.roads = units.add_units(
            agency=self.a, parent=None, planned=planned, person=self.anan, now=NOW
        )
        self.ploy: Person = person("Ploy")
        grant(self.ploy, "section-owner", self.a, unit=self.money)

    @property
    def round(self) -> AgencyRound:
        """A's year."""
        found: AgencyRound = (
            AgencyRound.objects.within(SYSTEM).select_related("agency", "edition").get(agency=self.a, year=YEAR)
        )
        return found

    def row(self, item: str, period: str = "") -> OitItem:
        """A row of the board as it is now."""
        found: OitItem = OitItem.objects.within(SYSTEM).get(round=self.round, item=item, period=period, gone_from="")
        return found

    def links(self, item: str) -> list[OitLink]:
        """The links of an item that were not taken away."""
        return list(OitLink.objects.within(SYSTEM).filter(item=self.row(item), removed_at=None).order_by("position"))

    def oit(self, rest: str = "") -> str:
        """An address of the board."""
        return f"/a/{self.a.code}/{YEAR}/oit/{rest}"

    def get(self, who: Person, rest: str = "") -> str:
        """A page of the board as somebody sees it."""
        answer = self.client(who).get(self.oit(rest))
        assert answer.status_code == 200, (rest, answer.status_code)
        return str(answer.content.decode())

    def send(self, who: Person, rest: str, **fields: Any) -> HttpResponse:
        """What an address answers to a form; ``do`` and other fields by their names."""
        named = {name.replace("__", "-"): value for name, value in fields.items()}
        return self.client(who).post(self.oit(rest), named)

    def assign(self, items: list[str], **fields: Any) -> HttpResponse:
        """The coordinator gives rows to a unit, a person, a day."""
        seen = {f"seen-{key}": str(self.row(*key.split("_")).version) for key in items}
        return self.client(self.anan).post(self.oit(), {"row": items, **seen, **fields})
