"""The check of editions finds every kind of planted mistake, in its file and on its line."""

# ruff: noqa: E501 -- one mistake per line is easier to read

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from test_editions import SHIPPED

from prongsai.criteria.editions import UnknownEdition
from prongsai.criteria.keeping.check import check_edition


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of an edition to plant mistakes in."""
    return Path(shutil.copytree(SHIPPED / "nacc-2568", tmp_path / "nacc-2568"))


def plant(folder: Path, file: str, old: str, new: str) -> int:
    """Replaces the first ``old``; the line on which it stood."""
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return text[: text.index(old)].count("\n") + 1


# file, what stands there, what is planted, on how many lines below, what is said
MISTAKES = [
    # what cannot be read
    ("scoring.yaml", "  i2: {scale", "  i1: {scale", 0, "stands twice"),
    ("people.yaml", "gender:", "gender: &g", 0, "anchors"),
    ("edition.yaml", "format: prongsai/criteria@1", "format: prongsai/criteria@9", 0, "expected prongsai/criteria@1"),
    # shapes
    ("scoring.yaml", "kind: survey, weight: 30, source", "kind: poll, weight: 30, source", 0, "expected survey or"),
    ("scoring.yaml", "i4: {scale: positive-6,", "i4: {scale: positive-6, wait: 3,", 0, "unknown key “wait”"),
    ("scoring.yaml", "o5: {scale: disclosure-3, direction: disclosure, weight: 4,", "o5: {scale: disclosure-3, direction: disclosure, weight: four,", 0, "a number from 0 to 100"),
    ("scoring.yaml", "total: 95, each: 95", "total: 195, each: 95", 0, "a number from 0 to 100"),
    ("scoring.yaml", "i4: {scale: positive-6, direction: positive}", "i4: {direction: positive}", 0, "no scale is given"),
    ("edition.yaml", "revision: 3\nprevious", "revision: one\nprevious", 0, "a whole number"),
    ("calendar.yaml", "starts: 2025-08-15", "starts: 15/08/2568", 0, "a common-era date"),
    ("calendar.yaml", "starts: 2025-08-15", "starts: 2568-08-15", 0, "a common-era date"),
    ("links.yaml", "items: [i1, e1, o8, o9, o11]", "items: i1", 0, "a list of texts"),
    ("calendar.yaml", "phases:\n", "phases: later\nx-phases:\n", 0, "a list"),
    ("scoring.yaml", "sub_indicators:\n  \"9.1\"", "sub_indicators: none\nx:\n  \"9.1\"", 0, "a mapping"),
    ("crosswalk.yaml", "comparable: true", "comparable: maybe", 0, "true or false"),
    # dangling references
    ("scoring.yaml", "i4: {scale: positive-6", "i4: {scale: positive-7", 0, "no scale “positive-7”"),
    ("scoring.yaml", "items: [i4, i5, i6]", "items: [i4, i5, i66]", 0, "no “i66” in items"),
    ("scoring.yaml", "items: [i4, i5, i6]", "items: [i4, i5, i6, i1]", 0, "item “i1” stands in two places"),
    ("scoring.yaml", "items: [i4, i5, i6]", "items: [i4, i5]", None, "belongs to no indicator"),
    ("scoring.yaml", "[\"10.1\", \"10.2\"]", "[\"10.1\", \"10.3\"]", 0, "no sub-indicator “10.3”"),
    ("scoring.yaml", "\"2\": {instrument: IIT", "\"2\": {instrument: IIX", 0, "no instrument “IIX”"),
    ("scoring.yaml", "figures: [IIT, EIT1, EIT2, OIT]", "figures: [IIT, EIT3]", 0, "no instrument or part “EIT3”"),
    ("scoring.yaml", "- figure: total", "- figure: totel", 0, "no figure “totel”"),
    ("scoring.yaml", "source: [itachon-2568]", "source: [nobody]", 0, "no source “nobody”"),
    ("wording.yaml", "options: purpose-6", "options: purpose-7", 0, "no set of options “purpose-7”"),
    ("wording.yaml", "  i15:\n", "  i16:\n", 0, "there is no “i16” in scoring.yaml"),
    ("wording.yaml", "  i15:\n", "  i16:\n", None, "there is no wording for “i15”"),
    ("disclosure.yaml", "  o28:\n", "  o29:\n", 0, "no item “o29” in scoring.yaml"),
    ("disclosure.yaml", "kinds: [province]", "kinds: [county]", 0, "no kind of agency “county”"),
    ("people.yaml", "parts: [IIT, EIT1]", "parts: [IIT, EIT9]", 0, "no survey part “EIT9”"),
    ("people.yaml", "- part: EIT1", "- part: OIT", 0, "no survey part “OIT”"),
    ("links.yaml", "items: [i1, e1, o8, o9, o11]", "items: [i1, e1, o8, o99]", 0, "no item “o99”"),
    ("advice.yaml", "  o28: o28", "  o29: o28", 0, "no item “o29”"),
    ("advice.yaml", "  o28: o28", "  o28: o99", 0, "no recommendation for “o99”"),
    ("advice.yaml", "use:\n", "items: {o2: {issue: ก, advice: [ข], refs: [o77]}}\nuse:\n", 0, "no item or sub-indicator “o77”"),
    ("crosswalk.yaml", "o13: {from: [o17]", "o13: {from: [o77]", 0, "no item of the year before “o77”"),
    ("crosswalk.yaml", "o13: {from: [o17]", "o13: {from: [o77]", None, "“o17” of the year before is neither"),
    ("crosswalk.yaml", "dropped: [o15, o28]", "dropped: [o15, o28, o17]", 0, "both continued and dropped"),
    ("crosswalk.yaml", "figures: [OIT, ind:9,", "figures: [OIT, ind:99,", 0, "no figure “ind:99”"),
    ("edition.yaml", "previous: nacc-2567", "previous: nacc-2500", 0, "“nacc-2500” was not found"),
    ("forms.yaml", "      measures: ", "      measure: ", 0, "unknown key “measure”"),
    # weights, scales, levels, methods
    ("scoring.yaml", "kind: disclosure, weight: 40", "kind: disclosure, weight: 41", None, "add up to 101"),
    ("scoring.yaml", "direction: disclosure, weight: 10,", "direction: disclosure, weight: 11,", None, "add up to 101"),
    ("scoring.yaml", "direction: disclosure, weight: 10,", "direction: disclosure,", None, "o6 have no weight"),
    ("scoring.yaml", "i4: {scale: positive-6", "i4: {scale: negative-6", 0, "does not fit the direction positive"),
    ("scoring.yaml", "i4: {scale: positive-6", "i4: {scale: none-best-2", None, "6 options, but the scale"),
    ("scoring.yaml", "i3: {scale: none-best-2, direction: yes-no}", "i3: {scale: none-best-2, direction: disclosure}", 0, "is not for IIT"),
    ("wording.yaml", "ever-2: [ไม่เคย, เคย]", "ever-2: [ไม่เคย, เคย, เคยมาก]", None, "3 options, but the scale “none-best-2” has 2"),
    ("scoring.yaml", "english: Good pass, total: 85", "english: Good pass, total: 96", 0, "must be easier"),
    ("scoring.yaml", "english: Pass, total: 85, each: null", "english: Pass, total: 85, each: 85", 0, "must be easier"),
    ("scoring.yaml", "improvement, total: 0", "improvement, total: 1", None, "must begin at 0"),
    ("scoring.yaml", "item: {name: mean_of_answers}", "item: {name: median}", 0, "expected mean_of_answers"),
    ("scoring.yaml", "  survey_part: {name: mean}", "  survey_bit: {name: mean}", 0, "unknown step “survey_bit”"),
    ("scoring.yaml", "  total: {name: weighted_mean}\n", "", None, "no method for the step “total”"),
    # words and origins
    ("wording.yaml", "short: {th: EIT, en: EIT}", "short: {th: EIT}", 0, "text in both languages"),
    ("wording.yaml", "แผนและความก้าวหน้าในการดำเนินงานและการใช้งบประมาณประจำปี พ.ศ. {year}", "แผน พ.ศ. {yaer}", 0, "unknown placeholder {yaer}"),
    ("wording.yaml", "{th: ข้อมูลผู้บริหาร, en: Executives}", "{th: ข้อมูลผู้บริหารระดับสูงของหน่วยงานทั้งหมด, en: Executives}", 0, "at most 25 fit"),
    ("links.yaml", "certainty: inferred\n", "", None, "no certainty is given"),
    ("links.yaml", "source: [practice]\n", "", None, "no source is given"),
    ("links.yaml", "certainty: inferred", "certainty: surely", 0, "expected confirmed or inferred"),
    ("scoring.yaml", "none-best-2: {points: [100, 0]}", "none-best-2: {points: [100, 0], source: [recollection]}", 0, "its source is no document"),
    # identity
    ("edition.yaml", "id: nacc-2568", "id: nacc-2586", 0, "must be the folder's name"),
    ("edition.yaml", "year: 2568", "year: 2025", 0, "Buddhist era"),
    ("edition.yaml", "- revision: 1", "- revision: 2", -1, "order of revisions"),
    ("calendar.yaml", "ends: 2025-08-15", "ends: 2025-08-14", 0, "ends before it starts"),
    ("calendar.yaml", "id: population", "id: register", 0, "stands twice"),
    ("links.yaml", "id: equality", "id: steps", 0, "stands twice"),
    ("people.yaml", "  share: 10\n", "  share: 10\n  fixed: 40\n", None, "either share or fixed"),
    # what is missing
    ("people.yaml", "  population: staff\n", "", None, "not of which population"),
    ("people.yaml", "demographics:\n", "demographics:\n  x: {name: {th: ก, en: a}, parts: [IIT], groups: {}}\n", 1, "no groups are given"),
    ("edition.yaml", "previous: nacc-2567", "previous: null", None, "names no previous edition"),
    ("crosswalk.yaml", "o13: {from: [o17]", "o13: {from: []", 0, "from is missing"),
    ("advice.yaml", "use:\n", "items: {o2: {issue: ก, advice: [], refs: []}}\nuse:\n", 0, "no advice is given"),
    ("scoring.yaml", "item: {decimals: 2,", "items: {decimals: 2,", 0, "unknown step “items”"),
    ("scoring.yaml", "item: {decimals: 2, mode", "item: {mode", 0, "no number of decimals"),
    ("scoring.yaml", "  steps:\n", "  steps: []\n  x:\n", None, "no levels are given"),
    ("scoring.yaml", "tested: {figures: [IIT, EIT1, EIT2, OIT],", "tested: {figures: [],", 0, "no figures are tested"),
    ("scoring.yaml", "{instrument: IIT, items: [i4, i5, i6]}", "{instrument: IIT}", 0, "either items or sub_indicators"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "below", "said"), MISTAKES, ids=[row[4] for row in MISTAKES])
def test_check_finds_planted_mistake(folder: Path, file: str, old: str, new: str, below: int | None, said: str) -> None:
    line = plant(folder, file, old, new)
    problems = check_edition(folder)
    found = [problem for problem in problems if said in problem.text.en]
    assert found, [problem.say("en") for problem in problems]
    assert all(problem.line for problem in found)
    if below is not None:
        assert (f"nacc-2568/{file}", line + below) in [(problem.file, problem.line) for problem in found]
    assert all(problem.text.th for problem in problems)


def test_check_untouched_copy_has_nothing_wrong(folder: Path) -> None:
    assert check_edition(folder) == []
    assert check_edition(str(folder)) == []


def test_check_of_the_folder_one_stands_in_names_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    line = plant(folder, "scoring.yaml", "i4: {scale: positive-6,", "i4: {scale: nope-6,")
    monkeypatch.chdir(folder)
    (problem,) = check_edition(".")
    assert (problem.file, problem.line) == ("nacc-2568/scoring.yaml", line)


def test_check_names_all_mistakes_of_a_folder_at_once(folder: Path) -> None:
    plant(folder, "links.yaml", "id: equality", "id: steps")
    plant(folder, "scoring.yaml", "kind: disclosure, weight: 40", "kind: disclosure, weight: 41")
    plant(folder, "edition.yaml", "id: nacc-2568", "id: nacc-2586")
    assert [problem.file for problem in check_edition(folder)] == [
        "nacc-2568/edition.yaml", "nacc-2568/links.yaml", "nacc-2568/scoring.yaml",
    ]  # fmt: skip


def test_check_missing_file_is_a_problem(folder: Path) -> None:
    (folder / "wording.yaml").unlink()
    assert [problem.text.en for problem in check_edition(folder)] == [
        "the file wording.yaml is missing from the edition"
    ]


def test_check_unknown_edition_is_refused() -> None:
    with pytest.raises(UnknownEdition):
        check_edition("nacc-2500")


def test_check_previous_may_stand_beside(folder: Path) -> None:
    before = shutil.copytree(SHIPPED / "nacc-2567", folder.parent / "mine-2567")
    plant(before, "edition.yaml", "id: nacc-2567", "id: mine-2567")
    plant(folder, "edition.yaml", "previous: nacc-2567", "previous: mine-2567")
    assert check_edition(folder) == []


def test_check_needs_weights_where_the_method_weights(folder: Path) -> None:
    scoring = folder / "scoring.yaml"
    scoring.write_text(re.sub(r", weight: [0-9.]+(?=[,}])", "", scoring.read_text("utf-8")), "utf-8")
    said = [problem.text.en for problem in check_edition(folder)]
    assert said.count("its items have no weights") == 2


@pytest.mark.parametrize(
    ("file", "said"),
    [("scoring.yaml", "no wording for sub-question “i1.9”"), ("wording.yaml", "no sub-question “i1.9”")],
)
def test_check_finds_sub_questions_that_do_not_match(tmp_path: Path, file: str, said: str) -> None:
    folder = Path(shutil.copytree(SHIPPED / "nacc-2564", tmp_path / "nacc-2564"))
    plant(folder, file, "i1.2:", "i1.9:")
    assert any(said in problem.text.en for problem in check_edition(folder))


def test_check_leaves_a_broken_previous_edition_to_its_own_check(folder: Path) -> None:
    before = Path(shutil.copytree(SHIPPED / "nacc-2567", folder.parent / "mine-2567"))
    (before / "wording.yaml").write_text("a: [", "utf-8")
    plant(folder, "edition.yaml", "previous: nacc-2567", "previous: mine-2567")
    assert [problem.place for problem in check_edition(folder)] == ["previous"]


def test_check_finds_an_indicator_without_items(folder: Path) -> None:
    plant(
        folder,
        "scoring.yaml",
        '  "10": {instrument: OIT',
        '  "11": {instrument: IIT, items: []}\n  "10": {instrument: OIT',
    )
    words = "{th: ก, en: a}"
    new = f'  "11": {{name: {words}, short: {words}, measures: {words}}}\n'
    plant(folder, "wording.yaml", '  "10":\n', new + '  "10":\n')
    assert [problem.text.en for problem in check_edition(folder)] == ["the indicator has no items"]
