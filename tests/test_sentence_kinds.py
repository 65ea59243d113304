"""Kinds of sentences: documents as classes, names and numbers bound by 分别, denials under a heading …

Each sentence is made up, of a fictional place; what stands beside it is what a person reads off it.
"""

from __future__ import annotations

import pytest

from toolkit.prose import read_prose
from toolkit.prose.text import clean_line
from toolkit.readers import read_document

CLASS = "disclosed_by_category"


def said(text: str, year: int = 2022) -> list[tuple[object, ...]]:
    """Return what is read: indicator and value, with the label of a class, a body or a share."""
    document = read_document(text.encode(), "sentence.txt")
    prose = read_prose(document, year, since_2019=year >= 2019)
    for figure in prose.figures:
        start, end = (int(x) for x in figure.where.removeprefix("text:").split("-"))
        assert document.text[start:end].strip() == figure.quote
    labelled = (CLASS, "disclosed_by_body", "printed_share", "disclosed_beside_total")
    return [
        (f.indicator, f.value, f.label) if f.indicator in labelled else (f.indicator, f.value)
        for f in prose.figures
    ]


READ = {
    "documents after a verb": (
        "2022年，霜岭县公开县级决策事项6个，各类政策文件24件，人事任免文件11件。",
        [(CLASS, 6, "县级决策事项"), (CLASS, 24, "政策文件"), (CLASS, 11, "人事任免文件")],
    ),
    "documents beside the items of the year": (
        "2022年，我局共公开政府信息812条，公开政府文件37份。",
        [("disclosed_total", 812), (CLASS, 37, "政府文件")],
    ),
    "documents, and explanations among them": (
        "各部门发布政策文件18件、政策解读20条。",
        [(CLASS, 18, "政策文件"), ("responses_policy_explanations", 20)],
    ),
    "documents by who may read them": (
        "2022年，我镇共发文60件，其中主动公开文件15件，不公开文件43件，依申请公开2件。",
        [(CLASS, 15, "主动公开文件"), ("information_not_open", 43), ("information_on_request", 2)],
    ),
    "classes after a verb without a total": (
        "我局通过官方网站发布政务类信息52条，概况类信息8条。",
        [(CLASS, 52, "政务类信息"), (CLASS, 8, "概况类信息")],
    ),
    "classes of one's own without a total": (
        "2022年公开环评受理公示31条、验收公示12条。",
        [(CLASS, 31, "环评受理公示"), (CLASS, 12, "验收公示")],
    ),
    "a row that the total has room for": (
        "全年共公开信息900条，网站发布工作动态类信息500条，通知公告类信息300条。",
        [("disclosed_total", 900), (CLASS, 500, "工作动态类信息"), (CLASS, 300, "通知公告类信息")],
    ),
    "columns and what they hold": (
        "全年公开信息90条，其中“政府文件”栏目公开区级文件信息20条，“人事信息”栏目公开招聘信息16条。",
        [("disclosed_total", 90), (CLASS, 20, "区级文件信息"), (CLASS, 16, "招聘信息")],
    ),
    "a site that includes columns": (
        "2022年，霜岭县政府门户网包括部门专栏共发布信息870条；其中县政务动态信息500条。",
        [("disclosed_total", 870), (CLASS, 500, "县政务动态信息")],
    ),
    "the places of a report with their classes and sums": (
        "2022年，主动公开政府信息公开目录和我局专题专栏共60条。其中政府信息公开目录中公开组织机构4条、工作动态36条，"
        "共发布40条；专题专栏包括价格收费12条、重点项目8条，共发布20条。",
        [("disclosed_total", 60), (CLASS, 4, "组织机构"), (CLASS, 36, "工作动态"),
         (CLASS, 12, "价格收费"), (CLASS, 8, "重点项目")],
    ),
    "a class that ends in a verb": (
        "2022年我局公开信息20条，其中新闻发布8条、预决算公开2条、政策法规公开10条。",
        [("disclosed_total", 20), (CLASS, 8, "新闻发布"), (CLASS, 2, "预决算公开"), (CLASS, 10, "政策法规公开")],
    ),
    "what stands around the name of a class": (
        "2022年公开信息200条，其中工作动态方面信息120条，属于政策法规类的20条，其他类别信息60条。",
        [("disclosed_total", 200), (CLASS, 120, "工作动态方面信息"), (CLASS, 20, "政策法规类"),
         (CLASS, 60, "其他类别信息")],
    ),
    "bodies by level": (
        "全县公开信息500条，其中县级部门320条，乡镇180条。",
        [("disclosed_total", 500), ("disclosed_by_body", 320, "县级部门"), ("disclosed_by_body", 180, "乡镇")],
    ),
    "clicks between two classes": (
        "我局共发布政府信息148条，点击量为8024次。其中工作动态100条，点击量为6512次；部门文件48条，点击量为1512次。",
        [("disclosed_total", 148), (CLASS, 100, "工作动态"), (CLASS, 48, "部门文件")],
    ),
    "a body with the name of its place": (
        "2022年，霜岭县财政局共公开政府信息43条。", [("disclosed_total", 43)],
    ),
    "the site beside the whole county": (
        "2022年，全县公开政府信息900条。霜岭县人民政府网公开政府信息300条（不含企业信用平台发布的数据），"
        "县政府部门和镇（街道）共公开政府信息600条。",
        [("disclosed_total", 900), ("disclosed_channel_website", 300),
         ("disclosed_by_body", 600, "县政府部门和镇（街道）")],
    ),
    "bodies bound to numbers": (
        "原粮食局、原物价局分别公开信息30条、50条，全年合计公开政府信息80条。",
        [("disclosed_by_body", 30, "原粮食局"), ("disclosed_by_body", 50, "原物价局"), ("disclosed_total", 80)],
    ),
    "classes bound to numbers": (
        "2022年公开政府信息50条，其中机构职能类、工作动态类信息分别为12条、38条。",
        [("disclosed_total", 50), (CLASS, 12, "机构职能类"), (CLASS, 38, "工作动态类信息")],
    ),
    "accounts bound to numbers": (
        "在“霜岭教育”“霜岭校园”微信公众号分别发布信息65篇、18篇。",
        [("disclosed_channel_wechat", 65), ("disclosed_channel_wechat", 18)],
    ),
    "cases bound to numbers": (
        "因政府信息公开引发的行政复议、行政诉讼分别为2件、1件。",
        [("reconsideration_total", 2), ("litigation_total", 1)],
    ),
    "outcomes bound to numbers": (
        "收到政府信息公开申请5件，予以公开、不予公开分别为3件和2件。",
        [("requests_received", 5), ("granted_full", 3), ("denied_total", 2)],
    ),
    "changes bound to numbers": (
        "因政府信息公开引发的行政复议20件、行政诉讼15件，较上年分别减少4件和3件。",
        [("reconsideration_total", 20), ("litigation_total", 15), ("printed_change", -4), ("printed_change", -3)],
    ),
    "changes bound to numbers, one up and one down": (
        "收到政府信息公开申请12件、办结10件，较上年分别增加2件、减少1件。",
        [("requests_received", 12), ("requests_answered", 10), ("printed_change", 2), ("printed_change", -1)],
    ),
    "shares bound to subjects": (
        "收到政府信息公开申请90件。申请内容主要集中在征地拆迁、城市规划等方面，分别占41.2%和11.5%。",
        [("requests_received", 90), ("printed_share", 41.2, "征地拆迁"), ("printed_share", 11.5, "城市规划")],
    ),
    "shares of subjects without an indicator": (
        "共收到政府信息公开申请100件。从申请内容看，涉及房屋拆迁的48件，占总数的48%。",
        [("requests_received", 100), ("printed_share", 48, "房屋拆迁")],
    ),
    "requests by channel with their sum": (
        "我局通过网络渠道收到申请12件、邮政寄送6件，合计18件。",
        [("requests_channel_online", 12), ("requests_channel_letter", 6), ("requests_received", 18)],
    ),
    "requests in other words": (
        "承接上年度遗留申请2件，本年度新接收30件，已办结29件，余3件转入2023年办理。",
        [("requests_carried_over", 2), ("requests_received", 30), ("requests_answered", 29),
         ("requests_carried_forward", 3)],
    ),
    "the earlier number first": ("依申请公开受理量由31件降至26件。", [("requests_received", 26)]),
    "all years behind a rate": (
        "本区新增主动公开政府信息216条，电子化率95.8%；到年底累计8427条。",
        [("disclosed_total", 216), ("disclosed_total", 8427)],
    ),
    "items on fees are a class": (
        "2022年公开信息20条，其中价格收费12条、工作动态8条。",
        [("disclosed_total", 20), (CLASS, 12, "价格收费"), (CLASS, 8, "工作动态")],
    ),
    "blanks between thousands": ("全县共公开政府信息5 632条。", [("disclosed_total", 5632)]),
    "advertisers' words": (
        "我局博彩网公开政府信息94条，其中工作动态类51条，时时彩办事指南类43条。",
        [("disclosed_total", 94), (CLASS, 51, "工作动态类"), (CLASS, 43, "办事指南类")],
    ),
    "a domain in the place of names": (
        "www.example.com局共主动www.example.com政府信息96条，其中民政动态96条。",
        [("disclosed_total", 96), (CLASS, 96, "民政动态")],
    ),
    "notice boards": (
        "公开栏张贴公示7份。上述信息中，张贴公开栏的8条。",
        [("disclosed_channel_notice_board", 7), ("disclosed_channel_notice_board", 8)],
    ),
    "one of each": (
        "我局确定专职与兼职人员各一人负责政府信息公开工作。",
        [("capacity_staff_full_time", 1), ("capacity_staff_part_time", 1)],
    ),
    "the rest of what was handled otherwise": (
        "办结政府信息公开申请9件：予以公开2件；其他处理7件（申请人无正当理由逾期不补正6件、其他1件）。",
        [("requests_answered", 9), ("granted_full", 2), ("closed_other_handling", 7),
         ("closed_not_supplemented", 6), ("closed_other", 1)],
    ),
    "nobody asked": ("本年度，未接到群众要求公开的信息。", [("requests_received", 0)]),
    "denied under its heading": (
        "三、依申请公开情况\n无。\n四、行政复议和诉讼情况\n未发生。\n五、收费情况\n无",
        [("requests_received", 0), ("reconsideration_total", 0), ("litigation_total", 0), ("request_fees", 0)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", READ)
def test_a_kind_of_sentence_gives_what_a_person_reads(kind: str) -> None:
    text, wanted = READ[kind]
    assert sorted(said(text), key=str) == sorted(wanted, key=str)


LEFT = {
    "documents written, not published": "2022年印发文件38件，转发文件30件，办理文件120件。",
    "documents since no one knows when": "截至发文之日，共公开政策性文件90份。",
    "documents about to be": "下一步将清理政策文件20件。",
    "what is done with other papers": "办理人大建议9件，接待群众12人次，帮扶企业30个。",
    "documents of all years": "下发文件20件，累计公开文件300件。",
    "messages to telephones and warnings": "推送短信息1200条，发布天气信息300条、预警信息20条。",
    "what single bureaus publish": "县教育局发布工作动态信息200条，县公安局发布警务信息300条。",
    "classes of several bureaus": "县教育局、县卫健局分别发布工作动态信息200条、100条。",
    "entries of a catalogue of tasks": "编制主动公开事项目录共179条，其中机构职能12条，工作动态8条。",
    "journalists at a conference": "邀请媒体20家，参加记者60人次。",
    "affairs of villages and of the party": "村级公开党务信息12条、村务信息30条、财务信息4条。",
    "what a column holds": "“政策文件”专栏发布政策文件24条。",
    "two years bound to numbers of which none is the report's": "2019年和2020年分别公开信息100条、120条。",
    "single bodies bound to numbers": "县住建局、教育局分别公开信息120条、80条。",
    "more numbers than names": "行政复议、行政诉讼分别为2件、1件、1件。",
    "shares of business": "全年办理涉及房屋拆迁的信访48件，占总数的48%。",
    "other applications by channel": "受理不动产登记，通过网络渠道收到申请21件、邮政寄送13件，合计34件。",
    "other applications carried over": "承接上年度遗留行政复议申请3件，本年度新接收52件。",
    "two numbers parted by a blank": "2022年主动公开政府信息 1 234 条。",
    "a number of a table and another": "见表5 632条。",
    "denied under a heading of something else": "五、存在的主要问题\n无。\n六、其他需要报告的事项\n无。",
    "under its heading, but more than a denial": "四、行政复议和诉讼情况\n无偿提供法律咨询12次。",
    "nobody lost": "四、行政复议和诉讼败诉情况\n无。",
    "a sum that does not close": "县教育局工作人员12名、车辆3辆，合计16件。",
    "boards that were set up": "设立公开栏12个，张贴宣传画30张。",
    "a programme for whom it may reach": "活动覆盖群众800人次。",
    "one of several bureaus without its place": "县教育局公开政府信息120条。",
}


@pytest.mark.parametrize("kind", LEFT)
def test_what_only_looks_like_it_stays_unread(kind: str) -> None:
    assert said(LEFT[kind]) == []


def test_a_row_of_unknown_classes_is_left_where_it_may_be_a_part() -> None:
    # Beside a total nobody can say whether what a bureau lists by itself is in it.
    text = "全县公开政府信息900条。公开生态环境保护类信息40条，征地信息类121条。"
    assert said(text) == [("disclosed_total", 900)]


def test_the_sum_of_channels_is_no_number_of_requests_where_it_does_not_close() -> None:
    read = said("我局通过网络渠道收到申请12件、邮政寄送6件，合计20件。")
    assert ("requests_received", 20) not in read


def test_a_row_whose_names_do_not_fit_is_left_as_a_whole() -> None:
    text = "组织业务培训3期、专题讲座2次，分别有120人、60人参加。"
    assert said(text) == [("training_courses", 3)]
    text = "2022年公开信息50条，其中A类、星际类分别为12条、38条。"
    assert said(text) == [("disclosed_total", 50)]


def test_changes_of_several_counts_that_cannot_be_told_apart_stay_unread() -> None:
    # Three counts and two changes: nobody can say whose they are.
    text = "公开信息90条，受理政府信息公开申请30件，举办培训班2期，较上年分别增长12%和8%。"
    assert [v for i, v in said(text) if i == "printed_change"] == []


def test_positions_stay_right_where_words_were_dropped() -> None:
    text = "我局博彩网公开信息5 632条"
    line = clean_line(text, 100, "overview", spam=True)
    assert line.clean == "我局公开信息5632条"
    at = line.clean.index("5632")
    a, b = line.span(at, at + 5)
    assert text[a - 100 : b - 100] == "5 632条"
