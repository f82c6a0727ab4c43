"""Files that were made to eat a machine: each is answered in words, within bounds of time and memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="measured with getrusage")

# One process reads all of them one after the other; then what it and its helpers took is known.
EAT = """
import io, json, resource, time, zipfile
from prongsai.files.problems import Refused
from prongsai.flow.by_file.examples import examples
from prongsai.flow.by_file.excel import form_of_round
from prongsai.flow.by_file.handed_in import handed_in
from prongsai.outside import child

FORM = form_of_round(examples()["mae-sot-2568"])
HEAD = b'{"format":"prongsai/round@1",'
YAML = b"format: prongsai/round@1\\n"
NS = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'

def form(pieces):
    # The form with another second sheet, written piece by piece.
    out = io.BytesIO()
    packed = {"compression": zipfile.ZIP_DEFLATED, "compresslevel": 1}
    with zipfile.ZipFile(io.BytesIO(FORM)) as old, zipfile.ZipFile(out, "w", **packed) as new:
        for name in old.namelist():
            if name != "xl/worksheets/sheet2.xml":
                new.writestr(name, old.read(name))
        with new.open("xl/worksheets/sheet2.xml", "w") as sheet:
            for piece in pieces:
                sheet.write(piece)
    return out.getvalue()

def empty_parts():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for number in range(60_000):
            made.writestr(f"xl/{number}", b"")
    return out.getvalue()

ROW = b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>x</t></is></c></row>'
ENTITIES = b"".join(
    b'<!ENTITY a%d "%s">' % (n, (b"&a%d;" % (n - 1)) * 10 if n else b"aaaaaaaaaa") for n in range(10)
)
FILES = {
    "list": (lambda: b"[" + b"{}," * 1_300_000 + b"{}]", "x.json"),
    "large list": (lambda: b"[" + b"{}," * 5_000_000 + b"{}]", "x.json"),
    "deep": (lambda: b"[" * 1_900_000 + b"]" * 1_900_000, "x.json"),
    "values": (lambda: HEAD + b'"answers":[' + b'"a",' * 950_000 + b'"a"]}', "x.json"),
    "keys": (lambda: HEAD + b",".join(b'"k%d":1' % n for n in range(300_000)) + b"}", "x.json"),
    "digits": (lambda: HEAD + b'"year":' + b"9" * 3_900_000 + b"}", "x.json"),
    "lines": (lambda: b'{"format":"prongsai/round@1","year":2568}\\n' * 90_000, "x.jsonl"),
    "yaml keys": (lambda: YAML + b"".join(b"k%d: 1\\n" % n for n in range(250_000)), "x.yaml"),
    "yaml lists": (lambda: YAML + b"x: [" + b"[]," * 1_200_000 + b"]", "x.yaml"),
    "sheet of rows": (lambda: form([NS, *(ROW % (n, n) for n in range(1, 400_000))]), "x.xlsx"),
    "sheet of blanks": (lambda: form([NS, *[b" " * 1_000_000] * 300]), "x.xlsx"),
    "entities": (lambda: form([b"<!DOCTYPE x [", ENTITIES, b"]><worksheet>&a9;</worksheet>"]), "x.xlsx"),
    "parts": (empty_parts, "x.xlsx"),
    "no archive": (lambda: b"PK\\x03\\x04" + b"\\0" * 19_000_000, "x.xlsx"),
}
for case, (make, name) in FILES.items():
    data, start = make(), time.monotonic()
    try:
        said = handed_in(data, name).source
    except Refused as refused:
        said = [problem.text.th for problem in refused.problems][:1]
    print(json.dumps({"case": case, "said": said, "seconds": time.monotonic() - start, "bytes": len(data)}))
child.end_all()
mine, helpers = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(json.dumps({"mine": mine / 1024, "helpers": helpers / 1024}))
"""
# A process's peak begins with that of who starts it, so a small one stands between it and the tests.
BETWEEN = "import subprocess, sys; sys.exit(subprocess.call([sys.executable, '-c', sys.argv[1]]))"


def test_no_file_of_the_allowed_size_takes_more_than_its_share() -> None:
    done = subprocess.run(
        [sys.executable, "-c", BETWEEN, EAT],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        env={**os.environ},
    )
    assert done.returncode == 0, done.stderr
    *cases, peaks = map(json.loads, done.stdout.splitlines())
    assert len(cases) == 14
    for case in cases:
        assert isinstance(case["said"], list), case
        assert case["said"][0], case
        assert not any(word in case["said"][0] for word in ("ข้อผิดพลาดของโปรแกรม", "พร้อมกันหลายคน")), case
        assert case["seconds"] <= 20, case
    # What both hold at once: the page's process and the one that reads (MiB).
    assert peaks["mine"] + peaks["helpers"] <= 400, peaks
