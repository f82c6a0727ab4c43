"""A form that was given out before reads as it read then, whatever its columns and lists are called since."""

from __future__ import annotations

from pathlib import Path

from prongsai.criteria.editions import edition
from prongsai.excel_form import read_form
from prongsai.roundfile.read_data import read_data
from prongsai.roundfile.read_file import read_bytes
from prongsai.roundfile.write import to_data

OLD = Path(__file__).parents[1] / "old_forms"


def test_filled_form_of_an_earlier_build_reads_as_it_did() -> None:
    # Lists with codes before names, "รหัสที่กล่าวถึง" for a heading, no column for sub-headings of steps.
    read = read_form((OLD / "mae-sot-2568.xlsx").read_bytes(), "mae-sot-2568.xlsx", edition=edition)
    (then,) = read_bytes((OLD / "mae-sot-2568.yaml").read_bytes(), "mae-sot-2568.yaml", edition=edition)
    assert to_data(read_data(read.data, edition=edition)) == to_data(then)
