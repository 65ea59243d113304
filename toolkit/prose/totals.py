"""Totals: what a sentence says was disclosed in all, on one site, by one channel or by one body."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from toolkit.figure import Figure
from toolkit.prose.around import Around
from toolkit.prose.context import Context
from toolkit.prose.counts import Count
from toolkit.prose.labels import body_of, label_of, named_in
from toolkit.prose.listing import Listing, first_total
from toolkit.prose.period import channel_of, scope_of
from toolkit.prose.roles import KEPT, UNITS, WORDS, Role
from toolkit.prose.text import MASK

_COLUMNS = re.compile(WORDS["columns"])
_BODIES = re.compile(WORDS["bodies"])
_COUNTY = re.compile(WORDS["whole_county"])
_WHOSE = re.compile(f"{WORDS['whole_county']}|{WORDS['agency']}")
_SITE_END = ("门户网站", "政府网站", "网站", "官网", "平台", "网")
#: A name that may stand before the verb: of a place or its government.
_PLACE_END = (
    "管理委员会",
    "县", "区", "市", "旗", "州", "省", "管委会", "人民政府", "政府", "系统", "镇", "乡", "街道",
)  # fmt: skip
_OFFICE = re.compile(r"局|委员会|办公室|公司|中心|学校|医院")
_BODY_END = re.compile(r"(?:镇|乡|街道|街道办事处|局|委员会|办公室|中心|站|所)$")
#: A body with the name of its place, as reports name themselves: 云岭县财政局.
_FULL_NAME = re.compile(
    r"(?![县市区旗州省镇乡各全我本原])[\u4e00-\u9fff]{2,6}(?:[县区旗州]|(?<!城)市)[\u4e00-\u9fff]{2,14}(?:局|委员会|办公室)"
)
_TOWNSHIP_END = ("镇", "乡", "街道", "街道办事处")
_TITLE_BEFORE = 40
_TITLE = re.compile(rf"[^\n]{{0,{_TITLE_BEFORE}}}信息公开[^\n]{{0,12}}(?:报告|年报)")
_TOP = 3000
_STORES = re.compile(f"{WORDS['columns']}|文件库|领域|网民|账号")
_NOT_PUBLISHED = (
    "接收", "依申请", "不予", "免予", "未", "不", "申请", "应", "同意", "部分", "否决", "予以",
)  # fmt: skip
_SENT_UP = re.compile("报送|上报|采用|刊发|全文电子化")
_COLUMN = re.compile("目录|栏目|专栏")
_PLACES = re.compile(
    "(?:^|[，年])(?:主动)?公开[^，。；]{0,8}(?:信息公开目录|专栏)[^，。；]{0,14}共(?:计)?$"
)
_PARTS_FOLLOW = re.compile("[，。]其中|（其中")
_INCLUDING = re.compile("包括[^，。；]*$")
_YEARS_OWN = re.compile(r"\d{4}年|本年|当年|今年|新增")
_SUM = re.compile(r"总计|合计|共计|总共|共")
#: The report's own government, alone or with its office.
_OWN_GOVERNMENT = re.compile(
    r"(?:[^，。；]{0,12}?年度?，?)?[^，。；]{0,6}?[县区市州旗盟](?:人民)?政府(?:[及和、](?:其|政府)?办公?室?|办公室|办)?(?:共|累计|共计)*"
)
_ALL_WAYS = re.compile(
    "等(?:多种)?(?:形式|渠道|方式|平台|载体|途径|媒介)?$|各级[^，。；]{0,8}平台$"
)
_SUM_AFTER = re.compile(
    r"[，；](?:总计|合计|共计|总共)(?:公开|发布)?(?:政府)?(?:信息)?(\d{1,9})(?:条|件|篇|份)(?=[，。；]|$)"
)
_PUBLISHED = re.compile(r"(?:公开|发布|更新)[^，。；]{0,8}信息|信息(?:公开|发布)")
_OF_OTHERS = re.compile(r"\d(?:件|条|次)[^，。]{0,4}(?:留言|申请|建议)|收到|受理|重点|领域")
_A_YEAR = re.compile(r"((?:19|20)\d{2})年?度?")
_PRODUCED_PART = re.compile(r"(?:、|其中|，|：|属于|作为|有)*(?:主动)?公开")


class Subject(NamedTuple):
    """What the words before the verb of a total say by themselves."""

    channel: str | None
    #: What is left without fillers, and also without those that say whose items they are.
    named: str
    rest: str
    scope: str | None
    #: Whether they name a report's own government, columns, the whole county, bodies inside it, or
    #: that items were sent up.
    own: bool
    columns: bool
    county: bool
    body: bool
    sent_up: bool


@lru_cache(maxsize=KEPT)
def subject_of(words: str) -> Subject:
    """Return what the words before a verb say, asked once for the same words."""
    rest = named_in(_WHOSE.sub("", words))
    return Subject(
        channel_of(words), named_in(words), "" if _ALL_WAYS.search(rest) else rest, scope_of(words),
        bool(_OWN_GOVERNMENT.fullmatch(words)), bool(_COLUMNS.search(words)),
        bool(_COUNTY.search(words)), bool(_BODIES.search(words)), bool(_SENT_UP.search(words)),
    )  # fmt: skip


def read_total(around: Around, c: Count, role: Role, listing: Listing,
               context: Context) -> Figure | None:  # fmt: skip
    """Turn a number of items published into the total, or the part of one body or channel."""
    clean, line, subject, at = around.clean, around.line, role.label, c.begin
    if subject.endswith(_NOT_PUBLISHED) and role.more in ("公开", "主动公开"):
        return None
    if c.damaged:
        context.abstain("disclosed_total", "number_damaged", line, at, c.end)
        return None
    if "包括" in subject:
        # "门户网包括部门及乡镇专栏共计发布": what a site includes is said of the site.
        subject = _INCLUDING.sub("", subject)
    said = subject_of(subject)
    if around.other_year(c.start) or said.sent_up:
        return None
    added = _SUM_AFTER.search(around.rest(c.end))
    if "分别" in subject[-8:] or (added and int(added[1]) > c.value):
        context.abstain("disclosed_total", "two_candidates", line, at, c.end)
        return None
    cumulative, unclear = around.period(c.start)
    whole = listing.whole
    in_list = "其中" in clean[max(at - 4, around.start) : c.start]
    words = subject if said.channel else _counted_before(clean, at)
    channel = channel_of(words)
    store = not said.named and _STORES.search(clean, max(around.start, c.start - 40), c.start)
    if channel is None and not store and not said.named:
        # "“青塘发布”微信公众号发挥作用，全年共推送信息236条": named in the clause before.
        words = clean[max(around.start, at - 40) : at].rstrip("，")
        channel = None if _COUNTY.search(words) else channel_of(words)
    if channel and (channel != "website" or (in_list and whole is not None)):
        if said.columns:
            return None
        return context.add_channel(line, c, channel, named_in(words) or words, cumulative)
    if in_list and channel and not said.channel and _COLUMN.search(subject):
        return None
    if (
        channel and said.channel and whole is not None and whole.scope == "whole_county"
        and whole.value is not None and c.value < whole.value and not cumulative
    ):  # fmt: skip
        # The site beside the whole county's total.
        return context.add_channel(line, c, channel, named_in(words) or words, cumulative)
    own = whole is None and said.own
    first = "其中" in subject and whole is None and not (
        _YEARS_OWN.search(subject) or context.of("information_produced_total")
    )  # fmt: skip
    if first or said.columns:
        context.abstain("disclosed_total", "scope_unclear", line, at, c.end)
        return None
    if whole and (in_list or listing.open) and not channel and not said.county:
        one = body_of(named_in(label_of(subject) or "") + "公开")
        if one:
            # A bracket at its end is the name's: 镇（街道）.
            one = said.named if said.named.startswith(f"{one}（") else one
            return context.count(line, c, "disclosed_by_body", label=one,
                                 cumulative=cumulative)  # fmt: skip
    if said.body and not channel and not own and not said.county and not (
        whole is None and subject.rstrip("共累计").endswith(("管委会", "管理委员会"))
    ):  # fmt: skip
        if whole is None:
            context.abstain("disclosed_by_body", "scope_unclear", line, at, c.end)
            return None
        return context.count(line, c, "disclosed_by_body",
                           label=said.named, cumulative=cumulative)  # fmt: skip
    scope = said.scope or (None if channel else around.whose(c.start))
    if scope is None and not subject.strip("共累计"):
        scope = scope_of(around.lead(c.start))
    # A domain may have been put in the place of a name: it tells nobody's.
    rest = "" if own or (MASK in subject and len(said.rest) < 2) else said.rest
    own = own or (bool(rest) and is_own(rest, context))
    if own and rest and scope is None:
        scope = "agency"
    # A column or store opened in the clause before: what is counted is its content, not the whole.
    if store or _of_another(rest, scope, own):
        context.abstain("disclosed_total", "scope_unclear", line, at, c.end)
        return None
    if _rivals(c, cumulative, scope, channel, words, context):
        context.abstain("disclosed_total", "two_candidates", line, at, c.end)
        return None
    figure = context.count(line, c, "disclosed_total", start=sentence_start(clean, at),
                         scope=scope, cumulative=cumulative)  # fmt: skip
    if figure is not None:
        if channel == "website":
            context.sites.append((figure, words))
        if unclear:
            context.unclear(figure)
    return figure


def _of_another(rest: str, scope: str | None, own: bool) -> bool:
    """Whether the name before the verb is neither the report's own nor that of its portal."""
    if not rest or own or (len(rest) < 30 and rest.endswith(_SITE_END)):
        return False
    office = scope in (None, "whole_county") and _OFFICE.search(rest)
    return bool(office) or (scope is None and not rest.endswith(_PLACE_END))


def _rivals(c: Count, cumulative: bool | None, scope: str | None, channel: str | None, words: str,
            context: Context) -> bool:  # fmt: skip
    """Whether another total of the same kind has another value."""
    for known in context.of("disclosed_total"):
        if (
            known.value == c.value
            or known.cumulative != cumulative
            or scope not in (None, known.scope)
        ):
            continue
        # Of two sites, or of a site and of all, both may hold.
        site = next((w for f, w in context.sites if f is known), None)
        if site is None:
            if channel != "website":
                return True
        elif channel == "website" and named_in(site) == named_in(words):
            return True
    return False


def is_own(name: str, context: Context) -> bool:
    """Whether a name is that of the report's own body: its title names it, or no title is there."""
    if not _BODY_END.search(name):
        return False
    if context.titles is None:
        context.titles = _titles(context.text[:_TOP])
    if context.titles:
        return any(name in t for t in context.titles)
    # A text without its title: who is named with their place speaks of themselves.
    return name.endswith(_TOWNSHIP_END) or bool(_FULL_NAME.fullmatch(name))


def _titles(top: str) -> list[str]:
    """Return what may be titles of the report; each begins so far before these words at most."""
    out: list[str] = []
    for text in top.split("\n"):
        said = text.find("信息公开")
        if said >= 0 and ("报告" in text or "年报" in text):
            out += _TITLE.findall(text, max(0, said - _TITLE_BEFORE))
    return out


def _counted_before(clean: str, at: int) -> str:
    """Return the subject of "微博29个，共发布信息…": named in the clause before, with its own count."""
    if at < 3 or clean[at - 2] not in "个家":
        return ""
    begin = max(clean.rfind(c, 0, at - 1) for c in "，。；：") + 1
    counted = re.match(r"(?:其中)?(?P<what>[^\d]+)\d+(?:个|家)$", clean[begin : at - 1])
    return counted["what"] if counted else ""


def sentence_start(clean: str, at: int) -> int:
    """Where the quote of a total begins: its sentence, or its own clause if that is long."""
    start = max(clean.rfind("。", 0, at), clean.rfind("；", 0, at)) + 1
    return at if at - start > 45 else start


def names_places(clean: str, c: Count, words: str) -> bool:
    """Whether words name the places where items stand, and their parts follow."""
    if not words.endswith(("共", "共计")):
        return False
    return bool(_PLACES.search(words) and _PARTS_FOLLOW.match(clean, c.end))


def read_produced(around: Around, c: Count, context: Context) -> Figure | None:
    """Read what was produced or obtained, of which a part was disclosed."""
    if around.other_year(c.start) or c.damaged:
        return None
    return context.count(around.line, c, "information_produced_total", scope=around.whose(c.start),
                       cumulative=around.period(c.start)[0])  # fmt: skip


def read_part(around: Around, c: Count, role: Role, listing: Listing,
              context: Context) -> Figure | None:  # fmt: skip
    """Read a verb without its noun: "通过政务微博公开610条", "各乡镇公开5240条", "其中2013年公开3120条"."""
    subject, line = role.label, around.line
    if (
        c.damaged or c.unit not in UNITS["items"] or subject.endswith(_NOT_PUBLISHED)
        or around.other_year(c.start)
    ):  # fmt: skip
        return None
    medium = channel_of(subject)
    if medium not in (None, "website") and not _COLUMNS.search(subject) and not (
        listing.whole or first_total(context)
    ):  # fmt: skip
        name = label_of(subject) or subject
        return context.add_channel(line, c, str(medium), named_in(name) or name, False)
    whole = listing.whole or first_total(context) or next(
        iter(context.of("information_produced_total")), None
    )  # fmt: skip
    if whole is None:
        return None
    if _is_years(subject + role.more, context, whole):
        produced = whole.indicator != "disclosed_total"
        return context.count(line, c, "disclosed_total", scope=whole.scope,
                           cumulative=whole.cumulative if produced else False)  # fmt: skip
    bare = label_of(subject) or ""
    channel = channel_of(subject)
    if channel and not _COLUMNS.search(subject):
        return context.add_channel(line, c, channel, named_in(bare or subject) or bare or subject,
                                   around.period(c.start)[0])  # fmt: skip
    body = body_of(named_in(bare) + "公开") if bare else None
    if body:
        return context.count(line, c, "disclosed_by_body", label=body)  # fmt: skip
    return None


def _is_years(words: str, context: Context, whole: Figure) -> bool:
    """Whether "2013年公开3120条" in a list is the year's total: of a cumulative or produced whole."""
    year = _A_YEAR.search(words)
    if year and context.year and int(year[1]) != context.year:
        return False
    if whole.indicator == "information_produced_total":
        return not year and bool(_PRODUCED_PART.fullmatch(words))
    said = year or any(w in words for w in ("新增", "本年", "当年", "今年"))
    return bool(said) and whole.cumulative is not False and "网" not in words and "微" not in words


def read_sum(around: Around, c: Count, words: str, listing: Listing,
             context: Context) -> Figure | None:  # fmt: skip
    """Read the total after its parts: "…514条，总计2401条"; or after a clause that names the thing."""
    if c.unit not in UNITS["items"] or c.damaged or listing.whole or not _SUM.search(words):
        return None
    sentence = around.lead(c.start)
    if not (listing.last or _PUBLISHED.search(sentence)) or _OF_OTHERS.search(sentence):
        return None
    if context.of("disclosed_total") or around.other_year(c.start):
        return None
    scope = None if listing.last else scope_of(sentence)
    return context.count(around.line, c, "disclosed_total", start=sentence_start(around.clean, c.begin),
                       scope=None if scope == "portal" else scope)  # fmt: skip


def read_in_which(around: Around, c: Count, words: str, end: int, listing: Listing,
                  context: Context) -> Figure | None:  # fmt: skip
    """Read "在网站公开的480条信息中": a channel's figure, and the head of a list."""
    if around.other_year(c.start):
        return None
    channel = channel_of(words)
    figure = None
    if channel:
        place = named_in(re.sub("(?:主动)?(?:公开|发布)的$", "", words))
        name = f"disclosed_channel_{channel}"
        figure = context.count(around.line, c, name, label=place or None)
    listing.whole, listing.last = first_total(context, c.value), None
    listing.open, listing.closed, listing.end = True, False, end
    return figure


def read_places(around: Around, c: Count, context: Context) -> Figure | None:
    """Read "主动公开目录和专栏共179条，其中…": what all the places of a report hold."""
    if context.of("disclosed_total") or c.damaged or around.other_year(c.start):
        return None
    cumulative, unclear = around.period(c.start)
    if unclear:
        return None
    return context.count(around.line, c, "disclosed_total", start=sentence_start(around.clean, c.begin),
                         scope=around.whose(c.start), cumulative=cumulative)  # fmt: skip
