"""Write down which numbers stand on which line of a seed document, and nothing else of it.

The seed documents name people and stay out of the repository; their numbers are enough to prove that an example
file left nothing out. Usage: python scripts/seed_numbers.py SEED.txt… --out tests/criteria/seed_numbers
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

HIGHEST_ITEM = 43  # o43 is the last disclosure item of any year
_THAI = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")  # dates of our own files; seeds have none
_UNITS = "%|ครั้ง|งาน|แห่ง|เดือน|ประเด็น|ขั้นตอน|ช่วง|ด้าน|ช่องทาง|ชั่วโมง|ตัวชี้วัด|โครงการ|กิจกรรม"
_TOKEN = re.compile(
    r"(?<![A-Za-z])(?P<letter>[ieoIEO])(?P<item>\d{1,2}(?:\.\d+)?)(?!\d)"
    r"|(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)*)"
    rf"(?:\s?(?P<unit>{_UNITS}))?"
)


def numbers_in(text: str) -> list[str]:
    """The numbers of ``text`` in order, with Arabic digits and every digit kept: ``๙๙.๗๐`` → ``99.70``.

    Item codes are numbers of their own: ``i๑`` → ``i1``. A lone number that begins with a zero is a code whose o was
    read as a digit: ``๐๑๒``, ``012`` → ``o12``. A small count stands once more with its unit: ``4 ครั้ง`` → ``4``,
    ``4 ครั้ง``. Dates as 2025-10-01 are left out.
    """
    found = []
    for token in _TOKEN.finditer(_DAY.sub(" ", text.translate(_THAI))):
        if token["letter"]:
            found.append(token["letter"].lower() + token["item"].removeprefix("0"))
            continue
        number = token["number"].replace(",", "")
        code = re.fullmatch(r"0(\d{1,2})", number)
        if code and 1 <= int(code[1]) <= HIGHEST_ITEM and not code[1].startswith("0"):
            found.append(f"o{code[1]}")
        else:
            found.append(number)
            if token["unit"] and number.isdecimal() and len(number) <= 3:
                found.append(f"{number} {token['unit']}")
    return found


def table(seed: Path) -> str:
    """The numbers of a seed as YAML: line → numbers in order."""
    rows = ["# Numbers of one seed document by line; written by scripts/seed_numbers.py."]
    for line, text in enumerate(seed.read_text(encoding="utf-8").splitlines(), start=1):
        if numbers := numbers_in(text):
            quoted = ", ".join(f'"{number}"' for number in numbers)
            rows.append(f"{line}: [{quoted}]")
    return "\n".join(rows) + "\n"


def main() -> None:
    """Write one table per seed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seeds", nargs="+", type=Path)
    parser.add_argument("--out", required=True, type=Path)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for seed in options.seeds:
        target = options.out / f"{seed.stem}.yaml"
        target.write_text(table(seed), encoding="utf-8")
        print(target)


if __name__ == "__main__":
    main()
