"""The example agencies: five real ones, with the figures that they published and prose of ours."""

from __future__ import annotations

from importlib.resources import files

from prongsai.criteria.editions import edition
from prongsai.roundfile.read_file import read_bytes
from prongsai.roundfile.round import Round

# In the order of the years that they were assessed in, best first.
EXAMPLES = ("rangsit-2568", "watthana-nakhon-2568", "mae-sot-2568", "mae-sai-2566", "trang-2564")


def examples() -> dict[str, Round]:
    """Every example by its name. They come with the program."""
    found = {}
    for name, data in example_files().items():
        (found[name.removesuffix(".yaml")],) = read_bytes(data, name, edition=edition)
    return found


def example_files() -> dict[str, bytes]:
    """The files of the examples as they stand in the program, by file name."""
    folder = files("prongsai") / "examples"
    return {f"{name}.yaml": (folder / f"{name}.yaml").read_bytes() for name in EXAMPLES}
