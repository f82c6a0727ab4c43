"""``prongsai desk``: the program on an office PC, opened by a double-click."""

from __future__ import annotations

from pathlib import Path

import click

from prongsai.cli.keep import FOLDER
from prongsai.cli.language import chosen, pick


@click.group("desk", help=pick("เปิดโปรแกรมบนเครื่องสำนักงานและทำทางลัด", "The program on an office PC, and its shortcut."))
def command() -> None:
    """The group; each sub-command does its own work."""


@command.command(
    "open",
    help=pick(
        "เปิดโปรแกรมในเบราว์เซอร์ เริ่มให้หากยังไม่ทำงาน", "Opens the program in the browser; starts it where it does not run."
    ),
)
@FOLDER
@click.option(
    "--windowless",
    is_flag=True,
    help=pick("เปิดจากทางลัด ข้อความลงไฟล์ prongsai.log", "as a shortcut does: words go to the file prongsai.log"),
)
def open_(folder: Path | None, windowless: bool) -> int:
    """Never starts a second one. Without a window its words go to a file, and what goes wrong to a page."""
    from prongsai.flow.site.desk.opening import Opening, open_desk

    def tell(moment: Opening, address: str) -> None:
        if moment == "found":
            click.echo(pick(f"โปรแกรมทำงานอยู่แล้วที่ {address}", f"It runs already at {address}"))
        elif moment == "starts":
            click.echo(pick(f"เปิดที่ {address}  (กด Ctrl-C เพื่อหยุด)", f"Open {address}  (Ctrl-C stops it)"))
        else:
            click.echo(pick(f"ไม่พบเบราว์เซอร์ ให้เปิด {address} เอง", f"There is no browser: open {address} yourself"))

    open_desk(folder, tell, language=chosen(), windowless=windowless)
    return 0


@command.command(
    "stop",
    help=pick("หยุดโปรแกรมที่ทำงานอยู่ ข้อมูลยังอยู่", "Ends the program that runs; data stay."),
)
@FOLDER
def stop(folder: Path | None) -> int:
    """As Ctrl-C in its window: what is being answered comes to its end. Says so where none runs."""
    from prongsai.flow.site.desk.stopping import stop_desk

    ended = stop_desk(folder)
    if ended is None:
        click.echo(pick("ไม่มีโปรแกรมทำงานอยู่", "It does not run."))
    else:
        click.echo(pick(f"หยุดโปรแกรมที่ {ended.address} แล้ว", f"Stopped what ran at {ended.address}"))
    return 0


@command.command(
    "install",
    help=pick("ทำทางลัดชื่อ “โปร่งใส” บนเดสก์ท็อปและในเมนู", "Makes the shortcut on the Desktop and in the menu."),
)
@FOLDER
def install(folder: Path | None) -> int:
    """For whoever is signed in; needs no administrator's rights."""
    from prongsai.flow.site.desk.installing import install as put
    from prongsai.flow.site.desk.opening import home_of

    for path in put(home_of(folder)):
        click.echo(pick(f"ทำทางลัดแล้ว {path}", f"Shortcut made: {path}"))
    return 0


@command.command("uninstall", help=pick("นำทางลัดออก ข้อมูลยังอยู่", "Takes the shortcuts away; data stay."))
def uninstall() -> int:
    """Takes away what ``install`` wrote and nothing else."""
    from prongsai.flow.site.desk.installing import uninstall as take_away

    gone = take_away()
    for path in gone:
        click.echo(pick(f"นำทางลัดออกแล้ว {path}", f"Shortcut taken away: {path}"))
    if not gone:
        click.echo(pick("ไม่มีทางลัดของโปรแกรมนี้", "There was no shortcut of this program."))
    return 0
