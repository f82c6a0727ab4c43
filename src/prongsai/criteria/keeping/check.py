"""Checks an edition: every reference, weight, scale, level, placeholder and source, with file and line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from importlib.resources.abc import Traversable
from pathlib import Path

from prongsai.criteria.agency_kinds import agency_kinds
from prongsai.criteria.editions import edition_from, editions, folder_of, open_book
from prongsai.criteria.figure_id import figure_ids
from prongsai.criteria.keeping.elements import check_element_ids
from prongsai.criteria.reading.join import joined
from prongsai.criteria.reading.nodes import EditionFiles, Node
from prongsai.criteria.shapes import Criteria, Indicator, Level
from prongsai.files.problems import Problem, Refused
from prongsai.language.measure import letters

PLACEHOLDERS = frozenset({"{year}", "{year-1}"})
SHORT = 25  # Thai characters without the marks above and below them
NO_DOCUMENT = frozenset({"recollection", "not-found"})  # a value that rests on these alone is not confirmed


# From the id of an edition that stands elsewhere to the edition; None: there is none.
Known = Callable[[str], Criteria | None]


def check_edition(which: str | Path, known: Known | None = None) -> list[Problem]:
    """What is wrong with an edition, by id or folder: nothing, or every problem with file and line.

    ``known`` gives editions that are neither the program's nor beside the folder, for the one before this one. Raises
    ``UnknownEdition`` where ``which`` is neither an edition nor a folder.
    """
    folder: Path | Traversable
    if isinstance(which, str) and which not in editions() and Path(which).is_dir():
        folder = Path(which).resolve()  # "." has no name
    else:
        folder = folder_of(which) if isinstance(which, str) else which
    try:
        book = open_book(folder)
    except Refused as refused:
        return refused.problems
    criteria = joined(book)
    if criteria is not None:
        _Check(book, criteria, folder, known).all()
    return book.problems()


class _Check:
    """One edition that could be joined, and what its values say about each other."""

    def __init__(self, book: EditionFiles, criteria: Criteria, folder: Path | Traversable, known: Known | None) -> None:
        self.book = book
        self.criteria = criteria
        self.folder = folder
        self.known = known
        self.scoring = book.top("scoring.yaml")
        self.people = book.top("people.yaml")

    def all(self) -> None:
        self._identity()
        self._scales()
        self._weights()
        self._methods()
        self._levels()
        self._words()
        self._people()
        check_element_ids(self.book)
        self._calendar()
        self._links_and_advice()
        self._crosswalk()
        self._confirmed()

    def _unknown(self, node: Node, key: str, named: Iterable[str], known: Iterable[str], th: str, en: str) -> None:
        known = frozenset(known)
        for name in named:
            if name not in known:
                node.wrong(f"ไม่มี{th} “{name}”", f"there is no {en} “{name}”", key or name)

    def _identity(self) -> None:
        top, criteria = self.book.top("edition.yaml"), self.criteria
        if criteria.id != self.folder.name:
            name = self.folder.name
            top.wrong(f"id ต้องตรงกับชื่อโฟลเดอร์ “{name}”", f"the id must be the folder's name “{name}”", "id")
        if not 2500 <= criteria.year <= 2700:
            top.wrong("year ต้องเป็นปี พ.ศ.", "year must be a year of the Buddhist era", "year")
        if criteria.carried_from is not None:
            top.wrong(
                "carried_from มีได้ในหลักเกณฑ์ที่โปรแกรมยกมาใช้ชั่วคราวเท่านั้น ให้ลบบรรทัดนี้",
                "carried_from stands only in rules that the program itself carries over: take the line out",
                "carried_from",
            )
        named: set[str] = set()
        for row in top.rows("assesses"):
            self._unknown(row, "kinds", row.strings("kinds"), agency_kinds(), "ประเภทหน่วยงาน", "kind of agency")
            for kind in row.strings("kinds"):
                if kind in named:
                    row.wrong(f"ประเภท “{kind}” ซ้ำ", f"the kind “{kind}” stands twice", "kinds")
                named.add(kind)
        revisions = [change.revision for change in criteria.changes]
        if revisions != sorted(set(revisions)) or (revisions or [1])[-1] != criteria.revision:
            top.wrong(
                "changes ต้องเรียงตาม revision และบรรทัดสุดท้ายต้องเป็นฉบับปัจจุบัน",
                "changes must be in the order of revisions and end with the present one",
                "changes",
            )

    def _scales(self) -> None:
        shapes = {"positive": "ascending", "negative": "descending", "disclosure": "descending"}
        for name, node in self.scoring.each("items"):
            item = self.criteria.items[name]
            for question in (item.question, *item.sub_questions):
                if question is None or question.scale is None:
                    continue
                place = node if question.id == name else node.under("sub_questions").under(question.id)
                points = list(question.scale.points)
                wanted = shapes.get(question.direction)
                ordered = sorted(set(points), reverse=wanted == "descending")
                if (wanted and points != ordered) or (wanted is None and len(points) != 2):
                    given = question.scale.id
                    place.wrong(
                        f"มาตรวัด “{given}” ไม่เข้ากับทิศทาง {question.direction}",
                        f"the scale “{given}” does not fit the direction {question.direction}",
                        "scale",
                    )
                kind = self.criteria.instruments[item.instrument].kind
                if (kind == "disclosure") != (question.direction == "disclosure"):
                    place.wrong(
                        f"ทิศทาง {question.direction} ใช้กับเครื่องมือ {item.instrument} ไม่ได้",
                        f"the direction {question.direction} is not for {item.instrument}",
                        "direction",
                    )

    def _weights(self) -> None:
        weights = [one.weight for one in self.criteria.instruments.values()]
        total = sum(weight for weight in weights if weight is not None)
        if None not in weights and total != 100:
            self.scoring.wrong(
                f"น้ำหนักของเครื่องมือรวมได้ {total} ต้องรวมได้ 100",
                f"the weights of the instruments add up to {total}, not to 100",
                "instruments",
            )
        for number, indicator in self.criteria.indicators.items():
            self._item_weights(number, indicator)

    def _item_weights(self, number: str, indicator: Indicator) -> None:
        weights = {item: self.criteria.items[item].weight for item in indicator.items}
        given = [weight for weight in weights.values() if weight is not None]
        if given and len(given) < len(weights):
            missing = ", ".join(item for item, weight in weights.items() if weight is None)
            self.scoring.wrong(
                f"ข้อ {missing} ไม่มีน้ำหนัก แต่ข้ออื่นในตัวชี้วัดมี",
                f"{missing} have no weight, but others of the indicator have one",
                "indicators",
                number,
            )
        elif given and sum(given) != 100:
            self.scoring.wrong(
                f"น้ำหนักของข้อในตัวชี้วัดรวมได้ {sum(given)} ต้องรวมได้ 100",
                f"the weights of its items add up to {sum(given)}, not to 100",
                "indicators",
                number,
            )
        method = self.criteria.methods.get("disclosure_indicator")
        kind = self.criteria.instruments[indicator.instrument].kind
        if kind == "disclosure" and not given and method and method.name == "weighted_mean_of_items":
            self.scoring.wrong("ข้อต่าง ๆ ไม่มีน้ำหนัก", "its items have no weights", "indicators", number)

    def _methods(self) -> None:
        needed = {"total": True}
        for instrument in self.criteria.instruments.values():
            if instrument.kind == "disclosure":
                needed |= {"disclosure_indicator": True, "disclosure_instrument": True}
                continue
            needed |= {"item": True, "survey_indicator": True, "survey_part": True}
            if len(instrument.parts) > 1:
                needed |= {"combined_indicator": True, "combined_instrument": True}
        if self.criteria.sub_indicators:
            needed["sub_indicator"] = True
        if any(item.sub_questions for item in self.criteria.items.values()):
            needed["item_with_sub_questions"] = True
        for step in needed:
            if step not in self.criteria.methods:
                self.scoring.wrong(
                    f"ไม่มีวิธีของขั้น “{step}” (ถ้าไม่ทราบให้ใส่ name: null)",
                    f"no method for the step “{step}” (name: null where it is not known)",
                    "methods",
                )

    def _levels(self) -> None:
        node, levels = self.scoring.under("levels"), self.criteria.levels
        for number, (better, worse) in enumerate(zip(levels.steps, levels.steps[1:], strict=False), start=1):
            if not _harder(better, worse):
                node.wrong(
                    f"ระดับ “{worse.name}” ต้องง่ายกว่า “{better.name}”",
                    f"the level “{worse.name}” must be easier than “{better.name}”",
                    "steps",
                    str(number),
                )
        last = levels.steps[-1]
        if last.total != 0 or last.each is not None:
            node.wrong("ระดับสุดท้ายต้องเริ่มที่ 0", "the last level must begin at 0", "steps")
        known = {*self.criteria.instruments, *self.criteria.part_ids()}
        self._unknown(node.under("tested"), "figures", levels.tested, known, "เครื่องมือหรือส่วน", "instrument or part")
        if any(step.each is not None for step in levels.steps) and not levels.tested:
            node.wrong("มีเกณฑ์ each แต่ไม่ระบุค่าที่ทดสอบ", "each is given, but no figures are tested", "tested")
        for row in self.scoring.rows("targets"):
            self._unknown(row, "figure", [row.text("figure")], figure_ids(self.criteria), "ค่า", "figure")

    def _words(self) -> None:
        for file, data in self.book.files.items():
            if not file.startswith("../"):
                for path, text in _texts((), data):
                    for placeholder in re.findall(r"\{[^{}]*\}", text):
                        if placeholder not in PLACEHOLDERS:
                            self.book.wrong(
                                file,
                                path,
                                f"ไม่รู้จักตัวแทน {placeholder} ใช้ได้เฉพาะ {{year}} และ {{year-1}}",
                                f"unknown placeholder {placeholder}; there are {{year}} and {{year-1}}",
                            )
        wording = self.book.top("wording.yaml")
        for section in ("items", "indicators", "parts", "instruments"):
            for _, node in wording.each(section):
                short = node.words("short").th
                length = letters(short)
                if length > SHORT:
                    node.wrong(
                        f"ชื่อย่อยาว {length} อักษร ไม่ควรเกิน {SHORT}",
                        f"the short name has {length} characters, at most {SHORT} fit",
                        "short",
                    )
        for number, indicator in self.criteria.indicators.items():
            if not indicator.items:
                self.scoring.wrong("ไม่มีข้อใดอยู่ในตัวชี้วัด", "the indicator has no items", "indicators", number)

    def _people(self) -> None:
        surveys = {part.id for one in self.criteria.instruments.values() if one.kind == "survey" for part in one.parts}
        kinds = agency_kinds()
        for name, node in self.people.each("demographics"):
            self._unknown(node, "parts", node.strings("parts"), surveys, "ส่วนของแบบวัด", "survey part")
            if not self.criteria.demographics[name].groups:
                node.wrong("ไม่มีกลุ่มคำตอบ (groups)", "no groups are given")
        for row in self.people.rows("samples"):
            self._unknown(row, "part", [row.text("part")], surveys, "ส่วนของแบบวัด", "survey part")
            self._unknown(row, "kinds", row.strings("kinds"), kinds, "ประเภทหน่วยงาน", "kind of agency")
        for _, node in self.book.top("disclosure.yaml").each("items"):
            for row in node.rows("elements"):
                self._unknown(row, "kinds", row.strings("kinds"), kinds, "ประเภทหน่วยงาน", "kind of agency")

    def _calendar(self) -> None:
        seen: set[str] = set()
        for row in self.book.top("calendar.yaml").rows("phases"):
            starts, ends, name = row.date("starts"), row.date("ends"), row.text("id")
            if starts and ends and ends < starts:
                row.wrong("วันสิ้นสุดมาก่อนวันเริ่ม", "it ends before it starts", "ends")
            if name in seen:
                row.wrong(f"id “{name}” ซ้ำ", f"the id “{name}” stands twice", "id")
            seen.add(name)

    def _links_and_advice(self) -> None:
        items, seen = self.criteria.items, set[str]()
        for row in self.book.top("links.yaml").rows("links"):
            self._unknown(row, "items", row.strings("items"), items, "ข้อ", "item")
            name = row.text("id")
            if name in seen:
                row.wrong(f"id “{name}” ซ้ำ", f"the id “{name}” stands twice", "id")
            seen.add(name)
        advice = self.book.top("advice.yaml")
        self._unknown(advice.under("use"), "", (name for name, _ in advice.each("use")), items, "ข้อ", "item")
        own = advice.under("items")
        self._unknown(own, "", (name for name, _ in own.each()), items, "ข้อ", "item")
        for _, node in own.each():
            refs = {*items, *self.criteria.sub_indicators}
            self._unknown(node, "refs", node.strings("refs"), refs, "ข้อหรือตัวชี้วัดย่อย", "item or sub-indicator")

    def _crosswalk(self) -> None:
        crosswalk = self.criteria.crosswalk
        if crosswalk is None:
            return
        top = self.book.top("crosswalk.yaml")
        self._unknown(
            top.under("items"), "", (continued.here for continued in crosswalk.items), self.criteria.items, "ข้อ", "item"
        )
        before = self._previous(crosswalk.previous)
        figures = {*figure_ids(self.criteria), *(figure_ids(before) if before else ())}
        for row in top.rows("breaks"):
            for figure in row.strings("figures"):
                if not any(_matches(figure, known) for known in figures):
                    row.wrong(f"ไม่มีค่า “{figure}”", f"there is no figure “{figure}”", "figures")
        if before is None:
            edition = self.book.top("edition.yaml")
            name = crosswalk.previous
            edition.wrong(f"ไม่พบเกณฑ์ก่อนหน้า “{name}”", f"the previous edition “{name}” was not found", "previous")
            return
        continued: set[str] = set()
        for _, node in top.each("items"):
            self._unknown(node, "from", node.strings("from"), before.items, "ข้อของปีก่อน", "item of the year before")
            continued.update(node.strings("from"))
        dropped = set(crosswalk.dropped)
        self._unknown(top, "dropped", crosswalk.dropped, before.items, "ข้อของปีก่อน", "item of the year before")
        for item in before.items:
            if item in continued and item in dropped:
                top.wrong(f"“{item}” ทั้งสืบเนื่องและถูกตัด", f"“{item}” is both continued and dropped", "dropped")
            if item not in continued and item not in dropped:
                top.wrong(
                    f"ไม่ได้บอกว่า “{item}” ของปีก่อนสืบเนื่องหรือถูกตัด",
                    f"“{item}” of the year before is neither continued nor dropped",
                )

    def _previous(self, name: str) -> Criteria | None:
        try:
            if name in editions():
                return edition_from(folder_of(name))
            beside = Path(str(self.folder)).parent / name
            if beside.is_dir():
                return edition_from(beside)
            return self.known(name) if self.known is not None else None
        except Refused:  # its own check tells what is wrong with it
            return None

    def _confirmed(self) -> None:
        for name in self.book.files:
            if not name.startswith("../") and name not in ("edition.yaml", "sources.yaml"):
                self._confirmed_below(self.book.top(name))

    def _confirmed_below(self, node: Node) -> None:
        stated = isinstance(node.data, dict) and ("certainty" in node.data or "source" in node.data)
        if stated and node.certainty == "confirmed" and node.source and NO_DOCUMENT.issuperset(node.source):
            node.wrong(
                "ระบุว่ายืนยันแล้ว (confirmed) แต่แหล่งที่มาไม่ใช่เอกสาร",
                "marked as confirmed, but its source is no document",
            )
        if isinstance(node.data, dict):
            for _, below in node.each():
                self._confirmed_below(below)
            for key, value in node.data.items():
                if isinstance(value, list) and key != "source":
                    for row in node.rows(key):
                        self._confirmed_below(row)


def _harder(better: Level, worse: Level) -> bool:
    """Whether ``better`` asks for more than ``worse``."""
    if better.total != worse.total:
        return better.total > worse.total
    return better.each is not None and (worse.each is None or better.each > worse.each)


def _matches(pattern: str, figure: str) -> bool:
    """Whether a figure id is meant by an id or by a prefix that ends in ``*``."""
    return figure.startswith(pattern[:-1]) if pattern.endswith("*") else figure == pattern


def _texts(path: tuple[str, ...], data: object) -> Iterable[tuple[tuple[str, ...], str]]:
    """Every text with its path."""
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _texts((*path, key), value)
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _texts((*path, str(number)), value)
