"""The strict reader: every scalar is text, and whatever could mean two things is refused with its line."""

from __future__ import annotations

import json
import time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from prongsai.criteria.canonical import canonical, checksum
from prongsai.files.problems import Problem, Refused
from prongsai.files.strict_yaml import DEPTH, MOST_PROBLEMS, lines_of_yaml, read_yaml

_LETTERS = st.characters(exclude_categories=["C", "Zl", "Zp"])
_TEXT = st.text(_LETTERS, max_size=12)
_DATA = st.recursive(
    st.none() | _TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXT, inner, max_size=4),
    max_leaves=20,
)


def refused(source: str | bytes, limit: int = 100_000) -> list[Problem]:
    with pytest.raises(Refused) as caught:
        read_yaml(source, "f.yaml", limit)
    return caught.value.problems


def test_read_every_scalar_is_text() -> None:
    source = "a: 1\nb: 2.5\nc: true\nd: 2025-08-1\ne: 'null'\nf: \"\"\ng: 0x1f\ni: |\n  x\n  y\n"
    assert read_yaml(source, "f.yaml") == {
        "a": "1", "b": "2.5", "c": "true", "d": "2025-08-1", "e": "null", "f": "", "g": "0x1f", "i": "x\ny\n",
    }  # fmt: skip


@pytest.mark.parametrize("nothing", ["", " ~", " null", " NULL"])
def test_read_plain_null_is_none(nothing: str) -> None:
    assert read_yaml(f"a:{nothing}\nb: [{nothing or '~'}]\n", "f.yaml") == {"a": None, "b": [None]}


def test_read_nothing_is_none() -> None:
    assert read_yaml("", "f.yaml") is None
    assert read_yaml("# only a comment\n", "f.yaml") is None


def test_read_bytes_with_byte_order_mark() -> None:
    assert read_yaml("\ufeffก: ข".encode(), "f.yaml") == {"ก": "ข"}
    assert read_yaml("\ufeffก: ข", "f.yaml") == {"ก": "ข"}


@given(_DATA)
def test_read_gives_back_what_was_dumped(data: object) -> None:
    class Plain(yaml.SafeDumper):
        def ignore_aliases(self, data: object) -> bool:
            return True

    assert read_yaml(yaml.dump(data, Dumper=Plain, allow_unicode=True, width=10_000), "f.yaml") == data


@given(_DATA)
def test_read_accepts_json(data: object) -> None:
    assert read_yaml(json.dumps(data, ensure_ascii=False), "f.yaml") == data


@given(st.text() | st.binary())
def test_read_refuses_or_reads_anything(source: str | bytes) -> None:
    try:
        read_yaml(source, "f.yaml")
    except Refused as refusal:
        assert refusal.problems


@given(_DATA)
def test_lines_knows_every_path(data: object) -> None:
    text = yaml.safe_dump(json.loads(json.dumps(data)), allow_unicode=True, width=10_000)
    found = lines_of_yaml(text)
    rows = text.count("\n") + 1

    def walk(value: object, path: tuple[str, ...]) -> None:
        assert 1 <= found[path] <= rows
        children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for key, below in children:
            walk(below, (*path, str(key)))

    if "&" not in text:  # the dumper may write an anchor for a value that stands twice
        walk(data, ())


@given(st.text())
def test_lines_never_fails(text: str) -> None:
    assert lines_of_yaml(text)[()] == 1


def test_lines_tells_what_stands_before_a_mistake() -> None:
    assert lines_of_yaml("a: 1\nb: [\n")[("a",)] == 1
    assert lines_of_yaml("a: &x 1\n*x : 2\n")[("a",)] == 1
    assert lines_of_yaml("a: 1\nb: " + "[" * 500)[("b",)] == 2


def test_lines_counts_from_one() -> None:
    text = "a:\n  b: [x,\n    y]\n  c:\n  - d: 1\n"
    assert lines_of_yaml(text) == {
        (): 1, ("a",): 1, ("a", "b"): 2, ("a", "b", "0"): 2, ("a", "b", "1"): 3, ("a", "c"): 4,
        ("a", "c", "0"): 5, ("a", "c", "0", "d"): 5,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("source", "line", "place", "said"),
    [
        ("a: 1\nb:\n  c: 1\n  c: 2\n", 4, "b.c", "stands twice (first on line 3)"),
        ("a: &x 1\n", 1, "a", "anchors (&x)"),
        ("a:\n- *x\n", 2, "a.0", "aliases (*x)"),
        ("a: !!int 3\n", 1, "a", "tags (tag:yaml.org,2002:int)"),
        ("a: !ruby/object 3\n", 1, "a", "tags (!ruby/object)"),
        ("a: ! 3\n", 1, "a", "tags (!)"),
        (
            "a:\n  !!python/object/apply:os.system [x]\n",
            2,
            "a",
            "tags (tag:yaml.org,2002:python/object/apply:os.system)",
        ),
        ("a: 1\n---\nb: 1\n", 2, "", "more than one document"),
        ("%TAG ! tag:x:\n---\na: 1\n", 1, "", "%TAG"),
        ("? [a]\n: 1\n", 1, "", "a key must be text"),
        ("~: 1\n", 1, "", "a key must be text"),
        ("a: [1\nb: 2", 2, "a.1", "not well-formed"),
        ("a: 'x\n", 2, "a", "not well-formed"),
        ("a: \t- b: c: d\n", 1, "a", "not well-formed"),
        ("a: 1\nb: \x01\n", 2, "", "not well-formed"),
        (b"a: 1\nb: \xe0\xb8", 2, "", "not UTF-8 (at byte 8)"),
    ],
)
def test_read_refuses_with_line_and_place(source: str | bytes, line: int, place: str, said: str) -> None:
    problem = refused(source)[0]
    assert (problem.file, problem.line, problem.place) == ("f.yaml", line, place)
    assert said in problem.text.en
    assert problem.text.th != problem.text.en


def test_read_refuses_half_a_character() -> None:
    assert "not UTF-8" in refused("a: \ud800")[0].text.en


def test_read_names_all_mistakes_at_once() -> None:
    assert [problem.line for problem in refused("a: &x 1\nb: *x\nb: !!str 2\n")] == [1, 2, 3, 3]


def test_read_refuses_too_large() -> None:
    assert "11 bytes, at most 10" in refused("a: 12345678", limit=10)[0].text.en
    assert read_yaml("a: 1234567", "f.yaml", limit=10) == {"a": "1234567"}


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "a: ["])
def test_read_refuses_deep_nesting_quickly(opening: str) -> None:
    began = time.process_time()
    problems = refused(opening * 50_000, limit=10_000_000)
    assert time.process_time() - began < 5
    assert problems


def test_read_accepts_the_deepest_that_is_allowed() -> None:
    assert read_yaml("[" * DEPTH + "]" * DEPTH, "f.yaml") is not None
    assert f"more than {DEPTH} levels" in refused("[" * (DEPTH + 1) + "]" * (DEPTH + 1))[0].text.en


def test_read_refuses_entity_bomb_without_expanding() -> None:
    bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12)
    )
    assert len(refused(bomb)) == MOST_PROBLEMS


def test_read_report_is_not_larger_than_a_screen() -> None:
    problems = refused("a: 1\n" * 5_000)
    assert len(problems) == MOST_PROBLEMS
    assert len(refused(f"a: !{'x' * 90_000} 1\n")[0].say("en")) < 300


def test_canonical_is_the_same_for_the_same_content() -> None:
    assert canonical({"b": [1, None], "a": "ก"}) == '{"a":"ก","b":[1,null]}'.encode()
    assert checksum({"a": "1", "b": "2"}) == checksum({"b": "2", "a": "1"})
    assert checksum({"a": "1"}) != checksum({"a": "2"})
    assert checksum({}) == "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


def test_canonical_refuses_what_json_does_not_know() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical({"a": float("nan")})
    with pytest.raises(TypeError):
        canonical({"a": {1, 2}})
