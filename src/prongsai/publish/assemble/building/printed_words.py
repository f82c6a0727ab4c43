"""Which words a document shows, to be compared with what somebody wrote: without blanks, marks and numbering."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from prongsai.language.digits import TO_ARABIC
from prongsai.publish.report import (
    Block,
    Box,
    Cards,
    Chart,
    Contents,
    Cover,
    Heading,
    LetterHead,
    Listing,
    MemoHead,
    Paragraph,
    Ref,
    Run,
    Runs,
    Shown,
    Signature,
    Table,
    Words,
)

# What a line begins with and makers print in their own way: a dash, a number of a list.
_MARK = re.compile(r"^\s*(?:[-–•*]\s*|\(?[0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,2})*[.)]\s+)+")
# Blanks and what no reader sees.
_UNSEEN = re.compile(r"[\s\u00a0\u00ad\u200b-\u200d\u2060\ufeff]+")
LONGEST_LABEL = 60


def bare(text: str) -> str:
    """``text`` as it is compared: Arabic digits, one SARA AM, without blanks, list mark and พ.ศ."""
    plain = unicodedata.normalize("NFC", _MARK.sub("", text)).replace("\u0e4d\u0e32", "\u0e33")
    return _UNSEEN.sub("", plain.translate(TO_ARABIC)).replace("พ.ศ.", "")


def says_something(text: str) -> bool:
    """Whether a line has a letter or a digit behind its label: ``สาเหตุ: -`` says nothing."""
    label, colon, rest = text.partition(":")
    told = rest if colon and len(label) <= LONGEST_LABEL else text
    return any(letter.isalnum() for letter in bare(told))


def ways_to_print(line: str) -> tuple[str, ...]:
    """The line as a whole, and behind a label that may have become a head of its own."""
    label, colon, rest = line.partition(":")
    whole = bare(line)
    # A label with a number is no head: what stands behind it may stand behind another number too.
    plain = colon and len(label) <= LONGEST_LABEL and not any(letter.isdigit() for letter in label)
    return (whole, bare(rest)) if plain and bare(rest) else (whole,)


def texts_of(block: Block, shown: Mapping[str, Shown]) -> Iterator[str]:
    """Every run of words of a block, ``bare``; figures stand in them as they are shown."""
    for text in lines_shown(block, shown):
        yield bare(text)


def lines_shown(block: Block, shown: Mapping[str, Shown]) -> Iterator[str]:
    """Every run of words of a block as written, with its figures as they are shown in Arabic digits."""
    match block:
        case Heading() | Paragraph():
            yield _glued(block.runs, shown)
        case Listing():
            yield from (_glued(runs, shown) for runs in block.items)
        case Table():
            yield _glued(block.caption, shown)
            for row in (*block.head, *block.rows):
                for cell in row:
                    yield from (_glued(line, shown) for line in cell.lines)
            yield from block.foot
        case Box():
            for inner in block.blocks:
                yield from lines_shown(inner, shown)
        case Cards():
            for label, figure, remark in block.cards:
                yield from (label, _glued(figure, shown), _glued(remark, shown))
        case Cover():
            yield from (" ".join(block.title), *block.title, block.agency, block.place or "", " ".join(block.unit))
            # The name may stand there in two languages, and the place behind the first of them.
            name = block.agency.split()
            yield from (f"{' '.join(name[:many])} {block.place or ''}" for many in range(1, len(name) + 1))
        case Signature():
            yield from (*block.choices, *block.lines, block.above)
        case Chart():
            yield block.title
        case Contents():
            yield block.title
        case MemoHead():
            yield from (block.unit, block.phone, block.number, block.date, block.subject, block.to)
        case LetterHead():
            yield from (*block.sender, block.number, block.date, block.subject, block.to, block.reference)
            yield from (name for name, _ in block.enclosures)


def _glued(runs: Runs, shown: Mapping[str, Shown]) -> str:
    return "".join(_said(run, shown) for run in runs)


def _said(run: Run, shown: Mapping[str, Shown]) -> str:
    if isinstance(run, Words):
        return run.text
    # A figure that nobody put is said elsewhere to be a mistake.
    return shown[run.key].text if isinstance(run, Ref) and run.key in shown else " "
