"""``prongsai history``: whether the history of changes is whole."""

from __future__ import annotations

from pathlib import Path

import click

from prongsai.cli.keep import FOLDER
from prongsai.cli.language import chosen, pick


@click.group("history", help=pick("ประวัติการแก้ไข", "The history of changes."))
def command() -> None:
    """Sub-command verify."""


@command.command("verify", help=pick("ตรวจว่าประวัติไม่ถูกแก้หรือตัดออก", "Whether every chain is whole."))
@FOLDER
def verify(folder: Path | None) -> int:
    """Status 1 where a chain is broken."""
    from prongsai.flow.site.start import now, prepare

    prepare(folder)
    from prongsai.flow.history.verify import chains

    whole = True
    for chain in chains(keep=now()):
        whole = whole and not chain.wrong
        click.echo(f"{'✗' if chain.wrong else '✓'} {chain.agency or '–'}: {chain.lines}  {chain.head[:16]}")
        for fault in chain.wrong:
            click.echo(f"    {fault.say(chosen())}")
    return 0 if whole else 1
