"""What official papers of a year say of the agency: shown, and kept as a new version of the year's round file."""

from __future__ import annotations

import copy
import dataclasses
import datetime
from collections.abc import Mapping
from typing import Any

from prongsai.excel_form.cells import Wrong, value_of
from prongsai.files.incoming import CONTROL
from prongsai.files.problems import Refused
from prongsai.flow.year.stored import StoredYear, round_in_file, year
from prongsai.language.text import Text
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.official.assigning import responsible
from prongsai.publish.assemble.official.positions import usual_power
from prongsai.publish.assemble.official.powers import TAKEN
from prongsai.publish.assemble.parts.letter import addressee
from prongsai.publish.official_forms import form_of
from prongsai.records.actions.results import DocumentChanged, change_document, document_stamp
from prongsai.records.actions.year.opening import open_in
from prongsai.records.models import Agency, Person
from prongsai.records.scope import Scope
from prongsai.roundfile.write import to_data
from prongsai.screens.agency.papers.particulars import (
    FIELDS,
    FORMS,
    AssignedRow,
    PaperField,
    PapersPage,
    shown,
)

MOST_ROWS, SPARE = 60, 3
MOST_UNIT, MOST_ITEMS = 200, 1000
WHY = "แก้ข้อมูลหนังสือราชการ"
_DEFAULTS = {"announcement_number": "no", "progress_signed": "end"}
_Held = dict[str, Any]


def page(scope: Scope, agency: Agency, which: int, *, today: datetime.date) -> PapersPage | None:
    """What papers of a year say of the agency now; None where there is no such year or no result."""
    found = year(scope, agency, which, today)
    if found is None or found.result is None or found.dossier is None:
        return None
    held = _document(found)
    return _page(scope, agency, found, found.dossier, held, _typed_of(held), _rows_of(held), TAKEN in _taken(held))


def save(
    scope: Scope,
    agency: Agency,
    which: int,
    sent: Mapping[str, str],
    *,
    person: Person,
    now: datetime.datetime,
    today: datetime.date,
) -> PapersPage | None:
    """Keeps what was ``sent``: a page that is ``saved``, else one with what is wrong, or with what somebody else saved
    since it was opened. None as ``page``; PermissionError where the scope may not."""
    if not scope.may("import", agency):
        raise PermissionError("import")
    open_in(agency, which)
    found = year(scope, agency, which, today)
    if found is None or found.result is None or found.dossier is None:
        return None
    typed = {field.key: _clean(sent.get(field.key, "")) for field in (*FIELDS, *FORMS)}
    rows = [
        AssignedRow(unit=_clean(sent.get(f"unit-{at}", "")), items=_clean(sent.get(f"items-{at}", "")))
        for at in range(MOST_ROWS)
        if f"unit-{at}" in sent
    ]
    rows = [row for row in rows if row.unit or row.items]
    takes = sent.get("take") == "yes"
    opened = sent.get("opened", "")
    held = _document(found)
    made, wrong = _document_with(held, typed, rows, takes=takes)
    try:
        read = round_in_file({**found.result.file, "document": made}, found.criteria)
    except Refused as refused:
        wrong = {problem.place: problem.text for problem in refused.problems} | wrong
    else:
        made = to_data(read).get("document") or {}
    if wrong:
        return _page(scope, agency, found, found.dossier, held, typed, rows, takes, opened=opened, wrong=wrong)
    try:
        new = change_document(
            round=found.round,
            criteria=found.criteria,
            opened=opened,
            document=made or None,
            why=WHY,
            person=person,
            now=now,
        )
    except DocumentChanged:
        # Read anew: what somebody else kept stands there now.
        found = year(scope, agency, which, today)
        if found is None or found.result is None or found.dossier is None:
            return None
        held = _document(found)
        other = _page(scope, agency, found, found.dossier, held, typed, rows, takes)
        by = found.result.made_by.name if found.result.made_by else ""
        return dataclasses.replace(
            other, conflict=True, by=by, at=found.result.made_at, others=_others(held, typed, rows, takes)
        )
    return PapersPage(year=which, saved=True, changed=new)


def _clean(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(CONTROL.sub(" ", line).rstrip() for line in lines).strip()


def _document(found: StoredYear) -> _Held:
    assert found.result is not None
    held = found.result.file.get("document")
    return copy.deepcopy(held) if isinstance(held, dict) else {}


def _taken(held: _Held) -> list[str]:
    return [str(each) for each in held.get("taken") or ()]


def _typed_of(held: _Held) -> dict[str, str]:
    typed = {}
    for field in (*FIELDS, *FORMS):
        value: Any = held
        for key in field.key.split("."):
            value = value.get(key) if isinstance(value, dict) else None
        typed[field.key] = _DEFAULTS.get(field.key, "") if value is None else str(value)
    return typed


def _rows_of(held: _Held) -> list[AssignedRow]:
    return [
        AssignedRow(unit=str(entry["unit"]), items=", ".join(map(str, entry["items"])))
        for entry in held.get("assigned") or ()
    ]


def _document_with(
    held: _Held, typed: Mapping[str, str], rows: list[AssignedRow], *, takes: bool
) -> tuple[_Held, dict[str, Text]]:
    """The document with what was typed in the place of what stood there; what is wrong, by its place in the file."""
    made, wrong = copy.deepcopy(held), dict[str, Text]()
    for group in ("letter", "forms"):
        made[group] = dict(made.get(group) or {})
    for field in (*FIELDS, *FORMS):
        value, place = typed[field.key], f"document.{field.key}"
        where, key = (made[field.key.split(".")[0]], field.key.split(".")[1]) if "." in field.key else (made, field.key)
        where.pop(key, None)
        if field.choices and value not in dict(field.choices):
            wrong[place] = Text(th="ให้เลือกจากรายการ", en="choose from the list")
        elif len(value) > field.most:
            wrong[place] = _too_long(value, field.most)
        elif value and not field.choices and field in FORMS:
            try:
                where[key] = value_of(value, "length")
            except Wrong as mistake:
                wrong[place] = mistake.text
        elif value and value != _DEFAULTS.get(field.key):
            where[key] = value
    for group in ("letter", "forms"):
        if not made[group]:
            del made[group]
    made["assigned"] = []
    for at, row in enumerate(rows):
        place = f"document.assigned.{at}"
        if not row.unit or not row.items:
            wrong[place] = Text(th="ให้ระบุทั้งส่วนราชการและข้อ OIT", en="give both the unit and its items")
        elif len(row.unit) > MOST_UNIT:
            wrong[place] = _too_long(row.unit, MOST_UNIT)
        elif len(row.items) > MOST_ITEMS:
            wrong[place] = _too_long(row.items, MOST_ITEMS)
        items = value_of(row.items, "ids") if row.items else []
        assert isinstance(items, list)
        made["assigned"].append({"unit": row.unit, "items": [item.lower() for item in items]})
    taken = [each for each in _taken(held) if each != TAKEN] + ([TAKEN] if takes else [])
    made["taken"] = taken
    for key in ("assigned", "taken"):
        if not made[key]:
            del made[key]
    return made, wrong


def _too_long(text: str, most: int) -> Text:
    return Text(
        th=f"ยาว {len(text):,} ตัวอักษร รับได้ไม่เกิน {most:,} ตัวอักษร",
        en=f"{len(text):,} letters; at most {most:,} can be taken",
    )


def _page(
    scope: Scope,
    agency: Agency,
    found: StoredYear,
    dossier: Dossier,
    held: _Held,
    typed: Mapping[str, str],
    rows: list[AssignedRow],
    takes: bool,
    *,
    opened: str | None = None,
    wrong: Mapping[str, Text] | None = None,
) -> PapersPage:
    told = dict(wrong or {})
    usual = _usual(dossier)

    def filled(field: PaperField) -> PaperField:
        found_wrong = told.pop(f"document.{field.key}", None)
        return dataclasses.replace(field, value=typed[field.key], usual=usual.get(field.key, ""), wrong=found_wrong)

    fields, forms = tuple(map(filled, FIELDS)), tuple(map(filled, FORMS))
    shown_rows = []
    for at, row in enumerate(rows):
        place = f"document.assigned.{at}"
        mistakes = [told.pop(key) for key in sorted(told) if key == place or key.startswith(f"{place}.")]
        shown_rows.append(dataclasses.replace(row, wrong=mistakes[0] if mistakes else None))
    if told:  # what is wrong elsewhere in the file still must be seen
        fields = (dataclasses.replace(fields[0], wrong=next(iter(told.values()))), *fields[1:])
    assert found.result is not None
    return PapersPage(
        year=found.year,
        fields=fields,
        forms=forms,
        rows=(*shown_rows, *[AssignedRow()] * (SPARE if len(rows) < MOST_ROWS - SPARE else 0)),
        proposal=usual_power(dossier.facts.agency) or "",
        taken=takes,
        likely=_likely(dossier),
        opened=document_stamp(found.result.file) if opened is None else opened,
        may_change=scope.may("import", agency) and found.round.closed_at is None,
    )


def _usual(dossier: Dossier) -> dict[str, str]:
    """What stands in papers where a field is empty, as far as it is the same in all of them."""
    form = form_of("order")
    document = dataclasses.replace(dossier.document, letter=None) if dossier.document is not None else None
    return {
        "letter.to": addressee(dataclasses.replace(dossier, document=document)),
        "forms.top": str(form.top),
        "forms.bottom": str(form.bottom),
        "forms.garuda_top": str(form.garuda_top),
        "forms.number_top": str(form.number_top),
    }


def _likely(dossier: Dossier) -> tuple[tuple[str, str], ...]:
    """Items that nobody was given, by the unit whose name says that they are its work."""
    criteria = dossier.next_criteria or dossier.criteria
    drafted = dataclasses.replace(dossier, state="draft")
    likely: dict[str, list[str]] = {}
    for item in criteria.items.values():
        if criteria.instruments[item.instrument].kind == "disclosure":
            known = responsible(drafted, criteria, item.id)
            for unit in known.units if known.proposed else ():
                likely.setdefault(unit, []).append(item.id)
    return tuple((unit, ", ".join(items)) for unit, items in likely.items())


def _others(
    held: _Held, typed: Mapping[str, str], rows: list[AssignedRow], takes: bool
) -> tuple[tuple[Text, str], ...]:
    """What is kept now and differs from what was typed, by its label."""
    kept, differing = _typed_of(held), list[tuple[Text, str]]()
    for field in (*FIELDS, *FORMS):
        if kept[field.key] != typed[field.key]:
            differing.append((field.label, shown(field, kept[field.key])))
    if (TAKEN in _taken(held)) != takes:
        word = Text(th="ถ้อยคำที่โปรแกรมเสนอ", en="the program's words")
        differing.append((word, "ยืนยันแล้ว" if not takes else "ยังไม่ยืนยัน"))
    now = _rows_of(held)
    if now != rows:
        word = Text(th="ส่วนราชการผู้รับผิดชอบข้อ OIT", en="units and items")
        differing.append((word, "; ".join(f"{row.unit}: {row.items}" for row in now) or "–"))
    return tuple(differing)
