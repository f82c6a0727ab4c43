"""The files of an agency: listed, given, saved and taken away; and the lists by which official records leave."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prongsai.flow.documents import disposal as disposals
from prongsai.flow.documents import files as kept
from prongsai.flow.people.who import Agency
from prongsai.language.text import Text
from prongsai.screens.agency.papers.files import FilesPage
from prongsai.web.shell.doors.inputs import or_nothing
from prongsai.web.shell.scoping import in_agency, person_of, scope
from prongsai.web.shell.words import in_page_language

_GONE = Text(
    th="ไฟล์นี้หายไปหรือไม่ตรงกับที่เก็บไว้ อาจถูกลบหรือแก้นอกโปรแกรม ให้แจ้งผู้ดูแลระบบ ซึ่งอาจนำมาคืนได้จากชุดสำรอง",
    en="This file is gone, or is not the one that was kept: it may have been removed or changed outside the program. "
    "Tell an administrator, who may bring it back from a backup.",
)
_LEFT = Text(th="นำไฟล์ออกแล้ว", en="The file was taken away.")
_DISPOSED = Text(th="บันทึกบัญชีทำลายเอกสารแล้ว", en="The list of disposal is kept.")


@require_http_methods(["GET", "HEAD", "POST"])
@in_agency("work")
def files(request: HttpRequest, agency: Agency) -> HttpResponse:
    """The files that are there; POST gives some more."""
    who, now = scope(request), timezone.now()
    if request.method == "POST":
        given = request.FILES.getlist("file")
        try:
            page = kept.take_in(who, agency, given, request.POST.get("about", ""), person=person_of(request), now=now)
        except PermissionError as error:
            raise PermissionDenied from error
    else:
        page = kept.page(who, agency, now=now, number=request.GET.get("page", "1"))
    return _shown(request, agency, page)


def _shown(request: HttpRequest, agency: Agency, page: FilesPage) -> HttpResponse:
    context = {"agency": agency, "page": page}
    return render(request, "agency/files.html", context, status=422 if page.refused else 200)


@require_safe
@in_agency("work")
def one_file(request: HttpRequest, agency: Agency, file: int) -> HttpResponse:
    """A file itself, always to be saved, never shown as a page of this site."""
    found = kept.file_to_save(scope(request), agency, file)
    if found is None:
        raise Http404
    if found.data is None:
        messages.error(request, in_page_language(_GONE))
        return redirect("files", code=agency.code)
    response = HttpResponse(found.data, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = content_disposition_header(True, found.name) or "attachment"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_POST
@in_agency("keep-file")
def remove(request: HttpRequest, agency: Agency, file: int) -> HttpResponse:
    """A file is taken away with a reason."""
    who, person, now = scope(request), person_of(request), timezone.now()
    try:
        page = kept.take_away(who, agency, file, or_nothing(request.POST.get("why", "")), person=person, now=now)
    except KeyError as error:
        raise Http404 from error
    if page is not None:
        return _shown(request, agency, page)
    messages.success(request, in_page_language(_LEFT))
    return redirect("files", code=agency.code)


@require_http_methods(["GET", "HEAD", "POST"])
@in_agency("dispose")
def disposal(request: HttpRequest, agency: Agency) -> HttpResponse:
    """What may be disposed of, chosen into a list that prints; POST with an order's number and day carries it out."""
    who, now, today = scope(request), timezone.now(), timezone.localdate()
    if request.method == "POST":
        sent = request.POST
        page = disposals.carry_out(
            who, agency, sent.getlist("paper"), sent.dict(), person=person_of(request), now=now, today=today
        )
        if page.done is not None:
            messages.success(request, in_page_language(_DISPOSED))
            return redirect("disposal-list", code=agency.code, disposal=page.done)
    else:
        page = disposals.page(who, agency, request.GET.getlist("paper"), today=today)
    context = {"agency": agency, "page": page}
    return render(request, "agency/disposal.html", context, status=422 if page.problems else 200)


@require_safe
@in_agency("work")
def disposal_list(request: HttpRequest, agency: Agency, disposal: int) -> HttpResponse:
    """A list that was carried out, to be printed."""
    page = disposals.carried_out(scope(request), agency, disposal)
    if page is None:
        raise Http404
    return render(request, "agency/disposal-list.html", {"agency": agency, "list": page})
