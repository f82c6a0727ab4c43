"""The log of breaches of personal data, for administrators: what, when noticed, whom it touches, told whom and when."""

from __future__ import annotations

import datetime
import re
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from prongsai.flow.privacy import breaches as journey
from prongsai.screens.people.breaches import BreachPage, BreachSeen
from prongsai.web.people.forms import DayField
from prongsai.web.people.people import refused
from prongsai.web.shell.accounts.forms import REQUIRED
from prongsai.web.shell.scoping import everywhere, person_of, scope
from prongsai.web.shell.words import both

MOST_LETTERS = 4_000
_TIME = re.compile(r"([01]?\d|2[0-3])[.:]([0-5]\d)")
_THAI = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
WORDS: dict[str, tuple[Any, bool]] = {
    "what": (both("เหตุที่เกิด", "What happened"), True),
    "data": (both("ข้อมูลใดที่เกี่ยวข้อง", "Which data"), True),
    "whom": (both("ผู้ที่ได้รับผลกระทบ และจำนวน", "Whom it touches, and how many"), True),
    "measures": (both("สิ่งที่ดำเนินการแล้ว", "What was done"), False),
    "told_how": (both("แจ้งผู้ใด ด้วยวิธีใด หรือเหตุที่ไม่แจ้ง", "Who was told and how, or why nobody was"), False),
}


class Breach(forms.Form):
    """What is known of a breach: words, and three moments of a day and a time each."""

    MOMENTS = (
        ("noticed", both("ทราบเหตุ", "noticed"), True),
        ("office_told", both("แจ้งสำนักงานคณะกรรมการคุ้มครองข้อมูลส่วนบุคคล", "the Office of the Committee told"), False),
        ("people_told", both("แจ้งเจ้าของข้อมูล", "those concerned told"), False),
    )

    def __init__(self, today: datetime.date, data: Any = None, known: BreachSeen | None = None) -> None:
        super().__init__(data)
        for name, label, required in self.MOMENTS:
            at: datetime.datetime | None = getattr(known, f"{name}_at", None)
            local = timezone.localtime(at) if at else None
            self.fields[f"{name}_day"] = DayField(
                today=today,
                required=required,
                label=both(f"วันที่{label}", f"Day: {label}"),
                initial=local and local.date(),
            )
            self.fields[f"{name}_time"] = forms.CharField(
                required=required,
                max_length=5,
                label=both(f"เวลาที่{label}", f"Time: {label}"),
                help_text=both("เช่น 14.05", "as 14.05"),
                initial=f"{local:%H.%M}" if local else "",
                error_messages={"required": REQUIRED},
            )
        for name, (label, required) in WORDS.items():
            self.fields[name] = forms.CharField(
                required=required,
                max_length=MOST_LETTERS,
                label=label,
                widget=forms.Textarea(attrs={"rows": 4}),
                initial=getattr(known, name, ""),
                error_messages={"required": REQUIRED},
            )
        self.fields["closed"] = forms.BooleanField(
            required=False, label=both("ปิดเรื่องแล้ว", "It is closed"), initial=bool(known and known.closed)
        )
        self.fields["opened"] = forms.IntegerField(
            widget=forms.HiddenInput, min_value=0, max_value=30_000, initial=known.version if known else 0
        )
        first = ("noticed_day", "noticed_time", "what", "data", "whom", "measures")
        self.order_fields([*first, "office_told_day", "office_told_time", "people_told_day", "people_told_time"])

    def clean(self) -> dict[str, Any]:
        """Each moment from its day and its time; both or neither."""
        data = dict(super().clean() or {})
        for name, _, _ in self.MOMENTS:
            if f"{name}_day" in self.errors or f"{name}_time" in self.errors:
                continue
            day, typed = data.get(f"{name}_day"), str(data.get(f"{name}_time") or "").translate(_THAI)
            match = _TIME.fullmatch(typed)
            if typed and match is None:
                self.add_error(
                    f"{name}_time", both("เขียนเวลาเป็นชั่วโมงและนาที เช่น 14.05", "Write hour and minute, as 14.05")
                )
            elif bool(typed) != bool(day):
                self.add_error(f"{name}_time" if day else f"{name}_day", both("กรอกทั้งวันและเวลา", "Give day and time."))
            elif match is not None and day is not None:
                at = datetime.datetime.combine(day, datetime.time(int(match[1]), int(match[2])))
                data[f"{name}_at"] = timezone.make_aware(at)
        return data

    def said(self) -> journey.BreachSaid:
        """What was written."""
        data = self.cleaned_data
        return journey.BreachSaid(
            noticed_at=data["noticed_at"],
            office_told_at=data.get("office_told_at"),
            people_told_at=data.get("people_told_at"),
            what=data["what"],
            data=data["data"],
            whom=data["whom"],
            measures=data["measures"],
            told_how=data["told_how"],
            closed=data["closed"],
        )


@require_safe
@everywhere("give-role")
def breaches(request: HttpRequest) -> HttpResponse:
    """Every breach, each with its clock in words."""
    return render(request, "people/breaches.html", {"breaches": journey.breaches(scope(request), now=timezone.now())})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@everywhere("give-role")
def breach(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """One breach with all that was written of it, and the form for what is known now; without a number a new one."""
    page = _page(request, number)
    known = page.now if page else None
    form = Breach(timezone.localdate(), request.POST if request.method == "POST" else None, known)
    if form.is_valid():
        try:
            kept = journey.write(
                scope(request),
                number=number,
                opened=form.cleaned_data["opened"],
                said=form.said(),
                by=person_of(request),
                now=timezone.now(),
            )
        except journey.NotPossible as error:
            refused(form, error)
            if isinstance(error, journey.BreachWrittenMeanwhile) and (page := _page(request, number)):
                # The newest version is before their eyes now: saved again, what they typed is the one behind it.
                form.data = request.POST.dict() | {"opened": str(page.now.version)}
        else:
            messages.success(request, both("บันทึกแล้ว ฉบับก่อนหน้ายังอยู่ครบ", "Kept; what was written before is still there."))
            return redirect("breach", kept)
    return render(request, "people/breach.html", {"breach": page, "form": form}, status=422 if form.errors else 200)


def _page(request: HttpRequest, number: int | None) -> BreachPage | None:
    if number is None:
        return None
    try:
        return journey.breach(scope(request), number, now=timezone.now())
    except KeyError:
        raise Http404 from None
