"""Parts of the year beside all years, shared channels, other matters, and headings that are closed.

Each sentence is made up, of a fictional place; what stands beside it is what a person reads off it.
"""

from __future__ import annotations

import pytest

from toolkit.codebook import category_of
from toolkit.prose import read_prose
from toolkit.readers import read_document

TOTAL, CLASS, BODY = "disclosed_total", "disclosed_by_category", "disclosed_by_body"
SITE, MEDIA = "disclosed_channel_website", "disclosed_channel_media"
REVIEWS, LAWSUITS, HIGHER = "reconsideration_total", "litigation_total", "higher_appeals"
R, A, FEES = "requests_received", "requests_answered", "request_fees"


def read(text: str, year: int) -> list[tuple]:
    """Return indicator, value and, of what was disclosed, label and period of every figure."""
    prose = read_prose(read_document(text.encode(), "sentence.txt"), year, since_2019=year >= 2019)
    return sorted(
        (f.indicator, f.value, f.label or "", f.cumulative)
        if f.indicator.startswith("disclosed_")
        else (f.indicator, f.value)
        for f in prose.figures
        if f.indicator != "printed_change"
    )


PERIODS = {
    "bodies of the year, behind both totals": (
        "自2008年以来，全县累计公开政府信息28643条，2013年公开9120条。其中，各乡镇公开2300条，县直部门公开6820条。",
        [(BODY, 2300, "各乡镇", False), (BODY, 6820, "县直部门", False),
         (TOTAL, 9120, "", False), (TOTAL, 28643, "", True)],
    ),
    "bodies of all years": (
        "2013年公开政府信息9120条，历年累计公开28643条，其中各乡镇公开8000条，县直部门公开20643条。",
        [(BODY, 8000, "各乡镇", True), (BODY, 20643, "县直部门", True),
         (TOTAL, 9120, "", False), (TOTAL, 28643, "", True)],
    ),
    "the sum tells that they are the year's": (
        "2013年公开政府信息9120条，历年累计公开28643条。其中，各乡镇2300条，县直部门6820条。",
        [(BODY, 2300, "各乡镇", False), (BODY, 6820, "县直部门", False),
         (TOTAL, 9120, "", False), (TOTAL, 28643, "", True)],
    ),
    "classes of all years that add up to a later total of the year": (
        "截至2014年底累计公开政府信息1952条，其中政策法规类123条、工作动态类150条；2014年公开政府信息273条。",
        [(CLASS, 123, "政策法规类", True), (CLASS, 150, "工作动态类", True),
         (TOTAL, 273, "", False), (TOTAL, 1952, "", True)],
    ),
    "channels of the year": (
        "自2008年以来全县累计公开政府信息28643条，2013年公开9120条，其中政府网站公开8000条，公开栏公开1120条。",
        [("disclosed_channel_notice_board", 1120, "公开栏", False), (SITE, 8000, "政府网站", False),
         (TOTAL, 9120, "", False), (TOTAL, 28643, "", True)],
    ),
    "one body's since the beginning": (
        "2013年，我县公开政府信息9120条。自《条例》实施以来，各乡镇公开8000条。",
        [(BODY, 8000, "各乡镇", True), (TOTAL, 9120, "", False)],
    ),
    "the year at the same sites": (
        "截至2014年底，在县政府网站累计公开政府信息912条，其中本年度在县政府网站及本单位网站公开238条。\n"
        "2014年在县政府网站公开政府信息类别：政策文件信息5条，工作动态信息27条，人事信息8条。",
        [(CLASS, 5, "政策文件信息", False), (CLASS, 8, "人事信息", False),
         (CLASS, 27, "工作动态信息", False), (TOTAL, 238, "", False), (TOTAL, 912, "", True)],
    ),
    "the year at another channel": (
        "截至2014年底，在县政府网站累计公开政府信息912条，其中本年度在政务微博公开38条。",
        [("disclosed_channel_weibo", 38, "政务微博", False), (TOTAL, 912, "", True)],
    ),
    "all years behind the noun": (
        "截至2014年底，我局主动公开政府信息历年累计87条，其中2014年新增主动公开政府信息23条。",
        [(TOTAL, 23, "", False), (TOTAL, 87, "", True)],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "said"), PERIODS.values(), ids=PERIODS.keys())
def test_parts_are_of_the_year_of_their_total(text: str, said: list[tuple]) -> None:
    assert read(text, 2013 if "2013" in text else 2014) == said


CHANNELS = {
    "several behind a site": (
        "通过门户网站主动公开政府信息51条，通过报刊、电视、政务微信等形式主动公开政府信息263条。",
        [(SITE, 51, "", False)],
    ),
    "several before a site": (
        "全年通过报刊、电视、政务微信等形式主动公开政府信息263条，通过门户网站主动公开政府信息51条。",
        [(SITE, 51, "", False)],
    ),
    "several ways are the total": (
        "我局通过网站、微信等渠道主动公开政府信息1200条，其中通过网站公开800条。",
        [(SITE, 800, "网站", False), (TOTAL, 1200, "", False)],
    ),
    "what the press prints of ours": (
        "通过《中环时报》、东埠日报、东埠电视台等媒体播发我局提供的政府信息274条。",
        [(MEDIA, 274, "东埠日报、东埠电视台等媒体", False)],
    ),
    "a body's part of a total that is not read": (
        "县公安局公开政府信息651条，其中：工作动态信息98条，县政府发布信息30条。", [],
    ),
    "bodies without any total": (
        "全县有关单位公开信息。其中，县政府公开信息310条，乡镇公开信息120条。", [],
    ),
    "a street's total and its own part": (
        "2014年，全街公开信息总数48条，其中，街道公开信息31条。",
        [(BODY, 31, "街道", False), (TOTAL, 48, "", False)],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "said"), CHANNELS.values(), ids=CHANNELS.keys())
def test_a_part_is_never_the_total(text: str, said: list[tuple]) -> None:
    assert read(text, 2014) == said


HEAD = "五、行政复议、行政诉讼情况\n"
MATTERS = {
    "work injuries": ("全年因工伤认定被申请行政复议3件、被提起行政诉讼2件，与政府信息公开无关。", []),
    "land": ("全年因征地拆迁引发行政复议4件，维持3件。", []),
    "several matters": ("2015年，全县因征地补偿、工伤认定等被申请行政复议8件，被提起行政诉讼5件。", []),
    "a suit about land": (
        "涉及政府信息公开的行政复议2件，涉及土地征收的行政诉讼3件。", [(REVIEWS, 2)],
    ),
    "a penalty": (
        "因不服行政处罚被申请行政复议2件；因政府信息公开被申请行政复议1件。", [(REVIEWS, 1)],
    ),
    "none on disclosure": ("全年被申请行政复议3件、行政诉讼1件，与信息公开工作无关。", []),
    "disclosure": ("因政府信息公开引发行政复议4件、行政诉讼2件。", [(LAWSUITS, 2), (REVIEWS, 4)]),
    "an answer": ("因申请人对答复不服提起行政复议1件。", [(REVIEWS, 1)]),
    "applicants": ("因当事人不服提起行政复议2件。", [(REVIEWS, 2)]),
    "results among them": (
        "在6件行政复议中，维持5件，尚未审结的1件。",
        [("reconsideration_pending", 1), (REVIEWS, 6), ("reconsideration_upheld", 5)],
    ),
    "results among a part": (
        "因政府信息公开被申请行政复议12件。在9件行政复议中，维持5件。", [(REVIEWS, 12)],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "said"), MATTERS.values(), ids=MATTERS.keys())
def test_cases_on_another_matter_are_none(text: str, said: list[tuple]) -> None:
    assert read(HEAD + text, 2015) == said


CLOSED = {
    "requests": ("2.收到政府信息公开申请的数量：无", [(R, 0)]),
    "fees": ("4.政府信息公开的收费及减免情况：无", [(FEES, 0)]),
    "appeals": ("5.因政府信息公开申请行政复议、提起行政诉讼的情况：无。", [(LAWSUITS, 0), (REVIEWS, 0)]),
    "appeals to higher bodies": (
        "（四）因政府信息公开申请行政复议、提起行政诉讼、申诉情况：没有",
        [(HIGHER, 0), (LAWSUITS, 0), (REVIEWS, 0)],
    ),
    "handled": ("（三）政府信息公开申请办理情况：无", [(R, 0)]),
    "refused": ("3.不予公开政府信息的数量：无", []),
    "carried over": ("2、上年结转申请情况：无", []),
    "results": ("3、行政复议维持的数量：无", []),
    "penalties too": ("4、行政处罚、行政诉讼情况：无", []),
    "another year": ("收到2014年政府信息公开申请的数量：无", []),
    "kinds of costs that nobody paid": (
        "全年收到政府信息公开申请4件。全年未收取检索、复制等费用。", [(FEES, 0), (R, 4)],
    ),
    "kinds of costs": ("依申请公开2件。收取复制、邮寄等成本费用共12元。", [(FEES, 12)]),
    "costs of an archive": ("收到公开申请3件。收取复制、邮寄档案费用共12元。", [(R, 3)]),
    "who answered": (
        "全县各部门共答复政府信息公开申请52件，其中县政府办答复12件。", [(A, 52)],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "said"), CLOSED.values(), ids=CLOSED.keys())
def test_a_heading_closed_by_nothing_is_a_zero(text: str, said: list[tuple]) -> None:
    assert read(text, 2015) == said


LISTS = {
    "by contents": (
        "从内容看，机构职能类386条，政策法规类712条，规划计划类295条。",
        [(CLASS, 295, "规划计划类", False), (CLASS, 386, "机构职能类", False),
         (CLASS, 712, "政策法规类", False)],
    ),
    "what requests were about": ("从内容看，收到的申请涉及征地12件，社会保障5件，教育3件。", []),
    "letters": ("从内容看，咨询类12条，投诉类5条，建议类30条。", []),
    "a verb in the name of a class": (
        "我委公开政府信息155条。其中：工作动态信息98条，公文发布信息27条，政策法规信息30条。",
        [(CLASS, 27, "公文发布信息", False), (CLASS, 30, "政策法规信息", False),
         (CLASS, 98, "工作动态信息", False), (TOTAL, 155, "", False)],
    ),
    "a channel among classes": (
        "我局公开政府信息651条，其中工作动态信息98条，微博发布信息27条。",
        [(CLASS, 98, "工作动态信息", False), ("disclosed_channel_weibo", 27, "微博", False),
         (TOTAL, 651, "", False)],
    ),
    "shares without 占": (
        "在公开的48条信息中，工作动态类29条，比例为60.4%。收到公开申请12件，比例为92%。",
        [(CLASS, 29, "工作动态类", False), ("printed_share", 60.4), (R, 12)],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "said"), LISTS.values(), ids=LISTS.keys())
def test_lists_go_on(text: str, said: list[tuple]) -> None:
    assert read(text, 2015) == said


@pytest.mark.parametrize(
    ("label", "category"),
    [
        ("乡基本职能", "organisation"),
        ("局领导信息", "organisation"),
        ("镇工作计划", "plans"),
        ("街道财政信息", "finance"),
        ("区级规划计划类", "plans"),
        ("人事工作信息", "personnel"),
        ("人事招考类", "personnel"),
        ("人事任免和招聘信息", "personnel"),
        ("教师人事调整", "personnel"),
        # Names that only begin so, bodies, wider words and what else the office has to do with staff.
        ("区域规划", None),
        ("市场监管", None),
        ("县政府机构", None),
        ("市政府规章", None),
        ("镇其他", None),
        ("人事编制信息", None),
        ("人事考试信息", None),
        ("财政工作信息", "work_information"),
    ],
)
def test_a_level_or_a_compound_keeps_the_category(label: str, category: str | None) -> None:
    assert category_of(label) == category


def test_a_total_said_again_takes_whose_it_is() -> None:
    text = (
        "2018年，共制作政府信息2684条，其中主动公开信息1173条。\n本年度全区主动公开政府信息1173条。"
    )
    prose = read_prose(read_document(text.encode(), "sentence.txt"), 2018)
    assert [(f.value, f.scope) for f in prose.figures if f.indicator == TOTAL] == [
        (1173, "whole_county")
    ]


@pytest.mark.parametrize(
    "costs",
    [
        "2016年未发生与行政复议、行政诉讼有关的费用支出。",
        "本年度没有因政府信息公开行政复议、行政诉讼产生的费用。",
        "全年无行政复议经费、行政诉讼经费支出。",
        "2016年未因政府信息公开产生行政诉讼和行政复议的开支。",
    ],
)
def test_costs_that_did_not_arise_say_nothing_of_cases(costs: str) -> None:
    assert read(f"五、行政复议和行政诉讼情况\n{costs}", 2016) == []


def test_cases_and_their_costs_denied_one_by_one() -> None:
    text = "五、行政复议和行政诉讼情况\n2016年未发生行政复议、行政诉讼案件，未产生相关费用。"
    assert read(text, 2016) == [(LAWSUITS, 0), (REVIEWS, 0)]
