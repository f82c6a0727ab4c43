"""``prongsai backup``, ``restore``, ``doctor``, ``export`` and ``history``: looking after the site."""

from __future__ import annotations

from pathlib import Path

import click

from prongsai.cli.language import chosen, pick

FOLDER = click.option(
    "--folder", type=click.Path(path_type=Path, file_okay=False), help=pick("โฟลเดอร์ข้อมูล", "folder of data")
)


@click.command(
    "backup", help=pick("สำรองข้อมูลทั้งหมดเป็นไฟล์เดียว ทำได้ขณะใช้งาน", "Everything in one file; the site may be in use.")
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@FOLDER
def backup(file: Path, folder: Path | None) -> int:
    """Writes the file whole or not at all."""
    from prongsai.flow.site.backup import backup as make
    from prongsai.flow.site.start import prepare

    prepare(folder)
    counts = make(file)
    rows = sum(counts.values())
    click.echo(pick(f"{file}: {rows:,} แถว จาก {len(counts)} ตาราง", f"{file}: {rows:,} rows of {len(counts)} tables"))
    return 0


@click.command("restore", help=pick("กู้คืนจากไฟล์สำรองลงที่เก็บข้อมูลว่าง", "From a backup into an empty site."))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@FOLDER
def restore(file: Path, folder: Path | None) -> int:
    """All or nothing."""
    from prongsai.flow.site.backup import restore as put_back
    from prongsai.flow.site.start import prepare

    prepare(folder)
    rows = sum(put_back(file).values())
    click.echo(pick(f"กู้คืนแล้ว {rows:,} แถว", f"{rows:,} rows restored"))
    return 0


@click.command("doctor", help=pick("ตรวจสุขภาพของระบบ", "What is well with the site, and what is not."))
@FOLDER
def doctor(folder: Path | None) -> int:
    """Status 1 where something is not well."""
    from prongsai.flow.site.doctor import examine
    from prongsai.flow.site.start import prepare

    found = examine(prepare(folder, migrate=False))
    for each in found:
        mark = click.style("✓", fg="green") if each.well else click.style("✗", fg="red")
        click.echo(f"{mark} {each.what.say(chosen())}")
        if not each.well and each.advice is not None:
            click.echo(f"    → {each.advice.say(chosen())}")
    return 0 if all(each.well for each in found) else 1


@click.command("export", help=pick("นำไฟล์ข้อมูลของหน่วยงานหนึ่งปีออกจากระบบ", "A round file out of the site."))
@click.argument("code")
@click.argument("year", type=int)
@click.option(
    "--out", "-o", type=click.Path(path_type=Path, dir_okay=False), required=True, help=pick("ไฟล์ .yaml", "file")
)
@FOLDER
def export(code: str, year: int, out: Path, folder: Path | None) -> int:
    """Writes the newest version."""
    from prongsai.flow.by_file.excel import save_round
    from prongsai.flow.site.start import prepare

    prepare(folder)
    from prongsai.flow.intake.files import round_in_site  # its tables exist once the site is prepared

    save_round(out, round_in_site(code, year), replace=True)
    click.echo(str(out))
    return 0


@click.group("history", help=pick("ประวัติการแก้ไข", "The history of changes."))
def history() -> None:
    """Sub-command verify."""


@history.command("verify", help=pick("ตรวจว่าประวัติไม่ถูกแก้หรือตัดออก", "Whether every chain is whole."))
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
