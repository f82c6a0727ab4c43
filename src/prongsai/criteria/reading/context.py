"""Joins what surrounds the rules: respondents, calendar, links, forms, crosswalk, advice, sources."""

from __future__ import annotations

from typing import Literal, cast

from prongsai.criteria.reading.nodes import EditionFiles, Node
from prongsai.criteria.shapes import (
    CERTAINTIES,
    Continuation,
    Crosswalk,
    Demographic,
    FormColumn,
    Group,
    Link,
    MethodBreak,
    Origin,
    Phase,
    PlanForm,
    Recommendation,
    SampleRule,
    Source,
)
from prongsai.language.text import Text

# Columns of plan forms, as `improve` and `publish` know them.
COLUMNS = (
    "issue", "indicator", "measures", "analysis", "success", "steps", "period", "owners", "result", "suggestion",
    "follow_up",
)  # fmt: skip

_SAME = Text(th="ข้อเดียวกับปีก่อน", en="the same item as the year before")


def demographics(book: EditionFiles) -> dict[str, Demographic]:
    """The one-way questions about respondents, from people.yaml."""
    top = book.top("people.yaml").only("demographics", "samples")
    return {
        name: Demographic(
            id=name,
            name=node.only("name", "parts", "groups").words("name"),
            parts=node.strings("parts"),
            groups=tuple(Group(code=code, label=node.under("groups").words(code)) for code, _ in node.each("groups")),
            origin=node.origin(),
        )
        for name, node in top.each("demographics")
    }


def samples(book: EditionFiles) -> tuple[SampleRule, ...]:
    """The least numbers of answers, from people.yaml."""
    rules = []
    for row in book.top("people.yaml").rows("samples"):
        row.only("part", "text", "population", "share", "floor", "cap", "everyone_below", "fixed", "kinds", "size")
        population = row.one_of("population", ("staff", "visitors")) if row.has("population") else None
        if row.has("share") == row.has("fixed"):
            row.wrong("ต้องมี share หรือ fixed อย่างใดอย่างหนึ่ง", "needs either share or fixed")
        if row.has("share") and population is None:
            row.wrong("มี share แต่ไม่มี population", "share is given, but not of which population")
        rules.append(
            SampleRule(
                part=row.text("part"),
                text=row.words("text"),
                origin=row.origin(),
                population=cast(Literal["staff", "visitors"] | None, population),
                share=row.decimal("share"),
                floor=row.whole("floor"),
                cap=row.whole("cap"),
                everyone_below=row.whole("everyone_below"),
                fixed=row.whole("fixed"),
                kinds=row.strings("kinds"),
                size=row.maybe("size"),
            )
        )
    return tuple(rules)


def phases(book: EditionFiles) -> tuple[Phase, ...]:
    """The phases of the year, from calendar.yaml."""
    return tuple(
        Phase(
            id=row.only("id", "name", "starts", "ends").text("id"),
            name=row.words("name"),
            origin=row.origin(),
            starts=row.date("starts"),
            ends=row.date("ends"),
        )
        for row in book.top("calendar.yaml").only("phases").rows("phases")
    )


def links(book: EditionFiles) -> tuple[Link, ...]:
    """Items that are read together, from links.yaml."""
    return tuple(
        Link(
            id=row.only("id", "topic", "items").text("id"),
            topic=row.words("topic"),
            items=row.strings("items"),
            origin=row.origin(),
        )
        for row in book.top("links.yaml").only("links").rows("links")
    )


def forms(book: EditionFiles) -> dict[str, PlanForm]:
    """The year's plan forms, from forms.yaml."""
    by_name = {}
    for name, node in book.top("forms.yaml").only("forms").each("forms"):
        node.only("name", "columns", "issues", "issue_of")
        columns = node.under("columns")
        for column in columns.only(*COLUMNS).mapping:
            columns.text(column)
        by_name[name] = PlanForm(
            id=name,
            name=node.words("name"),
            columns=tuple(FormColumn(id=key, heading=columns.text(key)) for key in columns.mapping if key in COLUMNS),
            issues=tuple(
                (number, issue.only("title").text("title"), issue.origin()) for number, issue in node.each("issues")
            ),
            origin=node.origin(),
            issue_of=_issue_of(node),
            issue_origin=node.under("issue_of").origin() if node.has("issue_of") else None,
        )
    return by_name


def _issue_of(form: Node) -> dict[str, str]:
    """Under which of the form's issues a measure for an indicator, sub-indicator or item goes."""
    node = form.under("issue_of")
    numbers = {number for number, _ in form.each("issues")}
    issue_of = {name: node.text(name) for name, _ in node.each()}
    for name, number in issue_of.items():
        if number and number not in numbers:
            node.wrong(f"ไม่มีประเด็นที่ “{number}” ในแบบนี้", f"this form has no issue “{number}”", name)
    return issue_of


def crosswalk(book: EditionFiles, previous: str | None) -> Crosswalk | None:
    """How the items continue those of the previous edition, from crosswalk.yaml; None where there is no such file."""
    if "crosswalk.yaml" not in book.files:
        return None
    top = book.top("crosswalk.yaml").only("items", "breaks", "dropped")
    if previous is None:
        top.wrong("edition.yaml ไม่ได้ระบุ previous", "edition.yaml names no previous edition")
    items = []
    for name, node in top.each("items"):
        node.only("from", "comparable", "why")
        comparable = node.flag("comparable", default=True)
        why = _SAME if comparable and not node.has("why") else node.words("why")
        there = node.strings("from")
        if not there:
            node.wrong("ไม่มี from", "from is missing")
        items.append(Continuation(here=name, there=there, comparable=comparable, why=why, origin=node.origin()))
    breaks = tuple(
        MethodBreak(figures=row.only("figures", "why").strings("figures"), why=row.words("why"), origin=row.origin())
        for row in top.rows("breaks")
    )
    return Crosswalk(previous=previous or "", items=tuple(items), breaks=breaks, dropped=top.strings("dropped"))


def recommendations(book: EditionFiles, sub_indicators: set[str]) -> dict[str, Recommendation]:
    """The product's advice per item: the shared one that advice.yaml chooses, then the edition's own."""
    top = book.top("advice.yaml").only("use", "items")
    shared = book.top("../recommendations.yaml").under("items")
    use = top.under("use")
    chosen = {name: use.text(name) for name, _ in use.each()}
    here: dict[str, str] = {}  # item of the shared recommendations → item of this edition
    for own, there in chosen.items():
        here.setdefault(there, own)
    by_item = {}
    for own, there in chosen.items():
        if shared.has(there):
            node = shared.under(there).only("measure", "issue", "advice", "refs")
            refs = (here.get(ref, ref if ref in sub_indicators else "") for ref in node.strings("refs"))
            # Advice that another year's item inherits is as sure as the less sure of text and mapping.
            by_item[own] = _recommendation(own, node, tuple(ref for ref in refs if ref), mapping=use.origin())
        elif "../recommendations.yaml" in book.texts:
            use.wrong(f"ไม่มีคำแนะนำของข้อ “{there}”", f"there is no recommendation for “{there}”", own)
    for own, node in top.each("items"):
        by_item[own] = _recommendation(own, node.only("measure", "issue", "advice", "refs"), node.strings("refs"))
    return by_item


def _recommendation(item: str, node: Node, refs: tuple[str, ...], mapping: Origin | None = None) -> Recommendation:
    advice = node.strings("advice")
    if not advice:
        node.wrong("ไม่มีคำแนะนำ (advice)", "no advice is given")
    origin = node.origin()
    if mapping is not None and CERTAINTIES.index(mapping.certainty) > CERTAINTIES.index(origin.certainty):
        origin = Origin(mapping.certainty, tuple(dict.fromkeys((*origin.source, *mapping.source))), origin.note)
    return Recommendation(
        item=item,
        issue=node.text("issue"),
        advice=advice,
        refs=refs,
        origin=origin,
        measure=node.maybe("measure"),
    )


def sources(book: EditionFiles) -> dict[str, Source]:
    """The sources that the edition names, from its own file and the shared one, in the order of their ids."""
    places = {}
    for file in ("../sources.yaml", "sources.yaml"):
        top = book.top(file).only("sources")
        for name, node in top.each("sources"):
            places[name] = node
    by_name = {}
    for name, (file, path) in sorted(book.used.items()):
        if name not in places:
            book.wrong(file, path, f"ไม่มีแหล่งที่มา “{name}” ใน sources.yaml", f"no source “{name}” in sources.yaml")
            continue
        node = places[name].only("title", "address")
        by_name[name] = Source(id=name, title=node.words("title"), address=node.maybe("address"))
    return by_name
