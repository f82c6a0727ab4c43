"""By which rules an agency's year is read, where the rules at hand do not assess such an agency: a question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from prongsai.criteria.shapes import Criteria
from prongsai.language.text import Text


@dataclass(frozen=True, kw_only=True)
class RulesQuestion:
    """Why it is asked, the editions to choose from by their ids, and the one that was chosen (empty: none yet)."""

    text: Text
    choices: tuple[tuple[str, Text], ...]
    chosen: str = ""
    notice: Text | None = None  # what the chosen one has on every page


def rules_question(text: Text, editions: Iterable[Criteria], chosen: str = "") -> RulesQuestion:
    """The question with these editions as its answers, each called by its body and its year."""
    known = {each.id: each for each in editions}
    return RulesQuestion(
        text=text,
        choices=tuple((name, called(each)) for name, each in known.items()),
        chosen=chosen,
        notice=known[chosen].notice if chosen in known else None,
    )


def called(criteria: Criteria) -> Text:
    """An edition as people call it: ``เกณฑ์ของสำนักงาน ป.ป.ช. ปี 2568``."""
    return Text(
        th=f"เกณฑ์ของ{criteria.body.th} ปี {criteria.year}", en=f"rules of {criteria.year} of the {criteria.body.en}"
    )
