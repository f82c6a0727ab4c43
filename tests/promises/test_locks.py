"""The locks are whole: all that is pinned needs, and a wheel of it, on every system and Python that is supported."""

from __future__ import annotations

import importlib.util
import sys
import tomllib
from importlib import metadata
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.tags import Tag, compatible_tags, cpython_tags, mac_platforms
from packaging.utils import canonicalize_name, parse_wheel_filename
from packaging.version import Version

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "requirements"


def loaded() -> ModuleType:
    """The script that makes the table, which also reads the locks."""
    spec = importlib.util.spec_from_file_location("wheels_script", ROOT / "scripts" / "wheels.py")
    assert spec is not None and spec.loader is not None
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SCRIPT: Any = loaded()
PINS = {lock: SCRIPT.pins(lock) for lock in SCRIPT.LOCKS}
TABLE = SCRIPT.table()
# Conditions may ask for the last figure of Python's version too: the first release of each and one that never comes.
EVERYWHERE = [
    pytest.param(place, python, patch, id=f"{place.name}-{python}.{patch}")
    for place in SCRIPT.PLACES
    for python in SCRIPT.pythons()
    for patch in ("0", "99")
]


def first_asked(lock: str) -> list[Requirement]:
    """What people wrote that the lock is made of."""
    asked = []
    for line in (FOLDER / lock).with_suffix(".in").read_text("utf-8").splitlines():
        if line.startswith("-r "):
            asked += first_asked(line.split()[1])
        elif line and not line.startswith(("#", "-c ")):
            asked.append(Requirement(line))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    if lock.startswith("run"):
        asked += map(Requirement, project["project"]["dependencies"])
    if lock.startswith("build"):
        asked += map(Requirement, project["build-system"]["requires"])
    return asked


def walked(lock: str, environment: dict[str, str]) -> tuple[dict[str, set[str]], list[str]]:
    """The extras that are asked of each distribution that is needed there, and every need that no pin fills."""
    pinned = {pin.name: pin.version for pin in PINS[lock] if pin.holds(environment)}
    extras: dict[str, set[str]] = {}
    unmet: list[str] = []
    waiting = [("people", requirement, {""}) for requirement in first_asked(lock)]
    while waiting:
        asker, requirement, extras_of_asker = waiting.pop()
        name = canonicalize_name(requirement.name)
        marker = requirement.marker
        if marker and not any(marker.evaluate(environment | {"extra": extra}) for extra in extras_of_asker):
            continue
        if name not in pinned:
            unmet.append(f"{asker} needs {requirement}, which is not pinned")
        elif not requirement.specifier.contains(pinned[name], prereleases=True):
            unmet.append(f"{asker} needs {requirement}, but {pinned[name]} is pinned")
        elif name not in extras or requirement.extras - extras[name]:
            extras[name] = extras.get(name, set()) | requirement.extras
            needs = TABLE[name, pinned[name]].needs
            waiting += [(name, Requirement(need), {"", *extras[name]}) for need in needs]
    return extras, sorted(set(unmet))


def taken(place: Any, python: str) -> set[Tag]:
    """The tags of wheels that can be installed there."""
    version = int(python.split(".")[0]), int(python.split(".")[1])
    platforms = list(place.platforms)
    if platforms[0].startswith("macosx_13_0_"):
        platforms = list(mac_platforms((13, 0), platforms[0].removeprefix("macosx_13_0_")))
    return {
        *cpython_tags(version, platforms=platforms),
        *compatible_tags(version, interpreter="cp{}{}".format(*version), platforms=platforms),
    }


@pytest.mark.parametrize("lock", SCRIPT.LOCKS)
def test_every_line_pins_one_version_with_hashes_and_wheels_only(lock: str) -> None:
    assert PINS[lock]
    # To build one, the package client would fetch whatever is newest of what builds it.
    assert (FOLDER / lock).read_text("utf-8").startswith("--only-binary :all:\n")
    for pin in PINS[lock]:
        (specifier,) = pin.requirement.specifier
        assert (specifier.operator, str(Version(specifier.version))) == ("==", specifier.version), pin.name
        assert pin.hashes, pin.name


@pytest.mark.parametrize(("place", "python", "patch"), EVERYWHERE)
@pytest.mark.parametrize("lock", SCRIPT.LOCKS)
def test_all_that_is_pinned_needs_is_pinned_too(lock: str, place: Any, python: str, patch: str) -> None:
    environment = place.environment(python, patch)
    names = [pin.name for pin in PINS[lock] if pin.holds(environment)]
    reached, unmet = walked(lock, environment)

    assert unmet == []
    assert sorted(names) == sorted(set(names)), "one version of each"
    assert set(names) - set(reached) == set(), "nothing that nobody needs"


@pytest.mark.parametrize("lock", SCRIPT.LOCKS)
def test_lines_keep_the_extras_that_anything_asks_for(lock: str) -> None:
    asked: dict[str, set[str]] = {}
    for place in SCRIPT.PLACES:
        for python in SCRIPT.pythons():
            for name, extras in walked(lock, place.environment(python))[0].items():
                asked[name] = asked.get(name, set()) | extras

    assert {pin.name: pin.requirement.extras for pin in PINS[lock]} == asked


@pytest.mark.parametrize(("place", "python", "patch"), EVERYWHERE)
def test_locks_agree_with_each_other(place: Any, python: str, patch: str) -> None:
    environment = place.environment(python, patch)
    versions = {lock: {pin.name: pin.version for pin in PINS[lock] if pin.holds(environment)} for lock in PINS}

    # Whoever installs dev.txt has what the other two name.
    assert versions["dev.txt"] == versions["dev.txt"] | versions["run.txt"] | versions["build.txt"]


@pytest.mark.parametrize(("place", "python", "patch"), EVERYWHERE)
@pytest.mark.parametrize("lock", SCRIPT.LOCKS)
def test_every_pin_has_a_wheel(lock: str, place: Any, python: str, patch: str) -> None:
    tags = taken(place, python)
    without = []
    for pin in PINS[lock]:
        if not pin.holds(place.environment(python, patch)):
            continue
        said = TABLE[pin.name, pin.version]
        files = [file for file, digest in said.wheels.items() if digest in pin.hashes]
        if not any(parse_wheel_filename(file)[3] & tags for file in files):
            without.append(f"{pin.name}: no wheel")
        if not SpecifierSet(said.python).contains(f"{python}.{patch}"):
            without.append(f"{pin.name}: for Python {said.python} only")

    assert without == []


def test_table_lists_the_pinned_distributions_and_no_others() -> None:
    assert set(TABLE) == {(pin.name, pin.version) for lock in PINS for pin in PINS[lock]}, "make lock"
    for (name, version), said in TABLE.items():
        for file in said.wheels:
            assert parse_wheel_filename(file)[:2] == (name, Version(version)), file


def test_table_says_what_the_installed_distributions_say() -> None:
    versions = {canonicalize_name(each.metadata["Name"]): each.version for each in metadata.distributions()}
    compared = 0
    for (name, version), said in TABLE.items():
        if str(Version(versions.get(name, "0"))) == version:
            about = metadata.metadata(name)
            assert sorted(str(Requirement(need)) for need in metadata.requires(name) or ()) == list(said.needs), name
            assert SpecifierSet(about.get("Requires-Python") or "") == SpecifierSet(said.python), name
            compared += 1

    # What is missing here is for other systems.
    assert compared >= len(PINS["run.txt"]) - 4
