"""Tries the set-up in earnest, each time in a fresh copy of this project: `try_setup.py [NAME …]`; without names, all.

It takes some minutes and fetches what the locks name. The only other address is 127.0.0.1: an index whose releases are
newer than every pin, or a port where nobody answers, for a machine without a network.
"""

from __future__ import annotations

import http.server
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import wheels

NOBODY = {
    "PIP_CONFIG_FILE": os.devnull,
    "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
    "PIP_EXTRA_INDEX_URL": "",
    "PIP_FIND_LINKS": "",
    "PIP_RETRIES": "1",
}
BOTH_LANGUAGES = ("internet", "อินเทอร์เน็ต")
Done = subprocess.CompletedProcess[str]


def copy_of_project(folder: Path) -> Path:
    """What is in this folder's repository or would be, in another folder."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=wheels.ROOT,
        capture_output=True,
        check=True,
        encoding="utf-8",
    ).stdout
    for name in filter(None, listed.split("\0")):
        if (wheels.ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(wheels.ROOT / name, folder / name)
    return folder


def run(folder: Path, *command: str, expect: int | None = 0, **environment: str | None) -> Done:
    """A command in a folder with changes to the environment, None for a variable that is taken away."""
    changed = {name: value for name, value in (os.environ | environment).items() if value is not None}
    changed.pop("MAKEFLAGS", None)
    changed.pop("MAKELEVEL", None)
    done = subprocess.run(command, cwd=folder, env=changed, capture_output=True, encoding="utf-8")
    if expect is not None:
        must(done.returncode == expect, f"{' '.join(command)}: status {done.returncode}\n{done.stdout}{done.stderr}")
    return done


def must(holds: bool, otherwise: str) -> None:
    """Ends the tries where something does not hold."""
    if not holds:
        raise SystemExit(f"FAILED: {otherwise}")


def as_pinned(python: Path, *locks: str) -> str:
    """How many distributions are installed, when they are exactly those that the locks name for this machine."""
    ask = "import json, importlib.metadata as m; print(json.dumps({d.name: d.version for d in m.distributions()}))"
    said = json.loads(run(python.parent, str(python), "-c", ask).stdout)
    installed = {wheels.canonicalize_name(name): str(wheels.Version(version)) for name, version in said.items()}
    pinned = {
        pin.name: pin.version
        for lock in locks
        for pin in wheels.pins(lock)
        if pin.requirement.marker is None or pin.requirement.marker.evaluate()
    }
    own = {name: version for name, version in installed.items() if name in ("pip", "setuptools", "wheel", "prongsai")}
    must(installed == pinned | own, f"pinned {pinned}\ninstalled {installed}")
    return f"{len(pinned)} distributions as pinned"


@contextmanager
def newer_index(folder: Path) -> Iterator[dict[str, str]]:
    """An index on this machine with release 999 of everything that is pinned; the environment that adds it."""
    for pin in wheels.pins("dev.txt"):
        shelf = folder / "simple" / pin.name
        shelf.mkdir(parents=True, exist_ok=True)
        stem = pin.name.replace("-", "_")
        with zipfile.ZipFile(shelf / f"{stem}-999-py3-none-any.whl", "w") as wheel:
            told = f"Metadata-Version: 2.1\nName: {pin.name}\nVersion: 999\n"
            wheel.writestr(f"{stem}-999.dist-info/METADATA", told)
            kind = "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
            wheel.writestr(f"{stem}-999.dist-info/WHEEL", kind)
            wheel.writestr(f"{stem}-999.dist-info/RECORD", "")

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *said: object) -> None:
            asked.append(str(said))

    asked: list[str] = []
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/simple"
    given = {"PIP_EXTRA_INDEX_URL": address}
    try:
        # The package client sees the newer releases, and would take them if it were let.
        fetch = ("pip", "download", "-q", "--no-deps", "--no-cache-dir", "-d", str(folder / "fetched"))
        for name in ("coverage", "pytest", "django"):
            run(folder, sys.executable, "-m", *fetch, name, **given)
        must(len(list((folder / "fetched").glob("*-999-*.whl"))) == 3, "the newer releases are not seen")
        yield given
        must(len(asked) > 3, "the index of newer releases was not asked")
    finally:
        server.shutdown()
        server.server_close()


def newer_releases(folder: Path) -> str:
    """Newer releases of everything change nothing."""
    project = copy_of_project(folder / "project")
    with newer_index(folder) as given:
        run(project, "make", "setup", **given)
    return as_pinned(project / ".venv/bin/python", "dev.txt")


def release(folder: Path) -> str:
    """A release is installed as the guides say, in an empty folder, with an empty home and newer releases about."""
    project, office, home = copy_of_project(folder / "project"), folder / "สำนักงาน", folder / "home"
    home.mkdir()
    run(project, "make", "release")
    shutil.copytree(project / "dist", office)
    for name in (project / "dist").glob("*.tar.gz"):
        (office / name.name).unlink()
    run(office, "sha256sum", "--check", "--ignore-missing", "SHA256SUMS")
    python = office / "prongsai" / "bin" / "python"
    with newer_index(folder) as given:
        surroundings = given | {"HOME": str(home)}
        run(office, sys.executable, "-m", "venv", "prongsai", **surroundings)
        pip = (str(python), "-m", "pip")
        run(office, *pip, "install", "--no-deps", "--require-hashes", "-r", "run.txt", **surroundings)
        (program,) = office.glob("prongsai-*.whl")
        run(office, *pip, "install", "--no-deps", program.name, **surroundings)
        run(office, *pip, "check", **surroundings)
    run(office, "prongsai/bin/prongsai", "demo", "--out", "ตัวอย่าง", HOME=str(home))
    documents = list((office / "ตัวอย่าง").rglob("*.pdf"))
    must(bool(documents), "no documents")
    return f"{as_pinned(python, 'run.txt')}; {len(documents)} PDF files"


def another_folder(folder: Path) -> str:
    """Spaces and Thai in the path; the second time does nothing; a folder that was moved is made anew."""
    first = copy_of_project(folder / "งาน ITA ปี ๒๕๖๘" / "prongsai")
    run(first, "make", "demo-files")
    compiled = list((first / "src").rglob("*.pyc"))
    sources = list((first / "src").rglob("*.py"))
    must(len(compiled) == len(sources), f"{len(compiled)} of {len(sources)} modules have bytecode")
    begun = time.monotonic()
    again = run(first, "make", "ready", **NOBODY)
    took = time.monotonic() - begun
    must(again.stdout + again.stderr == "", again.stdout)
    second = folder / "ย้ายแล้ว"
    first.rename(second)
    moved = run(second, "make", "demo-files")
    must("ถูกย้าย" in moved.stdout, moved.stdout)
    run(second, ".venv/bin/prongsai", "--version")
    return f"again {took:.2f} s; moved, made anew"


def interrupted(folder: Path) -> str:
    """Killed in the middle of each step; the same command begins again and ends well."""
    project = copy_of_project(folder / "project")
    for step, seconds in (("1/3", 1.0), ("2/3", 4.0), ("3/3", 0.3)):
        process = subprocess.Popen(
            ["make", "ready"], cwd=project, stdout=subprocess.PIPE, encoding="utf-8", start_new_session=True
        )
        assert process.stdout is not None
        while line := process.stdout.readline():
            if line.startswith(step):
                time.sleep(seconds)
                break
        must(bool(line), f"ended before step {step}")
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        must(not (project / ".venv/made.json").exists(), f"killed in step {step}, and taken for whole")
    again = run(project, "make", "demo-files")
    must("ไม่เสร็จ" in again.stdout, again.stdout)
    return as_pinned(project / ".venv/bin/python", "run.txt", "build.txt")


def without_home(folder: Path) -> str:
    """HOME is empty, is not set, or names a folder that is not there."""
    project = copy_of_project(folder / "project")
    before = set(Path("/").iterdir())
    for home in ("", None, str(folder / "nowhere")):
        shutil.rmtree(project / ".venv", ignore_errors=True)
        run(project, "make", "demo-files", HOME=home)
        run(project, "make", "ready", HOME=home, **NOBODY)
    left = set(Path("/").iterdir()) - before
    must(not left, f"left behind: {left}")
    return "three times"


def without_network(folder: Path) -> str:
    """Before set-up: says what to do, in both languages. Afterwards: nothing is fetched."""
    project = copy_of_project(folder / "project")
    begun = time.monotonic()
    refused = run(project, "make", "demo", expect=2, **NOBODY)
    took = time.monotonic() - begun
    for word in (*BOTH_LANGUAGES, "ERROR"):
        must(word in refused.stderr, refused.stderr)
    must("WARNING" not in refused.stderr, refused.stderr)
    must("Traceback" not in refused.stderr, refused.stderr)
    run(project, "make", "ready")
    run(project, "make", "demo-files", **NOBODY)
    # A newer lock that cannot be fetched leaves what was there.
    lock = project / "requirements/run.txt"
    kept = lock.read_text("utf-8")
    lock.write_text(kept.replace("click==8", "click==9"), "utf-8")
    run(project, "make", "ready", expect=2, **NOBODY)
    lock.write_text(kept, "utf-8")
    must(run(project, "make", "ready", **NOBODY).stdout == "", "made anew for nothing")
    return f"refused after {took:.0f} s"


def other_pythons(folder: Path) -> str:
    """A Python that is not there, or not supported, is refused in both languages."""
    project = copy_of_project(folder / "project")
    old = folder / "python3.10"
    old.write_text("#!/bin/sh\necho 3.10\n", "utf-8")
    old.chmod(0o755)
    for named, seen in (("python9", "none"), (str(old), "3.10")):
        refused = run(project, "make", "demo", f"PYTHON={named}", expect=2)
        for word in ("3.11, 3.12 or 3.13", "ต้องใช้ Python", seen):
            must(word in refused.stderr, refused.stderr)
        must(not (project / ".venv").exists(), "an environment was made")
    return "refused"


TRIES: dict[str, Callable[[Path], str]] = {
    "newer-releases": newer_releases,
    "release": release,
    "another-folder": another_folder,
    "interrupted": interrupted,
    "without-home": without_home,
    "without-network": without_network,
    "other-pythons": other_pythons,
}


if __name__ == "__main__":
    for chosen in sys.argv[1:] or TRIES:
        with tempfile.TemporaryDirectory() as place:
            start = time.monotonic()
            result = TRIES[chosen](Path(place))
            print(f"{chosen}: {result} ({time.monotonic() - start:.0f} s)", flush=True)
