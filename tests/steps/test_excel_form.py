"""The Excel form gives back what was put into it: examples, small rounds of every shape, and what no cell can show."""

from __future__ import annotations

import io
import re
from fractions import Fraction
from typing import Any

import openpyxl
import pytest
from forms import NAME, changed, data_of, form, parts_of, round_of, small, typed
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from xlsxwriter.worksheet import Worksheet

from prongsai.criteria.editions import edition, editions
from prongsai.criteria.names import rules_name
from prongsai.excel_form import fill, read_form
from prongsai.excel_form.choices import figure_choices
from prongsai.excel_form.sheets.guide import codes_sheet, first_sheet
from prongsai.excel_form.sheets.layout import form_layout, sizes_for, sizes_of, sizes_text
from prongsai.excel_form.written.workbook import FormSheet
from prongsai.flow.by_file.examples import EXAMPLES, examples
from prongsai.language.exact import half_up
from prongsai.roundfile.round import Round
from prongsai.roundfile.write import to_data

SHEETS = [
    "อ่านก่อน", "หน่วยงาน", "IIT", "EIT ส่วนที่ 1", "EIT ส่วนที่ 2", "ผู้ตอบ", "OIT", "ผลที่ประกาศ", "ปีก่อน",
    "ข้อเสนอแนะผู้ประเมิน", "ข้อความในเอกสาร", "เอกสาร", "หนังสือราชการ", "แผน", "ขั้นตอน", "บันทึกข้อความ", "รหัส",
]  # fmt: skip


def there_and_back(one: Round) -> Round:
    return round_of(data_of(fill(edition(one.facts.criteria), to_data(one))))


@pytest.mark.parametrize("name", EXAMPLES)
def test_form_gives_back_every_example(name: str) -> None:
    one = examples()[name]

    assert there_and_back(one) == one


@pytest.mark.parametrize("name", EXAMPLES)
def test_form_is_the_same_bytes_every_time(name: str) -> None:
    one = examples()[name]
    criteria = edition(one.facts.criteria)

    assert fill(criteria, to_data(one)) == fill(criteria, to_data(one))


@pytest.mark.parametrize("name", editions())
def test_empty_form_says_nothing_but_its_edition(name: str) -> None:
    criteria = edition(name)
    filled = read_form(fill(criteria), NAME)

    assert filled.data == {"format": "prongsai/round@1", "year": str(criteria.year), "criteria": name}
    assert [problem.place for problem in filled.problems] == ["หน่วยงาน!C5"]  # the agency's name


# Small rounds. Texts hold what sheets, files and people's habits make difficult.

AWKWARD = (
    "=1+1", "+66 2", "-4.71", "@ชื่อ", "  ชื่อ ", "บรรทัดหนึ่ง\nบรรทัดสอง", "", " ", "\n", "_x000D_", "x005F_", "_x0041_",
    "TRUE", "2026-03-31", "31/3/2569", "คำนำ", "ร่วม: กอง", "a,b", "9.10", "1e5", "'", '"', "\u2028", "\u200b", "😀",
    "\x85", "{year}",
)  # fmt: skip
texts = st.sampled_from(AWKWARD) | st.text(
    st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=8
)
shares = st.decimals(0, 100, places=2).map(str) | st.sampled_from(["0", "100", "99.7", "99.70", "0.00"])
counts = st.integers(0, 50)
extras = st.dictionaries(
    st.sampled_from(["x-note", "x-a.b"]),
    st.none() | texts | st.lists(st.booleans() | texts, max_size=2) | st.just({"x": {"y": [1, "2"]}}),
    max_size=1,
)


def some(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Any of these fields, and perhaps an own note."""
    plain = st.fixed_dictionaries({}, optional=fields)
    return st.tuples(plain, extras).map(lambda pair: {**pair[0], **pair[1]})


def with_all(base: dict[str, st.SearchStrategy[Any]], **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """These fields, and any of the others."""
    return st.tuples(st.fixed_dictionaries(base), some(**fields)).map(lambda pair: {**pair[0], **pair[1]})


def printed(counted: list[int]) -> list[str]:
    """The shares of counts as they are printed."""
    return [f"{half_up(Fraction(100 * each, sum(counted) or 1))}" for each in counted if sum(counted)] or (
        ["100"] + ["0"] * (len(counted) - 1)
    )


def answered(width: int) -> st.SearchStrategy[dict[str, Any]]:
    return some().flatmap(
        lambda own: (
            st.lists(counts, min_size=width, max_size=width).map(lambda values: {"counts": values, **own})
            | st.lists(counts, min_size=width, max_size=width).map(lambda values: {"shares": printed(values), **own})
        )
    )


def listed(each: st.SearchStrategy[Any], size: int = 3) -> st.SearchStrategy[list[Any]]:
    return st.lists(each, max_size=size)


ids = listed(st.sampled_from(["1", "6", "10"]), 2)
days = st.dates().filter(lambda day: 1950 < day.year < 2150).map(str)
published = some(
    total=shares,
    level=st.sampled_from(["ผ่าน", "ผ่าน ดี", "A", "ผ่านดีเยี่ยม"]),
    instruments=st.dictionaries(st.sampled_from(["IIT", "EIT", "EIT1", "OIT"]), shares),
    indicators=st.dictionaries(st.sampled_from(["1", "6", "10"]), shares),
    part_indicators=st.dictionaries(st.sampled_from(["EIT1", "EIT2"]), st.dictionaries(st.just("6"), shares)),
    sub_indicators=st.dictionaries(st.sampled_from(["9.1", "10.2"]), shares),
    items=st.dictionaries(st.just("IIT"), st.dictionaries(st.sampled_from(["i1", "i15"]), shares)),
)
part = some(
    respondents=st.integers(300, 400),
    items=st.fixed_dictionaries({}, optional={"i1": answered(6), "i3": answered(2), "i9": answered(2)}),
    demographics=st.fixed_dictionaries(
        {},
        optional={
            "age": with_all({"counts": st.dictionaries(st.sampled_from(["20-30", "over-60"]), counts)}),
            "gender": with_all(
                {"shares": st.dictionaries(st.sampled_from(["male", "other"]), st.sampled_from(["0", "49.9"]))}
            ),
        },
    ),
)
marks = st.sampled_from(["0", "50", "100", "100.00"])
disclosure = st.lists(
    with_all(
        {"item": st.sampled_from(["o3", "o10", "o4"])},
        score=marks,
        urls=listed(st.just("https://a.go.th/1") | st.just("http://b")),
        explanation=texts,
        advice=texts,
    ),
    max_size=3,
    unique_by=lambda entry: str(entry["item"]),
)
assessor = with_all({"scope": st.just("items")}, part=st.just("EIT2"), ids=st.just(["e4", "e5"]), issue=texts, refs=ids)
claim = with_all(
    {"kind": st.just("level"), "where": texts, "value": texts},
    quote=texts,
    among=st.just("ind:9"),
    since=st.just("2565"),
)
step = with_all({"text": texts}, owner=texts, period=texts, result=texts)
owner = with_all({"unit": texts}, role=st.sampled_from(["lead", "joint"]))
period = with_all({"text": texts}, repeats=texts, **{"from": days})
row = with_all(
    {"measures": listed(texts)},
    issue=st.just("2"),
    indicators=ids,
    items=st.just(["e2", "o10"]),
    analysis=listed(texts) | texts,
    steps=listed(step),
    owners=listed(owner),
    period=period,
    follow_up=texts,
    result=texts,
)
plan = with_all(
    {"year": st.just("2569"), "rows": listed(row)},
    form=st.just("nacc-five-column"),
    title=texts,
    progress=some(as_of=days, note=texts),
)
link = with_all({"position": texts}, choices=listed(texts), date=days)
memo = with_all(
    {"subject": texts, "to": texts},
    number=texts,
    date=days,
    parts=listed(with_all({"heading": texts, "text": texts})),
    chain=listed(link),
    attachments=listed(texts),
)
section = with_all({"part": st.sampled_from(["preface", "คำนำ", "own"])}, heading=texts, text=texts)
history = st.dictionaries(
    st.sampled_from([str(year) for year in (2555, 2561, 2562, 2564, 2565, 2566, 2567)]),
    with_all(
        {"published": some(total=shares, sub_indicators=st.just({"9.1": "87.50"}), level=st.just("AA"))},
        certainty=st.sampled_from(["confirmed", "inferred", "recollection", "unknown"]),
    ),
    max_size=7,
)
rounds = st.tuples(
    st.fixed_dictionaries(
        {},
        optional={
            "staff": counts,
            "visitors": counts,
            "answers": st.fixed_dictionaries({}, optional={"IIT": part}),
            "disclosure": disclosure,
            "published": published,
            "assessor": listed(assessor),
            "history": history,
            "claims": listed(claim),
            "document": some(profile=texts, signed_by=texts, sections=listed(section)),
            "plan": plan,
            "memo": memo,
        },
    ),
    some(kind=st.just("city-municipality"), size=st.sampled_from(["S", "ใหญ่"]), code=texts, district=texts),
    extras,
).map(lambda each: small(**each[0], **each[2]) | {"agency": {"name": "ชื่อ", **each[1]}})


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(rounds)
def test_form_gives_back_any_small_round(data: dict[str, Any]) -> None:
    one = round_of(data)

    assert there_and_back(one) == one


@pytest.mark.parametrize("text", [*AWKWARD, "ก" * 20_000, "_" * 19_999])
def test_form_gives_back_awkward_texts(text: str) -> None:
    rows = [{"measures": [text, text], "owners": [{"unit": text, "role": "joint"}], "steps": [{"text": text}]}]
    one = round_of(small(plan={"year": 2569, "rows": rows}, claims=[{"kind": "level", "where": text, "value": text}]))

    assert there_and_back(one) == one


def test_form_gives_back_more_entries_than_a_sheet_has_rows() -> None:
    one = round_of(small(claims=[{"kind": "level", "where": str(at), "value": "ผ่าน"} for at in range(3_005)]))

    assert there_and_back(one) == one


# What the sheets hold and how they behave.


def test_form_has_the_sheets_that_officers_know() -> None:
    book = openpyxl.load_workbook(io.BytesIO(form()))

    assert [sheet.title for sheet in book if sheet.sheet_state == "visible"] == SHEETS
    assert {sheet.sheet_state for sheet in book if sheet.title not in SHEETS} == {"veryHidden"}
    assert "EIT" in openpyxl.load_workbook(io.BytesIO(form(year=2564))).sheetnames


@pytest.mark.parametrize("year", [2564, 2566, 2568, 2569])
def test_formulas_hold_no_function_that_excel_2007_lacks(year: int, monkeypatch: pytest.MonkeyPatch) -> None:
    own, looked_at = FormSheet._prepare_formula, []

    def both(self: FormSheet, formula: str, expand: bool = False) -> str:
        looked_at.append(formula)
        assert own(self, formula, expand) == Worksheet._prepare_formula(self, formula, True)
        return own(self, formula, expand)

    monkeypatch.setattr(FormSheet, "_prepare_formula", both)
    fill(edition(f"nacc-{year}"))

    assert len(looked_at) > 100


def test_form_unlocks_only_cells_to_fill_in() -> None:
    criteria = edition("nacc-2568")
    layout = form_layout(criteria, sizes_for(criteria, {}))
    book = openpyxl.load_workbook(io.BytesIO(form()))
    for sheet in layout.sheets:
        page = book[sheet.name]
        free = {
            ((cell.row or 0) - 1, (cell.column or 0) - 1)
            for row in page.iter_rows()
            for cell in row
            if not cell.protection.locked
        }
        expected = {(each.row, each.column) for each in sheet.fields}
        expected |= {sheet.mode} if sheet.mode else set()
        for answers in sheet.answers:
            expected |= {(answers.row, column) for column in range(answers.column, answers.last + 1)}
            expected.add((answers.row, answers.unit))
        for table in sheet.tables:
            expected |= {
                (table.first + at, table.column_of(column))
                for at in range(table.rows)
                for column in range(len(table.columns))
            }
        assert free == expected, sheet.name
        assert page.protection.sheet and page.protection.password is None
        assert all(page.cell(row + 1, column + 1).number_format == "@" for row, column in expected)


def test_form_prints_on_a4_landscape_with_its_heads() -> None:
    book = openpyxl.load_workbook(io.BytesIO(form()))
    for name in SHEETS:
        page = book[name]
        assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
        assert page.sheet_properties.pageSetUpPr is not None and page.sheet_properties.pageSetUpPr.fitToPage
    assert book["IIT"].freeze_panes == "D7"
    assert book["IIT"].print_title_rows == "$6:$6"


def test_form_shows_questions_choices_and_titles_of_its_year() -> None:
    book = openpyxl.load_workbook(io.BytesIO(form()))
    criteria = edition("nacc-2568")

    shown = {str(cell.value) for row in book["IIT"].iter_rows() for cell in row if cell.value is not None}
    for item in criteria.items_of("IIT"):
        assert item.question is not None
        assert {item.id, item.wording, *item.question.options} <= shown
    titles = {str(cell.value) for cell in book["OIT"]["C"]}
    assert any("2568" in title for title in titles) and not any("{" in title for title in titles)


def test_form_tells_its_edition_on_the_first_and_the_hidden_sheet() -> None:
    criteria = edition("nacc-2568")
    book = openpyxl.load_workbook(io.BytesIO(form()))

    meta = {row[0].value: row[1].value for row in book["prongsai"].iter_rows()}
    assert meta["year"] == "2568"
    assert (meta["edition"], meta["revision"]) == (criteria.id, str(criteria.revision))
    assert meta["checksum"] == criteria.checksum
    first = " ".join(str(cell.value) for row in book["อ่านก่อน"].iter_rows() for cell in row)
    assert rules_name(criteria).th in first and "nacc-2568" not in first


def test_form_has_thai_messages_on_its_drop_downs() -> None:
    page = openpyxl.load_workbook(io.BytesIO(form()))["OIT"]
    rule = next(each for each in page.data_validations.dataValidation if "D6" in each.sqref)

    assert rule.type == "list"
    assert re.search("[ก-๛]", rule.error)


def test_form_never_holds_a_formula_of_the_file() -> None:
    sheets = {
        name: text.decode()
        for name, text in parts_of(form(small(agency={"name": "=1+1"}, claims=[]))).items()
        if name.startswith("xl/worksheets/")
    }
    first = sheets["xl/worksheets/sheet2.xml"]

    assert "<f>" not in first
    assert re.search(r'<c r="C5"[^>]* t="s">', first)
    book = openpyxl.load_workbook(io.BytesIO(form(small(agency={"name": "=1+1"}))))
    assert book["หน่วยงาน"]["C5"].data_type == "s"


ANSWERED = {"counts": [1, 0, 0, 0, 1, 8]}


@pytest.mark.parametrize(
    ("answers", "respondents", "expected"),
    [
        (ANSWERED, 10, (10, "ครบ", 88)),
        (ANSWERED, 11, (10, "ไม่ครบ", 88)),
        (ANSWERED, None, (10, "ครบ", 88)),
        ({"shares": ["0.53", "0.00", "0.00", "0.00", "0.00", "99.47"]}, 188, (100, "ครบ", 99.47)),
        ({"shares": ["0.5", "0", "0", "0", "0", "99"]}, 188, (99.5, "ไม่ครบ", 99.5)),
    ],
)
def test_form_reckons_sum_check_and_provisional_score(
    answers: dict[str, Any], respondents: int | None, expected: tuple[object, ...]
) -> None:
    part = {"items": {"i1": answers}} | ({"respondents": respondents} if respondents else {})
    page = openpyxl.load_workbook(io.BytesIO(form(small(answers={"IIT": part}))), data_only=True)["IIT"]

    assert tuple(page[f"{column}9"].value for column in "JKL") == expected
    assert page["J11"].value in ("", None)


def test_form_takes_no_score_where_the_edition_has_no_method() -> None:
    page = openpyxl.load_workbook(io.BytesIO(form(year=2569)))["IIT"]
    formulas = [cell.value for row in page.iter_rows() for cell in row if cell.data_type == "f"]

    assert formulas and not any("ROUND" in str(each) for each in formulas)


def test_form_gives_the_mean_of_sub_questions() -> None:
    items = {"i1.1": {"counts": [0, 0, 0, 10]}, "i1.2": {"counts": [0, 0, 10, 0]}}
    data = small(answers={"IIT": {"items": items}}) | {"year": 2564}
    page = openpyxl.load_workbook(io.BytesIO(form(data, 2564)), data_only=True)["IIT"]

    found = [cell.value for cell in page["J"] if isinstance(cell.value, int | float)]
    assert found == [83.5, 100, 67]


# What no cell can show, and what was typed since.


def test_typed_value_beats_what_was_kept() -> None:
    kept = small(agency={"name": "ชื่อเดิม ", "x-note": "ก"}, claims=[{"kind": "level", "where": " ข้อ 1", "value": "ผ่าน"}])

    assert data_of(form(kept))["agency"] == {"name": "ชื่อเดิม ", "x-note": "ก"}
    found = data_of(typed({"หน่วยงาน!C5": "ชื่อใหม่"}, kept))
    assert found["agency"] == {"name": "ชื่อใหม่", "x-note": "ก"}
    assert found["claims"][0]["where"] == " ข้อ 1"


def test_emptied_row_takes_what_was_kept_of_it_along() -> None:
    claims = [{"kind": "level", "where": f"ข้อ {at}", "value": "ผ่าน", "x-at": str(at)} for at in range(3)]
    empty = {f"ข้อความในเอกสาร!{column}6": None for column in "CDEFGHIJ"}

    found = data_of(typed(empty, small(claims=claims)))["claims"]
    assert [(claim["where"], claim["x-at"]) for claim in found] == [("ข้อ 0", "0"), ("ข้อ 2", "2")]


def test_rows_added_by_hand_are_read() -> None:
    claims = [{"kind": "level", "figure": "level", "where": f"ข้อ {at}", "value": "ผ่าน"} for at in range(2)]

    def add(book: openpyxl.Workbook) -> None:
        page = book["ข้อความในเอกสาร"]
        page.insert_rows(6)
        page["C6"], page["E6"], page["F6"] = "ระดับ", "ผ่าน", "ข้อที่เพิ่ม"

    found = data_of(changed(form(small(claims=claims)), add))["claims"]
    assert sorted(claim["where"] for claim in found) == ["ข้อ 0", "ข้อ 1", "ข้อที่เพิ่ม"]


def test_sizes_are_read_as_they_were_written_and_forged_ones_are_not() -> None:
    sizes = sizes_for(edition("nacc-2568"), {})

    assert sizes_of(sizes_text(sizes)) == sizes
    for text in (
        "",
        "{}",
        "[]",
        sizes_text(sizes).replace("120", "1200000000"),
        sizes_text(sizes).replace("120", "-1"),
    ):
        assert sizes_of(text) is None


@pytest.mark.parametrize("name", editions())
def test_figures_are_chosen_by_names_of_their_own_and_old_labels_are_understood(name: str) -> None:
    criteria = edition(name)
    figures = figure_choices(criteria)
    labels = [label for label, _ in figures.pairs]

    assert len(labels) == len(set(labels))
    for label, code in figures.pairs:
        assert figures.meant(label) == code
        assert figures.meant(f"{code} · {label}") == code
        assert not any(mark in label for mark in ("@", ":"))


def test_sheets_to_look_up_show_no_ids() -> None:
    criteria = edition("nacc-2568")
    words = [label.text for sheet in (codes_sheet(criteria), first_sheet(criteria, ())) for label in sheet.labels]

    assert {"1", "9.1", "i1", "o28"} <= set(words)
    assert [word for word in words if re.search(r"ind:|sub:|@|nacc-|[A-Z]+\d?\.[ieo]\d", word)] == []
