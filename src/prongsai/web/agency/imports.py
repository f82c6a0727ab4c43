"""Getting results in: a file is read, its differences are shown, and it counts when somebody says so."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from prongsai.flow.intake import blanks
from prongsai.flow.intake import uploads as imports
from prongsai.flow.people.who import Agency
from prongsai.flow.year import drafts
from prongsai.flow.year.beginning import usual_year
from prongsai.language.text import Text
from prongsai.screens.agency.intake.uploads import Decided
from prongsai.web.agency.years import without_result
from prongsai.web.shell.doors.inputs import or_nothing
from prongsai.web.shell.scoping import in_agency, of_open_year, person_of, scope
from prongsai.web.shell.words import in_page_language

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "yaml": "application/octet-stream",
}


@require_safe
@in_agency("import")
def newest(request: HttpRequest, agency: Agency) -> HttpResponse:
    """The import of the year that somebody means who names none: every page of import is of a year."""
    return redirect("intake", code=agency.code, year=usual_year(scope(request), agency))


@require_safe
@in_agency("import")
def blank_form(request: HttpRequest, agency: Agency, year: int, form: str) -> HttpResponse:
    """The blank Excel form or round file of a year, with the agency's name in it."""
    data = blanks.blank_form(agency, year, form)
    if data is None:
        raise Http404
    response = HttpResponse(data, content_type=TYPES[form])
    response.headers["Content-Disposition"] = content_disposition_header(True, f"ITA-{year}-{agency.name}.{form}") or ""
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@in_agency("import")
@of_open_year
def upload(request: HttpRequest, agency: Agency, year: int) -> HttpResponse:
    """The form for a file, and after a file that was refused every problem with its place."""
    who, limit = scope(request), settings.OPTIONS.upload_limit_mb
    if request.method == "POST":
        page = imports.offer(
            who, agency, year, request.FILES.get("file"), limit=limit, person=person_of(request), now=timezone.now()
        )
    else:
        page = imports.blank(who, agency, year, limit=limit)
    if page.booklet:
        return redirect("booklet", code=agency.code, year=page.year)
    if page.upload is not None:
        return redirect("import-preview", code=agency.code, year=page.year, upload=page.upload)
    context = {"agency": agency, "import": page, "year": year, "tab": "intake"}
    return render(request, "agency/import.html", context, status=422 if page.problems else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@in_agency("import")
@of_open_year
def preview(request: HttpRequest, agency: Agency, year: int, upload: int) -> HttpResponse:
    """What was understood and what would change; taken, or left, by a button."""
    who, person, now = scope(request), person_of(request), timezone.now()
    if request.method == "POST":
        sent = request.POST
        page = imports.decide(
            who, agency, year, upload, leave=sent.get("do") == "leave", basis=sent.get("basis", ""),
            why=or_nothing(sent.get("why", "")), remove=sent.get("remove") == "yes",
            rules=sent.get("rules", ""), person=person, now=now,
        )  # fmt: skip
    else:
        page = imports.preview(who, agency, year, upload, person=person, now=now)
    if page is None:
        messages.error(request, in_page_language(Text(
            th="ไฟล์ที่รอยืนยันนี้หมดอายุหรือถูกแทนที่แล้ว ผลเดิมยังไม่เปลี่ยน ให้อัปโหลดใหม่",
            en="this upload has expired or was replaced; nothing changed, so upload it again",
        )))  # fmt: skip
        return redirect("intake", code=agency.code, year=year)
    if isinstance(page, Decided):
        if page.version is not None:
            drafts.handed_in(agency, year, *drafts.ON_THE_WAY, person=person)
        return _decided(request, agency, year, page)
    context = {"agency": agency, "preview": page, "year": year, "tab": "intake"}
    status = 409 if page.overtaken else 422 if page.problems else 200
    return render(request, "agency/import-preview.html", context, status=status)


def _decided(request: HttpRequest, agency: Agency, year: int, decided: Decided) -> HttpResponse:
    if decided.upload is not None:
        return redirect("import-preview", code=agency.code, year=year, upload=decided.upload)
    if decided.version is None:
        messages.success(request, in_page_language(Text(th="ไม่นำเข้า ผลเดิมไม่เปลี่ยน", en="left out; nothing changed")))
        return redirect("intake", code=agency.code, year=year)
    text = Text(th=f"บันทึกเป็นฉบับที่ {decided.version} แล้ว", en=f"saved as version {decided.version}")
    same = Text(th="ไฟล์นี้เหมือนฉบับปัจจุบันทุกประการ จึงไม่มีฉบับใหม่", en="the file is the same as the current version")
    messages.success(request, in_page_language(text if decided.new else same))
    # Where it was saved the year's page says what comes next; the list of versions is a step from there.
    return redirect("year" if decided.new else "versions", code=agency.code, year=year)


@require_safe
@in_agency("see")
def versions(request: HttpRequest, agency: Agency, year: int) -> HttpResponse:
    """Every version of a year's result: who, when, why, and what it changed."""
    page = imports.versions(scope(request), agency, year)
    if page is None:
        return without_result(request, agency, year)
    context = {"agency": agency, "versions": page.versions, "year": page.year, "tab": "intake"}
    return render(request, "agency/versions.html", context)


@require_safe
@in_agency("work")
def download(request: HttpRequest, agency: Agency, year: int, form: str) -> HttpResponse:
    """What counts now as the Excel form or as a round file, to be corrected and handed in again."""
    data = imports.download(scope(request), agency, year, form)
    if data is None:
        raise Http404
    response = HttpResponse(data, content_type=TYPES[form])
    response.headers["Content-Disposition"] = content_disposition_header(True, f"ITA-{year}-{agency.name}.{form}") or ""
    return response
