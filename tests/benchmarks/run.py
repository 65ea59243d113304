"""How long reading one report takes, beside parsing the same page and doing nothing else.

The page is made here: a fictional county, a full table of requests with its spans, sentences, and
as much navigation around it as a portal puts there. Ratios travel between machines; times do not.
"""

from __future__ import annotations

import functools
import gc
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import lxml.html

from toolkit import Report
from toolkit.document import Document
from toolkit.prose import read_page, read_prose
from toolkit.readers import read_document
from toolkit.reading import assemble

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 15
#: What a whole read of a web page, and reading its sentences alone, may cost: parses of the page by lxml.
GOAL, GOAL_PROSE = 3.5, 1.5

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


def _interleaved(works: list[Callable[[], object]]) -> list[float]:
    """Return the least processor time of each work in milliseconds, measured in turns."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(ROUNDS):
        for work, taken in zip(works, times, strict=True):
            start = time.process_time()
            work()
            taken.append(time.process_time() - start)
    return [min(taken) * 1000 for taken in times]


def _check(report: Report) -> None:
    """Stop where the page was not read in full: the time of a reader that gives up says nothing."""
    total = report.values("requests_received", applicant="total")
    if [f.value for f in total] != [30] or len(report.figures) < len(ROWS) * 7:
        raise SystemExit(f"the page was not read in full: {len(report.figures)} figures")


def _pages() -> dict[str, bytes]:
    """Return the page made here, and published ones where they are at hand."""
    pages = {"made": make_page().encode()}
    for path in sorted((ROOT.parent / "shared" / "real" / "pingtan").glob("*.html")):
        pages[path.stem] = path.read_bytes()
    return pages


def _others() -> dict[str, bytes]:
    """Return one synthetic report in the formats that are measured by the document."""
    sys.path[:0] = [str(ROOT / "tests")]
    from made import pdf, word
    from made.sample import sample

    report = sample("form2021")
    return {"DOCX": word.write(report), "PDF": pdf.write(report)}


def _prose(document: Document) -> Callable[[], object]:
    """Return what reads the sentences of a document, its text joined anew each time."""
    year = read_page(document).year

    def work() -> object:
        for name in ("text", "paragraphs"):
            document.__dict__.pop(name, None)
        return read_prose(document, year, since_2019=(year or 0) >= 2019)

    return work


def _forgetting(work: Callable[[], object]) -> list[float]:
    """Return the times of a work whose kept answers (what labels and words mean) were dropped before."""
    kept = [o for o in gc.get_objects() if isinstance(o, functools._lru_cache_wrapper)]
    ours = [o for o in kept if o.__module__.startswith("toolkit") and o.cache_info().maxsize]
    times = []
    for _ in range(ROUNDS):
        for one in ours:
            one.cache_clear()
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return times


def main() -> None:
    """Print what reading costs: web pages beside parsing them, other files by the document."""
    print(
        f"web page over lxml's parse of it; processor time, least of {ROUNDS} rounds; goals: sentences "
        f"{GOAL_PROSE} x, bytes to figures {GOAL} x"
    )
    print("first: as the first report of a process, when no label or word has been met before")
    print(
        f"  {'page':8}{'KiB':>6}{'lxml ms':>10}{'blocks':>9}{'sentences':>11}{'figures':>9}{'first':>9}"
    )
    for name, data in _pages().items():
        document = read_document(data, name)
        if name == "made":
            _check(assemble(document))
        whole = partial(lambda data, name: assemble(read_document(data, name)), data, name)
        parse, blocks, prose, figures = _interleaved(
            [
                partial(lxml.html.document_fromstring, data.decode("utf-8", "replace")),
                partial(read_document, data, name),
                _prose(document),
                whole,
            ]
        )
        first = min(_forgetting(whole)) * 1000
        ratios = "".join(f"{t / parse:{w}.1f} x" for t, w in
                         ((blocks, 7), (prose, 9), (figures, 7), (first, 7)))  # fmt: skip
        print(f"  {name:8}{len(data) / 1024:6.0f}{parse:10.2f}{ratios}")
    for name, data in _others().items():
        blocks, figures = _interleaved(
            [
                partial(read_document, data, name),
                partial(lambda data, name: assemble(read_document(data, name)), data, name),
            ]
        )
        print(
            f"  {name:8}{len(data) / 1024:6.0f}   {blocks:7.1f} ms to blocks {figures:7.1f} ms to figures"
        )


if __name__ == "__main__":
    main()
