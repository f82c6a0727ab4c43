"""A booklet's draft laid over what counts now: what the booklet gives takes its place, everything else stays."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any


def merged(base: Mapping[str, Any], draft: Mapping[str, Any]) -> dict[str, Any]:
    """The data of a round file with what a draft gives.

    Exact counts that are known are not replaced by rounded shares, a plan is taken only where there is none, and of an
    earlier year the rules that it is known by stay.
    """
    data = copy.deepcopy(dict(base))
    if draft.get("published"):
        data["published"] = _over(data.get("published") or {}, draft["published"])
    if draft.get("disclosure"):
        data["disclosure"] = _marks(data.get("disclosure") or [], draft["disclosure"])
    for part, answers in (draft.get("answers") or {}).items():
        data.setdefault("answers", {})[part] = _answers(data.get("answers", {}).get(part) or {}, answers)
    for year, past in (draft.get("history") or {}).items():
        before = data.setdefault("history", {}).get(year) or data["history"].get(int(year)) or {}
        data["history"].pop(int(year), None)
        rules = {} if before else {key: past[key] for key in ("criteria", "certainty") if key in past}
        published = _over(before.get("published") or {}, past["published"])
        data["history"][year] = {**before, **rules, "published": published}
    if draft.get("plan") and not data.get("plan"):
        data["plan"] = draft["plan"]
    return data


def _over(base: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """Nested values over one another."""
    made = dict(base)
    for key, value in new.items():
        below = made.get(key)
        made[key] = _over(below, value) if isinstance(below, Mapping) and isinstance(value, Mapping) else value
    return made


def _marks(base: list[dict[str, Any]], new: list[dict[str, Any]]) -> list[dict[str, Any]]:
    marks = {row["item"]: row["score"] for row in new}
    rows = [{**row, "score": marks.pop(row["item"])} if row["item"] in marks else row for row in base]
    return [*rows, *({"item": item, "score": score} for item, score in marks.items())]


def _answers(base: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    made = dict(base)
    if "respondents" in new:
        made["respondents"] = new["respondents"]
    if "items" in new:
        items = dict(made.get("items") or {})
        for item, given in new["items"].items():
            if "counts" not in (items.get(item) or {}) or "counts" in given:
                items[item] = given
        made["items"] = items
    if "demographics" in new:
        made["demographics"] = _over(made.get("demographics") or {}, new["demographics"])
    return made
