"""``prongsai explain``: the trace of one figure."""

from __future__ import annotations

from pathlib import Path

import click

from prongsai.cli.language import chosen, pick
from prongsai.cli.tables import room, wrapped


@click.command(
    "explain",
    help=pick(
        "อธิบายที่มาของตัวเลขหนึ่งค่า เช่น total, ind:6, EIT1.e2, OIT.o27",
        "Why a figure is what it is: total, ind:6, EIT1.e2, OIT.o27 …",
    ),
)
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.argument("figure", metavar="FIGURE")
@click.option("--full", is_flag=True, help=pick("อธิบายลงไปทุกชั้น", "down to every count"))
def command(file: Path, figure: str, full: bool) -> int:
    """Prints the trace for each round of the file."""
    from prongsai.assess.computation import work
    from prongsai.assess.explaining.explain import explain, render
    from prongsai.criteria.editions import edition
    from prongsai.criteria.figure_id import UnknownFigure, resolve
    from prongsai.flow.by_file.rounds import read_rounds

    asked = []
    for one in read_rounds([file]):
        criteria = edition(one.facts.criteria)
        try:
            asked.append((one, criteria, resolve(criteria, figure)))
        except UnknownFigure as unknown:
            raise click.ClickException(unknown.text.say(chosen())) from unknown
    cells = room()
    for number, (one, criteria, found) in enumerate(asked):
        if len(asked) > 1:
            click.echo(("\n" if number else "") + click.style(one.facts.agency.name, bold=True))
        for line in render(explain(work(criteria, one.facts), found, full=full), chosen()).splitlines():
            indent = " " * (len(line) - len(line.lstrip()))
            for each in wrapped(line, cells, first=indent, rest=f"{indent}  "):
                click.echo(each)
    return 0
