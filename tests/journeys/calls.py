"""Calls of the command line, in this process and in one of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from prongsai.cli.main import run
from prongsai.flow.by_file.examples import EXAMPLES

FOLDER = Path(str(files("prongsai"))) / "examples"
RANGSIT, WATTHANA, MAE_SOT, MAE_SAI, TRANG = (str(FOLDER / f"{name}.yaml") for name in EXAMPLES)
INTERNAL = ("Traceback", "Internal error", "โปรแกรมผิดพลาดภายใน")


def prongsai(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Status, output and messages of one call, in English unless the call says otherwise."""
    with pytest.raises(SystemExit) as left:
        run(words if any(word.startswith("--lang") for word in words) else ("--lang", "en", *words))
    shown = capsys.readouterr()
    assert not any(word in shown.out + shown.err for word in INTERNAL)
    return int(left.value.code or 0), shown.out, shown.err


def called(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A call in a process of its own, as from a shell."""
    return subprocess.run(
        [sys.executable, "-m", "prongsai", *words],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", "COLUMNS": "90", **environment},
        timeout=120,
        check=False,
    )


def left_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))
