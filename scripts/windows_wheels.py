"""Writes requirements/windows.txt: the wheel that Windows gets of each pinned dependency, with its hash."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
PINNED = ROOT / "requirements" / "run.txt"
WHEELS = ROOT / "requirements" / "windows.txt"
HEAD = (
    "# The wheel that Windows (64 bit, Python 3.11) gets of each dependency in run.txt; its hash stands there too.\n"
    "# Written by scripts/windows_wheels.py after `make lock`; a test holds the two together.\n"
)


def wheels() -> list[str]:
    """``name==version file sha256:…`` of every pinned dependency. CalledProcessError where one has no such wheel."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        # pip reads conditions as of the machine that it runs on; Windows needs those that are for Windows alone too.
        every = Path(folder) / "run.txt"
        every.write_text(re.sub(r" ; [^\\\n]*", " ", PINNED.read_text("utf-8")), "utf-8")
        asked = (
            *("--quiet", "--dry-run", "--ignore-installed", "--no-deps", "--require-hashes", "--only-binary", ":all:"),
            *("--platform", "win_amd64", "--implementation", "cp", "--python-version", "3.11", "--target", folder),
            *("--report", str(report), "-r", str(every)),
        )
        subprocess.run([sys.executable, "-m", "pip", "install", *asked], check=True)
        found = json.loads(report.read_text("utf-8"))["install"]
    pinned = [line.split()[0] for line in PINNED.read_text("utf-8").splitlines() if line and line[0].isalpha()]
    if len(found) != len(pinned):
        raise SystemExit(f"{len(pinned)} dependencies are pinned, {len(found)} wheels were found")
    lines = []
    for name in pinned:
        plain = name.partition("==")[0].replace("-", "_").lower()
        (file, info) = next(
            (each["download_info"]["url"].rpartition("/")[2], each["download_info"]["archive_info"])
            for each in found
            if each["metadata"]["name"].replace("-", "_").lower() == plain
        )
        lines.append(f"{name} {file} {info['hash'].replace('=', ':')}")
    return lines


if __name__ == "__main__":
    WHEELS.write_text(HEAD + "\n".join(wheels()) + "\n", "utf-8")
    print(f"wrote {WHEELS.relative_to(ROOT)}")
