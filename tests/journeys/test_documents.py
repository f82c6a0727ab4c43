"""From files to documents on disk: all kinds at once, all or none, and many files in processes of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from prongsai.files.problems import Refused
from prongsai.flow.by_file import write as documents
from prongsai.flow.by_file.examples import examples
from prongsai.flow.by_file.write import KINDS, make, publish


def test_all_makes_every_kind_that_the_file_has_the_data_for(tmp_path: Path) -> None:
    one = examples()["mae-sai-2566"]
    paths = publish([one], ["mae-sai"], "all", ("html",), tmp_path)
    made = {path.name.removeprefix("mae-sai-").removesuffix(".html") for path in paths}
    # An order that gives its items to nobody is only a draft.
    assert made == set(KINDS) - {"results", "analysis", "answers", "order"} | {"order-draft"}
    assert all(path.stat().st_size > 1000 for path in paths)


def test_nothing_is_written_where_one_file_lacks_the_data(tmp_path: Path) -> None:
    found = examples()
    with pytest.raises(Refused) as refused:
        publish(list(found.values()), list(found), "results", ("html",), tmp_path / "out")
    assert [problem.file for problem in refused.value.problems] == ["mae-sai-2566"]
    assert "results" in refused.value.problems[0].text.en
    assert not (tmp_path / "out").exists()


def test_progress_is_told_of_every_file(tmp_path: Path) -> None:
    found = examples()
    told: list[tuple[int, int, str]] = []
    publish(list(found.values()), list(found), "brief", ("html",), tmp_path, progress=lambda *each: told.append(each))
    assert [(at, of) for at, of, _ in told] == [(at, 5) for at in range(1, 6)]


def test_many_files_are_made_by_processes_that_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MANY", 3)
    monkeypatch.setattr(documents, "WORKERS", 1)
    monkeypatch.setattr(documents, "TASKS_PER_PROCESS", 2)
    one = examples()["trang-2564"]
    names = [f"trang-{number}" for number in range(3)]
    paths = publish([one] * 3, names, "committee", ("pdf",), tmp_path)
    assert [path.name for path in paths] == [f"{name}-committee.pdf" for name in names]
    assert {path.read_bytes()[:5] for path in paths} == {b"%PDF-"}


@pytest.mark.parametrize("form", ["html", "docx"])
def test_every_kind_of_every_example_can_be_written(form: str) -> None:
    for name, one in examples().items():
        assert all(len(each.data) > 1000 for each in make([one], [name], "all", (form,)))


def test_words_of_a_file_that_no_font_or_code_can_show_do_not_stop_a_document(tmp_path: Path) -> None:
    from prongsai.roundfile.read_data import read_data

    raw = {
        "format": "prongsai/round@1",
        "year": "2568",
        "agency": {"name": "อบต.ทดสอบ <b>&"},
        "published": {"total": "90.00"},
        "plan": {"year": "2569", "rows": [{"measures": ["#let x = 1 $ </script> \\ {year} {x}"]}]},
    }
    one = read_data(raw)
    made = {each.name: each.data for each in make([one], ["x"], "all", ("html", "pdf"))}
    assert b"&lt;/script&gt;" in made["x-measures.html"]
    assert made["x-book.pdf"].startswith(b"%PDF-")
