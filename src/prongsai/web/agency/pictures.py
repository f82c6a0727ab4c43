"""The garuda and the seal of an agency: shown, replaced and taken away."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from prongsai.flow.documents import pictures as kept
from prongsai.flow.people.who import Agency
from prongsai.language.text import Text
from prongsai.web.shell.scoping import in_agency, person_of, scope
from prongsai.web.shell.words import in_page_language

_KEPT = Text(
    th="บันทึกภาพแล้ว เอกสารที่จัดทำต่อจากนี้จะใช้ภาพนี้", en="Saved; documents that are made from now on have this picture."
)
_REMOVED = Text(th="นำภาพออกแล้ว เอกสารที่จัดทำต่อจากนี้จะเว้นที่ไว้", en="Taken away; documents leave its space from now on.")


@require_http_methods(["GET", "HEAD", "POST"])
@in_agency("work")
def pictures(request: HttpRequest, agency: Agency) -> HttpResponse:
    """Both pictures; POST keeps another one, or takes one away."""
    page = kept.page(scope(request), agency) if request.method != "POST" else None
    if page is None:
        name, who, person, now = request.POST.get("name", ""), scope(request), person_of(request), timezone.now()
        try:
            if request.POST.get("do") == "remove":
                if kept.remove(who, agency, name, person=person, now=now):
                    messages.success(request, in_page_language(_REMOVED))
            else:
                page = kept.replace(who, agency, name, request.FILES.get("picture"), person=person, now=now)
                if page is None:
                    messages.success(request, in_page_language(_KEPT))
        except PermissionError as error:
            raise PermissionDenied from error
        except KeyError as error:
            raise Http404 from error
        if page is None:
            return redirect("pictures", code=agency.code)
    return render(
        request, "agency/pictures.html", {"agency": agency, "page": page}, status=422 if page.problems else 200
    )


@require_safe
@in_agency("work")
def picture(request: HttpRequest, agency: Agency, name: str) -> HttpResponse:
    """A picture itself, as it stands in documents."""
    data = kept.picture_file(scope(request), agency, name)
    if data is None:
        raise Http404
    response = HttpResponse(data, content_type="image/png")
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
