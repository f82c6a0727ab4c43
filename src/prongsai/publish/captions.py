"""Tables and charts of a booklet are numbered, so that the text can speak of them; in signed papers they are not."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterable

from prongsai.publish.report import Block, Box, Chart, Report, Table, Words

_NUMBERED = ("book", "analysis", "results", "measures", "progress")
_NAMES = {"th": ("ตารางที่", "แผนภูมิที่"), "en": ("Table", "Chart")}
# What ``captioned`` puts before a caption, and what an agency may have typed there itself.
LABEL = re.compile(r"(?P<name>ตารางที่|แผนภูมิที่|Table|Chart) (?P<number>[0-9๐-๙]+) ")


def captioned(report: Report) -> Report:
    """The report with a number before the caption of each table that has one, and before the title of each chart.

    What is numbered already keeps its number and counts.
    """
    if report.kind not in _NUMBERED:
        return report
    return dataclasses.replace(report, blocks=_numbered(report.blocks, report, Counter()))


def _numbered(blocks: Iterable[Block], report: Report, counted: Counter[str]) -> tuple[Block, ...]:
    table_name, chart_name = _NAMES[report.language]
    made: list[Block] = []
    for block in blocks:
        if isinstance(block, Box):
            made.append(dataclasses.replace(block, blocks=_numbered(block.blocks, report, counted)))
        elif isinstance(block, Table) and block.caption:
            counted[table_name] += 1
            first = block.caption[0]
            typed = isinstance(first, Words) and LABEL.match(first.text)
            label = Words(f"{table_name} {counted[table_name]} ")
            made.append(block if typed else dataclasses.replace(block, caption=(label, *block.caption)))
        elif isinstance(block, Chart) and block.title:
            counted[chart_name] += 1
            title = block.title if LABEL.match(block.title) else f"{chart_name} {counted[chart_name]} {block.title}"
            made.append(dataclasses.replace(block, title=title))
        else:
            made.append(block)
    return tuple(made)
