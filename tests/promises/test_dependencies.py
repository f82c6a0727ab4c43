"""What the product rests on: what it asks for, free to use, and no address of an index beside it."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "requirements"
# May be used and passed on in an Apache-2.0 product without conditions on our own code. psycopg, the driver that
# everybody uses for PostgreSQL, is LGPL: used as the library that it is, unchanged, it asks nothing of our code either.
# So is MPL: certifi, the list of authorities that OpenID's address is checked against, comes as it is.
FREE = (
    "Apache-2.0",
    "MIT",
    "MIT-0",
    "MIT-CMU",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "LGPL-3.0-only",
    "MPL-2.0",
    "PSF-2.0",
    "OFL-1.1",
)
# What is pinned for other systems and cannot be asked for its licence here; as their projects state it.
ELSEWHERE = {"colorama": "BSD-3-Clause", "tzdata": "Apache-2.0"}
# What packages say who do not use the identifiers above.
ALSO_CALLED = {
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "Mozilla Public License 2.0": "MPL-2.0",
    "BSD": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "PSFL": "PSF-2.0",
    # What PDFium is built from (FreeType, libjpeg-turbo, OpenJPEG, zlib and others) is free to pass on under its own
    # notices, which lie in the wheel.
    "BSD-3-Clause, Apache-2.0, dependency licenses": "BSD-3-Clause",
}


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def asked() -> list[str]:
    """What the package itself asks for."""
    return sorted(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"])


def pinned() -> dict[str, list[Requirement]]:
    """Every line of the product's lock, by name: what is asked for, with its extras, on every system and Python."""
    found: dict[str, list[Requirement]] = {}
    for line in (FOLDER / "run.txt").read_text("utf-8").splitlines():
        if line[:1].isalpha():
            requirement = Requirement(line.rstrip(" \\"))
            found.setdefault(plain(requirement.name), []).append(requirement)
    return found


def here() -> set[str]:
    """Those of the lock that are for this system."""
    return {
        name for name, lines in pinned().items() if any(not line.marker or line.marker.evaluate() for line in lines)
    }


@pytest.mark.parametrize("path", sorted(FOLDER.iterdir()), ids=lambda path: path.name)
def test_requirements_name_no_address(path: Path) -> None:
    assert re.findall(r"https?:|--(?:extra-)?index-url|--find-links|file:", path.read_text("utf-8")) == []


def test_what_the_package_asks_for_is_what_is_pinned() -> None:
    lines = (FOLDER / "run.in").read_text("utf-8").splitlines()
    assert asked() == sorted(line for line in lines if line[:1].isalpha())


@pytest.mark.parametrize("line", asked())
def test_nothing_older_than_what_was_tested_will_do(line: str) -> None:
    requirement = Requirement(line)
    (pin,) = pinned()[plain(requirement.name)]
    (floor,) = [each.version for each in requirement.specifier if each.operator == ">="]
    assert [f"=={floor}"] == [str(each) for each in pin.specifier]


def test_every_line_that_people_wrote_for_the_product_has_a_floor() -> None:
    written = [
        line
        for name in ("run.in", "intel-macs.in", "build.in")
        for line in (FOLDER / name).read_text("utf-8").splitlines()
        if line[:1].isalpha()
    ]
    loose = [line for line in written if ">=" not in line.partition(";")[0]]
    assert loose == ["editables"]  # it writes a path into a file, and is run by developers only


def test_what_is_pinned_for_other_systems_only_is_known_by_its_licence() -> None:
    assert set(ELSEWHERE) >= set(pinned()) - here()
    assert set(ELSEWHERE.values()) <= set(FREE)
    assert set(ELSEWHERE) <= set(pinned())


def test_lock_holds_what_extras_and_other_systems_need() -> None:
    # Else the licences below would be those of a part: each of these is there for an extra or for another system only.
    assert {"fido2", "qrcode", "oauthlib", "requests", "certifi", "psycopg-binary", "cryptography", "tzdata"} <= set(
        pinned()
    )


@pytest.mark.parametrize("name", sorted(here()))
def test_licence_of_every_dependency_is_on_the_list(name: str) -> None:
    about = metadata.metadata(name)
    said = about.get("License-Expression") or about.get("License") or ""
    stated = [each.rpartition(" :: ")[2] for each in about.get_all("Classifier") or () if "License ::" in each]
    if not said or "\n" in said:  # nothing, or the whole text: then all that is stated counts
        said = " AND ".join(stated)
    assert said, name
    parts = [part.strip(" ()") for part in re.split(r"\b(?:AND|OR)\b", re.sub(r" \([^)]*\)", "", said))]
    known = [ALSO_CALLED.get(part, part) in FREE for part in (said, *parts)]
    # "A AND B" asks for both, "A OR B" leaves the choice; a name that holds such a word is one of ours.
    free = known[0] or (all(known[1:]) if " AND " in said else any(known[1:]))
    assert free, f"{name}: {said!r}"


def test_texts_of_both_licences_of_the_product_are_there() -> None:
    assert "Apache License" in (ROOT / "LICENSE").read_text("utf-8")
    assert any(path.name.startswith("CC-BY-4.0") for path in (ROOT / "LICENSES").iterdir())
