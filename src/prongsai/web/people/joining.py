"""Joining with the code of an invitation. The code is typed or pasted and stands in no address."""

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

from prongsai.flow.people import agency as roster
from prongsai.flow.people.who import Person, has_account
from prongsai.web.people import forms
from prongsai.web.people.people import refused
from prongsai.web.shell.scoping import public
from prongsai.web.shell.words import both


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@public
def join(request: HttpRequest) -> HttpResponse:
    """First the code, then who it is; a person who is signed in says yes only."""
    code = forms.Code(request.POST if request.method == "POST" else None)
    if not code.is_valid():
        return render(request, "people/code.html", {"form": code}, status=422 if code.errors else 200)
    typed, now, today = code.cleaned_data["code"], timezone.now(), timezone.localdate()
    try:
        invitation = roster.opened_by(typed, now=now)
    except roster.NotPossible as error:
        refused(code, error)
        return render(request, "people/code.html", {"form": code}, status=422)
    person = request.user if isinstance(request.user, Person) else None
    step = request.POST.get("step") == "join"
    form = forms.Join(not invitation.email, request.POST if step and person is None else None)
    known = person is None and has_account(invitation.email)
    shown = {"form": form, "code": typed, "invitation": invitation, "known": known, "problem": None}
    if not step or known or (person is None and not form.is_valid()):
        return render(request, "people/join.html", shown, status=422 if form.errors else 200)
    data = {"email": "", "name": "", "position": "", "password": "", **(form.cleaned_data if person is None else {})}
    try:
        joined = roster.join(code=typed, person=person, now=now, today=today, **data)
    except roster.NotPossible as error:
        if person is None:
            refused(form, error)
        return render(request, "people/join.html", {**shown, "problem": error.text if person else None}, status=422)
    messages.success(request, both("เข้าร่วมแล้ว ยินดีต้อนรับ", "You have joined. Welcome."))
    if person is not None:
        return redirect("home")
    response: HttpResponse = perform_login(request, joined, email_verification="none", redirect_url=reverse("home"))
    return response
