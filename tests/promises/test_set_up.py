"""Set-up: one list of Pythons everywhere, nothing but locks installed by them, and begun anew where it must be."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import prongsai

ROOT = Path(__file__).parents[2]
NAMES_PYTHONS = {
    "README.md": "Python 3.11, 3.12 or 3.13",
    "Makefile": "Python 3.11, 3.12 or 3.13",
    "scripts/find_python.sh": "Python 3.11, 3.12 or 3.13",
    "docs/how-to/install-debian.md": "Python 3.11, 3.12 or\n   3.13",
    "docs/how-to/install-windows.md": "Python 3.11, 3.12 or 3.13",
    "docs/th/command-line.md": "Python 3.11, 3.12 หรือ 3.13",
}
GUIDES = ("docs/how-to/install-debian.md", "docs/how-to/install-windows.md", "docs/th/command-line.md")
# Asks what would be installed on other systems, and installs nothing.
ASKS_ONLY = "scripts/wheels.py"


def script(name: str) -> Any:
    spec = importlib.util.spec_from_file_location(f"{name}_script", ROOT / "scripts" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def installs() -> list[tuple[str, int, str]]:
    """Place, line and words of every call of the package client that installs something."""
    places = [ROOT / "Makefile", ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / ".ci" / "run"]
    for folder, kinds in (("scripts", "*.*"), ("docs", "*.md"), ("deploy", "*.*")):
        places += sorted((ROOT / folder).rglob(kinds))
    calls = []
    for path in places:
        if path.suffix == ".pyc":
            continue
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            words = re.sub(r"[\"',()*]+", " ", line)
            if re.search(r"\bpip\s+install\b", words):
                calls.append((path.relative_to(ROOT).as_posix(), number, words))
    return calls


def test_every_place_names_the_same_pythons() -> None:
    supported = script("wheels").pythons()
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    first, last = supported[0], supported[-1].partition(".")[2]

    assert f'requires-python = ">={first},<3.{int(last) + 1}"' in project
    assert f'supported="{" ".join(supported)}"' in (ROOT / "scripts/find_python.sh").read_text("utf-8")
    for place, words in NAMES_PYTHONS.items():
        text = (ROOT / place).read_text("utf-8")
        assert words in text, place
        assert tuple(re.findall(r"3\.\d+", words)) == supported, place
        assert re.findall(r"Python (?:รุ่น )?3\.\d+ (?:or later|or newer|ขึ้นไป)", text) == [], place


INSTALLING = (*GUIDES, "scripts/set_up.py", "scripts/try_setup.py", "Makefile")


def test_every_install_is_by_a_lock_or_of_the_program_itself() -> None:
    wrong = []
    for place, number, words in installs():
        by_lock = "--require-hashes" in words and any(lock in words for lock in ("run.txt", "mutants.txt", "locks"))
        program = re.search(r"prongsai-\S+\.whl|program\.name|-e\s+\.", words)
        if place != ASKS_ONLY and not ("--no-deps" in words and (by_lock or program)):
            wrong.append(f"{place}:{number}: {words.strip()}")

    assert wrong == []
    assert {place for place, *_ in installs()} == {*INSTALLING, ASKS_ONLY}


@pytest.mark.parametrize("place", INSTALLING)
def test_after_the_last_install_it_is_checked_that_nothing_is_missing(place: str) -> None:
    lines = (ROOT / place).read_text("utf-8").splitlines()
    last = max(number for where, number, _ in installs() if where == place)

    assert re.search(r"\bpip check\b|\"pip\", \"check\"|\*pip, \"check\"", "\n".join(lines[last:])), place


def test_thai_guide_names_the_file_of_this_version() -> None:
    named = set(re.findall(r"prongsai-([\d.]+)-py3", (ROOT / "docs/th/command-line.md").read_text("utf-8")))

    assert named == {prongsai.__version__}


needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="make is not used there")


@needs_posix
@pytest.mark.parametrize(
    ("says", "status", "on_screen"),
    [
        ("3.11", 0, ""),
        ("3.13", 0, ""),
        ("3.10", 1, "found: {} (3.10)"),
        ("3.14", 1, "พบ: {} (3.14)"),
        ("3.1", 1, "found: {} (3.1)"),
    ],
)
def test_only_a_supported_python_is_taken(tmp_path: Path, says: str, status: int, on_screen: str) -> None:
    python = tmp_path / "python ไทย"
    python.write_text(f"#!/bin/sh\necho {says}\n", "utf-8")
    python.chmod(0o755)

    done = subprocess.run(
        ["sh", ROOT / "scripts/find_python.sh", python], capture_output=True, encoding="utf-8", cwd=tmp_path
    )

    assert done.returncode == status
    assert done.stdout == ("" if status else f"{python}\n")
    assert (on_screen.format(python) in done.stderr) if status else (done.stderr == "")


@needs_posix
def test_a_python_without_the_means_to_make_an_environment_is_told_from_none(tmp_path: Path) -> None:
    python = tmp_path / "python3.11"
    python.write_text('#!/bin/sh\ncase "$2" in *ensurepip*) exit 1;; esac\necho 3.11\n', "utf-8")
    python.chmod(0o755)

    done = subprocess.run(["sh", ROOT / "scripts/find_python.sh", python], capture_output=True, encoding="utf-8")

    assert (done.returncode, done.stdout) == (1, "")
    assert [line.count("apt install python3-venv") for line in done.stderr.splitlines()] == [1, 1]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The set-up in a folder of its own, whose package client writes down what it is asked."""
    pytest.importorskip("fcntl", reason="the set-up of Windows has no make")
    module = script("set_up")
    for name in (
        "pyproject.toml",
        "src/prongsai/__init__.py",
        *(f"requirements/{lock}.txt" for lock in ("build", "dev", "run")),
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    folder = tmp_path / ".venv"
    for name, value in (
        ("ROOT", tmp_path),
        ("FOLDER", folder),
        ("STATE", folder / "made.json"),
        ("PYTHON", folder / "x"),
    ):
        monkeypatch.setattr(module, name, value)
    module.asked = []

    def call(*words: str) -> str:
        module.asked.append(" ".join(words))
        if words[:2] == ("pip", "list"):
            return '[{"name": "pip"}, {"name": "Django"}, {"name": "left-over"}]'
        return ""

    def environment() -> None:
        module.asked.append("environment")
        folder.mkdir(exist_ok=True)
        (folder / "x").touch()

    monkeypatch.setattr(module, "call", call)
    monkeypatch.setattr(module, "make_environment", environment)
    monkeypatch.setattr(module.subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], 0))
    return module


RUN = "pip install -q --no-deps --require-hashes -r requirements/run.txt -r requirements/build.txt"
DEV = "pip install -q --no-deps --require-hashes -r requirements/dev.txt"
OTHERS = ["pip list --format json", "pip uninstall -q -y left-over"]
PROGRAM = ["pip install -q --no-deps --no-build-isolation --no-index -e .", "pip check"]


def test_set_up_installs_the_lock_then_the_program_then_checks(place: Any) -> None:
    place.set_up("run")

    assert place.asked == ["environment", RUN, *OTHERS, *PROGRAM]


def test_set_up_does_nothing_the_second_time(place: Any) -> None:
    place.set_up("dev")
    place.asked.clear()
    place.set_up("dev")
    place.set_up("run")  # who has the tests' tools has what the program needs

    assert place.asked == []


def test_set_up_adds_what_tests_need_to_what_is_there(place: Any) -> None:
    place.set_up("run")
    place.asked.clear()
    place.set_up("dev")

    assert place.asked == [DEV, *OTHERS, *PROGRAM]


def test_set_up_installs_the_program_alone_where_only_its_description_changed(place: Any) -> None:
    place.set_up("run")
    (place.ROOT / "pyproject.toml").write_text("", "utf-8")
    place.asked.clear()
    place.set_up("run")

    assert place.asked == PROGRAM


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"folder": "elsewhere"}, "moved"),
        ({"python": "3.10"}, "from now on"),
        ({}, "did not finish"),
    ],
)
def test_set_up_begins_anew_where_the_environment_cannot_be_used(
    place: Any, capsys: pytest.CaptureFixture[str], change: dict[str, str], said: str
) -> None:
    place.set_up("run")
    capsys.readouterr()
    place.asked.clear()
    if change:
        place.STATE.write_text(place.json.dumps(place.state() | change), "utf-8")
    else:
        place.STATE.write_text('{"folder": ', "utf-8")
    place.set_up("run")

    assert place.asked[:2] == ["environment", RUN]
    assert said in capsys.readouterr().out.splitlines()[0]


def test_an_environment_whose_python_is_gone_does_not_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("fcntl", reason="the set-up of Windows has no make")
    module = script("set_up")
    monkeypatch.setattr(module, "PYTHON", tmp_path / "gone")
    assert not module.works()
    monkeypatch.setattr(module, "PYTHON", Path(sys.executable))
    assert module.works()


def test_set_up_begins_anew_where_the_python_was_removed(place: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    place.set_up("run")
    place.asked.clear()
    monkeypatch.setattr(place, "works", lambda: False)
    (place.FOLDER / "x").unlink()
    place.set_up("run")

    assert place.asked[:2] == ["environment", RUN]


def test_a_lock_that_cannot_be_fetched_leaves_what_was_there(place: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    place.set_up("run")
    kept = place.state()
    (place.ROOT / "requirements/run.txt").write_text("click==9 \\\n    --hash=sha256:00\n", "utf-8")

    def refused(*words: str) -> str:
        raise place.Failed

    monkeypatch.setattr(place, "call", refused)
    with pytest.raises(place.Failed):
        place.set_up("run")

    assert place.state() == kept


def test_a_set_up_that_fails_later_is_not_taken_for_whole(place: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*words: str) -> str:
        if words == ("pip", "check"):
            raise place.Failed
        return "[]"

    monkeypatch.setattr(place, "call", refused)
    with pytest.raises(place.Failed):
        place.set_up("run")

    assert place.state() == {}
