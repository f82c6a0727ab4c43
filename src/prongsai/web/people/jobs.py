"""What the program does by itself, for administrators."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from prongsai.flow.jobs.standing import jobs_page
from prongsai.web.shell.scoping import everywhere, scope


@require_safe
@everywhere("give-role")
def jobs(request: HttpRequest) -> HttpResponse:
    """Everything that repeats: how it stands, when it was done last, what went wrong last, when it is due."""
    return render(
        request, "people/jobs.html", {"jobs": jobs_page(scope(request), now=timezone.now()), "served": settings.SERVED}
    )
