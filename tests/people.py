"""The one cast of all tests. Everybody knows them: Anan coordinates A, Boon owns a section of A, Chai must see nothing.

``cast`` is the two agencies with a year each and the people; ``furnish`` adds a row of every other table to both, so
that a leak has something to leak.
"""

from __future__ import annotations

import dataclasses
import datetime
import functools
import io
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction
from PIL import Image

from kept_files import kept
from kept_rows import begun
from prongsai.flow.by_file.examples import examples
from prongsai.flow.intake import uploads
from prongsai.flow.intake.taking import agency_of, scored_round, take_round
from prongsai.flow.privacy import notice
from prongsai.language.text import Text
from prongsai.publish.frozen import freeze
from prongsai.publish.report import Report
from prongsai.records.actions import documents, drafts, mail, people
from prongsai.records.actions.disclosure import items, links
from prongsai.records.actions.history import keep_checkpoint, record
from prongsai.records.actions.machine import messages
from prongsai.records.actions.office import particulars, units
from prongsai.records.actions.office.units import Planned
from prongsai.records.actions.papers import decisions, files, pictures, signatories
from prongsai.records.models import Agency, AgencyRound, Disposal, Grant, Invitation, MadeDocument, Person, Upload
from prongsai.records.queries.history import walked
from prongsai.records.scope import SYSTEM
from prongsai.records.witness import witness
from prongsai.roundfile.round import Round

NOW = datetime.datetime(2026, 3, 2, 9, 0, tzinfo=datetime.UTC)
TODAY = datetime.date(2026, 3, 2)
LONG_AGO = datetime.date(2020, 1, 1)
FAR = datetime.datetime(2100, 1, 1, tzinfo=datetime.UTC)
PASSWORD = "a-good-long-password"


@dataclass(frozen=True)
class Cast:
    """Two agencies in two provinces, and who works with them."""

    a: Agency
    b: Agency
    anan: Person  # coordinator of A
    boon: Person  # section owner of A
    chai: Person  # coordinator of B, the outsider
    dao: Person  # supervisor of A's province
    ek: Person  # administrator of everything
    fon: Person  # executive of A
    gaew: Person  # has an account and no role at all
    hong: Person  # assessor of B


@functools.cache
def example(name: str) -> Round:
    """The round file of an example, read once a run; without its place: the cast has its own."""
    one = next(one for key, one in examples().items() if key.startswith(name))
    nowhere = dataclasses.replace(one.facts.agency, district=None, province=None)
    return dataclasses.replace(one, facts=dataclasses.replace(one.facts, agency=nowhere))


def person(name: str) -> Person:
    """Somebody with an account, who has seen the privacy notice."""
    who = Person.objects.create(email=f"{name.lower()}@example.org", name=name, password=make_password(PASSWORD))
    notice.seen(who, language="th", now=NOW)
    return who


def grant(who: Person, role: str, agency: Agency | None = None, **more: object) -> Grant:
    """A role from long ago, without end, unless said otherwise."""
    fields: dict[str, object] = {"starts": LONG_AGO, **more}
    if agency is None:
        fields.setdefault("area_kind", "all")
    with transaction.atomic():
        made: Grant = Grant.objects.create(person=who, role=role, agency=agency, **fields)
        record(agency=agency, person=None, action="give-role", about=role, witnessed=[witness(made)], now=NOW)
    return made


def moved_to(agency: Agency, province: str) -> Agency:
    """The agency in another province."""
    with transaction.atomic():
        agency.province, agency.district = province, "กลาง"
        agency.save()
        record(agency=agency, person=None, action="edit-agency", witnessed=[witness(agency)], now=NOW)
    return agency


def with_year(name: str) -> Agency:
    """The agency of an example, with its official result."""
    agency = agency_of(example(name), person=None, now=NOW)
    take_round(agency=agency, one=example(name), person=None, basis="official", why="test", now=NOW)
    return agency


def cast() -> Cast:
    """Everybody, with a result in A (Mae Sot) and in B (Rangsit)."""
    return begun("cast", _cast)


def _cast() -> Cast:
    a, b = with_year("mae-sot"), with_year("rangsit")
    a, b = moved_to(a, "ก"), moved_to(b, "ข")
    everybody = [person(each) for each in ("Anan", "Boon", "Chai", "Dao", "Ek", "Fon", "Gaew", "Hong")]
    anan, boon, chai, dao, ek, fon, gaew, hong = everybody
    grant(anan, "coordinator", a)
    grant(boon, "section-owner", a)
    grant(chai, "coordinator", b)
    grant(dao, "supervisor", area_kind="province", area="ก")
    grant(ek, "administrator")
    grant(fon, "executive", a)
    grant(hong, "assessor", b)
    return Cast(a, b, anan, boon, chai, dao, ek, fon, gaew, hong)


@dataclass(frozen=True)
class Furniture:
    """The numbers of one agency's rows, by the names that addresses have for them."""

    grant: int
    person: int
    number: int  # an invitation
    upload: int
    pk: int  # a document
    part: str  # a text block
    decision: int
    signatory: int
    unit: int
    file: int
    disposal: int
    asked: str  # an item of the board

    @property
    def words(self) -> tuple[str, ...]:
        """What stands in those rows and nowhere else."""
        return (f"ถ้อยคำของ {self.upload}", f"ผลลับ-{self.upload}")


def furnish(agency: Agency, coordinator: Person, name: str) -> Furniture:
    """A row of every table, from unit to draft and checkpoint; the rest came with ``cast``."""
    year: AgencyRound = AgencyRound.objects.within(SYSTEM).get(agency=agency)
    opened = particulars.stamp(particulars.said_of(agency)[0])
    said = dataclasses.replace(particulars.said_of(agency)[0], domains=("example.org",))
    particulars.keep_particulars(agency=agency, opened=opened, said=said, person=coordinator, now=NOW)
    (unit,) = units.add_units(agency=agency, parent=None, planned=[Planned("สำนักปลัด")], person=coordinator, now=NOW)
    people.invite(by=coordinator, role="section-owner", agency=agency, area=None, email="", now=NOW)
    uploads.keep(SYSTEM, agency, scored_round(example(name)), source="file", name="?", person=coordinator, now=NOW)
    upload: Upload = Upload.objects.within(SYSTEM).get(agency=agency)
    Upload.objects.within(SYSTEM).filter(pk=upload.pk).update(name=f"ผลลับ-{upload.pk}", expires_at=FAR)
    with transaction.atomic():
        invitation: Invitation = Invitation.objects.within(SYSTEM).get(agency=agency)
        invitation.expires_at = FAR
        invitation.save()
        record(agency=agency, person=None, action="invite", witnessed=[witness(invitation)], now=NOW)
        mail.ask_mail(purpose="invitation", invitation=invitation, now=NOW)
    drafts.keep_draft(
        agency=agency, year=year.year, page="paste", person=coordinator, fields={"text": f"ผลลับ-{upload.pk}"}, now=NOW
    )
    made = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(made, "PNG")
    pictures.keep_picture(
        agency=agency, name="seal", file=kept(made.getvalue()), width=8, height=8, person=coordinator, now=NOW
    )
    signed = signatories.keep_signatory(
        agency=agency,
        pk=None,
        opened="",
        signing=signatories.Signing(
            position="นายกเทศมนตรี", name=f"ผลลับ-{upload.pk}", manner="own", own_position="", starts=LONG_AGO
        ),
        person=coordinator,
        now=NOW,
    )
    documents.write_text(
        round=year, part="overview", text=f"ถ้อยคำของ {upload.pk}", seen={}, opened="", person=coordinator, now=NOW
    )
    asked = documents.ask_document(
        round=year, kind="brief", profile="standard", digits="arabic", format="html", person=coordinator, now=NOW
    )
    leased = documents.lease_document(pk=asked.pk, now=NOW)
    assert leased is not None
    data = f"ผลลับ-{upload.pk}".encode()
    report = Report(kind="brief", title="ก", agency=agency.name, year=year.year, blocks=())
    documents.finish_document(
        pk=asked.pk,
        lease=leased.lease_until,
        file=kept(data),
        findings=None,
        signing="for-signature",
        frozen=freeze(report),
        now=NOW,
    )
    made: MadeDocument = MadeDocument.objects.within(SYSTEM).select_related("round__agency").get(pk=asked.pk)
    secret = f"ผลลับ-{upload.pk}"
    documents.issue_document(
        document=made,
        number=secret,
        issued_on=TODAY,
        names=(),
        stamp="",
        file=kept(data),
        opened="",
        person=coordinator,
        now=NOW,
    )
    given = files.add_file(
        agency=agency, name=f"{secret}.csv", kind="csv", pages=None, file=kept(f"ก,{secret}".encode()),
        most=10**9, person=coordinator, now=NOW,
    )  # fmt: skip
    with transaction.atomic():
        disposal = Disposal.objects.create(
            agency=agency, number=secret, ordered_on=TODAY, entered_at=NOW, entered_by=coordinator,
            lines=[{"year": "2550", "title": secret, "number": "1", "day": "1 มกราคม 2550", "age": "19 ปี 0 เดือน"}],
        )  # fmt: skip
        record(agency=agency, person=coordinator, action="dispose", witnessed=[witness(disposal)], now=NOW)
    told = Text(th=secret, en=secret)
    messages.tell([coordinator], agency=agency, by=None, subject_key=secret, text=told, link="", mail=False, now=NOW)
    decision = decisions.leave_as_is(round=year, what=secret, why=secret, person=coordinator, now=NOW)
    of_item = {"round": year, "key": ("o1", ""), "may": lambda _: True, "person": coordinator, "now": NOW}
    links.add_links(urls=(f"https://example.org/{upload.pk}",), explanation=secret, **of_item)
    links.tick_elements(base={}, mine={"o1.1": f"0 {secret}"}, **of_item)
    items.say_of_item(text=secret, **of_item)
    keep_checkpoint(agency=agency, at=walked(agency).ended, now=NOW)
    held: Grant = Grant.objects.within(SYSTEM).filter(agency=agency).exclude(person=coordinator).first()
    invited: Invitation = Invitation.objects.within(SYSTEM).get(agency=agency)
    return Furniture(
        held.pk,
        held.person_id,
        invited.pk,
        upload.pk,
        asked.pk,
        "overview",
        decision.pk,
        signed.pk,
        unit.pk,
        given.pk,
        disposal.pk,
        "o1",
    )


def furnished_cast() -> tuple[Cast, tuple[Furniture, Furniture]]:
    """``cast``, and a row of every other table in A and in B."""
    return begun("cast, furnished", _furnished)


def _furnished() -> tuple[Cast, tuple[Furniture, Furniture]]:
    found = _cast()
    return found, (furnish(found.a, found.anan, "mae-sot"), furnish(found.b, found.chai, "rangsit"))
