"""Results on their way in: a file is read, compared with what counts now, and taken when somebody says so."""

from __future__ import annotations

import copy
import datetime
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from prongsai.criteria.editions import edition
from prongsai.criteria.figure_id import indicator_figure
from prongsai.criteria.shapes import Criteria
from prongsai.files.problems import Problem, Refused, refusal
from prongsai.flow.by_file.excel import form_of_round, round_in
from prongsai.flow.intake.taking import ScoredRound, scored_round
from prongsai.flow.year.current import Current, current
from prongsai.flow.year.stored import stored_criteria, stored_round
from prongsai.language.text import Text
from prongsai.records.actions.results import Taken
from prongsai.records.actions.uploads import Overtaken as Overtaken
from prongsai.records.actions.uploads import drop_upload, keep_upload, take_upload
from prongsai.records.models import Agency, Person, Result
from prongsai.records.models import Upload as Upload
from prongsai.records.scope import Scope
from prongsai.roundfile.difference import (
    FigureChange,
    SectionChange,
    figure_changes,
    name_in,
    section_changes,
    shown_scores,
)
from prongsai.roundfile.read_file import limit_of, read_bytes
from prongsai.roundfile.round import Round
from prongsai.roundfile.sections import FORMAT, SECTIONS
from prongsai.roundfile.write import write_yaml

BASES: dict[str, Text] = {
    "official": Text(th="ผลที่ประกาศอย่างเป็นทางการ", en="Announced officially"),
    "corrected": Text(th="แก้ไขข้อมูลที่กรอกผิดหรือผลที่ประกาศแก้ไข", en="A correction"),
    "computed": Text(th="คำนวณเอง ยังไม่ได้ประกาศ", en="Computed by ourselves, not announced"),
}


@dataclass(frozen=True)
class Unexplained:
    """A published figure that its own parts do not give."""

    name: Text
    published: str
    computed: str


@dataclass(frozen=True)
class Preview:
    """What was understood of an upload and what would change. ``same``: nothing would; ``unexplained``: published
    figures that their own parts do not give."""

    upload: Upload
    year: int
    version: int
    criteria: str
    figures: tuple[tuple[Text, str], ...]
    understood: tuple[tuple[Text, int], ...]
    changes: tuple[FigureChange, ...]
    sections: tuple[SectionChange, ...]
    unexplained: tuple[Unexplained, ...]
    same: bool


@dataclass(frozen=True)
class Version:
    """One version with what it changed since the one before; the first has no changes."""

    result: Result
    basis: Text
    changes: tuple[FigureChange, ...]
    sections: tuple[SectionChange, ...]
    current: bool


# Reading.


def read_in(data: bytes, name: str) -> tuple[str, Round]:
    """What a file is (``file`` or ``form``) and the one round in it. Raises ``Refused`` with every problem."""
    if data[:4] == b"PK\x03\x04" or data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return "form", round_in(data, name)
    if len(data) > limit_of(name):
        raise refusal(
            f"ไฟล์ใหญ่เกินไป ({len(data) / 1e6:,.1f} MB) ไฟล์ข้อมูลหนึ่งปีมีไม่ถึง 1 MB ให้ตรวจว่าเลือกไฟล์ถูกต้อง",
            f"the file is too large ({len(data) / 1e6:,.1f} MB); "
            "one year has less than 1 MB, so check that it is the right file",
        )
    rounds = read_bytes(data, name)
    if len(rounds) != 1:
        raise refusal(
            f"ไฟล์นี้มีข้อมูล {len(rounds)} ชุด ให้แยกเป็นไฟล์ละหนึ่งหน่วยงานหนึ่งปี",
            f"the file holds {len(rounds)} rounds; split it into one file for each agency and year",
        )
    return "file", rounds[0]


def _check_whose(given: Round, agency: Agency, which: int | None) -> None:
    facts = given.facts
    problems = []
    own = facts.agency.code == agency.code if facts.agency.code else _bare(facts.agency.name) == _bare(agency.name)
    elsewhere = facts.agency.province and agency.province and _bare(facts.agency.province) != _bare(agency.province)
    if not own or (elsewhere and not facts.agency.code):
        said = " ".join(
            filter(None, (facts.agency.name, facts.agency.code and f"({facts.agency.code})", facts.agency.province))
        )
        text = Text(
            th=f"ไฟล์นี้เป็นของ “{said[:200]}” แต่หน้านี้เป็นของ “{agency.name}” ให้เลือกไฟล์ของหน่วยงานนี้ "
            f"หรือถ้าเป็นหน่วยงานเดียวกัน ให้แก้ชื่อ จังหวัด หรือรหัส ({agency.code}) ในไฟล์",
            en=f"the file is of “{said[:200]}”, but this page is of “{agency.name}”; choose this agency's file, "
            f"or correct the name, province or code ({agency.code}) in the file if it is the same agency",
        )
        problems.append(Problem("agency", text))
    if which is not None and facts.year != which:
        text = Text(
            th=f"ไฟล์นี้เป็นของปี {facts.year} แต่หน้านี้เป็นของปี {which} ให้เลือกไฟล์ของปี {which} หรือเปิดหน้านำเข้าของปี {facts.year}",
            en=f"the file is for {facts.year}, but this page is for {which}; "
            f"choose the file for {which}, or import it under {facts.year}",
        )
        problems.append(Problem("year", text))
    if problems:
        raise Refused(problems)


def _bare(name: str) -> str:
    return "".join(name.split())


# From upload to version.


def offer(
    scope: Scope, agency: Agency, which: int | None, data: bytes, name: str, *, person: Person, now: datetime.datetime
) -> Upload:
    """Reads an upload and keeps it for its preview. Raises ``Refused`` with every problem; then nothing was kept."""
    plain = PurePath(name.replace("\\", "/")).name or "upload"
    source, round_given = read_in(data, plain)
    _check_whose(round_given, agency, which)
    return keep(scope, agency, scored_round(round_given), source=source, name=plain, person=person, now=now)


def keep(
    scope: Scope, agency: Agency, given: ScoredRound, *, source: str, name: str, person: Person, now: datetime.datetime
) -> Upload:
    """Keeps a round with its scorecard for its preview, to be compared with what counts now."""
    held = current(scope, agency, given.criteria.year)
    return keep_upload(
        agency=agency,
        year=given.criteria.year,
        file=given.file,
        scorecard=given.figures,
        source=source,
        name=name,
        against=held.result if held else None,
        person=person,
        now=now,
    )


def waiting(scope: Scope, agency: Agency, pk: int, *, person: Person, now: datetime.datetime) -> Upload | None:
    """An upload that waits, of this person only; None where it expired, is another's, or was scored by other rules."""
    uploads = Upload.objects.within(scope, "import").select_related("against", "agency")
    kept: Upload | None = uploads.filter(agency=agency, pk=pk, made_by=person, expires_at__gte=now).first()
    return kept if kept is not None and _rules_of(kept) is not None else None


def _rules_of(upload: Upload) -> Criteria | None:
    """The edition that an upload was scored by; None where the program has another revision of it by now."""
    if upload.scorecard is None:
        return None
    criteria = edition(upload.scorecard["criteria"])
    return criteria if criteria.checksum == upload.scorecard["criteria_checksum"] else None


def preview(upload: Upload) -> Preview:
    """What was understood of an upload that waits, and every figure that would change."""
    old, scorecard = upload.against, upload.scorecard
    criteria = edition(scorecard["criteria"])
    changes = figure_changes(criteria, old.scorecard if old else None, scorecard)
    sections = section_changes(old.file if old else None, upload.file)
    scores = shown_scores(scorecard)
    heads = ("total", "level", *criteria.instruments, *map(indicator_figure, criteria.indicators))
    return Preview(
        upload=upload,
        year=upload.year,
        version=old.version + 1 if old else 1,
        criteria=criteria.id,
        figures=tuple((name_in(criteria, figure), scores[figure] or "–") for figure in heads),
        understood=tuple(
            (section.name, len(upload.file[section.key]))
            for section in SECTIONS
            if section.many and upload.file.get(section.key)
        ),
        changes=changes,
        sections=sections,
        unexplained=tuple(
            Unexplained(name_in(criteria, gap["figure"]), gap["published"], gap["computed"])
            for gap in scorecard["differences"]
        ),
        same=old is not None and not changes and not sections,
    )


def take(upload: Upload, *, basis: str, why: str, person: Person, now: datetime.datetime) -> Taken:
    """An upload that waits becomes the newest version. ``Refused`` where basis or reason is missing."""
    why = " ".join(why.split())
    if basis not in BASES:
        raise refusal("เลือกที่มาของผล", "choose where the figures come from", "basis")
    if upload.against_id is not None and not why:
        raise refusal("ระบุเหตุผลที่เปลี่ยนผลเดิม เช่น กรอกผิดหนึ่งข้อ", "say why the figures change", "why")
    if len(why) > 300:
        raise refusal("เหตุผลยาวเกิน 300 ตัวอักษร", "the reason is longer than 300 characters", "why")
    criteria = edition(upload.scorecard["criteria"])
    return take_upload(upload=upload, criteria=criteria, basis=basis, why=why, person=person, now=now)


def discard(upload: Upload) -> None:
    """An upload is not taken."""
    drop_upload(upload=upload)


def versions(scope: Scope, held: Current) -> tuple[Version, ...]:
    """Every version of a year's result, newest first, each with what it changed."""
    results = list(
        Result.objects.within(scope).filter(round=held.round).select_related("made_by", "edition").order_by("version")
    )
    made = []
    for at, result in enumerate(results):
        before = results[at - 1] if at else None
        criteria = stored_criteria(result.edition.checksum)
        changes = figure_changes(criteria, before.scorecard, result.scorecard) if before else ()
        sections = section_changes(before.file, result.file) if before else ()
        made.append(Version(result, BASES[result.basis], changes, sections, result.pk == held.round.current_id))
    return tuple(reversed(made))


def as_form(held: Current) -> bytes | None:
    """The Excel form filled in with what counts now; None where there is nothing yet."""
    return form_of_round(stored_round(held.result, held.criteria)) if held.result is not None else None


def as_yaml(held: Current) -> str | None:
    """The round file of what counts now; None where there is nothing yet."""
    return write_yaml(stored_round(held.result, held.criteria)) if held.result is not None else None


def base_of(agency: Agency, which: int, held: Current | None) -> dict[str, Any]:
    """The round file that counts now as data of one's own, or an empty one of this agency and year."""
    if held is not None and held.result is not None:
        return copy.deepcopy(held.result.file)
    data: dict[str, Any] = {"code": agency.code, "name": agency.name, "kind": agency.kind, "province": agency.province}
    return {
        "format": FORMAT,
        "year": which,
        "agency": {key: value for key, value in data.items() if value},
    }
