"""What a page asks of the database does not depend on how many agencies there are."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from site_of_tests import NOW, Site

from prongsai.language.sorting import sort_key
from prongsai.records.models import Agency, AgencyRound, Entry, Grant, Result
from prongsai.records.scope import SYSTEM

pytestmark = pytest.mark.django_db

OF_YEAR = ("", "results/", "results/total/", "items/o1/", "analysis/", "documents/", "texts/results/", "versions/")
OF_AGENCY = ("", "people/", "history/")


def with_more(site: Site, count: int) -> None:
    """So many more agencies, each with a result, a coordinator and a line of history like the first one's."""
    like = AgencyRound.objects.within(SYSTEM).select_related("current").get(agency=site.a)
    names = [f"เทศบาลตำบลที่ {number}" for number in range(count)]
    more = Agency.objects.bulk_create(
        [Agency(code=f"more-{at}", name=name, name_key=sort_key(name)) for at, name in enumerate(names)]
    )
    rounds = AgencyRound.objects.bulk_create(
        [AgencyRound(agency=each, year=like.year, edition_id=like.edition_id) for each in more]
    )
    results = Result.objects.bulk_create(
        [
            Result(
                round=each,
                version=1,
                basis="official",
                edition_id=like.edition_id,
                file=like.current.file,
                scorecard=like.current.scorecard,
                checksum=f"sha256:{each.pk}",
                total_hundredths=like.current.total_hundredths,
                level=like.current.level,
                made_at=NOW,
            )
            for each in rounds
        ]
    )
    for each, result in zip(rounds, results, strict=True):
        each.current = result
    AgencyRound.objects.within(SYSTEM).bulk_update(rounds, ["current"])
    Entry.objects.bulk_create(
        [Entry(agency=each, number=1, at=NOW, action="take-result", before="0" * 64, hash="1" * 64) for each in more]
    )
    Grant.objects.bulk_create(
        [Grant(person=site.boon, role="mentor", agency=each, starts=datetime.date(2030, 1, 1)) for each in more]
    )


def queries(browser: Client, address: str) -> int:
    """How many queries the page asks when it is asked for again."""
    assert browser.get(address).status_code == 200  # editions and findings are read once, whoever asks
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("who", ["anan", "dao"])
def test_pages_ask_the_same_number_of_queries_with_two_and_with_fifty_agencies(who: str) -> None:
    site = Site()
    browser = site.client(getattr(site, who))
    addresses = [site.at(each) for each in OF_YEAR] + [f"/a/{site.a.code}/{each}" for each in OF_AGENCY]
    if who == "dao":  # looks from outside: sees results, and neither drafts, people nor the history
        closed = ("texts", "documents", "people", "history")
        addresses = [address for address in addresses if not any(word in address for word in closed)]
        addresses.append("/")
    before = {each: queries(browser, each) for each in addresses}
    with_more(site, 48)
    after = {each: queries(browser, each) for each in addresses}
    assert after == before
    # A page that asks the database hundreds of things is broken however constant the number.
    assert max(after.values()) <= 25, after
