"""Getting results in: a file is read, its differences are shown, and it counts when somebody says so."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from prongsai.files.problems import Problem, Refused, refusal
from prongsai.flow.intake import uploads as imports
from prongsai.flow.people.who import Agency
from prongsai.flow.year.current import current
from prongsai.language.text import Text
from prongsai.web.shell.scoping import in_agency, person_of, scope
from prongsai.web.shell.words import in_page_language

SHOWN = 50  # problems on a page; a thousand help nobody


@require_http_methods(["GET", "HEAD", "POST"])
@in_agency("import")
def upload(request: HttpRequest, agency: Agency, year: int | None = None) -> HttpResponse:
    """The form for a file, and after a file that was refused every problem with its place."""
    problems: list[Problem] = []
    name = ""
    if request.method == "POST":
        try:
            kept = _taken_in(request, agency, year)
        except Refused as wrong:
            problems = wrong.problems
            file = request.FILES.get("file")
            name = (file.name or "") if file is not None else ""
        else:
            return redirect("import-preview", code=agency.code, year=kept.year, upload=kept.pk)
    counts = current(scope(request), agency, year)
    context = {
        "agency": agency, "counts": counts, "year": year, "problems": problems[:SHOWN],
        "more": max(0, len(problems) - SHOWN),
        "count": len(problems), "name": name, "limit": settings.OPTIONS.upload_limit_mb, "tab": "intake",
    }  # fmt: skip
    return render(request, "agency/import.html", context, status=422 if problems else 200)


def _taken_in(request: HttpRequest, agency: Agency, year: int | None) -> imports.Upload:
    file = request.FILES.get("file")
    limit = settings.OPTIONS.upload_limit_mb
    if file is None:
        raise refusal("ยังไม่ได้เลือกไฟล์", "no file was chosen")
    if (file.size or 0) > limit * 1_000_000:
        raise refusal(
            f"ไฟล์ใหญ่เกินไป ({(file.size or 0) / 1e6:,.1f} MB) รับได้ไม่เกิน {limit} MB ให้ตรวจว่าเลือกไฟล์ถูกต้อง",
            f"the file is too large ({(file.size or 0) / 1e6:,.1f} MB, "
            f"at most {limit} MB); check that it is the right file",
        )
    return imports.offer(
        scope(request), agency, year, file.read(), file.name or "", person=person_of(request), now=timezone.now()
    )


@require_http_methods(["GET", "HEAD", "POST"])
@in_agency("import")
def preview(request: HttpRequest, agency: Agency, year: int, upload: int) -> HttpResponse:
    """What was understood and what would change; taken, or left, by a button."""
    kept = imports.waiting(scope(request), agency, upload, person=person_of(request), now=timezone.now())
    if kept is None or kept.year != year:
        messages.error(request, in_page_language(Text(
            th="ไฟล์ที่รอยืนยันนี้หมดอายุหรือถูกแทนที่แล้ว ผลเดิมยังไม่เปลี่ยน ให้อัปโหลดใหม่",
            en="this upload has expired or was replaced; nothing changed, so upload it again",
        )))  # fmt: skip
        return redirect("import-new", code=agency.code)
    problems: list[Problem] = []
    status = 200
    if request.method == "POST":
        if request.POST.get("do") == "leave":
            imports.discard(kept)
            messages.success(request, in_page_language(Text(th="ไม่นำเข้า ผลเดิมไม่เปลี่ยน", en="left out; nothing changed")))
            return redirect("import-new", code=agency.code)
        try:
            taken = imports.take(
                kept, basis=request.POST.get("basis", ""), why=request.POST.get("why", ""),
                person=person_of(request), now=timezone.now(),
            )  # fmt: skip
        except Refused as wrong:
            problems, status = wrong.problems, 422
        except imports.Overtaken:
            status = 409
            problems = refusal(
                "มีผู้บันทึกฉบับใหม่กว่าระหว่างที่รอยืนยัน ความแตกต่างที่แสดงจึงไม่ใช่ของฉบับปัจจุบัน ให้อัปโหลดใหม่",
                "somebody saved a newer version meanwhile, "
                "so these differences are not of the current one; upload again",
            ).problems
        else:
            text = Text(th=f"บันทึกเป็นฉบับที่ {taken.result.version} แล้ว", en=f"saved as version {taken.result.version}")
            same = Text(th="ไฟล์นี้เหมือนฉบับปัจจุบันทุกประการ จึงไม่มีฉบับใหม่", en="the file is the same as the current version")
            messages.success(request, in_page_language(text if taken.new else same))
            return redirect("versions", code=agency.code, year=year)
    shown = imports.preview(kept)
    context = {
        "agency": agency, "preview": shown, "year": year, "bases": imports.BASES, "problems": problems, "tab": "intake",
        "basis": request.POST.get("basis") or ("corrected" if kept.against_id else "official"),
        "why": request.POST.get("why", ""),
    }  # fmt: skip
    return render(request, "agency/import-preview.html", context, status=status)


@require_safe
@in_agency("see")
def versions(request: HttpRequest, agency: Agency, year: int) -> HttpResponse:
    """Every version of a year's result: who, when, why, and what it changed."""
    counts = current(scope(request), agency, year)
    if counts is None:
        raise Http404
    shown = imports.versions(scope(request), counts)
    return render(
        request,
        "agency/versions.html",
        {"agency": agency, "versions": shown, "year": year, "tab": "intake"},
    )


@require_safe
@in_agency("work")
def download(request: HttpRequest, agency: Agency, year: int, form: str) -> HttpResponse:
    """What counts now as the Excel form or as a round file, to be corrected and handed in again."""
    counts = current(scope(request), agency, year)
    if counts is None or counts.result is None:
        raise Http404
    if form == "xlsx":
        data: bytes | str | None = imports.as_form(counts)
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    elif form == "yaml":
        data, kind = imports.as_yaml(counts), "application/octet-stream"
    else:
        raise Http404
    response = HttpResponse(data, content_type=kind)
    response.headers["Content-Disposition"] = content_disposition_header(True, f"ITA-{year}-{agency.name}.{form}") or ""
    return response
