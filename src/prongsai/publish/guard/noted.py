"""What is worth a second look before a document is signed and holds nothing back: the lowest is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prongsai.analyze.claims import Contradiction
from prongsai.improve.plan import lines_of
from prongsai.language.text import Text
from prongsai.publish.assemble.building.printed_words import bare
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.guard.held import Held

NOTED = Text(th="ข้อสังเกต", en="a note")
_ROW = re.compile(r"plan\.rows\.(\d+)")


def second_look(dossier: Dossier, shown: str) -> Iterator[Held]:
    """The notes of a round on what stands in the document (``shown``: its text, bare)."""
    for note in dossier.notes:
        if _stands(dossier, note, shown):
            place = _place(note)
            yield Held(
                kind=NOTED,
                what=f"{place.th}: {note.says.th} ({note.so.th})",
                wrong=Text(
                    th=f"{place.th}: {note.says.th} {note.so.th}",
                    en=f"{place.en}: {note.says.en}; {note.so.en}",
                ),
                do=note.why,
                decidable=False,
                only_note=True,
            )


def _stands(dossier: Dossier, note: Contradiction, shown: str) -> bool:
    """Whether the words that a note is on stand in the document; of the plan as a whole every measure."""
    if note.quote:
        return bare(note.quote) in shown
    rows = dossier.plan.rows if dossier.plan is not None else ()
    return bool(rows) and all(bare(line) in shown for row in rows for line in lines_of(row.measures))


def _place(note: Contradiction) -> Text:
    row = _ROW.fullmatch(note.where)
    if row is not None:
        return Text(th=f"มาตรการแถวที่ {row[1]}", en=f"the measure of row {row[1]}")
    if note.where.startswith("plan"):
        return Text(th="แผน", en="the plan")
    if note.where.startswith("assessor"):
        return Text(th="ข้อเสนอแนะของผู้ประเมิน", en="the assessor’s points")
    return Text(th=note.where, en=note.where)
