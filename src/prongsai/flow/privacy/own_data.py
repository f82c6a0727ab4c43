"""What is kept of one person: shown to them and, where they left, handed out by an administrator."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from typing import Any

from prongsai.flow.privacy.activities import TableSaid, tables
from prongsai.language.text import Text
from prongsai.publish.assemble.kinds import kinds
from prongsai.records.actions.grants import NotPossible
from prongsai.records.actions.privacy.notices import tell_of_export
from prongsai.records.models import Person
from prongsai.records.queries import accounts as queries
from prongsai.records.queries.privacy import SHOWN, rows_about
from prongsai.records.scope import Scope
from prongsai.screens.people.privacy import OwnDataPage, OwnField, OwnTable, Value

FORMAT = "prongsai/person@1"
# Columns that a way leads to in another table, by the end of the way.
_LED_TO: Mapping[tuple[str, str], Text] = {
    ("agency", "name"): Text(th="หน่วยงาน", en="agency"),
    ("unit", "name"): Text(th="ส่วนราชการ", en="unit"),
    ("round", "year"): Text(th="ปีงบประมาณ", en="fiscal year"),
    ("item", "item"): Text(th="ข้อ", en="item"),
}
# Columns that hold no person's data by themselves, and say which row it is.
_BESIDE: Mapping[str, Text] = {
    "channel": Text(th="ช่องทาง", en="channel"),
    "day": Text(th="วันที่", en="day"),
    "due": Text(th="วันครบกำหนด", en="due"),
    "element": Text(th="องค์ประกอบ", en="element"),
    "item": Text(th="ข้อ", en="item"),
    "state": Text(th="สถานะ", en="state"),
    "ends": Text(th="วันสิ้นสุด", en="last day"),
    "name_th": Text(th="ช่วงงาน", en="phase"),
    "outcome": Text(th="ผลการส่ง", en="outcome"),
    "starts": Text(th="วันเริ่ม", en="first day"),
    "text_th": Text(th="ข้อความ", en="text"),
    "area": Text(th="พื้นที่", en="area"),
    "area_kind": Text(th="ระดับพื้นที่", en="kind of area"),
    "due_at": Text(th="กำหนดส่ง", en="due at"),
    "expires_at": Text(th="ใช้ได้ถึง", en="works until"),
    "format": Text(th="รูปแบบไฟล์", en="format"),
    "issued_on": Text(th="ลงวันที่", en="dated"),
    "ordered_on": Text(th="คำสั่งลงวันที่", en="order of"),
    "kind": Text(th="ชนิดเอกสาร", en="kind of document"),
    "name": Text(th="ชื่อ", en="name"),
    "number": Text(th="เลขที่", en="number"),
    "page": Text(th="หน้า", en="page"),
    "role": Text(th="บทบาท", en="role"),
    "tries": Text(th="จำนวนครั้งที่ส่ง", en="tries"),
    "version": Text(th="ฉบับที่", en="version"),
    "year": Text(th="ปีงบประมาณ", en="fiscal year"),
}
_PAGES: Mapping[str, Text] = {
    "paste": Text(th="วางตารางคะแนน", en="pasted table"),
    "entry": Text(th="กรอกคะแนน", en="typed scores"),
}
_OTHER_PAGE = Text(th="ข้อความในเอกสาร", en="text of a document")


def own_data(person: Person, *, whole: bool = False, typed: bool = True) -> OwnDataPage:
    """What is kept of a person; ``whole``: every row, not the newest of each table alone; ``typed``: with what they
    typed and handed to nobody yet."""
    return OwnDataPage(
        person=person.pk,
        name=str(person),
        tables=tuple(
            table
            for label, each in tables().items()
            for link in each.whose
            if (table := _table(label, each, link, person, whole=whole, typed=typed)).count
        ),
        secrets=tuple(secret for each in tables().values() if each.whose for secret in each.secret.values()),
    )


def data_of(scope: Scope, *, person: int) -> OwnDataPage:
    """The same of somebody, for administrators: a draft is its writer's alone until it is handed out, of which the
    history tells. KeyError where there is no such person."""
    return own_data(_somebody(scope, person), typed=False)


def handed_out(scope: Scope, *, by: Person, person: int, form: str, now: datetime.datetime) -> OwnDataPage:
    """Every row, for an administrator to hand out; the site's history says so. KeyError as ``data_of``."""
    whose = _somebody(scope, person)
    tell_of_export(by=by, person=whose, form=form, now=now)
    return own_data(whose, whole=True)


def as_json(page: OwnDataPage) -> bytes:
    """Every row with the codes of its columns; times with their zone."""
    rows = [
        {
            "table": table.code,
            "through": table.link,
            "rows": [
                {field.code: _plain(value) for field, value in zip(table.fields, row, strict=True)}
                for row in table.rows
            ],
        }
        for table in page.tables
    ]
    whole = {"format": FORMAT, "person": page.person, "name": page.name, "tables": rows}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def _somebody(scope: Scope, person: int) -> Person:
    if not scope.everywhere("give-role"):
        raise NotPossible("เฉพาะผู้ดูแลระบบ", "For administrators only.")
    whose = queries.person(person)
    if whose is None:
        raise KeyError(person)
    return whose


def _table(label: str, each: TableSaid, link: str, person: Person, *, whole: bool, typed: bool) -> OwnTable:
    columns = tuple(column for column in each.whose[link] if typed or column not in each.words)
    rows = rows_about(label, link, columns, person)
    shown = list(rows) if whole else list(rows[:SHOWN])
    return OwnTable(
        code=label,
        link=link,
        name=_named(each, link),
        fields=tuple(OwnField(code=column, words=_words(each, column)) for column in columns),
        rows=tuple(tuple(_said(column, row[column]) for column in columns) for row in shown),
        count=len(shown) if whole or len(shown) < SHOWN else rows.count(),
    )


def _named(each: TableSaid, link: str) -> Text:
    """The table, with the way where there are several."""
    if len(each.whose) == 1 or link not in each.person:
        return each.name
    way = each.person[link]
    return Text(th=f"{each.name.th} ({way.th})", en=f"{each.name.en} ({way.en})")


def _words(each: TableSaid, column: str) -> Text:
    *way, last = column.split("__")
    if way:
        return _LED_TO[way[-1], last]
    return each.person.get(column) or each.words.get(column) or _BESIDE[column]


def _said(column: str, value: Any) -> Value:
    """A value as pages show it; what only a program knows in words."""
    if column == "page":
        return _PAGES.get(value, _OTHER_PAGE)
    if column == "kind":
        return kinds()[value].name if value in kinds() else str(value)
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    known: Value = value
    return known


def _plain(value: Value) -> str | int | bool | None:
    if isinstance(value, datetime.date):  # a moment is one too
        return value.isoformat()
    return value.th if isinstance(value, Text) else value
