"""Slips of many kinds, typed over one at a time in the Word files of the examples, and all of them in PDF files that
LibreOffice makes of those: each is found as what it is."""

from __future__ import annotations

import functools
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from test_check_documents import report, rounds
from word_edits import Edit, edited

from office_font import office_fonts
from prongsai.analyze.claims import Contradiction
from prongsai.files.strict_yaml import read_yaml
from prongsai.flow.by_file.proofread import check_bytes
from prongsai.flow.by_file.score import assessed
from prongsai.flow.by_file.write import FORMATS

SLIPS = Path(__file__).with_name("planted_in_word.yaml")
AT_LEAST = 26  # kinds of slips


@dataclass(frozen=True)
class Typed:
    """A slip: its kind, the document, the words that are typed over, and what is found of it."""

    kind: str
    of: str
    edits: tuple[Edit, ...]
    finds: str
    alone: bool

    @property
    def example(self) -> str:
        return self.of.partition(" ")[0]

    def found_in(self, contradictions: tuple[Contradiction, ...]) -> bool:
        """Whether it is found, by kind and figure; where it is a number, with that number."""
        kind, figure = self.finds.split()
        new = {number for edit in self.edits for number in _numbers(edit.new) - _numbers(edit.old)}
        return any(
            one.kind == kind
            and (figure == "-" or figure in one.figures)
            and (not new or self.alone or new & _numbers(f"{one.says.th} {one.quote}"))
            for one in contradictions
        )


def _numbers(words: str) -> set[str]:
    return set(re.findall(r"\d+(?:\.\d+)?", words))


@functools.cache
def slips() -> tuple[Typed, ...]:
    raw: Any = read_yaml(SLIPS.read_bytes(), SLIPS.name)
    return tuple(
        Typed(one["kind"], one["of"], tuple(map(_edit, one.get("edits", [one]))), one["finds"], "alone" in one)
        for one in raw
    )


def _edit(one: dict[str, str]) -> Edit:
    place = "row" if "row" in one else "paragraph"
    return Edit(one[place if place == "row" else "near"], one["old"], one["new"], place, "last" in one)


@functools.cache
def word_file(of: str) -> bytes:
    example, kind = of.split()
    made = report(example, kind, "arabic")
    assert made is not None
    return FORMATS["docx"](made)


def found(example: str, data: bytes, name: str) -> tuple[Contradiction, ...]:
    return check_bytes(rounds()[example], data, name, assessed(rounds()[example]))


def test_there_are_slips_of_many_kinds_in_documents_that_are_right() -> None:
    assert len({one.kind for one in slips()}) == len(slips()) >= AT_LEAST
    for of in dict.fromkeys(one.of for one in slips()):
        assert found(of.partition(" ")[0], word_file(of), "right.docx") == ()


@pytest.mark.parametrize("slip", slips(), ids=lambda slip: slip.kind)
def test_a_slip_in_a_word_file_is_found_as_what_it_is(slip: Typed) -> None:
    told = found(slip.example, edited(word_file(slip.of), *slip.edits), "wrong.docx")
    assert slip.found_in(told), [(one.kind, one.figures, one.says.th) for one in told]


def together() -> list[list[Typed]]:
    """The slips in as few documents as may be: never two in one paragraph or row, and some alone."""
    groups: list[list[Typed]] = []
    for slip in slips():
        near = {edit.near for edit in slip.edits}
        for group in groups:
            taken = {edit.near for other in group for edit in other.edits}
            if group[0].of == slip.of and not slip.alone and not group[0].alone and not near & taken:
                group.append(slip)
                break
        else:
            groups.append([slip])
    return groups


@pytest.fixture(scope="module")
def by_libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documents with slips as PDF by LibreOffice: ``N.pdf`` of group N."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("needs LibreOffice")
    folder = tmp_path_factory.mktemp("planted")
    for number, group in enumerate(together()):
        wrong = edited(word_file(group[0].of), *(edit for slip in group for edit in slip.edits))
        (folder / f"{number}.docx").write_bytes(wrong)
    fonts = folder / "fonts"
    fonts.mkdir()
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = sorted(map(str, folder.glob("*.docx")))
    subprocess.run(
        [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files],
        check=True,
        capture_output=True,
        timeout=300,
        env={**os.environ, "FONTCONFIG_FILE": str(office_fonts(fonts))},
    )
    return folder


def test_slips_are_found_in_the_pdf_of_another_program(by_libreoffice: Path) -> None:
    missed = []
    for number, group in enumerate(together()):
        told = found(group[0].example, (by_libreoffice / f"{number}.pdf").read_bytes(), "wrong.pdf")
        missed += [slip.kind for slip in group if not slip.found_in(told)]
    assert missed == []
