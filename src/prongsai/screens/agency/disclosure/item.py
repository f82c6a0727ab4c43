"""One item of the board: what it must show, its links, last year's beside an empty form, what people said of it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from prongsai.assess.explaining.explanation import CERTAINTY_WORDS
from prongsai.criteria.agency_kinds import agency_kinds
from prongsai.criteria.board import Pattern, elements_of, pattern_of, proposed
from prongsai.criteria.names import titled
from prongsai.criteria.shapes import Criteria, Element
from prongsai.language.text import Text
from prongsai.screens.agency.disclosure.board import BoardRow
from prongsai.screens.agency.disclosure.kept import BY_HAND, STATE_WORDS, KeptLink, KeptRow
from prongsai.screens.agency.disclosure.last import LastYear, OldLink

MOST_NOTE, MOST_REASON, MOST_EXPLANATION, MOST_WHERE, MOST_SAID = 4000, 300, 2000, 100, 2000

PATTERN_WORDS: tuple[tuple[Pattern, Text], ...] = (
    ("", Text(th="ไม่แบ่งงวด", en="not divided")),
    ("months", Text(th="รายเดือน", en="by month")),
    ("quarters", Text(th="รายไตรมาส", en="by quarter")),
    ("halves", Text(th="ราย 6 เดือน", en="by half-year")),
)


@dataclass(frozen=True, kw_only=True)
class ShownElement:
    """An element of the checklist: its ``number`` in the item, how surely it is asked for and by what source.

    ``value``: the tick as forms send it; ``link`` and ``where`` are parts of it (``records/actions/disclosure/links``).
    """

    element: str
    number: int
    text: str
    condition: str = ""
    kinds: tuple[Text, ...] = ()
    certainty: Text = CERTAINTY_WORDS["unknown"]
    confirmed: bool = False
    sources: tuple[Text, ...] = ()
    note: Text | None = None
    ticked: bool = False
    link: int = 0
    where: str = ""
    value: str = ""
    at: datetime.datetime | None = None
    by: str = ""


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What was sent and could not be kept: which form (``do``), of what (``at``: a row's key or a link), its fields."""

    do: str = ""
    at: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Clash:
    """A field that somebody else changed to something else meanwhile, and what stands there now."""

    name: Text
    now: str


@dataclass(frozen=True, kw_only=True)
class LinkForm:
    """A link with its form: ``url`` and ``explanation`` as typed or kept, beside what was there when it was opened.

    ``proposed``: an explanation from the elements that are ticked by it.
    """

    link: KeptLink
    url: str
    explanation: str
    proposed: str = ""
    shows: tuple[int, ...] = ()

    @property
    def length(self) -> int:
        """How many letters the explanation has."""
        return len(self.explanation)


@dataclass(frozen=True, kw_only=True)
class RowForm:
    """The item itself or one of its periods: state, reason and note as typed or kept, links, a new link."""

    row: BoardRow
    state: str
    reason: str
    note: str
    links: tuple[LinkForm, ...] = ()
    new_url: str = ""
    new_explanation: str = ""

    @property
    def kept(self) -> KeptRow:
        """The row as it is kept."""
        return self.row.kept


@dataclass(frozen=True, kw_only=True)
class ItemWork:
    """The page of an item. ``parts``: the item itself first, then its periods. ``old``: last year's links that it has
    not yet. ``saved``: what was done now, in words; ``clashes`` and ``wrong``: what stands in the way.

    ``edition``: the id of the year's rules, which forms send back. ``confirmed_open``: how many elements that are known
    for sure nobody ticked; they decide nothing.
    """

    year: int
    item: str
    title: Text
    group: Text
    edition: str = ""
    itas: bool = False
    rules: Text | None = None
    parts: tuple[RowForm, ...] = ()
    elements: tuple[ShownElement, ...] = ()
    last: LastYear | None = None
    old: tuple[OldLink, ...] = ()
    pattern: Pattern = ""
    sites: tuple[str, ...] = ()
    may: bool = False
    may_divide: bool = False
    may_say: bool = False
    leads: bool = False
    closed: bool = False
    said: str = ""
    sent: Sent = field(default_factory=Sent)
    clashes: tuple[Clash, ...] = ()
    clash_by: str = ""
    clash_at: datetime.datetime | None = None
    wrong: tuple[Text, ...] = ()
    saved: Text | None = None
    before: str = ""
    after: str = ""

    @property
    def whole(self) -> RowForm:
        """The item itself."""
        return self.parts[0]

    @property
    def states(self) -> tuple[tuple[str, Text], ...]:
        """The states that the reader can set."""
        return tuple((state, word) for state, word in BY_HAND if self.leads or state != "approved")

    @property
    def patterns(self) -> tuple[tuple[Pattern, Text], ...]:
        """Into what an item can be divided."""
        return PATTERN_WORDS

    @property
    def links(self) -> tuple[KeptLink, ...]:
        """Every link of the item and its periods, as the checklist names them."""
        return tuple(form.link for part in self.parts for form in part.links)

    @property
    def ticked(self) -> int:
        """How many elements are ticked."""
        return sum(element.ticked for element in self.elements)

    @property
    def confirmed_open(self) -> int:
        """How many elements that are known for sure nobody ticked."""
        return sum(element.confirmed and not element.ticked for element in self.elements)


def shown_elements(
    criteria: Criteria, row: KeptRow, kind: str | None, typed: Mapping[str, str] | None = None
) -> tuple[ShownElement, ...]:
    """What the item must show, each with its tick; of an agency of a known ``kind`` what it is asked for alone.

    ``typed``: ticks that were sent and are not kept, by element.
    """
    found = []
    for number, (name, element) in enumerate(elements_of(criteria.items[row.item], kind), start=1):
        tick = row.ticks.get(name)
        value = f"{tick.link} {tick.where}".rstrip() if tick is not None else ""
        shown = value if typed is None else typed.get(name, "")
        link, _, where = shown.partition(" ")
        found.append(
            ShownElement(
                element=name,
                number=number,
                text=element.text,
                condition=element.condition or "",
                kinds=_kinds(element) if kind is None else (),
                certainty=CERTAINTY_WORDS[element.origin.certainty],
                confirmed=element.origin.certainty == "confirmed",
                sources=tuple(criteria.sources[key].title for key in element.origin.source if key in criteria.sources),
                note=element.origin.note,
                ticked=bool(shown),
                link=int(link) if link.isdecimal() else 0,
                where=where,
                value=value,
                at=tick.at if tick is not None else None,
                by=tick.by if tick is not None else "",
            )
        )
    return tuple(found)


def _kinds(element: Element) -> tuple[Text, ...]:
    known = agency_kinds()
    return tuple(known[kind] for kind in element.kinds if kind in known)


def proposals(elements: Sequence[ShownElement], links: Sequence[KeptLink]) -> dict[int, str]:
    """By link, the explanation that its ticked elements give; elements of no link are those of the only one."""
    only = links[0].number if len(links) == 1 else 0
    found = {}
    for link in links:
        shown = [
            (element.number, element.where)
            for element in elements
            if element.ticked and (element.link or only) == link.number
        ]
        found[link.number] = proposed(shown, len(elements))
    return found


def row_form(row: BoardRow, sent: Sent, offered: Mapping[int, str], shows: Mapping[int, tuple[int, ...]]) -> RowForm:
    """The forms of a row, with what was sent and could not be kept in its place."""
    kept = row.kept
    mine = sent.fields if (sent.do, sent.at) == ("answer", kept.key) else {}
    new = sent.fields if (sent.do, sent.at) == ("add-link", kept.key) else {}
    return RowForm(
        row=row,
        state=mine.get("state", kept.state),
        reason=mine.get("reason", kept.reason),
        note=mine.get("note", kept.note),
        links=tuple(_link_form(link, sent, offered, shows) for link in kept.standing),
        new_url=new.get("url", ""),
        new_explanation=new.get("explanation", ""),
    )


def _link_form(
    link: KeptLink, sent: Sent, offered: Mapping[int, str], shows: Mapping[int, tuple[int, ...]]
) -> LinkForm:
    mine = sent.fields if (sent.do, sent.at) == ("change-link", str(link.number)) else {}
    offer = offered.get(link.number, "")
    return LinkForm(
        link=link,
        url=mine.get("url", link.url),
        explanation=mine.get("explanation", link.explanation),
        proposed=offer if offer != link.explanation else "",
        shows=shows.get(link.number, ()),
    )


def shown_by(elements: Sequence[ShownElement]) -> dict[int, tuple[int, ...]]:
    """By link, the numbers of the elements that are ticked by it."""
    found: dict[int, tuple[int, ...]] = {}
    for element in elements:
        if element.ticked and element.link:
            found[element.link] = (*found.get(element.link, ()), element.number)
    return found


def title_of(criteria: Criteria, item: str) -> Text:
    """The wording of an item with the year in it, and its short name in English."""
    own = criteria.items[item]
    return Text(th=titled(criteria, own.wording), en=titled(criteria, own.short.en))


def group_of(criteria: Criteria, item: str) -> Text:
    """The sub-indicator of an item, or its indicator."""
    own = criteria.items[item]
    if own.sub_indicator is not None:
        group = criteria.sub_indicators[own.sub_indicator]
        return Text(th=f"ตัวชี้วัดย่อยที่ {group.id} {group.name.th}", en=f"Sub-indicator {group.id} {group.name.en}")
    indicator = criteria.indicators[own.indicator]
    return Text(th=f"ตัวชี้วัดที่ {indicator.id} {indicator.name.th}", en=f"Indicator {indicator.id} {indicator.name.en}")


FIELD_WORDS: Mapping[str, Text] = {
    "state": Text(th="สถานะ", en="State"),
    "reason": Text(th="เหตุผล", en="Reason"),
    "note": Text(th="บันทึกการทำงาน", en="Note"),
    "url": Text(th="ลิงก์", en="Address"),
    "explanation": Text(th="คำอธิบาย", en="Explanation"),
    "said": Text(th="ข้อความ", en="What was said"),
}


def clash_of(name: str, now: str, elements: Sequence[ShownElement] = ()) -> Clash:
    """What somebody else left in a field, in words."""
    element = next((each for each in elements if each.element == name), None)
    if element is not None:
        where = now.partition(" ")[2]
        left = Text(th="ทำเครื่องหมายไว้" if now else "ไม่ได้ทำเครื่องหมาย", en="ticked" if now else "not ticked")
        said = Text(th=f"องค์ประกอบที่ {element.number}", en=f"Element {element.number}")
        return Clash(name=said, now=f"{left.th} {where}".strip())
    shown = STATE_WORDS[now].th if name == "state" and now in STATE_WORDS else now
    return Clash(name=FIELD_WORDS.get(name, Text(th=name, en=name)), now=shown or "(ว่าง)")


def divided(row: BoardRow) -> Pattern:
    """Into what an item is divided."""
    return pattern_of(part.kept.period for part in row.periods)
