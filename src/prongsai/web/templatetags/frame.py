"""The frame of an agency's pages: its tabs, as far as they exist and the person may open them; charts and marks."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString, mark_safe

from prongsai.flow.people.who import Agency
from prongsai.flow.year.beginning import usual_year, years_with_rules
from prongsai.flow.year.stored import Notices, notices_of, years_of
from prongsai.language.text import Language, Text
from prongsai.records.roles import Ability
from prongsai.records.scope import Scope
from prongsai.screens.drawings import Drawing
from prongsai.web.shell.tables import as_cards

register = template.Library()


@dataclass(frozen=True)
class Tab:
    """A tab: its name, its words, the ability it needs, whether it is of one year; ``to``: its address's other name."""

    name: str
    text: Text
    ability: Ability = "see"
    of_year: bool = True
    to: str = ""


TABS = (
    Tab("year", Text(th="หน้าหลักของปี", en="Year")),
    Tab("results", Text(th="ผลคะแนน", en="Results")),
    Tab("analysis", Text(th="บทวิเคราะห์", en="Analysis")),
    Tab("oit", Text(th="ข้อมูลเปิดเผย", en="Disclosure"), "work"),
    Tab("documents", Text(th="เอกสาร", en="Documents"), "work"),
    Tab("intake", Text(th="นำเข้าผล", en="Enter results"), "import"),
    Tab("agency", Text(th="หน่วยงาน", en="Agency"), "work", of_year=False),
    Tab("people", Text(th="บุคคลและสิทธิ", en="People"), "work", of_year=False),
    Tab("history", Text(th="ประวัติการแก้ไข", en="History"), "see-history", of_year=False),
)


@dataclass(frozen=True)
class Opens:
    """A tab, or a year of the switcher, that can be opened."""

    text: Text
    address: str
    here: bool


def address(name: str, *arguments: object) -> str | None:
    """The address of that name; None where there is none."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return None


def _address(tab: Tab, agency: Agency, year: int | None) -> str | None:
    name = tab.to or tab.name
    if tab.of_year and not year:
        return address("year-latest", agency.code) if tab.name == "year" else None
    return address(name, agency.code, year) if tab.of_year else address(name, agency.code)


@register.simple_tag
def tabs(scope: Scope, agency: Agency, year: int | None, tab: str, notices: Notices | None = None) -> list[Opens]:
    """The tabs that have an address and that the person may open; those of the newest year where none is shown. A
    closed year takes no results."""
    if not year:
        year = usual_year(scope, agency)
    shown = []
    for choice in TABS:
        to = _address(choice, agency, year)
        shut = choice.name == "intake" and notices is not None and notices.closed is not None
        if to is not None and not shut and scope.may(choice.ability, agency):
            shown.append(Opens(choice.text, to, choice.name == tab))
    return shown


@dataclass(frozen=True)
class YearBar:
    """The years of an agency, and those that have rules and no result, for whoever may enter one."""

    years: tuple[Opens, ...]
    to_begin: tuple[Opens, ...]


@register.simple_tag
def year_bar(scope: Scope, agency: Agency, years: tuple[int, ...], year: int | None, tab: str) -> YearBar | None:
    """The switcher of years, on the same tab where it is of one year; None where there is nothing to choose."""
    there = years or years_of(scope, agency)
    name = tab if any(choice.name == tab and choice.of_year for choice in TABS) else "year"

    def opens(other: int, to: str) -> Opens:
        return Opens(Text(th=str(other), en=str(other)), address(to, agency.code, other) or "", other == year)

    may_enter = scope.may("import", agency)
    begin = tuple(opens(other, "year") for other in years_with_rules() if may_enter and other not in there)
    if len(there) < 2 and not begin:
        return None
    return YearBar(tuple(opens(other, name) for other in there), begin)


@register.simple_tag(takes_context=True)
def chart(context: template.Context, drawing: Drawing, key: str) -> SafeString:
    """A chart as inline SVG; the drawing escapes every word of it."""
    language: Language = "en" if context.get("language") == "en" else "th"
    return mark_safe(drawing.svg(language, key))  # noqa: S308 — a drawing of ours, its words escaped as it is written


@register.simple_tag
def url_able(scope: Scope, ability: Ability, name: str, agency: Agency, *more: object) -> str:
    """The address of that name for the agency; empty where there is none or the person lacks the ability."""
    return (address(name, agency.code, *more) or "") if scope.may(ability, agency) else ""


@register.simple_tag
def may_everywhere(scope: Scope, ability: Ability) -> bool:
    """Whether the person may do that without any bound."""
    return scope.everywhere(ability)


@register.simple_tag
def url_if(name: str, *arguments: object) -> str:
    """The address of that name; empty where the page does not exist."""
    return address(name, *arguments) or ""


@register.filter
def in_language(text: Text, language: str) -> str:
    """A bilingual text where a tag cannot stand: in the arguments of another one."""
    return text.en if language == "en" else text.th


@register.simple_tag(takes_context=True)
def year_notices(context: template.Context, scope: Scope, agency: Agency, year: int | None) -> Notices | None:
    """What stands on every page of the year: that its rules are invented or carried over, that it is closed."""
    # The frame asks, and so may the page in it: the request remembers the answer.
    told: dict[object, Notices | None] = vars(context["request"]).setdefault("year_notices", {})
    if (agency.pk, year) not in told:
        told[agency.pk, year] = notices_of(scope, agency, year)
    return told[agency.pk, year]


class _Tables(template.Node):
    """What stands between ``{% tables %}`` and ``{% endtables %}``, its tables ready for narrow windows."""

    def __init__(self, inside: template.NodeList) -> None:
        self.inside = inside

    def render(self, context: template.Context) -> SafeString:
        # Already escaped as it was written: only our own marks are put into its tags.
        return mark_safe(as_cards(self.inside.render(context)))  # noqa: S308 — the page itself, its words escaped as it was written


@register.tag
def tables(parser: template.base.Parser, token: template.base.Token) -> _Tables:
    """Around whatever may hold a table: the frame has it around every page, a part that is sent alone has its own."""
    inside = parser.parse(("endtables",))
    parser.delete_first_token()
    return _Tables(inside)
