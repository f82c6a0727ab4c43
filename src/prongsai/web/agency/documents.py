"""Documents: chosen, made, checked and downloaded; and the agency's own words in them."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prongsai.flow.documents import naming
from prongsai.flow.documents import own_words as texts
from prongsai.flow.documents import shelf as made
from prongsai.flow.people.who import Agency
from prongsai.flow.year import drafts
from prongsai.language.text import Text
from prongsai.screens.agency.papers.documents import Chosen, DocumentFile, Documents
from prongsai.screens.agency.papers.signatories import NamesPage
from prongsai.web.agency.years import without_result
from prongsai.web.shell.scoping import in_agency, of_open_year, person_of, scope
from prongsai.web.shell.words import in_page_language

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "application/octet-stream",  # never as a page from the app's own address
}
_ALTERED = Text(
    th="ไฟล์เอกสารนี้หายไปหรือไม่ตรงกับที่โปรแกรมจัดทำไว้ อาจถูกลบหรือแก้นอกโปรแกรม ให้จัดทำเอกสารใหม่ และแจ้งผู้ดูแลระบบให้ตรวจไฟล์และประวัติ",
    en="This file is gone, or is not the one that was made: it may have been removed or changed outside the program. "
    "Make the document again, and tell an administrator to look at the files and to verify the history.",
)

_UNSAVED = ("preview", "standard")  # what the editor's buttons do beside saving


@require_safe
@in_agency("work")
def documents(request: HttpRequest, agency: Agency, year: int) -> HttpResponse:
    """What can be made, what was made, and the words that go into it."""
    page = made.documents(
        scope(request),
        agency,
        year,
        page=request.GET.get("page", "1"),
        now=timezone.now(),
        today=timezone.localdate(),
    )
    if page is None:
        return without_result(request, agency, year)
    return _shown(request, agency, page)


@require_POST
@in_agency("make-document")
@of_open_year
def make(request: HttpRequest, agency: Agency, year: int) -> HttpResponse:
    """A document is asked for: at once, or with ``do=names`` after a page that offers names where it is signed."""
    sent = request.POST
    chosen = Chosen(**{name: sent.get(name, "") for name in ("kind", "profile", "digits", "format", "signing")})
    who, today = scope(request), timezone.localdate()
    names: NamesPage | tuple[tuple[str, str], ...] | None = None
    if sent.get("do") == "names":
        names = naming.names_page(who, agency, year, chosen, today=today)
    elif sent.get("do") == "make":
        names = naming.names_sent(who, agency, year, chosen, sent.dict(), today=today)
    if isinstance(names, NamesPage):
        context = {"agency": agency, "page": names, "year": year, "tab": "documents"}
        return render(request, "agency/names.html", context, status=422 if names.wrong else 200)
    page = made.ask(
        who, agency, year, chosen, names=names or (), person=person_of(request), clock=timezone.now, today=today
    )
    if page is not None and page.asked is not None:
        return redirect("document", code=agency.code, year=year, pk=page.asked)
    return _shown(request, agency, page)


def _shown(request: HttpRequest, agency: Agency, page: Documents | None) -> HttpResponse:
    if page is None:
        raise Http404
    context = {"agency": agency, "documents": page, "year": page.year, "tab": "documents"}
    name = "agency/documents-made.html" if request.headers.get("HX-Request") else "agency/documents.html"
    return render(request, name, context, status=422 if page.problems else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@in_agency("work")
def document(request: HttpRequest, agency: Agency, year: int, pk: int) -> HttpResponse:
    """One document: its state, what the checker says of it, and the button to have it; POST makes a stuck one again."""
    if request.method == "POST":
        try:
            there = made.make_again(scope(request), agency, year, pk, clock=timezone.now)
        except PermissionError:
            return HttpResponse(status=403)
        if not there:
            raise Http404
        return redirect("document", code=agency.code, year=year, pk=pk)
    page = made.document(scope(request), agency, year, pk, now=timezone.now(), today=timezone.localdate())
    if page is None:
        raise Http404
    context = {"agency": agency, "document": page, "year": year, "tab": "documents"}
    name = "agency/document-state.html" if request.headers.get("HX-Request") else "agency/document.html"
    return render(request, name, context)


@require_safe
@in_agency("work")
def document_file(request: HttpRequest, agency: Agency, year: int, pk: int) -> HttpResponse:
    """The document itself, always to be saved, never shown as a page of this site."""
    return saved(request, agency, year, pk, made.document_file(scope(request), agency, year, pk))


def saved(request: HttpRequest, agency: Agency, year: int, pk: int, file: DocumentFile | None) -> HttpResponse:
    """A document's file, always to be saved; only the bytes that were made are handed out."""
    if file is None:
        raise Http404
    if not file.intact:
        messages.error(request, in_page_language(_ALTERED))
        return redirect("document", code=agency.code, year=year, pk=pk)
    response = HttpResponse(file.data, content_type=TYPES[file.format])
    response.headers["Content-Disposition"] = content_disposition_header(True, file.name) or "attachment"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@in_agency("edit-text")
@of_open_year
def text(request: HttpRequest, agency: Agency, year: int, part: str) -> HttpResponse:
    """The editor of one part's own words."""
    who, today, sent = scope(request), timezone.localdate(), request.POST
    person, now, typed = person_of(request), timezone.now(), None
    if request.method == "POST" and (sent.get("do") in _UNSAVED or "insert" in sent or "replace" in sent):
        page = texts.changed(who, agency, year, part, sent.dict(), today=today)
    elif request.method == "POST":
        words, opened, as_typed = sent.get("text", ""), sent.get("opened", ""), sent.get("do") == "as-typed"
        page = texts.save(
            who,
            agency,
            year,
            part,
            words,
            opened,
            edition=sent.get("edition", ""),
            as_typed=as_typed,
            person=person,
            now=now,
            today=today,
        )
    else:
        typed = drafts.typed_on(who, agency, year, f"{drafts.OF_TEXT}{part}", person=person, now=now)
        page = texts.editor(who, agency, year, part, typed=dict(typed.fields) if typed else None, today=today)
    if page is None:
        raise Http404
    if page.saved:
        drafts.handed_in(agency, year, f"{drafts.OF_TEXT}{part}", person=person)
        messages.success(request, in_page_language(Text(th="บันทึกข้อความแล้ว", en="saved")))
        return redirect("text", code=agency.code, year=year, part=part)
    context = {"agency": agency, "editor": page, "year": year, "tab": "documents", "typed": typed, "part": part}
    status = 409 if page.conflict else 422 if page.problems or page.held else 200
    return render(request, "agency/text.html", context, status=status)
