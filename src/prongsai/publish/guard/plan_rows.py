"""What holds a document back in the rows of its plan: names that are not the measure's own, rows that serve nothing."""

from __future__ import annotations

from collections.abc import Iterator

from prongsai.improve.measure_names import borrowed_name
from prongsai.improve.plan import Row, lines_of
from prongsai.language.text import Text
from prongsai.publish.assemble.building.plan_form import form_of
from prongsai.publish.assemble.building.printed_words import bare
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.guard.held import Held

MOST_OFFERED = 3

NAME = Text(th="ชื่อมาตรการยังไม่ระบุสิ่งที่จะดำเนินการ", en="a measure's name does not say what will be done")
SERVES = Text(th="มาตรการยังไม่ระบุประเด็นหรือตัวชี้วัด", en="a measure names no issue or indicator")


def named_by_others(dossier: Dossier, shown: str) -> Iterator[Held]:
    """Measures that stand in the document (``shown``: its text) and bear the name of something else.

    A heading over measures of its own may bear any name, and so may one of several measures of a row.
    """
    plan = dossier.plan
    if plan is None:
        return
    for number, row in enumerate(plan.rows, 1):
        texts = [one for one in row.measures if isinstance(one, str)]
        borrowed = [(text, name) for text in texts if (name := borrowed_name(dossier.criteria, plan.form, text))]
        if len(borrowed) < len(row.measures):
            continue
        for text, name in borrowed:
            if bare(text) not in shown:
                continue
            yield Held(
                kind=NAME,
                what=f"ชื่อมาตรการแถวที่ {number} “{text}”",
                wrong=Text(
                    th=f"มาตรการแถวที่ {number} ใช้ชื่อของ{name.th}",
                    en=f"the measure of row {number} bears the name of {name.en}",
                ),
                do=Text(
                    th="ให้ตั้งชื่อมาตรการเป็นสิ่งที่หน่วยงานจะดำเนินการ",
                    en="name the measure by what the agency will do",
                ),
                offers=offered(dossier, row),
            )


def offered(dossier: Dossier, row: Row) -> tuple[str, ...]:
    """What may stand as the measure's name instead: the row's own steps, else proposals for what it serves."""
    steps = [step.heading or step.text for step in row.steps if step.heading or step.text]
    if steps:
        return tuple(dict.fromkeys(steps))[:MOST_OFFERED]
    proposed = [
        proposal.measure
        for proposal in dossier.proposals
        if set(proposal.items) & set(row.items) or (not row.items and set(proposal.indicators) & set(row.indicators))
    ]
    return tuple(dict.fromkeys(proposed))[:MOST_OFFERED]


def serving_nothing(dossier: Dossier, shown: str) -> Iterator[Held]:
    """Rows that serve no issue, indicator or question: no ground to sign where the plan's form files rows by them."""
    plan = dossier.plan
    if plan is None:
        return
    form = form_of(dossier.criteria, plan)
    tied = bool(form.issues) or form.has("indicator")
    idle = []
    for number, row in enumerate(plan.rows, 1):
        if row.issue or row.indicators or row.items:
            continue
        name = next(iter(lines_of(row.measures)), "")
        if name and bare(name) in shown:
            idle.append((number, name))
    if not tied and idle:
        rows = ", ".join(str(number) for number, _ in idle)
        yield Held(
            kind=SERVES,
            what=f"มาตรการแถวที่ {rows}",
            wrong=Text(
                th=f"มาตรการแถวที่ {rows} ไม่ระบุว่าตอบตัวชี้วัดหรือข้อใด",
                en=f"rows {rows} do not say which indicator or question they answer",
            ),
            do=Text(th="ระบุได้หากต้องการ", en="it may be named, but need not"),
            only_note=True,
        )
        return
    for number, name in idle:
        yield Held(
            kind=SERVES,
            what=f"มาตรการแถวที่ {number} “{name}”",
            wrong=Text(
                th=f"มาตรการแถวที่ {number} ไม่ระบุประเด็นหรือตัวชี้วัดที่มาตรการนี้ตอบ",
                en=f"row {number} names no issue or indicator that it answers",
            ),
            do=Text(
                th="ให้ระบุประเด็น ตัวชี้วัด หรือข้อที่มาตรการนี้ตอบ",
                en="name the issue, indicator or question that it answers",
            ),
        )
