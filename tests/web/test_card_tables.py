"""Cells know the head of their column, so that a narrow window can show rows as cards."""

from __future__ import annotations

import re
from pathlib import Path

import prongsai.web
from prongsai.web.shell.tables import as_cards

TEMPLATES = Path(prongsai.web.__file__).parent / "templates"


def test_cells_say_the_head_of_their_column_and_tables_how_many_there_are() -> None:
    head = '<thead><tr><th scope="col">ปี</th><th class="number">“A” <b>"B"</b></th><th>C</th></tr></thead>'
    table = f'<table>{head}<tbody><tr><th>2568</th><td class="number">1</td><td></td></tr></tbody></table>'

    assert as_cards(f"<p>{table}</p>") == (
        f'<p><table data-columns="3">{head}<tbody><tr><th>2568</th>'
        '<td class="number" data-label="“A” &quot;B&quot;">1</td><td data-label="C"></td></tr></tbody></table></p>'
    )


def test_a_cell_over_several_columns_is_of_none_of_them() -> None:
    head = '<thead><tr><th colspan="2">A</th><th>B</th></tr></thead>'
    table = f'<table>{head}<tr><td colspan="2">ไม่มี</td><td>x</td></tr><tr><td>1</td><td>2</td></tr></table>'

    assert re.findall(r"<td[^>]*>", as_cards(table)) == [
        '<td colspan="2">',
        '<td data-label="B">',
        '<td data-label="A">',
        '<td data-label="A">',
    ]


def test_what_has_no_table_or_no_heads_stays_as_it_is() -> None:
    assert as_cards("<p>ไม่มีตาราง</p>") == "<p>ไม่มีตาราง</p>"
    assert as_cards("<table><tr><td>1</td></tr></table>") == "<table><tr><td>1</td></tr></table>"


def test_every_table_of_a_template_has_heads_and_stands_in_a_region_with_a_name() -> None:
    wanted = re.compile(r'<div class="scroll" tabindex="0" role="region" aria-label="[^>]+"><table>')
    for path in TEMPLATES.rglob("*.html"):
        html = path.read_text("utf-8")
        assert html.count("<table") == len(wanted.findall(html)) == html.count("<thead>"), path.name
