"""The invented body that comes with the program, installed for a test, and a round of one of its agencies."""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path

NAME = "example-body-2570"
EDITION = Path(str(files("prongsai"))) / "examples" / "editions" / NAME

SCHOOL = """\
format: prongsai/round@1
year: 2570
agency: {name: โรงเรียนตัวอย่างสมมติ, kind: school, province: ลำพูน}
answers:
  SV:
    respondents: 10
    items:
      s1: {counts: [0, 1, 0, 9]}
      s2: {counts: [0, 0, 0, 10]}
      s3: {counts: [2, 0, 0, 8]}
      s4: {counts: [10, 0, 0, 0]}
    demographics: {status: {counts: {learner: 4, parent: 6}}}
disclosure:
- {item: w1, score: "50"}
- {item: w2, score: "50"}
- {item: w3, score: "100"}
"""


def copied(to: Path, name: str = NAME) -> Path:
    """A copy of the edition to change, in a folder of this name."""
    return Path(shutil.copytree(EDITION, to / name))


def changed(folder: Path, file: str, before: str, after: str) -> None:
    """One place of a file of the copy, changed."""
    path = folder / file
    text = path.read_text("utf-8")
    assert text.count(before) >= 1, before
    path.write_text(text.replace(before, after, 1), "utf-8")
