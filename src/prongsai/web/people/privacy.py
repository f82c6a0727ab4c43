"""The privacy notice, the record of processing, and what is kept of one person."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prongsai.flow.privacy import notice as notices
from prongsai.flow.privacy import own_data
from prongsai.flow.privacy import processing as records
from prongsai.language.text import Language
from prongsai.screens.people.privacy import OwnDataPage
from prongsai.web.shell.accounts.notices import done
from prongsai.web.shell.reached import within_site
from prongsai.web.shell.scoping import everywhere, person_of, public, scope, signed_in, signed_in_of
from prongsai.web.shell.words import both, in_page_language
from prongsai.web.templatetags.privacy import value_word

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CSV, JSON = "text/csv; charset=utf-8", "application/json"


@never_cache
@require_safe
@public
def notice(request: HttpRequest) -> HttpResponse:
    """The notice, for everybody; whoever is signed in and has not seen it yet says so below it."""
    page = notices.notice(request.user)
    to = within_site(request, request.GET.get("next", "/"))
    return render(request, "people/privacy.html", {"notice": page, "next": to})


def _seen(request: HttpRequest) -> HttpResponse:
    notices.seen(person_of(request), language=_language(), now=timezone.now())
    done(request)
    messages.success(request, both("บันทึกการรับทราบแล้ว", "Kept: you have read the notice."))
    return redirect(within_site(request, request.POST.get("next", "/")))


# Without the demand for a second factor: the notice may stand before the page where it is set up.
seen = require_POST(signed_in_of(_seen))


@require_safe
@everywhere("give-role")
def processing(request: HttpRequest) -> HttpResponse:
    """The record of processing."""
    shown = {"record": records.processing(scope(request)), "proposed": records.PROPOSED}
    return render(request, "people/processing.html", shown)


@require_safe
@everywhere("give-role")
def processing_file(request: HttpRequest, form: str) -> HttpResponse:
    """The record as a table to be saved: ``csv`` or ``docx``."""
    makers: dict[str, tuple[str, Callable[[Language], bytes]]] = {
        "csv": (CSV, records.processing_csv),
        "docx": (WORD, records.processing_docx),
    }
    if form not in makers:
        raise Http404
    media, make = makers[form]
    return as_file(make(_language()), media, f"{both('บันทึกการประมวลผลข้อมูลส่วนบุคคล', 'record-of-processing')}.{form}")


@never_cache
@require_safe
@signed_in
def own(request: HttpRequest) -> HttpResponse:
    """What is kept of whoever asks."""
    page = own_data.own_data(person_of(request))
    return render(request, "people/data.html", {"kept": page, "own": True})


@never_cache
@require_safe
@signed_in
def own_file(request: HttpRequest, form: str) -> HttpResponse:
    """All of it as a file: ``json`` or ``csv``."""
    _known(form)
    return _handed(own_data.own_data(person_of(request), whole=True), form)


@never_cache
@require_safe
@everywhere("give-role")
def of_person(request: HttpRequest, person: int) -> HttpResponse:
    """What is kept of somebody, also of who left."""
    try:
        page = own_data.data_of(scope(request), person=person)
    except KeyError:
        raise Http404 from None
    return render(request, "people/data.html", {"kept": page, "own": False})


@never_cache
@require_http_methods(["POST"])
@everywhere("give-role")
def of_person_file(request: HttpRequest, person: int, form: str) -> HttpResponse:
    """All of it as a file, to be handed to them; the site's history says who was given whose."""
    _known(form)
    try:
        page = own_data.handed_out(scope(request), by=person_of(request), person=person, form=form, now=timezone.now())
    except KeyError:
        raise Http404 from None
    return _handed(page, form)


def _known(form: str) -> None:
    if form not in ("csv", "json"):
        raise Http404


def _handed(page: OwnDataPage, form: str) -> HttpResponse:
    name = both(f"ข้อมูลส่วนบุคคล-{page.person}", f"personal-data-{page.person}")
    data, media = (own_data.as_json(page), JSON) if form == "json" else (_csv(page), CSV)
    return as_file(data, media, f"{name}.{form}")


def _csv(page: OwnDataPage) -> bytes:
    """A line for each value, for Excel: table, which row of it, column, value; in the page's language."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow([both("ข้อมูล", "Data"), both("รายการที่", "No."), both("ช่อง", "Field"), both("ค่า", "Value")])
    for table in page.tables:
        for number, row in enumerate(table.rows, 1):
            for field, value in zip(table.fields, row, strict=True):
                cells = (in_page_language(table.name), number, in_page_language(field.words))
                rows.writerow([*cells, _plain(value_word(value, field.code))])
    return out.getvalue().encode("utf-8-sig")


def _plain(value: str) -> str:
    """What a table program shows as words and never reckons."""
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


def as_file(data: bytes, media: str, name: str) -> HttpResponse:
    """A file to be saved under that name."""
    response = HttpResponse(data, content_type=media)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def _language() -> Language:
    return "en" if (get_language() or "th").startswith("en") else "th"
