"""Lists: the parts of what was disclosed, by class, channel, body or attribute."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

from toolkit.codebook import category_of
from toolkit.figure import Figure, Finding
from toolkit.prose.around import Around
from toolkit.prose.changes import CHANGE_ENDS, COMPARED_ENDS
from toolkit.prose.context import Context
from toolkit.prose.counts import Count
from toolkit.prose.inverted import INVERTED_ENDS
from toolkit.prose.labels import NOT_OPEN, ON_REQUEST, body_of, known, label_of
from toolkit.prose.period import channel_of
from toolkit.prose.roles import KEPT, UNITS, WORDS, Role, labelled, roles_of
from toolkit.prose.text import Line

_COLUMNS = re.compile(WORDS["columns"])
_OPENS = re.compile(r"其中|（|：|如下|包括|分别为|分别是|主要有|主要为|信息中|信息里|情况")
_OPENS_AGAIN = re.compile(
    r"^(?:（[一二三四五六七八九十\d]{1,2}）|[一二三四五六七八九十\d]{1,2}[、.])?(?:其中|在(?:所有|全部)?(?:主动公开|公开|发布)|按|从|主要类别|主要|具体|分类|类别|公开类别|包括)"
)
_KIND_END = "(?:情况|统计)?(?:主要)?(?:有|为|如下|包括|看|是|分)*[，：。]"
_BY_KIND = re.compile(
    r"公开(?:政府|政务)?信息(?:的)?情况(?:如下)?：|公开的(?:政府|政务)?信息[中里]|发布的(?:政府|政务)?信息[中里]|"
    + "|".join(f"{kind}{_KIND_END}" for kind in ("类别", "分类", "渠道", "形式", "方式"))
)
_ROW = re.compile(r"(?:[^，。；：、\d]{2,16}\d+条[、，；]){3}")
#: The next or the last label of a list that ends in 公开 too.
_NEXT_OPEN = re.compile(r"[、，；][^，。；：、\d]{2,14}公开\d")
_LAST_OPEN = re.compile(r"公开\d+[条件][、，；]$")
_SENT_UP = re.compile("报送|上报|采用|刊发")
_ADDS_UP = re.compile("合计|总计|共计")
#: Classes that are counted by themselves beside a total.
_OWN_COUNTS = re.compile("解读|规范性文件")
#: A medium named after the verb: 推送政务微信1916条.
_EACH = re.compile("^(?:各类|各项|相关)")
_STORES = re.compile(f"{WORDS['columns']}|文件库")
_MEDIUM = re.compile("(?:微信|微博|公众号|新媒体|头条号)$")
_ALL_ZERO = re.compile("(?:数量|数)?均.*$")
#: A name that a label may be glued to: 高新区政务动态.
_PLACE = re.compile(r"^.*(?:区|县|市|旗|镇|乡|局|站|网|台)(?=.{2})")
#: What words that may mean more than a class end in or hold: they are never :func:`plain_class`.
_TELLING_ENDS = CHANGE_ENDS | COMPARED_ENDS | INVERTED_ENDS
_TELLING = re.compile(r"[0-9（）。均余]|^(?:其中|历年|到|至|截)|公开.?$")
_ONLY_LABEL = (Role("label"),)
_ITEMS, _COUNTED = UNITS["items"], UNITS["parts"]
_PARTS = ("disclosed_by_category", "disclosed_by_body")


class Listing:
    """The list that a line is in the middle of, if any.

    ``whole`` is the total that it belongs to; ``open`` says that its items are read, ``closed`` that
    they are those of a total that was not; ``end`` is where the last figure of disclosure ended,
    ``last`` that figure, ``nested`` where a list inside one class ends. ``unitless``: no units are
    printed. ``kinds`` are the places after the words that open a list by kind, once they were asked for.
    """

    # No dataclass: one is made for each line, and most of them keep what is said here.
    whole: Figure | None = None
    open: bool = False
    closed: bool = False
    end: int = 0
    last: Figure | None = None
    nested: int = 0
    unitless: bool = False
    kinds: list[int] | None = None

    def head(self, whole: Figure, c: Count) -> None:
        """Begin the list that may follow a total."""
        self.whole, self.end, self.last = whole, c.end, None
        self.open = self.closed = False
        self.unitless = c.unit is None

    def pass_over(self, c: Count) -> None:
        """Leave out the parts of a total that was not read: of another year, of a part."""
        self.whole, self.open, self.end, self.closed = None, False, c.end, not c.damaged

    def go_on(self, figure: Figure, c: Count) -> None:
        """Note one item that was read."""
        self.open, self.closed, self.end, self.last = True, False, c.end, figure


def first_total(context: Context, value: float | None = None) -> Figure | None:
    """Return the total that lists belong to: of that value, of the year, or the first."""
    found = context.of("disclosed_total")
    if len(found) < 2:
        return found[0] if found else None
    return min(found, key=lambda f: (f.value != value, f.cumulative is True))


class Item(NamedTuple):
    """What a label names by itself: a category, an attribute, a channel or a body."""

    category: str | None
    #: The indicator of an attribute, and whether its noun is printed with it.
    attribute: str | None
    noun: bool
    #: None for a label of a category, and for a column.
    channel: str | None
    body: str | None


@lru_cache(maxsize=KEPT)
def item_of(label: str) -> Item:
    """Return what a label names, asked once for all the lists that print it."""
    category = category_of(label)
    attribute = ON_REQUEST.match(label) or NOT_OPEN.match(label)
    name = None
    if attribute:
        name = "information_on_request" if attribute.re is ON_REQUEST else "information_not_open"
    channel = None
    if category is None and not _COLUMNS.search(label):
        channel = channel_of(label)
    noun = bool(attribute and attribute["noun"])
    return Item(category, name, noun, channel, body_of(label))


def opens_list(clean: str, c: Count, listing: Listing) -> bool:
    """Whether a number stands in a list of the parts of what was published."""
    if not listing.end:
        if listing.kinds is None:
            listing.kinds = [m.end() for m in _BY_KIND.finditer(clean)]
        before = bisect_right(listing.kinds, c.start)
        return before > 0 and "。" not in clean[listing.kinds[before - 1] : c.start]
    between = clean[listing.end : c.begin + 4]
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
    return listing.open or bool(_OPENS.search(between))


def is_item(words: str, c: Count, listing: Listing, clean: str) -> bool:
    """Whether words name nothing but a class, in a list of classes: "政策解读9条"."""
    label = label_of(words)
    if listing.whole is None and "解读" in words:
        return False
    return (
        known(label)
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
    if not (label and item and item.category) or item.attribute or item.body:
        return None
    return label, item.category


def read_next(line: Line, c: Count, words: str, listing: Listing,
              context: Context) -> Figure | None:  # fmt: skip
    """Read the next class of an open list, where nothing makes it doubtful; None for all else.

    Most numbers of a report are such, and :func:`read_item` would ask of each what none of them is.
    """
    if not listing.open or c.start < listing.nested:
        return None
    named = plain_class(words)
    if named is None:
        return None
    between = line.clean[listing.end : c.begin]
    if "。" in between or "（" in between:
        return None
    whole = listing.whole or first_total(context)
    figure = context.count(
        line, c, "disclosed_by_category", label=named[0], category=named[1],
        scope=whole.scope if whole else None, cumulative=whole.cumulative if whole else False,
    )  # fmt: skip
    if figure is not None:
        listing.go_on(figure, c)
    return figure


def read_item(around: Around, c: Count, words: str, listing: Listing,
              context: Context) -> Figure | None:  # fmt: skip
    """Read one item of a list: a class, a channel, a body, an attribute, or several zeros at once."""
    clean, line, unit = around.clean, around.line, c.unit
    label = label_of(words)
    opened = opens_list(clean, c, listing)
    if label and "公开" in words[-3:] and (
        _NEXT_OPEN.match(clean, c.end) or _LAST_OPEN.search(clean[max(0, c.begin - 10) : c.begin + 1])
    ):  # fmt: skip
        label = label_of(words, whole=True)
    if opened and listing.open and listing.last and listing.last.indicator in _PARTS:
        _nest(clean, c, words, listing)
    if c.start < listing.nested:
        # A list inside one class: its items are parts of a part.
        context.abstain("disclosed_by_category", "scope_unclear", line, c.begin, c.end)
        return None
    if not opened:
        return _alone(around, c, words, label, listing, context)
    if not known(label):
        said = labelled(words)
        if said is not None and channel_of(said[0]):
            # "其中县政府网站公开政策文件类信息119条": the site, the verb, the class.
            label = label_of(said[1])
    if label is None or c.damaged:
        return None
    category, attribute, noun, channel, body = item_of(label)
    if unit is None and category is None and not listing.unitless:
        return None
    whole = listing.whole or first_total(context)
    scope = whole.scope if whole else None
    cumulative = whole.cumulative if whole else False
    if not c.value and "均" in words[-4:]:
        figure = None
        for one in re.split("[、和]", _ALL_ZERO.sub("", label)):
            figure = _class(line, c, one, scope, cumulative, context)
        return figure
    if attribute:
        produced = whole is not None and whole.indicator == "information_produced_total"
        if not (noun or produced):
            return None
        return context.count(line, c, attribute, cumulative=cumulative)
    if unit not in _COUNTED and unit is not None:
        return None
    items = unit is None or unit in _ITEMS
    if channel and items:
        return context.add_channel(line, c, channel, label, cumulative)
    if body:
        return context.count(line, c, "disclosed_by_body", label=body, cumulative=cumulative)  # fmt: skip
    if not (items or category or (listing.open and unit in ("期", "则"))):
        return None
    return _class(line, c, label, scope, cumulative, context)


def _nest(clean: str, c: Count, words: str, listing: Listing) -> None:
    """Note that a list begins inside one class, and where it ends."""
    between = clean[listing.end : c.start - (clean[c.start - 1] == "（")]
    if "（" in between and between.rfind("（") > between.rfind("）"):
        listing.nested = clean.find("）", c.end) + 1 or len(clean)
    elif words.startswith("其中"):
        ends = [i for mark in "；。" if (i := clean.find(mark, c.end)) > 0]
        listing.nested = min(ends, default=len(clean))


def _class(line: Line, c: Count, label: str, scope: str | None, cumulative: bool | None,
           context: Context, indicator: str = "disclosed_by_category") -> Figure | None:  # fmt: skip
    """Add one class; a label that the codebook does not know stays as printed and is noted."""
    category = category_of(label)
    figure = context.count(line, c, indicator, label=label, category=category, scope=scope,
                           cumulative=cumulative)  # fmt: skip
    if category is None and figure is not None:
        context.findings.append(
            Finding(
                "unmapped_category", "note",
                f"category label {label!r} stands in no harmonised category; it stays as printed",
                f"类别“{label}”未归入任何统一类别，照印保留",
                indicator="disclosed_by_category", found=label, where=figure.where,
            )
        )  # fmt: skip
    return figure


def _alone(around: Around, c: Count, words: str, label: str | None, listing: Listing,
           context: Context) -> Figure | None:  # fmt: skip
    """Read a class outside of a list: after a verb, after a bare comma, or with its sum at the end."""
    clean, line = around.clean, around.line
    if c.unit not in _ITEMS or c.damaged or _SENT_UP.search(words):
        return None
    if around.other_year(c.start):
        return None
    item = item_of(label) if label else None
    if item and item.noun and item.attribute and (
        listing.whole or item.attribute == "information_not_open"
    ):  # fmt: skip
        return context.count(line, c, item.attribute)
    said = labelled(words)
    if said is not None:
        channel = channel_of(said[1]) if _MEDIUM.search(said[1]) else None
        if channel and listing.whole is None:
            return context.add_channel(line, c, channel, said[1], False)
        return _said(around, c, label_of(said[1]) or "", listing, context)
    if label is None:
        return None
    # A bare comma after the total: only a list whose first label the codebook knows.
    if (
        listing.whole
        and not _OWN_COUNTS.search(label)
        and listing.end
        and known(label)
        and clean[listing.end : c.begin] in ("，", "。")
    ):
        return _class(line, c, label, listing.whole.scope, listing.whole.cumulative, context)
    if _ADDS_UP.search(around.rest(c.end)):
        short = _PLACE.sub("", label)
        name = short if known(short) else label
        return _class(line, c, name, None, False, context) if known(name) else None
    if words.endswith("公开"):
        name = re.sub("(?:信息)?公开$", "", label)
        if known(name) or known(re.sub("^[县区市镇乡]政府", "", name)):
            return _class(line, c, label, None, False, context)
    return None


def _said(around: Around, c: Count, name: str, listing: Listing, context: Context) -> Figure | None:
    """Read a class after a verb: "更新工作动态类信息1644条"; beside a total it may be no part of it."""
    name = _EACH.sub("", name)
    if c.unit != "条" or not known(name) or _OWN_COUNTS.search(name):
        return None
    # What stands in a column is no class of all.
    if _STORES.search(around.lead(c.start)[-40:]):
        return None
    whole = listing.whole
    if not (whole and whole.value is not None and listing.end) or "。" in around.clean[
        listing.end : c.start
    ]:  # fmt: skip
        figure = _class(around.line, c, name, None, around.period(c.start)[0], context)
        if figure is not None:
            context.loose.append(figure)
        return figure
    if c.value > whole.value or re.search("另|此外", around.lead(c.start)[-40:]):
        return _class(around.line, c, name, None, False, context, "disclosed_beside_total")
    context.abstain("disclosed_by_category", "two_candidates", around.line, c.begin, c.end)
    return None
