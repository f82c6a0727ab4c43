"""The pictures that an agency gave for its papers: shown, replaced, taken away, and handed to its documents."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from prongsai.files.pictures import MOST_BYTES, Picture, Pictures
from prongsai.files.problems import Problem, Refused, refusal
from prongsai.flow.by_file.handed_in import Incoming
from prongsai.flow.by_file.pictures import decoded
from prongsai.flow.files.store import bytes_of, keep
from prongsai.records.actions.papers import pictures as actions
from prongsai.records.models import Agency, AgencyPicture, Person
from prongsai.records.scope import Scope
from prongsai.screens.agency.papers.pictures import PICTURES, USES, KeptPicture, PicturesPage


def page(scope: Scope, agency: Agency, *, wrong: str = "", problems: Iterable[Problem] = ()) -> PicturesPage:
    """Both pictures, as far as they were given."""
    rows = AgencyPicture.objects.within(scope).filter(agency=agency).select_related("changed_by")
    held = {row.name: row for row in rows}

    def kept(name: str) -> KeptPicture:
        row = held.get(name)
        if row is None:
            return KeptPicture(name=name, title=PICTURES[name], use=USES[name])
        by = row.changed_by.name if row.changed_by else ""
        at = row.changed_at
        return KeptPicture(
            name=name, title=PICTURES[name], use=USES[name], by=by, at=at, version=str(int(at.timestamp()))
        )

    return PicturesPage(
        pictures=tuple(map(kept, PICTURES)),
        may_change=scope.may("edit-agency", agency),
        wrong=wrong,
        problems=tuple(problems),
    )


def replace(
    scope: Scope, agency: Agency, name: str, file: Incoming | None, *, person: Person, now: datetime.datetime
) -> PicturesPage | None:
    """A picture is handed in: None where it is kept, else the page with what is wrong, and nothing changed.

    KeyError for a picture that there is none of; PermissionError where the scope may not.
    """
    _may(scope, agency, name)
    try:
        given = decoded(_bytes_of(file), (file.name or "") if file is not None else "")
        kept = keep(given.data, now=now)
    except Refused as refused:
        return page(scope, agency, wrong=name, problems=refused.problems)
    actions.keep_picture(
        agency=agency, name=name, file=kept, width=given.width, height=given.height, person=person, now=now
    )
    return None


def remove(scope: Scope, agency: Agency, name: str, *, person: Person, now: datetime.datetime) -> bool:
    """A picture is taken away; False where there was none. Errors as ``replace``."""
    _may(scope, agency, name)
    return actions.remove_picture(agency=agency, name=name, person=person, now=now)


def _may(scope: Scope, agency: Agency, name: str) -> None:
    if not scope.may("edit-agency", agency):
        raise PermissionError("edit-agency")
    if name not in PICTURES:
        raise KeyError(name)


def _bytes_of(file: Incoming | None) -> bytes:
    if file is None:
        raise refusal("ยังไม่ได้เลือกภาพ ให้เลือกไฟล์ PNG หรือ JPEG", "no picture was chosen: choose a PNG or JPEG file")
    if (file.size or 0) > MOST_BYTES:
        size = (file.size or 0) / 1e6
        raise refusal(
            f"ไฟล์ภาพใหญ่เกินไป ({size:,.1f} MB) รับได้ไม่เกิน {MOST_BYTES / 1e6:,.0f} MB ให้ย่อภาพแล้วลองใหม่",
            f"the picture is too large ({size:,.1f} MB); at most {MOST_BYTES / 1e6:,.0f} MB are taken: make it smaller",
        )
    return file.read()


def picture_file(scope: Scope, agency: Agency, name: str) -> bytes | None:
    """A picture's bytes (PNG); None where there is none in scope."""
    row = AgencyPicture.objects.within(scope).filter(agency=agency, name=name).first()
    return bytes_of(row.file_id) if row is not None else None


def pictures_of(scope: Scope, agency: Agency) -> Pictures:
    """The pictures that an agency's documents are made with."""
    rows = AgencyPicture.objects.within(scope).filter(agency=agency)
    read = ((row, bytes_of(row.file_id)) for row in rows)
    # One that is gone leaves its space, as where none was given: doctor and the page of pictures say so.
    held = {row.name: Picture(data, row.width, row.height) for row, data in read if data is not None}
    return Pictures(garuda=held.get("garuda"), seal=held.get("seal"))
