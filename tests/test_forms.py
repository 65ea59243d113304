"""Forms: every figure of the samples and the real pages, and what a damaged table must not give."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from toolkit.codebook import APPLICANTS, indicators
from toolkit.document import Document, DocumentBuilder, Table
from toolkit.errors import FormError
from toolkit.forms import TableReading, forms, load_form, read_tables
from toolkit.forms.labels import label_of_text
from toolkit.readers import read_document

HERE = Path(__file__).parent
SAMPLES = HERE / "data" / "forms"
EXPECTED = yaml.safe_load((HERE / "expected" / "forms.yml").read_text(encoding="utf-8"))
REAL = Path(__file__).resolve().parents[2] / "shared" / "real" / "pingtan"

Rows = list[list[Any]]


def document(*tables: Rows, spans: bool = True, paragraphs: tuple[str, ...] = ()) -> Document:
    builder = DocumentBuilder()
    for text in paragraphs:
        builder.paragraph(text)
    for rows in tables:
        cells = [[c if isinstance(c, tuple) else (c, 1, 1) for c in row] for row in rows]
        builder.table(cells, spans=spans)
    return Document(tuple(builder), "0" * 64, "sample", "html")


def values(reading: TableReading, cumulative: bool = False) -> dict[tuple[str, str], object]:
    return {
        (f.indicator, f.applicant): f.missing if f.value is None else f.value
        for f in reading.figures
        if f.cumulative is cumulative
    }


def codes(reading: TableReading) -> list[str]:
    return [f.code for f in reading.findings]


def of_code(reading: TableReading, code: str) -> list[Any]:
    return [f for f in reading.findings if f.code == code]


def seven(rows: dict[str, list[int]]) -> dict[tuple[str, str], object]:
    return {
        (id_, applicant): value
        for id_, row in rows.items()
        for applicant, value in zip(APPLICANTS, row, strict=True)
    }


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("stat2014.html", "stat2014"),
        ("stat2014_units_in_labels.txt", "stat2014"),
        ("website2017.html", "website2017"),
    ],
)
def test_sheets_give_every_figure_with_its_printed_unit(name: str, form: str) -> None:
    reading = read_tables(read_document(SAMPLES / name))
    assert reading.form == form
    got = {
        f.indicator: [f.missing if f.value is None else f.value, f.unit] for f in reading.figures
    }
    assert got == EXPECTED[form]
    assert reading.findings == ()


def test_the_website_sheet_is_the_portals_and_its_texts_are_metadata() -> None:
    reading = read_tables(read_document(SAMPLES / "website2017.html"))
    assert {f.scope for f in reading.figures} == {"portal"}
    assert reading.metadata == {
        "网站名称": "青禾县人民政府门户网站",
        "首页网址": "http://www.qinghe.example",
        "主办单位": "青禾县人民政府",
        "政府网站标识码": "9901010001",
    }


def test_columns_go_by_their_heads_not_by_their_place() -> None:
    reading = read_tables(read_document(SAMPLES / "form2021_subtotal_swapped.html"))
    assert reading.form == "form2021"
    assert values(reading) == seven(EXPECTED["requests"])
    assert [(f.code, f.found) for f in reading.findings] == [("unmapped_label", "小计")]


def test_a_table_cut_by_a_page_is_one_table() -> None:
    reading = read_tables(read_document(SAMPLES / "form2021_page_break.html"))
    assert reading.form == "form2021"
    assert values(reading) == seven(EXPECTED["requests"])
    assert reading.findings == ()
    where = {f.indicator: f.where for f in reading.figures if f.applicant == "total"}
    assert where["requests_received"].startswith("table:1!")
    assert where["unable_not_compiled"] == "table:2!r1c10"


def real(year: int) -> Document:
    path = REAL / f"{year}.html"
    if not path.is_file():
        pytest.skip("the real pages are not here")
    return read_document(path)


def facts(year: int) -> dict[str, Any]:
    data = json.loads((REAL / "facts.json").read_text(encoding="utf-8"))
    return next(r for r in data["reports"] if r["report_year"] == year)


#: The order of rows in the facts, which are the rows of the printed table.
ROWS = list(EXPECTED["requests"])
ROWS_2019 = [i for i in ROWS if i not in ("closed_not_supplemented", "closed_fee_unpaid")]
ROWS_2019[ROWS_2019.index("closed_other")] = "closed_other_handling"
TABLE_2 = {
    "规章": "rules", "行政规范性文件": "normative_documents", "规范性文件": "normative_documents",
    "行政许可": "licences", "行政处罚": "penalties", "行政强制": "compulsory_measures",
    "行政事业性收费": "fees", "其他对外管理服务事项": "other_services", "政府集中采购": "procurement",
    "本年制发件数": "issued", "本年废止件数": "repealed", "现行有效件数": "in_force",
    "本年处理决定数量": "decisions", "本年收费金额（单位：万元）": "charged",
    "本年新制作数量": "made", "本年新公开数量": "newly_disclosed", "对外公开总数量": "disclosed_total",
    "上一年项目数量": "items_last_year", "本年增/减": "items_change", "处理决定数量": "decisions",
    "采购项目数量": "projects", "采购总金额": "amount",
}  # fmt: skip
TABLE_4 = [
    f"{block}_{result}"
    for block in ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
    for result in ("upheld", "corrected", "other", "pending", "total")
]


@pytest.mark.parametrize(
    ("year", "form", "rows"), [(2024, "form2021", ROWS), (2020, "form2019", ROWS_2019)]
)
def test_real_pages_of_the_national_forms(year: int, form: str, rows: list[str]) -> None:
    reading = read_tables(real(year))
    fact = facts(year)
    expected: dict[tuple[str, str], object] = seven(
        {i: r["values"] for i, r in zip(rows, fact["table3"]["rows"], strict=True)}
    )
    for row, cells in fact["table2"].items():
        for column, value in cells.items():
            value = 73802895.90 if value == "73802895.90元" else value
            expected[f"{TABLE_2[row]}_{TABLE_2[column]}", "total"] = value
    expected |= {(i, "total"): v for i, v in zip(TABLE_4, fact["table4"]["values"], strict=True)}
    assert values(reading) == expected
    assert reading.form == form
    assert {f.form for f in reading.figures} == {form}
    assert reading.findings == ()


FUJIAN = {
    "主动公开": "disclosed_total", "网站公开": "disclosed_channel_website",
    "公报公开": "disclosed_channel_gazette", "受理依申请": "requests_received",
    "当面": "requests_channel_in_person", "网上": "requests_channel_online",
    "信函、传真": "requests_channel_letter_or_fax", "传真申请": "requests_channel_fax",
    "电子邮件": "requests_channel_email", "信函申请": "requests_channel_letter",
    "其它形式": "requests_channel_other", "同意公开": "answers_granted",
    "同意部分": "answers_granted_in_part", "否决": "answers_refused", "不予公开": "answers_refused",
    "其他类型": "answers_other", "答复": "answers_total", "减免": "request_fees_waived",
    "诉讼、举报": "complaints_and_litigation", "行政复议": "reconsideration_total",
    "行政诉讼数": "litigation_total", "行政申诉": "higher_appeals",
}  # fmt: skip


@pytest.mark.parametrize("year", [2012, 2014, 2018])
def test_real_pages_of_fujian_keep_the_year_and_the_sum_apart(year: int) -> None:
    reading = read_tables(real(year))
    rows = facts(year)["statistics_table"]["rows"]
    expected, sums = {}, {}
    for label, unit, this_year, since in rows:
        id_ = next(i for words, i in FUJIAN.items() if words in label)
        expected[id_, unit], sums[id_, unit] = this_year, since
    assert reading.form == "fujian"
    got = {
        c: {(f.indicator, f.unit): f.value for f in reading.figures if f.cumulative is c}
        for c in (False, True)
    }
    assert got == {False: expected, True: sums}
    assert reading.findings == ()


def as_text(page: Document, separator: str, convention: str) -> str:
    """Write a page as lines of cells; spanned cells are repeated, left blank or left out."""
    lines = []
    for block in page.blocks:
        if not isinstance(block, Table):
            lines.append(block.text)
            continue
        lines.append("")
        for r in range(block.n_rows):
            row = []
            for c, cell in enumerate(block.grid[r]):
                text = "" if cell is None else cell.text.replace("\n", "")
                if convention == "repeat" or (cell is not None and (cell.row, cell.col) == (r, c)):
                    row.append(text)
                elif convention == "blank":
                    row.append("")
            lines.append("\t".join(row) if separator == "\t" else f"| {' | '.join(row)} |")
        lines.append("")
    return "\n".join(lines)


@pytest.mark.parametrize("separator", ["\t", "|"])
@pytest.mark.parametrize("convention", ["repeat", "blank", "omit"])
@pytest.mark.parametrize(
    "page", ["website2017", "stat2014", "form2021_page_break", 2012, 2018, 2020, 2024]
)
def test_the_same_report_as_text_gives_equal_figures(
    page: str | int, convention: str, separator: str
) -> None:
    source = real(page) if isinstance(page, int) else read_document(SAMPLES / f"{page}.html")
    reading = read_tables(source)
    text = read_tables(read_document(as_text(source, separator, convention).encode(), "page.txt"))

    def plain(r: TableReading) -> set[object]:
        return {
            (f.indicator, f.applicant, f.cumulative, f.value, f.missing, f.unit, f.scope, f.form)
            for f in r.figures
        }

    assert plain(text) == plain(reading)
    assert text.form == reading.form


FUJIAN_ROWS: Rows = [
    ["主动公开文件数", "条", "10余条", "900"],
    ["其中：1.政府网站公开数", "条", "8", "700"],
    ["行政复议数", "件", "0", "1"],
    ["行政诉讼数", "件", "/", ""],
]


def test_exchanged_heads_exchange_the_figures() -> None:
    heads = ["指标名称", "计量单位", "历年累计", "2015年度"]
    reading = read_tables(document([heads, *([r[0], r[1], r[3], r[2]] for r in FUJIAN_ROWS)]))
    assert values(reading)["disclosed_total", "total"] == 10
    assert values(reading, cumulative=True)["disclosed_total", "total"] == 900
    assert [f.approximate for f in reading.figures[:2]] == [False, True]
    assert values(reading)["litigation_total", "total"] == "slash"
    assert values(reading, cumulative=True)["litigation_total", "total"] == "blank"


@pytest.mark.parametrize(
    "heads",
    [
        [],
        [["指标名称", "计量单位", "2014年度", "2015年度"]],
        [["指标名称", "计量单位", "本年度", "数字"]],
    ],
    ids=["no head", "two years", "unknown head"],
)
@pytest.mark.parametrize("spans", [True, False])
def test_the_year_is_never_taken_for_the_sum(heads: Rows, spans: bool) -> None:
    reading = read_tables(document([*heads, *FUJIAN_ROWS], spans=spans))
    assert not any(f.cumulative for f in reading.figures)
    if not heads or "2015年度" in heads[0]:
        assert reading.figures == ()
        found = {f.indicator for f in of_code(reading, "abstained")}
        assert {"disclosed_total", "reconsideration_total", "litigation_total"} <= found


def test_a_row_whose_cells_do_not_fit_the_heads_is_not_read() -> None:
    rows = [
        ["指标名称", "计量单位", "本年度", "历年累计"],
        ["主动公开文件数", "条", "10", "900"],
        ["政府网站公开数", "条", "8"],
        ["行政复议数", "件", ("3", 1, 2)],
        ["行政诉讼数", "件", "1", "2"],
    ]
    reading = read_tables(document(rows))
    assert {f.indicator for f in reading.figures} == {"disclosed_total", "litigation_total"}
    left = of_code(reading, "abstained")
    assert [f.indicator for f in left] == ["disclosed_channel_website", "reconsideration_total"]
    assert {f.found for f in left} == {"cells_do_not_match_columns"}


HEADS_3: Rows = [
    [("", 3, 3), ("申请人情况", 1, 7)],
    [("自然人", 2, 1), ("法人或其他组织", 1, 5), ("总计", 2, 1)],
    ["商业 企业", "科研机构", "社会公益组织", "法律服务机构", "其它"],
]


def test_table_3_cells_of_every_kind() -> None:
    rows = [
        *HEADS_3,
        [("1、本年新收政府信息公开申请数量", 1, 3), "１２", "", "/", "—", "无", "O", "1,012"],
        [("三、本年度办理结果", 3, 1), ("（一）予以公开", 1, 2), *"1234567"],
        [("（三）不予公开", 2, 1), "5.属于三类\n内部事务信息", *"0000011"],
        ["9.属于其他情形", *"1000001"],
        [("（七）总计", 1, 3), *"2234578"],
    ]
    reading = read_tables(document(rows))
    received = {a: v for (i, a), v in values(reading).items() if i == "requests_received"}
    assert received == {
        "natural_person": 12, "business": "blank", "research": "slash", "ngo": "dash",
        "legal_service": "none", "other_organisation": "illegible", "total": 1012,
    }  # fmt: skip
    assert values(reading)["denied_internal_affairs", "total"] == 1
    assert values(reading)["requests_processed", "other_organisation"] == 7
    assert [f.found for f in of_code(reading, "unreadable_value")] == ["O"]
    assert [f.found for f in of_code(reading, "unmapped_label")] == ["9.属于其他情形"]
    missing = {f.indicator for f in of_code(reading, "missing_row")}
    assert {"requests_carried_over", "granted_partial", "denied_state_secret"} <= missing
    assert not missing & {"requests_received", "granted_full", "denied_internal_affairs"}


@pytest.mark.parametrize("span", [1, 3])
def test_a_wrong_row_span_shifts_no_figure(span: int) -> None:
    rows = [
        *HEADS_3,
        [("一、本年新收政府信息公开申请数量", 1, 3), *"1000001"],
        [("三、本年度办理结果", 4, 1), ("（三）不予公开", span, 1), "1.属于国家秘密", *"2000002"],
        ["2.其他法律行政法规禁止公开", *"3000003"],
        [("（四）无法提供", 2, 1), "1.本机关不掌握相关政府信息", *"4000004"],
        ["2.没有现成信息需要另行制作", *"5000005"],
        [("四、结转下年度继续办理", 1, 3), *"6000006"],
    ]
    true = {
        "requests_received": 1, "denied_state_secret": 2, "denied_other_law": 3,
        "unable_not_held": 4, "unable_not_compiled": 5, "requests_carried_forward": 6,
    }  # fmt: skip
    reading = read_tables(document(rows))
    assert values(reading) == seven({i: [n, 0, 0, 0, 0, 0, n] for i, n in true.items()})
    assert set(codes(reading)) == {"missing_row"}


def test_an_other_of_another_group_is_not_the_forms_other() -> None:
    rows = [
        *HEADS_3,
        [("三、本年度办理结果", 3, 1), ("（三）不予公开", 2, 1), "1.属于国家秘密", *"2000002"],
        ["9.其他", *"3000003"],
        [("（七）总计", 1, 2), *"5000005"],
    ]
    for spans in (True, False):
        reading = read_tables(document(rows, spans=spans))
        assert "closed_other" not in {f.indicator for f in reading.figures}


def test_the_subtotal_of_organisations_is_not_the_total() -> None:
    rows = [
        [("", 2, 1), ("自然人", 2, 1), ("法人或其他组织", 1, 6), ("总计", 2, 1)],
        ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"],
        ["一、本年新收政府信息公开申请数量", "5", "1", "0", "0", "0", "1", "2", "7"],
        ["二、上年结转政府信息公开申请数量", "0", "0", "0", "0", "0", "0", "0", "0"],
    ]
    reading = read_tables(document(rows))
    assert values(reading)["requests_received", "total"] == 7
    assert values(reading)["requests_received", "other_organisation"] == 1


def test_tables_of_two_forms_in_one_document() -> None:
    old = [
        ["第二十条第（五）项"],
        ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"],
        ["行政许可", "10", "减2", "30"],
    ]
    new = [["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"], ["规章", "1", "0", "4"]]
    reading = read_tables(document(old, [["首页", "新闻"]], new))
    assert {f.indicator: (f.value, f.form) for f in reading.figures} == {
        "licences_items_last_year": (10, "form2019"),
        "licences_items_change": (-2, "form2019"),
        "licences_decisions": (30, "form2019"),
        "rules_issued": (1, "form2021"),
        "rules_repealed": (0, "form2021"),
        "rules_in_force": (4, "form2021"),
    }


def test_money_keeps_the_unit_of_its_cell_and_has_none_where_none_is_printed() -> None:
    def amount(cell: str, head: str = "采购总金额") -> tuple[object, object]:
        rows = [["信息内容", "采购项目数量", head], ["政府集中采购", "3", cell]]
        figure = read_tables(document(rows)).figures[1]
        return figure.value, figure.unit

    assert amount("592万元") == (592, "万元")
    assert amount("73802895.90元") == (73802895.90, "元")
    assert amount("592", "采购总金额（单位：万元）") == (592, "万元")
    assert amount("592") == (592, None)


APPEALS: Rows = [
    [("行政复议", 1, 5), ("行政诉讼", 1, 10)],
    [
        *((x, 2, 1) for x in ("结果维持", "结果纠正", "其他结果", "尚未审结", "总 计")),
        ("未经复议直接起诉", 1, 5), ("复议后起诉", 1, 5),
    ],
    ["结果 维持", "结果 纠正", "其他 结果", "尚未 审结", "总计"] * 2,
]  # fmt: skip


def test_table_4_alone_does_not_tell_its_form() -> None:
    reading = read_tables(document([*APPEALS, [str(n) for n in range(15)], [" "] * 15]))
    assert values(reading) == {(i, "total"): n for n, i in enumerate(TABLE_4)}
    assert reading.form is None
    assert {f.form for f in reading.figures} == {None}
    assert reading.figures[7].where == "table:1!r4c8"
    assert reading.figures[7].quote == "行政诉讼 未经复议直接起诉 其他 结果 7"


def test_table_4_with_a_cell_too_few_is_not_read() -> None:
    reading = read_tables(document([*APPEALS, [str(n) for n in range(14)], [""] * 15]))
    assert reading.figures == ()
    assert {f.indicator for f in of_code(reading, "abstained")} == set(TABLE_4)


def test_two_values_for_one_figure_keep_the_first() -> None:
    row = [str(n) for n in range(15)]
    other = ["9", *row[1:]]
    reading = read_tables(document([*APPEALS, row], [*APPEALS, other]))
    assert values(reading)["reconsideration_upheld", "total"] == 0
    double = of_code(reading, "duplicate_figure")
    assert [(f.indicator, f.expected, f.found) for f in double] == [
        ("reconsideration_upheld", 0, 9)
    ]


def test_glued_text_is_read_or_named() -> None:
    for year, form, rows in ((2022, "form2021", ROWS), (2020, "form2019", ROWS_2019)):
        if not REAL.is_dir():
            pytest.skip("the real pages are not here")
        reading = read_tables(read_document(REAL / f"{year}.txt"))
        assert reading.form == form
        left = of_code(reading, "abstained")
        assert {f.found for f in left} == {"digits_run_together"}
        read = {f.indicator for f in reading.figures}
        # 2022 adds up; the columns of 2020 do not, so only its rows of zeros are sure.
        assert read >= ({*rows, *TABLE_4} if year == 2022 else {*TABLE_4})
        assert {*rows, "rules_made" if year == 2020 else "rules_issued"} <= read | {
            f.indicator for f in left
        }
        assert not read & {f.indicator for f in left}


def test_sentences_are_no_glued_table() -> None:
    words = "2019年收到申请数46件，其中当面申请3件，网络申请43件。行政复议数0件，行政诉讼数0件。"
    reading = read_tables(document(paragraphs=(words,)))
    assert reading == TableReading(None)


def test_tables_that_no_form_knows() -> None:
    layout = [["首页", "新闻"], ["1", "2"]]
    unknown = [["统计指标", "数量"], ["小麦产量", "500"], ["玉米产量", "3"]]
    assert read_tables(document(layout)).findings == ()
    assert [(f.code, f.severity) for f in read_tables(document(unknown)).findings] == [
        ("unmapped_label", "note")
    ]


def test_forms_have_years_and_hold_only_known_indicators() -> None:
    assert {i: f.years for i, f in forms().items()} == {
        "stat2014": (2014, 2018), "fujian": (2011, 2018), "form2019": (2019, 2020),
        "form2021": (2021, 9999), "website2017": (2017, 9999),
    }  # fmt: skip
    for form in forms().values():
        for table in form.tables.values():
            assert set(table.ids) <= set(indicators())


TINY = """
id: tiny
zh: 小表
en: Tiny
years: [2019, 2020]
tables:
  statistics:
    cells: measure
    columns: [{id: value, label: 数量}]
    rows: [{id: disclosed_total, label: 主动公开数}]
"""


TOLD = """
identities:
  - {id: a, left: [requests_received], right: [requests_processed], zh: 甲等于乙, en: A equals B}
continuity:
  - {id: c, later: requests_received, earlier: requests_processed, zh: 丙, en: C}
"""


@pytest.mark.parametrize(
    ("lost", "problem"),
    [
        (", en: A equals B", r"identities\[1\]: en is missing: say in a few words what holds"),
        (", zh: 甲等于乙", r"identities\[1\]: zh is missing"),
        (", en: C", r"continuity\[1\]: en is missing"),
    ],
)
def test_every_rule_says_in_two_languages_what_holds(lost: str, problem: str) -> None:
    assert load_form(TINY + TOLD, "tiny.yml").identities[0].en == "A equals B"
    with pytest.raises(FormError, match=rf"^tiny\.yml: {problem}"):
        load_form((TINY + TOLD).replace(lost, ""), "tiny.yml")


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("disclosed_total", "disclosed_all", "tables.statistics.rows, 主动公开数"),
        ("[2019, 2020]", "2019", "years"),
        ("cells: measure", "cells: some", "tables.statistics"),
        ("{id: value, label: 数量}", "{id: value}", r"tables.statistics.columns\[1\]"),
        ("rows:", "lines:", "tables.statistics"),
        ("tables:", "tables: [", "line"),
    ],
)
def test_a_form_that_breaks_its_rules_is_named(old: str, new: str, place: str) -> None:
    load_form(TINY, "tiny.yml")
    with pytest.raises(FormError, match=rf"^tiny\.yml: {place}"):
        load_form(TINY.replace(old, new), "tiny.yml")


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("一、本年新收政府信息公开申请数量", "本年新收政府信息公开申请数量"),
        ("其中：1、政府网站公开数", "政府网站公开数"),
        ("⑴ 结 果 维 持", "结果维持"),
        ("(二)部分公开(区分处理的，只计这一情形，不计其他情形)", "部分公开"),
        ("3.危及“三安全一稳定”", "危及三安全一稳定"),
        ("2012 年度", "本年度"),
        ("总数（单位：条）", "总数"),
    ],
)
def test_labels_lose_numbering_blanks_and_remarks(printed: str, key: str) -> None:
    assert label_of_text(printed).key == key
