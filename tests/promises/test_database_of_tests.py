"""Tests run on the database that they are asked for, or not at all."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SETTINGS = "DJANGO_SETTINGS_MODULE"


def collecting(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A run of its own that finds tests and runs none, as from a shell that has the variables."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PRONGSAI_", "DJANGO_", "PYTEST_"))
    }
    kept |= {"PRONGSAI_FOLDER": str(folder), "DATABASE_URL": "", "PYTHONUTF8": "1", **environment}
    command = [sys.executable, "-m", "pytest", "--collect-only", "-p", "no:xdist", *words, "tests/steps/test_exact.py"]
    return subprocess.run(command, cwd=ROOT, env=kept, capture_output=True, encoding="utf-8", timeout=120, check=False)


@pytest.mark.parametrize("asked", ["1", ""])
def test_tests_do_not_run_on_the_settings_of_a_site(tmp_path: Path, asked: str) -> None:
    done = collecting(tmp_path, PRONGSAI_TEST_POSTGRES=asked, **{SETTINGS: "prongsai.config.settings"})
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert "unset DJANGO_SETTINGS_MODULE" in done.stderr
    assert "Traceback" not in done.stderr


def test_nor_where_pytest_is_told_of_them(tmp_path: Path) -> None:
    done = collecting(tmp_path, "--ds", "prongsai.config.settings")
    assert (done.returncode, "leave --ds out" in done.stderr) == (pytest.ExitCode.USAGE_ERROR, True)


def test_tests_run_on_settings_of_their_own(tmp_path: Path) -> None:
    done = collecting(tmp_path)
    assert done.returncode == 0, done.stderr + done.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(shutil.which("make") is None, reason="there is no `make`")
def test_make_gives_no_settings_to_the_tests() -> None:
    kept = {name: value for name, value in os.environ.items() if name != SETTINGS}
    rule = f"asked: ; @echo [$${SETTINGS}]"
    done = subprocess.run(
        ["make", "--no-print-directory", f"--eval={rule}", "asked"],
        cwd=ROOT, env=kept, capture_output=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr
