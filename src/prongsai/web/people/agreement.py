"""Processor agreements of a site that keeps several agencies, for administrators."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from prongsai.flow.privacy import agreement as journey
from prongsai.web.people.privacy import WORD, as_file
from prongsai.web.shell.scoping import everywhere, scope


@require_safe
@everywhere("give-role")
def agreements(request: HttpRequest, status: int = 200) -> HttpResponse:
    """The agencies, each with its agreement; where there is one alone, why there is none."""
    shown = journey.page(scope(request), search=request.GET.get("q", ""), page=request.GET.get("page", "1"))
    return render(request, "people/agreements.html", {"agreements": shown}, status=status)


@require_safe
@everywhere("give-role")
def agreement(request: HttpRequest, code: str) -> HttpResponse:
    """The agreement with an agency, as a Word file."""
    try:
        name, data = journey.agreement(scope(request), code)
    except KeyError:
        raise Http404 from None
    except journey.NotPossible:
        return agreements(request, status=409)
    return as_file(data, WORD, f"ข้อตกลงการประมวลผลข้อมูลส่วนบุคคล-{name}.docx")
