"""What the product rests on: what it asks for, free to use, and no address of an index beside it."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "requirements"
# May be used and passed on in an Apache-2.0 product without conditions on our own code. psycopg, the driver that
# everybody uses for PostgreSQL, is LGPL: used as the library that it is, unchanged, it asks nothing of our code either.
FREE = ("Apache-2.0", "MIT", "BSD-2-Clause", "BSD-3-Clause", "ISC", "LGPL-3.0-only", "PSF-2.0", "OFL-1.1")
# What packages say who do not use the identifiers above.
ALSO_CALLED = {
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "PSFL": "PSF-2.0",
}


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def asked() -> set[str]:
    """What the package itself asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return {plain(re.split(r"[\[<>=!~ ]", line)[0]) for line in project["dependencies"]}


def needed() -> set[str]:
    """The product's dependencies and theirs, as installed here."""
    found = asked()
    left = sorted(found)
    while left:
        for line in metadata.requires(left.pop()) or ():
            name = plain(re.split(r"[\s;<>=!~\[(]", line)[0])
            # What other systems or older Pythons need besides is pinned where it is resolved.
            if ";" not in line and name not in found:
                found.add(name)
                left.append(name)
    return found


@pytest.mark.parametrize("path", sorted(FOLDER.iterdir()), ids=lambda path: path.name)
def test_requirements_name_no_address(path: Path) -> None:
    assert re.findall(r"https?:|--(?:extra-)?index-url|--find-links|file:", path.read_text("utf-8")) == []


def test_what_the_package_asks_for_is_what_is_pinned() -> None:
    lines = (FOLDER / "run.in").read_text("utf-8").splitlines()
    listed = {plain(re.split(r"[\[<>=!~ ]", line)[0]) for line in lines if line and line[0].isalpha()}

    assert asked() == listed


@pytest.mark.parametrize("name", sorted(needed()))
def test_licence_of_every_dependency_is_on_the_list(name: str) -> None:
    about = metadata.metadata(name)
    said = about.get("License-Expression") or about.get("License") or ""
    if not said:
        said = next(
            (each.rpartition(" :: ")[2] for each in about.get_all("Classifier") or () if "License ::" in each), ""
        )
    parts = [part.strip(" ()") for part in re.split(r"\b(?:AND|OR)\b", said)]
    if said in ALSO_CALLED or "AND" not in said:
        parts = [said, *parts]
        assert any(ALSO_CALLED.get(part, part) in FREE for part in parts), f"{name}: {said!r}"
    else:
        assert all(ALSO_CALLED.get(part, part) in FREE for part in parts), f"{name}: {said!r}"


def test_texts_of_both_licences_of_the_product_are_there() -> None:
    assert "Apache License" in (ROOT / "LICENSE").read_text("utf-8")
    assert any(path.name.startswith("CC-BY-4.0") for path in (ROOT / "LICENSES").iterdir())
