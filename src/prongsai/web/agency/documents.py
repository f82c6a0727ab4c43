"""Documents: chosen, made, checked and downloaded; and the agency's own words in them."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prongsai.files.problems import Problem, Refused
from prongsai.flow.documents import own_words as texts
from prongsai.flow.documents import shelf as made
from prongsai.flow.people.who import Agency
from prongsai.flow.year import stored as years
from prongsai.language.text import Text
from prongsai.web.shell.scoping import in_agency, person_of, scope
from prongsai.web.shell.words import in_page_language


def _year(request: HttpRequest, agency: Agency, year: int) -> years.StoredYear:
    stored = years.year(scope(request), agency, year, timezone.localdate())
    if stored is None:
        raise Http404
    return stored


@require_safe
@in_agency("work")
def documents(request: HttpRequest, agency: Agency, year: int) -> HttpResponse:
    """What can be made, what was made, and the words that go into it."""
    return _page(request, agency, _year(request, agency, year), [], 200)


def _page(
    request: HttpRequest, agency: Agency, stored: years.StoredYear, problems: list[Problem], status: int
) -> HttpResponse:
    who = scope(request)
    shown = made.documents(who, stored, timezone.now())
    context = {
        "agency": agency, "year": stored.round.year, "tab": "documents", "shown": shown,
        "blocks": texts.blocks(who, stored), "digits": made.DIGITS, "formats": made.FORMAT_NAMES, "problems": problems,
        "may_make": who.may("make-document", agency), "may_edit": who.may("edit-text", agency),
        "chosen": request.POST,
    }  # fmt: skip
    name = "agency/documents-made.html" if request.headers.get("HX-Request") else "agency/documents.html"
    return render(request, name, context, status=status)


@require_POST
@in_agency("make-document")
def make(request: HttpRequest, agency: Agency, year: int) -> HttpResponse:
    """A document is asked for."""
    stored = _year(request, agency, year)
    chosen = request.POST
    try:
        row = made.ask(
            scope(request), stored, kind=chosen.get("kind", ""), profile=chosen.get("profile", ""),
            digits=chosen.get("digits", ""), format=chosen.get("format", ""), person=person_of(request),
            clock=timezone.now,
        )  # fmt: skip
    except Refused as wrong:
        return _page(request, agency, stored, wrong.problems, 422)
    return redirect("document", code=agency.code, year=year, pk=row.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@in_agency("work")
def document(request: HttpRequest, agency: Agency, year: int, pk: int) -> HttpResponse:
    """One document: its state, what the checker says of it, and the button to have it; POST makes a stuck one again."""
    stored = _year(request, agency, year)
    who = scope(request)
    row = made.made_document(who, stored, pk)
    if row is None:
        raise Http404
    if request.method == "POST":
        if not who.may("make-document", agency):
            return HttpResponse(status=403)
        made.again(row, clock=timezone.now)
        return redirect("document", code=agency.code, year=year, pk=pk)
    shown = next(listed for listed in made.documents(who, stored, timezone.now()).made if listed.row.pk == pk)
    context = {"agency": agency, "year": year, "tab": "documents", "listed": shown, "row": row}
    name = "agency/document-state.html" if request.headers.get("HX-Request") else "agency/document.html"
    return render(request, name, context)


@require_safe
@in_agency("work")
def document_file(request: HttpRequest, agency: Agency, year: int, pk: int) -> HttpResponse:
    """The document itself, always to be saved, never shown as a page of this site."""
    row = made.made_document(scope(request), _year(request, agency, year), pk)
    if row is None or row.state != "ready":
        raise Http404
    response = HttpResponse(bytes(row.data), content_type=made.TYPES[row.format])
    response.headers["Content-Disposition"] = content_disposition_header(True, made.file_name(row)) or "attachment"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@in_agency("edit-text")
def text(request: HttpRequest, agency: Agency, year: int, part: str) -> HttpResponse:
    """The editor of one part's own words."""
    stored = _year(request, agency, year)
    who = scope(request)
    problems: list[Problem] = []
    draft, status, other, opened = None, 200, None, None
    if request.method == "POST":
        draft = request.POST.get("text", "")
        try:
            texts.save(
                who, stored, part, draft, request.POST.get("opened", ""), person=person_of(request), now=timezone.now()
            )
        except KeyError:
            raise Http404 from None
        except Refused as wrong:
            problems, status, opened = wrong.problems, 422, request.POST.get("opened", "")
        except texts.TextChanged as changed:
            status, other = 409, changed.now
        else:
            messages.success(request, in_page_language(Text(th="บันทึกข้อความแล้ว", en="saved")))
            return redirect("text", code=agency.code, year=year, part=part)
    editor = texts.editor(who, stored, part, draft)
    if editor is None:
        raise Http404
    context = {
        "agency": agency, "year": year, "tab": "documents", "editor": editor, "own": editor.block,
        "problems": problems, "conflict": status == 409, "other": other,
        "opened": editor.block.stamp if opened is None else opened,
    }  # fmt: skip
    return render(request, "agency/text.html", context, status=status)
