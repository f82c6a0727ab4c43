"""Comparing editions, and starting a new one."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from pathlib import Path

import pytest

from prongsai.criteria.editions import UnknownEdition, edition, edition_from, editions
from prongsai.criteria.keeping.check import check_edition
from prongsai.criteria.keeping.diff import Moved, diff
from prongsai.criteria.keeping.new import clone
from prongsai.criteria.shapes import Criteria
from prongsai.files.problems import Refused
from prongsai.language.text import Text


@pytest.fixture
def criteria() -> Criteria:
    return edition("nacc-2568")


def test_diff_of_the_same_is_nothing(criteria: Criteria) -> None:
    assert diff(criteria, criteria) == []


def test_diff_puts_what_moves_a_score_first(criteria: Criteria) -> None:
    o5 = dataclasses.replace(criteria.items["o5"], weight=Decimal(5), wording="แผน")
    i1 = dataclasses.replace(criteria.items["i1"], wording="ข้อใหม่")
    changed = dataclasses.replace(criteria, items={**criteria.items, "i1": i1, "o5": o5}, links=(), crosswalk=None)
    found = diff(criteria, changed)
    assert found[0] == Moved("score", "items.o5.weight", "4", "5")
    assert [one.group for one in found] == sorted((one.group for one in found), key=["score", "wording", "other"].index)
    assert Moved("wording", "items.i1.wording", criteria.items["i1"].wording, "ข้อใหม่") in found
    assert Moved("other", "links.online", "e9, o10, o11", None) in found


def test_diff_follows_items_along_the_crosswalk() -> None:
    found = {one.place: one for one in diff(edition("nacc-2567"), edition("nacc-2568"))}
    assert (found["items.o5←o7.points"].before, found["items.o5←o7.points"].after) == ("100/0", "100/50/0")
    assert "items.o5←o7.indicator" not in found  # 9.2 in both years
    assert found["items.o15 (nacc-2567)"].after is None
    merged = found["items.o3←o4+o6"]
    assert merged.before is not None
    assert merged.before.count("9.1") == 2
    assert not any(place.startswith(("items.o4.", "items.o6.")) for place in found)
    assert found["methods.disclosure_indicator"].after == "weighted_mean_of_items"


def test_diff_without_crosswalk_compares_by_id() -> None:
    found = [one for one in diff(edition("nacc-2568"), edition("nacc-2567")) if one.group == "score"]
    assert any(one.place == "items.o29" and one.before is None for one in found)
    assert any(one.place == "levels.tested" for one in found)


@pytest.mark.parametrize("name", editions())
def test_clone_is_a_sound_edition_with_the_same_rules(name: str, tmp_path: Path) -> None:
    made = clone(name, "nacc-2599", tmp_path)
    assert made == tmp_path / "nacc-2599"
    assert check_edition(made) == []
    old, new = edition(name), edition_from(made)
    assert (new.id, new.year, new.revision, new.changes, new.previous) == ("nacc-2599", 2599, 1, (), name)
    assert [one for one in diff(old, new) if one.group != "other"] == []
    assert new.title == old.title


def test_clone_takes_nothing_as_confirmed(tmp_path: Path, criteria: Criteria) -> None:
    new = edition_from(clone("nacc-2568", "nacc-2599", tmp_path))
    assert {item.origin.certainty for item in new.items.values()} == {"inferred"}
    assert {one.origin.certainty for one in new.instruments.values()} == {"inferred"}
    assert new.items["o27"].weight_origin is not None
    assert new.items["o27"].weight_origin.certainty == "inferred"
    assert {(phase.starts, phase.ends, phase.origin.certainty) for phase in new.phases} == {(None, None, "unknown")}
    recollected = [element.origin.certainty for element in new.items["o5"].elements]
    assert recollected == [element.origin.certainty for element in criteria.items["o5"].elements]
    assert new.crosswalk is not None
    assert [one.there for one in new.crosswalk.items] == [(item,) for item in criteria.items]
    text = (tmp_path / "nacc-2599" / "scoring.yaml").read_text("utf-8")
    assert "certainty: confirmed" not in text
    assert "# Item weights of 2568 were never published." in text


def test_clone_from_a_folder(tmp_path: Path) -> None:
    first = clone("nacc-2568", "mine-2598", tmp_path, Text(th="เรา", en="Us"))
    second = clone(str(first), "mine-2599", tmp_path)
    assert edition_from(second).previous == "mine-2598"
    assert check_edition(second) == []


def test_clone_never_writes_over(tmp_path: Path) -> None:
    there = tmp_path / "nacc-2599"
    there.mkdir()
    (there / "mine.txt").write_text("x", "utf-8")
    with pytest.raises(Refused, match="never written over"):
        clone("nacc-2568", "nacc-2599", tmp_path)
    assert [path.name for path in there.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("name", ["nacc", "nacc-12", "Nacc-2599", "../nacc-2599", "nacc-2026", ""])
def test_clone_refuses_an_id_without_a_year(name: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be an edition's id"):
        clone("nacc-2568", name, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_clone_refuses_unknown_source_and_place(tmp_path: Path) -> None:
    with pytest.raises(UnknownEdition):
        clone("nacc-2500", "nacc-2599", tmp_path)
    with pytest.raises(Refused, match="no folder"):
        clone("nacc-2568", "nacc-2599", tmp_path / "nowhere")


def test_clone_leaves_nothing_behind_when_the_disk_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = Path.write_text

    def full(self: Path, text: str, **words: str) -> int:
        if self.name == "forms.yaml":
            raise OSError("no space left")
        return written(self, text, **words)

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(OSError, match="no space"):
        clone("nacc-2568", "nacc-2599", tmp_path)
    assert list(tmp_path.iterdir()) == []
