"""Spreadsheets: what a cell shows, what is hidden, where a table ends, and files that are none."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from made import sheet as made
from made.damages import document
from made.oracle import judge
from made.sample import sample

from toolkit.document import Document, Paragraph, Table
from toolkit.errors import ReadError
from toolkit.readers import read_document
from toolkit.readers.shown import number_text
from toolkit.reading import assemble
from toolkit.values import parse_value


def book(*fills: Callable, properties: dict | None = None) -> bytes:
    """Return a workbook with one sheet a function, which gets (workbook, sheet)."""
    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(out, {"in_memory": True})
    for fill in fills:
        fill(workbook, workbook.add_worksheet())
    workbook.close()
    return out.getvalue()


def patched(data: bytes, member: str, change: Callable[[str], str]) -> bytes:
    """Return the file with the text of one member changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content.decode()).encode() if name == member else content)
    return out.getvalue()


def shape(document: Document) -> list:
    """Return paragraphs as text and tables as their rows of printed texts."""
    return [
        b.text if isinstance(b, Paragraph)
        else [[c.text for c in b.row_cells(r) if c.row == r] for r in range(b.n_rows)]
        for b in document.blocks
    ]  # fmt: skip


def texts(data: bytes) -> list:
    return shape(read_document(data))


SHOWN = [
    ("12", "General", "12"),
    ("12.0", "General", "12"),
    ("0.30000000000000004", "General", "0.3"),
    ("12345.6", "#,##0.00", "12345.6"),
    ("12.345", "0.00", "12.35"),
    ("12.6", "0", "13"),
    ("-5", "0_);(0)", "-5"),
    ("5", '0"件"', "5件"),
    ("0.624", "0.0%", "62.4%"),
    ("0.624", "0%", "62%"),
    ("1", "0%", "100%"),
    ("0", '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"??_ ;_ @_ ', "0"),
    ("1234", '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"??_ ;_ @_ ', "1234"),
    ("-7", "[Red]-0", "?-7 [[Red]-0]"),
    ("7", "[DBNum1][$-804]General", "7"),
    ("7", "[Red]0", "7"),
    ("5", '0"万"', "5万"),
    ("0", ";;;", "0"),
]
NO_FIGURE = [
    ("45293", "yyyy/m/d"), ("2", "m月d日"), ("0.5", "h:mm"), ("45293", 'm"月"d"日"'),
    ("1E+20", "General"), ("123456", "0.0E+00"), ("0.5", "# ?/?"), ("7", ";;;"), ("12345", "0,"),
    ("123456", r"0\.0,"), ("5", '"1"0'), ("5", '"-"0'), ("5", '[>3]0;"x"'), ("nan", "General"),
    ("x", "General"), ("5", '0"千"'), ("5", "?unknown"),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "code", "text"), SHOWN)
def test_a_number_is_read_as_it_is_shown(raw, code, text):
    assert number_text(raw, code) == text


@pytest.mark.parametrize(("raw", "code"), NO_FIGURE)
def test_what_does_not_show_a_plain_number_is_no_figure(raw, code):
    assert parse_value(number_text(raw, code)).number is None


def test_dates_count_from_1900_or_1904():
    assert number_text("45293", "yyyy/m/d") == "2024-01-02"
    assert number_text("43831", "d/m/yy", since_1904=True) == "2024-01-02"
    assert number_text("45293.5", "m/d/yy h:mm") == "2024-01-02 12:00"


def test_cells_of_every_kind():
    def fill(workbook, sheet):
        percent = workbook.add_format({"num_format": "0.0%"})
        day = workbook.add_format({"num_format": "m-d"})
        sheet.write_row(0, 0, ["甲", "乙", "丙", "丁", "戊", "己"])
        sheet.write_row(1, 0, [12, " １２ ", "1-2", True, "看不清"])
        sheet.write_number(2, 0, 0.624, percent)
        sheet.write_number(2, 1, 45293, day)
        sheet.write_rich_string(2, 2, "一", workbook.add_format({"bold": True}), "二")
        sheet.write_string(2, 3, "两\n行")

    assert texts(book(fill)) == [[
        ["甲", "乙", "丙", "丁", "戊", "己"],
        ["12", "１２", "1-2", "TRUE", "看不清", ""],
        ["62.4%", "2024-01-02", "一二", "两\n行", "", ""],
    ]]  # fmt: skip


def formulas(_workbook, sheet):
    sheet.write_row(0, 0, ["甲", "乙", "丙"])
    sheet.write_formula(1, 0, "=1+1", value=2)
    sheet.write_formula(1, 1, "=1/0", value="#DIV/0!")
    sheet.write_formula(1, 2, '=IF(1,"","x")', value="")


def calculated(data: bytes) -> bytes:
    """Return the file as a program saves it that has worked its formulas out."""
    data = patched(data, "xl/workbook.xml", lambda x: x.replace(' fullCalcOnLoad="1"', ""))
    # Where the result is a text, Excel says so.
    return patched(
        data, "xl/worksheets/sheet1.xml", lambda x: x.replace('<c r="C2">', '<c r="C2" t="str">')
    )


def test_formulas_show_their_results():
    assert texts(calculated(book(formulas))) == [[["甲", "乙", "丙"], ["2", "#DIV/0!", ""]]]


def test_a_formula_that_was_never_worked_out_is_no_figure():
    """Libraries write 0 or nothing as the result and leave the work to Excel."""
    left_to_excel = texts(book(formulas))[0][1]
    no_result = texts(
        patched(
            calculated(book(formulas)),
            "xl/worksheets/sheet1.xml",
            lambda x: re.sub(r"</f><v>.*?</v>|</f><v/>", "</f>", x),
        )
    )[0][1]
    assert left_to_excel[:2] == no_result[:2] == ["=1+1", "=1/0"]
    assert [parse_value(t).number for t in left_to_excel + no_result] == [None] * 6
    assert not any(parse_value(t).missing == "blank" for t in no_result[:2])


def test_hidden_sheets_rows_and_columns_are_left_out():
    def fill(workbook, sheet):
        for row in range(4):
            sheet.write_row(row, 0, [f"{c}{row}" for c in "甲乙丙丁"])
        sheet.merge_range(4, 0, 4, 3, "")
        sheet.merge_range(5, 0, 5, 2, "合")
        sheet.write_string(5, 3, "尾")
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_column(0, 0, None, None, {"hidden": True})
        sheet.set_column(2, 2, 0)

    def secret(workbook, sheet):
        sheet.write_row(0, 0, ["密", "密"])
        sheet.hide()

    def very_secret(workbook, sheet):
        sheet.write_row(0, 0, ["密", "密"])
        sheet.very_hidden()

    document = read_document(book(fill, secret, very_secret))
    assert "密" not in str(shape(document))
    assert shape(document)[0] == [["乙0", "丁0"], ["乙2", "丁2"], ["乙3", "丁3"], ["", ""]]
    assert shape(document)[1] == [["合", "尾"], ["", ""]]


def test_merged_cells_are_spans():
    def fill(workbook, sheet):
        sheet.merge_range(0, 0, 1, 0, "甲")
        sheet.merge_range(0, 1, 0, 2, "乙")
        sheet.write_row(1, 1, ["丙", "丁"])
        sheet.write_row(2, 0, ["行", 1, 2])

    table = read_document(book(fill)).tables[0]
    assert [(c.text, c.rowspan, c.colspan) for c in table.row_cells(0)] == [
        ("甲", 2, 1),
        ("乙", 1, 2),
    ]
    assert table.spans
    assert [c.text for c in table.row_cells(2)] == ["行", "1", "2"]


def rows_of(*rows, gap_before: tuple[int, ...] = ()):
    def fill(workbook, sheet):
        at = 0
        for number, row in enumerate(rows):
            at += number in gap_before
            if isinstance(row, str):
                sheet.merge_range(at, 0, at, 2, row)
            else:
                sheet.write_row(at, 0, row)
            at += 1

    return book(fill)


def test_headings_part_tables_and_blank_rows_do_not():
    head, one, two, three = ["目", "甲", "乙"], ["一", 1, 2], ["二", 3, 4], ["三", "/", ""]
    data = rows_of(
        "某报告", "一、总体情况", "一句话。", "二、公开情况", head, one, two, three,
        "三、申请情况", head, one, two, gap_before=(6, 8),
    )  # fmt: skip
    assert texts(data) == [
        "某报告",
        "一、总体情况",
        "一句话。",
        "二、公开情况",
        [head, ["一", "1", "2"], ["二", "3", "4"], ["三", "/", ""]],
        "三、申请情况",
        [head, ["一", "1", "2"], ["二", "3", "4"]],
    ]


def test_a_blank_row_before_heads_parts_tables():
    data = rows_of(["目", "甲"], ["一", 1], ["目", "乙"], ["一", 2], gap_before=(2,))
    assert texts(data) == [[["目", "甲"], ["一", "1"]], [["目", "乙"], ["一", "2"]]]


def test_a_label_with_blank_figures_stays_in_its_table():
    data = rows_of(["目", "甲", "乙"], ["一、新收数量"], ["二、结转数量", 1, 2], ["三、总计"])
    assert texts(data) == [[
        ["目", "甲", "乙"], ["一、新收数量", "", ""], ["二、结转数量", "1", "2"], ["三、总计", "", ""],
    ]]  # fmt: skip


@pytest.mark.parametrize("form", ["stat2014", "form2019", "form2021", "website2017", "fujian"])
@pytest.mark.parametrize("gap", [1, 3])
def test_blank_rows_around_tables_change_nothing(form, gap):
    one = sample(form)
    plain = assemble(read_document(made.write(one)))
    spaced = assemble(read_document(made.write(one, gap)))
    values = [[(f.key, f.value, f.missing) for f in r.figures] for r in (plain, spaced)]
    assert values[0] == values[1] != []


def test_one_cell_at_the_far_corner_costs_nothing():
    data = rows_of(["目", "甲"], ["一", 1])
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    far = patched(data, "xl/worksheets/sheet1.xml", lambda x: x.replace("</sheetData>", far))
    assert texts(far)[0] == [["目", "甲"], ["一", "1"]]
    wide = '<c r="XFD2"><v>1</v></c></row></sheetData>'
    wide = patched(
        data, "xl/worksheets/sheet1.xml", lambda x: x.replace("</row></sheetData>", wide)
    )
    assert len(texts(wide)[0]) == 2
    merged = '</sheetData><mergeCells count="1"><mergeCell ref="A2:XFD1048576"/></mergeCells>'
    merged = patched(data, "xl/worksheets/sheet1.xml", lambda x: x.replace("</sheetData>", merged))
    assert texts(merged)[0][0] == ["目", "甲"]


BROKEN = {
    "doctype": ("xl/workbook.xml", lambda x: x.replace("<workbook", "<!DOCTYPE a><workbook", 1)),
    "cut XML": ("xl/worksheets/sheet1.xml", lambda x: x[: len(x) // 2]),
    "no rows": ("xl/worksheets/sheet1.xml", lambda x: re.sub("<row.*</row>", "", x)),
    "a place of its own": ("xl/worksheets/sheet1.xml", lambda x: x.replace('r="A1"', 'r="A9"')),
    "a row beyond": ("xl/worksheets/sheet1.xml", lambda x: x.replace('r="1"', 'r="9999999"')),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_damaged_workbook_is_one_clear_line(name):
    with pytest.raises(ReadError) as error:
        read_document(patched(rows_of(["目", "甲"], ["一", 1]), *BROKEN[name]), "a.xlsx")
    assert str(error.value).startswith("a.xlsx: ")
    assert "\n" not in str(error.value)


def test_a_string_that_is_not_there_is_no_figure():
    data = rows_of(["目", "甲"], ["一", "12"])
    gone = patched(data, "xl/worksheets/sheet1.xml", lambda x: x.replace("<v>3</v>", "<v>99</v>"))
    assert texts(gone)[0][1] == ["一", "?99"]


def test_a_date_in_a_count_is_flagged(tmp_path: Path):
    """Excel turns 1-2 into the second of January."""
    data = made.write(sample("form2021"))
    style = '<numFmt numFmtId="200" formatCode="m-d"/>'

    def change(x: str) -> str:
        return re.sub(
            r"<fonts ", f'<numFmts count="1">{style}</numFmts><fonts ', x, count=1
        ).replace(
            'numFmtId="0" fontId="0" fillId="0" borderId="1"',
            'numFmtId="200" fontId="0" fillId="0" borderId="1"',
        )

    report = assemble(read_document(patched(data, "xl/styles.xml", change)))
    tables = [f for f in report.figures if f.method == "table"]
    assert [f for f in tables if f.value is not None] == []
    bad = {(f.indicator, f.applicant) for f in report.findings if f.code == "unreadable_value"}
    assert ("requests_received", "total") in bad
    assert isinstance(read_document(data).blocks[-1], (Table, Paragraph))


def test_csv_keeps_the_places_of_blank_fields():
    text = '某报告,,,\n目,甲,乙,丙\n一,1,,3\n二,/,"1,234",\n"三\n行",0,0,0\n'
    document = read_document(text.encode("utf-8-sig"))
    assert document.media == "csv"
    assert shape(document) == [
        "某报告",
        [
            ["目", "甲", "乙", "丙"],
            ["一", "1", "", "3"],
            ["二", "/", "1,234", ""],
            ["三\n行", "0", "0", "0"],
        ],
    ]
    assert not document.tables[0].spans


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_of_any_delimiter_and_encoding(delimiter, encoding):
    rows = [
        "某某县统计,,",
        "目,甲,乙",
        "一类事项,1,2",
        "二类事项,3,4",
        '"三类\n事项",5,6',
        "四类事项,7,8",
    ]
    data = "\r\n".join(rows).replace(",", delimiter).encode(encoding)
    assert shape(read_document(data))[1][3:] == [["三类\n事项", "5", "6"], ["四类事项", "7", "8"]]


@pytest.mark.parametrize(
    "text",
    [
        "一,二,三\n四,五,六\n七,八,九\n十,十一,十二\n公开,是,好\n",
        "今年, 我们公开了12条, 比去年多\n今年, 我们收到3件, 比去年少\n" * 4,
        "县政府办公室, 2021年1月\n主动公开信息, 5条\n收到申请, 2件\n其他, 无\n全文, 完\n",
        "1,2\n3,4\n5,6\n7,8\n",
    ],
)
def test_prose_with_commas_is_no_csv(text):
    assert read_document(text.encode()).media != "csv"


def test_a_number_with_an_unquoted_comma_is_not_read_as_two():
    """A row that is longer than its heads does not fit them."""
    text = made.write_csv(sample("form2021")).decode("utf-8-sig")
    label = "一、本年新收政府信息公开申请数量,,,"
    assert label in text
    report = assemble(read_document(text.replace(label, label + "1,").encode()))
    assert [
        f for f in report.figures if f.indicator == "requests_received" and f.method == "table"
    ] == []
    assert any(
        f.code == "abstained" and f.indicator == "requests_received" for f in report.findings
    )


@pytest.mark.parametrize(
    "head",
    ["place_code,place,year,indicator,applicant,value", "series,place_code,place,year,value"],
)
def test_our_own_figures_are_no_report(head):
    with pytest.raises(ReadError, match="gongkai wrote, no report"):
        read_document(f"\ufeff{head}\n990101,某县,2021,x,1\n".encode())


def ods_rows(*rows: str, before: str = "", **more) -> list:
    lines = "".join(
        r if "<table:table-row" in r else f"<table:table-row>{r}</table:table-row>" for r in rows
    )
    return texts(made.ods(f"<table:table>{before}{lines}</table:table>", **more))


def stored(kind: str, value: str, shown: str, more: str = "") -> str:
    """Return an ODS cell that stores ``value`` and shows ``shown``."""
    name = "date-value" if kind == "date" else "value"
    return (
        f'<table:table-cell office:value-type="{kind}" office:{name}="{value}"{more}>'
        f"<text:p>{shown}</text:p></table:table-cell>"
    )


def words(*texts_: str) -> str:
    return "".join(
        f'<table:table-cell office:value-type="string"><text:p>{t}</text:p></table:table-cell>'
        for t in texts_
    )


def test_ods_numbers_are_read_as_shown():
    cells = (
        stored("float", "1234", "1,234") + stored("float", "12.345", "12.35")
        + stored("float", "0", "-") + stored("float", "-5", "(5)") + stored("float", "7", "###")
        + stored("currency", "12.5", "￥12.50") + stored("percentage", "0.624", "62%")
        + stored("float", "123456", "12.3456万")
    )  # fmt: skip
    shown = ods_rows(words(*"甲乙丙丁戊己庚辛"), cells)[0][1]
    assert [parse_value(t).number for t in shown[:5]] == [1234, 12.35, 0, -5, 7]
    assert shown[5:7] == ["12.5", "62.4%"]
    assert parse_value(shown[7]).number == 123456


def test_ods_what_shows_no_plain_number_is_no_figure():
    cells = (
        stored("date", "2024-01-02", "1-2") + stored("float", "1e20", "1E+20")
        + stored("float", "5", "50") + stored("float", "123456", "12.3")
        + '<table:table-cell table:formula="of:=SUM([.A1])"/>' + words("#REF!", "Err:502")
        + stored("time", "PT1H", "1:00")
    )  # fmt: skip
    shown = ods_rows(words(*"甲乙丙丁戊己庚辛"), cells)[0][1]
    assert len(shown) == 8
    assert [parse_value(t).missing for t in shown] == ["illegible"] * 8


def test_ods_hidden_parts_are_left_out():
    folded = (
        '<table:table-row-group table:display="false"><table:table-row table:visibility="collapse">'
        + words("密", "密", "密") + "</table:table-row></table:table-row-group>"
    )  # fmt: skip
    filtered = f'<table:table-row table:visibility="filter">{words("密", "密")}</table:table-row>'
    columns = "<table:table-column/><table:table-column table:visibility='collapse'/><table:table-column/>"
    rows = [words("甲", "密", "乙"), folded, filtered, words("一", "密", "二")]
    secret = f'<table:table table:style-name="no"><table:table-row>{words("密")}</table:table-row></table:table>'
    style = (
        '<style:style style:name="no" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    data = made.ods(
        "<table:table>"
        + columns
        + "".join(r if "-row" in r else f"<table:table-row>{r}</table:table-row>" for r in rows)
        + "</table:table>",
        secret,
        styles=style,
    )
    assert texts(data) == [[["甲", "乙"], ["一", "二"], ["", ""]]]


def test_ods_repeated_cells_and_rows_are_bounded():
    row = '<table:table-row table:number-rows-repeated="{}"><table:table-cell table:number-columns-repeated="{}" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>'
    assert ods_rows(row.format(2, 3)) == [[["x"] * 3, ["x"] * 3, [""] * 3]]
    with pytest.raises(ReadError, match="more cells than a report has"):
        ods_rows(row.format(1_000_000, 16_384))


def test_ods_notes_are_no_text_of_their_cell():
    note = "<office:annotation><text:p>批注</text:p></office:annotation>"
    cell = f'<table:table-cell office:value-type="string">{note}<text:p>甲<text:s text:c="2"/><text:span>乙</text:span></text:p></table:table-cell>'
    assert ods_rows(cell) == ["甲 乙"]


#: Damages by which a cell goes away or spreads: a sheet keeps every place, and CSV no spans, so that
#: what is left cannot be told from a blank cell by anybody.
NOT_OF_SHEETS = frozenset(
    {"merged_figures", "merged_columns", "a_cell_lost", "a_cell_too_many", "digits_run_together",
     "a_head_span_wrong"}
)  # fmt: skip


@pytest.mark.parametrize("write", [made.write, made.write_csv, made.write_ods])
def test_spoilt_reports_are_never_wrong(write):
    right = readable = 0
    for number in range(12):
        spoilt = document(number, pages=False, without=NOT_OF_SHEETS).sample
        verdict = judge(spoilt, assemble(read_document(write(spoilt))))
        assert verdict.wrong == []
        right, readable = right + verdict.right, readable + verdict.readable
    assert right >= 0.98 * readable > 0


@pytest.mark.slow
@pytest.mark.parametrize("write", [made.write, made.write_sheets, made.write_csv, made.write_ods])
def test_many_spoilt_reports_are_never_wrong(write):
    for number in range(12, 300):
        spoilt = document(number, pages=False, without=NOT_OF_SHEETS).sample
        assert judge(spoilt, assemble(read_document(write(spoilt)))).wrong == []


def test_a_damaged_character_beside_a_comma_moves_no_figure():
    text = "目,甲,乙,丙,丁\n" + "".join(f"{n}类,1,@,3,4\n" for n in "一二三四五")
    data = text.encode("gb18030").replace(b"@", b"\xff")
    assert shape(read_document(data))[0][1] == ["一类", "1", "\ufffd", "3", "4"]


@pytest.mark.parametrize("count", [20_000])
def test_more_merged_cells_than_a_report_has_are_one_clear_line(count):
    ranges = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, count))
    data = patched(
        rows_of(["目", "甲"], ["一", 1]),
        "xl/worksheets/sheet1.xml",
        lambda x: x.replace("</sheetData>", f"</sheetData><mergeCells>{ranges}</mergeCells>"),
    )
    with pytest.raises(ReadError, match="more merged cells"):
        read_document(data)


def test_an_old_or_binary_workbook_is_told_what_to_do():
    data = patched(rows_of(["目", "甲"], ["一", 1]), "xl/workbook.xml", lambda x: x)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name.replace("xl/workbook.xml", "xl/workbook.bin"), old.read(name))
    with pytest.raises(ReadError, match=r"XLSB.*save it as XLSX"):
        read_document(out.getvalue())
