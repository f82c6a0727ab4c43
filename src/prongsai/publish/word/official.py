"""What Thai official documents have: cover, memo head of form 29, approval choices and signature."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from prongsai.publish.report import Block, Cover, LetterHead, MemoHead, Report, Signature
from prongsai.publish.signing import shares_of
from prongsai.publish.word.lengths import CELL_SIDE, by_shares, cm
from prongsai.publish.word.markup import w
from prongsai.publish.word.paragraphs import broken, gap, keep_with_next, paragraph, tab, text_run, title_lines
from prongsai.publish.word.pictures import picture_run
from prongsai.publish.word.tables import layout, table_cell

# The size of a cover's title, in points.
_COVER_LETTERS = 30
# Above the title; the seal stands in it.
_COVER_TOP, _BELOW_SEAL = cm(4), cm(0.7)
# Where the first line is itself the one to sign on, less room is enough.
_ROOM_TO_SIGN, _ROOM_ABOVE_LINE, _CLOSE_ROOM = 44 * 20, 26 * 20, 22 * 20


def cover_page(block: Cover, report: Report, width: int) -> list[Element]:
    """The cover's lines; the unit stands at the foot of the page in a frame."""

    def at_foot() -> Element:
        return w(
            "framePr", w=width, wrap="around", vAnchor="margin", hAnchor="margin", xAlign="center", yAlign="bottom"
        )

    seal = picture_run(report, "seal", float(report.set_as.seal))
    above = w(
        "spacing", before=_COVER_TOP - cm(float(report.set_as.seal)) - _BELOW_SEAL, after=0, line=240, lineRule="auto"
    )
    made = [paragraph("CoverUnit", seal, above)] if seal else []
    for at, line in enumerate(block.title):
        room = (
            [w("spacing", before=_BELOW_SEAL if seal else _COVER_TOP, after=160, line=240, lineRule="auto")]
            if at == 0
            else []
        )
        lines = title_lines(report.words(line), report, _COVER_LETTERS)
        made.append(paragraph("CoverTitle", [broken(lines)], *room))
    made.append(paragraph("CoverAgency", [text_run(block.agency)]))
    if block.place:
        made.append(paragraph("CoverPlace", [text_run(block.place)]))
    # Every line has the same frame, which Word reads as one frame.
    made += [paragraph("CoverUnit", [text_run(report.words(line))], at_foot()) for line in block.unit]
    return [*made, gap()]


def garuda_place(report: Report) -> Element:
    """The line above an official paper that its garuda stands on; kept free where the agency gave none."""
    high = float(report.set_as.garuda)
    room = w("spacing", before=0, after=120, line=cm(high), lineRule="atLeast")
    # In the middle of the paper, not of its text: the line begins as far from the edge as it ends.
    form = report.set_as
    middle = w("ind", left=cm(float(form.right - form.left)))
    return paragraph("Garuda", picture_run(report, "garuda", high), room, middle)


def memo_head(block: MemoHead, report: Report, width: int) -> list[Element]:
    """The head of a memo. The garuda is the agency's own: an empty cell of its size keeps its place."""
    high = float(report.memo_set_as.garuda)
    garuda, emblem = picture_run(report, "garuda", high), cm(high)

    def field(label: str, value: str) -> list[Element]:
        shown = [text_run("  " + report.words(value))] if value else []
        return [text_run(label, style="MemoLabel"), *shown]

    widths = [emblem, width - 2 * emblem, emblem]
    head = w(
        "tr",
        w("trPr", w("cantSplit"), w("trHeight", val=emblem, hRule="atLeast")),
        table_cell([paragraph("MemoEmblem", garuda)], emblem, sides=0),
        table_cell([paragraph("MemoTitle", [text_run("บันทึกข้อความ")])], widths[1], align="bottom"),
        table_cell([paragraph("MemoEmblem")], emblem, sides=0),
    )
    unit = "  โทร. ".join(part for part in (block.unit, block.phone) if part)
    if block.phone and not block.unit:
        unit = f"โทร. {block.phone}"
    return [
        layout(widths, [head]),
        paragraph("MemoLine", [*field("ส่วนราชการ", unit), tab()]),
        paragraph("MemoNumber", [*field("ที่", block.number), tab(), *field("วันที่", block.date), tab()]),
        paragraph("MemoLine", [*field("เรื่อง", block.subject), tab()]),
        paragraph("MemoAddressee", field("เรียน", block.to)),
    ]


def letter_head(block: LetterHead, report: Report, width: int) -> list[Element]:
    """The head of a letter (form 1), below the garuda's place."""
    half = width // 2

    def row(cells: list[tuple[list[Element], int]]) -> Element:
        return w("tr", w("trPr", w("cantSplit")), *(table_cell(content, across, sides=0) for content, across in cells))

    def line(text: str) -> Element:
        return paragraph("BodyText", [text_run(report.words(text))])

    sender = [line(told) for told in block.sender]
    top = layout([half, width - half], [row([([line(f"ที่ {block.number}")], half), (sender, width - half)])])
    fields = [("เรื่อง", block.subject), ("เรียน", block.to)]
    fields += [("อ้างถึง", block.reference)] if block.reference else []
    label, many = cm(1.4), cm(2.6)
    rows = [row([([line(name)], label), ([line(value)], width - label)]) for name, value in fields]
    made = [top, paragraph("BodyText", [text_run(report.words(block.date))], _at_half(half))]
    made += [layout([label, width - label], rows), gap()]
    if block.enclosures:
        wide = cm(2.9)
        shares = [wide, width - wide - many, many]
        lines = []
        for at, (name, count) in enumerate(block.enclosures, 1):
            head = line("สิ่งที่ส่งมาด้วย" if at == 1 else "")
            lines.append(row([([head], shares[0]), ([line(name)], shares[1]), ([line(count)], shares[2])]))
        made += [layout(shares, lines), gap()]
    return made


def _at_half(half: int) -> Element:
    return w("ind", left=half)


def place_to_sign(block: Signature, report: Report) -> list[Element]:
    """Choices to tick, room for the signature, and who signs; kept on one page."""
    return [*_choices(block, report), *_lines(block, report, "SignatureLine")]


def side_by_side(row: Sequence[Block], report: Report, width: int, *, followed: bool) -> list[Element]:
    """Those who sign beside each other; ``followed``: by others, so that all stay on one page."""
    signed = [block for block in row if isinstance(block, Signature)]
    room = _ROOM_TO_SIGN if len(signed) < 3 else _CLOSE_ROOM
    sides = CELL_SIDE if len(signed) < 3 else 0
    widths = by_shares(width, shares_of(signed))
    # They end at the same height, however many choices each has.
    cells = []
    for block, length in zip(signed, widths, strict=True):
        lines = _lines(block, report, "SignatureBeside", room)
        if followed:
            keep_with_next(lines[-1])
        cells.append(table_cell([*_choices(block, report), *lines], length, align="bottom", sides=sides))
    # Below a row of three, which stands closely to end its page, there is hardly any room.
    low = w("spacing", before=0, after=0, line=20, lineRule="exact")
    return [
        layout(widths, [w("tr", w("trPr", w("cantSplit")), *cells)]),
        gap() if sides else paragraph("TableGap", (), low),
    ]


def _choices(block: Signature, report: Report) -> list[Element]:
    made = []
    for choice in block.choices:
        tick = text_run("☑" if choice == block.chosen else "☐", style="Tick")
        made.append(paragraph("Choice", [tick, text_run(" " + report.words(choice))]))
    return made


def _lines(block: Signature, report: Report, style: str, room_to_sign: int = _ROOM_TO_SIGN) -> list[Element]:
    made = []
    if block.above:
        made.append(paragraph(style, [text_run(report.words(block.above))]))
    for at, line in enumerate(block.lines):
        high = _ROOM_ABOVE_LINE if line.startswith("ลงชื่อ") else room_to_sign
        room = [w("spacing", before=high, after=0, line=240, lineRule="auto")] if at == 0 else []
        last = [w("keepNext", val=0)] if at == len(block.lines) - 1 else []
        made.append(paragraph(style, [text_run(report.words(line))], *room, *last))
    return made
