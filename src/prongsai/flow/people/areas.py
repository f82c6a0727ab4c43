"""Areas that a role can reach over, to be chosen: what the agencies of the site lie in and belong to."""

from __future__ import annotations

from prongsai.criteria.agency_kinds import provinces
from prongsai.records.models import Agency
from prongsai.records.scope import Scope


def areas(scope: Scope) -> dict[str, tuple[str, ...]]:
    """Provinces, districts (``province/district``) and ministries by kind; also provinces without an agency yet."""
    rows = Agency.objects.within(scope).values_list("province", "district", "ministry").distinct()
    districts = sorted({f"{province}/{district}" for province, district, _ in rows if province and district})
    others = sorted({province for province, _, _ in rows if province} - set(provinces()))
    return {
        "province": (*provinces(), *others),
        "district": tuple(districts),
        "ministry": tuple(sorted({ministry for _, _, ministry in rows if ministry})),
    }
