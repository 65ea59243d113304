"""What only looks like a total, a class or a channel stays unread; what is one is read beside it."""

from __future__ import annotations

import pytest

from toolkit.prose import read_prose
from toolkit.readers import read_document


def told(text: str, year: int = 2016) -> list[tuple[str, float]]:
    """Return what is read of disclosure in a text, each with its label where it has one."""
    prose = read_prose(read_document(text.encode(), "page.txt"), year, since_2019=year >= 2019)
    return [
        (f.label or f.indicator.removeprefix("disclosed_"), f.value or 0) for f in prose.figures
    ]


LISTS = {
    "what was done": (
        "公开信息90条，其中工作动态60条，财政信息10条，办理建议提案8件。", [("工作动态", 60), ("财政信息", 10)],
    ),
    "what was gathered": ("公开信息90条，其中工作动态60条，采集政策文件30条。", [("工作动态", 60)]),
    "a class that was published": (
        "公开信息90条，其中工作动态60条，集中发布疫情防控信息20条。", [("工作动态", 60), ("疫情防控信息", 20)],
    ),
    "a verb at the end of a class": (
        "公开信息90条，其中工作动态60条，决策公开20条。", [("工作动态", 60), ("决策公开", 20)],
    ),
    "an unknown class": ("公开信息90条，其中工作动态60条，河湖巡查20条。", [("工作动态", 60), ("河湖巡查", 20)]),
    "an unknown thing in another unit": ("公开信息90条，其中工作动态60条，河湖巡查20次。", [("工作动态", 60)]),
    "how it is kept": ("公开信息90条，其中全文电子化88条，电子化率97.8%。", []),
    "how it is counted": ("公开信息90条（同一信息以不同方式公开的计1条），其中工作动态60条。", [("工作动态", 60)]),
    "the year's own": ("公开信息90条，新增的14条信息分为两类：工作动态10条，政策法规4条。",
                       [("工作动态", 10), ("政策法规", 4)]),
    "more than the whole": ("公开信息90条，其中工作动态60条，通知公告120条。", [("工作动态", 60)]),
    "after classes that are the whole": (
        "公开信息90条，其中工作动态60条，通知公告30条；转载上级信息40条。", [("工作动态", 60), ("通知公告", 30)],
    ),
    "a nought after the whole": (
        "公开信息90条，其中工作动态60条，通知公告30条，规划计划0条。",
        [("工作动态", 60), ("通知公告", 30), ("规划计划", 0)],
    ),
    "bodies, not their items": ("公开信息90条，其中县直部门公开50条，涉及部门32个、乡镇11个。", [("县直部门", 50)]),
    "a body of the party": ("公开信息90条，其中县委宣传部公开50条、县教育局公开40条。",
                            [("县委宣传部", 50), ("县教育局", 40)]),
    "other ways": ("公开信息90条，其中网站公开50条，公开栏公开30条，其他10条。", [("网站", 50), ("公开栏", 30)]),
    "the gazette among classes": (
        "公开信息90条，其中通知公告60条，政府公报4条，政务要闻26条。",
        [("通知公告", 60), ("政府公报", 4), ("政务要闻", 26)],
    ),
    "the gazette among channels": (
        "公开信息90条，其中政府网站公开60条，政府公报4条。", [("政府网站", 60), ("政府公报", 4)],
    ),
    "list numbers": (
        "公开信息90条，其中：一、机构职能类10条；二、工作动态类80条。", [("机构职能类", 10), ("工作动态类", 80)],
    ),
    "brackets in a body's name": (
        "公开信息90条，其中县（区）政府及其部门、乡镇（街道）80条。", [("县（区）政府及其部门、乡镇（街道）", 80)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", LISTS)
def test_an_item_of_a_list_says_what_it_is(kind: str) -> None:
    text, wanted = LISTS[kind]
    read = told(text)
    assert read[0] == ("total", 90)
    assert read[1:] == wanted


TOTALS = {
    "a bracket that names a place": ("我乡主动公开政府信息（公文平台）113条。", []),
    "a bracket that names a unit": ("我乡主动公开政府信息（条）113条。", [("total", 113)]),
    "a site and what of it is disclosed": ("县政府网站发布各类信息8632条，其中政府信息公开信息399条。", []),
    "a site and its classes": (
        "县政府网站发布各类信息8632条，其中政府信息公开信息399条，政务动态信息8233条。",
        [("total", 8632), ("政府信息公开信息", 399), ("政务动态信息", 8233)],
    ),
    "a bureau before a colon": ("县国土局：全年公开信息512条。", []),
    "a heading before a colon": ("公开数量：全年公开信息512条。", [("total", 512)]),
    "a part of the year": ("2016年4月1日至12月31日，网站发布信息230条。", []),
    "the whole year": ("2016年1月1日至12月31日，网站发布信息230条。", [("total", 230)]),
    "the sum of one field": ("公开部门预算信息92条，决算信息90条，合计182条。",
                             [("部门预算信息", 92), ("决算信息", 90)]),
    "the sum of all fields": ("公开内容包括：政策法规类52条、规划计划类14条、其他类21条，共计87条。",
                              [("政策法规类", 52), ("规划计划类", 14), ("其他类", 21), ("total", 87)]),
    "the most of all classes": ("公开信息类型中，行政许可类最多，共1250条。", []),
    "made and obtained": ("本机关制作政府信息215件，获取政府信息43件。", []),
    "made or obtained": ("本机关制作、获取政府信息215件。", [("information_produced_total", 215)]),
    "so far": ("到目前为止，我乡在目录系统中累计公开政府信息100条。", [("total", 100)]),
    "one after the other": ("2015年和2016年，全县主动公开政府信息依次为6120条和7230条。", [("total", 7230)]),
}  # fmt: skip


@pytest.mark.parametrize("kind", TOTALS)
def test_a_total_is_that_of_its_words(kind: str) -> None:
    text, wanted = TOTALS[kind]
    assert told(text) == wanted


CHANNELS = {
    "a heading that is a task": ("1.抓好网站发布。全年在网站公开信息90条，分栏目看：工作动态18条，政务信息72条。",
                                 [("total", 90), ("工作动态", 18), ("政务信息", 72)]),
    "a heading that is a channel": ("1.政府网站。全年公开信息90条。", [("total", 90)]),
    "online and offline": ("我镇采取线上、线下相结合的办法，主动公开政府信息共22条，其中线上公开15条。", [("total", 22)]),
    "the press by itself": ("全县公开信息90条。省内外媒体刊载新闻41篇。", [("total", 90)]),
    "by the press": ("全县公开信息90条，通过省内外媒体公开信息41条。", [("total", 90), ("省内外媒体", 41)]),
    "a superior's site": ("全县公开信息90条，其中在省厅网站发表信息41篇。", [("total", 90)]),
    "boards of the whole county": ("全县公开信息90条。全县政务公开栏更新信息41条。",
                                   [("total", 90), ("全县政务公开栏", 41)]),
    "the year and all years": ("全县公开信息90条。县政府网站公开本年度80条，历年累计650条。",
                               [("total", 90), ("县政府网站", 80), ("县政府网站", 650)]),
    "documents of a gazette": ("政府公报出版4期，登载县政府文件36件、人事任免12件。", [("gazette_issues", 4)]),
    "documents of a gazette in a list": ("公开信息90条，其中市本级30条；政府公报刊登规章2件、部门文件16件。",
                                         [("total", 90), ("市本级", 30)]),
    "documents taken in": ("县档案馆接收各单位移交的政府公开文件3120份。", []),
    "what was not done": ("公开信息90条，14个部门全年未发布解读。", [("total", 90)]),
    "explanations of one kind": ("公开信息90条，发布规章解读3篇，其他政策解读11篇。", [("total", 90)]),
    "explanations behind channels": ("公开信息90条，政务微信发布信息58条，政策解读14条。",
                                     [("total", 90), ("政务微信", 58), ("responses_policy_explanations", 14)]),
}  # fmt: skip


@pytest.mark.parametrize("kind", CHANNELS)
def test_a_channel_is_that_of_its_own_clause(kind: str) -> None:
    text, wanted = CHANNELS[kind]
    assert told(text) == wanted


def test_documents_of_the_form_of_2019_are_told_in_sentences() -> None:
    text = (
        "本年新制作规章0件，规章对外公开总数量1件。新制作规范性文件7件，新公开规范性文件6件，"
        "规范性文件对外公开总数量46件。"
    )
    assert told(text, 2019) == [
        ("rules_made", 0), ("rules_disclosed_total", 1), ("normative_documents_made", 7),
        ("normative_documents_newly_disclosed", 6), ("normative_documents_disclosed_total", 46),
    ]  # fmt: skip


def test_a_share_in_a_bracket_is_that_of_the_part_before_it() -> None:
    text = "公开信息90条（100%）：工作动态60条（66.7%），财政信息30条（33.3%）。"
    assert [t for t in told(text) if t[0] != "total"] == [
        ("工作动态", 60), ("工作动态", 66.7), ("财政信息", 30), ("财政信息", 33.3),
    ]  # fmt: skip


def test_classes_of_one_category_joined_are_of_it() -> None:
    text = "公开信息90条，其中政府规章、规范性文件类60条，人事任免和财政资金30条。"
    prose = read_prose(read_document(text.encode(), "page.txt"), 2016)
    assert [f.category for f in prose.figures[1:]] == ["rules", None]
