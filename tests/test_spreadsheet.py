"""Cells that no spreadsheet runs, and books that another reader opens."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from toolkit.cli import cli
from toolkit.errors import ParameterError
from toolkit.readers import read_document
from toolkit.spreadsheet import FORMULA, book_bytes, csv_bytes, plain_cell, safe_cell, safe_text

NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TEXT = st.text(st.sampled_from("=+-@＝＋－＠\t\r\n '5.无a"), max_size=6)


@given(TEXT, st.booleans())
def test_a_cell_comes_back_as_it_was(text, numbers):
    cell = safe_cell(text, numbers=numbers)
    assert plain_cell(cell) == text
    # What is left to a spreadsheet begins with no formula, except a plain number.
    if cell.lstrip(" ").startswith(FORMULA):
        assert numbers
        float(cell)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        (" =1+1", "' =1+1"),
        ("-5", "-5"),
        ("-5+cmd", "'-5+cmd"),
        ("＝1", "'＝1"),
        ("'=1", "''=1"),
        ("'s", "'s"),
        ("平潭县", "平潭县"),
    ],
)
def test_text_that_would_run_has_an_apostrophe(text, cell):
    assert safe_cell(text, numbers=True) == cell


def frame() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "name": pd.array(
                ["=1+1", '平潭县, "x"\n二', None, "https://example.org"], dtype="string"
            ),
            "value": pd.array([-5, 12.5, None, 1204], dtype="Float64"),
            "year": pd.array([2024, None, 2021, 2020], dtype="Int64"),
            "flag": pd.array([True, False, None, True], dtype="boolean"),
        }
    )


def test_csv_is_what_excel_takes_and_what_a_program_reads():
    data = csv_bytes(frame())
    assert data == (
        b"\xef\xbb\xbfname,value,year,flag\r\n"
        b"'=1+1,-5,2024,true\r\n"
        + '"平潭县, ""x""\n二",12.5,,false\r\n'.encode()
        + b",,2021,\r\nhttps://example.org,1204,2020,true\r\n"
    )


def test_the_frame_that_was_given_stays_as_it_is():
    given = frame()
    safe_text(given)
    csv_bytes(given)
    pd.testing.assert_frame_equal(given, frame())


def sheet_cells(data: bytes, number: int = 1) -> dict[str, tuple[str | None, str | None, bool]]:
    """Return type, raw value and whether there is a formula, by cell, read off the XML itself."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        strings = ["".join(si.itertext()) for si in
                   ElementTree.fromstring(book.read("xl/sharedStrings.xml"))]  # fmt: skip
        sheet = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))
    out = {}
    for c in sheet.iter(f"{NS}c"):
        value, kind = c.findtext(f"{NS}v"), c.get("t")
        text = strings[int(value or 0)] if kind == "s" else value
        out[c.get("r", "")] = (kind, text, c.find(f"{NS}f") is not None)
    return out


def test_a_book_has_numbers_as_numbers_and_text_never_as_formula_or_link():
    data = book_bytes({"panel": frame()}, "x")
    cells = sheet_cells(data)
    assert cells["A2"] == ("s", "=1+1", False)  # text, so that it needs no apostrophe
    assert cells["B2"] == (None, "-5", False)
    assert cells["B3"] == (None, "12.5", False)
    assert cells["D2"] == ("b", "1", False)
    assert "A4" not in cells and "B4" not in cells  # missing cells are empty
    assert cells["A5"] == ("s", "https://example.org", False)
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        assert not [n for n in book.namelist() if "rels" in n and "worksheets" in n], "no links"


def test_a_book_has_the_same_bytes_at_another_time():
    one = book_bytes({"panel": frame()}, "x")
    time.sleep(1.1)
    assert book_bytes({"panel": frame()}, "x") == one


def test_more_rows_than_a_sheet_holds_are_one_clear_line():
    long = pd.DataFrame({"a": pd.array([1], dtype="Int64").repeat(1_048_576)})
    with pytest.raises(ParameterError, match="CSV"):
        book_bytes({"x": long}, "x")


# The panel as a book


def gongkai(*args: str):
    return CliRunner().invoke(cli, list(args))


def test_the_panel_as_a_book_opens_in_another_reader(tmp_path: Path):
    out = tmp_path / "panel.xlsx"
    done = gongkai("panel", "requests_received", "--places", "平潭县", "-o", str(out))
    assert (done.exit_code, done.output.strip()) == (0, str(out))
    tables = read_document(out).tables
    heads = [[c.text for c in t.grid[0]] for t in tables]
    panel, series, columns, missing = (
        [
            dict(zip(head, (c.text for c in row), strict=True))
            for row in t.grid[1:]
            if any(c.text for c in row)
        ]  # the reader may end a sheet with an empty row
        for head, t in zip(heads, tables, strict=True)
    )
    # Table 3 of the report for 2024 states 218 requests of the year (tests/test_data.py).
    (row,) = [r for r in panel if r["year"] == "2024" and r["line"] == "main"]
    assert (row["value"], row["missing"], row["publisher"]) == ("218", "", "平潭综合实验区管委会")
    # Every column that the panel has is defined, and so is the series, with why it breaks in 2019.
    assert [r["column"] for r in columns] == heads[0]
    assert all(r["zh"] and r["en"] for r in columns)
    assert [(r["group"], r["join_before"]) for r in series] == [
        ("fujian", ""), ("prose", "similar"), ("stat2014", "same"), ("form2019", "similar"),
        ("form2021", "same"),
    ]  # fmt: skip
    assert "2019" in series[3]["why_zh"]
    assert {"blank", "slash", "not_stated"} <= {r["id"] for r in missing}
    raw = sheet_cells(out.read_bytes())
    column = chr(ord("A") + heads[0].index("value"))
    kinds = {kind for cell, (kind, _, _) in raw.items() if cell[0] == column and cell[1:] != "1"}
    assert kinds == {None}, "values are numbers"
    assert not any(formula for _, _, formula in raw.values())


def test_a_missing_value_is_an_empty_cell_with_its_kind_beside_it(tmp_path: Path):
    out = tmp_path / "panel.xlsx"
    gongkai("panel", "requests_received", "--places", "东城区", "--years", "2015", "-o", str(out))
    table = read_document(out).tables[0]
    (row,) = [dict(zip((c.text for c in table.grid[0]), (c.text for c in r), strict=True))
              for r in table.grid[1:]]  # fmt: skip
    assert (row["value"], row["missing"]) == ("", "not_stated")


def test_a_synthetic_book_says_so_on_its_tab(tmp_path: Path):
    out = tmp_path / "panel.xlsx"
    gongkai("panel", "requests_received", "--data", "demo", "--places", "云桥县", "-o", str(out))
    with zipfile.ZipFile(out) as book:
        assert 'name="synthetic panel"' in book.read("xl/workbook.xml").decode()


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--format", "xlsx"], "--output FILE.xlsx"),
        (["--format", "ods"], "csv or xlsx"),
        (["--format", "csv", "-o", "x.xlsx"], "x.xlsx"),
        (["--format", "xlsx", "-o", "x.csv"], "x.csv"),
    ],
)
def test_a_format_that_cannot_be_is_one_line(args, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = gongkai("panel", "requests_received", "--places", "平潭县", *args)
    assert done.exit_code == 1
    assert said in done.output
    assert done.output.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_csv_of_the_panel_neutralises_text_and_keeps_numbers(tmp_path: Path):
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "a.yml").write_text(
        "place: 星湖区\nplace_code: '990101'\npublisher: '=HYPERLINK(1)'\nlevel: county\nyear: 2020\n"
        "form: form2019\nsynthetic: true\nfigures:\n"
        "  - {indicator: licences_items_change, value: -5, unit: 项}\n",
        encoding="utf-8",
    )
    out = tmp_path / "a.csv"
    indicator = "licences_items_change"
    done = gongkai("panel", indicator, "--data", str(folder), "-o", str(out))
    assert done.exit_code == 0, done.output
    read = pd.read_csv(out, encoding="utf-8-sig")
    assert read["publisher"].tolist() == ["'=HYPERLINK(1)"]
    assert read["value"].tolist() == [-5]


@given(st.lists(TEXT, max_size=8))
def test_a_column_is_made_safe_cell_by_cell(texts):
    made = safe_text(pd.DataFrame({"a": pd.array(texts, dtype="string")}))
    assert made["a"].tolist() == [safe_cell(t, numbers=True) for t in texts]


def test_text_of_any_type_of_pandas_is_neutralised():
    texts = pd.Series(["=1+1", "-5", None])
    kinds = {"category": "category", "object": object, "str": "str", "string": "string"}
    said = pd.DataFrame({name: texts.astype(kind) for name, kind in kinds.items()})
    assert safe_text(said).iloc[0].tolist() == ["'=1+1"] * 4
    assert csv_bytes(said).decode("utf-8-sig").splitlines()[1:] == [
        ",".join(["'=1+1"] * 4), "-5,-5,-5,-5", ",,,",
    ]  # fmt: skip
