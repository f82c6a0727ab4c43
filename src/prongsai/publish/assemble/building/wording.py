"""The words that parts share: the agency's own sections, names, scores with their basis, the level, dotted lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from prongsai.analyze.sentences import Sentence
from prongsai.collect.papers import Section
from prongsai.criteria.figure_id import FigureId, indicator_figure
from prongsai.criteria.names import figure_name, item_name, level_mark, titled
from prongsai.criteria.shapes import Criteria
from prongsai.language.thai_text import and_then, listed
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.figures import Figures
from prongsai.publish.report import Block, Heading, Paragraph, Run, Runs, Words, text_runs

DOTS = "." * 40
SHORT_DOTS = "." * 18
NAME_DOTS = "." * 30
DATE_DOTS = "................................ พ.ศ. ............"

# More figures than this are not listed one by one in a note.
MOST_NAMED = 12
# More items than this stand in a sentence by their codes alone.
MOST_ITEMS_NAMED = 4

# Stands once in a document to be signed.
STAR_NOTE = (
    "* ค่าและรายการที่มีเครื่องหมายนี้ประมวลโดยอาศัยหลักเกณฑ์หรือข้อมูลบางส่วนที่ยังไม่มีเอกสารยืนยัน "
    "เพื่อใช้ประกอบการวิเคราะห์ มิใช่ข้อมูลที่ประกาศเป็นทางการ"
)
UNSURE_NOTE = "* คำนวณจากหลักเกณฑ์ที่ยังไม่ยืนยัน (เช่น น้ำหนักรายข้อ OIT) มิใช่คะแนนที่ประกาศ"


def own_sections(dossier: Dossier, part: str) -> tuple[Section, ...]:
    """The sections that the agency wrote itself for a part, in order."""
    return tuple(section for section in dossier.document.sections if section.part == part) if dossier.document else ()


def plan_year(dossier: Dossier) -> int:
    """The year that the measures are for: the plan's, else the year after the one assessed."""
    return dossier.plan.year if dossier.plan is not None else dossier.facts.year + 1


def filled(dossier: Dossier, text: str) -> str:
    """``text`` with ``{agency}``, ``{place}``, ``{year}``, ``{year-1}`` and ``{plan_year}`` filled in."""
    year = dossier.facts.year
    named = {"agency": dossier.agency, "place": dossier.place, "plan_year": plan_year(dossier), "year": year}
    for name, value in (*named.items(), ("year-1", year - 1)):
        text = text.replace(f"{{{name}}}", str(value))
    return text


def notice_of(dossier: Dossier) -> str:
    """What stands on every page of documents by these rules; empty for most."""
    return dossier.criteria.notice.th if dossier.criteria.notice is not None else ""


def entitled(dossier: Dossier, title: str) -> str:
    """A document's title as files and programs show it, with what stands on every page behind it."""
    notice = notice_of(dossier)
    return f"{title} ({notice})" if notice else title


def heading(text: str, level: int = 1) -> Heading:
    """A heading of plain words."""
    return Heading(level, text_runs(text))


def prose(text: str, *, indent: bool = True) -> list[Block]:
    """A text's lines as paragraphs; numbered ones begin where the others do."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [Paragraph(text_runs(line), indent=indent) for line in lines]


def own(dossier: Dossier, part: str, default: str, *, level: int = 1) -> list[Block]:
    """The agency's own sections of a part with their headings; ``default`` heads a first section without one.

    A heading that nothing follows is left out.
    """
    blocks: list[Block] = []
    for at, section in enumerate(own_sections(dossier, part)):
        if not section.text:
            continue
        name = section.heading or (default if at == 0 else None)
        if name:
            blocks.append(heading(name, level if at == 0 else level + 1))
        blocks += prose(section.text)
    return blocks


def heading_of(dossier: Dossier, part: str, default: str) -> Heading:
    """The heading of a part: as the agency's own first section of it is headed, else ``default``."""
    written = next((section.heading for section in own_sections(dossier, part) if section.heading), None)
    return heading(written or default)


def unsure(figures: Figures, figure: str) -> bool:
    """Whether a figure is computed by rules that are not confirmed."""
    return figures.scorecard.figures[figure].unconfirmed


def scored(figures: Figures, figure: str, *, bold: bool = False) -> Runs:
    """The score of a figure, with a star where it rests on unconfirmed rules; a dash where it is not known."""
    if not figures.has(figure):
        return text_runs("–")
    star: tuple[Run, ...] = (Words("*"),) if unsure(figures, figure) else ()
    return (figures.score(figure, bold=bold), *star)


def basis_notes(dossier: Dossier, figures: Figures, shown: Iterable[str]) -> list[Block]:
    """What stands under a table of figures: which of them were computed, and what a star means."""
    known = [figure for figure in shown if figures.has(figure)]
    computed = [figure for figure in known if figures.scorecard.figures[figure].basis == "computed"]
    blocks: list[Block] = []
    if computed and len(computed) < len(known):
        names = ", ".join(short_name(dossier.criteria, figure) for figure in dict.fromkeys(computed))
        named = f": {names}" if len(set(computed)) <= MOST_NAMED else ""
        blocks.append(note(f"คะแนนที่ไม่มีในประกาศผล คำนวณจากคะแนนย่อยที่ประกาศ ตามวิธีของปี {dossier.facts.year}{named}"))
    elif computed:
        blocks.append(note(f"คะแนนในตารางนี้คำนวณจากคะแนนย่อยที่ประกาศ ตามวิธีของปี {dossier.facts.year}"))
    if not dossier.clean and any(unsure(figures, figure) for figure in known):
        blocks.append(note(UNSURE_NOTE))
    return blocks


def note(text: str) -> Paragraph:
    """A remark in small letters."""
    return Paragraph(text_runs(text), style="note")


def short_name(criteria: Criteria, figure: str) -> str:
    """A figure by its number or code, for notes: ``ตัวชี้วัดที่ 6``, ``EIT ส่วนที่ 1``, ``e2``."""
    own = FigureId(figure)
    if own.kind == "indicator":
        return f"ตัวชี้วัดที่ {own.number}" + (f" ({figure_name(criteria, own.part).th})" if own.part else "")
    return own.number or figure_name(criteria, figure).th


def asked(criteria: Criteria, wording: str) -> str:
    """The wording of a question without the star that refers to a footnote of the form; here a star means a figure."""
    return titled(criteria, wording).replace("* ", "").replace("*", "")


def indicator_name(criteria: Criteria, number: str) -> str:
    """``ตัวชี้วัดที่ 4 การใช้ทรัพย์สินของราชการ``."""
    return figure_name(criteria, indicator_figure(number)).th


def reference_name(dossier: Dossier, ref: str) -> str:
    """What a piece of advice leans on, an item or sub-indicator, by its number and name: ``o9 คู่มือการขอรับบริการ``."""
    criteria = dossier.criteria
    if ref in criteria.items:
        return item_name(criteria, criteria.items[ref]).th
    return f"{ref} {criteria.sub_indicators[ref].name.th}" if ref in criteria.sub_indicators else ref


def items_named(criteria: Criteria, items: Sequence[str]) -> str:
    """Items in one enumeration by code and name; by codes alone where they are many, runs as ``o3–o9``."""
    if len(items) <= MOST_ITEMS_NAMED:
        return listed([item_name(criteria, criteria.items[item]).th for item in items])
    return runs_of_codes(list(criteria.items), items)


def runs_of_codes(order: Sequence[str], items: Iterable[str]) -> str:
    """Codes of items with what follows on each other in ``order`` as one: ``o1–o8 และ o10``."""
    places = sorted(order.index(item) for item in items)
    groups: list[list[int]] = []
    for place in places:
        if groups and place == groups[-1][-1] + 1:
            groups[-1].append(place)
        else:
            groups.append([place])
    names = []
    for group in groups:
        first, last = order[group[0]], order[group[-1]]
        names += [f"{first}–{last}"] if len(group) > 2 else [order[place] for place in group]
    return listed(names)


def level_runs(dossier: Dossier, figures: Figures) -> Runs:
    """The level as a phrase: announced, and by the rules where they give another; empty where neither is known."""
    name = dossier.scorecard.level.name
    by_rules = dossier.scorecard.level.computed
    shown = figures.level(bold=True)
    if shown is None:
        return ()
    if by_rules is None or by_rules == name:
        by = dossier.scorecard.level.basis
        return text_runs("ระดับ “", shown, f"”{beside_level(dossier, name) if by == 'computed' else ''}")
    right = figures.put("level:by-rules", by_rules, "level", bold=True)
    return text_runs("ระดับที่ประกาศ “", shown, "” แต่ตามเกณฑ์คือ “", right, f"”{beside_level(dossier, by_rules)}")


def beside_level(dossier: Dossier, level: str | None) -> str:
    """What stands behind a level by rules that are not confirmed, with its blank: a star in what is signed."""
    mark = level_mark(dossier.criteria, level)
    if mark is None:
        return ""
    return "*" if dossier.clean else f" {mark.th}"


def spoken(figures: Figures, said: Sentence) -> Runs:
    """A sentence of the findings as runs: its figures become references."""
    return text_runs(
        *(part if isinstance(part, str) else figures.put(part.key, part.text, part.kind) for part in said.parts())
    )


def joined(runs: Iterable[Runs], between: str) -> Runs:
    """Several runs with ``between`` in between."""
    out: list[Run] = []
    for at, phrase in enumerate(runs):
        if at:
            out.append(Words(between))
        out += phrase
    return tuple(out)


def listed_runs(runs: Sequence[Runs], between: str = " ") -> Runs:
    """Several runs as one enumeration: ``ก``, ``ก และข``, ``ก ข และค``."""
    if len(runs) < 2:
        return joined(runs, between)
    first = runs[-1][0]
    # What begins with a figure has a blank before it.
    last: Runs = (
        (replace(first, text=and_then(first.text)), *runs[-1][1:])
        if isinstance(first, Words)
        else (Words("และ "), *runs[-1])
    )
    return (*joined(runs[:-1], between), Words(" "), *last)
