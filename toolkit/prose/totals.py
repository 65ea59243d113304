"""Totals: what a sentence says was disclosed in all, on one site, by one channel or by one body."""

from __future__ import annotations

import re

from toolkit.figure import Figure
from toolkit.prose.around import Around, sentence_start
from toolkit.prose.channels import counted_before, is_platform, more_follow, named_before, shared
from toolkit.prose.classes import beside_total, may_stand_beside, read_such, such_class
from toolkit.prose.context import Context
from toolkit.prose.counts import Count
from toolkit.prose.doubted import held_in_directory, narrowed, nested, of_one
from toolkit.prose.labels import COLUMNS, body_in, body_of, label_of, named_in
from toolkit.prose.listing import Listing, first_total, of_whole
from toolkit.prose.period import WHOLE_COUNTY, channel_of, scope_of, with_other_ways
from toolkit.prose.roles import UNITS, WORDS, Role
from toolkit.prose.subject import (
    by_office,
    counted_bodies,
    is_own,
    of_another,
    subject_of,
    whose_total,
)
from toolkit.prose.text import MASK, last_part

_STORES = re.compile(
    f"{WORDS['columns']}|文件库|领域|企事业单位|网民|账号|[开示告传]栏[0-9]|(?:通过|在|利用|依托){MASK}"
)
_NOT_PUBLISHED = (
    "接收", "依申请", "不予", "免予", "未", "不", "申请", "应", "同意", "部分", "否决", "予以",
)  # fmt: skip
_PLACES = re.compile(
    "(?:^|[，年])(?:主动)?公开[^，。；]{0,8}(?:信息公开目录|专栏)[^，。；]{0,14}共(?:计)?$"
)
_PARTS_FOLLOW = re.compile("[，。]其中|（其中")
_INCLUDING = re.compile("包括[^，。；]*$")
_YEARS_OWN = re.compile(r"\d{4}年|本年|当年|今年|新增")
_ADDED = re.compile("合计|总计")
_SUM_AFTER = re.compile(
    r"[，；](?:[全我][县区市州旗镇乡局])?(?:总计|合计|共计|总共)(?:公开|发布)?(?:政府)?(?:信息)?(\d{1,9})(?:条|件|篇|份)(?=[，。；]|$)"
)
#: The words of a total, and nothing of a part.
_PLAIN = re.compile(
    "公开(?:各类)?(?:政府|政务)信息(?:数|总数|总量)?(?:共|共计|合计|为|达|计)*[0-9]"
)
#: What is to be published later.
_PLANNED = re.compile(
    "(?:(?<!规划)计划|力争|预计|拟|将|争取|应当|目标)(?:全年|年内|再|共|累计|新增)*$"
)
_ROUND = re.compile("[万余近约多]")
_ALL_YEARS = re.compile("历年来?(?:累计|共计|总计)(?:共|已)*(?:主动)?公开")
_AS_A_TASK = re.compile(r"领域[^，。；]{0,4}信息公开(?:工作|力度)?，(?:全年|年内)?共?主动公开")
#: A part of the year, and the subject of contents: "疫情期间，发布疫情通报等信息860条".
_IN_DAYS_OF = re.compile(
    "(?:疫情|防控|抗疫|汛|春节|国庆|假日|两会|活动|换届|创建)[^，。；]{0,4}期间"
)
_ON_A_SUBJECT = re.compile("围绕|针对|聚焦|关于|方面|期间")
#: Bodies of one kind are a part of the county: "全县各乡镇".
_TOWNSHIPS = re.compile("各?(?:乡镇|镇街|乡|镇|街道|学校|村)(?:（[^（）]{1,4}）)?(?:全年|共|累计)*")
_SUMMED = re.compile("合计|总计|总共|共计")
_A_YEAR = re.compile(r"((?:19|20)\d{2})年?度?")
_PRODUCED_PART = re.compile(r"(?:、|其中|，|：|属于|作为|有)*(?:主动)?公开")


def read_total(around: Around, c: Count, role: Role, listing: Listing,
               context: Context) -> Figure | None:  # fmt: skip
    """Turn a number of items published into the total, or the part of one body or channel."""
    clean, line, subject, at = around.clean, around.line, role.label, c.begin
    if subject.endswith(_NOT_PUBLISHED) and role.more in ("公开", "主动公开"):
        return None
    if c.damaged:
        context.abstain("disclosed_total", "number_damaged", line, at, c.end)
        return None
    if (such := such_class(clean[at : c.start])) is not None:
        return read_such(around, c, such, listing, context)
    if (
        narrowed(clean[at + len(subject) : c.start])
        or nested(clean, c)
        or (
            at > around.start and clean[at - 1] == "：" and of_one(clean, around.start, at, context)
        )
    ):
        context.abstain("disclosed_total", "scope_unclear", line, at, c.end)
        return None
    if "包括" in subject:
        # "门户网包括部门及乡镇专栏共计发布": what a site includes is said of the site.
        subject = _INCLUDING.sub("", subject)
    if at and clean[at - 1] in "个家":
        subject = counted_bodies(clean[around.start : at] + subject) or subject
    said = subject_of(subject)
    if around.other_year(c.start) or said.sent_up or _PLANNED.search(subject):
        return None
    lead = last_part(around.lead(c.start))
    held = not said.scope and held_in_directory(subject, clean[at : c.start])
    if held or by_office(subject, context) or _IN_DAYS_OF.search(lead) or (
        "等" in clean[at + len(role.label) : c.start] and _ON_A_SUBJECT.search(lead)
    ):  # fmt: skip
        context.abstain("disclosed_total", "scope_unclear", line, at, c.end)
        return None
    if shared(subject, lead, around.rest(c.end), bool(context.sites)):
        context.abstain("disclosed_channel_other", "two_candidates", line, at, c.end)
        return None
    added = _SUM_AFTER.search(around.rest(c.end))
    if ("分别" in subject and not subject.endswith(("共", "计"))) or (
        added and int(added[1]) > c.value and (said.columns or not said.channel)
    ):  # fmt: skip
        context.abstain("disclosed_total", "two_candidates", line, at, c.end)
        return None
    cumulative, unclear = around.period(c.start)
    cumulative = of_whole(around, c, cumulative, listing)
    whole = listing.whole
    in_list = "其中" in clean[max(at - 4, around.start) : c.start]
    words = subject if said.channel else counted_before(clean, at)
    channel = channel_of(words)
    opened = not said.named and _STORES.search(clean, max(around.start, c.start - 40), c.start)
    if opened and _AS_A_TASK.match(clean, opened.start()) and _PLAIN.search(clean, at, c.end):
        # "突出…等重点领域信息公开，全年主动公开政府信息11787条": a task of the year, then its total.
        opened = None if first_total(context) is None else opened
    store = bool(opened)
    if added and channel and int(added[1]) > c.value:
        # "通过网站发布信息1203条，通过公报发布信息86条，合计1289条": each is that of its channel.
        return context.add_channel(line, c, channel, named_in(words) or words, cumulative)
    summed = (listing.last is not None and _SUMMED.search(subject)) or _ADDED.search(subject)
    if channel is None and not (store or said.named or summed):
        # "“青塘发布”微信公众号发挥作用，全年共推送信息236条": named in the clause before.
        words, counted = named_before(clean, around.start, at)
        channel = None if WHOLE_COUNTY.search(words) else channel_of(words)
        channel = None if channel == "other" else channel
        # "微博发布信息120条，更新信息60条": of the same account, or of all.
        store = channel is None and not subject.strip("全年度") and bool(channel_of(counted))
    if channel and (channel != "website" or (in_list and whole is not None)):
        if said.columns:
            return None
        return context.add_channel(line, c, channel, named_in(words) or words, cumulative)
    if (
        channel and said.channel and whole is not None and whole.scope == "whole_county"
        and whole.value is not None and c.value < whole.value and not cumulative
    ):  # fmt: skip
        # The site beside the whole county's total.
        return context.add_channel(line, c, channel, named_in(words) or words, cumulative)
    own = whole is None and said.own
    # Also behind others of a list whose total was not read.
    listed = in_list or (listing.closed and "其中" in lead)
    first = ((listed and not channel) or "其中" in subject) and whole is None and not (
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
    county = said.county and not _TOWNSHIPS.fullmatch(said.rest)
    if said.body and not channel and not own and not county and not (
        whole is None and subject.rstrip("共累计").endswith(("管委会", "管理委员会"))
    ):  # fmt: skip
        if whole is None:
            context.abstain("disclosed_by_body", "scope_unclear", line, at, c.end)
            return None
        return context.count(line, c, "disclosed_by_body",
                           label=said.named, cumulative=cumulative)  # fmt: skip
    scope = whose_total(said, None if channel else around.whose(c.start))
    behind = clean[at + len(role.label) : c.start]
    if ("我" in behind or "本" in behind) and (named := scope_of(behind)):
        # "在区政府信息公开网上发布我乡工作信息、动态": whose they are stands behind the verb.
        scope = named
    if scope is None and channel == "website" and not said.sites:
        scope = scope_of(words)
    if scope is None and not subject.strip("共累计"):
        scope = scope_of(around.lead(c.start))
    # A domain may have been put in the place of a name: it tells nobody's.
    rest = "" if own or (MASK in subject and len(said.rest) < 2) else said.rest
    own = own or (bool(rest) and is_own(rest, context))
    if own and rest and scope is None:
        scope = "agency"
    # A column or store opened in the clause before: what is counted is its content, not the whole.
    if store or of_another(rest, scope, own):
        context.abstain("disclosed_total", "scope_unclear", line, at, c.end)
        return None
    rival = _rival(c, cumulative, scope, channel, words, context)
    if rival is not None and _rounded(rival, c):
        # "1.2万条" in the overview is the 12034 of its section.
        context.drop(rival)
        rival = None
    if rival is not None or (cumulative, scope) in context.disputed:
        context.abstain("disclosed_total", "two_candidates", line, at, c.end)
        plain = not channel and not rest and said.scope and _PLAIN.search(clean, at, c.end)
        if rival is not None and plain and _is_same_account(rival, scope):
            # Two accounts of the same: a careful person cannot say which of them holds.
            context.disputed.add((cumulative, scope))
            context.drop(rival)
        return None
    figure = context.count(line, c, "disclosed_total", start=sentence_start(clean, at),
                         scope=scope, cumulative=cumulative)  # fmt: skip
    if figure is not None:
        if channel == "website":
            context.sites.append((figure, words))
        if unclear:
            context.unclear(figure)
    return figure


def _rival(c: Count, cumulative: bool | None, scope: str | None, channel: str | None, words: str,
           context: Context) -> Figure | None:  # fmt: skip
    """Return another total of the same kind that has another value."""
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
                return known
        elif channel == "website" and named_in(site) == named_in(words):
            return known
    return None


def _rounded(rival: Figure, c: Count) -> bool:
    """Whether another total is what this one is rounded to."""
    value = rival.value
    if not value or c.near or not _ROUND.search(rival.quote):
        return False
    return value % 100 == 0 and abs(value - c.value) < 0.05 * c.value and c.value % 100 != 0


def _is_same_account(rival: Figure, scope: str | None) -> bool:
    """Whether a total says of the same bodies, exactly and in full, what another one does."""
    return rival.scope == scope and not rival.approximate and bool(_PLAIN.search(rival.quote))


def names_places(clean: str, c: Count, words: str) -> bool:
    """Whether words name the places where items stand, and their parts follow."""
    if not words.endswith(("共", "共计")):
        return False
    return bool(_PLACES.search(words) and _PARTS_FOLLOW.match(clean, c.end))


def read_part(around: Around, c: Count, role: Role, listing: Listing,
              context: Context) -> Figure | None:  # fmt: skip
    """Read a verb without its noun: "通过政务微博公开610条", "各乡镇公开5240条", "其中2013年公开3120条"."""
    subject, line = role.label, around.line
    words = around.clean[c.begin : c.start]
    if may_stand_beside(around.clean, c, words):
        figure = beside_total(line, c, words, listing, context)
        if figure is not None:
            return figure
    if (such := such_class(words)) is not None:
        return read_such(around, c, such, listing, context)
    if (
        c.damaged or c.unit not in UNITS["items"] or subject.endswith(_NOT_PUBLISHED)
        or around.other_year(c.start)
    ):  # fmt: skip
        return None
    medium = channel_of(subject)
    if medium not in (None, "website") and not COLUMNS.search(subject) and not (
        listing.whole or first_total(context)
    ):  # fmt: skip
        name = label_of(subject) or subject
        return context.add_channel(line, c, str(medium), named_in(name) or name, False)
    if medium == "website" and not COLUMNS.search(subject) and (
        listing.whole is None and more_follow(around.rest(c.end))
        and around.period(c.start) == (False, False)
    ):  # fmt: skip
        name = label_of(subject) or subject
        return context.add_channel(line, c, "website", named_in(name) or name, False)
    whole = listing.whole or first_total(context) or next(
        iter(context.of("information_produced_total")), None
    )  # fmt: skip
    if whole is None:
        return None
    if _ALL_YEARS.fullmatch(words) and whole.value is not None and c.value > whole.value:
        return context.count(line, c, "disclosed_total", scope=whole.scope, cumulative=True)
    if _is_years(subject + role.more, context, whole):
        produced = whole.indicator != "disclosed_total"
        return context.count(line, c, "disclosed_total", scope=whole.scope,
                           cumulative=whole.cumulative if produced else False)  # fmt: skip
    bare = label_of(subject) or ""
    channel = channel_of(subject) or ("website" if is_platform(subject) else None)
    if channel and not (COLUMNS.search(subject) or with_other_ways(subject)):
        return context.add_channel(line, c, channel, named_in(bare or subject) or bare or subject,
                                   of_whole(around, c, around.period(c.start)[0], listing))  # fmt: skip
    body = (body_in(subject, named_in(bare)) or body_of(named_in(bare) + "公开")) if bare else None
    if body and not (whole.value is not None and c.value > whole.value):
        ever = of_whole(around, c, around.period(c.start)[0], listing)
        return context.count(line, c, "disclosed_by_body", label=body, cumulative=ever)
    return None


def _is_years(words: str, context: Context, whole: Figure) -> bool:
    """Whether "2013年公开3120条" in a list is the year's total: of a cumulative or produced whole."""
    year = _A_YEAR.search(words)
    if year and context.year and int(year[1]) != context.year:
        return False
    if whole.indicator == "information_produced_total":
        return not year and bool(_PRODUCED_PART.fullmatch(words))
    said = year or any(w in words for w in ("新增", "本年", "当年", "今年"))
    if "网" in words and whole.cumulative and any(f is whole for f, _ in context.sites):
        # What the site published in the year, of what it published in all.
        return bool(said) and channel_of(words) == "website"
    return bool(said) and whole.cumulative is not False and "网" not in words and "微" not in words


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
    listing.open, listing.closed, listing.complete, listing.end = True, False, False, end
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
