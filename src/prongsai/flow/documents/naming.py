"""The names of the day, offered for the places of signature of a document that is made or issued."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable, Mapping, Sequence

from prongsai.files.incoming import CONTROL
from prongsai.flow.documents.own_words import dossier_with, kept_words
from prongsai.flow.documents.signatories import signatory_in
from prongsai.flow.year.stored import year
from prongsai.language.text import Text
from prongsai.publish.assemble.compose import report
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.kinds import kinds, lacking
from prongsai.publish.assemble.profiles import profiles
from prongsai.publish.signatories import Signatory, places_in, plain_position, signatory_for, typed_of
from prongsai.records.models import Agency, AgencySignatory
from prongsai.records.scope import Scope
from prongsai.screens.agency.papers.documents import Chosen
from prongsai.screens.agency.papers.signatories import NamesPage
from prongsai.screens.agency.papers.signing import NamePlace

MOST_PLACES = 60  # of a document


def places_of(scope: Scope, agency: Agency, positions: Iterable[str], day: datetime.date) -> tuple[NamePlace, ...]:
    """Places of signature with who could sign there on a day; where that is one, the name stands in the box."""
    rows = [signatory_in(row) for row in AgencySignatory.objects.within(scope).filter(agency=agency)]
    places = []
    for position in positions:
        fits = [one for one in rows if plain_position(one.position) == plain_position(position) and one.counts_on(day)]
        offers = tuple(dict.fromkeys(map(typed_of, fits)))
        places.append(NamePlace(position=position, typed=offers[0] if len(offers) == 1 else "", offers=offers))
    return tuple(places)


def names_page(scope: Scope, agency: Agency, which: int, chosen: Chosen, *, today: datetime.date) -> NamesPage | None:
    """The places of signature of a document that was chosen, with the names of the day.

    None where nobody signs it, where the agency keeps no name of today, and where it cannot be made as chosen."""
    rows = AgencySignatory.objects.within(scope).filter(agency=agency)
    if not any(signatory_in(row).counts_on(today) for row in rows):
        return None
    found = year(scope, agency, which, today)
    dossier = dossier_with(found, kept_words(scope, found)) if found is not None else None
    if dossier is None or not _can_be_made(dossier, chosen):
        return None
    positions = places_in(report(dossier, chosen.kind, chosen.profile or None))[:MOST_PLACES]
    if not positions:
        return None
    places = places_of(scope, agency, positions, today)
    return NamesPage(year=which, kind=kinds()[chosen.kind].name, chosen=chosen, places=places)


def _can_be_made(dossier: Dossier, chosen: Chosen) -> bool:
    named = chosen.kind in kinds() and (not chosen.profile or chosen.profile in profiles())
    return named and lacking(dossier, chosen.kind) is None


def names_sent(
    scope: Scope, agency: Agency, which: int, chosen: Chosen, sent: Mapping[str, str], *, today: datetime.date
) -> NamesPage | tuple[tuple[str, str], ...]:
    """Pairs of position and who signs, as ``sent`` from the page of places, without those that were left out; that page
    again where one is not understood."""
    asked = [
        (CONTROL.sub(" ", sent[f"position-{at}"]).strip(), CONTROL.sub(" ", sent.get(f"name-{at}", "")).strip())
        for at in range(MOST_PLACES)
        if f"position-{at}" in sent
    ]
    offers = {place.position: place for place in places_of(scope, agency, [position for position, _ in asked], today)}
    places = [
        dataclasses.replace(offers[position], typed=typed, wrong=_not_understood(position, typed))
        for position, typed in asked
    ]
    if any(place.wrong for place in places) and chosen.kind in kinds():
        return NamesPage(year=which, kind=kinds()[chosen.kind].name, chosen=chosen, places=tuple(places))
    return tuple((place.position, place.typed) for place in places if place.typed and place.wrong is None)


def _not_understood(position: str, typed: str) -> Text | None:
    one = signatory_for(position, typed) if typed else None
    return one if isinstance(one, Text) else None


def signatories_of(names: Iterable[Sequence[str]]) -> list[Signatory]:
    """Those who sign, from pairs of position and what was typed; what is not understood is left out."""
    read = [signatory_for(position, typed) for position, typed in names]
    return [one for one in read if isinstance(one, Signatory)]
