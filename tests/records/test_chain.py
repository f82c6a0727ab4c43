"""How lines are hashed and walked, without a database: old lines by the old rule, new ones with their agency."""

from __future__ import annotations

import datetime
import hashlib

import pytest
from chains import changed, written
from hypothesis import given
from hypothesis import strategies as st

from prongsai.records.chain import FIRST, NEWEST, SEAL, ChainOwner, Fault, HistoryLine, Joint, Walk, line_hash

A, B = ChainOwner("ag-1", 1), ChainOwner("ag-2", 2)
AT = datetime.datetime(2026, 3, 2, 9, 0, 0, 123000, datetime.UTC)
LINE = HistoryLine(3, AT, "อนันต์", "edit-text", "ข้อ ๑", {"ข": [1, None], "ก": "x"}, "a" * 64, 2)

text = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
details = st.recursive(
    st.none() | st.integers() | text,  # True is 1 to Python, not to JSON
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
    max_leaves=6,
)
lines = st.builds(
    HistoryLine,
    number=st.integers(1, 9999),
    at=st.datetimes(timezones=st.just(datetime.UTC)),
    person=text,
    action=text,
    about=text,
    detail=details,
    before=st.sampled_from([FIRST, "a" * 64]),
    version=st.just(2),
)


def walk(line_list: list[HistoryLine], owner: ChainOwner | None = A, kept: list[str] | None = None) -> list[Fault]:
    hashes = kept or [line_hash(line, owner) for line in line_list]
    return Walk(owner).along(zip(line_list, hashes, strict=True)).faults


def test_first_rule_is_what_the_first_program_wrote() -> None:
    said = '["%s", 3, "2026-03-02T09:00:00.123000+00:00", "อนันต์", "edit-text", "ข้อ ๑", {"ก": "x", "ข": [1, null]}]'

    assert line_hash(changed(LINE, version=1), A) == hashlib.sha256((said % ("a" * 64)).encode()).hexdigest()
    assert line_hash(changed(LINE, version=1), A) == line_hash(changed(LINE, version=1), None)


def test_second_rule_names_its_fields_and_binds_agency_and_version() -> None:
    said = (
        '{"about":"ข้อ ๑","action":"edit-text","agency":{"code":"ag-1","number":1},'
        '"at":"2026-03-02T09:00:00.123000+00:00","before":"%s","detail":{"ก":"x","ข":[1,null]},"number":3,'
        '"person":"อนันต์","version":2}'
    )

    assert line_hash(LINE, A) == hashlib.sha256((said % ("a" * 64)).encode()).hexdigest()
    none = said.replace('{"code":"ag-1","number":1}', "null")
    assert line_hash(LINE, None) == hashlib.sha256((none % ("a" * 64)).encode()).hexdigest()


@given(lines, lines)
def test_lines_that_differ_have_different_hashes(line: HistoryLine, other: HistoryLine) -> None:
    assert (line_hash(line, A) == line_hash(other, A)) == (line == other)


@pytest.mark.parametrize("owner", [B, None, ChainOwner("ag-1", 2), ChainOwner("ag-2", 1)])
def test_line_of_another_agency_has_another_hash(owner: ChainOwner | None) -> None:
    assert line_hash(LINE, owner) != line_hash(LINE, A)


@given(st.sampled_from([A, None]), st.integers(0, 6), st.integers(0, 6))
def test_lines_as_they_were_written_have_no_fault(owner: ChainOwner | None, old: int, new: int) -> None:
    chain = list(written(owner, old, version=1))
    last = (old, line_hash(chain[-1], owner)) if chain else (0, FIRST)
    rest = list(written(owner, new, version=2, after=last))
    if chain and rest:
        rest = [changed(rest[0], action=SEAL)]

    assert walk([*chain, *rest], owner) == []


@given(st.data())
def test_chain_with_a_line_changed_moved_or_taken_out_has_a_fault(data: st.DataObject) -> None:
    version = data.draw(st.sampled_from([1, 2]))
    chain = list(written(A, 6, version=version))
    hashes = [line_hash(line, A) for line in chain]
    at = data.draw(st.integers(0, 4))
    way = data.draw(st.sampled_from(["out", "about", "person", "swapped", "hash"]))
    if way == "out":
        del chain[at], hashes[at]
    elif way == "swapped":
        chain[at], chain[at + 1], hashes[at], hashes[at + 1] = chain[at + 1], chain[at], hashes[at + 1], hashes[at]
    elif way == "hash":
        chain[at] = changed(chain[at], about="อื่น")
        hashes[at] = line_hash(chain[at], A)
    else:
        chain[at] = changed(chain[at], **{way: "อื่น"})

    assert walk(chain, kept=hashes) != []


@pytest.mark.parametrize(
    ("versions", "actions", "wrong"),
    [
        ((1, 1, 2), ("x", "x", SEAL), []),
        ((1, 1, 2), ("x", "x", "x"), [Fault(3, "unsealed")]),
        ((2, 1), ("x", "x"), [Fault(2, "older")]),
        ((2, 2), ("x", "x"), []),
        ((1, 2, 1), ("x", SEAL, "x"), [Fault(3, "older")]),
    ],
)
def test_versions_go_up_over_a_seal_alone(
    versions: tuple[int, ...], actions: tuple[str, ...], wrong: list[Fault]
) -> None:
    chain: list[HistoryLine] = []
    for number, (version, action) in enumerate(zip(versions, actions, strict=True), 1):
        before = line_hash(chain[-1], A) if chain else FIRST
        chain.append(HistoryLine(number, AT, "", action, "", {}, before, version))

    assert walk(chain) == wrong


def test_version_that_is_not_known_is_said_and_not_taken_for_a_change() -> None:
    line = changed(LINE, number=1, before=FIRST, version=NEWEST + 1)

    assert Walk(A).along([(line, "f" * 64)]).faults == [Fault(1, "unknown")]


def test_walk_begins_after_a_line_that_stands_or_where_it_is_put() -> None:
    chain = list(written(A, 5, version=2))
    hashes = [line_hash(line, A) for line in chain]
    pairs = list(zip(chain, hashes, strict=True))

    assert Walk(A, Joint(3, hashes[2], 2)).along(pairs[3:]).faults == []
    assert Walk(A, Joint(3, hashes[1], 2)).along(pairs[3:]).faults == [Fault(4, "moved")]
    assert Walk(A, None).along(pairs[3:]).faults == []
    assert Walk(B, None).along(pairs[3:4]).faults == [Fault(4, "changed")]
