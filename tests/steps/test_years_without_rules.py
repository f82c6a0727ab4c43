"""Years that no edition knows, as 2561–2563: total, level and certainty are enough, and nothing is said to differ."""

from __future__ import annotations

import re

import pytest

from prongsai.files.problems import Refused
from prongsai.flow.by_file.dossier import dossier_of
from prongsai.publish.assemble.compose import report
from prongsai.publish.assemble.own_words import fields
from prongsai.publish.html.page import html
from prongsai.roundfile.read_file import read_bytes
from prongsai.roundfile.round import Round
from prongsai.roundfile.write import write_yaml

FILE = """\
format: prongsai/round@1
year: 2564
agency: {name: เทศบาลตัวอย่าง}
published:
  instruments: {IIT: "92.39", EIT: "92.13", OIT: "100"}
  total: "95.36"
  level: AA
history:
  2562: {published: {total: "66.73", level: C}, certainty: recollection}
  2563: {published: {total: "71.50", level: C}}
"""
DIFFER = re.compile("เทียบ(?:กัน)?(?:โดย)?ตรงไม่ได้|เทียบ(?:กัน)?ไม่ได้|ไม่ควรเทียบ|วิธีประเมินเปลี่ยน|not (?:directly )?comparable")


def read(text: str = FILE) -> Round:
    return read_bytes(text.encode(), "year.yaml")[0]


def test_year_needs_no_more_than_total_level_and_certainty() -> None:
    past = read().facts.history

    assert {year: (str(each.published.total), each.published.level, each.certainty) for year, each in past.items()} == {
        2562: ("66.73", "C", "recollection"),
        2563: ("71.50", "C", None),
    }
    assert read(write_yaml(read())).facts.history == past


def test_certainty_is_one_of_the_four() -> None:
    with pytest.raises(Refused) as refused:
        read(FILE.replace("certainty: recollection", "certainty: perhaps"))
    assert refused.value.problems[0].place == "history.2562.certainty"


def test_change_from_a_year_without_rules_is_not_known_to_compare() -> None:
    found = dossier_of(read()).findings
    total = found.change_of("total")

    assert total is not None and total.broken is not None
    assert (total.since, total.kind, total.broken.linked) == (2563, "not-known-to-compare", False)
    assert total.sentence.say() == (
        "ในภาพรวม ได้ 95.36 คะแนน ส่วนปี 2563 ได้ 71.50 คะแนน ไม่ทราบว่าคะแนนสองปีนี้เทียบกันได้หรือไม่ "
        "เพราะไม่มีตารางเทียบเกณฑ์ระหว่างสองปีนี้"
    )
    assert "Whether the two years compare is not known: there is no crosswalk" in total.sentence.say("en")
    assert [(year.year, year.certainty) for year in found.years] == [
        (2562, "recollection"),
        (2563, "confirmed"),
        (2564, "confirmed"),
    ]
    assert found.years[0].figures["total"].certainty == "recollection"


def test_documents_say_that_it_is_not_known_and_how_surely_the_year_is() -> None:
    dossier = dossier_of(read())
    told = {
        kind: re.sub("<[^>]*>", "", html(report(dossier, kind))).replace("\u00a0", " ")
        for kind in ("results", "analysis", "brief", "book")
    }

    assert {kind: DIFFER.findall(text) for kind, text in told.items()} == {kind: [] for kind in told}
    assert "ไม่ทราบว่าคะแนนปี 2562, 2563 เทียบกับปี 2564 ได้หรือไม่ เพราะไม่มีตารางเทียบเกณฑ์" in told["book"]
    assert "ปี 2562: ผลของปีนี้มาจากความทรงจำ ยังไม่พบเอกสารยืนยัน" in told["book"]
    assert "ไม่ทราบว่าเทียบกันได้หรือไม่" in told["brief"]
    assert "คะแนนปี 2563 กับปี 2564 ไม่ทราบว่าเทียบกันได้หรือไม่" in told["analysis"]
    assert fields(dossier)["direction:total"].value == "ไม่ทราบว่าเทียบได้หรือไม่"


def test_years_that_do_differ_are_still_said_to() -> None:
    newer = FILE.replace("year: 2564", "year: 2566").replace("  2562:", "  2565:").replace("AA", "ผ่านดีเยี่ยม")
    text = re.sub("<[^>]*>", "", html(report(dossier_of(read(newer)), "book")))

    assert "คะแนนสองปีนี้เทียบกันโดยตรงไม่ได้ เพราะ" in text
    assert "ไม่ทราบว่าคะแนนปี 2563 เทียบกับปี 2566 ได้หรือไม่" in text
