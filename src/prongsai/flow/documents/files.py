"""Files that people of an agency give to be kept: looked at, kept, listed, handed out and taken away."""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterable, Sequence

from prongsai.files.given.given import TakenIn, given, plain_name
from prongsai.files.problems import Problem, Refused, file_refusal, refusal
from prongsai.flow.by_file.handed_in import Incoming
from prongsai.flow.files.naming import document_words
from prongsai.flow.files.store import bytes_of, keep
from prongsai.language.text import Text
from prongsai.outside.child import Spent, call
from prongsai.outside.options import read_options
from prongsai.records.actions.papers import files as actions
from prongsai.records.actions.year.opening import YearClosed
from prongsai.records.models import Agency, AgencyFile, Issuance, MadeDocument, Person, Result
from prongsai.records.queries.agency_files import files_of, room_taken
from prongsai.records.scope import Scope
from prongsai.screens.agency.papers.files import (
    MOST_AT_ONCE,
    MOST_REASON,
    PER_PAGE,
    Belongs,
    FilesPage,
    FileToSave,
    GivenFile,
    KeptFile,
    LeftFile,
)

# What one file may take: a scan of fifty million pixels is in memory twice while it is written anew.
SECONDS, MEGABYTES = 60.0, 700
# After so long no further file of those sent together is begun: whoever waits at the other end of a proxy is answered.
_TOGETHER = 60.0
_MOST_LEFT, _MOST_PAPERS, _MOST_RESULTS = 20, 40, 10


def page(
    scope: Scope,
    agency: Agency,
    *,
    now: datetime.datetime,
    number: str = "1",
    about: str = "",
    told: Iterable[GivenFile] = (),
    problems: Iterable[Problem] = (),
    removing: tuple[int, str] | None = None,
) -> FilesPage:
    """The files of an agency, newest first, one page of them; with what became of those that were just given, or with
    what stands in the way of taking one away (``removing``: which, and the reason that was typed)."""
    rows = files_of(scope, agency)
    total = rows.count()
    pages = max(1, -(-total // PER_PAGE))
    at = min(max(1, int(number)), pages) if number.isascii() and number.isdigit() and len(number) < 6 else 1
    shown = rows.select_related("added_by", "round", "document__round", "result__round").defer(
        "document__frozen", "result__file", "result__scorecard"
    )[(at - 1) * PER_PAGE : at * PER_PAGE]
    left = AgencyFile.objects.within(scope).filter(agency=agency, removed_at__isnull=False)
    options, may = read_options(), scope.may("keep-file", agency)
    return FilesPage(
        files=tuple(_kept(row, now) for row in shown),
        left=tuple(_left(row) for row in left.select_related("removed_by").order_by("-removed_at", "-pk")[:_MOST_LEFT]),
        belongs=tuple(_belongs(scope, agency)) if may else (),
        about=about,
        taken_mb=room_taken(agency) / 1e6,
        most_mb=options.files_quota_mb,
        each_mb=options.upload_limit_mb,
        may_keep=may,
        may_dispose=scope.may("dispose", agency),
        page=at,
        pages=pages,
        total=total,
        told=tuple(told),
        problems=tuple(problems),
        removing=removing,
    )


def _kept(row: AgencyFile, now: datetime.datetime) -> KeptFile:
    goes = row.added_at + actions.KEPT_UNNAMED if row.document is None and row.result is None else None
    return KeptFile(
        number=row.pk,
        name=row.name,
        kind=row.kind,
        size_mb=row.size / 1e6,
        pages=row.pages,
        belongs=_name_of(row),
        added_at=row.added_at,
        added_by=row.added_by.name if row.added_by else "",
        record=bool(getattr(row, "record", False)),
        days_left=max(0, -(-(goes - now) // datetime.timedelta(days=1))) if goes is not None else None,
        closed=row.round is not None and row.round.closed_at is not None,
    )


def _left(row: AgencyFile) -> LeftFile:
    assert row.removed_at is not None
    by = row.removed_by.name if row.removed_by else ""
    return LeftFile(name=row.name, at=row.removed_at, by=by, why=row.why_removed)


def _name_of(row: AgencyFile) -> Text | None:
    if row.document is not None:
        return _paper(row.document)
    if row.result is not None:
        return _result(row.result)
    return None


def _paper(document: MadeDocument) -> Text:
    words = document_words(document.kind, document.format, document.version)
    year = document.round.year
    return Text(th=f"{words.th} ปี {year}", en=f"{words.en}, of {year}")


def _result(result: Result) -> Text:
    year = result.round.year
    return Text(th=f"ผลการประเมินปี {year} ฉบับที่ {result.version}", en=f"the result of {year}, version {result.version}")


def _belongs(scope: Scope, agency: Agency) -> Iterable[Belongs]:
    """What a file may belong to: papers for signature or issued, and results, of years that are open, newest first."""
    papers = MadeDocument.objects.within(scope).filter(
        round__agency=agency, round__closed_at=None, state="ready", signing="for-signature", file__isnull=False
    )
    issued = set(
        Issuance.objects.within(scope).filter(document__round__agency=agency).values_list("document", flat=True)
    )
    rows = papers.select_related("round").defer("frozen").order_by("-round__year", "-asked_at", "-pk")[:_MOST_PAPERS]
    for document in rows:
        state = Text(th="ออกแล้ว", en="issued") if document.pk in issued else Text(th="เสนอลงนาม", en="for signature")
        name = _paper(document)
        yield Belongs(f"paper-{document.pk}", Text(th=f"{name.th} ({state.th})", en=f"{name.en} ({state.en})"))
    results = Result.objects.within(scope).filter(round__agency=agency, round__closed_at=None).select_related("round")
    for result in results.defer("file", "scorecard").order_by("-round__year", "-version")[:_MOST_RESULTS]:
        yield Belongs(f"result-{result.pk}", _result(result))


def take_in(
    scope: Scope,
    agency: Agency,
    files: Sequence[Incoming],
    about: str,
    *,
    person: Person,
    now: datetime.datetime,
) -> FilesPage:
    """Files are given: each is kept or refused by itself, and the page says which.

    PermissionError where the scope may not; ``YearClosed`` where what it is about is of a closed year."""
    if not scope.may("keep-file", agency):
        raise PermissionError("keep-file")
    where = _chosen(scope, agency, about)
    if where is None:
        wrong = refusal("ให้เลือกเรื่องที่ไฟล์นี้เกี่ยวข้องจากรายการ", "choose what the file is about from the list")
        return page(scope, agency, now=now, problems=wrong.problems)
    if not files or len(files) > MOST_AT_ONCE:
        wrong = refusal(f"ให้เลือกไฟล์ครั้งละ 1 ถึง {MOST_AT_ONCE} ไฟล์", f"choose from one to {MOST_AT_ONCE} files at a time")
        return page(scope, agency, now=now, about=about, problems=wrong.problems)
    end = time.monotonic() + _TOGETHER
    told: list[GivenFile] = []
    for file in files:
        begun = not told or time.monotonic() < end
        told.append(_take(agency, file, where, person, now) if begun else _not_begun(file))
    return page(scope, agency, now=now, about=about, told=told)


def _not_begun(file: Incoming) -> GivenFile:
    called = (file.name or "")[:300]
    wrong = file_refusal(
        called,
        "ยังไม่ได้อ่านไฟล์นี้ เพราะไฟล์ก่อนหน้าใช้เวลานาน ให้ส่งไฟล์นี้อีกครั้ง โดยส่งครั้งละน้อยไฟล์ลง",
        "this file was not looked at, for those before it took long: send it again, with fewer at a time",
    )
    return GivenFile(name=called, problems=tuple(wrong.problems))


def _take(
    agency: Agency, file: Incoming, where: dict[str, MadeDocument | Result], person: Person, now: datetime.datetime
) -> GivenFile:
    called = (file.name or "")[:300]
    try:
        found = look_at(file)
        name = plain_name(called, found.kind)
        stored = keep(found.data, now=now)
        document, result = where.get("document"), where.get("result")
        of = document or result
        row = actions.add_file(
            agency=agency,
            name=name,
            kind=found.kind,
            pages=found.pages,
            file=stored,
            round=of.round if of is not None else None,
            document=document if isinstance(document, MadeDocument) else None,
            result=result if isinstance(result, Result) else None,
            most=read_options().files_quota_mb * 1_000_000,
            person=person,
            now=now,
        )
    except YearClosed:
        raise
    except Refused as refused:
        return GivenFile(name=called, problems=tuple(refused.problems))
    except actions.NoRoom as full:
        wrong = file_refusal(
            called,
            f"ไฟล์ของหน่วยงานใช้เนื้อที่แล้ว {full.taken / 1e6:,.1f} จาก {full.most / 1e6:,.0f} MB "
            f"จึงเก็บไฟล์นี้ ({stored.size / 1e6:,.1f} MB) เพิ่มไม่ได้ "
            "ให้นำไฟล์ทำงานที่ไม่ใช้แล้วออก หรือขอให้ผู้ดูแลระบบเพิ่มเนื้อที่",
            f"the agency's files take {full.taken / 1e6:,.1f} of {full.most / 1e6:,.0f} MB, so there is no room for "
            f"this one ({stored.size / 1e6:,.1f} MB): take working files away that are not needed, or ask an "
            "administrator for more room",
        )
        return GivenFile(name=called, problems=tuple(wrong.problems))
    except actions.RecordsChanged:
        wrong = file_refusal(
            called,
            "เอกสารที่ไฟล์นี้เกี่ยวข้องถูกทำลายตามบัญชีไปแล้ว จึงไม่เก็บ ให้เลือกเรื่องอื่น",
            "the paper that this file is about left by a list of disposal meanwhile: choose something else",
        )
        return GivenFile(name=called, problems=tuple(wrong.problems))
    same = row.added_at != now
    return GivenFile(name=row.name, number=row.pk, cleaned=found.rewritten, there_before=same)


def look_at(file: Incoming) -> TakenIn:
    """What is kept of a file that was handed in, told by its content in a process with limits. ``Refused``."""
    name, size, most = (file.name or "")[:300], file.size or 0, read_options().upload_limit_mb
    if size > most * 1_000_000:
        raise file_refusal(
            name,
            f"ไฟล์ใหญ่เกินไป ({size / 1e6:,.1f} MB) รับได้ไม่เกิน {most:,} MB ให้สแกนด้วยความละเอียดต่ำลง หรือแยกเป็นหลายไฟล์",
            f"the file is too large ({size / 1e6:,.1f} MB); at most {most:,} MB are taken: scan it less finely, "
            "or split it",
        )
    try:
        return call(given, SECONDS, MEGABYTES, file.read(), name)
    except Spent as spent:
        raise file_refusal(
            name,
            "อ่านไฟล์นี้ไม่จบในเวลาหรือหน่วยความจำที่กำหนด ให้ลองอีกครั้ง หรือบันทึกไฟล์ใหม่ให้เล็กลง",
            "the file could not be read within its time and memory: try again, or save it anew and smaller",
        ) from spent


def _chosen(scope: Scope, agency: Agency, about: str) -> dict[str, MadeDocument | Result] | None:
    """What a file is about as it was chosen: nothing, a paper or a result; None for what is not on the list."""
    if not about:
        return {}
    sort, _, number = about.partition("-")
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        return None
    if sort == "paper":
        papers = MadeDocument.objects.within(scope).filter(
            round__agency=agency, pk=int(number), state="ready", signing="for-signature", file__isnull=False
        )
        document = papers.select_related("round__agency").defer("frozen").first()
        return {"document": document} if document is not None else None
    if sort == "result":
        results = Result.objects.within(scope).filter(round__agency=agency, pk=int(number))
        result = results.select_related("round__agency").defer("file", "scorecard").first()
        return {"result": result} if result is not None else None
    return None


def take_away(
    scope: Scope, agency: Agency, number: int, why: str, *, person: Person, now: datetime.datetime
) -> FilesPage | None:
    """A file is taken away with a reason: None where it left, else the page with what stands in the way.

    KeyError where there is none; PermissionError where the scope may not; ``YearClosed``."""
    if not scope.may("keep-file", agency):
        raise PermissionError("keep-file")
    why = " ".join(why.split())
    wrong: Refused | None = None
    if not why or len(why) > MOST_REASON:
        wrong = refusal(
            f"ให้ระบุเหตุผลที่นำไฟล์ออก ไม่เกิน {MOST_REASON} ตัวอักษร",
            f"say why the file is taken away, in at most {MOST_REASON} letters",
        )
    else:
        try:
            if not actions.remove_file(agency=agency, pk=number, why=why, person=person, now=now):
                raise KeyError(number)
        except actions.IsRecord:
            wrong = refusal(
                "ไฟล์นี้เป็นเอกสารราชการที่ลงนามแล้ว จึงนำออกไม่ได้ ให้ทำลายตามบัญชีทำลายเอกสารเมื่อครบอายุการเก็บ",
                "this file belongs to a paper that was issued: it leaves by a list of disposal alone, when its time is "
                "over",
            )
    if wrong is None:
        return None
    return page(scope, agency, now=now, problems=wrong.problems, removing=(number, why))


def file_to_save(scope: Scope, agency: Agency, number: int) -> FileToSave | None:
    """A file with its bytes; None where there is none in scope. ``data`` is None where it is gone or was altered."""
    row = files_of(scope, agency).filter(pk=number).first()
    return FileToSave(name=row.name, kind=row.kind, data=bytes_of(row.file_id)) if row is not None else None
