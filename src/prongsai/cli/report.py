"""``prongsai report``: documents from round files."""

from __future__ import annotations

import datetime
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from prongsai.cli.keep import CRITERIA
from prongsai.cli.language import pick
from prongsai.language.text import Text

if TYPE_CHECKING:
    from prongsai.flow.by_file.write import Notes

SHOWN = 80  # letters of a line that is named
OFFERED = 400  # letters of what may be copied into a file


@click.command(
    "report",
    help=pick("จัดทำเอกสารจากไฟล์ข้อมูล", "Documents from round files, in every format asked for."),
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option(
    "--kind",
    "-k",
    default="brief",
    show_default=True,
    metavar=pick("ชนิด", "KIND"),
    help=pick(
        "ชนิดเอกสาร เช่น results, analysis, measures, progress, memo, brief, order, announcement, committee, minutes, "
        "letter, circular, no-gift, book หรือ all = ทุกชนิดที่ไฟล์มีข้อมูล",
        "kind of document: results, analysis, measures, progress, memo, brief, order, announcement, committee, "
        "minutes, letter, circular, no-gift, book …; all: whatever the file can give",
    ),
)
@click.option(
    "--format",
    "-f",
    "formats",
    default="html,pdf",
    show_default=True,
    metavar=pick("รูปแบบ", "FORMATS"),
    help=pick("รูปแบบไฟล์ คั่นด้วยจุลภาค", "file formats, with commas between"),
)
@click.option(
    "--out",
    "-o",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help=pick("โฟลเดอร์ที่จะเก็บเอกสาร", "the folder to put them into"),
)
@click.option(
    "--digits",
    type=click.Choice(["thai", "arabic"]),
    default=None,
    help=pick(
        "เลขไทยหรือเลขอารบิก (ไม่ระบุ = ตามชนิดเอกสารและรูปแบบของหน่วยงาน)",
        "Thai or Arabic digits (by default as the kind of document and the agency's profile have them)",
    ),
)
@click.option(
    "--draft",
    is_flag=True,
    help=pick(
        "จัดทำเป็นร่าง มีเครื่องหมายทุกหน้า (ไม่ระบุ = ฉบับเสนอลงนาม หรือร่างพร้อมเหตุผลเมื่อยังเสนอลงนามไม่ได้)",
        "make drafts, marked on every page (by default what people sign is made for signature, or as a draft that says "
        "why it cannot be signed yet)",
    ),
)
@click.option(
    "--strict",
    is_flag=True,
    help=pick("จบด้วยสถานะ 1 เมื่อมีเอกสารที่ยังเสนอลงนามไม่ได้", "exit with 1 where a document cannot be signed yet"),
)
@click.option(
    "--sign",
    "signed",
    multiple=True,
    metavar=pick("'ตำแหน่ง=ชื่อ'", "'POSITION=NAME'"),
    help=pick(
        "ชื่อผู้ลงนามของตำแหน่ง ใส่ซ้ำได้ ผู้ลงนามแทนพิมพ์ 'ตำแหน่ง=ชื่อ (ตำแหน่งของตน รักษาราชการแทน)' ชื่อไม่ถูกเก็บในไฟล์ข้อมูล",
        "the name of who signs for a position, as often as needed; it is kept in no round file",
    ),
)
@click.option(
    "--to",
    type=click.Choice(["district", "province", "nacc"]),
    default=None,
    help=pick(
        "ผู้รับหนังสือ (letter): นายอำเภอ ผู้ว่าราชการจังหวัด หรือเลขาธิการ ป.ป.ช. (ไม่ระบุ = ตามไฟล์หรือประเภทหน่วยงาน)",
        "whom the letter is to (by default as the file says, or as agencies of the kind report)",
    ),
)
@click.option(
    "--garuda",
    type=click.Path(path_type=Path),
    metavar=pick("ภาพ", "PICTURE"),
    help=pick(
        "ภาพตราครุฑ (PNG หรือ JPEG) สำหรับคำสั่ง ประกาศ หนังสือ และบันทึกข้อความ (ไม่ระบุ = garuda.png หรือ garuda.jpg ข้างไฟล์ข้อมูล)",
        "picture of the garuda (PNG or JPEG) for orders, announcements, letters and memos (by default garuda.png or "
        "garuda.jpg beside the round file)",
    ),
)
@click.option(
    "--seal",
    type=click.Path(path_type=Path),
    metavar=pick("ภาพ", "PICTURE"),
    help=pick(
        "ภาพตราของหน่วยงาน (PNG หรือ JPEG) สำหรับปก (ไม่ระบุ = seal.png หรือ seal.jpg ข้างไฟล์ข้อมูล)",
        "picture of the agency's seal (PNG or JPEG) for covers (by default seal.png or seal.jpg beside the round file)",
    ),
)
@CRITERIA
def command(
    files: tuple[Path, ...],
    kind: str,
    formats: str,
    out: Path,
    digits: Literal["thai", "arabic"] | None,
    draft: bool,
    strict: bool,
    signed: tuple[str, ...],
    to: Literal["district", "province", "nacc"] | None,
    garuda: Path | None,
    seal: Path | None,
    criteria: str | None,
) -> int:
    """Writes nothing unless every document of every file could be made."""
    from prongsai.flow.by_file.pictures import Given, pictures_for
    from prongsai.flow.by_file.rounds import rounds_by_file
    from prongsai.flow.by_file.write import ALL, FORMATS, KINDS, Asked, publish, signatories

    if kind not in (*KINDS, ALL):
        known = ", ".join((*KINDS, ALL))
        raise click.BadParameter(pick(f"ไม่มีชนิด “{kind}” มี: {known}", f"there is no kind “{kind}”; there are {known}"))
    wanted = tuple(dict.fromkeys(name.strip() for name in formats.split(",") if name.strip()))
    unknown = [name for name in wanted if name not in FORMATS]
    if unknown or not wanted:
        known = ", ".join(FORMATS)
        named = ", ".join(unknown) or "–"
        raise click.BadParameter(pick(f"ไม่มีรูปแบบ “{named}” มี: {known}", f"no format “{named}”; there are {known}"))
    names_read = signatories(signed)
    if isinstance(names_read, Text):
        raise click.BadParameter(pick(names_read.th, names_read.en), param_hint="--sign")
    asked = Asked(names=names_read, to=to, made_on=datetime.datetime.now().astimezone().date())
    by_file = rounds_by_file(files, criteria=criteria)
    rounds = [one for read in by_file for one in read]
    names = _names(files, len(rounds))
    given = pictures_for(files, Given(garuda, seal))
    pictures = [each for each, read in zip(given, by_file, strict=True) for _ in read]
    unsignable: list[str] = []

    def told(name: str, notes: Notes) -> None:
        if notes.unsignable:
            unsignable.append(name)
        _held(name, notes)
        _left_out(name, notes)

    for path in publish(rounds, names, kind, wanted, out, digits, _progress, told, draft, asked, pictures):
        click.echo(str(path))
    return 1 if strict and unsignable else 0


def _progress(at: int, of: int, name: str) -> None:
    # Long work shows how far it is; a file or another program that reads the output does not want to know.
    if of > 1 and sys.stderr.isatty():
        click.echo(pick(f"จัดทำแล้ว {at}/{of} {name}", f"made {at}/{of} {name}"), err=True)


def _held(name: str, notes: Notes) -> None:
    """Why a document is only a draft, what to do, and how to decide to leave a thing as it is; then the mere notes."""
    holding = [one for one in notes.held if one.holds]
    if holding:
        click.echo(
            pick(
                f"{name}: เป็นร่าง ยังเสนอลงนามไม่ได้เพราะ {len(holding)} เหตุ",
                f"{name}: a draft; {len(holding)} things keep it from being signed",
            ),
            err=True,
        )
    for one in holding:
        click.echo(f"  {pick(one.wrong.th, one.wrong.en)}", err=True)
        offers = " / ".join(_short(offer, OFFERED) for offer in one.offers)
        to_do = pick(one.do.th, one.do.en)
        click.echo(f"    {to_do}{pick(' เช่น ', ', as ') + offers if offers else ''}", err=True)
        if one.in_file:
            entered = pick(" หรือ ", " or ").join(one.in_file)
            click.echo(f"    {pick('ในไฟล์ข้อมูล:', 'in the file:')} {entered}", err=True)
        if one.decidable:
            entry = json.dumps(one.what, ensure_ascii=False)
            click.echo(
                pick(
                    f"    หากประสงค์จะคงไว้ ให้เพิ่มใน document.decided: {{what: {entry}, why: เหตุผลของหน่วยงาน}}",
                    f"    to leave it so, add to document.decided: {{what: {entry}, why: the agency's reason}}",
                ),
                err=True,
            )
    for one in notes.held:
        if one.why_kept:
            decided = pick(f"คงไว้ตามที่ตัดสินใจ: {one.what}", f"left as decided: {one.what}")
            click.echo(f"{name}: {decided} ({one.why_kept})", err=True)
        elif one.only_note:
            click.echo(f"{name}: {pick(f'ข้อสังเกต {one.wrong.th}', f'note: {one.wrong.en}')}", err=True)


def _short(text: str, most: int = SHOWN) -> str:
    return text if len(text) <= most else f"{text[:most]}…"


def _left_out(name: str, notes: Notes) -> None:
    """What the agency wrote and a document does not show: the place, why, and what stands there instead."""
    lines = notes.left_out
    if not lines:
        return
    click.echo(
        pick(
            f"{name}: มีข้อความของหน่วยงาน {len(lines)} บรรทัดที่ไม่ปรากฏในเอกสาร",
            f"{name}: {len(lines)} lines that the agency wrote do not stand in the document",
        ),
        err=True,
    )
    for line in lines:
        place = line.heading or line.part
        click.echo(f"  {place}: “{_short(line.line)}”", err=True)
        click.echo(
            pick(
                f"    เหตุผล: {line.reason.th} · แทนด้วย: {line.instead.th}",
                f"    why: {line.reason.en} · instead: {line.instead.en}",
            ),
            err=True,
        )


def _names(files: tuple[Path, ...], rounds: int) -> list[str]:
    # One name per round; files of the same stem, and files of many rounds, are numbered apart. Windows sees no
    # difference between large and small letters.
    stems = [file.stem for file in files]
    if len(stems) == rounds and len({stem.casefold() for stem in stems}) == rounds:
        return stems
    stem = stems[0] if len(stems) == 1 else "round"
    return [f"{stem}-{number:04d}" for number in range(1, rounds + 1)]
