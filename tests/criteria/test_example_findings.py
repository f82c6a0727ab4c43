"""What `check` finds in each example is exactly what stands in the file beside this test, read against the document."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
import yaml

from prongsai.flow.by_file.check import checked
from prongsai.flow.by_file.examples import EXAMPLES
from prongsai.flow.by_file.rounds import read_rounds

EXPECTED = yaml.safe_load((Path(__file__).parent / "example_findings.yaml").read_text("utf-8"))
FOLDER = Path(str(files("prongsai"))) / "examples"


@pytest.mark.parametrize("name", EXAMPLES)
def test_example_has_exactly_the_findings_that_its_document_deserves(name: str) -> None:
    (one,) = read_rounds([FOLDER / f"{name}.yaml"])
    found = [(each.kind, each.where, list(each.figures)) for each in checked(one)]

    assert found == [(each["kind"], each["where"], each["figures"]) for each in EXPECTED[name]]


def test_every_example_has_its_list_and_every_finding_a_reason() -> None:
    assert set(EXPECTED) == set(EXAMPLES)
    for name, findings in EXPECTED.items():
        for each in findings:
            assert len(each["because"]) > 15, (name, each)


def test_findings_say_everything_in_both_languages() -> None:
    for name in EXAMPLES:
        (one,) = read_rounds([FOLDER / f"{name}.yaml"])
        for each in checked(one):
            for text in (each.says, each.so, each.why):
                assert text.th.strip(), each
                assert text.en.strip(), each
                assert "None" not in text.th + text.en, each
