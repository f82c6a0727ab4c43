"""Booklets into round files: what reading figures costs beside reading the document, and a folder of many.

- Figures of a book of two dozen pages, with everything that settles them, take at most 0.8 times what its letters,
  lines and tables take to be read from the PDF.
- Twice as many booklets take at most 2.3 times as long, and at most a tenth more memory.

Prints all of it; exits 1 where a bound is broken.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from prongsai.booklets.reading import read_booklet
from prongsai.booklets.whose import whose
from prongsai.criteria.editions import edition
from prongsai.flow.by_file.booklets.one import past_of
from prongsai.flow.by_file.examples import examples
from prongsai.flow.by_file.write import report_of
from prongsai.proofread.document.read import read_document
from prongsai.publish.html.page import html
from prongsai.publish.pdf.pdf import pdf

RUNS = 5
MANY = 60
FIGURES, TIME, MEMORY = 0.8, 2.3, 1.1

_FOLDER = """
import resource, sys
from pathlib import Path
from prongsai.flow.by_file.booklets.many import booklets_in
states = [done.state for done in booklets_in(Path(sys.argv[1]), Path(sys.argv[2]), language="th")]
assert "refused" not in states, states
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def main() -> int:
    """Runs every measurement; the number of broken bounds is the exit status."""
    one = examples()["rangsit-2568"]
    report = report_of(one, "book")
    data, rules = pdf(report), edition(one.facts.criteria)
    letters = _median(lambda: read_document(data, "book.pdf"))
    pieces = read_document(data, "book.pdf").pieces
    figures = _median(lambda: read_booklet(pieces, rules, whose(pieces), past_of(rules)))
    print(
        f"a book of {len(data) / 1e6:.1f} MB: the document {letters:.2f} s CPU, its figures {figures:.2f} s, "
        f"{figures / letters:.2f} times (most {FIGURES})"
    )
    broken = figures / letters > FIGURES
    page = html(report).encode()
    with tempfile.TemporaryDirectory() as name:
        half, small = _folder(Path(name) / "half", page, MANY)
        whole, large = _folder(Path(name) / "whole", page, 2 * MANY)
    print(
        f"{MANY} booklets {half:.1f} s, twice as many {whole / half:.2f} times (most {TIME}), "
        f"memory {large / small:.2f} times (most {MEMORY}), {large / 1024:.0f} MiB"
    )
    return int(broken) + (whole / half > TIME) + (large / small > MEMORY)


def _median(work: object) -> float:
    assert callable(work)
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return statistics.median(times)


def _folder(folder: Path, page: bytes, many: int) -> tuple[float, int]:
    """Seconds and the largest memory (KiB) of a run over so many booklets, each a little different."""
    folder.mkdir()
    for number in range(many):
        (folder / f"{number:04}.html").write_bytes(page + f"<!-- {number} -->".encode())
    start = time.monotonic()
    words = [sys.executable, "-c", _FOLDER, str(folder), str(folder.with_suffix(".jsonl"))]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    return time.monotonic() - start, int(done.stdout.split()[-1])


if __name__ == "__main__":
    sys.exit(main())
