"""What every part keeps to: a sentence for each module, short files, no call that Windows lacks, no machine's path."""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "prongsai"
PARTS = ("src", "tests", "docs", "scripts", "bench", "requirements", ".ci")
TEXTS = {".py", ".md", ".yaml", ".yml", ".toml", ".txt", ".in", ".css", ".typ", ".json", ".xml", ""}
STEPS = (
    *("language", "files", "criteria", "collect", "assess", "analyze", "improve", "publish"),
    *("roundfile", "excel_form", "proofread", "booklets", "screens"),
)

# Words of other trades, by their digests, so that they do not stand here either.
ELSEWHERE = frozenset(
    [
        "60965168ce76",
        "053ea4804ef1",
        "7d3194f79e64",
        "c70eca6b0f88",
        "c857d09db23e",
        "3ea125d0bff3",
        "5d72436256ad",
        "487b91042c7c",
        "de2187af3fb0",
        "386ebc0efd04",
        "a5ea7d719f7a",
        "94a168d2da57",
        "d298391b0743",
        "a39a7ffad4a3",
        "eea82f53ecae",
    ]
)

# Modules and calls that only POSIX systems have.
POSIX_MODULES = {
    *("fcntl", "pwd", "grp", "resource", "termios", "tty", "pty", "posix", "crypt", "syslog", "spwd", "nis", "curses"),
    "readline",
}
POSIX_CALLS = {
    "os": {
        *(
            "fork",
            "forkpty",
            "getuid",
            "geteuid",
            "getgid",
            "getegid",
            "setuid",
            "setgid",
            "setsid",
            "getpgid",
            "killpg",
        ),
        *(
            "mkfifo",
            "mknod",
            "chown",
            "lchown",
            "chroot",
            "uname",
            "nice",
            "wait",
            "wait3",
            "wait4",
            "statvfs",
            "getloadavg",
        ),
        *("sched_getaffinity", "sched_setaffinity", "pread", "pwrite", "sysconf", "getpgrp", "openpty", "ttyname"),
    },
    "signal": {
        "SIGKILL",
        "SIGALRM",
        "SIGHUP",
        "SIGUSR1",
        "SIGUSR2",
        "SIGCHLD",
        "SIGPIPE",
        "alarm",
        "setitimer",
        "pause",
    },
    "time": {"tzset", "clock_settime", "pthread_getcpuclockid"},
    "socket": {"AF_UNIX"},
}


def modules() -> list[Path]:
    # Migrations are made by Django and never edited once they have landed.
    return sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def every_text() -> Iterator[tuple[str, str]]:
    """Place and text of every file of the project that people wrote."""
    single = [path for path in ROOT.iterdir() if path.is_file() and path.name not in (".coverage", ".git")]
    found = [*single, *(path for part in PARTS for path in (ROOT / part).rglob("*") if path.is_file())]
    for path in found:
        if path.suffix in TEXTS and "__pycache__" not in path.parts:
            yield named(path), path.read_text("utf-8")


@pytest.mark.parametrize("path", modules(), ids=named)
def test_module_opens_with_a_sentence_and_is_not_long(path: Path) -> None:
    source = path.read_text("utf-8")
    said = ast.get_docstring(ast.parse(source))

    assert said, "what is here?"
    first = re.split(r"\n\s*\n", said)[0]
    assert re.match(r"[A-Z`]", first), first
    assert first.rstrip().endswith((".", ":")), first
    assert len(source.splitlines()) <= 500


@pytest.mark.parametrize("part", ["tests", "scripts", "bench"])
def test_files_beside_the_package_are_not_long_either(part: str) -> None:
    lengths = {named(path): len(path.read_text("utf-8").splitlines()) for path in (ROOT / part).rglob("*.py")}

    assert {name: length for name, length in lengths.items() if length > 500} == {}


def test_public_functions_and_classes_say_what_they_are() -> None:
    silent = []
    for path in modules():
        for node in ast.parse(path.read_text("utf-8")).body:
            public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
            if public and not ast.get_docstring(node):
                silent.append(f"{named(path)}: {node.name}")
    assert silent == []


def test_folders_are_named_after_what_is_in_them() -> None:
    vague = {"utils", "helpers", "common", "core", "misc", "manager", "managers", "lib"}

    assert [named(path) for path in PACKAGE.rglob("*") if path.stem in vague] == []


# About twelve modules are found at a glance. More may stand where each is one named thing, looked for by its name.
MOST_MODULES = 13
ONE_THING_EACH = {
    "cli": "a command by its name",
    "publish/assemble/parts": "a part of documents by its name",
    "publish/word": "a part of a Word file by its name",
}


def test_folders_hold_about_a_dozen_modules() -> None:
    counts = {
        folder.relative_to(PACKAGE).as_posix(): len([path for path in folder.glob("*.py") if path.stem != "__init__"])
        for folder in PACKAGE.rglob("*")
        if folder.is_dir() and folder.name != "migrations"
    }

    assert {name for name, count in counts.items() if count > MOST_MODULES} == ONE_THING_EACH.keys()


def test_no_rule_hides_behind_a_year() -> None:
    # Methods are named in the edition; a year that decides something in code would hide a rule.
    found = []
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Compare):
                numbers = [part.value for part in ast.walk(node) if isinstance(part, ast.Constant)]
                if any(isinstance(each, int) and 2556 <= each <= 2600 for each in numbers):
                    found.append(f"{named(path)}:{node.lineno}")
    assert found == []


def test_steps_do_not_look_at_the_clock_or_the_machine() -> None:
    banned = {"time", "socket", "urllib", "http", "requests", "subprocess", "random", "secrets", "uuid", "tempfile"}
    found = []
    for step in STEPS:
        for path in (PACKAGE / step).rglob("*.py"):
            tree = ast.parse(path.read_text("utf-8"))
            found += [f"{named(path)}: {name}" for name in imported(tree) if name.partition(".")[0] in banned]
            found += [f"{named(path)}: {call}" for call in clock_calls(tree)]
    assert found == []


def clock_calls(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            of = getattr(node.func.value, "id", getattr(node.func.value, "attr", ""))
            if of in ("date", "datetime") and node.func.attr in ("today", "now", "utcnow"):
                yield f"{of}.{node.func.attr}"


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def posix_only(source: str) -> list[str]:
    """What of a module's imports and calls is not there on Windows."""
    tree = ast.parse(source)
    found = [name for name in imported(tree) if name.partition(".")[0] in POSIX_MODULES]
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if node.attr in POSIX_CALLS.get(node.value.id, ()):
                found.append(f"{node.value.id}.{node.attr}")
        elif isinstance(node, ast.ImportFrom) and node.module in POSIX_CALLS:
            found += [f"{node.module}.{each.name}" for each in node.names if each.name in POSIX_CALLS[node.module]]
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("get_context", "set_start_method"):
            found += [f"start method {each.value}" for each in node.args if getattr(each, "value", "spawn") != "spawn"]
    return found


def test_calls_that_only_posix_has_stand_in_outside_alone() -> None:
    found = {named(path): posix_only(path.read_text("utf-8")) for path in modules() if "outside" not in path.parts}

    assert {name: calls for name, calls in found.items() if calls} == {}


@pytest.mark.parametrize(
    "source",
    [
        "import fcntl",
        "from os import fork",
        "import os; os.getuid()",
        "import signal; signal.SIGALRM",
        "mp.get_context('fork')",
    ],
)
def test_calls_that_only_posix_has_are_seen(source: str) -> None:
    assert len(posix_only(source)) == 1
    assert posix_only("import os\nos.getpid()\nmp.get_context('spawn')") == []


def test_files_are_opened_with_their_encoding() -> None:
    # Windows reads text in the code page of the country otherwise, and Thai comes out as signs.
    silent = [
        f"{named(path)}:{node.lineno}"
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", "") in ("read_text", "write_text")
        and not (node.args or node.keywords)
    ]
    assert silent == []


SILENCES = re.compile(r"#\s*(?:type: ignore|noqa|ruff: noqa)")
# What is silenced, by its code, then why.
REASONED = re.compile(
    r"# type: ignore\[[a-z-]+\]  # \S.{3,}|# (?:ruff: )?noqa: [A-Z0-9]+(?:, [A-Z0-9]+)* (?:—|--?) \S.{3,}"
)


def every_python() -> Iterator[Path]:
    """But this file, which has the words in its own tests."""
    for folder in ("src", "tests", "scripts", "bench"):
        yield from (path for path in sorted((ROOT / folder).rglob("*.py")) if path.name != "test_house.py")


def test_whatever_silences_a_check_says_why() -> None:
    bare = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in every_python()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if SILENCES.search(line) and not REASONED.search(line)
    ]
    assert bare == []


def test_types_are_silenced_only_where_they_are_checked() -> None:
    # mypy reads the package alone: elsewhere such a line silences nothing.
    idle = [
        str(path.relative_to(ROOT))
        for path in every_python()
        if not path.is_relative_to(PACKAGE) and "# type: ignore" in path.read_text("utf-8")
    ]
    assert idle == []


def test_whatever_is_not_run_says_why() -> None:
    """A skip has its reason, nothing is expected to fail, and only what some systems lack may be missing."""
    silent = []
    for path in (ROOT / "tests").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name, words = ast.unparse(node.func), {word.arg for word in node.keywords}
            given = bool(node.args) if name == "pytest.skip" else "reason" in words
            skips = name in ("pytest.skip", "pytest.mark.skip", "pytest.mark.skipif", "pytest.importorskip")
            if (skips and not given) or name in ("pytest.mark.xfail", "pytest.xfail"):
                silent.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert silent == []


def test_no_path_of_a_machine_stands_in_the_project() -> None:
    machine = re.compile(r"(?<![\w.@%)/])/(?:root|home|tmp|work|Users|opt|mnt|var)/[\w.]|[A-Z]:\\\\?Users")
    found = [
        (place, hit[0])
        for place, text in every_text()
        # How to install on a server names where a server keeps things.
        if "test_house" not in place and not str(place).startswith(("deploy", "docs/how-to/install-"))
        for hit in machine.finditer(text)
    ]

    assert found == []


def test_project_speaks_of_itself_alone() -> None:
    found: dict[str, str] = {}
    for place, text in every_text():
        for word in set(re.findall(r"[A-Za-z]{3,12}", text)):
            if hashlib.sha256(word.lower().encode()).hexdigest()[:12] in ELSEWHERE:
                found[place] = word
    assert found == {}


def test_sources_are_cited_inside_the_project() -> None:
    # A place that a reader of the repository cannot open is no source.
    elsewhere = r"\b(?:practice|domain|design|style|peers|essentials|roadmap)(?:\.md| §?[0-9]+(?:\.[0-9]+)?\b)"
    found = [
        (place, hit[0])
        for place, text in every_text()
        if "test_house" not in place
        for hit in re.finditer(elsewhere, text)
    ]
    assert found == []


def test_grounds_that_the_code_names_stand_in_the_page_of_grounds() -> None:
    page = (ROOT / "docs" / "reference" / "grounds.md").read_text("utf-8")
    named = [name for path in modules() for name in re.findall(r"[Gg]rounds: “([^”]+)”", path.read_text("utf-8"))]

    assert named
    assert [name for name in named if f"## {name}\n" not in page] == []
