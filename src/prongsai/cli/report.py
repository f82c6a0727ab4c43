"""``prongsai report``: documents from round files."""

from __future__ import annotations

from pathlib import Path

import click

from prongsai.cli.language import pick


@click.command(
    "report",
    help=pick("จัดทำเอกสารจากไฟล์ข้อมูล", "Documents from round files, in every format asked for."),
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option("--kind", "-k", default="brief", show_default=True, help=pick("ชนิดเอกสาร", "kind of document"))
@click.option(
    "--format",
    "-f",
    "formats",
    default="html,pdf",
    show_default=True,
    help=pick("รูปแบบ คั่นด้วย ,", "formats, with commas"),
)
@click.option(
    "--out", "-o", type=click.Path(path_type=Path, file_okay=False), required=True, help=pick("โฟลเดอร์ผลลัพธ์", "folder")
)
@click.option(
    "--digits", type=click.Choice(["thai", "arabic"]), default="arabic", help=pick("เลขไทยหรืออารบิก", "digits")
)
def command(files: tuple[Path, ...], kind: str, formats: str, out: Path, digits: str) -> int:
    """Writes nothing unless every document of every file could be made."""
    from prongsai.flow.documents import FORMATS, KINDS, make, write
    from prongsai.flow.read import read_rounds

    if kind not in KINDS:
        known = ", ".join(KINDS)
        raise click.BadParameter(pick(f"ไม่มีชนิด “{kind}” มี: {known}", f"there is no kind “{kind}”; there are {known}"))
    wanted = tuple(dict.fromkeys(each.strip() for each in formats.split(",") if each.strip()))
    unknown = [each for each in wanted if each not in FORMATS]
    if unknown or not wanted:
        known = ", ".join(FORMATS)
        named = ", ".join(unknown) or "–"
        raise click.BadParameter(pick(f"ไม่มีรูปแบบ “{named}” มี: {known}", f"no format “{named}”; there are {known}"))
    rounds = read_rounds(files)
    documents = make(rounds, _names(files, len(rounds)), kind, wanted, "thai" if digits == "thai" else "arabic")
    for path in write(documents, out):
        click.echo(str(path))
    return 0


def _names(files: tuple[Path, ...], rounds: int) -> list[str]:
    # One name per round; files of the same stem, and files of many rounds, are numbered apart.
    stems = [file.stem for file in files]
    if len(stems) == rounds and len(set(stems)) == rounds:
        return stems
    stem = stems[0] if len(stems) == 1 else "round"
    return [f"{stem}-{number:04d}" for number in range(1, rounds + 1)]
