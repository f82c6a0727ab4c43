"""Words that an agency writes for a part of its documents: figures and direction words stand in them as ``{keys}``.

A key is locked: what it shows comes from the round's figures when a document is made, never from what somebody typed.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from prongsai.analyze.sentences import FigureValue, score_of
from prongsai.collect.papers import Section
from prongsai.criteria.names import figure_name, figure_names
from prongsai.language.digits import TO_ARABIC
from prongsai.language.text import Text
from prongsai.publish.assemble.building.unconfirmed import Starred
from prongsai.publish.assemble.building.wording import heading, plan_year, prose
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.field_names import FIELD, GENERAL
from prongsai.publish.assemble.part_use import STAND_ALONE
from prongsai.publish.figures import Figures
from prongsai.publish.report import Block, Heading, Paragraph, Run, Words

# The parts that take the agency's own words, in the order of a booklet.
PARTS: dict[str, Text] = {
    "preface": Text(th="คำนำ", en="Preface"),
    "introduction": Text(th="บทนำ", en="Introduction"),
    "rationale": Text(th="หลักการและเหตุผล", en="Rationale"),
    "results": Text(th="ผลการประเมินในภาพรวม", en="Overall results"),
    "instruments": Text(th="ผลตามเครื่องมือ", en="Results by instrument"),
    "history": Text(th="ผลย้อนหลัง", en="Earlier years"),
    "indicators": Text(th="ผลรายตัวชี้วัด", en="Results by indicator"),
    "respondents": Text(th="ผู้ตอบแบบวัด", en="Respondents"),
    "ranking": Text(th="อันดับตัวชี้วัด", en="Ranking"),
    "strengths": Text(th="จุดแข็งและจุดที่ต้องพัฒนา", en="Strengths and weaknesses"),
    "by_instrument": Text(th="วิเคราะห์รายเครื่องมือ", en="Analysis by instrument"),
    "issues": Text(th="วิเคราะห์ตามประเด็น", en="Analysis by issue"),
    "change": Text(th="เทียบกับปีก่อน", en="Changes"),
    "readings": Text(th="อ่านคะแนนที่เกี่ยวข้องกัน", en="Linked readings"),
    "parts_gap": Text(th="ความต่างของ EIT สองส่วน", en="EIT parts apart"),
    "questions": Text(th="ผลรายข้อคำถาม", en="Results by question"),
    "low_items": Text(th="ข้อที่ได้คะแนนต่ำ", en="Low items"),
    "items": Text(th="วิเคราะห์รายข้อ", en="Analysis by item"),
    "disclosure": Text(th="ผลรายข้อ OIT", en="OIT items"),
    "lost": Text(th="ข้อ OIT ที่เสียคะแนน", en="OIT items that lost points"),
    "assessor": Text(th="ข้อเสนอแนะของผู้ประเมิน", en="The assessor's advice"),
    "plan": Text(th="มาตรการ", en="The measures"),
    "proposals": Text(th="ข้อเสนอมาตรการ", en="Proposed measures"),
    "caveats": Text(th="ข้อควรระวังในการอ่านผล", en="Caveats"),
}
# In these the agency's words stand instead of the usual ones; elsewhere they come first.
WHOLE = STAND_ALONE

UNKNOWN = "–"
_TYPED = re.compile(r"(?<![\d.])\d{1,3}\.\d{1,3}(?![\d.])")


@dataclass(frozen=True, slots=True)
class Field:
    """What a key shows: a figure, or (``value`` is text) a word that hangs on figures. ``group``: of the palette."""

    key: str
    name: Text
    group: Text
    value: FigureValue | str

    @property
    def text(self) -> str:
        """What is shown, with Arabic digits."""
        return self.value if isinstance(self.value, str) else self.value.text

    @property
    def braced(self) -> str:
        """The key as it stands in a text."""
        return f"{{{self.key}}}"


_GENERAL = Text(th="ทั่วไป", en="General")
_SCORES = Text(th="คะแนน", en="Scores")
_CHANGES = Text(th="เทียบปีก่อน", en="Changes")
_EXTREMES = Text(th="สูงสุดและต่ำสุด", en="Highest and lowest")


def fields(dossier: Dossier) -> dict[str, Field]:
    """Every key that words may use, by key, in the order of the palette."""
    made: list[Field] = [
        Field("agency", GENERAL["agency"], _GENERAL, dossier.agency),
        Field("year", GENERAL["year"], _GENERAL, str(dossier.facts.year)),
        Field("plan_year", GENERAL["plan_year"], _GENERAL, str(plan_year(dossier))),
    ]
    level = dossier.scorecard.level.name
    if level:
        made.append(
            Field("level", figure_name(dossier.criteria, "level"), _SCORES, FigureValue("level", level, "level"))
        )
    for figure in dossier.scorecard.figures.values():
        if figure.shown is not None:
            made.append(
                Field(figure.id, figure_name(dossier.criteria, figure.id), _SCORES, score_of(figure.id, figure.shown))
            )
    made += [*_changes(dossier), *_extremes(dossier)]
    return {field.key: field for field in made}


def _changes(dossier: Dossier) -> Iterable[Field]:
    for change in dossier.findings.changes:
        if change.difference is None:
            continue
        name = figure_name(dossier.criteria, change.figure)
        word = (
            ("เทียบตรงไม่ได้" if change.broken.known else "ไม่ทราบว่าเทียบได้หรือไม่")
            if change.broken
            else "เพิ่มขึ้น"
            if change.difference > 0
            else "ลดลง"
            if change.difference
            else "เท่าเดิม"
        )
        said = Text(th=f"{name.th}: ปี {change.since}", en=f"{name.en}: {change.since}")
        yield Field(f"before:{change.figure}", said, _CHANGES, change.figures["before"])
        said = Text(th=f"{name.th}: ผลต่าง", en=f"{name.en}: change")
        yield Field(f"change:{change.figure}", said, _CHANGES, change.figures["change"])
        said = Text(th=f"{name.th}: คำบอกทิศทาง", en=f"{name.en}: direction word")
        yield Field(f"direction:{change.figure}", said, _CHANGES, word)


def _extremes(dossier: Dossier) -> Iterable[Field]:
    for extremes in dossier.findings.extremes:
        if not extremes.complete:
            continue  # the lowest of those that happen to be known may not be the lowest
        scope = "ทุกตัวชี้วัด" if extremes.scope == "indicators" else figure_name(dossier.criteria, extremes.scope).th
        scope_en = (
            "all indicators" if extremes.scope == "indicators" else figure_name(dossier.criteria, extremes.scope).en
        )
        for key, th, en, edge in (
            ("highest", "ตัวชี้วัดสูงสุด", "highest indicator", extremes.highest),
            ("lowest", "ตัวชี้วัดต่ำสุด", "lowest indicator", extremes.lowest),
        ):
            if edge:
                names = figure_names(dossier.criteria, edge).th
                yield Field(
                    f"{key}:{extremes.scope}", Text(th=f"{th}: {scope}", en=f"{en}: {scope_en}"), _EXTREMES, names
                )
    for low in dossier.findings.lowest:
        if low.complete and low.public and len(low.public) == len(low.figures):
            name = figure_name(dossier.criteria, low.scope)
            names = figure_names(dossier.criteria, low.public).th
            said = Text(th=f"ข้อต่ำสุด: {name.th}", en=f"lowest item: {name.en}")
            yield Field(f"lowest-item:{low.scope}", said, _EXTREMES, names)


def keys_in(text: str) -> tuple[str, ...]:
    """The keys that a text uses, each once, in order."""
    return tuple(dict.fromkeys(match[1].strip() for match in FIELD.finditer(text)))


def mistakes(text: str, known: Mapping[str, Field]) -> list[Text]:
    """What is wrong with a text: keys that do not exist, braces that do not pair."""
    wrongs = [
        Text(
            th=f"ไม่รู้จักช่อง {{{key[:60]}}} ให้เลือกจากรายการ “แทรกตัวเลข” แทนการพิมพ์เอง",
            en=f"there is no field {{{key[:60]}}}; choose one from the list instead of typing it",
        )
        for key in keys_in(text)
        if key not in known
    ]
    rest = FIELD.sub("", text)
    for number, line in enumerate(rest.split("\n"), 1):
        if "{" in line or "}" in line:
            wrongs.append(
                Text(
                    th=f"บรรทัดที่ {number} มีวงเล็บปีกกาไม่ครบคู่ ให้ลบออกหรือแทรกช่องใหม่",
                    en=f"line {number}: a brace without its pair; delete it or insert the field again",
                )
            )
    return wrongs


def typed(text: str) -> tuple[str, ...]:
    """Scores that were typed instead of inserted: they stay as they are when the figures change."""
    return tuple(dict.fromkeys(_TYPED.findall(FIELD.sub("", text).translate(TO_ARABIC))))


def seen(text: str, known: Mapping[str, Field]) -> dict[str, str]:
    """What the keys of a text show now."""
    return {key: known[key].text for key in keys_in(text) if key in known}


def shown(text: str, known: Mapping[str, Field]) -> list[list[tuple[str, str | None]]]:
    """A text's lines as pieces of words and key (None: plain words), for a preview."""
    return [
        [(known[key].text if key in known else UNKNOWN, key) if key is not None else (words, None)
         for words, key in _pieces(line)]
        for line in text.split("\n")
    ]  # fmt: skip


def filled(text: str, known: Mapping[str, Field]) -> str:
    """A text with the values of its fields in their places."""
    return "\n".join("".join(words for words, _ in pieces) for pieces in shown(text, known))


def _pieces(line: str) -> Iterable[tuple[str, str | None]]:
    at = 0
    for match in FIELD.finditer(line):
        if match.start() > at:
            yield line[at : match.start()], None
        yield "", match[1].strip()
        at = match.end()
    if at < len(line):
        yield line[at:], None


def with_section(dossier: Dossier, part: str) -> Dossier:
    """``dossier`` with the agency's words as the one section of a part, under the heading that the part had."""
    document = dossier.document
    if document is None:
        from prongsai.collect.papers import Document

        document = Document()
    first = next((section.heading for section in document.sections if section.part == part and section.heading), None)
    others = tuple(section for section in document.sections if section.part != part)
    section = Section(part=part, heading=first, text=dossier.texts[part])
    return dataclasses.replace(dossier, document=dataclasses.replace(document, sections=(*others, section)))


def with_words(dossier: Dossier, figures: Figures, part: str, blocks: list[Block]) -> list[Block]:
    """A part's blocks with the agency's words in them: keys become references to the report's figures."""
    starred, known = Starred(dossier, figures), fields(dossier)
    if part in WHOLE:
        return starred.closed([_locked(block, starred, known) for block in blocks])
    own = starred.closed([_locked(block, starred, known) for block in prose(dossier.texts[part])])
    if not blocks:
        return [heading(PARTS[part].th), *own] if own else []
    at = next((at for at, block in enumerate(blocks) if isinstance(block, Heading)), -1) + 1
    return [*blocks[:at], *own, *blocks[at:]]


def _locked(block: Block, starred: Starred, known: Mapping[str, Field]) -> Block:
    if not isinstance(block, Paragraph):
        return block
    runs: list[Run] = []
    for run in block.runs:
        if not isinstance(run, Words) or "{" not in run.text:
            runs.append(run)
            continue
        for words, key in _pieces(run.text):
            if key is None:
                runs.append(dataclasses.replace(run, text=words))
            elif key not in known:
                runs.append(dataclasses.replace(run, text=UNKNOWN))
            else:
                value = known[key].value
                if isinstance(value, str):
                    runs.append(dataclasses.replace(run, text=value))
                elif key in starred.figures.scorecard.figures:
                    runs += starred.score(key)
                else:
                    runs += starred.value(value)
    return dataclasses.replace(block, runs=tuple(runs))
