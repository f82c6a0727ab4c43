"""Joins scoring.yaml and wording.yaml: scales, instruments, indicators and items with their wording."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast

from prongsai.criteria.reading.nodes import EditionFiles, Node
from prongsai.criteria.reading.scoring import levels, methods, roundings, targets
from prongsai.criteria.shapes import (
    Element,
    Indicator,
    Instrument,
    Item,
    Levels,
    Method,
    Origin,
    Part,
    Question,
    Rounding,
    Scale,
    SubIndicator,
    Target,
)

KINDS = ("survey", "disclosure")
DIRECTIONS = ("positive", "negative", "yes-no", "disclosure")
Direction = Literal["positive", "negative", "yes-no", "disclosure"]


@dataclass(slots=True)
class Rules:
    """What moves a score, joined with its wording."""

    instruments: dict[str, Instrument]
    indicators: dict[str, Indicator]
    sub_indicators: dict[str, SubIndicator]
    items: dict[str, Item]
    scales: dict[str, Scale]
    methods: dict[str, Method]
    roundings: dict[str, Rounding]
    levels: Levels
    targets: tuple[Target, ...]


def rules(book: EditionFiles) -> Rules:
    """Everything in scoring.yaml with its wording. Mistakes are noted in ``book``."""
    scoring = book.top("scoring.yaml").only(
        "scales", "instruments", "indicators", "sub_indicators", "items", "weights", "methods", "roundings", "levels",
        "targets",
    )  # fmt: skip
    wording = book.top("wording.yaml").only(
        "instruments", "parts", "indicators", "sub_indicators", "option_sets", "items"
    )
    scales = {
        name: Scale(id=name, points=node.only("points").decimals("points"), origin=node.origin())
        for name, node in scoring.each("scales")
    }
    subs = _sub_indicators(scoring, wording)
    indicators = _indicators(scoring, wording, subs)
    return Rules(
        instruments=_instruments(scoring, wording, indicators),
        indicators=indicators,
        sub_indicators=subs,
        items=_Items(book, scoring, wording, scales, indicators, subs).all(),
        scales=scales,
        methods=methods(scoring),
        roundings=roundings(scoring),
        levels=levels(scoring.under("levels")),
        targets=targets(scoring),
    )


def _worded(wording: Node, section: str, name: str) -> Node:
    """The wording of a record; a missing one is a mistake."""
    node = wording.under(section)
    if not node.has(name):
        node.wrong(f"ไม่มีข้อความของ “{name}”", f"there is no wording for “{name}”")
    return node.under(name)


def _stray(wording: Node, section: str, known: dict[str, object] | set[str]) -> None:
    """Notes wordings of what the rules do not have."""
    for name, node in wording.each(section):
        if name not in known:
            node.wrong(f"ไม่มี “{name}” ใน scoring.yaml", f"there is no “{name}” in scoring.yaml")


def _instruments(scoring: Node, wording: Node, indicators: dict[str, Indicator]) -> dict[str, Instrument]:
    by_name = {}
    parts: set[str] = set()
    for name, node in scoring.each("instruments"):
        node.only("kind", "weight", "parts")
        worded = _worded(wording, "instruments", name).only("name", "short")
        title, short, origin = worded.words("name"), worded.words("short"), node.origin()
        own = [Part(id=name, name=title, short=short, origin=origin)]
        if node.has("parts"):
            own = []
            for part in node.strings("parts"):
                text = _worded(wording, "parts", part).only("name", "short")
                own.append(Part(id=part, name=text.words("name"), short=text.words("short"), origin=origin))
                parts.add(part)
        by_name[name] = Instrument(
            id=name,
            name=title,
            short=short,
            kind=cast(Literal["survey", "disclosure"], node.one_of("kind", KINDS)),
            weight=node.decimal("weight"),
            parts=tuple(own),
            indicators=tuple(indicator.id for indicator in indicators.values() if indicator.instrument == name),
            origin=origin,
        )
    _stray(wording, "instruments", set(by_name))
    _stray(wording, "parts", parts)
    for number, node in scoring.each("indicators"):
        instrument = indicators[number].instrument
        if instrument and instrument not in by_name:
            node.wrong(f"ไม่มีเครื่องมือ “{instrument}”", f"there is no instrument “{instrument}”", "instrument")
    return by_name


def _sub_indicators(scoring: Node, wording: Node) -> dict[str, SubIndicator]:
    owners = {sub: number for number, node in scoring.each("indicators") for sub in node.strings("sub_indicators")}
    by_number = {}
    for name, node in scoring.each("sub_indicators"):
        plain = isinstance(node.data, list)
        items = scoring.under("sub_indicators").strings(name) if plain else node.only("items").strings("items")
        if name not in owners:
            node.wrong("ไม่อยู่ในตัวชี้วัดใด", "belongs to no indicator")
        worded = _worded(wording, "sub_indicators", name).only("name")
        by_number[name] = SubIndicator(
            id=name, indicator=owners.get(name, ""), name=worded.words("name"), items=items, origin=node.origin()
        )
    _stray(wording, "sub_indicators", set(by_number))
    return by_number


def _indicators(scoring: Node, wording: Node, subs: dict[str, SubIndicator]) -> dict[str, Indicator]:
    by_number = {}
    for number, node in scoring.each("indicators"):
        node.only("instrument", "items", "sub_indicators")
        worded = _worded(wording, "indicators", number).only("name", "short", "measures")
        parts = node.strings("sub_indicators")
        for sub in parts:
            if sub not in subs:
                node.wrong(f"ไม่มีตัวชี้วัดย่อย “{sub}”", f"there is no sub-indicator “{sub}”", "sub_indicators")
        if bool(parts) == node.has("items"):
            node.wrong("ต้องมี items หรือ sub_indicators อย่างใดอย่างหนึ่ง", "needs either items or sub_indicators")
        items = node.strings("items") or tuple(item for sub in parts if sub in subs for item in subs[sub].items)
        by_number[number] = Indicator(
            id=number,
            instrument=node.text("instrument"),
            name=worded.words("name"),
            short=worded.words("short"),
            measures=worded.words("measures"),
            sub_indicators=parts,
            items=items,
            origin=node.origin(),
        )
    _stray(wording, "indicators", set(by_number))
    return by_number


class _Items:
    """Joins an item's rule, wording, weight and required elements."""

    def __init__(
        self,
        book: EditionFiles,
        scoring: Node,
        wording: Node,
        scales: dict[str, Scale],
        indicators: dict[str, Indicator],
        subs: dict[str, SubIndicator],
    ) -> None:
        self.scoring = scoring
        self.wording = wording
        self.scales = scales
        self.indicators = indicators
        self.elements = book.top("disclosure.yaml").only("items", "retired")
        self.weights = scoring.under("weights").only("items")
        self.sets = wording.under("option_sets")
        self.homes: dict[str, tuple[str, str | None]] = {}
        for number, indicator in indicators.items():
            for name in indicator.items:
                self._home(name, number, next((sub for sub, one in subs.items() if name in one.items), None))

    def _home(self, name: str, indicator: str, sub: str | None) -> None:
        place = ("sub_indicators", sub) if sub else ("indicators", indicator)
        if name in self.homes:
            self.scoring.wrong(f"ข้อ “{name}” อยู่สองแห่ง", f"item “{name}” stands in two places", *place)
        if not self.scoring.under("items").has(name):
            self.scoring.wrong(f"ไม่มีข้อ “{name}” ใน items", f"there is no “{name}” in items", *place)
        self.homes[name] = (indicator, sub)

    def all(self) -> dict[str, Item]:
        """Every item in the order of scoring.yaml."""
        by_name = {name: self._item(name, node) for name, node in self.scoring.each("items")}
        _stray(self.wording, "items", set(by_name))
        for file in (self.elements.under("items"), self.weights.under("items")):
            for name, node in file.each():
                if name not in by_name:
                    node.wrong(f"ไม่มีข้อ “{name}” ใน scoring.yaml", f"there is no item “{name}” in scoring.yaml")
        return by_name

    def _item(self, name: str, node: Node) -> Item:
        node.only("scale", "direction", "weight", "sub_questions")
        worded = _worded(self.wording, "items", name).only("short", "wording", "options", "title_only", "sub_questions")
        if name not in self.homes:
            node.wrong("ไม่อยู่ในตัวชี้วัดใด", "belongs to no indicator")
        indicator, sub = self.homes.get(name, ("", None))
        owner = self.indicators.get(indicator)
        weight = node.decimal("weight")
        text = worded.text("wording")
        question: Question | None = None
        sub_questions: tuple[Question, ...] = ()
        if node.has("sub_questions"):
            sub_questions = tuple(
                self._question(number, rule, self._sub_wording(worded, number))
                for number, rule in node.each("sub_questions")
            )
            _stray_below(worded, {number.id for number in sub_questions})
        else:
            question = self._question(name, node, worded)
        return Item(
            id=name,
            instrument=owner.instrument if owner else "",
            indicator=indicator,
            sub_indicator=sub,
            wording=text,
            short=worded.words("short"),
            title_only=worded.flag("title_only", default=False),
            question=question,
            sub_questions=sub_questions,
            weight=weight,
            weight_origin=self._weight_origin(name) if weight is not None else None,
            elements=tuple(_elements(self.elements.under("items").under(name))),
            origin=node.origin(),
        )

    def _sub_wording(self, worded: Node, name: str) -> Node:
        node = worded.under("sub_questions")
        if not node.has(name):
            worded.wrong(f"ไม่มีข้อความของข้อย่อย “{name}”", f"there is no wording for sub-question “{name}”")
        return node.under(name).only("wording", "options")

    def _weight_origin(self, name: str) -> Origin:
        own = self.weights.under("items")
        return (own.under(name).only() if own.has(name) else self.weights).origin()

    def _question(self, name: str, rule: Node, worded: Node) -> Question:
        if rule.path[-2] == "sub_questions":
            rule.only("scale", "direction")
        direction = cast(Direction, rule.one_of("direction", DIRECTIONS))
        if "scale" not in rule.mapping:
            rule.wrong("ไม่มี scale (ถ้าไม่ทราบให้ใส่ null)", "no scale is given (null where it is not known)")
        wanted = rule.maybe("scale")
        scale = self.scales.get(wanted) if wanted else None
        if wanted and scale is None:
            rule.wrong(f"ไม่มีมาตรวัด “{wanted}”", f"there is no scale “{wanted}”", "scale")
        options = self._options(worded)
        if scale is not None and direction != "disclosure" and len(options) != len(scale.points):
            count = len(scale.points)
            worded.wrong(
                f"มี {len(options)} ตัวเลือก แต่มาตรวัด “{wanted}” มี {count} ค่า",
                f"{len(options)} options, but the scale “{wanted}” has {count} points",
                *(("options",) if "options" in worded.mapping else ()),
            )
        return Question(
            id=name,
            wording=worded.text("wording") if worded.mapping else "",
            options=options,
            scale=scale,
            direction=direction,
            wording_origin=worded.origin(),
        )

    def _options(self, worded: Node) -> tuple[str, ...]:
        given = worded.mapping.get("options")
        if not isinstance(given, str):
            return worded.strings("options")
        if not self.sets.has(given):
            worded.wrong(f"ไม่มีชุดตัวเลือก “{given}”", f"there is no set of options “{given}”", "options")
        return self.sets.strings(given)


def _stray_below(worded: Node, known: set[str]) -> None:
    for name, node in worded.each("sub_questions"):
        if name not in known:
            node.wrong(f"ไม่มีข้อย่อย “{name}” ใน scoring.yaml", f"there is no sub-question “{name}” in scoring.yaml")


def _elements(node: Node) -> list[Element]:
    node.only("elements")
    return [
        Element(
            id=row.only("id", "text", "condition", "kinds").maybe("id"),
            text=row.text("text"),
            condition=row.maybe("condition"),
            kinds=row.strings("kinds"),
            origin=row.origin(),
        )
        for row in node.rows("elements")
    ]
