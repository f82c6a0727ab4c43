"""``prongsai criteria``: the editions of the rules, listed, shown, checked, compared and started anew."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from prongsai.cli.keep import FOLDER
from prongsai.cli.language import chosen, pick
from prongsai.cli.tables import padded, width

if TYPE_CHECKING:  # the shapes take a while to load; `--help` does without
    from prongsai.criteria.keeping.diff import Moved
    from prongsai.criteria.shapes import Certainty, Criteria, Item, Origin
    from prongsai.language.text import Language, Text

# How surely a rule is known, in Thai and in English.
MARKS: dict[str, tuple[str, str]] = {
    "confirmed": ("ยืนยันแล้ว", "confirmed"),
    "inferred": ("อนุมาน", "inferred"),
    "recollection": ("จากความทรงจำ", "recollection"),
    "unknown": ("ยังไม่ทราบ", "unknown"),
}
GROUPS: dict[str, tuple[str, str]] = {
    "score": ("มีผลต่อคะแนน", "Moves a score"),
    "wording": ("ถ้อยคำ", "Wording"),
    "other": ("อื่น ๆ และความแน่ชัด", "Other, and how surely it is known"),
}
SIDE_BY_SIDE = 44  # columns that a value may take to stand beside the other one


@click.group(
    name="criteria",
    help=pick(
        "เกณฑ์การประเมินรายปี: ดู ตรวจ เปรียบเทียบ และเริ่มเกณฑ์ของปีใหม่ (E คือชื่อเกณฑ์ เช่น nacc-2568 หรือโฟลเดอร์)",
        "The editions of the rules (E is an edition as nacc-2568, or a folder).",
    ),
)
def command() -> None:
    """The group; each sub-command does its own work."""


def _language() -> Language:
    asked = (click.get_current_context().obj or {}).get("lang", chosen())
    return "en" if asked == "en" else "th"


def _load(which: str) -> Criteria:
    from prongsai.flow.rules.known import edition_or_folder

    return edition_or_folder(which)


@command.command(
    "list", help=pick("รายชื่อเกณฑ์ที่มากับโปรแกรมและที่ติดตั้งเพิ่ม", "the editions of the program and those installed")
)
def list_editions() -> None:
    """One line per edition."""
    from prongsai.files.problems import Refused
    from prongsai.flow.rules.known import edition, editions

    language = _language()
    rows = []
    for name in editions():
        try:
            rules = edition(name)
        except Refused:
            spoilt = _say(language, "ใช้ไม่ได้ ให้ติดตั้งใหม่", "cannot be used; install it again")
            rows.append((name, "", "", spoilt))
            continue
        counts = " ".join(f"{instrument}:{len(rules.items_of(instrument))}" for instrument in rules.instruments)
        revision = _say(language, f"ฉบับที่ {rules.revision}", f"revision {rules.revision}")
        rows.append((name, revision, counts, _title(rules, language)))
    _table(rows)


@command.command(help=pick("แสดงเกณฑ์พร้อมระดับความแน่ชัดของแต่ละค่า", "an edition, with how surely each value is known"))
@click.argument("edition", metavar="E")
def show(edition: str) -> None:
    """Everything that moves a score, and how surely it is known."""
    criteria, language = _load(edition), _language()
    for line in _shown(criteria, language):
        click.echo(line)


@command.command(help=pick("ตรวจเกณฑ์ (ทุกเกณฑ์หากไม่ระบุ) บอกไฟล์และบรรทัดที่ผิด", "mistakes in editions, with file and line"))
@click.argument("editions", metavar="[E|DIR]...", nargs=-1)
def check(editions: tuple[str, ...]) -> int:
    """Exit status 1 where something was found."""
    from prongsai.flow.rules.known import checked
    from prongsai.flow.rules.known import editions as known

    language = _language()
    mistakes = {name: checked(name) for name in editions or known()}
    for name, problems in mistakes.items():
        for problem in problems:
            click.echo(problem.say(language))
        if not problems:
            click.echo(f"{name}: {_say(language, 'ไม่พบข้อผิดพลาด', 'nothing wrong')}")
    count = sum(len(problems) for problems in mistakes.values())
    if count:
        click.echo(_say(language, f"พบข้อผิดพลาด {count} แห่ง", f"{count} problem(s)"), err=True)
    return 1 if count else 0


@command.command(help=pick("เปรียบเทียบเกณฑ์ สิ่งที่มีผลต่อคะแนนมาก่อน", "what differs; what moves a score comes first"))
@click.argument("before", metavar="E")
@click.argument("after", metavar="F")
def diff(before: str, after: str) -> None:
    """From E to F."""
    from prongsai.criteria.keeping.diff import diff as compared

    language = _language()
    moved = compared(_load(before), _load(after))
    if not moved:
        click.echo(_say(language, "ไม่มีสิ่งใดต่างกัน", "nothing differs"))
    for group, (th, en) in GROUPS.items():
        lines = [change for change in moved if change.group == group]
        if lines:
            click.echo(f"\n{_say(language, th, en)} ({len(lines)})".lstrip("\n" if group == "score" else ""))
        for line in _differences(lines):
            click.echo(line)


@command.command(help=pick("เริ่มเกณฑ์ของปีใหม่จากเกณฑ์เดิม", "starts the edition of a new year from an earlier one"))
@click.argument("edition", metavar="E")
@click.option("--from", "source", metavar="F", required=True, help=pick("เกณฑ์ที่นำมาตั้งต้น", "the edition to begin from"))
@click.option(
    "--out",
    metavar="DIR",
    default=".",
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help=pick("โฟลเดอร์ที่จะวางเกณฑ์ใหม่", "the folder to put it into"),
)
@click.option("--body-th", metavar="NAME", help=pick("ชื่อผู้ประเมิน ภาษาไทย", "who assesses by it, in Thai"))
@click.option("--body-en", metavar="NAME", help=pick("ชื่อผู้ประเมิน ภาษาอังกฤษ", "who assesses by it, in English"))
def new(edition: str, source: str, out: Path, body_th: str | None, body_en: str | None) -> None:
    """Nothing is written over; the body is asked for where the id is of another one."""
    from prongsai.criteria.editions import family
    from prongsai.criteria.keeping.new import clone

    language = _language()
    before = _load(source)
    same = family(edition) == family(before.id)
    if (body_th is None) != (body_en is None) and (same or not sys.stdin.isatty()):
        raise click.UsageError(_say(language, "ให้ระบุทั้ง --body-th และ --body-en", "give both --body-th and --body-en"))
    if not same and sys.stdin.isatty():
        body_th = body_th or click.prompt(_say(language, "ชื่อผู้ประเมิน (ไทย)", "Who assesses by it, in Thai"))
        body_en = body_en or click.prompt(_say(language, "ชื่อผู้ประเมิน (อังกฤษ)", "Who assesses by it, in English"))
    body = _body(body_th, body_en) if body_th is not None and body_en is not None else None
    made = clone(_place(source), edition, out, body)
    click.echo(_say(language, f"สร้าง {made} จาก {source} แล้ว", f"made {made} from {source}"))
    click.echo(
        _say(
            language,
            f"ทุกค่าที่เคยยืนยันเปลี่ยนเป็นอนุมาน แก้ไขตามคู่มือของปีใหม่ แล้วสั่ง prongsai criteria check {made}",
            f"What was confirmed is now inferred. Edit by the year's handbook, then: prongsai criteria check {made}",
        )
    )


@command.command(
    help=pick(
        "ติดตั้งเกณฑ์จากโฟลเดอร์ ให้ทุกคำสั่งและเว็บใช้ได้ หากมีข้อผิดพลาดจะบอกไฟล์และบรรทัด และไม่ติดตั้ง",
        "Installs the edition in a folder for all commands and the site; a wrong one is refused with file and line.",
    ),
)
@click.argument("source", metavar="FOLDER", type=click.Path(path_type=Path))
@FOLDER
def install(source: Path, folder: Path | None) -> None:
    """Installs all or nothing."""
    from prongsai.flow.site.rules import install_edition

    language = _language()
    done = install_edition(source, folder)
    name, revision = done.criteria.id, done.criteria.revision
    said = {
        "new": (f"ติดตั้งเกณฑ์ {name} แล้ว", f"installed {name}"),
        "revised": (f"เปลี่ยนเกณฑ์ {name} เป็นฉบับแก้ไขที่ {revision} แล้ว", f"{name} is now revision {revision}"),
        "same": (f"มีเกณฑ์ {name} ฉบับนี้อยู่แล้ว ไม่มีสิ่งใดเปลี่ยน", f"{name} is there already; nothing was changed"),
    }
    click.echo(_say(language, *said[done.outcome]))
    click.echo(f"{done.criteria.body.say(language)} · {done.folder}")


def _place(source: str) -> str | Path:
    from prongsai.flow.rules.known import installed_folder

    return installed_folder(source) or source


def _body(th: str, en: str) -> Text:
    from prongsai.language.text import Text

    return Text(th=" ".join(th.split()), en=" ".join(en.split()))


# How an edition is shown


def _say(language: Language, th: str, en: str) -> str:
    return th if language == "th" else en


def _mark(certainty: Certainty, language: Language) -> str:
    return f"[{MARKS[certainty][0 if language == 'th' else 1]}]"


def _title(criteria: Criteria, language: Language) -> str:
    year = criteria.year
    return criteria.title.say(language).replace("{year-1}", str(year - 1)).replace("{year}", str(year))


def _shown(criteria: Criteria, language: Language) -> Iterator[str]:
    yield f"{criteria.id}  {_title(criteria, language)}"
    revision = _say(language, "ฉบับแก้ไขที่", "revision")
    yield f"{criteria.body.say(language)} · {revision} {criteria.revision} · {criteria.checksum}"
    yield from _section(_say(language, "ใช้ประเมิน", "Assesses"), _kinds(criteria, language))
    for instrument in criteria.instruments.values():
        weight = "?" if instrument.weight is None else f"{instrument.weight} %"
        parts = f" ({', '.join(part.id for part in instrument.parts)})" if len(instrument.parts) > 1 else ""
        mark = _mark(instrument.origin.certainty, language)
        yield ""
        yield f"{instrument.id}{parts}  {instrument.name.say(language)} · {weight} {mark}"
        for number in instrument.indicators:
            indicator = criteria.indicators[number]
            yield f"  {number}. {indicator.name.say(language)}"
            yield from _lines(
                [_item(criteria.items[item], criteria, language) for item in indicator.items], indent="     "
            )
    yield from _section(_say(language, "วิธีคำนวณ", "Methods"), _methods(criteria, language))
    yield from _section(_say(language, "ระดับผล", "Levels"), _levels(criteria, language))
    yield from _section(
        _say(language, "จำนวนผู้ตอบขั้นต่ำ", "Least number of answers"),
        [
            (sample.part, sample.text.say(language), _mark(sample.origin.certainty, language))
            for sample in criteria.samples
        ],
    )
    yield from _section(
        _say(language, "ปฏิทิน", "Calendar"),
        [
            (
                phase.name.say(language),
                _days(phase.starts, phase.ends, language),
                _mark(phase.origin.certainty, language),
            )
            for phase in criteria.phases
        ],
    )
    yield from _section(
        _say(language, "แหล่งที่มา", "Sources"),
        [(source.id, source.title.say(language)) for source in criteria.sources.values()],
    )
    notes = _notes(criteria)
    if notes:
        yield from _section(_say(language, "ข้อสังเกต", "Notes"), [(note.say(language),) for note in notes])


def _kinds(criteria: Criteria, language: Language) -> list[tuple[str, ...]]:
    from prongsai.criteria.agency_kinds import agency_kinds

    names = agency_kinds()
    return [
        (names[kind].say(language), _mark(row.origin.certainty, language))
        for row in criteria.assesses
        for kind in row.kinds
    ]


def _item(item: Item, criteria: Criteria, language: Language) -> tuple[str, ...]:
    questions = (item.question,) if item.question else item.sub_questions
    scales = dict.fromkeys(
        "/".join(str(point) for point in question.scale.points) if question and question.scale else "?"
        for question in questions
    )
    weight = f"{item.weight} % {_mark(item.weight_origin.certainty, language)}" if item.weight_origin else ""
    mark = _mark(item.origin.certainty, language)
    place = item.sub_indicator or ""
    return (item.id, place, item.short.say(language), f"{' · '.join(scales)} {mark}", weight)


def _methods(criteria: Criteria, language: Language) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [
        (method.step, method.name or "?", _mark(method.origin.certainty, language))
        for method in criteria.methods.values()
    ]
    decimals = _say(language, "ทศนิยม", "decimals")
    rows += [
        (rounding.step, f"half_up, {rounding.decimals} {decimals}", _mark(rounding.origin.certainty, language))
        for rounding in criteria.roundings.values()
    ]
    return rows


def _levels(criteria: Criteria, language: Language) -> list[tuple[str, ...]]:
    tested = ", ".join(criteria.levels.tested)
    rows: list[tuple[str, ...]] = []
    for level in criteria.levels.steps:
        name = level.name if language == "th" else f"{level.name} ({level.english})"
        bars = f"{tested} ≥ {level.each}" if level.each is not None else ""
        rows.append((name, f"≥ {level.total}", bars, _mark(level.origin.certainty, language)))
    return rows


def _days(starts: datetime.date | None, ends: datetime.date | None, language: Language) -> str:
    from prongsai.language.calendar import english_date, short_date

    date = short_date if language == "th" else english_date
    first, last = (date(day) if day else "?" for day in (starts, ends))
    return first if first == last else f"{first} – {last}"


def _notes(criteria: Criteria) -> list[Text]:
    """What is still open about the rules that move a score, each note once."""
    origins: list[Origin | None] = [instrument.origin for instrument in criteria.instruments.values()]
    origins += [item.weight_origin for item in criteria.items.values()]
    origins += [item.origin for item in criteria.items.values()]
    origins += [method.origin for method in criteria.methods.values()]
    origins += [rounding.origin for rounding in criteria.roundings.values()]
    origins += [step.origin for step in criteria.levels.steps]
    return list(dict.fromkeys(origin.note for origin in origins if origin is not None and origin.note is not None))


def _differences(moved: list[Moved]) -> Iterator[str]:
    """Short values side by side; long ones below each other."""
    short = [change for change in moved if max(width(change.before or ""), width(change.after or "")) <= SIDE_BY_SIDE]
    places = max((width(change.place) for change in short), default=0)
    befores = max((width(change.before or "–") for change in short), default=0)
    for change in moved:
        before, after = change.before or "–", change.after or "–"
        if change in short:
            yield f"  {padded(change.place, places)}  {padded(before, befores)}  →  {after}"
        else:
            yield f"  {change.place}"
            yield f"    - {before}"
            yield f"    + {after}"


# Tables of Thai text


def _section(heading: str, rows: list[tuple[str, ...]]) -> Iterator[str]:
    if rows:
        yield ""
        yield heading
        yield from _lines(rows, indent="  ")


def _lines(rows: Iterable[tuple[str, ...]], indent: str = "") -> Iterator[str]:
    rows = list(rows)
    columns = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (padded(cell, room) for cell, room in zip(row, columns, strict=True) if room)
        yield (indent + "  ".join(cells)).rstrip()


def _table(rows: Iterable[tuple[str, ...]]) -> None:
    for line in _lines(rows):
        click.echo(line)
