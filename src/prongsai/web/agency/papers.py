"""What official papers of a year say of the agency."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from prongsai.flow.documents import particulars
from prongsai.flow.people.who import Agency
from prongsai.language.text import Text
from prongsai.web.agency.years import without_result
from prongsai.web.shell.scoping import in_agency, person_of, scope
from prongsai.web.shell.words import in_page_language

_SAVED = Text(
    th="บันทึกข้อมูลหนังสือราชการแล้ว เอกสารที่จัดทำต่อจากนี้จะใช้ข้อมูลนี้",
    en="Saved; documents that are made from now on have it.",
)
_SAME = Text(th="ข้อมูลเหมือนเดิม ไม่มีสิ่งใดเปลี่ยน", en="It is as it was; nothing changed.")


@require_http_methods(["GET", "HEAD", "POST"])
@in_agency("work")
def papers(request: HttpRequest, agency: Agency, year: int) -> HttpResponse:
    """The fields; POST keeps them as a new version of the year."""
    who, today = scope(request), timezone.localdate()
    if request.method == "POST":
        try:
            page = particulars.save(
                who, agency, year, request.POST.dict(), person=person_of(request), now=timezone.now(), today=today
            )
        except PermissionError as error:
            raise PermissionDenied from error
        if page is None:
            raise Http404
        if page.saved:
            messages.success(request, in_page_language(_SAVED if page.changed else _SAME))
            return redirect("papers", code=agency.code, year=year)
    else:
        page = particulars.page(who, agency, year, today=today)
        if page is None:
            return without_result(request, agency, year)
    context = {"agency": agency, "page": page, "year": year, "tab": "documents"}
    status = 409 if page.conflict else 422 if page.wrong else 200
    return render(request, "agency/papers.html", context, status=status)
