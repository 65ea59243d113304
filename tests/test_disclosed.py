"""What was disclosed: totals, their parts by class and by body, what stands beside them, and changes."""

from __future__ import annotations

import pytest

from toolkit.document import Document, DocumentBuilder
from toolkit.prose import read_prose
from toolkit.readers import read_document


def told(text: str, year: int = 2022) -> list[tuple]:
    """Return indicator, value, and the label or the scope of each figure of a passage."""
    builder = DocumentBuilder()
    for line in text.split("\n"):
        builder.paragraph(line)
    prose = read_prose(Document(tuple(builder), "0" * 64, "passage", "html"), year, since_2019=True)
    return [
        (f.indicator.removeprefix("disclosed_"), f.value)
        + ((f.label,) if "by_" in f.indicator or "beside" in f.indicator else ())
        for f in prose.figures
    ]


READ = {
    "bodies by their whole names": (
        "全县公开信息900条，其中县本级公开400条，各镇（街道）公开500条。",
        [("total", 900), ("by_body", 400, "县本级"), ("by_body", 500, "各镇（街道）")],
    ),
    "levels of a city": (
        "全市公开政府信息9000条，其中市级机关2000条，各县（市、区）7000条。",
        [("total", 9000), ("by_body", 2000, "市级机关"), ("by_body", 7000, "各县（市、区）")],
    ),
    "several bodies in one name": (
        "全区公开信息900条，其中区管委会及区直各部门600条，乡镇300条。",
        [("total", 900), ("by_body", 600, "区管委会及区直各部门"), ("by_body", 300, "乡镇")],
    ),
    "by body, in a sentence of its own": (
        "全县公开信息900条。按公开主体分：县政府办公室100条，县级部门500条，乡镇300条。",
        [("total", 900), ("by_body", 100, "县政府办公室"), ("by_body", 500, "县级部门"),
         ("by_body", 300, "乡镇")],
    ),
    "bodies of every kind counted before the verb": (
        "2022年，全县34个部门、19个乡镇共主动公开政府信息900条。", [("total", 900)],
    ),
    "units of one bureau counted before the verb": (
        "2022年，全局12家公开责任单位共主动公开政府信息90条。", [("total", 90)],
    ),
    "all ways together": (
        "县政府坚持以公开为常态，通过网站、微信等多种渠道主动公开政府信息900条。", [("total", 900)],
    ),
    "a list that a subject opens": (
        "我镇公开信息90条，涉及政策文件20条、政策解读10条、财政资金60条等。",
        [("total", 90), ("by_category", 20, "政策文件"), ("by_category", 10, "政策解读"),
         ("by_category", 60, "财政资金")],
    ),
    "the larger ones": (
        "我区公开信息900条，数量较多的有重大建设项目300条、通知公告200条。",
        [("total", 900), ("by_category", 300, "重大建设项目"), ("by_category", 200, "通知公告")],
    ),
    "what the contents include": (
        "全年公开信息90条，内容包括工作动态60条，其他30条。",
        [("total", 90), ("by_category", 60, "工作动态"), ("by_category", 30, "其他")],
    ),
    "classes counted one by one": (
        "我局公开信息60条：一是概况类10条；二是政策法规类20条；三是审计动态30条。",
        [("total", 60), ("by_category", 10, "概况类"), ("by_category", 20, "政策法规类"),
         ("by_category", 30, "审计动态")],
    ),
    "a line that is a list": (
        "全县公开信息90条。\n机构职能类10条，占11.1%；政策法规类20条，占22.2%；工作动态类60条，占66.7%。",
        [("total", 90), ("by_category", 10, "机构职能类"), ("printed_share", 11.1),
         ("by_category", 20, "政策法规类"), ("printed_share", 22.2),
         ("by_category", 60, "工作动态类"), ("printed_share", 66.7)],
    ),
    "numbered classes": (
        "按类别划分：（1）机构职能类10条；（2）规划计划类20条；（3）其他60条。",
        [("by_category", 10, "机构职能类"), ("by_category", 20, "规划计划类"),
         ("by_category", 60, "其他")],
    ),
    "the number of classes before and behind a label": (
        "全年公开信息90条，其中12类重点领域信息60条，政策法规和规划计划两类共30条。",
        [("total", 90), ("by_category", 60, "重点领域信息"),
         ("by_category", 30, "政策法规和规划计划")],
    ),
    "a class behind its contents": (
        "全年公开财政资金、住房保障、食品安全等重点领域信息400条。",
        [("by_category", 400, "重点领域信息")],
    ),
    "a column that is a class": (
        "公开信息46条，其中工作动态42条，经济发展栏目4条。",
        [("total", 46), ("by_category", 42, "工作动态"), ("by_category", 4, "经济发展栏目")],
    ),
    "a list ends with its bracket": (
        "县政府网站发布信息90条（概况类信息10条，政务动态信息80条），同比增长5%，解读信息17条。",
        [("total", 90), ("by_category", 10, "概况类信息"), ("by_category", 80, "政务动态信息"),
         ("printed_change", 5), ("responses_policy_explanations", 17)],
    ),
    "what a total includes": (
        "网站发布信息90条（含转载30条），其中通知公告60条。",
        [("total", 90), ("by_category", 30, "转载"), ("by_category", 60, "通知公告")],
    ),
    "what it does not": (
        "主动公开政府信息90条（政务要闻栏目更新的120条未计在内）。",
        [("total", 90), ("beside_total", 120, "政务要闻")],
    ),
    "what it is said to go without": (
        "我局公开信息90条（不含工作动态120条）。", [("total", 90), ("beside_total", 120, "工作动态")],
    ),
    "all years behind a bracket": (
        "全区公开信息90条（区直部门60条、乡镇30条），历年累计800条。",
        [("total", 90), ("by_body", 60, "区直部门"), ("by_body", 30, "乡镇"), ("total", 800)],
    ),
    "years bound to numbers": (
        "信息公开总量逐年上升，2020年、2021年、2022年分别公开700条、800条和900条，2022年比2021年增加100条。",
        [("total", 900), ("printed_change", 100)],
    ),
    "more than the year before": (
        "全县公开信息900条，比2021年多公开100条，增长12.5%。",
        [("total", 900), ("printed_change", 100), ("printed_change", 12.5)],
    ),
    "the board that publishes": (
        "在政务公开栏公示低保、五保等信息26条。", [("channel_notice_board", 26)],
    ),
    "a gazette that prints": (
        "全县公开信息900条，其中政府公报刊登112条。", [("total", 900), ("channel_gazette", 112)],
    ),
    "parts that are sites": (
        "全市网站集约化平台发布信息900条，其中市政府网站400条，部门网站500条。",
        [("total", 900), ("channel_website", 400), ("channel_website", 500)],
    ),
    "a site's own column": (
        "2022年，本镇在县政府网站专栏公开信息17条。", [("total", 17)],
    ),
    "channels and their sum": (
        "通过网站发布信息120条，通过政府公报发布信息80条，合计200条。",
        [("channel_website", 120), ("channel_gazette", 80), ("total", 200)],
    ),
    "one rounded, one exact": (
        "全县公开政府信息1.2万条。\n全县主动公开政府信息12034条。", [("total", 12034)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", READ)
def test_a_person_reads_this_and_nothing_else(kind: str) -> None:
    text, wanted = READ[kind]
    assert sorted(told(text), key=str) == sorted(wanted, key=str)


LEFT = {
    "one office, by a channel": "县教育局通过网站等渠道公开信息312条。",
    "bodies of one kind": "全县19个乡镇共主动公开政府信息900条。",
    "the townships of a county": "2022年全县各乡镇主动公开政府信息900条。",
    "some bodies": "全县有3个部门、2个乡镇公开政府信息90条。",
    "several channels, one number": "通过《政府公报》、广播电视、公开栏等公开2000条。",
    "two sites, one number": "我局分别在县政府网站和局网站公开信息148条。",
    "days of an epidemic": "疫情防控期间，共公开信息860条。",
    "contents on one subject": "围绕疫情防控，发布疫情通报、防控知识等信息860条。",
    "a plan": "2022年全县计划公开信息4000条。",
    "two accounts": "全县共公开政府信息5120条。\n全县共主动公开政府信息4986条。",
    "cases by kind": "热线工单按类别分：社会保障类12件，环境保护类30件，安全生产类9件。",
    "applications by kind": "不动产登记申请按类型分，政策法规类12件，通知公告类3件，其他30件。",
    "a list of tasks": "编制标准目录共26大类：财政预决算12条、社会救助30条、安全生产9条。",
    "business in a row": "行政许可1200件，行政处罚56件，行政强制3件。",
    "the classes of another year": "2021年：机构职能12条，政策法规30条，工作动态180条。",
    "years of which none is the report's": "2020年、2021年分别公开信息700条、800条。",
    "what the press posts": "县融媒体中心发布稿件5600条。",
}


@pytest.mark.parametrize("kind", LEFT)
def test_what_may_be_something_else_stays_unread(kind: str) -> None:
    assert told(LEFT[kind]) == []


BESIDES = {
    "a subject, no class": ("公开信息90条，涉及群众切身利益的56条，涉及12个领域。", [("total", 90)]),
    "how it was published": ("公开信息90条，其中以文件形式公开30件。", [("total", 90)]),
    "who made it": ("公开信息90条，其中县直各单位制作60件，县政府制发22件。", [("total", 90)]),
    "another platform": ("公开信息90条，其中公共资源交易平台公开47条。", [("total", 90)]),
    "how items are counted": (
        "主动公开政府信息90条（不同渠道公开相同信息计1条）。", [("total", 90)],
    ),
    "a channel among other ways": (
        "公开信息90条，其中公开栏、宣传栏、会议等形式公开20条。", [("total", 90)],
    ),
    "what is not open": (
        "主动公开政府信息90条，其中涉密信息经审查不予公开的12条。", [("total", 90)],
    ),
    "one that is not named": ("公开信息90条，最多的单位公开12条。", [("total", 90)]),
    "what one office let pass": (
        "网站发布信息90条，其中政务动态40条；县政府办公室审核发布部门信息30条。",
        [("total", 90), ("by_category", 40, "政务动态")],
    ),
    "what a site took over": (
        "全县公开信息90条，其中乡镇公开60条，公众信息网转载新闻30条。",
        [("total", 90), ("by_body", 60, "乡镇")],
    ),
    "what is open of what is open": (
        "我局公开信息90条，其中主动公开80条，依申请公开10条。", [("total", 90)],
    ),
    "several channels among the parts": (
        "公开信息90条，其中网站公开50条，政府公报及其他方式公开40条。",
        [("total", 90), ("channel_website", 50)],
    ),
    "a part of a class": (
        "公开信息90条，其中工作动态60条（其中部门动态40条、政策解读5条）。",
        [("total", 90), ("by_category", 60, "工作动态")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", BESIDES)
def test_what_stands_beside_a_total_and_is_no_class_stays_unread(kind: str) -> None:
    text, wanted = BESIDES[kind]
    assert told(text) == wanted


def figures(text: str, year: int = 2022) -> list:
    builder = DocumentBuilder()
    builder.paragraph(text)
    document = Document(tuple(builder), "0" * 64, "passage", "html")
    return list(read_prose(document, year, since_2019=True).figures)


@pytest.mark.parametrize(
    "text",
    [
        # The earlier count, and the count together with its rate, tell whose the change is.
        "公开信息164条：概况6条，审计动态158条。公开总量比2021年的139条增加25条。",
        "公开信息1094条，其中工作动态512条，其他582条。与2021年的967条相比，增长13.1%。",
        "公开信息132条，其中工作动态69条，其他63条。较2021年减少21条，下降13.7%。",
        "公开信息562条（机构信息38条，其他524条），同比增加62条。",
    ],
)
def test_a_change_belongs_to_the_total_that_it_fits(text: str) -> None:
    changes = [f for f in figures(text) if f.indicator == "printed_change"]
    assert changes
    assert {f.label for f in changes} == {"主动公开政府信息数"}


def test_a_change_of_a_class_stays_the_class_s() -> None:
    text = "公开信息97条，其中：政务动态79条，同比增加12条；通知公告18条，同比减少3条。"
    changes = [(f.label, f.value) for f in figures(text) if f.indicator == "printed_change"]
    assert changes == [("政务动态", 12), ("通知公告", -3)]


def test_the_classes_of_a_site_beside_a_wider_total_are_the_site_s() -> None:
    text = "全区公开信息900条。区政府门户网站公开信息400条，其中，政务动态300条。"
    assert [f.scope for f in figures(text) if f.label == "政务动态"] == ["portal"]
    text = "全区公开信息900条，其中政府网站公开400条，政策文件300条。"
    assert [f.scope for f in figures(text) if f.label == "政策文件"] == ["whole_county"]


def test_whose_items_they_are_may_stand_behind_the_verb_or_in_the_clause_before() -> None:
    text = "2022年，在区政府信息公开网上发布我乡工作信息、动态共755条。"
    assert [(f.value, f.scope) for f in figures(text)] == [(755, "agency")]
    text = "2022年，省林业厅门户网站围绕造林、护林等主题，全年更新信息1100余条。"
    assert [(f.value, f.scope) for f in figures(text)] == [(1100, "portal")]


@pytest.mark.parametrize("mark", ["——", "- ", "· ", "●", "•", "■ "])
def test_what_stands_before_the_items_of_a_list_is_no_part_of_their_labels(mark: str) -> None:
    text = f"2016年公开政府信息500条，其中：\n{mark}政策法规类300条；\n{mark}工作动态类200条。"
    prose = read_prose(read_document(text.encode(), "list.txt"), 2016, since_2019=False)
    read = [(f.indicator, f.label, f.category, f.value) for f in prose.figures]
    assert read == [
        ("disclosed_total", None, None, 500),
        ("disclosed_by_category", "政策法规类", "rules", 300),
        ("disclosed_by_category", "工作动态类", "work_updates", 200),
    ]


def test_a_point_within_a_label_is_a_part_of_it() -> None:
    text = "2016年公开政府信息500条，其中：政策·法规类300条，工作动态类200条。"
    prose = read_prose(read_document(text.encode(), "list.txt"), 2016, since_2019=False)
    assert [f.label for f in prose.figures if f.label] == ["政策·法规类", "工作动态类"]
