"""What a plan gets wrong when it is read against the results that it follows from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from prongsai.analyze.claims import Contradiction
from prongsai.assess.scorecard import Scorecard
from prongsai.criteria.deadlines import Deadline
from prongsai.criteria.figure_id import indicator_figure, item_figure, item_id
from prongsai.criteria.lexicon import all_disclosed
from prongsai.criteria.names import figure_name, item_name, listed, titled
from prongsai.criteria.shapes import Criteria, Item
from prongsai.improve.measure_names import letters, question_in, titles
from prongsai.improve.plan import Plan, Row, lines_of
from prongsai.language.calendar import english_date, opens, short_date
from prongsai.language.exact import arabic
from prongsai.language.text import Text

# An item by its code, as people and scans write it: i2, o9, O9, ๐๙. A zero begins a code only where no number,
# decimal or time can be meant.
# Where the one contradiction about lost items without a measure stands, and how one about a late measure begins.
MISSED = "plan.rows"
TOO_LATE = "ต้องเผยแพร่ก่อนสิ้นสุดระยะเวลาตอบแบบ"
_CODE = re.compile(
    r"(?:(?<![0-9A-Za-z๐-๙])[ieoIEO]|(?<![0-9A-Za-z๐-๙.,:/-])[0๐])[1-9๑-๙][0-9๐-๙]?"
    r"(?![0-9A-Za-z๐-๙]|[.:/][0-9๐-๙]{2})"
)
# What prepares for an assessment, and what only looks back on one: the results, advice or score of a year.
_AHEAD = re.compile(r"เตรียมความพร้อม|เตรียมรับ|เข้ารับการประเมิน|เพื่อยกระดับการประเมิน|ยกระดับ ?ITA")
_YEAR = re.compile(r"25[0-9]{2}")
_BACK = re.compile(r"(?:ผล|ข้อเสนอแนะ|คะแนน|ที่ผ่านมา|ปีก่อน)[^\n]{0,60}$")
_NAME = 60  # letters of a measure's name that are enough to find its row
_REACH = 140  # letters after a word of preparing in which the year that it is for is named


def plan_contradictions(
    criteria: Criteria, scorecard: Scorecard, plan: Plan, deadline: Deadline | None = None
) -> tuple[Contradiction, ...]:
    """Rows that only repeat a title, file an item elsewhere, serve a full item, name a past year or come too late.

    Also items that lost points and that no row, step or analysis names. ``deadline`` is the last day on which the
    plan year's disclosure items are filed; None where it is not known: nothing is then too late.
    """
    wrongs: list[Contradiction] = []
    for number, row in enumerate(plan.rows, start=1):
        where = place_of_row(row, number)
        wrongs += _named_by_question(criteria, row, where)
        wrongs += _named_by_title(criteria, row, where)
        wrongs += _named_by_issue(criteria, plan, row, where)
        wrongs += _filed_elsewhere(criteria, row, where)
        wrongs += _serves_full(criteria, scorecard, row, where)
        wrongs += _past_year(plan, row, where)
        wrongs += _too_late(criteria, plan, row, where, deadline)
    wrongs += _missed(criteria, scorecard, plan)
    return tuple(wrongs)


def place_of_row(row: Row, number: int) -> str:
    """Where a row of a plan stands, as its contradictions say it: ``plan.rows.2: `` and the measure's name."""
    words = "".join(lines_of(row.measures)[:1]).split()
    # Thai has no letters to spare: a long name is shortened between words, where enough of it then remains.
    kept = list(words)
    while sum(map(len, kept)) > _NAME:
        kept.pop()
    if kept != words:
        words = [*kept, "…"] if sum(map(len, kept)) > _NAME // 3 else words
    return f"plan.rows.{number}: {' '.join(words)}" if words else f"plan.rows.{number}"


def _items(criteria: Criteria, row: Row) -> Iterator[Item]:
    for code in row.items:
        known_id = item_id(criteria, code)
        if known_id is not None and known_id in criteria.items:
            yield criteria.items[known_id]


def _named_by_question(criteria: Criteria, row: Row, where: str) -> Iterator[Contradiction]:
    repeated = [item for measure in lines_of(row.measures) if (item := question_in(criteria, measure)) is not None]
    if not repeated:
        return
    names = [item_name(criteria, item) for item in repeated]
    codes = ", ".join(item.id for item in repeated)
    yield Contradiction(
        kind="plan",
        where=where,
        says=Text(
            th=f"ชื่อมาตรการเป็นข้อคำถาม {' และ '.join(name.th for name in names)}",
            en=f"the measure is named by the question {' and '.join(name.en for name in names)}",
        ),
        so=Text(th="มาตรการต้องเป็นสิ่งที่หน่วยงานจะทำ", en="a measure is something that the agency will do"),
        why=Text(
            th=f"ข้อความเดียวกับข้อ {codes} ในแบบวัด ยังไม่ระบุสิ่งที่จะดำเนินการ",
            en=f"it repeats {codes} of the questionnaire and does not say what will be done",
        ),
        figures=tuple(figure for item in repeated for figure in _figures(criteria, item)),
    )


def _named_by_title(criteria: Criteria, row: Row, where: str) -> Iterator[Contradiction]:
    # "ตัวชี้วัดที่ 10 การป้องกันการทุจริต", "o20 การเปิดโอกาส…": a title with its number or code, and nothing to do.
    held = titles(criteria)
    repeated = [held[said] for measure in lines_of(row.measures) if (said := letters(measure)) in held]
    # Where another measure of the row is one, the title is just its head.
    if not repeated or len(repeated) < len(lines_of(row.measures)):
        return
    names = listed(repeated)
    yield Contradiction(
        kind="plan",
        where=where,
        says=Text(th=f"ชื่อมาตรการมีเพียง {names.th}", en=f"the measure is named {names.en} and nothing else"),
        so=Text(th="มาตรการต้องเป็นสิ่งที่หน่วยงานจะทำ", en="a measure is something that the agency will do"),
        why=Text(th="เป็นชื่อตัวชี้วัดหรือชื่อข้อ ยังไม่ระบุสิ่งที่จะดำเนินการ", en="it is a title and does not say what will be done"),
    )


def _named_by_issue(criteria: Criteria, plan: Plan, row: Row, where: str) -> Iterator[Contradiction]:
    form = criteria.forms.get(plan.form or "")
    if form is None or row.issue is None:
        return
    # Titles of issues that are only recalled are no ground to find fault on.
    sure = {
        letters(title): (number, title)
        for number, title, origin in form.issues
        if origin.certainty in ("confirmed", "inferred")
    }
    for measure in lines_of(row.measures):
        number, title = sure.get(letters(measure), (row.issue, ""))
        if number == row.issue:
            continue
        yield Contradiction(
            kind="plan",
            where=where,
            says=Text(th=f"อยู่ใต้ประเด็นที่ {row.issue}", en=f"it stands under issue {row.issue}"),
            so=Text(th=f"ชื่อมาตรการเป็นชื่อประเด็นที่ {number}", en=f"the measure has the name of issue {number}"),
            why=Text(th=f"ประเด็นที่ {number} คือ {title}", en=f"issue {number} is “{title}”"),
        )


def _filed_elsewhere(criteria: Criteria, row: Row, where: str) -> Iterator[Contradiction]:
    if not row.indicators:
        return
    for item in _items(criteria, row):
        if item.indicator in row.indicators:
            continue
        filed = [
            figure_name(criteria, indicator_figure(number))
            for number in row.indicators
            if number in criteria.indicators
        ]
        if not filed:
            continue
        name, right = item_name(criteria, item), figure_name(criteria, indicator_figure(item.indicator))
        yield Contradiction(
            kind="filed",
            where=where,
            says=Text(
                th=f"{name.th} อยู่ใต้ {' และ '.join(title.th for title in filed)}",
                en=f"{name.en} stands under {' and '.join(title.en for title in filed)}",
            ),
            so=Text(th=f"{item.id} อยู่ใน{right.th}", en=f"{item.id} belongs to {right.en}"),
            why=Text(th=f"ตามเกณฑ์ปี {criteria.year}", en=f"by the rules of {criteria.year}"),
            figures=_figures(criteria, item),
        )


def _figures(criteria: Criteria, item: Item) -> tuple[str, ...]:
    return tuple(item_figure(part.id, item.id) for part in criteria.parts(item.instrument))


def _values(criteria: Criteria, scorecard: Scorecard, item: Item) -> list[tuple[str, Decimal]]:
    parts = criteria.instruments[item.instrument].parts
    figures = [scorecard.figures.get(item_figure(part.id, item.id)) for part in parts]
    return [(figure.id, figure.shown) for figure in figures if figure is not None and figure.shown is not None]


def _is_full(criteria: Criteria, scorecard: Scorecard, item: Item) -> bool:
    values = _values(criteria, scorecard, item)
    return len(values) == len(criteria.instruments[item.instrument].parts) and all(value == 100 for _, value in values)


def _serves_full(criteria: Criteria, scorecard: Scorecard, row: Row, where: str) -> Iterator[Contradiction]:
    items = list(_items(criteria, row))
    full = [item for item in items if _is_full(criteria, scorecard, item)]
    # A row that serves a weak item too is not wrong to name a full one beside it.
    if not full or len(full) < len(items):
        return
    names = [item_name(criteria, item) for item in full]
    yield Contradiction(
        kind="plan",
        where=where,
        says=Text(
            th=f"จัดทำมาตรการเพื่อแก้ไข {' '.join(name.th for name in names)}",
            en=f"the row answers {', '.join(name.en for name in names)}",
        ),
        so=Text(th="ข้อนี้ได้ 100 คะแนนเต็มแล้ว", en="it has the full 100 points already"),
        why=Text(
            th="มาตรการเร่งด่วนควรตอบข้อที่เสียคะแนน ส่วนข้อที่ได้เต็มให้รักษาระดับ",
            en="measures answer what lost points; what is full is kept up",
        ),
        figures=tuple(figure for item in full for figure, _ in _values(criteria, scorecard, item)),
    )


def _texts(row: Row) -> Iterator[str]:
    yield from lines_of(row.measures)
    yield from lines_of(row.analysis)
    yield from row.success
    yield from _steps(row)
    yield from (text for text in (row.follow_up, row.evidence) if text)


def _steps(row: Row) -> Iterator[str]:
    for step in row.steps:
        yield from (text for text in (step.heading, step.text) if text)


def _years_ahead(text: str) -> set[int]:
    """The years that a text prepares for: named soon after a word of preparing, and not as results looked back on."""
    plain = str(arabic(text))
    years = set()
    for word in _AHEAD.finditer(plain):
        since = word.end()
        for year in _YEAR.finditer(plain, since, since + _REACH):
            if not _BACK.search(plain, since, year.start()):
                years.add(int(year[0]))
            since = year.end()
    return years


def _past_year(plan: Plan, row: Row, where: str) -> Iterator[Contradiction]:
    for text in (*lines_of(row.measures), *_steps(row), row.follow_up or ""):
        years = _years_ahead(text)
        if not years or max(years) >= plan.year:
            continue
        named = max(years)
        yield Contradiction(
            kind="plan",
            where=where,
            says=Text(th=f"มาตรการระบุการเตรียมการสำหรับปี {named}", en=f"it prepares for {named}"),
            so=Text(th=f"แผนนี้เป็นแผนปี {plan.year}", en=f"the plan is for {plan.year}"),
            why=Text(th=f"การประเมินปี {named} ประกาศผลไปแล้ว", en=f"the results of {named} are out already"),
        )
    period = row.period
    if period is not None and period.ends is not None and period.ends < opens(plan.year):
        yield Contradiction(
            kind="plan",
            where=where,
            says=Text(th=f"ระยะเวลา {period.text}", en=f"period {period.text}"),
            so=Text(th=f"แผนนี้เป็นแผนปีงบประมาณ {plan.year}", en=f"fiscal year {plan.year}"),
            why=Text(
                th=f"สิ้นสุดก่อนปีงบประมาณของแผน (1 ต.ค. {plan.year - 1})",
                en=f"it ends before the plan's fiscal year begins (1 Oct {plan.year - 1})",
            ),
        )


def _too_late(
    criteria: Criteria, plan: Plan, row: Row, where: str, deadline: Deadline | None
) -> Iterator[Contradiction]:
    period, ends = row.period, deadline.day if deadline is not None else None
    # Work that goes on all year is not late; a deadline after the filing is.
    if (
        deadline is None
        or ends is None
        or period is None
        or period.ends is None
        or period.starts is not None
        or period.ends <= ends
    ):
        return
    items = [item for item in _items(criteria, row) if criteria.instruments[item.instrument].kind == "disclosure"]
    if not items:
        return
    names = " ".join(item_name(criteria, item).th for item in items)
    names_en = ", ".join(item_name(criteria, item).en for item in items)
    yield Contradiction(
        kind="plan",
        where=where,
        says=Text(
            th=f"{names} กำหนดแล้วเสร็จ{' ' if period.text[:1].isdigit() else ''}{period.text}",
            en=f"{names_en}: due {period.text}",
        ),
        so=Text(
            th=f"{TOO_LATE} OIT ({'ราว' if deadline.reckoned else ''}วันที่ {short_date(ends)})",
            en=f"OIT answers are due {'about ' if deadline.reckoned else ''}{english_date(ends)}",
        ),
        why=_closes(plan.year, deadline),
        figures=tuple(figure for item in items for figure in _figures(criteria, item)),
    )


def late_rows(criteria: Criteria, plan: Plan, deadline: Deadline | None) -> tuple[str, ...]:
    """The measures of a plan that publish an item too late, by name (its number where it has none)."""
    found = []
    for number, row in enumerate(plan.rows, start=1):
        if next(_too_late(criteria, plan, row, "", deadline), None) is not None:
            found.append("".join(lines_of(row.measures)[:1]) or str(number))
    return tuple(found)


def _closes(year: int, deadline: Deadline) -> Text:
    if deadline.reckoned:
        return Text(
            th="ในปีที่ทราบกำหนดการ ระยะเวลาตอบแบบ OIT สิ้นสุดในเดือนเมษายน ข้อที่แล้วเสร็จหลังจากนั้นไม่ทันการประเมินของปี",
            en="in the years known, OIT answers closed at the end of April; what is published later misses the year",
        )
    th, en = short_date(deadline.day), english_date(deadline.day)
    return Text(
        th=f"กำหนดการปี {year} สิ้นสุดการตอบแบบ OIT วันที่ {th} ข้อที่แล้วเสร็จหลังจากนั้นไม่ทันการประเมินของปี",
        en=f"the calendar of {year} closes OIT answers on {en}; what is published later misses the year",
    )


def _missed(criteria: Criteria, scorecard: Scorecard, plan: Plan) -> Iterator[Contradiction]:
    named: set[str] = set()
    whole: set[str] = set()
    all_items: set[str] = set()
    said = ""
    all_of_them = all_disclosed(criteria)
    for row in plan.rows:
        named.update(item.id for item in _items(criteria, row))
        if not row.items:
            whole.update(row.indicators)
        # A row filed by indicator alone answers a lost item if it speaks of all of them, or names it by its title.
        if any(all_of_them.search(text) for text in _texts(row)):
            all_items.update(row.indicators)
        for text in _texts(row):
            said += f"{letters(text)}\n"
            codes = (item_id(criteria, code) for code in _CODE.findall(text))
            named.update(code for code in codes if code is not None)
    # A survey question is weak below the year's target; a disclosure item as soon as it loses a point.
    target = next((target.score for target in criteria.targets if target.figure == "total"), None)
    weak: list[tuple[Item, str, Decimal]] = []
    for item in criteria.items.values():
        disclosure = criteria.instruments[item.instrument].kind == "disclosure"
        if disclosure:
            answered = item.indicator in whole & all_items or letters(titled(criteria, item.wording)) in said
        else:
            answered = item.indicator in whole
        if answered or item.id in named:
            continue
        line = Decimal(100) if disclosure else target
        if line is not None:
            weak += [(item, figure, value) for figure, value in _values(criteria, scorecard, item) if value < line]
    if not weak:
        return
    names = [(figure_name(criteria, figure), value) for _, figure, value in weak]
    listed_th = ", ".join(f"{name.th} ({value})" for name, value in names)
    listed_en = ", ".join(f"{name.en} ({value})" for name, value in names)
    yield Contradiction(
        kind="plan",
        where=MISSED,
        says=Text(th="แผนไม่ได้กล่าวถึงข้อที่เสียคะแนน", en="the plan names none of these"),
        so=Text(th=f"ข้อที่เสียคะแนนและยังไม่มีมาตรการ: {listed_th}", en=f"lost points without a measure: {listed_en}"),
        why=Text(
            th="ไม่มีแถว ขั้นตอน หรือผลการวิเคราะห์ใดในแผนระบุรหัสหรือชื่อข้อเหล่านี้",
            en="no row, step or analysis of the plan names their codes or titles",
        ),
        figures=tuple(figure for _, figure, _ in weak),
    )
