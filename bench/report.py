"""Documents: how fast the whole command makes one, against LibreOffice converting our own Word file.

Prints ratios and exits 1 where a bound is broken. Ours starts from the round file and ends with the PDF on disk; what
LibreOffice is held against starts from a finished Word file. Both start as new processes, in turn.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.resources import files
from pathlib import Path

from prongsai.flow.by_file.examples import examples
from prongsai.flow.by_file.write import report_of
from prongsai.publish.word import docx
from prongsai.roundfile.write import to_data

RUNS = 5
AGENCIES = 200
LEAST = (("mae-sai-2566", "memo", 4), ("rangsit-2568", "book", 3))


def main() -> int:
    """Runs every measurement; the number of broken bounds is the exit status."""
    command = Path(sys.executable).with_name("prongsai")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # as an officer's machine has it: compiled once
    examples_folder = Path(str(files("prongsai") / "examples"))
    broken = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        office = shutil.which("soffice")
        for example, kind, least in LEAST:
            word = folder / f"{kind}.docx"
            word.write_bytes(docx(report_of(examples()[example], kind)))
            round_file = str(examples_folder / f"{example}.yaml")
            ours = [str(command), "report", round_file, "-k", kind, "-f", "pdf", "-o", name]
            _run(ours)  # the first run of all writes the bytecode
            if office is None:
                print(f"{kind:<6} LibreOffice is not installed: not compared; ours {_median(ours):.3f} s")
                continue
            profile = f"-env:UserInstallation=file://{folder}/office"
            theirs = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", name, str(word)]
            _run(theirs)  # the first run makes LibreOffice's own profile
            mine, other = _alternating(ours, theirs)
            print(
                f"{kind:<6} whole command {mine:.3f} s   LibreOffice {other:.3f} s   "
                f"ratio {other / mine:4.1f} (least {least})"
            )
            broken += other / mine < least
        cpu, count, size = _full_set(command, examples_folder / "rangsit-2568.yaml", folder / "full")
        print(f"full set of one agency: {count} documents, {size / 1e6:.1f} MB, {cpu:.2f} s CPU cold (most 5)")
        broken += cpu > 5
        half, whole, peak = _many(command, folder)
        print(
            f"{AGENCIES} agencies, measures in three formats: {whole:.1f} s, twice as many {whole / half:.2f} times "
            f"(most 2.3), largest process {peak:.0f} MiB (most 1229)"
        )
        broken += whole / half > 2.3
        broken += peak > 1229
    return int(broken)


def _run(words: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def _median(words: list[str]) -> float:
    return statistics.median(_run(words) for _ in range(RUNS))


def _alternating(ours: list[str], theirs: list[str]) -> tuple[float, float]:
    pairs = [(_run(ours), _run(theirs)) for _ in range(RUNS)]
    return statistics.median(mine for mine, _ in pairs), statistics.median(other for _, other in pairs)


def _full_set(command: Path, file: Path, out: Path) -> tuple[float, int, int]:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    _run([str(command), "report", str(file), "-k", "all", "-f", "docx,pdf,html", "-o", str(out)])
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    made = list(out.iterdir())
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, len(made), sum(file.stat().st_size for file in made)


def _many(command: Path, folder: Path) -> tuple[float, float, float]:
    data = to_data(examples()["mae-sot-2568"])
    times = []
    for count in (AGENCIES // 2, AGENCIES):
        rounds = folder / f"{count}.jsonl"
        agency = data["agency"]
        assert isinstance(agency, dict)
        lines = (json.dumps({**data, "agency": {**agency, "name": f"หน่วยงานที่ {n}"}}) for n in range(count))
        rounds.write_text("\n".join(lines), encoding="utf-8")
        out = folder / f"out-{count}"
        times.append(
            _run([str(command), "report", str(rounds), "-k", "measures", "-f", "docx,pdf,html", "-o", str(out)])
        )
        assert sum(1 for _ in out.iterdir()) == 3 * count
    return times[0], times[1], resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
