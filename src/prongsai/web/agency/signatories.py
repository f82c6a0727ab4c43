"""Who signs for an agency: shown, added, changed and taken away."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from prongsai.flow.documents import signatories as kept
from prongsai.flow.people.who import Agency
from prongsai.language.text import Text
from prongsai.screens.agency.papers.signatories import SignatoryForm
from prongsai.web.shell.scoping import in_agency, person_of, scope
from prongsai.web.shell.words import in_page_language

_KEPT = Text(th="บันทึกผู้ลงนามแล้ว", en="Saved.")
_BESIDE = Text(
    th="บันทึกผู้ลงนามแล้ว ในช่วงเวลาเดียวกันมีผู้ลงนามในตำแหน่งนี้ได้มากกว่าหนึ่งคน ให้เลือกเมื่อจัดทำเอกสาร",
    en="Saved. Others sign for this position in some of the same days: choose when a document is made.",
)
_REMOVED = Text(th="ลบผู้ลงนามแล้ว", en="Taken away.")


@require_http_methods(["GET", "HEAD", "POST"])
@in_agency("work")
def signatories(request: HttpRequest, agency: Agency) -> HttpResponse:
    """Those who sign; POST adds one."""
    form, who, today = None, scope(request), timezone.localdate()
    if request.method == "POST":
        try:
            form = kept.save(
                who, agency, None, request.POST.dict(), person=person_of(request), now=timezone.now(), today=today
            )
        except PermissionError as error:
            raise PermissionDenied from error
        if form.saved:
            return _saved(request, agency, form)
    page = kept.page(who, agency, today=today, form=form)
    context = {"agency": agency, "page": page, "form": page.form}
    return render(request, "agency/signatories.html", context, status=422 if page.form.wrong else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@in_agency("edit-agency")
def signatory(request: HttpRequest, agency: Agency, signatory: int) -> HttpResponse:
    """One who signs; POST changes them or, with ``do=remove``, takes them away."""
    who, today, sent = scope(request), timezone.localdate(), request.POST
    if request.method == "POST" and sent.get("do") == "remove":
        form: SignatoryForm | None = kept.remove(
            who, agency, signatory, sent.get("opened", ""), person=person_of(request), now=timezone.now(), today=today
        )
    elif request.method == "POST":
        form = kept.save(
            who, agency, signatory, sent.dict(), person=person_of(request), now=timezone.now(), today=today
        )
    else:
        form = kept.form_of(who, agency, signatory)
    if form is None:
        raise Http404
    if form.saved:
        return _saved(request, agency, form, _REMOVED if sent.get("do") == "remove" else _KEPT)
    page = kept.page(who, agency, today=today, form=form)
    status = 404 if form.gone else 422 if form.wrong else 409 if form.other else 200
    return render(request, "agency/signatory.html", {"agency": agency, "page": page, "form": form}, status=status)


def _saved(request: HttpRequest, agency: Agency, form: SignatoryForm, said: Text = _KEPT) -> HttpResponse:
    messages.success(request, in_page_language(_BESIDE if form.beside else said))
    return redirect("signatories", code=agency.code)
