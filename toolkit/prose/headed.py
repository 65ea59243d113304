"""Headed: numbers of a channel that is named before them — by the heading of its line, or with its issues."""

from __future__ import annotations

import re

from toolkit.figure import Figure
from toolkit.prose.around import Around
from toolkit.prose.context import Context
from toolkit.prose.counts import Count
from toolkit.prose.listing import first_total
from toolkit.prose.period import channel_of
from toolkit.prose.roles import UNITS
from toolkit.prose.state import State

#: The first characters of a heading, asked for before more is.
HEADS = frozenset("（0123456789一二三四五六七八九十")
_HEAD = re.compile(
    r"(?:（[一二三四五六七八九十\d]{1,2}）|[一二三四五六七八九十]{1,2}、|\d{1,2}[.、])(?P<name>[^，。；：\d]{2,18})[。：]"
)
#: Words that name no more than that something was published.
_PUBLISHED = re.compile(
    r"(?:全年|本年度?|年内|20\d\d年度?|全[县区市]|[我本][县区市局委镇乡]|各单位|各部门|各乡镇|通过|[、共已累计]|《[^》]*》|[^，。；：]{2,8}(?:[电视广播]+台|[日晚]报》?))*"
    r"(?:(?:主动)?(?:公开|发布|更新|推送|公布)|刊登|刊载|登载|播出|播报|张贴)?(?:了)?(?:政府|政务|各类|相关|公开)*(?:信息|资讯)?(?:共计?|合计|为|达)?"
)
#: Heads within a line: "…。二是公开栏。全县…".
_ORDINAL = re.compile(
    r"(?:[一二三四五六七八九十]是|（\d{1,2}）|(?<!\d)\d{1,2}[.、])(?P<name>[^，。；：\d]{2,14})。$"
)
#: What is published is counted so; documents and cases by other units too.
_POSTED = frozenset(("条", "条次", "篇"))
#: A heading that says what is to be done, or how it went.
_TASK = re.compile(
    "抓|[办建管做用]好|狠|突出|坚持|持续|充分|发挥|加强|推进|做好|用好|利用|拓|完善|强化|提升|优化|规范|深化|打造|开展|健全|依托|加大|建设|情况|管理|方面|作用"
    "|申请|咨询|访谈|信箱|留言|投诉|举报|办事|服务|调查|征集|访问|受理|答复|回应|解读|监督|复议|互动"
)
_ISSUED = re.compile("(?:全年)?共?(?:编印|编发|出版|发行|出刊|刊发|编辑出版|编辑)(?:了)?(?:共)?")
#: What an issue holds: not copies, nor those to whom they go.
_HELD = re.compile(
    r"共?(?:刊登|刊载|登载|收录|刊发)(?:了)?(?:各类)?(?![^，。；]*(?:图片|照片|广告))[^，。；：\d]{0,24}"
)
_YEARS_OWN = re.compile(
    r"(?:其中)?[，：]?(?:今年|本年度?|当年|20\d\d年度?)(?:以来)?(?:共|已)?(?:新增|发布|公开|推送|更新)+(?:各类)?(?:信息|微博|微信|消息)?"
)
_COPIES = re.compile("赠阅|发放|印数")


def heading_before(clean: str, at: int) -> tuple[str, str] | None:
    """Return channel and name where the sentence before ``at`` is a heading: "二是公开栏。"."""
    head = _ORDINAL.search(clean, max(0, at - 24), at)
    channel = channel_of(head["name"]) if head else None
    if head is None or channel is None or _TASK.search(head["name"]):
        return None
    # Ways that are only listed: "1.网站。2.公报。3.公开栏。全年公开…".
    if _ORDINAL.search(clean, max(0, head.start() - 24), head.start()):
        return None
    return channel, head["name"]


def channel_heading(clean: str) -> tuple[str, str] | None:
    """Return channel and name of a heading that names one: "1.县政府门户网站。全年公开3105条"."""
    head = _HEAD.match(clean)
    channel = channel_of(head["name"]) if head else None
    if head is None or channel is None or _TASK.search(head["name"]):
        return None
    return channel, head["name"]


def read_headed(around: Around, c: Count, words: str, state: State,
                context: Context) -> Figure | None:  # fmt: skip
    """Read the first number of a line whose heading names a channel."""
    if state.head is None or c.damaged or around.other_year(c.start):
        return None
    channel, name = state.head
    if channel == "gazette" and c.unit == "期" and _ISSUED.fullmatch(words):
        return context.count(around.line, c, "gazette_issues")
    if c.unit not in _POSTED or len(words) > 40 or not _PUBLISHED.fullmatch(words):
        return None
    cumulative, unclear = around.period(c.start)
    # "其中微博29个，共发布信息1992条": the sentence has come to another channel.
    if unclear or channel_of(around.lead(c.begin)) not in (None, channel):
        return None
    state.head = None
    if channel == "website" and first_total(context) is None:
        # One site alone may be all that is reported.
        figure = context.count(around.line, c, "disclosed_total", scope="portal",
                               cumulative=cumulative)  # fmt: skip
        if figure is not None:
            context.sites.append((figure, name))
            state.listing.head(figure, c)
        return figure
    return context.add_channel(around.line, c, channel, name, cumulative)


def read_years_own(around: Around, c: Count, words: str, ever: Figure, end: int,
                   context: Context) -> Figure | None:  # fmt: skip
    """Read the year's part of what a channel published since the beginning: "…8600条，今年发布2300条"."""
    if (
        ever.cumulative is not True
        or c.begin - end > 1
        or c.unit not in UNITS["items"]
        or c.damaged
    ):
        return None
    if not _YEARS_OWN.fullmatch(words) or around.other_year(c.start):
        return None
    return context.count(around.line, c, ever.indicator, label=ever.label)


def is_held(c: Count, words: str, end: int) -> bool:
    """Whether a number is of what the issues of a gazette hold, which ends at ``end``."""
    if c.unit not in UNITS["items"] or c.damaged or c.begin - end > 1:
        return False
    return bool(_HELD.fullmatch(words)) and not _COPIES.search(words)


def read_held(around: Around, c: Count, words: str, issues: Figure,
              context: Context) -> Figure | None:  # fmt: skip
    """Read what the issues of a gazette hold: "编印政府公报6期，刊登信息84条"."""
    if c.unit != "条" and "信息" not in words:
        # Documents may be published elsewhere too, or printed in full or by name.
        context.abstain("disclosed_channel_gazette", "two_candidates", around.line, c.begin, c.end)
        return None
    return context.count(around.line, c, "disclosed_channel_gazette",
                         cumulative=issues.cumulative)  # fmt: skip
