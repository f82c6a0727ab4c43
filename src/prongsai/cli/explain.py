"""``prongsai explain``: the trace of one figure."""

from __future__ import annotations

from pathlib import Path

import click

from prongsai.cli.keep import CRITERIA
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
@CRITERIA
def command(file: Path, figure: str, full: bool, criteria: str | None) -> int:
    """Prints the trace for each round of the file."""
    from prongsai.criteria.figure_id import UnknownFigure
    from prongsai.flow.by_file.explain import explain_file

    try:
        traces = explain_file(file, figure, chosen(), full=full, criteria=criteria)
    except UnknownFigure as unknown:
        raise click.ClickException(unknown.text.say(chosen())) from unknown
    cells = room()
    for number, traced in enumerate(traces):
        if len(traces) > 1:
            click.echo(("\n" if number else "") + click.style(traced.agency, bold=True))
        for line in traced.lines:
            indent = " " * (len(line) - len(line.lstrip()))
            for printed in wrapped(line, cells, first=indent, rest=f"{indent}  "):
                click.echo(printed)
    return 0
