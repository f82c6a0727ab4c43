"""What an upload would change before it counts, what was wrong in a file, and the versions that were kept."""

from __future__ import annotations

import copy
import datetime
from typing import Any

from screen_years import example, year

from prongsai.assess.score import score
from prongsai.assess.scorecard_json import to_json
from prongsai.criteria.names import rules_name
from prongsai.files.problems import Problem
from prongsai.language.text import Text
from prongsai.roundfile.read_data import read_data
from prongsai.roundfile.sections import SECTIONS
from prongsai.roundfile.write import to_data
from prongsai.screens.agency.intake.uploads import (
    BASES,
    ImportPage,
    KeptRound,
    KeptVersion,
    Preview,
    import_page,
    preview_of,
    versions_page,
)

RULES = year("mae-sot").criteria
MADE = datetime.datetime(2026, 6, 1, tzinfo=datetime.UTC)


def kept(number: int, total: str | None = None, *, without: str = "") -> KeptRound:
    """A version of Mae Sot's year, with another total or without a section."""
    data: dict[str, Any] = copy.deepcopy(to_data(example("mae-sot")))
    if total is not None:
        data["published"]["total"] = total
    data.pop(without, None)
    round_read = read_data(data)
    card = to_json(score(RULES, round_read.facts), RULES)
    return KeptRound(number=number, file=to_data(round_read), scorecard=card)


def version(of: KeptRound, **fields: Any) -> KeptVersion:
    """A kept version with who kept it."""
    given = {"basis": "official", "made_at": MADE} | fields
    return KeptVersion(number=of.number, file=of.file, scorecard=of.scorecard, criteria=RULES, **given)


FIRST, SECOND = kept(1), kept(2, "80.00")


def wrong(number: int) -> Problem:
    """A problem like many."""
    return Problem("", Text(th=f"ผิด {number}", en=f"wrong {number}"))


def test_page_shows_the_first_problems_and_how_many_more_there_are() -> None:
    page = import_page(
        2568, counts=2568, limit=20, text_limit=4, name="many.yaml", problems=[wrong(at) for at in range(51)]
    )

    assert (page.count, page.more, len(page.problems), page.problems[0]) == (51, 1, 50, wrong(0))
    assert import_page(None, counts=None, limit=20, text_limit=4) == ImportPage(limit=20, text_limit=4)


def test_first_upload_of_a_year_shows_what_was_understood() -> None:
    page = preview_of(RULES, FIRST, None, name="round.yaml")

    assert (page.year, page.version, page.criteria, page.name) == (2568, 1, rules_name(RULES), "round.yaml")
    assert (page.same, page.basis, page.bases) == (False, "official", BASES)
    assert page.figures[0][1] == "87.15"
    many = [(section.name, len(FIRST.file.get(section.key, ()))) for section in SECTIONS if section.many]
    assert page.understood == tuple((name, count) for name, count in many if count)
    assert len(page.understood) < len(many)


def test_upload_shows_every_figure_that_would_change() -> None:
    page = preview_of(RULES, SECOND, FIRST)

    assert [(change.figure, change.before, change.after) for change in page.changes] == [("total", "87.15", "80.00")]
    assert [(section.name.en, section.kind) for section in page.sections] == [("announced scores", "changed")]
    assert (page.version, page.same, page.basis) == (2, False, "corrected")


def test_announced_figure_that_its_parts_do_not_give_is_named() -> None:
    gaps = {gap.name.en: gap.published for gap in preview_of(RULES, SECOND, FIRST).unexplained}

    assert gaps["the total"] == "80.00"


def test_same_round_again_changes_nothing() -> None:
    page = preview_of(RULES, kept(2), FIRST)

    assert (page.same, page.changes, page.sections) == (True, (), ())


def test_section_that_would_go_is_named_although_no_figure_changes() -> None:
    page = preview_of(RULES, kept(2, without="assessor"), FIRST)

    assert (page.same, page.changes, [section.kind for section in page.sections]) == (False, (), ["gone"])


def test_what_was_filled_in_stays_with_what_stands_in_the_way() -> None:
    page = preview_of(RULES, SECOND, FIRST, basis="computed", why="x", problems=[wrong(1)], overtaken=True)

    assert (page.basis, page.why, page.problems, page.overtaken) == ("computed", "x", (wrong(1),), True)


def test_preview_needs_no_more_than_its_year_version_and_rules() -> None:
    page = Preview(year=2568, version=1, criteria=Text(th="หลักเกณฑ์", en="the rules"))

    assert (page.changes, page.problems, page.same, page.overtaken) == ((), (), False, False)


def test_versions_stand_newest_first_each_with_what_it_changed() -> None:
    rows = [version(FIRST), version(SECOND, basis="corrected", made_by="Anan", why="พิมพ์ผิด")]
    page = versions_page(2568, rows, current=2)

    newest, oldest = page.versions
    assert (newest.number, newest.current, newest.basis, newest.made_by, newest.why) == (
        *(2, True, BASES["corrected"], "Anan", "พิมพ์ผิด"),
    )
    assert [(change.before, change.after) for change in newest.changes] == [("87.15", "80.00")]
    assert (oldest.number, oldest.current, oldest.changes, oldest.sections) == (1, False, (), ())


def test_year_without_a_result_has_no_versions() -> None:
    assert versions_page(2568, [], current=None).versions == ()
