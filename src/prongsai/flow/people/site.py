"""People of the site, as the command line makes and lists them."""

from __future__ import annotations

import datetime

from prongsai.files.problems import Problem, Refused
from prongsai.language.text import Text


def add_person(*, email: str, name: str, role: str, agency: str | None, password: str, today: datetime.date) -> Text:
    """Makes a person with a role, or gives it to one who is there; says which. ``Refused`` for what cannot be."""
    from allauth.account.models import EmailAddress
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email
    from django.db import transaction

    from prongsai.flow.site.start import now
    from prongsai.records.actions.history import record
    from prongsai.records.models import Agency, Grant, Person
    from prongsai.records.roles import ROLES
    from prongsai.records.scope import SYSTEM

    problems = []
    if role not in ROLES:
        listed = ", ".join(ROLES)
        problems.append(
            Problem("--role", Text(th=f"ไม่มีบทบาท {role} มี {listed}", en=f"no role {role}; there are {listed}"))
        )
    where = Agency.objects.within(SYSTEM).filter(code=agency).first() if agency else None
    if agency and where is None:
        problems.append(Problem("--agency", Text(th=f"ไม่พบหน่วยงานรหัส {agency}", en=f"there is no agency {agency}")))
    person = Person.objects.filter(email=email.lower()).first()
    try:
        validate_email(email)
        if person is None:
            validate_password(password)
    except ValidationError as error:
        problems += [Problem("", Text(th=each, en=each)) for each in error.messages]
    if problems:
        raise Refused(problems)
    with transaction.atomic():
        new = person is None
        if person is None:
            person = Person.objects.create_user(email, password, name=name)
            # Whoever keeps the machine vouches for the address: signing in with OpenID needs one that is proven.
            EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
        Grant.objects.within(SYSTEM).get_or_create(
            person=person, role=role, agency=where, area_kind="" if where else "all", defaults={"starts": today}
        )
        record(agency=where, person=None, action="give-role", about=role, detail={"whom": person.name}, now=now())
    return Text(
        th=f"{'เพิ่ม' if new else 'ให้บทบาทแก่'} {email} เป็น {role}", en=f"{email} {'added' if new else 'is now'} {role}"
    )


def people() -> list[tuple[str, str, str]]:
    """E-mail address, name and roles of everybody."""
    from prongsai.records.models import Grant, Person
    from prongsai.records.scope import SYSTEM

    roles: dict[int, list[str]] = {}
    for grant in Grant.objects.within(SYSTEM).select_related("agency").order_by("pk"):
        where = grant.agency.name if grant.agency else (grant.area or "*")
        roles.setdefault(grant.person_id, []).append(f"{grant.role} ({where})")
    return [(each.email, each.name, ", ".join(roles.get(each.pk, []))) for each in Person.objects.order_by("email")]
