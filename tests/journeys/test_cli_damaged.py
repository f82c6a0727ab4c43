"""Damaged files and random bytes are refused with a message; the program itself never breaks."""

from __future__ import annotations

from pathlib import Path

import pytest
from calls import EXAMPLES, FOLDER, prongsai
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st


def _never_breaks(capsys: pytest.CaptureFixture[str], path: Path, *commands: tuple[str, ...]) -> None:
    for words in commands:
        status, out, err = prongsai(capsys, *words)
        assert status in (0, 1, 2)
        if status == 2:
            assert out == ""
            assert path.name in err
            assert err.strip()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=400), ending=st.sampled_from(["yaml", "json", "jsonl", "txt"]))
def test_bytes_of_any_kind_are_refused_with_a_message(
    data: bytes, ending: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / f"any.{ending}"
    path.write_bytes(data)
    _never_breaks(capsys, path, ("score", str(path)))


LINES = {name: (FOLDER / f"{name}.yaml").read_text("utf-8").splitlines(keepends=True) for name in EXAMPLES}


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """An example that was cut off, or has lines left out, doubled, moved, or letters changed."""
    lines = list(LINES[draw(st.sampled_from(EXAMPLES))])
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["cut", "drop", "double", "swap", "letter", "indent"])):
            case "cut":
                lines = [*lines[: at + 1]]
                lines[-1] = lines[-1][: draw(st.integers(0, len(lines[-1])))]
            case "drop":
                del lines[at]
            case "double":
                lines.insert(at, lines[at])
            case "swap":
                other = draw(st.integers(0, len(lines) - 1))
                lines[at], lines[other] = lines[other], lines[at]
            case "letter":
                line = lines[at]
                place = draw(st.integers(0, max(0, len(line) - 1)))
                lines[at] = line[:place] + draw(st.sampled_from("\"'{}[]:,-#&*!|>%@`0๙ก\t\x00é")) + line[place + 1 :]
            case "indent":
                lines[at] = " " * draw(st.integers(1, 5)) + lines[at]
        if not lines:
            return ""
    return "".join(lines)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=mutated())
def test_damaged_example_is_used_or_refused_but_never_breaks_the_program(
    text: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "damaged.yaml"
    path.write_text(text, "utf-8")
    _never_breaks(capsys, path, ("score", str(path)), ("check", str(path)))
