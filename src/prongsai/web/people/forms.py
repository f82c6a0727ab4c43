"""Forms about people: inviting, joining, giving a role, ending one."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from prongsai.flow.people.agency import Area
from prongsai.flow.people.role_names import ROLE_NAMES
from prongsai.language.calendar import ENGLISH_MONTHS, MONTHS
from prongsai.language.days import BUDDHIST_ERA
from prongsai.language.text import Text
from prongsai.web.people.unit_choice import unit_choice
from prongsai.web.shell.accounts.forms import NOT_SAME, PASSWORD_HINT, REQUIRED, say_not_mail
from prongsai.web.shell.words import both

ROLE_WORDS: dict[str, Any] = {role: both(name.th, name.en) for role, name in ROLE_NAMES.items()}
MANNER_WORDS = {
    "own": both("ตามตำแหน่ง", "by position"),
    "acting": both("รักษาราชการแทน", "acting for another"),
    "delegated": both("ได้รับมอบหมาย", "delegated to them"),
}
AREA_WORDS = {
    "district": both("อำเภอ", "district"),
    "province": both("จังหวัด", "province"),
    "ministry": both("กระทรวงหรือกรม", "ministry"),
    "all": both("ทุกหน่วยงาน", "every agency"),
}

YEARS = 5  # offered for a day
NO_SUCH_DAY = both("ไม่มีวันนี้ในปฏิทิน", "There is no such day.")


class DayWidget(forms.MultiWidget):
    """Day, Thai month and Buddhist year: three lists, nothing to type wrongly."""

    use_fieldset = True

    def __init__(self, first_year: int) -> None:
        days = [("", both("วัน", "day")), *((str(day), str(day)) for day in range(1, 32))]
        months = [("", both("เดือน", "month"))]
        months += [(str(at), both(th, en)) for at, (th, en) in enumerate(zip(MONTHS, ENGLISH_MONTHS, strict=True), 1)]
        years = [("", both("ปี พ.ศ.", "year"))]
        years += [
            (str(year), both(str(year + BUDDHIST_ERA), f"{year} ({year + BUDDHIST_ERA})"))
            for year in range(first_year, first_year + YEARS)
        ]
        lists = ((days, both("วันที่", "Day")), (months, both("เดือน", "Month")), (years, both("ปี พ.ศ.", "Year")))
        super().__init__(
            [forms.Select(attrs={"aria-label": label, "class": "short"}, choices=choices) for choices, label in lists]
        )

    def decompress(self, value: datetime.date | None) -> list[int | None]:
        """The three parts."""
        return [value.day, value.month, value.year] if value else [None, None, None]


class DayField(forms.MultiValueField):
    """A day by three lists."""

    def __init__(
        self, *, today: datetime.date, label: Any, required: bool = True, initial: Any = None, hint: Any = ""
    ) -> None:
        first_year = today.year - 1
        super().__init__(
            fields=(_number(1, 31), _number(1, 12), _number(first_year, first_year + YEARS - 1)),
            widget=DayWidget(first_year),
            label=label,
            required=required,
            initial=initial,
            help_text=hint,
            require_all_fields=False,
            error_messages={"required": REQUIRED},
        )

    def compress(self, values: list[int | None]) -> datetime.date | None:
        """The day; ValidationError for one that no calendar has."""
        if not any(values):
            return None
        day, month, year = values
        try:
            return datetime.date(year or 0, month or 0, day or 0)
        except ValueError:
            raise forms.ValidationError(NO_SUCH_DAY) from None


def _number(least: int, most: int) -> forms.IntegerField:
    """A part of a day, as the list offers it: nothing that no calendar has, and no number of a thousand digits."""
    said = dict.fromkeys(("invalid", "min_value", "max_value"), NO_SUCH_DAY)
    return forms.IntegerField(required=False, min_value=least, max_value=most, error_messages=said)


def _roles(may_give: tuple[str, ...]) -> list[tuple[str, Any]]:
    return [(role, ROLE_WORDS[role]) for role in may_give]


def _email(required: bool, label: Any, hint: Any = "") -> forms.EmailField:
    field = forms.EmailField(required=required, label=label, help_text=hint, error_messages={"required": REQUIRED})
    say_not_mail(field)
    field.widget.attrs["autocomplete"] = "email"
    return field


class Invite(forms.Form):
    """Whom to invite, as what, over what, and how. Without a mail server (``mail``) there is the slip alone."""

    def __init__(
        self,
        may_give: tuple[str, ...],
        *arguments: Any,
        areas: Mapping[str, Sequence[str]] | None = None,
        units: Sequence[tuple[int, str]] = (),
        mail: bool = True,
        **named: Any,
    ) -> None:
        super().__init__(*arguments, **named)
        self.fields["role"] = forms.ChoiceField(label=both("บทบาท", "Role"), choices=_roles(may_give))
        if units:
            self.fields["unit"] = unit_choice(units)
        if areas is not None:
            self.fields["area"] = forms.ChoiceField(
                label=both("ขอบเขต", "Reach"),
                choices=_reaches(areas),
                error_messages={
                    "required": REQUIRED,
                    "invalid_choice": both("เลือกขอบเขตจากรายการ", "Choose from the list."),
                },
            )
        if mail:
            self.fields["way"] = forms.ChoiceField(
                label=both("วิธีเชิญ", "How"),
                widget=forms.RadioSelect,
                initial="mail",
                choices=[
                    ("mail", both("ส่งรหัสทางอีเมล", "Send the code by mail")),
                    ("slip", both("พิมพ์ใบรหัสมอบให้เอง", "Print a slip and hand it over")),
                ],
            )
            self.fields["email"] = _email(
                False, both("อีเมลของผู้รับเชิญ", "Their e-mail"), both("จำเป็นเมื่อส่งทางอีเมล", "Needed when sent by mail")
            )

    def clean(self) -> dict[str, Any]:
        """Mail needs an address."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("way") == "mail" and not data.get("email") and "email" not in self.errors:
            self.add_error("email", both("ใส่อีเมล หรือเลือกพิมพ์ใบรหัส", "Give an address, or choose the slip."))
        if data.get("way", "slip") == "slip":
            data["email"] = ""
        return data

    def area(self) -> Area | None:
        """The area, where the form asks for one."""
        chosen = self.cleaned_data.get("area")
        if not chosen:
            return None
        kind, _, name = str(chosen).partition(":")
        return Area(kind, name)


def _reaches(areas: Mapping[str, Sequence[str]]) -> list[Any]:
    """The areas to choose from, by kind."""
    groups: list[Any] = [("", both("เลือก", "Choose")), ("all", AREA_WORDS["all"])]
    groups += [
        (AREA_WORDS[kind], [(f"{kind}:{name}", name) for name in names]) for kind, names in areas.items() if names
    ]
    return groups


class Code(forms.Form):
    """The code of an invitation."""

    refused = both("ใช้รหัสคำเชิญนี้ไม่ได้", "This code cannot be used.")
    code = forms.CharField(
        max_length=60,
        label=both("รหัสคำเชิญ", "Code of the invitation"),
        help_text=both(
            "12 ตัว เช่น AB12-CD34-EF56 ตัวเล็กใหญ่หรือขีดไม่มีผล",
            "12 letters, as AB12-CD34-EF56; case and dashes do not count.",
        ),
        error_messages={"required": REQUIRED},
    )
    code.widget.attrs.update({"autocomplete": "off", "spellcheck": "false"})


class Join(forms.Form):
    """Who joins."""

    def __init__(self, with_email: bool, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        if with_email:
            self.fields["email"] = _email(
                True,
                both("อีเมลของท่าน", "Your e-mail"),
                both("ใช้เข้าสู่ระบบและตั้งรหัสผ่านใหม่", "For signing in and for a new password."),
            )
        self.fields["name"] = forms.CharField(
            max_length=150, label=both("ชื่อและนามสกุล", "Name"), error_messages={"required": REQUIRED}
        )
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["position"] = forms.CharField(
            max_length=150, required=False, label=both("ตำแหน่ง (ไม่บังคับ)", "Position (optional)")
        )
        self.fields["position"].widget.attrs["autocomplete"] = "organization-title"
        self.fields["password"] = forms.CharField(
            label=both("ตั้งรหัสผ่าน", "Choose a password"),
            help_text=PASSWORD_HINT,
            widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
            strip=False,
            error_messages={"required": REQUIRED},
        )


class Start(forms.Form):
    """Who uses this program first."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["name"] = forms.CharField(
            max_length=150, label=both("ชื่อและนามสกุล", "Name"), error_messages={"required": REQUIRED}
        )
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["email"] = _email(
            True,
            both("อีเมลของท่าน", "Your e-mail"),
            both("ใช้เป็นชื่อสำหรับเข้าสู่ระบบ ไม่มีการส่งอีเมลไปที่ใด", "It is the name you sign in by; no mail is sent."),
        )
        self.fields["password"] = forms.CharField(
            label=both("ตั้งรหัสผ่าน", "Choose a password"),
            help_text=PASSWORD_HINT,
            widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
            strip=False,
            error_messages={"required": REQUIRED},
        )


class NewAgency(forms.Form):
    """An agency, and the year to begin with."""

    def __init__(
        self,
        kinds: Mapping[str, Text],
        provinces: Sequence[str],
        years: Sequence[int],
        *arguments: Any,
        **named: Any,
    ) -> None:
        super().__init__(*arguments, **named)
        choose = [("", both("เลือก", "Choose"))]
        self.fields["name"] = forms.CharField(
            max_length=200,
            label=both("ชื่อหน่วยงาน", "Name of the agency"),
            help_text=both("ชื่อเต็ม เช่น องค์การบริหารส่วนตำบลนาดี", "The full name in Thai."),
            error_messages={"required": REQUIRED},
        )
        self.fields["name"].widget.attrs["autocomplete"] = "organization"
        self.fields["kind"] = forms.ChoiceField(
            label=both("ประเภทหน่วยงาน", "Kind of agency"),
            choices=[*choose, *((code, both(kind.th, kind.en)) for code, kind in kinds.items())],
            error_messages={"required": REQUIRED, "invalid_choice": REQUIRED},
        )
        self.fields["province"] = forms.ChoiceField(
            label=both("จังหวัด", "Province"),
            choices=[*choose, *((name, name) for name in provinces)],
            error_messages={"required": REQUIRED, "invalid_choice": REQUIRED},
        )
        self.fields["district"] = forms.CharField(
            max_length=100, required=False, label=both("อำเภอหรือเขต (ไม่บังคับ)", "District (optional)")
        )
        self.fields["year"] = forms.TypedChoiceField(
            coerce=int,
            label=both("ปีงบประมาณที่จะเริ่ม", "Fiscal year to begin with"),
            help_text=both(
                "ปีของผลการประเมินที่มีอยู่ในมือ ปีอื่นเพิ่มภายหลังได้", "The year of the result at hand; others can follow."
            ),
            choices=[(str(year), str(year)) for year in years],
            error_messages={"required": REQUIRED, "invalid_choice": REQUIRED},
        )

    def clean_name(self) -> str:
        """A name with letters in it."""
        name = " ".join(str(self.cleaned_data["name"]).split())
        if not any(letter.isalpha() for letter in name) or not name.isprintable():
            raise forms.ValidationError(both("ระบุชื่อหน่วยงานเป็นตัวอักษร", "Give the agency's name in letters."))
        return name


class Give(forms.Form):
    """A further role for one of the agency's people."""

    def __init__(
        self,
        people: list[tuple[int, str]],
        units: list[tuple[int, str]],
        may_give: tuple[str, ...],
        today: datetime.date,
        *arguments: Any,
        **named: Any,
    ) -> None:
        super().__init__(*arguments, **named)
        self.fields["person"] = forms.TypedChoiceField(label=both("ให้แก่", "To"), choices=people, coerce=int)
        self.fields["role"] = forms.ChoiceField(label=both("บทบาท", "Role"), choices=_roles(may_give))
        self.fields["manner"] = forms.ChoiceField(
            label=both("ลักษณะ", "How it is held"), choices=list(MANNER_WORDS.items())
        )
        if units:
            self.fields["unit"] = unit_choice(units)
        self.fields["starts"] = DayField(today=today, label=both("ตั้งแต่วันที่", "From"), initial=today)
        self.fields["ends"] = DayField(
            today=today,
            label=both("ถึงวันที่ (รวมวันนั้น)", "Until (inclusive)"),
            required=False,
            hint=both("เว้นว่างเมื่อไม่มีกำหนด ยกเว้นรักษาราชการแทน", "Empty where it is open; needed for who acts."),
        )


def _orphan() -> forms.BooleanField:
    """The tick with which an administrator leaves an agency without a coordinator."""
    return forms.BooleanField(
        required=False,
        label=both("ทำต่อแม้หน่วยงานจะไม่เหลือผู้ประสานงาน ITA", "Go on even where the agency is left without a coordinator"),
        help_text=both(
            "หากไม่เหลือผู้ประสานงาน จะไม่มีผู้ใดในหน่วยงานเชิญผู้ใช้งาน ให้บทบาท หรือนำเข้าผลได้ จนกว่าผู้ดูแลระบบจะให้บทบาทแก่ผู้รับช่วง "
            "ทำเครื่องหมายเฉพาะเมื่อรอผู้รับช่วงไม่ได้ เช่น บัญชีถูกผู้อื่นใช้",
            "Then nobody in the agency can invite, give roles or take results in until an administrator gives the role "
            "to a successor. Tick it only where that cannot wait, as when somebody else uses the account.",
        ),
    )


class LastDay(forms.Form):
    """The last day of a role. ``orphan``: with the tick that leaves the agency without a coordinator."""

    def __init__(self, today: datetime.date, *arguments: Any, orphan: bool = False, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.today = today
        self.fields["last_day"] = DayField(
            today=today,
            label=both("วันสุดท้ายที่มีสิทธิ", "Last day"),
            initial=today,
            hint=both(
                "หลังสิ้นวันนี้จะเปิดดูข้อมูลไม่ได้ เลือกเมื่อวานเพื่อให้สิ้นสุดทันที",
                "From the next day they see nothing. Choose yesterday to end it at once.",
            ),
        )
        if orphan:
            self.fields["orphan"] = _orphan()


class Confirm(forms.Form):
    """A yes, with nothing to fill in."""

    def values(self) -> dict[str, Any]:
        """What the journey is told."""
        return dict(self.cleaned_data)


class Close(Confirm):
    """Closing an account, also where an agency is left without a coordinator."""

    orphan = _orphan()


class Rename(Confirm):
    """Another name."""

    name = forms.CharField(max_length=150, label=both("ชื่อและนามสกุล", "Name"), error_messages={"required": REQUIRED})
    name.widget.attrs["autocomplete"] = "off"


class NewPassword(Confirm):
    """Another password for somebody else, typed twice."""

    password = forms.CharField(
        label=both("รหัสผ่านใหม่", "New password"),
        help_text=PASSWORD_HINT,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
        error_messages={"required": REQUIRED},
    )
    again = forms.CharField(
        label=both("รหัสผ่านใหม่อีกครั้ง", "New password again"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
        error_messages={"required": REQUIRED},
    )

    def clean(self) -> dict[str, Any]:
        """Both are the same."""
        data: dict[str, Any] = super().clean() or {}
        if {"password", "again"} <= data.keys() and data["password"] != data["again"]:
            self.add_error("again", NOT_SAME)
        return data

    def values(self) -> dict[str, Any]:
        """The password, once."""
        return {"password": self.cleaned_data["password"]}
