"""Results on their way in: a file is read, compared with what counts now, and taken when somebody says so."""

from __future__ import annotations

import copy
import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from prongsai.assess.score import score
from prongsai.assess.scorecard import Difference
from prongsai.assess.scorecard_json import to_json
from prongsai.criteria.editions import edition
from prongsai.criteria.figure_id import figure_at, indicator_figure
from prongsai.criteria.names import figure_name
from prongsai.criteria.shapes import Criteria
from prongsai.files.problems import Problem, Refused
from prongsai.flow.by_file.excel import form_of_round, round_in
from prongsai.flow.year.stored import StoredYear, stored_criteria, stored_round, year
from prongsai.language.text import Text
from prongsai.records.actions.results import Taken
from prongsai.records.actions.uploads import Overtaken, drop_upload, keep_upload, take_upload
from prongsai.records.models import Agency, Person, Result, Upload
from prongsai.records.scope import Scope
from prongsai.roundfile.round import Round, limit_of, read_bytes, write_yaml

BASES: dict[str, Text] = {
    "official": Text(th="ผลที่ประกาศอย่างเป็นทางการ", en="Announced officially"),
    "corrected": Text(th="แก้ไขข้อมูลที่กรอกผิดหรือผลที่ประกาศแก้ไข", en="A correction"),
    "computed": Text(th="คำนวณเอง ยังไม่ได้ประกาศ", en="Computed by ourselves, not announced"),
}
SECTIONS: dict[str, Text] = {
    "agency": Text(th="ข้อมูลหน่วยงาน", en="the agency"),
    "staff": Text(th="จำนวนบุคลากร", en="number of staff"),
    "visitors": Text(th="จำนวนผู้มาติดต่อ", en="number of visitors"),
    "answers": Text(th="คำตอบแบบวัด", en="answers"),
    "disclosure": Text(th="ข้อ OIT", en="disclosure items"),
    "published": Text(th="คะแนนที่ประกาศ", en="announced scores"),
    "assessor": Text(th="ข้อเสนอแนะของผู้ประเมิน", en="the assessor's advice"),
    "history": Text(th="ผลปีก่อน", en="earlier years"),
    "claims": Text(th="ข้อความในเอกสารของหน่วยงาน", en="what the agency's document says"),
    "document": Text(th="รูปแบบและถ้อยคำของเอกสาร", en="form and words of the document"),
    "plan": Text(th="แผนมาตรการ", en="the plan"),
    "memo": Text(th="บันทึกข้อความ", en="the memo"),
}
COUNTED = ("answers", "disclosure", "assessor", "history", "claims")


@dataclass(frozen=True)
class Changed:
    """One figure in two versions, as text; None where a version has none."""

    figure: str
    name: Text
    before: str | None
    after: str | None

    @property
    def kind(self) -> str:
        """``added``, ``gone`` or ``changed``."""
        return "added" if self.before is None else "gone" if self.after is None else "changed"


@dataclass(frozen=True)
class SectionChange:
    """A section of the file that is not as before: ``added``, ``gone`` or ``changed``."""

    name: Text
    kind: str


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
    changes: tuple[Changed, ...]
    sections: tuple[SectionChange, ...]
    unexplained: tuple[tuple[Text, Difference], ...]
    same: bool


@dataclass(frozen=True)
class Version:
    """One version with what it changed since the one before; the first has no changes."""

    result: Result
    basis: Text
    changes: tuple[Changed, ...]
    sections: tuple[SectionChange, ...]
    current: bool


def scores_in(card: Mapping[str, Any]) -> dict[str, str | None]:
    """The shown figures of a stored scorecard by their ids, and the level."""
    shown: dict[str, str | None] = {"level": card["level"]["name"], "total": card["total"]["score"]}
    for group in ("instruments", "indicators", "sub_indicators"):
        shown |= {figure_at((group, key)): value["score"] for key, value in card[group].items()}
    for group in ("part_indicators", "items"):
        for part, values in card.get(group, {}).items():
            shown |= {figure_at((group, part, key)): value["score"] for key, value in values.items()}
    return shown


def changed(criteria: Criteria, before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> tuple[Changed, ...]:
    """The figures of two stored scorecards that differ, in the edition's order."""
    old, new = scores_in(before) if before else {}, scores_in(after)
    return tuple(
        Changed(each, _name(criteria, each), old.get(each), new.get(each))
        for each in dict.fromkeys((*new, *old))
        if old.get(each) != new.get(each)
    )


def _name(criteria: Criteria, figure: str) -> Text:
    try:
        return figure_name(criteria, figure)
    except (KeyError, StopIteration):  # a figure of another revision of the rules
        return Text(th=figure, en=figure)


def section_changes(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> tuple[SectionChange, ...]:
    """The sections of two round files that differ."""
    old = before or {}
    found = []
    for key, name in SECTIONS.items():
        if old.get(key) != after.get(key):
            kind = "added" if key not in old else "gone" if key not in after else "changed"
            found.append(SectionChange(name, kind))
    return tuple(found)


# Reading.


def read_in(data: bytes, name: str) -> tuple[str, Round]:
    """What a file is (``file`` or ``form``) and the one round in it. Raises ``Refused`` with every problem."""
    if data[:4] == b"PK\x03\x04" or data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return "form", round_in(data, name)
    if len(data) > limit_of(name):
        raise refused(
            f"ไฟล์ใหญ่เกินไป ({len(data) / 1e6:,.1f} MB) ไฟล์ข้อมูลหนึ่งปีมีไม่ถึง 1 MB ให้ตรวจว่าเลือกไฟล์ถูกต้อง",
            f"the file is too large ({len(data) / 1e6:,.1f} MB); "
            "one year has less than 1 MB, so check that it is the right file",
        )
    rounds = read_bytes(data, name)
    if len(rounds) != 1:
        raise refused(
            f"ไฟล์นี้มีข้อมูล {len(rounds)} ชุด ให้แยกเป็นไฟล์ละหนึ่งหน่วยงานหนึ่งปี",
            f"the file holds {len(rounds)} rounds; split it into one file for each agency and year",
        )
    return "file", rounds[0]


def refused(th: str, en: str, place: str = "") -> Refused:
    """One problem, said in both languages."""
    return Refused([Problem(place, Text(th=th, en=en))])


def _check_whose(one: Round, agency: Agency, which: int | None) -> None:
    facts = one.facts
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
    source, one = read_in(data, plain)
    _check_whose(one, agency, which)
    return keep(scope, agency, one, source=source, name=plain, person=person, now=now)


def keep(
    scope: Scope, agency: Agency, one: Round, *, source: str, name: str, person: Person, now: datetime.datetime
) -> Upload:
    """Keeps a round for its preview, compared with what counts now."""
    held = year(scope, agency, one.facts.year, now.date())
    against = held.result if held else None
    return keep_upload(agency=agency, one=one, source=source, name=name, against=against, person=person, now=now)


def waiting(scope: Scope, agency: Agency, pk: int, *, person: Person, now: datetime.datetime) -> Upload | None:
    """An upload that waits, of this person only; None where it expired or is another's."""
    uploads = Upload.objects.within(scope, "import").select_related("against", "agency")
    found: Upload | None = uploads.filter(agency=agency, pk=pk, made_by=person, expires_at__gte=now).first()
    return found


def _round_of(upload: Upload) -> Round:
    (one,) = read_bytes(json.dumps(upload.file, ensure_ascii=False).encode(), "upload.json")
    return one


def preview(upload: Upload) -> Preview:
    """What was understood of an upload, and every figure that would change."""
    one = _round_of(upload)
    criteria = edition(one.facts.criteria)
    card = score(criteria, one.facts)
    data, old = to_json(card, criteria), upload.against
    changes = changed(criteria, old.scorecard if old else None, data)
    sections = section_changes(old.file if old else None, upload.file)
    shown = scores_in(data)
    heads = ("total", "level", *criteria.instruments, *map(indicator_figure, criteria.indicators))
    return Preview(
        upload=upload,
        year=one.facts.year,
        version=old.version + 1 if old else 1,
        criteria=criteria.id,
        figures=tuple((figure_name(criteria, each), shown[each] or "–") for each in heads),
        understood=tuple((SECTIONS[key], len(upload.file[key])) for key in COUNTED if upload.file.get(key)),
        changes=changes,
        sections=sections,
        unexplained=tuple((_name(criteria, each.figure), each) for each in card.differences),
        same=old is not None and not changes and not sections,
    )


def accept(upload: Upload, *, basis: str, why: str, person: Person, now: datetime.datetime) -> Taken:
    """An upload becomes the newest version. ``Refused`` where basis or reason is missing; else as the action."""
    why = " ".join(why.split())
    if basis not in BASES:
        raise refused("เลือกที่มาของผล", "choose where the figures come from", "basis")
    if upload.against_id is not None and not why:
        raise refused("ระบุเหตุผลที่เปลี่ยนผลเดิม เช่น กรอกผิดหนึ่งข้อ", "say why the figures change", "why")
    if len(why) > 300:
        raise refused("เหตุผลยาวเกิน 300 ตัวอักษร", "the reason is longer than 300 characters", "why")
    return take_upload(upload=upload, one=_round_of(upload), basis=basis, why=why, person=person, now=now)


def leave(upload: Upload) -> None:
    """An upload is not taken."""
    drop_upload(upload=upload)


def versions(scope: Scope, found: StoredYear) -> tuple[Version, ...]:
    """Every version of a year's result, newest first, each with what it changed."""
    results = list(
        Result.objects.within(scope).filter(round=found.round).select_related("made_by", "edition").order_by("version")
    )
    made = []
    for at, each in enumerate(results):
        before = results[at - 1] if at else None
        criteria = stored_criteria(each.edition.checksum)
        changes = changed(criteria, before.scorecard, each.scorecard) if before else ()
        sections = section_changes(before.file, each.file) if before else ()
        made.append(Version(each, BASES[each.basis], changes, sections, each.pk == found.round.current_id))
    return tuple(reversed(made))


def as_form(found: StoredYear) -> bytes | None:
    """The Excel form filled in with what counts now; None where there is nothing yet."""
    return form_of_round(stored_round(found.result, found.criteria)) if found.result is not None else None


def as_yaml(found: StoredYear) -> str | None:
    """The round file of what counts now; None where there is nothing yet."""
    return write_yaml(stored_round(found.result, found.criteria)) if found.result is not None else None


def base_of(agency: Agency, which: int, found: StoredYear | None) -> dict[str, Any]:
    """The round file that counts now as data of one's own, or an empty one of this agency and year."""
    if found is not None and found.result is not None:
        return copy.deepcopy(found.result.file)
    data: dict[str, Any] = {"code": agency.code, "name": agency.name, "kind": agency.kind, "province": agency.province}
    return {
        "format": "prongsai/round@1",
        "year": which,
        "agency": {key: value for key, value in data.items() if value},
    }


__all__ = ["Overtaken", "accept", "as_form", "as_yaml", "leave", "offer", "preview", "versions", "waiting"]
