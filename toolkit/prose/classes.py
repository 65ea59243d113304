"""Classes outside of a list: after a verb or a bare comma, with their sum behind, beside a total or in it."""

from __future__ import annotations

import re

from toolkit.codebook import category_of
from toolkit.figure import Figure
from toolkit.prose.around import Around
from toolkit.prose.context import Context
from toolkit.prose.counts import Count
from toolkit.prose.labels import known, label_of, looked_at
from toolkit.prose.listing import Listing, add_class, first_total, item_of
from toolkit.prose.period import channel_of
from toolkit.prose.roles import UNITS, WORDS, labelled
from toolkit.prose.rows import begins_row
from toolkit.prose.subject import is_own
from toolkit.prose.text import MASK, Line, one_of

_SENT_UP = re.compile("报送|上报|采用|刊发|移交|接收|送交")
_PRESS = re.compile("刊播|播发|播出|刊登|登载|刊载")
_ADDS_UP = re.compile("合计|总计|共计")
#: Classes that are counted by themselves beside a total.
_OWN_COUNTS = re.compile("解读|规范性文件")
#: Affairs of the party and of villages are no government information.
_NOT_GOVERNMENT = re.compile("党务|[村居]务|[村居]）务")
EACH = re.compile("^(?:各类|各项|相关)")
_STORES = re.compile(f"{WORDS['columns']}|文件库")
#: A medium named after the verb: 推送政务微信1916条.
_MEDIUM = re.compile("(?:微信|微博|公众号|新媒体|头条号)$")
_ARTICLES = re.compile("(?:微信|公众号)(?:文章|推文)$")
#: A name that a label may be glued to: 高新区政务动态.
_PLACE = re.compile(r"^.*(?:区|县|市|旗|镇|乡|局|站|网|台)(?=.{2})")
#: What the label of a class ends in that the codebook does not know.
_CLASS_END = re.compile("(?:类|信息|公示|公告|通告|文件)$")
#: The same of one that begins a row: what ends in 信息 alone may be the agency's business.
_CLASS_BEGINS = re.compile("(?:类|类信息|公示|公告|通告)$")
#: One body that is not the report's own: what it publishes is its own too.
_ONE_BODY = re.compile(
    r"(?:.*[，年])?(?P<name>[县区市旗州][\u4e00-\u9fff]{1,8}(?:局|委员会|中心|宣传部|组织部|统战部|法院|检察院|公司|集团))(?:全年|共|累计)*"
)
#: Classes whose items may be counted as documents.
_DOCUMENTS = frozenset(("rules", "personnel", "decisions"))
#: What counts meetings and the like, not what is published of them.
_TIMES = frozenset(("次", "期", "项"))
#: The next class of a row: with the verb again or without it.
_NEXT = re.compile(
    rf"[、，；](?:(?:主动)?(?:{one_of(WORDS['publish'])}))?(?P<label>[^，。；：、（）%\d{MASK}]{{2,24}}|[^，。；：（）%\d{MASK}]{{2,24}})"
    r"(?P<count>\d+)[余多]*(?:条|件|份)"
)
#: A class that ends a row of its contents.
_SUCH = re.compile(
    r"等(?P<label>[^，。；：、等]{2,14}?(?:信息|栏目|领域|类))的?(?:主动)?(?:公开|发布|更新)?(?:共|共计)?$"
)
_AS_OF = re.compile("截[至止]|目前|累计")
_ITEMS, _PARTS = UNITS["items"], UNITS["parts"]


def is_class(label: str) -> bool:
    """Whether a label is one that the codebook has looked at, or ends as those of classes do."""
    return looked_at(label) or bool(_CLASS_END.search(label))


def read_alone(around: Around, c: Count, words: str, label: str | None, listing: Listing,
           context: Context) -> Figure | None:  # fmt: skip
    """Read a class outside of a list: after a verb, after a bare comma, or with its sum at the end."""
    clean, line = around.clean, around.line
    said, items = labelled(words), c.unit in _ITEMS
    if c.damaged or (said is None and not (label and items)) or c.unit not in _PARTS:
        return None
    if _SENT_UP.search(words):
        return None
    if around.other_year(c.start):
        return None
    item = item_of(label) if label else None
    if items and item and item.noun and item.attribute and (
        listing.whole or item.attribute == "information_not_open"
    ):  # fmt: skip
        return context.count(line, c, item.attribute)
    if said is not None:
        if _PRESS.search(words) and not channel_of(said[0]):
            # What the press prints is no class of what was disclosed.
            return None
        channel = channel_of(said[1]) if items and _MEDIUM.search(said[1]) else None
        if channel and listing.whole is None:
            return context.add_channel(line, c, channel, said[1], False)
        if items and _ARTICLES.search(said[1]):
            return context.add_channel(line, c, "wechat", said[1], False)
        name = label_of(said[1]) or ""
        if items and channel_of(said[0]) == "media" and category_of(name) == "news":
            # What newspapers and television publish is news of any kind.
            return context.add_channel(line, c, "media", said[0], False)
        if label and said[1].startswith("文件"):
            # By itself 文件 is no class: 主动公开文件 is.
            name = label
        body = _ONE_BODY.fullmatch(said[0])
        if known(name) and ("分别" in said[0] or (body and not is_own(body["name"], context))):
            reason = "two_candidates" if "分别" in said[0] else "scope_unclear"
            context.abstain("disclosed_by_category", reason, line, c.begin, c.end)
            return None
        return _said(around, c, EACH.sub("", name), listing, context)
    if label is None or not items:
        return None
    # A bare comma after the total: only a list whose first label the codebook knows.
    if (
        listing.whole
        and not _OWN_COUNTS.search(label)
        and listing.end
        and known(label)
        and clean[listing.end : c.begin] in ("，", "。")
    ):
        return add_class(line, c, label, listing.whole.scope, listing.whole.cumulative, context)
    if _ADDS_UP.search(around.rest(c.end)):
        short = _PLACE.sub("", label)
        name = short if known(short) else label
        return add_class(line, c, name, None, False, context) if known(name) else None
    if words.endswith("公开"):
        name = re.sub("(?:信息)?公开$", "", label)
        if known(name) or known(re.sub("^[县区市镇乡]政府", "", name)):
            return add_class(line, c, label, None, False, context)
    return None


def such_class(words: str) -> str | None:
    """Return the label that ends a row of contents, where the codebook knows it.

    Examples
    --------
    >>> such_class("公开财政资金、住房保障等重点领域信息"), such_class("通过网站等渠道公开信息")
    ('重点领域信息', None)
    """
    such = _SUCH.search(words) if "等" in words else None
    label = label_of(such["label"]) if such else None
    return None if category_of(label or "") in (None, "catalogue", "other") else label


def read_such(around: Around, c: Count, label: str, listing: Listing,
              context: Context) -> Figure | None:  # fmt: skip
    """Read a class whose contents stand before its name: "公开财政资金等重点领域信息4065条"."""
    if around.other_year(c.start) or c.damaged or _SENT_UP.search(around.lead(c.start)):
        return None
    whole = listing.whole
    if listing.open and whole is not None:
        return add_class(around.line, c, label, whole.scope, whole.cumulative, context)
    return _said(around, c, label, listing, context)


def _said(around: Around, c: Count, name: str, listing: Listing, context: Context) -> Figure | None:
    """Read a class after a verb: "更新工作动态类信息1644条"; beside a total it may be no part of it."""
    if _NOT_GOVERNMENT.search(name):
        return None
    if _OWN_COUNTS.search(name) and not name.endswith("信息"):
        return None
    if name in ("文件", "公文") and listing.whole is None:
        # In a site, a gazette or an archive: a bare word for documents names no class.
        context.abstain("disclosed_by_category", "scope_unclear", around.line, c.begin, c.end)
        return None
    category = category_of(name)
    if category is None and not (
        c.unit == "条" and first_total(context) is None and (
            (_CLASS_BEGINS.search(name) and _row(around.clean, c.end))
            or (name.endswith("信息") and begins_row(around.clean, c.end + 1))
        )
    ):  # fmt: skip
        return None
    # Documents are counted as such: 公开政府文件38件. As of a day, they may be those of all years.
    if c.unit != "条" and (
        category not in _DOCUMENTS or c.unit in _TIMES or _AS_OF.search(around.lead(c.start))
    ):
        return None
    # What stands in a column is no class of all.
    if _STORES.search(around.lead(c.start)[-40:].replace(name, "")):
        return None
    whole = listing.whole
    if not (whole and whole.value is not None and listing.end) or "。" in around.clean[
        listing.end : c.start
    ]:  # fmt: skip
        figure = add_class(around.line, c, name, None, around.period(c.start)[0], context)
        if figure is not None:
            context.loose.append(figure)
            listing.known_only = True
        return figure
    if c.unit != whole.unit:
        listing.known_only = True
        # Documents beside items: no part of what the total counts.
        return add_class(around.line, c, name, None, False, context)
    if c.value > whole.value or re.search("另|此外", around.lead(c.start)[-40:]):
        return add_class(around.line, c, name, None, False, context, "disclosed_beside_total")
    follows = _row(around.clean, c.end)
    if follows and c.value + follows <= whole.value:
        # A row of classes that the total has room for: its list.
        listing.known_only = True
        return add_class(around.line, c, name, None, around.period(c.start)[0], context)
    context.abstain("disclosed_by_category", "two_candidates", around.line, c.begin, c.end)
    return None


def _row(clean: str, at: int) -> int:
    """Return the sum of the classes that stand in a row from ``at`` on; 0 for less than one of them."""
    total = 0
    while following := _NEXT.match(clean, at):
        label = label_of(following["label"])
        if not (label and is_class(label)):
            break
        total, at = total + int(following["count"]), following.end()
    return total


_NOT_COUNTED = re.compile(
    r"，?[^，。；（）\d]{0,6}(?:另计|另行统计|单独统计|单列|(?:未|不)(?:计(?:算)?在内|计入|包括在内|包含在内|含在内|纳入(?:统计|总数)|统计在内))"
)
_WITHOUT = re.compile("^(?:其中)?(?:不含|不包括|不包含|未含|未计入?|不计)(?P<label>.*)$")
_DENIED = frozenset("未不另单")
_SAID_BESIDE = re.compile("(?:公开|发布|更新)(?:了)?(?P<label>[^，。；]{2,20})$")
_VERB_BESIDE = re.compile(r"(?:(?:栏目|专栏)?(?:共|累计)?(?:更新|发布|公开)的?|的|共|另有)+$")


def may_stand_beside(clean: str, c: Count, words: str) -> bool:
    """Whether more is to be asked: a denial stands straight behind the number, or begins the words."""
    behind = clean[c.end : c.end + 2].removeprefix("，")[:1]
    return behind in _DENIED or words[:1] in _DENIED


def beside_total(
    line: Line, c: Count, words: str, listing: Listing, context: Context
) -> Figure | None:
    """Read "779条（政务要闻更新的812条未计在内）" and "779条（不含政务要闻812条）"."""
    if listing.whole is None or c.damaged:
        return None
    without = _WITHOUT.match(words)
    if without is None and not _NOT_COUNTED.match(line.clean, c.end):
        return None
    name = without["label"] if without else words
    label = label_of(_VERB_BESIDE.sub("", name)) or ""
    if not known(label) and (said := _SAID_BESIDE.search(name)):
        # "门户网站另发布工作动态2140条，未计入": the site, the verb, the class.
        label = label_of(said["label"]) or ""
    if not known(label):
        return None
    return add_class(line, c, label, None, False, context, "disclosed_beside_total")


def read_included(line: Line, c: Count, words: str, listing: Listing,
                  context: Context) -> Figure | None:  # fmt: skip
    """Read "2387条（含转载614条）": a class that a total is said to include."""
    label = label_of(words.removeprefix("（").removeprefix("含"))
    whole = listing.whole
    if not (
        whole and whole.value and c.value < whole.value and listing.last is None
        and c.unit in UNITS["items"] and known(label) and not c.damaged
    ):  # fmt: skip
        return None
    return add_class(line, c, str(label), whole.scope, whole.cumulative, context)
