"""``prongsai explain``: the trace of one figure."""

from __future__ import annotations

from pathlib import Path

import click

from prongsai.cli.language import chosen, pick


@click.command(
    "explain",
    help=pick(
        "อธิบายที่มาของตัวเลขหนึ่งค่า เช่น total, ind:6, EIT1.e2, OIT.o27",
        "Why a figure is what it is: total, ind:6, EIT1.e2, OIT.o27 …",
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("figure")
@click.option("--full", is_flag=True, help=pick("อธิบายลงไปทุกชั้น", "down to every count"))
def command(file: Path, figure: str, full: bool) -> int:
    """Prints the trace for each round of the file."""
    from prongsai.assess.explain import explain, render
    from prongsai.criteria.editions import edition
    from prongsai.criteria.figures import UnknownFigure, resolve
    from prongsai.flow.read import read_rounds

    for one in read_rounds([file]):
        criteria = edition(one.facts.criteria)
        try:
            found = resolve(criteria, figure)
        except UnknownFigure as unknown:
            raise click.ClickException(unknown.text.say(chosen())) from unknown
        click.echo(render(explain(criteria, one.facts, found, full=full), chosen()))
    return 0
