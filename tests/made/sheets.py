"""Statistics tables of 2014 and of a province, and the annual sheet of a website."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from made.sample import Cell, Grid, Maker, Sample

#: Rows of the statistics table: label, unit, indicator (None for a group, whose cells hold strokes).
STATISTICS: tuple[tuple[str, str, str | None], ...] = (
    ("一、主动公开情况", "", None),
    ("（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）", "条", "disclosed_total"),
    ("其中：主动公开规范性文件数", "条", "disclosed_normative_documents"),
    ("制发规范性文件总数", "件", "normative_documents_issued"),
    ("（二）通过不同渠道和方式公开政府信息的情况", "", None),
    ("1.政府公报公开政府信息数", "条", "disclosed_channel_gazette"),
    ("2.政府网站公开政府信息数", "条", "disclosed_channel_website"),
    ("3.政务微博公开政府信息数", "条", "disclosed_channel_weibo"),
    ("4.政务微信公开政府信息数", "条", "disclosed_channel_wechat"),
    ("5.其他方式公开政府信息数", "条", "disclosed_channel_other"),
    ("二、回应解读情况", "", None),
    ("（一）回应公众关注热点或重大舆情数（不同方式回应同一热点或舆情计1次）", "次", "responses_total"),
    ("（二）通过不同渠道和方式回应解读的情况", "", None),
    ("1.参加或举办新闻发布会总次数", "次", "responses_press_conferences"),
    ("其中：主要负责同志参加新闻发布会次数", "次", "responses_press_conferences_leaders"),
    ("2.政府网站在线访谈次数", "次", "responses_online_interviews"),
    ("其中：主要负责同志参加政府网站在线访谈次数", "次", "responses_online_interviews_leaders"),
    ("3.政策解读稿件发布数", "篇", "responses_policy_explanations"),
    ("4.微博微信回应事件数", "次", "responses_social_media"),
    ("5.其他方式回应事件数", "次", "responses_other"),
    ("三、依申请公开情况", "", None),
    ("（一）收到申请数", "件", "requests_received"),
    ("1.当面申请数", "件", "requests_channel_in_person"),
    ("2.传真申请数", "件", "requests_channel_fax"),
    ("3.网络申请数", "件", "requests_channel_online"),
    ("4.信函申请数", "件", "requests_channel_letter"),
    ("（二）申请办结数", "件", "requests_closed"),
    ("1.按时办结数", "件", "requests_closed_on_time"),
    ("2.延期办结数", "件", "requests_closed_extended"),
    ("（三）申请答复数", "件", "answers_total"),
    ("1.属于已主动公开范围数", "件", "answers_already_public"),
    ("2.同意公开答复数", "件", "answers_granted"),
    ("3.同意部分公开答复数", "件", "answers_granted_in_part"),
    ("4.不同意公开答复数", "件", "answers_refused"),
    ("其中：涉及国家秘密", "件", "answers_refused_state_secret"),
    ("涉及商业秘密", "件", "answers_refused_trade_secret"),
    ("涉及个人隐私", "件", "answers_refused_privacy"),
    ("危及国家安全、公共安全、经济安全和社会稳定", "件", "answers_refused_security"),
    ("不是《条例》所指政府信息", "件", "answers_refused_not_government_information"),
    ("法律法规规定的其他情形", "件", "answers_refused_other_law"),
    ("5.不属于本行政机关公开数", "件", "answers_other_agency"),
    ("6.申请信息不存在数", "件", "answers_does_not_exist"),
    ("7.告知作出更改补充数", "件", "answers_amendment_requested"),
    ("8.告知通过其他途径办理数", "件", "answers_other_route"),
    ("四、行政复议数量", "件", "reconsideration_total"),
    ("（一）维持具体行政行为数", "件", "reconsideration_upheld"),
    ("（二）被依法纠错数", "件", "reconsideration_corrected"),
    ("（三）其他情形数", "件", "reconsideration_other"),
    ("五、行政诉讼数量", "件", "litigation_total"),
    ("（一）维持具体行政行为或者驳回原告诉讼请求数", "件", "litigation_upheld"),
    ("（二）被依法纠错数", "件", "litigation_corrected"),
    ("（三）其他情形数", "件", "litigation_other"),
    ("六、举报投诉数量", "件", "complaints"),
    ("七、依申请公开信息收取的费用", "万元", "request_fees"),
    ("八、机构建设和保障经费情况", "", None),
    ("（一）政府信息公开工作专门机构数", "个", "capacity_offices"),
    ("（二）设置政府信息公开查阅点数", "个", "capacity_reading_points"),
    ("（三）从事政府信息公开工作人员数", "人", "capacity_staff"),
    ("1.专职人员数（不包括政府公报及政府网站工作人员数）", "人", "capacity_staff_full_time"),
    ("2.兼职人员数", "人", "capacity_staff_part_time"),
    ("（四）政府信息公开专项经费（不包括用于政府公报编辑管理及政府网站建设维护等方面的经费）",
     "万元", "capacity_budget"),
    ("九、政府信息公开会议和培训情况", "", None),
    ("（一）召开政府信息公开工作会议或专题会议数", "次", "training_meetings"),
    ("（二）举办各类培训班数", "次", "training_courses"),
    ("（三）接受培训人员数", "人次", "training_participants"),
)  # fmt: skip
#: Each total and the rows that add up to it, smaller ones first.
SUMS: dict[str, tuple[str, ...]] = {
    "requests_received": ("requests_channel_in_person", "requests_channel_fax",
                          "requests_channel_online", "requests_channel_letter"),
    "requests_closed": ("requests_closed_on_time", "requests_closed_extended"),
    "answers_refused": ("answers_refused_state_secret", "answers_refused_trade_secret",
                        "answers_refused_privacy", "answers_refused_security",
                        "answers_refused_not_government_information", "answers_refused_other_law"),
    "answers_total": ("answers_already_public", "answers_granted", "answers_granted_in_part",
                      "answers_refused", "answers_other_agency", "answers_does_not_exist",
                      "answers_amendment_requested", "answers_other_route"),
    "reconsideration_total": ("reconsideration_upheld", "reconsideration_corrected",
                              "reconsideration_other"),
    "litigation_total": ("litigation_upheld", "litigation_corrected", "litigation_other"),
    "capacity_staff": ("capacity_staff_full_time", "capacity_staff_part_time"),
    "disclosed_total": ("disclosed_channel_gazette", "disclosed_channel_website",
                        "disclosed_channel_weibo", "disclosed_channel_wechat",
                        "disclosed_channel_other"),
    "site_items_total": ("site_items_overview", "site_items_work_updates", "site_items_catalogue"),
    "site_cases_total": ("site_cases_natural", "site_cases_legal"),
}  # fmt: skip
LARGE = ("disclosed", "site")


def _counts(maker: Maker, names: Iterable[str]) -> dict[str, int]:
    names = list(names)
    out = {n: maker.count(9000 if n.startswith(LARGE) else 90) for n in names}
    for total, parts in SUMS.items():
        if total in out:
            out[total] = sum(out[p] for p in parts)
    return out


def _frame(
    form: str, place: str, year: int, title: str, maker: Maker, *blocks: str | Grid
) -> Sample:
    head = (title, f"本报告为合成数据（synthetic），仅供测试；{place}为虚构地名。")
    return Sample(form, title, place, year, (*head, *blocks), maker.truth)


def stat2014(maker: Maker) -> Sample:
    """Return one report with the national statistics table of 2014."""
    place, year = "霜桥县", maker.rng.randint(2014, 2018)
    counts = _counts(maker, (i for _, _, i in STATISTICS if i))
    lines = [(Cell("统计指标"), Cell("单位"), Cell("统计数"))]
    for label, unit, name in STATISTICS:
        if name is None:
            lines.append((Cell(label), Cell("——"), Cell("——")))
        elif unit == "万元":
            money = maker.value(counts[name] + 0.25, name, plain=True)
            lines.append((Cell(label), Cell(unit), money))
        else:
            lines.append((Cell(label), Cell(unit), maker.value(counts[name], name)))
    grid = Grid("statistics", tuple(lines), 1)
    title = f"{place}{year}年政府信息公开工作年度报告"
    disclosed = counts["disclosed_total"]
    first = f"{year}年，全县主动公开政府信息{disclosed}条。" if disclosed else "稳步推进公开工作。"
    said = {("disclosed_total", "total", False): disclosed} if disclosed else {}
    out = _frame("stat2014", place, year, title, maker,
                  "一、主动公开政府信息情况", first, "附件：政府信息公开情况统计表", grid)  # fmt: skip
    return replace(out, said=said)


#: Rows of the province's table.
FUJIAN = (
    ("主动公开文件数", "条", "disclosed_total"),
    ("其中：1.政府网站公开数", "条", "disclosed_channel_website"),
    ("2.政府公报公开数", "条", "disclosed_channel_gazette"),
    ("受理依申请公开信息总数", "条", "requests_received"),
    ("其中：1.当面申请数", "条", "requests_channel_in_person"),
    ("2.网上申请数", "条", "requests_channel_online"),
    ("3.信函、传真申请数", "条", "requests_channel_letter_or_fax"),
    ("对申请的答复总数", "条", "answers_total"),
    ("其中：1.同意公开答复数", "条", "answers_granted"),
    ("2.同意部分公开答复数", "条", "answers_granted_in_part"),
    ("3.不予公开答复数", "条", "answers_refused"),
    ("4.其他类型答复数", "条", "answers_other"),
    ("接受行政诉讼、举报数", "件", "complaints_and_litigation"),
    ("行政复议数", "件", "reconsideration_total"),
    ("行政诉讼数", "件", "litigation_total"),
)


def fujian(maker: Maker) -> Sample:
    """Return one report with a province's table: the year's figure and the sum since the beginning."""
    place, year = "棠浦县", maker.rng.randint(2012, 2018)
    lines = [(Cell("指标名称"), Cell("计量单位"), Cell(f"{year}年度"), Cell("历年累计"))]
    for label, unit, name in FUJIAN:
        now = maker.count(3000 if name.startswith("disclosed") else 60)
        all_years = now + maker.rng.randint(100, 20_000)
        year_cell = maker.value(now, name)
        lines.append((Cell(label), Cell(unit), year_cell,
                      maker.value(all_years, name, "total", True)))  # fmt: skip
    grid = Grid("statistics", tuple(lines), 1)
    title = f"{place}{year}年政府信息公开工作年度报告"
    return _frame("fujian", place, year, title, maker, "一、概述", "稳步推进公开工作。",
                  "附表：政府信息公开情况统计表", grid)  # fmt: skip


#: Sheet of a website: block, sub-block (or "") and rows of label and indicator (None: a text).
SHEET = (
    ("信息发布（单位：条）", "", (
        ("总数", "site_items_total"), ("概况类信息更新量", "site_items_overview"),
        ("政务动态信息更新量", "site_items_work_updates"),
        ("信息公开目录信息更新量", "site_items_catalogue"))),
    ("专栏专题（单位：个）", "", (
        ("维护数量", "site_columns_maintained"), ("新开设数量", "site_columns_new"))),
    ("解读回应", "解读信息发布", (
        ("总数（单位：条）", "site_explanations_total"),
        ("解读材料数量（单位：条）", "site_explanations_materials"),
        ("解读产品数量（单位：个）", "site_explanations_products"),
        ("媒体评论文章数量（单位：篇）", "site_explanations_articles"))),
    ("解读回应", "", (("回应公众关注热点或重大舆情数量（单位：次）", "site_responses"),)),
    ("办事服务", "", (
        ("是否发布服务事项目录", None), ("注册用户数（单位：个）", "site_registered_users"),
        ("政务服务事项数量（单位：项）", "site_service_items"),
        ("可全程在线办理政务服务事项数量（单位：项）", "site_service_items_online"))),
    ("办事服务", "办件量（单位：件）", (
        ("总数", "site_cases_total"), ("自然人办件量", "site_cases_natural"),
        ("法人办件量", "site_cases_legal"))),
    ("互动交流", "", (("是否使用统一平台", None),)),
    ("互动交流", "留言办理", (
        ("收到留言数量（单位：条）", "site_messages_received"),
        ("办结留言数量（单位：条）", "site_messages_closed"),
        ("平均办理时间（单位：天）", "site_messages_days"),
        ("公开答复数量（单位：条）", "site_messages_published"))),
    ("互动交流", "征集调查", (
        ("征集调查期数（单位：期）", "site_surveys"),
        ("收到意见数量（单位：条）", "site_survey_opinions"),
        ("公布调查结果期数（单位：期）", "site_survey_results"))),
    ("互动交流", "在线访谈", (
        ("访谈期数（单位：期）", "site_interviews"),
        ("网民留言数量（单位：条）", "site_interview_messages"),
        ("答复网民提问数量（单位：条）", "site_interview_answers"))),
    ("互动交流", "", (("是否提供智能问答", None),)),
    ("安全防护", "", (
        ("安全检测评估次数（单位：次）", "site_security_checks"),
        ("发现问题数量（单位：个）", "site_security_problems"),
        ("问题整改数量（单位：个）", "site_security_fixed"),
        ("是否建立安全监测预警机制", None), ("是否开展应急演练", None),
        ("是否明确网站安全责任人", None))),
    ("移动新媒体", "", (("是否有移动新媒体", None),)),
    ("移动新媒体", "微博", (
        ("名称", None), ("信息发布量（单位：条）", "site_weibo_items"),
        ("关注量（单位：个）", "site_weibo_followers"))),
    ("移动新媒体", "微信", (
        ("名称", None), ("信息发布量（单位：条）", "site_wechat_items"),
        ("订阅数（单位：个）", "site_wechat_followers"))),
    ("移动新媒体", "", (("其他", None),)),
)  # fmt: skip
TEXTS = {"名称": "榆渡发布", "其他": "无"}


def website2017(maker: Maker) -> Sample:
    """Return the annual sheet of one website: blocks, sub-blocks and rows in four columns."""
    place, year = "榆渡县", maker.rng.randint(2018, 2024)
    counts = _counts(maker, (i for _, _, rows in SHEET for _, i in rows if i))
    head = {
        "网站名称": f"{place}人民政府网站（合成数据，synthetic）", "首页网址": "http://www.yudu-made-up.example",
        "主办单位": f"{place}人民政府", "网站类型": "政府门户网站", "政府网站标识码": "9903210001",
    }  # fmt: skip
    lines: list[list[Cell]] = [[Cell(k), Cell(v, 1, 3)] for k, v in head.items()]
    for label, name in (("独立用户访问总量（单位：个）", "site_unique_visitors"),
                        ("网站总访问量（单位：次）", "site_visits")):  # fmt: skip
        number = maker.rng.randint(10_000, 900_000)
        lines.append([Cell(label), maker.value(number, name, spans=(1, 3))])
    heights: dict[str, int] = {}
    for block, _, rows in SHEET:
        heights[block] = heights.get(block, 0) + len(rows)
    begun: set[str] = set()
    for block, sub, rows in SHEET:
        for at, (label, name) in enumerate(rows):
            line = [] if block in begun else [Cell(block, heights[block])]
            begun.add(block)
            if sub:
                line += [Cell(sub, len(rows))] if at == 0 else []
                line.append(Cell(label))
            else:
                line.append(Cell(label, 1, 2))
            line.append(maker.value(counts[name], name) if name else Cell(TEXTS.get(label, "是")))
            lines.append(line)
    lines.append([Cell("创新发展"), Cell("□搜索即服务 □多语言版本 ☑无障碍浏览 □千人千网", 1, 3)])
    grid = Grid("website", tuple(map(tuple, lines)))
    title = f"{place}人民政府网站工作年度报表（{year}年度）"
    return _frame("website2017", place, year, title, maker, grid)
