"""Where something stands, in words: a place in a file becomes what people call it."""

from __future__ import annotations

import re

from prongsai.analyze.claims import Contradiction
from prongsai.criteria.names import figure_name
from prongsai.criteria.shapes import Criteria
from prongsai.language.text import Text
from prongsai.publish.assemble.own_words import PARTS

_ROW = re.compile(r"plan\.rows\.(?P<number>\d+)(?:: (?P<name>.*))?")
_WRITTEN = re.compile(r"document\.sections\.(?P<number>\d+): (?P<name>.*)")
_MEMO = re.compile(r"memo(?:: (?P<name>.*))?")
_ANNOUNCED = re.compile(r"published(?:: |\.)(?P<figure>\S+)")


def place_words(where: str, criteria: Criteria) -> Text:
    """A contradiction's ``where``. What a document calls its own places stays as it is."""
    if where == "plan.rows":
        return Text(th="แผนทั้งฉบับ", en="The plan as a whole")
    if row := _ROW.fullmatch(where):
        name = f": {row['name']}" if row["name"] else ""
        return Text(th=f"มาตรการลำดับที่ {row['number']}{name}", en=f"Measure {row['number']}{name}")
    if announced := _ANNOUNCED.fullmatch(where):
        figure = figure_name(criteria, announced["figure"])
        return Text(th=f"ผลที่ประกาศ: {figure.th}", en=f"Announced: {figure.en}")
    if written := _WRITTEN.fullmatch(where):
        part = PARTS.get(written["name"], Text(th=written["name"], en=written["name"]))
        return Text(th=f"ข้อความในเล่ม: {part.th}", en=f"Text of the booklet: {part.en}")
    if memo := _MEMO.fullmatch(where):
        of = f": {memo['name']}" if memo["name"] else ""
        return Text(th=f"บันทึกข้อความ{of}", en=f"The memo{of}")
    return Text(th=where, en=where)


def in_document(one: Contradiction) -> bool:
    """Whether it stands in the agency's own document, not in its plan or among the announced figures."""
    return one.kind != "plan" and not _ANNOUNCED.fullmatch(one.where)
