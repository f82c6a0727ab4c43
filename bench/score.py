"""How fast the nation's agencies are scored: 8,317 agencies in one process, from JSON Lines and from YAML files.

Bounds: JSON Lines read and scored within 10 s, YAML within 30 s, twice the agencies in at most 2.2 times the time.
Prints times, ratios and peak memory; exits 1 where a bound is broken. `--agencies N` for a quick look.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from prongsai.assess.score import score
from prongsai.criteria.editions import edition
from prongsai.criteria.shapes import Criteria
from prongsai.flow.by_file.rounds import read_rounds

EDITION = "nacc-2568"
NATION = 8_317
JSON_LINES_SECONDS = 10.0
YAML_SECONDS = 30.0
DOUBLING = 2.2
RUNS = 3


def agency(criteria: Criteria, chance: random.Random, number: int) -> dict[str, object]:
    """One agency's round with every answer and mark known, as the file format has it; all scalars as text."""
    answers: dict[str, object] = {}
    for part in criteria.part_ids():
        instrument = criteria.instrument_of_part(part)
        if instrument.kind != "survey":
            continue
        people = chance.randint(30, 400)
        items = {}
        for item in criteria.items_of(instrument.id):
            assert item.question is not None
            assert item.question.scale is not None
            points = item.question.scale.points
            better = [1 + 12 * float(point) / 100 for point in points]
            counts = [0] * len(points)
            for chosen in chance.choices(range(len(points)), better, k=people):
                counts[chosen] += 1
            items[item.id] = {"counts": [str(count) for count in counts]}
        answers[part] = {"respondents": str(people), "items": items}
    disclosure = [
        {"item": item.id, "score": chance.choice(("100", "100", "100", "50" if len(scale.points) > 2 else "0", "0"))}
        for item in criteria.items_of("OIT")
        if item.question is not None and (scale := item.question.scale) is not None
    ]
    return {
        "format": "prongsai/round@1",
        "year": str(criteria.year),
        "criteria": criteria.id,
        "agency": {"name": f"หน่วยงานที่ {number}"},
        "answers": answers,
        "disclosure": disclosure,
    }


def yaml_of(one: dict[str, object]) -> str:
    """The round as block YAML with flow leaves, about as people write it."""
    lines = [f"{key}: {one[key]}" for key in ("format", "year", "criteria")]
    lines.append(f"agency: {json.dumps(one['agency'], ensure_ascii=False)}")
    lines.append("answers:")
    answers = one["answers"]
    assert isinstance(answers, dict)
    for part, given in answers.items():
        lines += [f"  {part}:", f"    respondents: {given['respondents']}", "    items:"]
        lines += [f"      {item}: {{counts: [{', '.join(each['counts'])}]}}" for item, each in given["items"].items()]
    lines.append("disclosure:")
    marks = one["disclosure"]
    assert isinstance(marks, list)
    lines += [f'- {{item: {mark["item"]}, score: "{mark["score"]}"}}' for mark in marks]
    return "\n".join(lines) + "\n"


def scored(criteria: Criteria, files: Iterator[Path]) -> tuple[int, float]:
    """How many agencies were read and scored, and in how many seconds."""
    done = 0
    started = time.perf_counter()
    for file in files:
        for one in read_rounds([file]):
            card = score(criteria, one.facts)
            assert card.figures["total"].computed is not None
            done += 1
    return done, time.perf_counter() - started


def main() -> int:
    """Run all measurements; 1 where a bound is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--agencies", type=int, default=NATION)
    agencies = parser.parse_args().agencies
    criteria = edition(EDITION)
    chance = random.Random(2568)
    share = agencies / NATION
    broken = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        whole, half = folder / "all.jsonl", folder / "half.jsonl"
        sheets = []
        with whole.open("w", encoding="utf-8") as lines, half.open("w", encoding="utf-8") as fewer:
            for number in range(agencies):
                one = agency(criteria, chance, number)
                line = json.dumps(one, ensure_ascii=False) + "\n"
                lines.write(line)
                if number < agencies // 2:
                    fewer.write(line)
                sheets.append(folder / f"{number}.yaml")
                sheets[-1].write_text(yaml_of(one), encoding="utf-8")
        scored(criteria, iter(sheets[:3]))  # the edition's graph is built once, before the clock starts
        read = next(iter(read_rounds([half])))
        started = time.perf_counter()
        for _ in range(1000):
            score(criteria, read.facts)
        print(f"score alone             {time.perf_counter() - started:8.3f} ms per agency")
        # The machine is shared and one run in a few is off by a tenth, so the middle of three counts; all are printed.
        ratios = []
        times = []
        for _ in range(RUNS):
            _, seconds_half = scored(criteria, iter([half]))
            done, seconds = scored(criteria, iter([whole]))
            assert done == agencies
            times.append(seconds)
            ratios.append(seconds / seconds_half)
        seconds, ratio = statistics.median(times), statistics.median(ratios)
        print(f"JSON Lines {done:6d}       {seconds:8.2f} s   bound {JSON_LINES_SECONDS * share:6.2f} s")
        print(f"  runs: {', '.join(f'{each:.2f} s' for each in times)}")
        print(f"twice the agencies      {ratio:8.2f} times bound {DOUBLING:.2f}")
        print(f"  runs: {', '.join(f'{each:.2f}' for each in ratios)}")
        if seconds > JSON_LINES_SECONDS * share:
            broken.append("JSON Lines")
        if ratio > DOUBLING:
            broken.append("doubling")
        done, seconds = scored(criteria, iter(sheets))
        assert done == agencies
        print(f"YAML {done:6d}             {seconds:8.2f} s   bound {YAML_SECONDS * share:6.2f} s")
        if seconds > YAML_SECONDS * share:
            broken.append("YAML")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory             {peak:8.0f} MiB")
    if broken:
        print(f"bounds broken: {', '.join(broken)}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
