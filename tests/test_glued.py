"""Flattened text: digits that run together are parted only where there is no other way."""

from __future__ import annotations

import random
import time

import pytest

from toolkit.figure import Figure
from toolkit.forms import TableReading, read_tables
from toolkit.forms.splits import TooManyError, balanced, forced, sums
from toolkit.readers import read_document

APPLICANTS = (
    "natural_person", "business", "research", "ngo", "legal_service", "other_organisation", "total",
)  # fmt: skip
HEADS = (
    "三、收到和处理政府信息公开申请情况（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    "申请人情况自然人法人或其他组织总计商业企业科研机构社会公益组织法律服务机构其他"
)
#: The rows of table 3 of 2021 as printed, what stands before each, and their indicators.
ROWS = (
    ("一、本年新收政府信息公开申请数量", "requests_received"),
    ("二、上年结转政府信息公开申请数量", "requests_carried_over"),
    ("三、本年度办理结果（一）予以公开", "granted_full"),
    ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "granted_partial"),
    ("（三）不予公开1.属于国家秘密", "denied_state_secret"),
    ("2.其他法律行政法规禁止公开", "denied_other_law"),
    ("3.危及“三安全一稳定”", "denied_security_stability"),
    ("4.保护第三方合法权益", "denied_third_party_rights"),
    ("5.属于三类内部事务信息", "denied_internal_affairs"),
    ("6.属于四类过程性信息", "denied_deliberative"),
    ("7.属于行政执法案卷", "denied_enforcement_file"),
    ("8.属于行政查询事项", "denied_administrative_query"),
    ("（四）无法提供1.本机关不掌握相关政府信息", "unable_not_held"),
    ("2.没有现成信息需要另行制作", "unable_not_compiled"),
    ("3.补正后申请内容仍不明确", "unable_unclear"),
    ("（五）不予处理1.信访举报投诉类申请", "not_processed_petition"),
    ("2.重复申请", "not_processed_duplicate"),
    ("3.要求提供公开出版物", "not_processed_publication"),
    ("4.无正当理由大量反复申请", "not_processed_excessive"),
    ("5.要求行政机关确认或重新出具已获取信息", "not_processed_reconfirmation"),
    ("（六）其他处理1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "closed_not_supplemented"),
    ("2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "closed_fee_unpaid"),
    ("3.其他", "closed_other"),
    ("（七）总计", "requests_processed"),
    ("四、结转下年度继续办理", "requests_carried_forward"),
)  # fmt: skip
HEADS_4 = (
    "四、政府信息公开行政复议、行政诉讼情况行政复议行政诉讼"
    "结果维持结果纠正其他结果尚未审结总计未经复议直接起诉复议后起诉"
    "结果维持结果纠正其他结果尚未审结总计结果维持结果纠正其他结果尚未审结总计"
)
HEADS_2 = "二、主动公开政府信息情况第二十条第（一）项信息内容本年制发件数本年废止件数现行有效件数"

Cells = list[list[str]]


def read(*lines: str) -> TableReading:
    text = "甲县2022年政府信息公开工作年度报告\n" + "\n".join(lines)
    return read_tables(read_document(text.encode(), "text"))


def figures(reading: TableReading, indicator: str) -> list[int | float | None]:
    return [f.value for f in reading.figures if f.indicator == indicator]


def left(reading: TableReading) -> set[str | None]:
    return {f.indicator for f in reading.findings if f.code == "abstained"}


def table_3(cells: Cells) -> str:
    return HEADS + "".join(
        label + "".join(row) for (label, _), row in zip(ROWS, cells, strict=True)
    )


def made(rng: random.Random, most: int) -> list[list[int]]:
    """Return the figures of a table that adds up, mostly of natural persons and zeros."""
    parts = [[0] * 6 for _ in range(21)]
    for row in parts:
        if rng.random() < 0.5:
            row[0] = rng.choice((1, 2, 3, rng.randint(1, 30), rng.randint(1, most)))
            if rng.random() < 0.4:
                row[rng.randint(1, 5)] = rng.choice((1, 2, rng.randint(1, 12)))
    done = [sum(column) for column in zip(*parts, strict=True)]
    forward = [rng.randint(0, 1 + n // 5) if n else 0 for n in done]
    over = [rng.randint(0, 1 + n // 6) if n else 0 for n in done]
    new = [d + f - o for d, f, o in zip(done, forward, over, strict=True)]
    return [[*row, sum(row)] for row in (new, over, *parts, done, forward)]


def printed(numbers: list[list[int]]) -> Cells:
    return [[str(n) for n in row] for row in numbers]


def damaged(rng: random.Random, cells: Cells) -> None:
    """Damage a table as a publisher does: figures mistaken, exchanged, in a wrong column, blank."""
    kind = rng.choice(("typo", "digit", "exchange", "move", "total", "blank zeros", "blanks"))
    for _ in range(rng.choice((1, 1, 2, 3))):
        row = rng.choice(cells)
        one, other = rng.sample(range(7), 2)
        if kind == "typo":
            row[one] = str(rng.randint(0, 99))
        elif kind == "digit":
            at = rng.randrange(len(row[one]))
            row[one] = str(int(row[one][:at] + str(rng.randint(0, 9)) + row[one][at + 1 :]))
        elif kind == "exchange":
            row[one], row[other] = row[other], row[one]
        elif kind == "move":
            moved = rng.randint(0, int(row[one]))
            row[one], row[other] = str(int(row[one]) - moved), str(int(row[other]) + moved)
        elif kind == "total":
            row[6] = str(max(0, int(row[6]) + rng.choice((-10, -1, 1, 2, 10, 100))))
    if kind.startswith("blank"):
        share = rng.choice((0.01, 0.1, 1))
        for row in cells:
            for at, text in enumerate(row):
                if rng.random() < share and (kind == "blanks" or text == "0"):
                    row[at] = ""


def wrong(cells: Cells, found: tuple[Figure, ...]) -> list[tuple[str, str]]:
    truth = {
        (indicator, applicant): text
        for (_, indicator), row in zip(ROWS, cells, strict=True)
        for applicant, text in zip(APPLICANTS, row, strict=True)
    }
    return [
        (f.indicator, f.applicant)
        for f in found
        if f.indicator in truth or f.applicant != "total"
        if truth[f.indicator, f.applicant] != str(f.value)
    ]


def test_a_table_that_adds_up_is_read() -> None:
    numbers = made(random.Random(3), 300)
    reading = read(table_3(printed(numbers)))
    assert reading.form == "form2021"
    assert wrong(printed(numbers), reading.figures) == []
    undecided = [f for f in reading.findings if f.code == "abstained"]
    assert all(f.applicant for f in undecided)
    assert len(reading.figures) + len(undecided) == 7 * len(ROWS)
    assert len(reading.figures) > 160
    told = [f for f in reading.findings if f.code == "digits_separated"]
    assert {f.indicator for f in told} == {f.indicator for f in reading.figures}
    by_sums = [f for f in told if f.severity == "warning"]
    assert by_sums and all(f.quote and f.where.startswith("text:") for f in by_sums)


def test_tables_that_add_up_are_mostly_read_and_never_otherwise() -> None:
    read_, all_ = 0, 0
    for seed in range(40):
        cells = printed(made(random.Random(seed), 200))
        reading = read(table_3(cells))
        assert wrong(cells, reading.figures) == []
        read_ += len(reading.figures)
        all_ += 7 * len(ROWS)
    assert read_ / all_ > 0.9


@pytest.mark.parametrize(
    "seeds", [range(60), pytest.param(range(60, 3000), marks=pytest.mark.slow)]
)
def test_tables_that_a_publisher_damaged_are_never_misread(seeds: range) -> None:
    for seed in seeds:
        rng = random.Random(f"damaged-{seed}")
        cells = printed(made(rng, rng.choice((20, 200, 2000))))
        damaged(rng, cells)
        assert wrong(cells, read(table_3(cells)).figures) == [], seed


def test_a_planted_error_would_be_seen() -> None:
    cells = printed(made(random.Random(3), 300))
    found = read(table_3(cells)).figures
    cells[0][0] = str(int(cells[0][0]) + 1)
    assert wrong(cells, found) == [("requests_received", "natural_person")]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda text: text.replace("商业企业科研", "商业企业小计科研"), "a column more"),
        (lambda text: text.replace("社会公益组织", ""), "a column less"),
        (lambda text: text.replace("（二）部分公开", "（二）另行告知00（二）部分公开"), "an unknown row"),
        (lambda text: text.replace("申请人情况自", "序号申请人情况自"), "a column of numbers"),
        (lambda text: text + text, "two reports"),
    ],
)  # fmt: skip
def test_a_table_of_another_shape_is_left(change: object, why: str) -> None:
    numbers = made(random.Random(3), 300)
    assert callable(change)
    reading = read(change(table_3(printed(numbers))))
    read_ = {f.indicator for f in reading.figures if f.value}
    assert read_ == set(), why
    assert "requests_received" in left(reading)


def test_a_row_of_zeros_needs_no_sum() -> None:
    # The last row is short of a cell: nothing is sure but the rows that are all zeros.
    rows = [["0"] * 7 for _ in ROWS[:-1]]
    rows[2] = list("6000006")
    reading = read(table_3([*rows, ["0"] * 6]))
    assert figures(reading, "denied_state_secret") == [0] * 7
    assert figures(reading, "granted_full") == []
    assert {"granted_full", "requests_carried_forward"} <= left(reading)


@pytest.mark.parametrize(
    ("digits", "cells", "found"),
    [
        ("0007", 4, (0, 0, 0, 7)), ("00012", 4, (0, 0, 0, 12)), ("000", 3, (0, 0, 0)),
        ("7000", 4, None), ("0070", 4, None), ("00", 3, None), ("0000", 3, None), ("12", 1, (12,)),
        ("012", 1, None), ("", 1, None),
    ],
)  # fmt: skip
def test_digits_that_fall_apart_in_one_way(
    digits: str, cells: int, found: tuple[int, ...] | None
) -> None:
    assert forced(digits, cells) == found


def test_ways_to_add_up() -> None:
    assert sums("200000121", 7) == [(20, 0, 0, 0, 0, 1, 21)]
    assert sums("220000022", 7) == [(2, 20, 0, 0, 0, 0, 22), (22, 0, 0, 0, 0, 0, 22)]
    assert sums("7000", 7) == sums("710000072", 7) == []
    assert balanced([[(2, 2)], [(1, 1)]], [[(3, 3), (2, 2)]], [(2, 2), (3, 3)], [(0, 0)])
    assert not balanced([[(2, 2)], [(1, 1)]], [[(3, 3), (2, 2)]], [(2, 2)], [(0, 0)])


def test_odd_digits_end_soon() -> None:
    began = time.process_time()
    for digits in ("1" * 30, "12" * 15, "1" * 60, "9" * 29 + "0", "1020" * 7):
        try:
            sums(digits, 7)
        except TooManyError:
            continue
    assert time.process_time() - began < 5


def test_columns_of_one_figure_and_zeros_in_table_2() -> None:
    reading = read(
        HEADS_2
        + "规章007行政规范性文件8855698第二十条第（五）项信息内容本年处理决定数量行政许可10690"
        "第二十条第（六）项信息内容本年处理决定数量行政处罚2113行政强制0"
        "第二十条第（八）项信息内容本年收费金额（单位：万元）行政事业性收费9116.36 三、收到和处理"
    )
    assert {f.indicator: f.value for f in reading.figures} == {
        "rules_issued": 0, "rules_repealed": 0, "rules_in_force": 7, "licences_decisions": 10690,
        "penalties_decisions": 2113, "compulsory_measures_decisions": 0, "fees_charged": 9116.36,
    }  # fmt: skip
    assert [f.unit for f in reading.figures if f.indicator == "fees_charged"] == ["万元"]
    assert left(reading) == {
        "normative_documents_issued", "normative_documents_repealed", "normative_documents_in_force",
    }  # fmt: skip


@pytest.mark.parametrize(
    "end",
    ["2022年，全县共收费", "\n2022年", "个部门", "-12", ",500", "%", "/3", "－1", "2其他", "余件"],
)
def test_an_open_end_is_no_end(end: str) -> None:
    text = (
        HEADS_2 + "规章000行政规范性文件000第二十条第（五）项信息内容本年处理决定数量行政许可10690"
    )
    reading = read(text + "第二十条第（六）项信息内容本年处理决定数量行政处罚2113行政强制31" + end)
    assert figures(reading, "compulsory_measures_decisions") == []
    assert figures(reading, "penalties_decisions") == [2113]


def test_numbers_of_rows_are_no_figures() -> None:
    heads = "政府信息公开情况统计表统计指标单位统计数三、依申请公开情况（一）收到申请数件75"
    rows = "1.当面申请数件12.传真申请数件03.网络申请数件744.信函申请数件0（二）申请办结数件70"
    rest = "1.按时办结数件502.延期办结数件20（三）申请答复数件66"
    reading = read(
        heads
        + rows
        + rest
        + "四、行政复议数量件4（一）维持具体行政行为数件3（二）被依法纠错数件1。"
    )
    assert {f.indicator: f.value for f in reading.figures} == {
        "requests_received": 75, "requests_channel_in_person": 1, "requests_channel_fax": 0,
        "requests_channel_online": 74, "requests_channel_letter": 0, "requests_closed": 70,
        "requests_closed_on_time": 50, "requests_closed_extended": 20, "answers_total": 66,
        "reconsideration_total": 4, "reconsideration_upheld": 3, "reconsideration_corrected": 1,
    }  # fmt: skip
    # Without the stop behind the number nobody can tell 1 and 2传真 from 12 and 传真.
    reading = read(heads + rows.replace("2.传真", "2传真") + rest)
    assert figures(reading, "requests_channel_in_person") == []
    assert "requests_channel_in_person" in left(reading)


@pytest.mark.parametrize(
    ("digits", "full", "found"),
    [
        ("000000000000000", False, [0] * 15),
        ("0 1 1 0 2 1 0 0 0 1 0 0 0 0 0", False, [0, 1, 1, 0, 2, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0]),
        ("10 2 0 1 13 0 0 0 0 0 0 0 0 0 0", False, [10, 2, 0, 1, 13] + [0] * 10),
        ("10 2 0 1 12 0 0 0 0 0 0 0 0 0 0", False, []),
        ("011021000100000", False, []),
        ("011021000100000", True, [0, 1, 1, 0, 2, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0]),
        ("011022000100000", True, []),
        ("102011300000000 00", True, []),
        ("00000000000000", True, []),
        ("/////////////// ", False, []),
    ],
)
def test_table_4(digits: str, full: bool, found: list[int]) -> None:
    # Table 3 tells whether the report leaves cells blank.
    before = [table_3(printed(made(random.Random(3), 300)))] if full else []
    reading = read(*before, HEADS_4 + digits, "五、存在的主要问题及改进情况")
    values = [
        f.value
        for f in reading.figures
        if f.indicator.startswith(("reconsideration", "litigation"))
    ]
    assert values == found
