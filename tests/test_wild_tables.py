"""Tables as portals spoil them: what is read is right, and what is unsure is named, never guessed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from toolkit.forms import TableReading, read_tables
from toolkit.readers import read_document

Cell = str | tuple[str, int, int]
Rows = list[list[Cell]]

APPLICANTS = (
    "natural_person", "business", "research", "ngo", "legal_service", "other_organisation", "total",
)  # fmt: skip
GROUP_3 = ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]
RESULTS = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]


def page(*tables: Rows) -> TableReading:
    """Read tables given as rows of cells, or (text, rowspan, colspan), from a web page."""
    html = ""
    for rows in tables:
        html += "<table>"
        for row in rows:
            html += "<tr>"
            for cell in row:
                text, high, wide = cell if isinstance(cell, tuple) else (cell, 1, 1)
                html += f'<td rowspan="{high}" colspan="{wide}">{text}</td>'
            html += "</tr>"
        html += "</table>"
    whole = f"<html><body><h1>甲县2022年政府信息公开工作年度报告</h1>{html}</body></html>"
    return read_tables(read_document(whole.encode("gbk"), "own-made.html"))


def lines(*rows: list[str], separator: str = "\t") -> TableReading:
    text = "\n".join(separator.join(row).rstrip(separator) for row in rows)
    return read_tables(read_document(f"甲县年度报告\n\n{text}\n\n以上。".encode(), "own-made.txt"))


def values(reading: TableReading, cumulative: bool = False) -> dict[str, object]:
    return {
        f.indicator: f.missing if f.value is None else f.value
        for f in reading.figures
        if f.applicant == "total" and f.cumulative is cumulative
    }


def named(reading: TableReading, code: str) -> set[Any]:
    found = [f for f in reading.findings if f.code == code]
    return {f.found if code == "unmapped_label" else f.indicator for f in found}


def heads_3(natural: int = 2, organisations: int = 5, group: bool = True) -> Rows:
    middle: list[Cell] = [("法人或其他组织", 1, organisations)] if group else []
    return [
        [("", 3, 1), ("申请人情况", 1, 7)],
        [("自然人", natural, 1), *middle, ("总计", 2, 1)],
        [*GROUP_3],
    ]


BODY_3: Rows = [
    ["一、本年新收政府信息公开申请数量", "11", "12", "13", "14", "15", "16", "81"],
    ["二、上年结转政府信息公开申请数量", "21", "22", "23", "24", "25", "26", "141"],
    ["（一）予以公开", "31", "32", "33", "34", "35", "36", "201"],
]


WILD = Path(__file__).parent / "data" / "wild"


def _of_row(row: list[Any] | dict[str, Any]) -> dict[str, Any]:
    return row if isinstance(row, dict) else dict(zip(APPLICANTS, row, strict=True))


def _expected(facts: dict[str, Any]) -> dict[tuple[str, str, bool], Any]:
    out = {(i, a, False): v for i, row in facts.get("requests", {}).items()
           for a, v in _of_row(row).items()}  # fmt: skip
    out |= {(i, "total", False): v for i, v in facts.get("figures", {}).items()}
    return out | {(i, "total", True): v for i, v in facts.get("cumulative", {}).items()}


@pytest.mark.parametrize("name", sorted(p.stem for p in WILD.glob("*.html")))
def test_wild_files_are_read_as_a_person_reads_them(name: str) -> None:
    """Each file has its figures beside it: all of them, and nothing that was not read unsaid."""
    facts = yaml.safe_load((WILD / f"{name}.yml").read_text(encoding="utf-8"))
    reading = read_tables(read_document(WILD / f"{name}.html"))
    got = {
        (f.indicator, f.applicant, f.cumulative): f.missing if f.value is None else f.value
        for f in reading.figures
    }
    assert got == _expected(facts)
    if "form" in facts:
        assert reading.form == facts["form"]
    unread = [f for f in reading.findings if f.code == "abstained"]
    assert {f.indicator for f in unread if f.indicator} == set(facts.get("abstained", ()))
    assert [f.where for f in unread if not f.indicator] == facts.get("left_out", [])
    unknown = [f for f in reading.findings if f.code == "unmapped_label"]
    assert {f.found for f in unknown if f.severity == "warning"} == set(facts.get("unmapped", ()))
    assert sum(f.severity == "note" for f in unknown) == facts.get("unclaimed", 0)
    assert named(reading, "duplicate_figure") == set(facts.get("duplicates", ()))
    missing = [f for f in reading.findings if f.code == "missing_row"]
    assert set(facts.get("missing", ())) <= {f.indicator for f in missing}
    assert not {f.indicator for f in missing} & {i for i, _, _ in got}
    assert {f.applicant for f in missing if f.applicant} == set(facts.get("missing_columns", ()))
    spoilt = [f.found for f in reading.findings if f.code == "unreadable_value"]
    assert sorted(spoilt) == sorted(facts.get("unreadable", ()))
    units = {f.indicator: f.unit for f in reading.figures}
    assert {i: units[i] for i in facts.get("units", {})} == facts.get("units", {})
    places = {f.indicator: f.where for f in reading.figures if f.applicant == "total"}
    assert {i: places[i] for i in facts.get("where", {})} == facts.get("where", {})


def test_whole_heads_give_each_column_its_figures() -> None:
    reading = page([*heads_3(), *BODY_3])
    received = {f.applicant: f.value for f in reading.figures if f.indicator == "requests_received"}
    assert received == dict(zip(APPLICANTS, (11, 12, 13, 14, 15, 16, 81), strict=True))


@pytest.mark.parametrize(
    "heads",
    [
        heads_3(organisations=4),
        heads_3(organisations=6),
        heads_3(group=False),
        heads_3(natural=1),
        [*heads_3()[:2], [h for h in GROUP_3 if h != "法律服务机构"]],
    ],
    ids=["span too short", "span too long", "group lost", "row span lost", "head lost"],
)
def test_a_head_out_of_its_group_unsettles_all_heads(heads: Rows) -> None:
    reading = page([*heads, *BODY_3])
    assert reading.figures == ()
    assert {"requests_received", "requests_carried_over", "granted_full"} <= named(
        reading, "abstained"
    )


def test_a_subtotal_out_of_its_group_unsettles_all_heads() -> None:
    heads: Rows = [
        [("", 3, 1), ("申请人情况", 1, 8)],
        [("自然人", 2, 1), ("法人或其他组织", 1, 5), ("总计", 2, 1)],
        [*GROUP_3, "小计"],
    ]
    reading = page([*heads, [*BODY_3[0][:7], "70", "81"], [*BODY_3[1][:7], "120", "141"]])
    assert reading.figures == ()
    assert "requests_received" in named(reading, "abstained")


def heads_4(direct: int = 5, first: int = 2) -> Rows:
    return [
        [("行政复议", 1, 5), ("行政诉讼", 1, 10)],
        [
            ("结果维持", first, 1), *((r, 2, 1) for r in RESULTS[1:]),
            ("未经复议直接起诉", 1, direct), ("复议后起诉", 1, 5),
        ],
        [*RESULTS, *RESULTS],
    ]  # fmt: skip


def test_table_4_is_read_below_whole_heads_only() -> None:
    row: list[Cell] = [str(n) for n in range(101, 116)]
    whole = values(page([*heads_4(), row]))
    assert whole["reconsideration_total"] == 105
    assert whole["litigation_direct_upheld"] == 106
    assert whole["litigation_after_reconsideration_total"] == 115
    for damaged in (heads_4(direct=4), heads_4(first=1)):
        reading = page([*damaged, row])
        assert reading.figures == ()
        assert len(named(reading, "abstained")) == 15


OTHER = [
    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "3.其他",
]


def test_a_figure_of_three_rows_is_not_that_of_the_first() -> None:
    seven: list[Cell] = [(str(n), 3, 1) for n in range(1, 8)]
    spanned = page([*heads_3(), *BODY_3, [OTHER[0], *seven], [OTHER[1]], [OTHER[2]]])
    assert {"closed_not_supplemented", "closed_fee_unpaid"} <= named(spanned, "abstained")
    glued = page([*heads_3(), *BODY_3, [OTHER[0] + OTHER[1], *"1234567"]])
    assert named(glued, "unmapped_label") == {OTHER[0] + OTHER[1]}
    for reading in (spanned, glued):
        assert values(reading)["granted_full"] == 201
        assert not {i for i in values(reading) if i.startswith("closed_")}


def test_one_unit_may_stand_beside_several_rows() -> None:
    rows: Rows = [
        ["指标名称", "计量单位", "历年累计", "2015年度"],
        ["主动公开文件数", ("条", 2, 1), "900", "10"],
        ["政府网站公开数", "700", "8"],
        ["行政复议数", "件", "5", "3"],
    ]
    reading = page(rows)
    assert values(reading) == {
        "disclosed_total": 10, "disclosed_channel_website": 8, "reconsideration_total": 3,
    }  # fmt: skip
    assert values(reading, cumulative=True)["disclosed_channel_website"] == 700
    assert {f.unit for f in reading.figures if f.indicator.startswith("disclosed")} == {"条"}


def test_a_year_before_the_words_of_a_head_is_the_reports_own() -> None:
    rows: Rows = [
        ["信息内容", "2022年制发件数", "2022年废止件数", "现行有效件数"],
        ["行政规范性文件", "4", "1", "30"],
    ]
    assert values(page(rows)) == {
        "normative_documents_issued": 4, "normative_documents_repealed": 1,
        "normative_documents_in_force": 30,
    }  # fmt: skip
    rows[0] = ["信息内容", "2021年制发件数", "2022年制发件数", "现行有效件数"]
    assert page(rows).figures == ()


def test_text_that_lost_its_last_blanks_is_not_counted_out() -> None:
    heads = [
        ["", "", "", "申请人情况"],
        ["", "", "", "自然人", "法人或其他组织", "", "", "", "", "总计"],
        ["", "", "", "", *GROUP_3],
    ]
    full = ["一、本年新收政府信息公开申请数量", "", "", *"1234567"]
    short = ["", "（一）予以公开", "", *"123456", ""]
    carried = ["二、上年结转政府信息公开申请数量", "", "", *"7654321"]
    reading = lines(*heads, full, carried, short)
    assert "granted_full" not in values(reading)
    assert "granted_full" in named(reading, "abstained")


def test_text_that_repeats_spanned_heads_and_drops_blanks_is_not_counted_out() -> None:
    heads = ["信息内容", "采购项目数量", "采购总金额", "采购总金额"]
    kept = lines(heads, ["政府集中采购", "3", "592", "592"])
    assert values(kept) == {"procurement_projects": 3, "procurement_amount": 592}
    dropped = lines(heads, ["政府集中采购", "592", "592"])
    assert dropped.figures == ()
    assert named(dropped, "abstained") == {"procurement_projects", "procurement_amount"}


SITE: Rows = [
    ["独立用户访问总量（单位：个）", "501"],
    ["网站总访问量（单位：次）", "502"],
    ["注册用户数（单位：个）", "503"],
]


def site(*rows: list[Cell]) -> TableReading:
    return page([*SITE, *rows])


def test_a_total_without_its_group_is_not_that_of_the_last_group() -> None:
    reading = site(
        ["概况类信息更新量", "2"],
        ["信息公开目录信息更新量", "3"],
        ["总数（单位：条）", "70"],
        ["解读材料数量（单位：条）", "40"],
    )
    assert "site_items_total" not in values(reading)
    assert values(reading)["site_explanations_materials"] == 40
    assert named(reading, "unmapped_label") == {"总数（单位：条）"}


def test_two_numbers_beside_one_label_of_a_sheet_are_not_chosen_from() -> None:
    reading = site(["概况类信息更新量", "7", "9"], ["政务动态信息更新量", "", "8"])
    assert not {"site_items_overview", "site_items_work_updates"} & set(values(reading))
    assert {"site_items_overview", "site_items_work_updates"} <= named(reading, "abstained")


def test_a_figure_that_reaches_into_the_next_row_of_a_sheet_is_left() -> None:
    reading = site(["概况类信息更新量", ("7", 2, 1)], ["政务动态信息更新量"])
    assert not {"site_items_overview", "site_items_work_updates"} & set(values(reading))
    assert {"site_items_overview", "site_items_work_updates"} <= named(reading, "abstained")


@pytest.mark.parametrize("cells", [["个", "25"], ["25", "个"]])
def test_a_unit_of_its_own_stands_before_or_after_the_figure(cells: list[Cell]) -> None:
    reading = site(["解读产品数量", *cells])
    figure = next(f for f in reading.figures if f.indicator == "site_explanations_products")
    assert (figure.value, figure.unit) == (25, "个")


def test_a_value_below_its_label_is_not_taken_from_a_labelled_row() -> None:
    below = site([("专栏专题", 2, 1), "维护数量", "新开设数量"], ["17", "6"])
    assert values(below)["site_columns_maintained"] == 17
    assert values(below)["site_columns_new"] == 6
    lost = site([("办件量", 3, 1), "总数"], ["自然人办件量", "44"], ["法人办件量", "5"])
    assert "site_cases_total" not in values(lost)
    assert "site_cases_total" in named(lost, "abstained")


def test_one_cell_a_line_with_labels_after_their_figures_is_not_read() -> None:
    labels = [
        "主动公开规范性文件数", "制发规范性文件总数", "政府公报公开政府信息数",
        "政府网站公开政府信息数", "政务微博公开政府信息数", "收到申请数", "当面申请数", "传真申请数",
    ]  # fmt: skip
    after = [x for n, label in enumerate(labels, 31) for x in (str(n), "条", label)]
    before = [x for n, label in enumerate(labels, 31) for x in (label, "条", str(n))]
    assert lines(*[[x] for x in after]).figures == ()
    assert values(lines(["统计指标"], ["单位"], ["统计数"], *[[x] for x in before])) == {
        "disclosed_normative_documents": 31, "normative_documents_issued": 32,
        "disclosed_channel_gazette": 33, "disclosed_channel_website": 34,
        "disclosed_channel_weibo": 35, "requests_received": 36,
        "requests_channel_in_person": 37, "requests_channel_fax": 38,
    }  # fmt: skip
