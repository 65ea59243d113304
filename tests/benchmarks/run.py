"""How long reading one report takes, beside parsing the same page and doing nothing else.

The page is made here: a fictional county, a full table of requests with its spans, sentences, and
as much navigation around it as a portal puts there. Ratios travel between machines; times do not.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from toolkit import Report, read_report

ROUNDS = 15

#: Rows of the 2021 form: texts before the seven figures, each with its row span and column span.
ROWS: tuple[tuple[tuple[str, int, int], ...], ...] = (
    (("一、本年新收政府信息公开申请数量", 1, 3),),
    (("二、上年结转政府信息公开申请数量", 1, 3),),
    (("三、本年度办理结果", 22, 1), ("（一）予以公开", 1, 2)),
    (("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", 1, 2),),
    (("（三）不予公开", 8, 1), ("1.属于国家秘密", 1, 1)),
    (("2.其他法律行政法规禁止公开", 1, 1),),
    (("3.危及“三安全一稳定”", 1, 1),),
    (("4.保护第三方合法权益", 1, 1),),
    (("5.属于三类内部事务信息", 1, 1),),
    (("6.属于四类过程性信息", 1, 1),),
    (("7.属于行政执法案卷", 1, 1),),
    (("8.属于行政查询事项", 1, 1),),
    (("（四）无法提供", 3, 1), ("1.本机关不掌握相关政府信息", 1, 1)),
    (("2.没有现成信息需要另行制作", 1, 1),),
    (("3.补正后申请内容仍不明确", 1, 1),),
    (("（五）不予处理", 5, 1), ("1.信访举报投诉类申请", 1, 1)),
    (("2.重复申请", 1, 1),),
    (("3.要求提供公开出版物", 1, 1),),
    (("4.无正当理由大量反复申请", 1, 1),),
    (("5.要求行政机关确认或重新出具已获取信息", 1, 1),),
    (
        ("（六）其他处理", 3, 1),
        ("1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", 1, 1),
    ),
    (("2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", 1, 1),),
    (("3.其他", 1, 1),),
    (("（七）总计", 1, 2),),
    (("四、结转下年度继续办理", 1, 3),),
)
#: The same figures in each column, in the order of the rows: 30 + 2 = 31 + 1, and 12 + … = 31.
FIGURES = (30, 2, 12, 4, *[1] * 8, 3, 0, 0, 2, *[0] * 4, 0, 0, 2, 31, 1)
COLUMNS = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")


def _table() -> str:
    head = (
        "<tr><td rowspan=3 colspan=3>（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
        "</td><td colspan=7>申请人情况</td></tr><tr><td rowspan=2>自然人</td>"
        "<td colspan=5>法人或其他组织</td><td rowspan=2>总计</td></tr><tr>"
        + "".join(f"<td>{c}</td>" for c in COLUMNS)
        + "</tr>"
    )
    body = ""
    for labels, figure in zip(ROWS, FIGURES, strict=True):
        cells = "".join(f"<td rowspan={r} colspan={c}><p>{t}</p></td>" for t, r, c in labels)
        numbers = [figure, *[0] * 5, figure]
        body += f"<tr>{cells}{''.join(f'<td><p>{n}</p></td>' for n in numbers)}</tr>"
    return f"<table>{head}{body}</table>"


def make_page() -> str:
    """Return the page as HTML."""
    links = "".join(f"<li><a href='/c{n}/'>栏目{n}</a></li>" for n in range(300))
    sentences = (
        "<p>一、总体情况</p><p>2023年，全县主动公开政府信息2768条，其中工作动态类1726条，占62.4%。</p>"
        "<p>三、收到和处理政府信息公开申请情况</p>"
    )
    return (
        "<!doctype html><html><head><meta charset='utf-8'><title>云岭县2023年政府信息公开工作年度报告"
        f"</title></head><body><ul>{links}</ul><h1>云岭县2023年政府信息公开工作年度报告</h1>"
        f"{sentences}{_table()}<p>五、存在的主要问题及改进情况</p><p>合成数据。</p></body></html>"
    )


def _milliseconds(work: Callable[[], object]) -> float:
    work()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def _check(report: Report) -> None:
    """Stop where the page was not read in full: the time of a reader that gives up says nothing."""
    total = report.values("requests_received", applicant="total")
    if [f.value for f in total] != [30] or len(report.figures) < len(ROWS) * 7:
        raise SystemExit(f"the page was not read in full: {len(report.figures)} figures")


def main() -> None:
    """Print the medians and their ratio."""
    page = make_page()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.html"
        path.write_text(page, encoding="utf-8")
        _check(read_report(path))
        parse = _milliseconds(lambda: LexborHTMLParser(path.read_bytes().decode()))
        read = _milliseconds(lambda: read_report(path))
    print(f"one page of {len(page.encode()) / 1024:.0f} KiB, median of {ROUNDS} rounds")
    print(f"  parse alone (selectolax)   {parse:8.2f} ms    1.0 x")
    print(f"  read_report                {read:8.2f} ms  {read / parse:5.1f} x")


if __name__ == "__main__":
    main()
