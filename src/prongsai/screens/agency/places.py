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
_ASSESSOR = re.compile(r"assessor\.(?P<number>\d+)")
_ANNOUNCED = re.compile(r"(?:history\.(?P<year>\d{4})\.)?published(?:: |\.)(?P<figure>\S+)")
_ANSWERED = re.compile(r"answers\.(?P<part>[^.]+)\.demographics\.(?P<asked>[^.]+)(?:\.shares\.(?P<group>.+))?")


def place_words(where: str, criteria: Criteria) -> Text:
    """A contradiction's ``where``. What a document calls its own places stays as it is."""
    if where == "plan.rows":
        return Text(th="แผนทั้งฉบับ", en="The plan as a whole")
    if row := _ROW.fullmatch(where):
        name = f": {row['name']}" if row["name"] else ""
        return Text(th=f"มาตรการลำดับที่ {row['number']}{name}", en=f"Measure {row['number']}{name}")
    if asked := _ASSESSOR.fullmatch(where):
        at = asked["number"]
        return Text(th=f"ข้อเสนอแนะของผู้ประเมิน รายการที่ {at}", en=f"The assessor’s point {at}")
    if announced := _ANNOUNCED.fullmatch(where):
        figure = figure_name(criteria, announced["figure"])
        of = announced["year"]
        year = Text(th=f" ปี {of}", en=f" in {of}") if of else Text(th="", en="")
        return Text(th=f"ผลที่ประกาศ{year.th}: {figure.th}", en=f"Announced{year.en}: {figure.en}")
    if (answered := _ANSWERED.fullmatch(where)) and answered["asked"] in criteria.demographics:
        survey, demographic = figure_name(criteria, answered["part"]), criteria.demographics[answered["asked"]]
        groups = {group.code: group.label for group in demographic.groups}
        label = groups.get(answered["group"] or "")
        return Text(
            th=f"ผู้ตอบ {survey.th} {demographic.name.th}{f' {label.th}' if label else ''}",
            en=f"Who answered {survey.en}: {demographic.name.en}{f', {label.en}' if label else ''}",
        )
    if written := _WRITTEN.fullmatch(where):
        part = PARTS.get(written["name"], Text(th=written["name"], en=written["name"]))
        return Text(th=f"ข้อความในเล่ม: {part.th}", en=f"Text of the booklet: {part.en}")
    if memo := _MEMO.fullmatch(where):
        of = f": {memo['name']}" if memo["name"] else ""
        return Text(th=f"บันทึกข้อความ{of}", en=f"The memo{of}")
    return Text(th=where, en=where)


def in_document(one: Contradiction) -> bool:
    """Whether it stands in the agency's own document, not in its plan or among announced figures and answers."""
    return one.kind != "plan" and not any(place.fullmatch(one.where) for place in (_ANNOUNCED, _ANSWERED))
