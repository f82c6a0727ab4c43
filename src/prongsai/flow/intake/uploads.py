"""Results on their way in: a file is read, compared with what counts now, and taken when somebody says so."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable
from pathlib import PurePath

from prongsai.collect.whose import is_of
from prongsai.criteria.editions import default_edition, editions
from prongsai.criteria.shapes import Criteria
from prongsai.files.problems import Problem, Refused, refusal
from prongsai.flow.by_file.excel import form_of_round
from prongsai.flow.by_file.handed_in import MOST_BYTES, HandedIn, Incoming, handed_in
from prongsai.flow.intake.booklets import ending_of, take_in
from prongsai.flow.intake.keeping import bytes_of, held_of, keep
from prongsai.flow.intake.rules import asked_before_it_counts, with_the_answer
from prongsai.flow.intake.strange import Strange, strange
from prongsai.flow.intake.taking import known_of, scored_round
from prongsai.flow.rules import known
from prongsai.flow.year.current import current
from prongsai.flow.year.stored import newest_edition, stored_criteria, stored_round
from prongsai.language.calendar import fiscal_year
from prongsai.language.text import Text
from prongsai.records.actions.results import Taken
from prongsai.records.actions.uploads import Decided as DecidedMeanwhile
from prongsai.records.actions.uploads import Overtaken, drop_upload, take_upload
from prongsai.records.models import Agency, Person, Result, Upload
from prongsai.records.scope import Scope
from prongsai.roundfile.read_data import read_data
from prongsai.roundfile.write import write_yaml
from prongsai.screens.agency.intake.rules import RulesQuestion
from prongsai.screens.agency.intake.uploads import (
    BASES,
    Decided,
    ImportPage,
    KeptRound,
    KeptVersion,
    Preview,
    VersionsPage,
    import_page,
    preview_of,
    versions_page,
)

TYPED_ON = {"paste": "paste", "entry": "entry"}  # pages by the source of what they make
TEXT_MB = MOST_BYTES // 1_000_000


def _check_whose(facts: HandedIn, agency: Agency, which: int | None) -> None:
    problems = []
    if not is_of(facts.agency, known_of(agency)):
        said = " ".join(
            filter(None, (facts.agency.name, facts.agency.code and f"({facts.agency.code})", facts.agency.province))
        )
        text = Text(
            th=f"ไฟล์นี้เป็นของ “{said[:200]}” แต่หน้านี้เป็นของ “{agency.name}” ให้เลือกไฟล์ของหน่วยงานนี้ "
            f"หรือถ้าเป็นหน่วยงานเดียวกัน ให้แก้ชื่อ จังหวัด หรือรหัส ({agency.code}) ในไฟล์",
            en=f"the file is of “{said[:200]}”, but this page is of “{agency.name}”; choose this agency's file, "
            f"or correct the name, province or code ({agency.code}) in the file if it is the same agency",
        )
        problems.append(Problem("", text))
    if which is not None and facts.year != which:
        text = Text(
            th=f"ไฟล์นี้เป็นของปี {facts.year} แต่หน้านี้เป็นของปี {which} ให้เลือกไฟล์ของปี {which} หรือเปิดหน้านำเข้าของปี {facts.year}",
            en=f"the file is for {facts.year}, but this page is for {which}; "
            f"choose the file for {which}, or import it under {facts.year}",
        )
        problems.append(Problem("", text))
    if problems:
        raise Refused(problems)


# From upload to version.


def blank(scope: Scope, agency: Agency, which: int | None, *, limit: int) -> ImportPage:
    """The page that takes a file of at most ``limit`` MB."""
    return import_page(which, counts=_counts(scope, agency, which), limit=limit, text_limit=TEXT_MB)


def offer(
    scope: Scope,
    agency: Agency,
    which: int | None,
    file: Incoming | None,
    *,
    limit: int,
    person: Person,
    now: datetime.datetime,
) -> ImportPage:
    """Reads an upload and keeps it for its preview; a page with problems where it cannot, then nothing was kept."""
    name = (file.name or "") if file is not None else ""
    other: Strange | None = None
    try:
        data = bytes_of(file, limit)
        plain = PurePath(name.replace("\\", "/")).name or "upload"
        if ending_of(data) is not None:
            year = which or _newest(fiscal_year(now.date()))
            take_in(scope, agency, year, data, plain, person=person, now=now)
            return ImportPage(year=year, booklet=True)
        other = strange(data, plain)
        if other is not None:
            raise Refused([Problem("", other.said)])
        given = handed_in(data, plain, held_of(scope, agency))
        _check_whose(given, agency, which)
        kept = keep(scope, agency, given, source=given.source, name=plain, person=person, now=now)
    except Refused as wrong:
        counts = _counts(scope, agency, which)
        return import_page(
            which, counts=counts, limit=limit, text_limit=TEXT_MB, name=name, problems=wrong.problems,
            ways=which or counts or _newest(fiscal_year(now.date())), text=other.text if other else "",
        )  # fmt: skip
    return ImportPage(year=kept.year, upload=kept.pk)


def _newest(year: int) -> int:
    """The newest year up to this one that has rules."""
    return next((past for past in range(year, year - 10, -1) if default_edition(past) in editions()), year)


def _counts(scope: Scope, agency: Agency, which: int | None) -> int | None:
    """The year that a page without a year, or of this one, offers to correct; None where it has no result."""
    held = current(scope, agency, which)
    return held.round.year if held is not None and held.result is not None else None


def _waiting(
    scope: Scope, agency: Agency, which: int, number: int, *, person: Person, now: datetime.datetime
) -> Upload | None:
    """An upload that waits, of this person only; None where it expired, is another's, or was scored by other rules."""
    uploads = Upload.objects.within(scope, "import").select_related("against", "agency")
    mine = uploads.filter(agency=agency, year=which, pk=number, made_by=person, expires_at__gte=now)
    kept: Upload | None = mine.first()
    return kept if kept is not None and _rules_of(kept) is not None else None


def _rules_of(upload: Upload) -> Criteria | None:
    """The edition that an upload was scored by; None where the program has another revision of it by now."""
    if upload.scorecard is None:
        return None
    criteria = newest_edition(upload.scorecard["criteria"])
    return criteria if criteria.checksum == upload.scorecard["criteria_checksum"] else None


def preview(
    scope: Scope, agency: Agency, which: int, number: int, *, person: Person, now: datetime.datetime
) -> Preview | None:
    """What was understood of an upload that waits, and every figure that would change; None where none waits."""
    kept = _waiting(scope, agency, which, number, person=person, now=now)
    return _shown(scope, agency, _previewed(kept)) if kept is not None else None


def _shown(scope: Scope, agency: Agency, page: Preview) -> Preview:
    """The preview as this person may decide on it."""
    if scope.may("correct", agency):
        return page
    return dataclasses.replace(page, may_correct=False, basis="official" if page.basis == "corrected" else page.basis)


def _previewed(
    upload: Upload,
    *,
    basis: str = "",
    why: str = "",
    remove: bool = False,
    problems: Iterable[Problem] = (),
    overtaken: bool = False,
    rules: str = "",
) -> Preview:
    old = upload.against
    criteria = newest_edition(upload.scorecard["criteria"])
    before = KeptRound(number=old.version, file=old.file, scorecard=old.scorecard) if old else None
    number = before.number + 1 if before else 1
    without = upload.removing
    removing = KeptRound(number=number, file=without["file"], scorecard=without["scorecard"]) if without else None
    shown = preview_of(
        criteria,
        KeptRound(number=number, file=upload.file, scorecard=upload.scorecard),
        before,
        removing=removing,
        remove=remove,
        name=upload.name,
        basis=basis,
        why=why,
        problems=problems,
        overtaken=overtaken,
        asked=_asked(upload, criteria, rules),
    )
    return dataclasses.replace(shown, typed_on=TYPED_ON.get(upload.source, ""))


def _asked(upload: Upload, criteria: Criteria, rules: str = "") -> RulesQuestion | None:
    before = upload.against.scorecard["criteria"] if upload.against is not None else None
    return asked_before_it_counts(upload.agency, criteria, before, rules)


def decide(
    scope: Scope,
    agency: Agency,
    which: int,
    number: int,
    *,
    leave: bool,
    basis: str,
    why: str,
    remove: bool = False,
    rules: str = "",
    person: Person,
    now: datetime.datetime,
) -> Decided | Preview | None:
    """An upload that waits becomes the newest version, or is left; its preview with what stands in the way; None where
    none waits. ``remove``: what counts now and the upload does not hold goes; else it stays. ``rules``: the edition
    that was chosen, where that was asked; by another one it is previewed anew."""
    upload = _waiting(scope, agency, which, number, person=person, now=now)
    if upload is None:
        return None
    said = " ".join(why.split())
    try:
        if leave:
            drop_upload(upload=upload)
            return Decided()
        asked = _asked(upload, newest_edition(upload.scorecard["criteria"]), rules)
        if asked is not None:
            if rules not in dict(asked.choices):
                raise refusal("เลือกว่าจะใช้เกณฑ์ใด", "choose by which rules it is read")
            if rules != upload.scorecard["criteria"]:
                return _by_other_rules(scope, agency, upload, rules, person=person, now=now)
        if basis == "corrected" and not scope.may("correct", agency):
            raise refusal(
                "เฉพาะผู้ประสานงานของหน่วยงานบันทึกเป็นผลที่แก้ไขได้ ให้เลือกที่มาอื่น",
                "only the agency's coordinator makes a correction: choose another basis",
            )
        taken = _take(upload, basis=basis, why=said, remove=remove, answered=asked is not None, person=person, now=now)
    except Refused as wrong:
        page = _previewed(upload, basis=basis, why=why, remove=remove, problems=wrong.problems, rules=rules)
        return _shown(scope, agency, page)
    except DecidedMeanwhile:
        return None
    except Overtaken:
        late = refusal(
            "มีผู้บันทึกฉบับใหม่กว่าระหว่างที่รอยืนยัน ความแตกต่างที่แสดงจึงไม่ใช่ของฉบับปัจจุบัน ให้อัปโหลดใหม่",
            "somebody saved a newer version meanwhile, so these differences are not of the current one; upload again",
        )
        page = _previewed(upload, basis=basis, why=why, remove=remove, problems=late.problems, overtaken=True)
        return _shown(scope, agency, page)
    return Decided(version=taken.result.version, new=taken.new)


def _by_other_rules(
    scope: Scope, agency: Agency, upload: Upload, rules: str, *, person: Person, now: datetime.datetime
) -> Decided:
    """The same file read by the edition that was chosen, kept for a preview of its own. ``Refused``: no fit."""
    try:
        given = scored_round(read_data({**upload.file, "criteria": rules}, edition=newest_edition))
    except Refused as wrong:
        # The places are those of a file that this person may not have seen; the words name the figure.
        raise Refused([Problem("", problem.text) for problem in wrong.problems]) from wrong
    kept = keep(scope, agency, given, source=upload.source, name=upload.name, person=person, now=now)
    return Decided(upload=kept.pk)


def _take(
    upload: Upload, *, basis: str, why: str, remove: bool, answered: bool, person: Person, now: datetime.datetime
) -> Taken:
    """An upload becomes the newest version, its reason with the answer where the rules were asked for.

    ``Refused`` where basis or reason is missing, or a tick that it needs.
    """
    if basis not in BASES:
        raise refusal("เลือกที่มาของผล", "choose where the figures come from")
    if upload.against_id is not None and not why:
        raise refusal("ระบุเหตุผลที่เปลี่ยนผลเดิม เช่น กรอกผิดหนึ่งข้อ", "say why the figures change")
    if len(why) > 300:
        raise refusal("เหตุผลยาวเกิน 300 ตัวอักษร", "the reason is longer than 300 characters")
    if upload.removing is not None and upload.removing["file"] == upload.file and not remove:
        raise refusal(
            "คะแนนที่มีอยู่ขัดกับข้อมูลในไฟล์นี้ จึงเก็บไว้ด้วยกันไม่ได้ เลือก “ลบคะแนนที่มีอยู่” หรือแก้ไฟล์แล้วนำเข้าใหม่",
            "what was saved before contradicts this file and cannot stay beside it; choose to delete it, or correct "
            "the file and import it again",
        )
    criteria = newest_edition(upload.scorecard["criteria"])
    if answered:
        why = with_the_answer(why, criteria)
    return take_upload(
        upload=upload,
        criteria=criteria,
        rules=known.files_of(criteria),
        basis=basis,
        why=why,
        remove=remove,
        person=person,
        now=now,
    )


def versions(scope: Scope, agency: Agency, which: int) -> VersionsPage | None:
    """Every version of a year's result; None where there is no such round."""
    held = current(scope, agency, which)
    if held is None:
        return None
    results = Result.objects.within(scope).filter(round=held.round).select_related("made_by", "edition")
    kept = [
        KeptVersion(
            number=result.version,
            file=result.file,
            scorecard=result.scorecard,
            criteria=stored_criteria(result.edition.checksum),
            basis=result.basis,
            made_at=result.made_at,
            made_by=result.made_by.name if result.made_by else "",
            why=result.why,
        )
        for result in results.order_by("version")
    ]
    return versions_page(which, kept, current=held.result.version if held.result is not None else None)


def download(scope: Scope, agency: Agency, which: int, form: str) -> bytes | None:
    """What counts now, to be corrected: as the Excel form (``xlsx``) or the round file (``yaml``); None for any other
    form, and where nothing counts yet."""
    held = current(scope, agency, which)
    if held is None or held.result is None or form not in ("xlsx", "yaml"):
        return None
    kept = stored_round(held.result, held.criteria)
    return form_of_round(kept, newest_edition(held.criteria.id)) if form == "xlsx" else write_yaml(kept).encode()
