"""What an agency says of itself."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from prongsai.flow.office import particulars as kept
from prongsai.flow.people.who import Agency
from prongsai.language.text import Text
from prongsai.web.shell.scoping import in_agency, person_of, scope
from prongsai.web.shell.words import in_page_language

_SAVED = Text(th="บันทึกข้อมูลหน่วยงานแล้ว", en="Saved.")
_SAME = Text(th="ข้อมูลเหมือนเดิม ไม่มีสิ่งใดเปลี่ยน", en="It is as it was; nothing changed.")


@require_http_methods(["GET", "HEAD", "POST"])
@in_agency("work")
def particulars(request: HttpRequest, agency: Agency) -> HttpResponse:
    """The agency's particulars, and where its units, pictures and signatories are; POST keeps them."""
    who, today = scope(request), timezone.localdate()
    if request.method == "POST":
        try:
            page = kept.save(
                who, agency, request.POST.dict(), person=person_of(request), now=timezone.now(), today=today
            )
        except PermissionError as error:
            raise PermissionDenied from error
        if page.saved:
            messages.success(request, in_page_language(_SAVED if page.changed else _SAME))
            return redirect("agency", agency.code)
    else:
        page = kept.page(who, agency, today=today)
    status = 409 if page.conflict else 422 if page.wrong else 200
    return render(request, "agency/agency.html", {"agency": agency, "page": page, "tab": "agency"}, status=status)
