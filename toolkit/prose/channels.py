"""Channels: where items appeared, told by the words around a number or by the heading of its line."""

from __future__ import annotations

import re

from toolkit.figure import Figure
from toolkit.prose.around import Around
from toolkit.prose.context import Context
from toolkit.prose.counts import Count
from toolkit.prose.listing import first_total
from toolkit.prose.period import WHOSE, channel_of, several_channels
from toolkit.prose.roles import UNITS
from toolkit.prose.state import State
from toolkit.prose.text import NUMBERED

#: Where words end that have a number of their own: what they name is counted already.
_COUNTED = re.compile(r"\d[余多万]*(?:条次|条|件|篇|份)(?:（次）)?[^，。；、]{0,2}(?=[，；、]|$)")
_PLATFORM = re.compile("(?:信息|政务)公开(?:统一|工作|专用)?平台$")
#: How something was published: 通过报刊, 在…平台.
_WAY = re.compile(
    r"(?:并|还|另外?|同时|此外|，|全年|本年度?|20\d\d年度?|我[县市区局委办镇乡]|我街道|全[县市区]|共|累计)*(?:通过|利用|依托|借助|在)(?=.{2})"
)
_BY_IT = r"[^，。；、\d]{2,24}(?:公开|发布|推送|更新)[^，。；、\d]{0,8}"
_BY_WAY = re.compile(rf"[，；](?:并|还|另外?|同时|此外)*(?:通过|利用|依托|借助|在){_BY_IT}\d")
_BY_WAY_BEFORE = re.compile(
    rf"(?:通过|利用|依托|借助|在){_BY_IT}\d+(?:余|多)?(?:条|件|篇|份)[，；]"
)
_OTHER_PLATFORM = re.compile(
    "(?:办公|工作|内部|服务|手机|移动|村务|基层)[^，。；]{0,4}(?:平台|系统)上?$"
)
#: Other ways of publishing that follow with numbers of their own.
_MORE = re.compile(
    r"[^。]{0,60}?(?:微博|微信|公众号|公报|新媒体|客户端|其[他它](?:方式|渠道))[^，。；、\d]{0,8}\d+(?:条|件|篇)"
)


def named_before(clean: str, start: int, at: int) -> tuple[str, str]:
    """Return the clauses before ``at`` that may name the channel of its number, and those counted already.

    "“青塘发布”微信公众号发挥作用，全年共推送信息236条" names it a clause before.
    """
    before = clean[max(start, at - 40) : at].rstrip("，")
    last = max((m.end() for m in _COUNTED.finditer(before)), default=0)
    return before[last:], before[:last]


def shared(subject: str, lead: str, rest: str, sites: bool) -> bool:
    """Whether several channels have one number, or a platform that is no site, beside one channel's own.

    "通过网站公开信息51条，通过报刊、电视、微信等形式公开信息263条": neither number is that of all.

    Parameters
    ----------
    subject : str
        The words before the verb.
    lead, rest : str
        The sentence before and behind the number.
    sites : bool
        Whether the number of one site is known already.
    """
    way = _WAY.match(subject)
    if way is None:
        return False
    if several_channels(subject):
        return bool(_BY_WAY_BEFORE.search(lead) or _BY_WAY.match(rest))
    return sites and channel_of(subject) is None and bool(_OTHER_PLATFORM.search(subject))


def is_platform(subject: str) -> bool:
    """Whether words end in the name of a platform of disclosure, which is a site."""
    return subject.endswith("平台") and bool(_PLATFORM.search(subject))


def more_follow(rest: str) -> bool:
    """Whether a number of one channel is followed by those of others: a row of channels."""
    return bool(_MORE.match(rest))


def counted_before(clean: str, at: int) -> str:
    """Return the subject of "微博29个，共发布信息…": named in the clause before, with its own count."""
    if at < 3 or clean[at - 2] not in "个家":
        return ""
    begin = max(clean.rfind(c, 0, at - 1) for c in "，。；：") + 1
    counted = re.match(r"(?:其中)?(?P<what>[^\d]+)\d+(?:个|家)$", clean[begin : at - 1])
    return WHOSE.sub("", counted["what"]) if counted else ""


#: The first characters of a heading, asked for before more is.
HEADS = frozenset("（0123456789一二三四五六七八九十")
_HEAD = re.compile(rf"{NUMBERED}(?P<name>[^，。；：\d]{{2,18}})[。：]")
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


def _channel_of(head: re.Match[str] | None) -> tuple[str, str] | None:
    """Return channel and name of a heading that names one, and no task."""
    channel = channel_of(head["name"]) if head else None
    if head is None or channel is None or _TASK.search(head["name"]):
        return None
    return channel, head["name"]


def heading_before(clean: str, at: int) -> tuple[str, str] | None:
    """Return channel and name where the sentence before ``at`` is a heading: "二是公开栏。"."""
    head = _ORDINAL.search(clean, max(0, at - 24), at)
    # Ways that are only listed: "1.网站。2.公报。3.公开栏。全年公开…".
    if head is None or _ORDINAL.search(clean, max(0, head.start() - 24), head.start()):
        return None
    return _channel_of(head)


def channel_heading(clean: str) -> tuple[str, str] | None:
    """Return channel and name of a heading that names one: "1.县政府门户网站。全年公开3105条"."""
    return _channel_of(_HEAD.match(clean))


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
    return bool(_HELD.fullmatch(words))


def read_held(around: Around, c: Count, words: str, issues: Figure,
              context: Context) -> Figure | None:  # fmt: skip
    """Read what the issues of a gazette hold: "编印政府公报6期，刊登信息84条"."""
    if c.unit != "条" and "信息" not in words:
        # Documents may be published elsewhere too, or printed in full or by name.
        context.abstain("disclosed_channel_gazette", "two_candidates", around.line, c.begin, c.end)
        return None
    return context.count(around.line, c, "disclosed_channel_gazette",
                         cumulative=issues.cumulative)  # fmt: skip
