"""Writes requirements/wheels.txt: of each pinned distribution what it needs itself and the wheel that each place gets.

A place is a system with a processor. The table stands beside the locks because most of it cannot be seen on one
machine: what Windows alone needs is not installed on Linux.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "requirements"
TABLE = FOLDER / "wheels.txt"
LOCKS = ("build.txt", "run.txt", "dev.txt")
HEAD = (
    "# What each pinned distribution needs itself, for which Python, and every wheel of it that is used on Windows\n"
    "# (64 bit), Linux (x86_64 and aarch64; glibc 2.36, Debian 12) or macOS 13 (Intel and Apple silicon), or later.\n"
    "# Written by scripts/wheels.py in `make lock`; tests hold it and the locks together.\n"
)


@dataclass(frozen=True)
class Place:
    """A system with a processor: what conditions in requirements see there, and the wheels that it takes."""

    name: str
    sees: dict[str, str]
    platforms: tuple[str, ...]

    def environment(self, python: str, patch: str = "0") -> dict[str, str]:
        """What conditions see there under that Python, 3.11 say."""
        full = f"{python}.{patch}"
        plain = {
            "implementation_name": "cpython",
            "platform_python_implementation": "CPython",
            "implementation_version": full,
            "python_full_version": full,
            "python_version": python,
            "platform_version": "",
            "extra": "",
        }
        return plain | self.sees


def _place(name: str, system: str, sys_platform: str, release: str, machine: str, platforms: tuple[str, ...]) -> Place:
    sees = {
        "os_name": "nt" if system == "Windows" else "posix",
        "sys_platform": sys_platform,
        "platform_system": system,
        "platform_machine": machine,
        "platform_release": release,
    }
    return Place(name, sees, platforms)


def _linux(machine: str) -> Place:
    # Newest first, as the package client prefers them; the older names are the same as 2.17, 2.12 and 2.5.
    names = [f"manylinux_2_{minor}" for minor in range(36, 4, -1)] + ["manylinux2014", "manylinux2010", "manylinux1"]
    tags = tuple(f"{name}_{machine}" for name in (*names, "linux"))
    return _place(f"linux-{machine}", "Linux", "linux", "6.1", machine, tags)


PLACES = (
    _place("windows", "Windows", "win32", "10", "AMD64", ("win_amd64",)),
    _linux("x86_64"),
    _linux("aarch64"),
    _place("macos-intel", "Darwin", "darwin", "22.0", "x86_64", ("macosx_13_0_x86_64",)),
    _place("macos-arm", "Darwin", "darwin", "22.0", "arm64", ("macosx_13_0_arm64",)),
)


@dataclass(frozen=True)
class Pin:
    """A line of a lock: name, extras, version and condition, and the hashes of what may be installed."""

    requirement: Requirement
    hashes: frozenset[str]

    @property
    def name(self) -> str:
        """As the index writes it."""
        return canonicalize_name(self.requirement.name)

    @property
    def version(self) -> str:
        """The one version."""
        (specifier,) = self.requirement.specifier
        return specifier.version

    def holds(self, environment: dict[str, str]) -> bool:
        """Whether it is installed there."""
        return self.requirement.marker is None or self.requirement.marker.evaluate(environment)


@dataclass
class Distribution:
    """What the table says of one pinned distribution."""

    python: str
    needs: tuple[str, ...]
    wheels: dict[str, str]


def pythons() -> tuple[str, ...]:
    """The Python versions that are supported, as pyproject.toml lists them."""
    classifiers = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["classifiers"]
    listed = (re.fullmatch(r"Programming Language :: Python :: (3\.\d+)", line) for line in classifiers)
    return tuple(version[1] for version in listed if version)


def pins(lock: str) -> tuple[Pin, ...]:
    """The lines of a lock."""
    blocks = re.split(r"\n(?=[A-Za-z])", (FOLDER / lock).read_text("utf-8").strip())
    return tuple(
        Pin(
            Requirement(block.splitlines()[0].rstrip("\\").strip()),
            frozenset(re.findall(r"--hash=(sha256:[0-9a-f]{64})", block)),
        )
        for block in blocks
        if block[0].isalpha()
    )


def table() -> dict[tuple[str, str], Distribution]:
    """What requirements/wheels.txt says, by name and version."""
    read: dict[tuple[str, str], Distribution] = {}
    for line in TABLE.read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        if not line.startswith(" "):
            name, _, version = line.partition("==")
            current = read[name, version] = Distribution("", (), {})
            continue
        kind, said = line.split(maxsplit=1)
        if kind == "python":
            current.python = said
        elif kind == "needs":
            current.needs = (*current.needs, said)
        elif kind == "wheel":
            file, digest = said.split()
            current.wheels[file] = digest
        else:
            raise ValueError(f"{TABLE.name}: {line!r}: expected python, needs or wheel")
    return read


def chosen(place: Place, python: str, wanted: list[str]) -> list[dict[str, Any]]:
    """What the package client would install there. CalledProcessError where one of them has no wheel."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        asked = (
            *("--quiet", "--quiet", "--dry-run", "--ignore-installed", "--no-deps", "--only-binary", ":all:"),
            *("--implementation", "cp", "--python-version", python, "--target", folder, "--report", str(report)),
            *(part for platform in place.platforms for part in ("--platform", platform)),
            # No hashes here: with them it would fetch whole wheels, of which only the descriptions are needed.
            *wanted,
        )
        subprocess.run([sys.executable, "-m", "pip", "install", *asked], check=True)
        installed: list[dict[str, Any]] = json.loads(report.read_text("utf-8"))["install"]
    return installed


def collected() -> dict[tuple[str, str], Distribution]:
    """The table, made anew. ValueError where a wheel is not one that the lock names."""
    every = [pin for lock in LOCKS for pin in pins(lock)]
    hashes = {(pin.name, pin.version): pin.hashes for pin in every}
    made: dict[tuple[str, str], Distribution] = {}
    for place in PLACES:
        for python in pythons():
            # Conditions are read here: the package client reads them as of the machine that it runs on.
            environment = place.environment(python)
            wanted = sorted({f"{pin.name}=={pin.version}" for pin in every if pin.holds(environment)})
            print(f"{place.name}, Python {python}: {len(wanted)} wheels", flush=True)
            for wheel in chosen(place, python, wanted):
                metadata, download = wheel["metadata"], wheel["download_info"]
                key = canonicalize_name(metadata["name"]), str(Version(metadata["version"]))
                file = download["url"].rpartition("/")[2]
                digest = "sha256:" + download["archive_info"]["hashes"]["sha256"]
                if digest not in hashes[key]:
                    raise ValueError(f"{file}: {digest} is not among the hashes of {key[0]} in the locks")
                needs = {str(Requirement(line)) for line in metadata.get("requires_dist", ())}
                said = Distribution(metadata.get("requires_python", ""), tuple(sorted(needs)), {})
                kept = made.setdefault(key, said)
                if (kept.python, kept.needs) != (said.python, said.needs):
                    raise ValueError(f"{file}: needs {said.needs}, but another wheel of this version {kept.needs}")
                kept.wheels[file] = digest
    return made


def written(made: dict[tuple[str, str], Distribution]) -> str:
    """The table as text."""
    lines = []
    for (name, version), said in sorted(made.items()):
        lines.append(f"{name}=={version}")
        lines += [f"    python {said.python}"] if said.python else []
        lines += [f"    needs {need}" for need in said.needs]
        lines += [f"    wheel {file} {digest}" for file, digest in sorted(said.wheels.items())]
    return HEAD + "\n".join(lines) + "\n"


if __name__ == "__main__":
    TABLE.write_text(written(collected()), "utf-8")
    print(f"wrote {TABLE.relative_to(ROOT)}")
