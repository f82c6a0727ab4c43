"""Every edition's crosswalk accounts for every item of the edition before it, and names only what exists."""

from __future__ import annotations

import pytest

from prongsai.criteria.editions import edition, editions

FOLLOWING = [name for name in editions() if edition(name).crosswalk is not None]


@pytest.mark.parametrize("name", FOLLOWING)
def test_crosswalk_accounts_for_every_item_of_the_previous_edition(name: str) -> None:
    crosswalk = edition(name).crosswalk
    assert crosswalk is not None
    before = set(edition(crosswalk.previous).items)
    continued = {there for each in crosswalk.items for there in each.there}
    assert continued | set(crosswalk.dropped) == before
    assert not continued & set(crosswalk.dropped)


@pytest.mark.parametrize("name", FOLLOWING)
def test_crosswalk_starts_from_items_of_its_own_edition(name: str) -> None:
    criteria = edition(name)
    assert criteria.crosswalk is not None
    here = [each.here for each in criteria.crosswalk.items]
    assert set(here) <= set(criteria.items)
    assert len(here) == len(set(here))


@pytest.mark.parametrize("name", FOLLOWING)
def test_merged_items_are_not_called_comparable(name: str) -> None:
    crosswalk = edition(name).crosswalk
    assert crosswalk is not None
    assert [each.here for each in crosswalk.items if len(each.there) > 1 and each.comparable] == []


@pytest.mark.parametrize("name", editions())
def test_links_name_items_of_the_edition(name: str) -> None:
    criteria = edition(name)
    assert {item for link in criteria.links for item in link.items} <= set(criteria.items)


@pytest.mark.parametrize("name", editions())
def test_advice_leans_on_items_or_sub_indicators_of_the_edition(name: str) -> None:
    criteria = edition(name)
    known = set(criteria.items) | set(criteria.sub_indicators)
    assert {ref for each in criteria.recommendations.values() for ref in each.refs} <= known
