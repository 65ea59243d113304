"""Lists: the parts of what was disclosed, by class, channel, body or attribute."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from toolkit.codebook import kept_as_printed
from toolkit.figure import Figure
from toolkit.prose.around import Around
from toolkit.prose.changes import CHANGE_ENDS, COMPARED_ENDS
from toolkit.prose.classes import EACH, beside_total, is_class, may_stand_beside, read_alone
from toolkit.prose.context import Context
from toolkit.prose.counts import Count
from toolkit.prose.doubted import (
    a_doing,
    bodies_named,
    no_class,
    overlapping,
    read_bodies,
    too_large,
)
from toolkit.prose.inverted import INVERTED_ENDS
from toolkit.prose.labels import NOT_OPEN, body_in, known, label_of, named_in
from toolkit.prose.listing import (
    Listing,
    add_class,
    closes,
    first_total,
    item_of,
    more_end,
    of_list,
    scope_within,
)
from toolkit.prose.period import channel_of, channels_in, several_channels, with_other_ways
from toolkit.prose.roles import KEPT, UNITS, Role, labelled, roles_of
from toolkit.prose.rows import begins_row
from toolkit.prose.text import part_end

_OPENS = re.compile(
    r"其中|（|：|如下|包括|包含|涵盖|分别为|分别是|主要有|主要为|主要是|涉及|内有|多的[有是为]|信息中|信息里|资讯中|情况"
)
_OPENS_AGAIN = re.compile(
    r"^(?:（[一二三四五六七八九十\d]{1,2}）|[一二三四五六七八九十\d]{1,2}[、.])?(?:其中|在(?:所有|全部)?(?:主动公开|公开|发布)|按|从|主要类别|主要|具体|分类|类别|公开类别|包括|(?:20\d\d年)?新增的?(?:政府|政务)?(?:信息|资讯)[中里])"
)
_KIND_END = "(?:情况|统计)?(?:主要)?(?:有|为|如下|包括|来看|看|是|划分|分)*[，：。]"
#: The class of its first characters goes first: then not every place is tried.
_BY_KIND = re.compile(
    r"[公发类分渠形方按大上从](?:(?<=公)开(?:政府|政务)?信息(?:的)?情况(?:如下)?："
    r"|(?:(?<=公)开|(?<=发)布)的(?:政府|政务)?信息[中里]"
    rf"|(?:(?<=类)别|(?<=分)类|(?<=渠)道|(?<=形)式|(?<=方)式){_KIND_END}"
    r"|(?<=分)为[两二三四五六七八九十\d]+(?:个|大)?(?:类|方面)：|(?<=上)述\d+条(?:政府)?(?:信息)?中[，：]"
    rf"|(?<=按)照?(?:信息)?(?:公开)?(?:主体|单位|部门|层级|级别|内容|类型|领域|属性|性质|载体|途径){_KIND_END}"
    r"|(?<=从)(?:信息|公开)?的?(?:内容|类别|类型|领域|属性|主题)(?:上|方面)?(?:来)?(?:看|讲|说)，"
    r"|(?<=大)类(?:条|信息|内容)?(?:分别)?[为是]?：)"
)
_ROW = re.compile(r"(?:[^，。；：、\d]{2,16}\d+条[、，；]){3}")
#: The next or the last label of a list that ends in 公开 too.
_NEXT_OPEN = re.compile(r"[、，；][^，。；：、\d]{2,14}公开\d")
_LAST_OPEN = re.compile(r"公开\d+[条件][、，；]$")
_PLACE_OF = re.compile(
    "(?:其中|，|：)*[^，。；：]{0,8}(?:目录|专栏|栏目)(?:[中里内]?(?:共)?(?:公开|发布)|[中里内]?包括)"
)
#: The sum of the classes before, no class: "…，共发布99条；".
_SUM_OF = re.compile("(?:共计|合计|总计|累计|共)+(?:主动)?(?:公开|发布|更新)")
_POST = re.compile(
    "(?:推送|发布)?(?:图文|原创|各类|微信|微博|图片|短?视频|[、和及])+(?:信息|消息|文章|推文|资讯|作品|内容)?"
)
_COLUMN_END = re.compile("(?:栏目|专栏|板块|目录)[中上里内]?$")
#: What words that may mean more than a class end in or hold: they are never :func:`plain_class`.
_TELLING_ENDS = CHANGE_ENDS | COMPARED_ENDS | INVERTED_ENDS
_TELLING = re.compile(r"[0-9（）。均余]|^(?:其中|历年|到|至|截|涉及)|公开.?$")
#: That a sentence parts items by kind, not letters, cases or applications.
_ITEMS_OF = re.compile("上述|公开|发布|信息|类别|分类|大类|渠道|形式|方式")
_BUSINESS = re.compile(
    "热线|工单|信访|来信|留言|投诉|举报|咨询|案件|申请(?!公开)|培训|提案|标准目录|事项目录|许可|处罚|审批|检查|执法"
)
#: How something was published, and the whole that comes after its parts.
_NO_CLASS = re.compile(
    "以|通过|利用|采[用取]|按照?|(?:全|我)[县区市州旗镇乡局]$|.*(?:平台|系统)(?:公开|发布)?$|(?:.*[不免][予于]|.*依申请|主动)?公开$"
)
#: Classes whose names hold a verb, and another class behind: "公文发布信息27条，政策法规信息30条".
_PUBLISHED_OF = re.compile(
    "(?:公文|文件|公告|通知|新闻|政务|动态|预警|应急|权威|政策|招聘|招考|招标|统计|数据|价格|资讯|通告)(?:公开|发布|公示|公布|更新|推送)(?:类)?信息"
)
_ITEM_NEXT = re.compile(r"[、，；][^，。；：、\d]{2,12}\d+(?:条|件)|[。]")
_SUBJECT_OF = re.compile("涉及|涵盖")
_OTHERS = re.compile("转载|发表|投稿|刊用|录用")
_PRINTED = re.compile("公报[^，。；]{0,8}(?:刊登|刊载|登载|收录|刊发)")
_ONLY_LABEL = (Role("label"),)
_ITEMS, _COUNTED = UNITS["items"], UNITS["parts"]
_PARTS = ("disclosed_by_category", "disclosed_by_body")


def opens_list(clean: str, c: Count, listing: Listing) -> bool:
    """Whether a number stands in a list of the parts of what was published."""
    if not listing.end:
        if listing.kinds is None:
            listing.kinds = [m.end() for m in _BY_KIND.finditer(clean)]
        before = bisect_right(listing.kinds, c.start)
        if before > 0 and "。" not in clean[listing.kinds[before - 1] : c.start]:
            ends = listing.kinds[before - 1]
            said = clean[clean.rfind("。", 0, ends - 1) + 1 : ends]
            return not _BUSINESS.search(said) and (
                # "从内容看，机构职能类386条，政策法规类712条": a row of classes.
                bool(_ITEMS_OF.search(said)) or begins_row(clean, ends)
            )
        return (not c.begin or clean[c.begin - 1] in "。：") and begins_row(clean, c.begin)
    between = clean[listing.end : c.begin + 4]
    if "）" in between and closes(between):
        # "（概况58条、动态126条），解读信息217条": the list stood in the bracket.
        return bool(_OPENS.search(between[between.rfind("）") :]))
    stop = between.rfind("。")
    if listing.closed and stop < 0:
        return False
    if stop >= 0:
        begun = between[stop + 1 :]
        if _OPENS_AGAIN.match(begun) or _BY_KIND.search(begun):
            return True
        # Three classes in a row need no word that opens them.
        return listing.whole is not None and bool(
            _ROW.match(clean, clean.rfind("。", 0, c.start) + 1)
        )
    if not listing.open or (listing.complete and c.value):
        # Classes that are the whole have no more beside them, but another way of parting may follow.
        return bool(_OPENS.search(between) or (listing.complete and _BY_KIND.search(between)))
    return True


def is_item(words: str, c: Count, listing: Listing, clean: str) -> bool:
    """Whether words name nothing but a class, in a list of classes: "政策解读9条"."""
    label = label_of(words)
    if listing.open and _PUBLISHED_OF.fullmatch(words) and listing.of_classes(clean):
        return _ITEM_NEXT.match(clean, c.end) is not None and c.begin == listing.end + 1
    inside = clean.startswith("、", listing.end) and listing.of_classes(clean)
    if "解读" in words and not inside and (
        listing.whole is None or listing.known_only
        or (listing.open and more_end(clean[listing.end : c.begin]))
        # Behind the number of a channel they are the documents explained.
        or (listing.last is not None and listing.last.indicator.startswith("disclosed_channel_")
            and not _OPENS.search(clean[listing.end : c.begin + 4]))
    ):  # fmt: skip
        # Without a total, or behind the bracket that held its classes.
        return False
    return (
        (known(label) or (inside and kept_as_printed(label or "") is not None))
        and words.removeprefix("其中").strip("：，、") in (label, f"{label}为", f"{label}共")
        and opens_list(clean, c, listing)
    )


@lru_cache(maxsize=KEPT)
def plain_class(words: str) -> tuple[str, str] | None:
    """Return label and category of words that can mean nothing but one class of a list, or None.

    They hold nothing that any other reader of numbers looks for: no verb, change, year or body.
    """
    if not words or words[-1] in _TELLING_ENDS or _TELLING.search(words):
        return None
    if roles_of(words) != _ONLY_LABEL:
        return None
    label = label_of(words)
    item = item_of(label) if label else None
    if not (label and item and item.category) or item.attribute or item.body or a_doing(label):
        return None
    return label, item.category


def read_next(around: Around, c: Count, words: str, listing: Listing,
              context: Context) -> Figure | None:  # fmt: skip
    """Read the next class of an open list, where nothing makes it doubtful; None for all else.

    Most numbers of a report are such, and :func:`read_item` would ask of each what none of them is.
    """
    if not listing.open or (listing.complete and c.value) or c.start < listing.nested:
        return None
    named = plain_class(words)
    if named is None or (
        listing.last is not None and listing.last.indicator.startswith("disclosed_channel_")
    ):
        return None
    between = around.clean[listing.end : c.begin]
    if "。" in between or "（" in between or "）" in between:
        return None
    whole = listing.whole or first_total(context)
    if listing.known_only and listing.last:
        whole = listing.last
    elif whole is not None and c.value > (whole.value or 0) and too_large(c, whole, context):
        return None
    figure = context.count(
        around.line, c, "disclosed_by_category", label=named[0], category=named[1],
        scope=scope_within(whole, listing), cumulative=of_list(around, c, whole, listing),
    )  # fmt: skip
    if figure is not None:
        listing.go_on(figure, c)
    return figure


def read_item(around: Around, c: Count, words: str, listing: Listing,
              context: Context) -> Figure | None:  # fmt: skip
    """Read one item of a list: a class, a channel, a body, an attribute, or several zeros at once."""
    clean, line, unit = around.clean, around.line, c.unit
    if unit in _ITEMS and may_stand_beside(clean, c, words):
        beside = beside_total(line, c, words, listing, context)
        if beside is not None:
            return beside
    if not listing.end and around.other_year(c.start):
        return None
    label = label_of(words)
    opened = opens_list(clean, c, listing)
    if label and "公开" in words[-3:] and (
        (listing.open and listing.last and listing.last.indicator == "disclosed_by_category")
        or _NEXT_OPEN.match(clean, c.end) or _LAST_OPEN.search(clean[max(0, c.begin - 10) : c.begin + 1])
    ):  # fmt: skip
        label = label_of(words, whole=True)
    if opened and listing.open and listing.last and listing.last.indicator in _PARTS:
        _nest(clean, c, words, listing)
    if c.start < listing.nested:
        # A list inside one class: its items are parts of a part.
        context.abstain("disclosed_by_category", "scope_unclear", line, c.begin, c.end)
        return None
    if "涉及" in words and overlapping(line, c, words, listing, context):
        return None
    if not opened:
        return read_alone(around, c, words, label, listing, context)
    if "公报" in words and unit in _ITEMS and unit != "条" and _PRINTED.search(words):
        # "市政府公报刊登规章2件、规范性文件16件": documents that may be published elsewhere too.
        context.abstain("disclosed_channel_gazette", "two_candidates", line, c.begin, c.end)
        listing.pass_over(c)
        return None
    label = _label_in_list(words, label, listing) or (words if NOT_OPEN.match(words) else None)
    if label is None or c.damaged or _SUM_OF.fullmatch(label):
        return None
    category, attribute, noun, channel, body = item_of(label)
    if body is None or f"{label}（" in words:
        body = body_in(words, label)
    if category is None and channel is None and not body and (named := bodies_named(label)):
        return read_bodies(line, c, named, listing, context)
    if category is None and body is None and _SUBJECT_OF.search(words):
        # "…，涉及群众切身利益的12条": a subject, no class.
        return None
    if category is None and (
        several_channels(label) if channel is None else not body and with_other_ways(label)
    ):
        # "政府公报及其他方式公开135条": one number for several channels.
        context.merged.update(channels_in(label))
        context.abstain("disclosed_channel_other", "two_candidates", line, c.begin, c.end)
        return None
    if listing.known_only and not attribute:
        label = EACH.sub("", label)
        if not is_class(label) or (unit != "条" and "累计" in words):
            # Something else than a class, or documents of all years.
            return None
    if unit is None and category is None and not listing.unitless:
        return None
    whole = listing.whole or first_total(context)
    if listing.known_only and listing.last:
        whole = listing.last
    if listing.last is not None and listing.last.indicator.startswith("disclosed_channel_"):
        opens = bool(_OPENS.search(clean[listing.end : c.begin + 4]))
        listing.of_site = opens and listing.last.indicator == "disclosed_channel_website"
        listing.of_account = opens and not listing.of_site
    scope = scope_within(whole, listing)
    cumulative = of_list(around, c, whole, listing)
    if not c.value and "均" in words[-4:]:
        figure = None
        for one in re.split("[、和]", label):
            figure = add_class(line, c, one, scope, cumulative, context)
        return figure
    if attribute:
        produced = whole is not None and whole.indicator == "information_produced_total"
        among = listing.last is not None and listing.last.indicator == "information_not_open"
        if not (noun or produced or among):
            return None
        return context.count(line, c, attribute, cumulative=cumulative)
    if unit not in _COUNTED and unit is not None:
        return None
    items = unit is None or unit in _ITEMS
    if channel == "gazette" and label.endswith("公报") and listing.of_classes(clean):
        # Among classes it is one: the items about the gazette.
        channel = None
    if channel and _OTHERS.search(label):
        # What a site took over from others, or they from it, is no number of the site.
        return None
    if channel and items:
        return context.add_channel(line, c, channel, label, cumulative)
    if category is None and _POST.fullmatch(label):
        # "政务微信推送图文信息860条": no class, but what the account posts.
        said = labelled(words) if items else None
        medium = channel_of(said[0]) if said else None
        if said and medium not in (None, "website"):
            return context.add_channel(line, c, str(medium), said[0], cumulative)
        return None
    if category == "other" and listing.last is not None and (
        listing.last.indicator.startswith(("disclosed_channel_", "disclosed_by_body"))
    ):  # fmt: skip
        # Other ways, or other bodies: no class of what was published.
        context.abstain("disclosed_by_category", "scope_unclear", line, c.begin, c.end)
        return None
    if body and items:
        if whole is not None and whole.value is not None and c.value > whole.value:
            context.abstain("disclosed_by_body", "scope_unclear", line, c.begin, c.end)
            return None
        return context.count(line, c, "disclosed_by_body", label=body, cumulative=cumulative)  # fmt: skip
    if not (items or category or (listing.open and unit in ("期", "则"))):
        return None
    if (category is None and _NO_CLASS.match(label)) or (unit == "次" and category == "decisions"):
        # Meetings that were held in public are counted as such.
        return None
    if no_class(label, c, category, listing.whole, context):
        context.abstain("disclosed_by_category", "scope_unclear", line, c.begin, c.end)
        return None
    return add_class(line, c, label, scope, cumulative, context)


def _label_in_list(words: str, label: str | None, listing: Listing) -> str | None:
    """Return the label of an item of a list, without the site or the verb before it."""
    place = _PLACE_OF.match(words) if "目录" in words or "栏" in words else None
    if place:
        # "其中公开目录中公开年度报告1条；专题专栏包括价格收费50条": the place, the verb, the class.
        return label_of(words[place.end() :]) or label
    said = labelled(words)
    if said and label and label.startswith(said[0] or "□") and not named_in(said[0]):
        # "全年共发布本级文件4条": nothing before the verb is the label's.
        return label_of(said[1]) or label
    if (not known(label) or listing.known_only) and (
        said is not None
        and not said[0].endswith(("不", "不予", "申请"))
        and (listing.known_only or channel_of(said[0]) or _COLUMN_END.search(said[0]))
    ):
        # "其中县政府网站公开政策文件类信息119条": the site, the verb, the class.
        return label_of(said[1]) or label
    return label


def _nest(clean: str, c: Count, words: str, listing: Listing) -> None:
    """Note that a list begins inside one class, and where it ends."""
    between = clean[listing.end : c.start - (clean[c.start - 1] == "（")]
    if "（" in between and between.rfind("（") > between.rfind("）"):
        listing.nested = clean.find("）", c.end) + 1 or len(clean)
    elif words.startswith("其中"):
        listing.nested = part_end(clean, c.end)
