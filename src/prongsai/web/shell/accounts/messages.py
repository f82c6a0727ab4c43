"""A person's messages: read, marked as read, ready for LINE; and how they want mail."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from prongsai.flow.messages import listing
from prongsai.language.calendar import english_date, short_date
from prongsai.language.text import Text
from prongsai.web.shell.scoping import person_of, scope, signed_in
from prongsai.web.shell.words import both


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def messages(request: HttpRequest) -> HttpResponse:
    """The list; what is sent says that something was read, or how mail is wanted."""
    person = person_of(request)
    if request.method == "POST":
        if "read" in request.POST:
            listing.read(person, request.POST["read"], now=timezone.now())
        elif listing.choose(person, request.POST.get("mail", "")):
            notices.success(request, both("บันทึกวิธีรับอีเมลแล้ว", "How you get mail was saved."))
        return redirect("messages")
    day = timezone.localdate()
    page = listing.messages(
        scope(request),
        person,
        names="names" in request.GET,
        site=settings.OPTIONS.site if settings.SERVED else "",
        today=Text(th=short_date(day), en=english_date(day)),
    )
    return render(request, "people/messages.html", {"told": page})
