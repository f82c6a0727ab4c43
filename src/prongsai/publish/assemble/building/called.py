"""The standard words of documents in the words of the edition: most bodies have no ITA, no OIT and no ITAS."""

from __future__ import annotations

import functools

from prongsai.criteria.shapes import Criteria
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.part_use import packaged

# What the standard words speak of, as its own editions call it.
ASSESSMENT = "การประเมินคุณธรรมและความโปร่งใส"


def is_ita(criteria: Criteria) -> bool:
    """Whether an edition is one of the assessment that the standard words are about."""
    return criteria.title.th.startswith(ASSESSMENT)


def called(dossier: Dossier, text: str) -> str:
    """A standard text with the assessment and its instruments called as the edition calls them."""
    criteria = dossier.criteria
    if is_ita(criteria):
        return text
    name = criteria.title.th.partition(" ประจำปี")[0]
    disclosed = [one for one in criteria.instruments.values() if one.kind == "disclosure"]
    short, full = (" ".join(words) for words in zip(*((one.short.th, one.name.th) for one in disclosed), strict=True))
    for standard, own in _words():
        text = text.replace(standard, own.format(name=name, short=short, full=full))
    return text


@functools.cache
def _words() -> tuple[tuple[str, str], ...]:
    return tuple((row["standard"], row["own"]) for row in packaged("called.yaml")["words"])
