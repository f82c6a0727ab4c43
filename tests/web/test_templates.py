"""Every template is shown to somebody in these tests, and asks only for names that are set (see ``strict_names``)."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template, engines
from django.template.loader import get_template
from django.test.signals import template_rendered
from django.utils import timezone
from strict_names import OURS, UnknownName
from test_permissions import ALL, address, client_of

from people import Cast, cast, example, furnish
from prongsai.language.calendar import fiscal_year, short_date
from prongsai.records.models import Agency, AgencyRound, Grant, Issuance, Person, RoundPhase
from prongsai.records.scope import SYSTEM
from prongsai.roundfile.write import to_data

pytestmark = pytest.mark.django_db
OURS_BY_NAME = {path.relative_to(OURS).as_posix() for path in Path(OURS).rglob("*.html")}
# What only a library shows, in a state that takes its other side (a provider, a key, a mail): looked at by the tests
# of signing in.
BY_LIBRARIES = {
    name
    for name in OURS_BY_NAME
    if name.startswith(("allauth/", "account/", "mfa/", "socialaccount/", "usersessions/"))
} | {"shell/keys_script.html", "shell/logout_form.html"}


@pytest.fixture
def everybody() -> Cast:
    return cast()


def test_every_template_is_shown(everybody: Cast) -> None:
    shown: set[str] = set()

    def note(template: Template, **more: object) -> None:
        shown.add(str(template.name))

    template_rendered.connect(note)
    try:
        open_every_page(everybody)
        for path in Path(OURS).glob("[45]*.html"):
            get_template(path.name).render({"status": int(path.stem[:3])})
    finally:
        template_rendered.disconnect(note)

    assert sorted(OURS_BY_NAME - shown - BY_LIBRARIES) == []


def open_every_page(everybody: Cast) -> None:
    """Asks for every address, as a coordinator, an administrator and a stranger, and for states beyond addresses."""
    rows = furnish(everybody.a, everybody.anan, "mae-sot")
    new = Agency.objects.create(code="new", name="เทศบาลตำบลใหม่")
    Grant.objects.create(person=everybody.anan, role="coordinator", agency=new, starts="2020-01-01")
    for person in (everybody.anan, everybody.ek, None):
        browser = client_of(person)
        for route, _ in ALL:
            if "logout" not in route:
                browser.get(address(route, everybody, rows))
    school = Agency.objects.create(code="school", name="โรงเรียนใหม่")
    Grant.objects.create(person=everybody.anan, role="coordinator", agency=school, starts="2020-01-01")
    client_of(everybody.anan).get("/a/school/2568/import/paste/")
    _further_states(everybody)


def _further_states(everybody: Cast) -> None:
    """Pages that an address alone does not lead to."""
    with mock.patch("prongsai.flow.people.beginning.may_begin", return_value=True):
        client_of(None).get("/start/")
    mayor = Person.objects.create(email="mayor@example.org", name="ผู้บริหารสูงสุด")
    Grant.objects.create(person=mayor, role="executive", agency=everybody.a, starts="2020-01-01")
    client_of(mayor).get(f"/a/{everybody.a.code}/2568/")
    anan, year, people = client_of(everybody.anan), f"/a/{everybody.a.code}/2568/", f"/a/{everybody.a.code}/people/"
    anan.get("/a/new/")
    edition = AgencyRound.objects.within(SYSTEM).get(agency=everybody.a).edition
    AgencyRound.objects.create(agency=Agency.objects.within(SYSTEM).get(code="new"), year=2568, edition=edition)
    anan.get("/a/new/2568/")
    anan.get(f"{year}texts/results/")
    anan.post(f"{year}oit/o99/", {"do": "say", "said": "ก"})
    anan.post(f"{year}documents/make/", {"kind": "no such kind"})
    anan.post(f"{year}documents/make/", {"kind": "memo", "do": "names"})
    anan.post(f"{year}entry/", {"total": "99"}, headers={"HX-Request": "true"})
    anan.post(f"/a/{everybody.a.code}/units/paste/", {"text": "กองคลัง\n\tงานการเงิน"})
    slip = anan.post(f"{people}invite/", {"role": "mentor", "way": "slip"})
    client_of(None).post("/join/", {"code": slip.context["sent"].code})
    client_of(everybody.ek).get(f"/people/accounts/{everybody.boon.pk}/rename/")
    client_of(everybody.chai).get(f"/a/{everybody.b.code}/2568/items/i1/")
    RoundPhase.objects.within(SYSTEM).filter(round__agency=everybody.a).update(
        starts=timezone.localdate(), ends=timezone.localdate()
    )
    anan.get(year)
    corrected = copy.deepcopy(to_data(example("mae-sot")))
    corrected["published"]["total"] = "91.23"
    corrected.pop("claims", None)
    anan.post("/a/new/years/open/", {"year": str(fiscal_year(timezone.localdate()))})
    anan.get(f"/a/new/{fiscal_year(timezone.localdate())}/")
    typed = f"/a/new/{fiscal_year(timezone.localdate())}/phases/"
    anan.post(typed, {"ends-disclosure": "?", "do": "look"})
    anan.post(typed, {"ends-disclosure": short_date(timezone.localdate()), "source": "ก", "do": "look"})
    ek = client_of(everybody.ek)
    ek.get("/site/holidays/")
    ek.post("/site/holidays/", {"day": short_date(timezone.localdate()), "name": "วันหยุด", "do": "look"})
    anan.post("/a/new/2568/close/", {"do": "close", "why": "ครบแล้ว"})
    anan.get("/a/new/2568/import/")
    preview = anan.post(f"{year}import/", {"file": SimpleUploadedFile("round.json", json.dumps(corrected).encode())})
    anan.get(preview["Location"])
    booklet = f"<!doctype html><html><p>{everybody.a.name}</p><p>IIT ได้ 90.76 คะแนน</p><p>IIT ได้ 92.76 คะแนน</p></html>"
    anan.post(f"{year}import/", {"file": SimpleUploadedFile("เล่ม.html", booklet.encode())})
    anan.get(f"{year}import/booklet/")
    paper = Issuance.objects.within(SYSTEM).filter(document__round__agency=everybody.a).get()
    anan.get(f"/a/{everybody.a.code}/files/disposal/?paper={paper.pk}")


@pytest.mark.parametrize("asks", ["{{ nobody_sets_this }}", "{% if nobody_sets_this %}{% endif %}", "{{ agency.nme }}"])
def test_a_name_that_nothing_sets_fails_the_page(asks: str) -> None:
    template = engines["django"].engine.from_string(asks)
    template.origin.name = f"{OURS}/trial.html"

    with pytest.raises(UnknownName):
        template.render(Context({"agency": Agency(name="ก")}))
