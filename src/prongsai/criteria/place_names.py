"""Provinces and districts however they are written."""

from __future__ import annotations

import functools
import re
from importlib import resources

from prongsai.criteria.agency_kinds import provinces
from prongsai.files.strict_yaml import read_yaml

_PROVINCE = re.compile(r"^(?:จังหวัด|จ\.)")
_DISTRICT = re.compile(r"^(?:กิ่งอำเภอ|กิ่งอ\.|อำเภอ|อ\.|เขต)")


@functools.cache
def _aliases() -> dict[str, str]:
    raw = resources.files("prongsai.criteria").joinpath("place_names.yaml").read_bytes()
    data = read_yaml(raw, "place_names.yaml")
    names = data["provinces"] if isinstance(data, dict) else {}
    return {**{name: name for name in provinces()}, **names}


def province_named(text: str) -> str | None:
    """The province that is written so, with จังหวัด or without, in full or short; None where there is none."""
    plain = "".join(text.split())
    return _aliases().get(plain) or _aliases().get(_PROVINCE.sub("", plain))


def district_named(text: str) -> str:
    """A district without อำเภอ, กิ่งอำเภอ, เขต and spaces. There is no list of districts here to hold it against."""
    plain = "".join(text.split())
    return _DISTRICT.sub("", plain) or plain
