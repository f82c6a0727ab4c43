"""The first page after signing in, and the language switch."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from prongsai.flow.jobs.standing import late_names
from prongsai.flow.people.agencies import agencies_page
from prongsai.web.shell.languages import choose
from prongsai.web.shell.reached import within_site
from prongsai.web.shell.scoping import public, scope, signed_in


@require_safe
@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """The agencies that a person works for; straight to the year where there is one only."""
    agencies = agencies_page(scope(request), search=request.GET.get("q", ""), page=request.GET.get("page", "1"))
    may_add = scope(request).everywhere("add-agency")
    # What the program could not do by itself is for whoever looks after the site.
    late = late_names(now=timezone.now()) if scope(request).everywhere("give-role") else ()
    # An administrator has more to do here than to open the one agency: also others can be added.
    if (
        agencies.total == 1
        and not {"q", "all"} & request.GET.keys()
        and (settings.OPTIONS.mode == "desk" or not may_add)
        and not late
    ):
        return redirect("year-latest", code=agencies.lines[0].code)
    return render(request, "shell/home.html", {"agencies": agencies, "may_add": may_add, "late": late})


@require_POST
@public
def language(request: HttpRequest) -> HttpResponse:
    """Changes the language of the pages, for this browser and, signed in, for the person."""
    wanted = "en" if request.POST.get("language") == "en" else "th"
    to = within_site(request, request.POST.get("next", "/"))
    response = HttpResponseRedirect(to)
    choose(request, response, wanted)
    return response
