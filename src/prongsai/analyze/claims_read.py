"""The claims of a round file: each names a figure, a share or a count that the edition has."""

from __future__ import annotations

import dataclasses
import re

from prongsai.analyze.claims import Claim
from prongsai.collect.checks.checking import Checking, rules_of
from prongsai.criteria.figure_id import UnknownFigure, resolve
from prongsai.files.spelling import Place
from prongsai.language.exact import arabic

_UNSIGNED = re.compile(r"[0-9]{1,9}(\.[0-9]{1,10})?")
_SIGNED = re.compile(r"[+-]?[0-9]{1,9}(\.[0-9]{1,10})?")
_WHOLE = re.compile(r"[0-9]{1,9}")

_FORMS = {
    "score": (_UNSIGNED, "ตัวเลข เช่น 92.76", "a number such as 92.76"),
    "share": (_UNSIGNED, "ร้อยละ เช่น 28.19", "a percentage such as 28.19"),
    "rank": (_WHOLE, "ลำดับที่ เช่น 3", "a rank such as 3"),
    "change": (_SIGNED, "ผลต่าง เช่น -4.71", "a change in points such as -4.71"),
    "target": (
        re.compile(r"met|missed|[+-]?[0-9]{1,9}(\.[0-9]{1,10})?"),
        "met, missed หรือผลต่าง เช่น +1.45",
        "met, missed or a margin such as +1.45",
    ),
    "count": (_WHOLE, "จำนวนเต็ม เช่น 188", "a whole number such as 188"),
}

_OF_KINDS = ("share", "count", "rank", "lowest", "highest")
_COUNTED = re.compile(r"(indicators|items|[A-Z]{2,4}[0-9]?)\s*(>=|<=|>|<)\s*[0-9]{1,3}(\.[0-9]{1,2})?")


def checked_claims(checking: Checking, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """``claims`` under full figure ids; what names nothing in the edition is noted in ``checking``."""
    return tuple(_claim(checking, ("claims", number), claim) for number, claim in enumerate(claims))


def _claim(checking: Checking, place: Place, claim: Claim) -> Claim:
    figure = claim.figure
    if figure is None and claim.kind == "level":
        figure = "level"
    if figure is not None:
        try:
            figure = resolve(checking.criteria, figure)
        except UnknownFigure as unknown:
            checking.mistakes.append(((*place, "figure"), unknown.text))
    if figure is not None and claim.of is not None:
        checking.wrong(place, "มีทั้ง figure และ of ให้เหลือเพียงอย่างเดียว", "both figure and of; keep one of them")
    elif claim.of is not None and claim.kind not in _OF_KINDS:
        listed = ", ".join(_OF_KINDS)
        checking.wrong(
            (*place, "of"), f"of ใช้กับ {listed} เท่านั้น ไม่ใช่ {claim.kind}", f"of goes with {listed}, not {claim.kind}"
        )
    elif figure is None and claim.of is None and not names_none(claim):
        checking.wrong(
            place, "ไม่มี figure (หรือ of) ให้ระบุว่าเป็นค่าใด", "no figure (or of) is named; say which figure this is about"
        )
    of = _of(checking, (*place, "of"), claim.of) if claim.of is not None else None
    among = _among(checking, (*place, "among"), claim.among) if claim.among is not None else None
    value = _value(checking, (*place, "value"), claim)
    if claim.since is not None:
        checking.year_of((*place, "since"), claim.since, before=checking.year)
    if (figure, of, among, value) == (claim.figure, claim.of, claim.among, claim.value):
        return claim
    return dataclasses.replace(claim, figure=figure, of=of, among=among, value=value)


def names_none(claim: Claim) -> bool:
    """Whether the document leaves the lowest or highest of a set (``among``) blank, printed as ``-``."""
    return claim.kind in ("lowest", "highest") and claim.value == "-"


def _value(checking: Checking, place: Place, claim: Claim) -> str | None:
    if claim.value is None:
        if claim.kind not in ("lowest", "highest", "filed"):
            checking.wrong(place, "ไม่มี value ให้ใส่ค่าที่เอกสารเขียนไว้", "value is missing; give what the document says")
        return None
    form = _FORMS.get(claim.kind)
    if form is None:
        return claim.value
    pattern, th, en = form
    value = str(arabic(claim.value))
    if not pattern.fullmatch(value):
        shown = value[:60]
        checking.wrong(
            place, f"พบ “{shown}” แต่ {claim.kind} ต้องเป็น{th}", f"found “{shown}”, but {claim.kind} expects {en}"
        )
    return value


def _among(checking: Checking, place: Place, given: str) -> str:
    part, _, question = given.partition(".")
    asked = checking.criteria.demographics.get(question)
    if given in ("indicators", "sub_indicators", "items") or (asked is not None and part in asked.parts):
        return given
    try:
        return resolve(checking.criteria, given)
    except UnknownFigure:
        sets = ", ".join(("indicators", "items", *rules_of(checking.criteria).instruments, "ind:9"))
        checking.wrong(
            place, f"พบ “{given[:60]}” แต่ต้องเป็นกลุ่ม เช่น {sets}", f"found “{given[:60]}”, expected a set such as {sets}"
        )
        return given


def _of(checking: Checking, place: Place, given: str) -> str:
    criteria, rules = checking.criteria, rules_of(checking.criteria)
    counted = _COUNTED.fullmatch(given)
    if counted is not None and counted[1] in ("indicators", "items", *rules.parts, *rules.instruments):
        return given
    part, *rest = given.split(".")
    if part in rules.parts or part in rules.instruments:
        if rest == ["respondents"]:
            return given
        asked = criteria.demographics.get(rest[0]) if rest else None
        if asked is not None and (part in asked.parts or part in criteria.instruments):
            codes = [group.code for group in asked.groups]
            if len(rest) == 2 and rest[1] in codes:
                return given
            listed = ", ".join(f"{part}.{asked.id}.{code}" for code in codes)
            checking.wrong(
                place, f"ไม่มีกลุ่ม “{given[:60]}” ที่มีคือ {listed}", f"there is no group “{given[:60]}”; there are {listed}"
            )
            return given
    asked_here = ", ".join(criteria.demographics)
    checking.wrong(
        place,
        f"พบ “{given[:60]}” แต่ต้องเป็น ส่วน.respondents หรือ ส่วน.ข้อมูลทั่วไป.กลุ่ม เช่น IIT.respondents (ข้อมูลทั่วไป: {asked_here})",
        f"found “{given[:60]}”, expected part.respondents or part.demographic.group, "
        f"as IIT.respondents (demographics: {asked_here})",
    )
    return given
