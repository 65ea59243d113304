"""Two bodies, accounts or kinds in one text: kept apart, or left where nobody could say which is meant.

Each sentence is made up, of a fictional place; what stands beside it is what a person reads off it.
"""

from __future__ import annotations

import pytest

from toolkit.panel import series
from toolkit.prose import Prose, read_prose
from toolkit.readers import read_document
from toolkit.reading import read_report
from toolkit.report import figures_frame

TOTAL, CLASS, BODY = "disclosed_total", "disclosed_by_category", "disclosed_by_body"
R, REVIEWS, LAWSUITS = "requests_received", "reconsideration_total", "litigation_total"
PRESS, EXPLAINED = "responses_press_conferences", "responses_policy_explanations"
TWICE = "not_processed_duplicate"
WECHAT, WEIBO, SITE = (f"disclosed_channel_{c}" for c in ("wechat", "weibo", "website"))


def read(text: str, year: int = 2016) -> Prose:
    return read_prose(read_document(text.encode(), "sentence.txt"), year, since_2019=year >= 2019)


def said(text: str, year: int) -> list[tuple[str, float | None]]:
    """Return what is read, in the order of the text; the label of a part in the place of its indicator."""
    return [
        (f.label if f.indicator in (CLASS, BODY) and f.label else f.indicator, f.value)
        for f in read(text, year).figures
    ]


#: Text, year, what is read.
SENTENCES = {
    # Bodies are no classes; among classes they may be columns.
    "items of bodies": (
        "全县公开政府信息2000条，其中部门信息公开1300条、乡镇公开700条。", 2016,
        [(TOTAL, 2000), ("部门", 1300), ("乡镇", 700)],
    ),
    "bodies among classes": (
        "公开信息2000条，其中工作动态500条、部门信息公开300条、财政信息100条。", 2016,
        [(TOTAL, 2000), ("工作动态", 500), ("财政信息", 100)],
    ),
    "bodies before a class": (
        "门户网站公开信息1800条，其中部门信息900条、乡镇信息400条、政务动态500条。", 2016,
        [(TOTAL, 1800), ("政务动态", 500)],
    ),
    "levels": ("我镇公开信息816条，其中镇级信息215条，村级信息601条。", 2013, [(TOTAL, 816)]),
    "updates of bodies are a class": (
        "公开信息2000条，其中部门动态600条、乡镇动态400条。", 2016,
        [(TOTAL, 2000), ("部门动态", 600), ("乡镇动态", 400)],
    ),
    # Subjects.
    "subjects that overlap": (
        "全年公开信息300条，其中涉及财政信息20条、涉及民生领域50条。", 2016, [(TOTAL, 300)],
    ),
    "subjects that overlap in a row": (
        "全年公开信息300条，其中涉及财政信息20条、人事信息30条、环境保护40条。", 2016, [(TOTAL, 300)],
    ),
    "subjects of requests": (
        "收到政府信息公开申请30件，其中涉及征地拆迁12件、财政信息8件。", 2016, [(R, 30)],
    ),
    "subjects that add up": (
        "全年公开信息300条，其中涉及财政信息200条、人事信息100条。", 2016,
        [(TOTAL, 300), ("财政信息", 200), ("人事信息", 100)],
    ),
    "what the whole contains": (
        "我镇公开政府信息903条，涉及财政信息65条、应急管理9条、规划计划90条等。", 2022,
        [(TOTAL, 903), ("财政信息", 65), ("应急管理", 9), ("规划计划", 90)],
    ),
    # Shares of something wider.
    "a share of all the county's": ("我局公开信息300条，占全县总量的12%。", 2016, [(TOTAL, 300)]),
    "a share with its label": (
        "公开信息300条，其中工作动态120条，占公开总数的40%。", 2016,
        [(TOTAL, 300), ("工作动态", 120), ("printed_share", 40)],
    ),
    # The same applied for again.
    "in a bracket": ("收到政府信息公开申请12件（其中重复申请2件），均已答复。", 2022, [(R, 12)]),
    "of those handled": (
        "办理政府信息公开申请45件，其中重复申请3件、信访类2件。", 2022, [("requests_handled", 45)],
    ),
    "among outcomes": (
        "收到政府信息公开申请12件，予以公开8件、部分公开2件、重复申请2件。", 2022,
        [(R, 12), ("granted_full", 8), ("granted_partial", 2), (TWICE, 2)],
    ),
    "not processed": (
        "收到政府信息公开申请12件，其中重复申请不予处理2件。", 2022, [(R, 12), (TWICE, 2)],
    ),
    # Appeals of any kind, and those on disclosure.
    "the line after requests": (
        "收到政府信息公开申请12件。\n发生行政复议3件，行政诉讼2件。", 2022, [(R, 12)],
    ),
    "with results": ("收到政府信息公开申请12件。\n被申请行政复议3件，结果维持3件。", 2022, [(R, 12)]),
    "none of any kind": (
        "收到政府信息公开申请12件。\n被申请行政复议3件；未发生行政诉讼。", 2022, [(R, 12), (LAWSUITS, 0)],
    ),
    "on disclosure": (
        "收到政府信息公开申请12件。\n因政府信息公开发生行政复议3件，行政诉讼2件。", 2022,
        [(R, 12), (REVIEWS, 3), (LAWSUITS, 2)],
    ),
    "under their heading": (
        "四、行政复议和行政诉讼情况\n发生行政复议3件，行政诉讼2件。", 2022, [(REVIEWS, 3), (LAWSUITS, 2)],
    ),
    "in the sentence of requests": (
        "收到政府信息公开申请12件，引发行政复议3件。", 2022, [(R, 12), (REVIEWS, 3)],
    ),
    # Complaints and enquiries on anything.
    "complaints on anything": (
        "收到政府信息公开申请12件，均已答复。全年收到举报12件。", 2022, [(R, 12)],
    ),
    "complaints on disclosure": ("收到政府信息公开申请12件。收到信息公开举报2件。", 2022,
                                 [(R, 12), ("complaints", 2)]),
    "no complaint at all": ("收到政府信息公开申请12件。收到举报0件。", 2022, [(R, 12), ("complaints", 0)]),
    "of firms, at a counter": (
        "收到政府信息公开申请12件。接到企业咨询40次，窗口政策咨询300人次。", 2022, [(R, 12)],
    ),
    "at a counter, beside disclosure": ("推进政务公开，窗口接受政策咨询300人次。", 2022, []),
    "of the public": ("收到政府信息公开申请12件。接到群众咨询40次。", 2022,
                      [(R, 12), ("consultations", 40)]),
    "at the counter of disclosure": ("各信息公开窗口接受咨询120人次。", 2015, [("consultations", 120)]),
    # None on request.
    "none given out": ("没有依申请公开政府信息。", 2016, []),
    "none asked for": ("没有依申请公开政府信息的申请。", 2016, [(R, 0)]),
    "no such case": ("全年没有依申请公开信息的情况。", 2016, [(R, 0)]),
    # Two numbers for one thing.
    "explanations of two bodies": ("县政府发布政策解读12篇。全县各部门发布政策解读45篇。", 2022, []),
    "explanations told twice": ("发布政策解读12篇。全年共发布政策解读12篇。", 2022, [(EXPLAINED, 12)]),
    "conferences of two bodies": ("县政府召开新闻发布会3场。\n县公安局召开新闻发布会2场。", 2022, []),
    "pupils of two months": (
        "6月举办政务公开培训班，参训80人。11月举办政务公开培训班，参训120人。", 2022, [],
    ),
    "rounded and exact": (
        "网站访问量1.2万人次。全年网站访问量12034人次。", 2022,
        [("site_visits", 12000), ("site_visits", 12034)],
    ),
    "requests of one county twice": (
        "全县收到政府信息公开申请30件。全县共收到政府信息公开申请32件。", 2022, [],
    ),
    "requests of the county and its bureau": (
        "全县收到政府信息公开申请30件，其中县住建局收到8件。", 2022, [(R, 30)],
    ),
    # What directories hold.
    "so far in the directory": ("政府信息公开目录系统累计发布信息2300条。", 2016, []),
    "of the office, so far": ("我局在信息公开目录系统中累计公开政府信息318条。", 2012, [(TOTAL, 318)]),
    # Joint conferences, several sites, joint accounts.
    "leaders behind a joint number": (
        "召开新闻发布会、新闻通气会26场次；主要负责同志出席5场次。", 2023, [],
    ),
    "leaders at conferences": (
        "召开新闻发布会26场次；主要负责同志出席5场次。", 2023, [(PRESS, 26), (f"{PRESS}_leaders", 5)],
    ),
    "one of two sites": ("在市政务网公开文档118件，在局官网发布信息402条。", 2016, []),
    "two sites": (
        "在市政务网公开信息118条，在局官网发布信息402条。", 2016, [(SITE, 118), (SITE, 402)],
    ),
    "joint, then a part": (
        "共公开信息366条。从公开渠道看，政府网站39条，其他网站和微信公众号298条，微信小程序10条。", 2020,
        [(TOTAL, 366), (SITE, 39)],
    ),
    "accounts": (
        "共公开信息366条，其中微博30条，微信公众号20条，微信小程序10条。", 2020,
        [(TOTAL, 366), (WEIBO, 30), (WECHAT, 20), (WECHAT, 10)],
    ),
    "explanations of one account": (
        "微信公众号推送信息800条，其中政策解读60条、部门动态300条。", 2022, [(WECHAT, 800), ("部门动态", 300)],
    ),
    "explanations beside an account": (
        "微信公众号推送信息800条。发布政策解读60篇。", 2022, [(WECHAT, 800), (EXPLAINED, 60)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SENTENCES)
def test_what_is_not_told_apart_is_left(name: str) -> None:
    text, year, figures = SENTENCES[name]
    assert said(text, year) == figures


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("全县政务公开有序推进。县政府办公室主动公开信息50条。", None),
        ("全县政务公开有序推进。门户网站公开信息50条。", "portal"),
        ("全县政务公开有序推进。全年共公开信息50条。", "whole_county"),
        ("全县各级各部门公开信息50条。", "whole_county"),
        ("我县门户网站及各部门网站公开信息1200条。", None),
        ("县政府门户网站及其子网站公开信息1200条。", None),
        ("县政府门户网站公开信息1200条。", "portal"),
    ],
)
def test_whose_a_total_is_stands_in_its_own_words(text: str, scope: str | None) -> None:
    assert [(f.indicator, f.scope) for f in read(text).figures] == [(TOTAL, scope)]


def test_classes_of_an_account_are_not_those_of_the_county() -> None:
    text = "全县公开信息3000条，其中微信公众号发布500条（工作动态200条、通知公告100条）。"
    assert [f.scope for f in read(text).figures if f.indicator == CLASS] == [None, None]
    text = "全县公开信息3000条，其中工作动态200条、通知公告100条。"
    assert {f.scope for f in read(text).figures} == {"whole_county"}


def test_the_panel_says_that_two_numbers_were_not_read() -> None:
    text = (
        "松烟县2022年政府信息公开工作年度报告\n2022年，全县主动公开政府信息300条。县政府发布政策解读12篇。"
        "各部门发布政策解读45篇。"
    )
    report = read_report(text.encode())
    frame = series(figures_frame([report]), EXPLAINED)
    assert [f.value for f in report.figures if f.indicator == EXPLAINED] == []
    assert [f.found for f in report.findings if f.indicator == EXPLAINED] == ["two_candidates"] * 2
    assert list(frame["missing"]) == ["abstained: two_candidates"]
