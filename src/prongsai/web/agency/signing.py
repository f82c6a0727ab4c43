"""Before and after the signature: things left as they are, advice taken, number and day of what was issued."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prongsai.files.problems import Refused
from prongsai.flow.documents import decisions, issuing, shelf
from prongsai.flow.people.who import Agency
from prongsai.language.text import Text
from prongsai.web.agency.documents import saved
from prongsai.web.shell.scoping import in_agency, of_open_year, person_of, scope
from prongsai.web.shell.words import in_page_language

_DECIDED = Text(th="บันทึกการตัดสินใจแล้ว ให้จัดทำเอกสารอีกครั้งเพื่อให้มีผล", en="Noted. Make the document again for it to count.")
_TAKEN_BACK = Text(th="ยกเลิกการตัดสินใจแล้ว", en="The decision counts no more.")
_TOOK = Text(
    th="บันทึกข้อเสนอแนะที่รับแล้ว ข้อเสนอแนะเหล่านี้จะอยู่ในเอกสารที่จัดทำต่อไปในนามของหน่วยงาน",
    en="Saved. Documents made from now on hold this advice as the agency's own.",
)
_UNREADABLE = Text(
    th="อ่านเนื้อความที่เก็บไว้ของเอกสารนี้ไม่ได้ เพราะจัดทำด้วยโปรแกรมรุ่นอื่น ให้จัดทำเอกสารนี้อีกครั้งแล้วบันทึกการออกเอกสารจากฉบับใหม่",
    en="What was kept of this document cannot be read: another version of the program made it. Make it again, and "
    "enter the issue of the new one.",
)
_ISSUED = Text(th="บันทึกการออกเอกสารแล้ว", en="Entered; the issued file was made.")


@require_POST
@in_agency("make-document")
@of_open_year
def decide(request: HttpRequest, agency: Agency, year: int, pk: int) -> HttpResponse:
    """A thing that holds a document back stays as it is, for a reason."""
    sent = request.POST
    try:
        there = decisions.leave_as_is(
            scope(request), agency, year, pk,
            at=sent.get("at", ""), why=sent.get("why", ""), person=person_of(request), now=timezone.now(),
        )  # fmt: skip
    except Refused as refused:
        messages.error(request, in_page_language(refused.problems[0].text))
        there = True
    else:
        messages.success(request, in_page_language(_DECIDED))
    if not there:
        raise Http404
    return redirect("document", code=agency.code, year=year, pk=pk)


@require_POST
@in_agency("make-document")
@of_open_year
def undecide(request: HttpRequest, agency: Agency, year: int, decision: int) -> HttpResponse:
    """A decision counts no more."""
    now, today = timezone.now(), timezone.localdate()
    if not decisions.take_back(scope(request), agency, year, decision, person=person_of(request), now=now, today=today):
        raise Http404
    messages.success(request, in_page_language(_TAKEN_BACK))
    return redirect("documents", code=agency.code, year=year)


@require_POST
@in_agency("make-document")
@of_open_year
def advice(request: HttpRequest, agency: Agency, year: int) -> HttpResponse:
    """Which pieces of our advice the agency takes as its own."""
    now, today = timezone.now(), timezone.localdate()
    figures = None if "all" in request.POST else request.POST.getlist("take")
    try:
        there = decisions.take_advice(
            scope(request), agency, year, figures,
            opened=request.POST.get("opened", ""), person=person_of(request), now=now, today=today,
        )  # fmt: skip
    except decisions.AdviceChanged:
        page = shelf.other_choice(scope(request), agency, year, figures, now=now, today=today)
        if page is None:
            raise Http404 from None
        context = {"agency": agency, "documents": page, "year": year, "tab": "documents"}
        return render(request, "agency/documents.html", context, status=409)
    except Refused as refused:
        messages.error(request, in_page_language(refused.problems[0].text))
    else:
        if not there:
            raise Http404
        messages.success(request, in_page_language(_TOOK))
    return redirect(f"{reverse('documents', args=(agency.code, year))}#advice")


@require_http_methods(["GET", "HEAD", "POST"])
@in_agency("make-document")
@of_open_year
def issue(request: HttpRequest, agency: Agency, year: int, pk: int) -> HttpResponse:
    """Number, day and who signed a document that was for signature."""
    who = scope(request)
    page = shelf.document(who, agency, year, pk, now=timezone.now(), today=timezone.localdate())
    if page is None or page.issue is None:
        raise Http404
    form = page.issue
    if form.unreadable:
        messages.error(request, in_page_language(_UNREADABLE))
        return redirect("document", code=agency.code, year=year, pk=pk)
    if request.method == "POST":
        entered = issuing.issue(
            who, agency, year, pk, request.POST.dict(),
            person=person_of(request), now=timezone.now(), today=timezone.localdate(),
        )  # fmt: skip
        if entered is None:
            raise Http404
        if not entered.wrong and entered.other is None:
            messages.success(request, in_page_language(_ISSUED))
            return redirect("document", code=agency.code, year=year, pk=pk)
        form = entered
    context = {"agency": agency, "document": page, "form": form, "year": year, "tab": "documents"}
    return render(request, "agency/issue.html", context, status=422 if form.wrong else 409 if form.other else 200)


@require_safe
@in_agency("work")
def issued_file(request: HttpRequest, agency: Agency, year: int, pk: int) -> HttpResponse:
    """The issued file, always to be saved."""
    return saved(request, agency, year, pk, issuing.issued_bytes(scope(request), agency, year, pk))
