"""What holds a document back in what it says about figures: a level that the rules do not give, words that differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from prongsai.analyze.claims import Contradiction
from prongsai.criteria.names import level_mark, rules_name
from prongsai.language.text import Text
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.guard.held import Held

LEVEL = Text(th="ระดับผลการประเมินไม่เป็นไปตามหลักเกณฑ์", en="the level is not what the rules give")
DIFFERS = Text(th="ข้อความไม่ตรงกับผลการประเมิน", en="a text differs from the results")


def announced_level(dossier: Dossier) -> Iterator[Held]:
    """A level that the year does not have, or that its rules contradict; rules that are only inferred make a note."""
    level = dossier.scorecard.level
    if level.name is None:
        return
    names = [step.name for step in dossier.criteria.levels.steps]
    # With other scores it is another thing to decide.
    tested = ("total", *dossier.criteria.levels.tested)
    known = [dossier.scorecard.figures[figure].shown for figure in tested if figure in dossier.scorecard.figures]
    scores = " ".join(str(score) for score in known if score is not None)
    rules = rules_name(dossier.criteria)
    if names and level.name not in names:
        yield Held(
            kind=LEVEL,
            what=f"ระดับ “{level.name}” (คะแนน {scores})",
            wrong=Text(
                th=f"{rules.th} ไม่มีระดับ “{level.name}” ระดับที่มีคือ {' '.join(names)}",
                en=f"{rules.en} have no level “{level.name}”; they have {', '.join(names)}",
            ),
            do=Text(th="ให้ตรวจระดับกับประกาศผล แล้วแก้ระดับให้ถูกต้อง", en="check the announcement and correct the level"),
        )
    elif level.computed is not None and level.computed != level.name:
        yield Held(
            kind=LEVEL,
            what=f"ระดับ “{level.name}” ที่ตามเกณฑ์เป็น “{level.computed}” (คะแนน {scores})",
            wrong=Text(
                th=f"ระดับที่ระบุคือ “{level.name}” แต่คะแนนที่ประกาศทำให้ได้ระดับ “{level.computed}” ตาม{rules.th}",
                en=f"the level is given as “{level.name}”, but by {rules.en} the scores give “{level.computed}”",
            ),
            do=Text(
                th="ให้ตรวจคะแนนและระดับกับประกาศผล แล้วแก้รายการที่ไม่ถูกต้อง",
                en="check scores and level against the announcement and correct what is wrong",
            ),
            only_note=level_mark(dossier.criteria, level.computed) is not None,
        )


def differing(contradictions: Iterable[Contradiction]) -> Iterator[Held]:
    """Statements in the document that its numbers contradict."""
    for found in contradictions:
        yield Held(
            kind=DIFFERS,
            what=f"{found.says.th} ({found.so.th}){f' ใน “{found.quote}”' if found.quote else ''}",
            wrong=Text(
                th=f"{found.where}: {found.says.th} แต่ {found.so.th}",
                en=f"{found.where}: {found.says.en}, but {found.so.en}",
            ),
            do=Text(th="ให้แก้ข้อความให้ตรงกับผลการประเมิน", en="correct the text to what the results say"),
        )
