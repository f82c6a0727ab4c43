"""The record of processing: what is done with whose data, from the columns of the tables and what is said of each."""

from __future__ import annotations

import csv
import io

from prongsai.flow.privacy.activities import activities
from prongsai.flow.privacy.log_chosen import standing
from prongsai.flow.privacy.notice import contact, version_now
from prongsai.language.text import Language, Text
from prongsai.outside.options import read_options
from prongsai.publish.report import Block, Column, Heading, Paragraph, Report, Table, Words, cell, text_runs
from prongsai.publish.word.document import docx
from prongsai.records.actions.grants import NotPossible
from prongsai.records.queries.privacy import people_and_seen
from prongsai.records.scope import Scope
from prongsai.screens.people.privacy import KeptTable, ProcessingPage

# In the order of the page and of its files.
HEADS = (
    Text(th="กิจกรรม", en="Activity"),
    Text(th="เจ้าของข้อมูล", en="Whose data"),
    Text(th="วัตถุประสงค์", en="Purpose"),
    Text(th="ฐานตามกฎหมาย (ข้อเสนอ)", en="Legal basis (proposed)"),
    Text(th="ข้อมูล", en="Data"),
    Text(th="ผู้ที่เห็น", en="Who sees it"),
    Text(th="เก็บนานเพียงใด", en="How long"),
    Text(th="สิ่งที่ทำให้ลบ", en="What deletes it"),
)
_NAME = Text(th="รายการ", en="Table")
PROPOSED = Text(
    th="ฐานตามกฎหมายเป็นข้อเสนอของผู้จัดทำโปรแกรม เลขมาตรามาจากความทรงจำ ยังไม่ได้ตรวจกับตัวบท หน่วยงานเป็นผู้พิจารณาและรับรอง",
    en="Legal bases are our proposals; the numbers of sections are from recollection and were not compared with the "
    "Act. The agency decides.",
)


def processing(scope: Scope) -> ProcessingPage:
    """The record, for administrators."""
    if not scope.everywhere("give-role"):
        raise NotPossible("เฉพาะผู้ดูแลระบบ", "For administrators only.")
    people, seen = people_and_seen(version_now())
    return ProcessingPage(
        activities=activities(),
        version=version_now(),
        log=standing(read_options())[1],
        contact=contact(),
        people=people,
        seen=seen,
    )


def processing_csv(language: Language) -> bytes:
    """The record as a table for Excel: UTF-8 with its mark, a row for each table."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow([head.say(language) for head in HEADS])
    rows.writerows([[text.say(language) for text in row] for row in _rows()])
    return out.getvalue().encode("utf-8-sig")


def processing_docx(language: Language) -> bytes:
    """The record as a Word file with a table for each activity, to be carried on there."""
    title = Text(th="บันทึกรายการกิจกรรมการประมวลผลข้อมูลส่วนบุคคล", en="Record of processing of personal data")
    named = contact() or Text(th="ยังไม่ได้กำหนด", en="nobody is named yet").say(language)
    blocks: list[Block] = [
        Heading(1, text_runs(title.say(language))),
        Paragraph(text_runs(PROPOSED.say(language))),
        Paragraph(text_runs(f"{Text(th='ผู้ติดต่อ', en='Whom to ask').say(language)}: {named}")),
    ]
    for each in activities():
        blocks.append(Heading(2, text_runs(each.name.say(language))))
        facts = zip(HEADS[1:4] + HEADS[5:6], (each.people, each.purpose, each.basis, each.seen_by), strict=True)
        blocks += [
            Paragraph((Words(f"{head.say(language)}: ", bold=True), Words(text.say(language)))) for head, text in facts
        ]
        blocks.append(
            Table(
                columns=tuple(Column(width) for width in (18, 34, 24, 24)),
                head=(tuple(cell(head.say(language), bold=True) for head in (_NAME, HEADS[4], *HEADS[6:])),),
                rows=tuple(
                    tuple(cell(text.say(language)) for text in (table.name, _listed(table), table.long, table.by))
                    for table in each.tables
                ),
            )
        )
    report = Report(
        kind="processing", title=title.say(language), agency="", year=0, blocks=tuple(blocks), language=language
    )
    return docx(report)


def _rows() -> list[tuple[Text, ...]]:
    return [
        (
            each.name,
            each.people,
            each.purpose,
            each.basis,
            _named(table),
            each.seen_by,
            table.long,
            table.by,
        )
        for each in activities()
        for table in each.tables
    ]


def _named(table: KeptTable) -> Text:
    listed = _listed(table)
    return Text(th=f"{table.name.th}: {listed.th}", en=f"{table.name.en}: {listed.en}")


def _listed(table: KeptTable) -> Text:
    every = (*table.data, *table.secret, *table.words)
    return Text(th=", ".join(each.th for each in every), en=", ".join(each.en for each in every))
