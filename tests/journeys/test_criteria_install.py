"""Editions of other bodies: installed from a folder, found by every command, never over what is there."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from calls import called
from other_bodies import EDITION, NAME, SCHOOL, changed, copied

from prongsai.cli.main import run
from prongsai.criteria.editions import UnknownEdition, editions
from prongsai.files.problems import Refused
from prongsai.flow.rules import known
from prongsai.flow.rules.install import install


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of data of the test's own."""
    folder = tmp_path / "home"
    monkeypatch.setenv("PRONGSAI_FOLDER", str(folder))
    monkeypatch.setattr(known, "_told", [])
    return folder


def prongsai(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Status, output and messages of one call in English."""
    with pytest.raises(SystemExit) as left:
        run(("--lang", "en", *words))
    shown = capsys.readouterr()
    return int(left.value.code or 0), shown.out, " ".join(shown.err.split())


def left_in(home: Path) -> list[str]:
    """Everything that stands in the folder of installed editions."""
    folder = home / known.FOLDER
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def test_an_installed_edition_is_found_beside_those_of_the_program(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert NAME not in known.editions()
    status, out, _ = prongsai(capsys, "criteria", "install", str(EDITION))
    assert (status, left_in(home)) == (0, [NAME])
    assert "Example Office (invented)" in out
    assert known.editions() == tuple(sorted((*editions(), NAME)))
    assert f"{NAME}: nothing wrong" in prongsai(capsys, "criteria", "check")[1]
    assert NAME in prongsai(capsys, "criteria", "list")[1]
    assert f"  {NAME} revision 1" in prongsai(capsys, "--version")[1]
    assert "School" in prongsai(capsys, "criteria", "show", NAME)[1]
    file = tmp_path / "school.yaml"
    file.write_text(SCHOOL.replace("agency:", f"criteria: {NAME}\nagency:"), "utf-8")
    (card,) = json.loads(prongsai(capsys, "score", "--json", str(file))[1])
    assert (card["criteria"], card["total"]["score"], card["level"]["name"]) == (NAME, "78.29", "พอใช้สมมติ")
    assert card["instruments"].keys() == {"SV", "WB"}


def test_an_edition_goes_where_the_site_is(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert prongsai(capsys, "criteria", "install", str(EDITION), "--folder", str(tmp_path / "site"))[0] == 0
    assert left_in(tmp_path / "site") == [NAME]
    assert left_in(home) == []


def test_the_same_again_changes_nothing(home: Path) -> None:
    assert install(EDITION, home).outcome == "new"
    before = (home / known.FOLDER / NAME / "scoring.yaml").stat().st_mtime_ns
    assert install(EDITION, home).outcome == "same"
    assert (home / known.FOLDER / NAME / "scoring.yaml").stat().st_mtime_ns == before


def test_other_content_needs_a_higher_revision_with_its_line(home: Path, tmp_path: Path) -> None:
    install(EDITION, home)
    folder = copied(tmp_path)
    changed(folder, "scoring.yaml", "weight: 55", "weight: 50")
    changed(folder, "scoring.yaml", "weight: 45", "weight: 50")
    with pytest.raises(
        Refused, match="revision 1 of example-body-2570 is there with other content; make this revision 2"
    ):
        install(folder, home)
    assert known.edition(NAME).instruments["SV"].weight == 55
    changed(folder, "edition.yaml", "revision: 1\nprevious", "revision: 2\nprevious")
    with pytest.raises(Refused, match="end with the present one"):
        install(folder, home)
    with (folder / "edition.yaml").open("a", encoding="utf-8") as file:
        file.write("- {revision: 2, date: 2026-11-29, figures: [total], text: {th: น้ำหนัก, en: Weights}}\n")
    assert install(folder, home).outcome == "revised"
    assert known.edition(NAME).instruments["SV"].weight == 50
    assert left_in(home) == [NAME]
    with pytest.raises(Refused, match="make this revision 3"):
        install(EDITION, home)


def test_what_a_site_has_used_counts_as_there(home: Path) -> None:
    with pytest.raises(Refused, match="make this revision 4"):
        install(EDITION, home, before=[(3, "sha256:of-something-else")])
    assert left_in(home) == []
    checksum = install(EDITION, home).criteria.checksum
    assert install(EDITION, home, before=[(1, checksum)]).outcome == "same"


def test_a_wrong_folder_is_refused_with_file_and_line(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = copied(tmp_path)
    changed(folder, "scoring.yaml", "  s4: {scale: four-down", "  s4: {scale: nowhere")
    status, out, err = prongsai(capsys, "criteria", "install", str(folder))
    assert (status, out, left_in(home)) == (2, "", [])
    assert "example-body-2570/scoring.yaml:24: items.s4" in err
    assert "nothing was written" in err


def test_an_edition_of_the_program_is_never_installed_over(home: Path, tmp_path: Path) -> None:
    folder = copied(tmp_path, "nacc-2568")
    changed(folder, "edition.yaml", "id: example-body-2570", "id: nacc-2568")
    with pytest.raises(Refused, match="comes with the program"):
        install(folder, home)
    # Neither where somebody puts the folder there by hand.
    (home / known.FOLDER).mkdir(parents=True)
    folder.rename(home / known.FOLDER / "nacc-2568")
    assert "SV" not in known.edition("nacc-2568").instruments


def test_a_folder_of_another_id_is_not_taken_for_it(home: Path) -> None:
    place = copied(home / known.FOLDER, "mine-2570")
    assert place.is_dir()
    with pytest.raises(Refused, match="holds the edition example-body-2570"):
        known.edition("mine-2570")
    assert "mine-2570" not in [criteria.id for criteria in known.readable()]


@pytest.mark.skipif(os.name == "nt", reason="links need rights of their own on Windows")
def test_a_link_is_not_followed(home: Path, tmp_path: Path) -> None:
    folder, secret = copied(tmp_path), tmp_path / "secret.yaml"
    secret.write_text("links: []\n", "utf-8")
    (folder / "links.yaml").unlink()
    (folder / "links.yaml").symlink_to(secret)
    with pytest.raises(Refused, match=r"example-body-2570/links\.yaml: this is a link"):
        install(folder, home)
    assert left_in(home) == []
    (folder / "links.yaml").unlink()
    os.mkfifo(folder / "links.yaml")
    with pytest.raises(Refused, match="no ordinary file"):
        install(folder, home)


def test_a_folder_that_is_too_large_is_refused_unread(home: Path, tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "people.yaml").write_bytes(b"# " + b"x" * 1_000_001)
    with pytest.raises(Refused, match="too large"):
        install(folder, home)
    (folder / "people.yaml").write_bytes((EDITION / "people.yaml").read_bytes())
    for number in range(6):
        (folder / "cases" / f"{number}.yaml").write_bytes(b"#" * 900_000)
    with pytest.raises(Refused, match="more than 4 MB together"):
        install(folder, home)
    assert left_in(home) == []


def test_only_what_an_edition_is_read_from_is_copied(home: Path, tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "letter.docx").write_bytes(b"PK")
    (folder / "run.py").write_text("raise SystemExit", "utf-8")
    made = install(folder, home).folder
    assert {path.name for path in made.iterdir()} == {path.name for path in EDITION.iterdir()}


def test_the_disk_that_fails_leaves_what_was_there(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(EDITION, home)
    folder = copied(tmp_path)
    changed(folder, "edition.yaml", "revision: 1\nprevious", "revision: 2\nprevious")
    with (folder / "edition.yaml").open("a", encoding="utf-8") as file:
        file.write("- {revision: 2, date: 2026-11-29, figures: [], text: {th: ถ้อยคำ, en: Words}}\n")
    replace = Path.replace

    def full(self: Path, target: Path) -> Path:
        if target.name == NAME and self.parent.name.startswith(".") and self.name == NAME:
            raise OSError("no space left")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="no space"):
        install(folder, home)
    assert left_in(home) == [NAME]
    assert known.edition(NAME).revision == 1


def test_a_year_of_an_installed_body_continues_the_one_before(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    install(EDITION, home)
    words = ("criteria", "new", "example-body-2571", "--from", NAME, "--out", str(tmp_path))
    assert prongsai(capsys, *words)[0] == 0
    assert install(tmp_path / "example-body-2571", home).criteria.body == known.edition(NAME).body
    assert known.edition("example-body-2571").previous == NAME


def test_a_new_edition_of_another_body_says_whose_it_is(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("criteria", "new", "schools-2570", "--from", "nacc-2568", "--out", str(tmp_path))
    status, _, err = prongsai(capsys, *words)
    assert status == 2
    assert "--body-th" in err
    assert not (tmp_path / "schools-2570").exists()
    assert prongsai(capsys, *words, "--body-th", "สำนักงานโรงเรียน")[0] == 2
    assert prongsai(capsys, *words, "--body-th", "สำนักงานโรงเรียน", "--body-en", "Office of Schools")[0] == 0
    made = install(tmp_path / "schools-2570", home).criteria
    assert (made.body.th, made.body.en, made.assesses) == ("สำนักงานโรงเรียน", "Office of Schools", ())


def test_unknown_names_list_what_is_installed(home: Path) -> None:
    install(EDITION, home)
    with pytest.raises(UnknownEdition) as caught:
        known.edition("nobody-2570")
    assert NAME in caught.value.known


def test_a_site_takes_results_by_an_installed_edition_and_remembers_its_revisions(tmp_path: Path) -> None:
    site, school = tmp_path / "site", tmp_path / "school.yaml"
    school.write_text(SCHOOL, "utf-8")
    to = {"PRONGSAI_FOLDER": str(site), "PRONGSAI_LANG": "en"}
    assert called("criteria", "install", str(EDITION), **to).returncode == 0
    refused = called("import", str(school), **to)
    assert refused.returncode == 2
    assert NAME in refused.stderr
    taken = called("import", str(school), "--criteria", NAME, **to)
    assert (taken.returncode, taken.stderr) == (0, "")
    # The folder may go: what the site has used of the id is known all the same.
    shutil.rmtree(site / known.FOLDER / NAME)
    other = copied(tmp_path)
    changed(other, "scoring.yaml", "weight: 55", "weight: 50")
    changed(other, "scoring.yaml", "weight: 45", "weight: 50")
    again = called("criteria", "install", str(other), **to)
    assert again.returncode == 2
    assert "make this revision 2" in " ".join(again.stderr.split())
    assert called("criteria", "install", str(EDITION), **to).returncode == 0
