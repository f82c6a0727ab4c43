"""The kinds of agency that are assessed, by the codes that files use."""

from __future__ import annotations

import functools
import re
from importlib import resources

from prongsai.files.strict_yaml import read_yaml
from prongsai.language.text import Text


@functools.cache
def agency_kinds() -> dict[str, Text]:
    """Code → name (``city-municipality`` → เทศบาลนคร), in the order in which lists show them."""
    raw = resources.files("prongsai.criteria").joinpath("agency_kinds.yaml").read_bytes()
    data = read_yaml(raw, "agency_kinds.yaml")
    kinds = data["kinds"] if isinstance(data, dict) else {}
    return {code: Text(th=name["th"], en=name["en"]) for code, name in kinds.items()}


@functools.cache
def short_kinds() -> tuple[tuple[str, str], ...]:
    """Name and short form of the kinds that have one (``เทศบาลตำบล``, ``ทต.``)."""
    raw = resources.files("prongsai.criteria").joinpath("agency_kinds.yaml").read_bytes()
    data = read_yaml(raw, "agency_kinds.yaml")
    kinds = data["kinds"] if isinstance(data, dict) else {}
    return tuple((name["th"], name["short"]) for name in kinds.values() if "short" in name)


@functools.cache
def _first_words() -> tuple[tuple[str, str], ...]:
    """Words that names begin with, and the kind that they tell of (``วิทยาลัยเทคนิค``, ``vocational-college``)."""
    raw = resources.files("prongsai.criteria").joinpath("agency_kinds.yaml").read_bytes()
    data = read_yaml(raw, "agency_kinds.yaml")
    kinds = data["kinds"] if isinstance(data, dict) else {}
    return tuple((word, code) for code, name in kinds.items() for word in name.get("words", ()))


def kind_in_name(name: str) -> str | None:
    """The kind that a name tells of by the word that it begins with; None for most names."""
    plain = "".join(name.split())
    return next((code for word, code in _first_words() if plain.startswith(word)), None)


def names_of_agency(name: str) -> tuple[str, ...]:
    """The name of an agency, and the same with its kind in full or short: ``อบต.นาดี``, องค์การบริหารส่วนตำบลนาดี."""
    plain = " ".join(name.split())
    names = [plain]
    for full, short in short_kinds():
        if plain.startswith(full):
            rest = plain.removeprefix(full).strip()
            names += [f"{short}{rest}", f"{short} {rest}"]
        elif plain.startswith((short, short.rstrip("."))):
            rest = plain.removeprefix(short).removeprefix(short.rstrip(".")).strip()
            names += [f"{full}{rest}"]
    return tuple(dict.fromkeys(filter(None, names)))


@functools.cache
def provinces() -> tuple[str, ...]:
    """The provinces with Bangkok, in the order of Thai dictionaries."""
    raw = resources.files("prongsai.criteria").joinpath("provinces.yaml").read_bytes()
    names = read_yaml(raw, "provinces.yaml")
    return tuple(names) if isinstance(names, list) else ()


def bare_name(name: str) -> str:
    """A name by which the same agency is known however it is written: its kind in full, without spaces.

    อบต.นาดี, "อบต. นาดี" and อ.บ.ต.นาดี are all องค์การบริหารส่วนตำบลนาดี.
    """
    plain = " ".join(name.split())
    for full, pattern in _short_patterns():
        match = pattern.match(plain)
        if match is not None:
            plain = full + plain[match.end() :]
            break
    return "".join(plain.split())


@functools.cache
def _short_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    patterns = []
    for full, short in short_kinds():
        letters = short.rstrip(".")
        # Two letters may begin any word; only with a point or a space are they short for a kind.
        end = r"(?:\.\s?|\s)" if len(letters) < 3 else r"\.?\s?"
        patterns.append((full, re.compile(r"\.?".join(map(re.escape, letters)) + end + r"(?=\S)")))
    return tuple(patterns)
