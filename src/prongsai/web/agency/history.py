"""An agency's history: who changed what when, and whether any line was touched since."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from prongsai.flow.history.lines import history as history_page
from prongsai.flow.people.who import Agency
from prongsai.web.shell.scoping import in_agency, scope


@require_safe
@in_agency("see-history")
def history(request: HttpRequest, agency: Agency) -> HttpResponse:
    """The lines, newest first, with the state of their chain."""
    page = history_page(scope(request), agency, page=request.GET.get("page", "1"))
    context = {"agency": agency, "history": page, "tab": "history", "year": page.year, "checked": timezone.now()}
    return render(request, "agency/history.html", context)
