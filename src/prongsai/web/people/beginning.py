"""The first day: the first account on a desk, and an agency that is not there yet."""

from __future__ import annotations

from allauth.account.utils import perform_login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from prongsai.flow.people import beginning
from prongsai.web.people import forms
from prongsai.web.people.people import refused
from prongsai.web.shell.accounts.notices import done
from prongsai.web.shell.scoping import everywhere, person_of, public, scope
from prongsai.web.shell.words import both


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@public
def start(request: HttpRequest) -> HttpResponse:
    """Makes the first account of a desk and signs in; where there is one, the way to sign in."""
    if not beginning.may_begin():
        return redirect("home")
    form = forms.Start(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            person = beginning.first_account(**form.cleaned_data, today=timezone.localdate(), now=timezone.now())
        except beginning.NotPossible as error:
            refused(form, error)
        else:
            signed_in: HttpResponse = perform_login(
                request, person, email_verification="none", redirect_url=reverse("new-agency")
            )
            # Whoever begins on their own desk keeps the data alone: the notice is at the foot of the page, and is shown
            # the next time they sign in.
            done(request)
            return signed_in
    return render(request, "people/start.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@everywhere("add-agency")
def new_agency(request: HttpRequest) -> HttpResponse:
    """Adds an agency and goes to the year to begin with."""
    form = forms.NewAgency(
        beginning.kinds(),
        beginning.provinces(),
        beginning.years_with_rules(),
        request.POST if request.method == "POST" else None,
    )
    if form.is_valid():
        data = dict(form.cleaned_data)
        year = data.pop("year")
        try:
            agency = beginning.add_agency(
                scope(request), **data, person=person_of(request), today=timezone.localdate(), now=timezone.now()
            )
        except beginning.NotPossible as error:
            refused(form, error)
        else:
            messages.success(request, both(f"เพิ่ม {agency.name} แล้ว", f"{agency.name} was added."))
            return redirect("year", code=agency.code, year=year)
    return render(request, "people/new-agency.html", {"form": form}, status=422 if form.errors else 200)
