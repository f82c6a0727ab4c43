"""The processor agreement, where one site keeps several agencies: a proposal in Thai as a Word file for each agency."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Sequence
from typing import Any

from prongsai.flow.privacy.activities import activities, said
from prongsai.publish.official_forms import form_of
from prongsai.publish.report import (
    Block,
    Box,
    Cell,
    Column,
    Heading,
    Listing,
    PageBreak,
    Paragraph,
    Report,
    Table,
    Words,
    cell,
    text_runs,
)
from prongsai.publish.word.document import docx
from prongsai.records.actions.grants import NotPossible
from prongsai.records.models import Agency
from prongsai.records.queries import agencies as queries
from prongsai.records.scope import Scope
from prongsai.screens.people.agreement import AgreementPage, Controller

__all__ = ["NotPossible", "agreement", "page", "report_for"]

# Dots to write on, by what is written there.
_DOTS = {"short": "." * 12, "middle": "." * 24, "long": "." * 44}
_BLANK_ROWS = 3
# One keeps its own data: whoever runs the site for itself alone is the controller, and processes for nobody.
_SEVERAL = 2


@functools.cache
def _words() -> Any:
    return said("agreement.yaml")


def page(scope: Scope, *, search: str = "", page: str = "1") -> AgreementPage:
    """The agencies for which an agreement can be saved, for administrators; none where the site keeps one alone."""
    _for_administrators(scope)
    several = _keeps_several()
    found = queries.selected(scope, search=search, page=page)
    shown = tuple(Controller(code=held.agency.code, name=held.agency.name) for held in found.agencies)
    return AgreementPage(
        several=several,
        agencies=shown if several else (),
        search=found.search,
        page=found.page,
        pages=found.pages if several else 1,
    )


def agreement(scope: Scope, code: str) -> tuple[str, bytes]:
    """The name of an agency and its agreement as a Word file. KeyError where there is no such agency, ``NotPossible``
    where the site keeps one alone."""
    _for_administrators(scope)
    agency = Agency.objects.within(scope).filter(code=code).first()
    if agency is None:
        raise KeyError(code)
    if not _keeps_several():
        raise NotPossible(
            "ระบบนี้ดูแลหน่วยงานเดียว จึงไม่มีผู้ประมวลผลข้อมูลแทนหน่วยงานอื่น",
            "This site keeps one agency alone: nobody processes data for another.",
        )
    return agency.name, docx(report_for(agency.name))


def report_for(name: str) -> Report:
    """The agreement for an agency of this name, as blocks: in Thai, with Thai digits, set as official papers are."""
    words = _words()
    blocks: list[Block] = [
        Box("warn", (Paragraph(text_runs(words["marked"])),)),
        Paragraph((Words(words["title"], bold=True),), style="lead", align="center"),
        Paragraph(text_runs(_filled(words["number"], name)), align="end"),
        *(_paragraph(line, name) for line in words["opening"]),
    ]
    for number, clause in enumerate(words["clauses"], 1):
        blocks.append(Heading(2, text_runs(f"ข้อ {number} {clause['heading']}")))
        blocks += [_paragraph(line, name) for line in clause["paragraphs"]]
        # Numbered as text: whoever cites it in a letter copies the number too.
        blocks += [_paragraph(f"({at}) {line}", name) for at, line in enumerate(clause.get("items", ()), 1)]
    blocks += [_paragraph(words["closing"], name), _signed(words["signed"])]
    blocks += [*_annex("activities"), _activities(), *_annex("kept"), _kept(), *_annex("others"), _others()]
    blocks += [*_annex("safety"), Paragraph((Words(words["by_program"], bold=True),))]
    blocks.append(Listing(tuple(text_runs(each) for each in words["safety"])))
    blocks.append(Paragraph((Words(words["by_body"], bold=True),)))
    blocks.append(Listing(tuple(text_runs(f"{each} {_DOTS['long']}") for each in words["safety_blanks"])))
    form = dataclasses.replace(form_of("agreement"), official=True)
    return Report(
        kind="agreement",
        title=words["title"],
        agency=name,
        year=0,
        blocks=tuple(blocks),
        language="th",
        digits="thai",
        form=form,
    )


def _filled(line: str, name: str) -> str:
    # What an agency is called is data: braces in it are its own.
    parts = {"controller": name, "processor": _DOTS["long"], **_DOTS}
    return line.format_map(parts)


def _paragraph(line: str, name: str) -> Paragraph:
    return Paragraph(text_runs(_filled(line, name)), indent=True)


def _annex(which: str) -> tuple[Block, ...]:
    return PageBreak(), Heading(1, text_runs(_words()["annexes"][which]))


def _signed(parties: list[str]) -> Table:
    """Who signs, two side by side, each with room for the signature above."""
    places = [
        Cell(
            (
                text_runs(" "),
                text_runs(f"(ลงชื่อ) {_DOTS['middle']}"),
                text_runs(f"({_DOTS['middle']}......)"),
                text_runs(party),
            ),
            align="center",
        )
        for party in parties
    ]
    rows = tuple(tuple(places[at : at + 2]) for at in range(0, len(places), 2))
    return Table(columns=(Column(1), Column(1)), head=(), rows=rows, ruled=False)


def _ruled(heads: tuple[str, ...], widths: tuple[float, ...], rows: Sequence[tuple[str, ...]]) -> Table:
    return Table(
        columns=tuple(Column(width) for width in widths),
        head=(tuple(cell(head, bold=True) for head in heads),),
        rows=tuple(tuple(cell(each) for each in row) for row in rows),
    )


def _activities() -> Table:
    rows = [
        (
            each.name.th,
            each.people.th,
            _listed(table.data + table.words for table in each.tables if table.used),
            each.purpose.th,
        )
        for each in activities()
    ]
    return _ruled(("กิจกรรม", "เจ้าของข้อมูล", "ประเภทข้อมูล", "วัตถุประสงค์"), (18, 18, 36, 28), rows)


def _listed(every: Any) -> str:
    return ", ".join(dict.fromkeys(text.th for texts in every for text in texts))


def _kept() -> Table:
    rows = [(table.name.th, table.long.th, table.by.th) for each in activities() for table in each.tables if table.used]
    return _ruled(("รายการ", "เก็บนานเพียงใด", "สิ่งที่ทำให้ลบ"), (24, 38, 38), rows)


def _others() -> Table:
    rows = [("." * 20, "." * 24, "." * 20, "." * 16)] * _BLANK_ROWS
    return _ruled(("ชื่อผู้ประมวลผลช่วง", "งานที่ให้ทำ", "สถานที่เก็บข้อมูล", "ตั้งแต่วันที่"), (28, 30, 24, 18), rows)


def _keeps_several() -> bool:
    return queries.how_many() >= _SEVERAL


def _for_administrators(scope: Scope) -> None:
    if not scope.everywhere("give-role"):
        raise NotPossible("เฉพาะผู้ดูแลระบบ", "For administrators only.")
