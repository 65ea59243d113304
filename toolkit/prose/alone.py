"""Alone: classes that stand in no list — after a verb, after a bare comma, or with their sum behind."""

from __future__ import annotations

import re

from toolkit.figure import Figure
from toolkit.prose.around import Around
from toolkit.prose.context import Context
from toolkit.prose.counts import Count
from toolkit.prose.labels import known, label_of
from toolkit.prose.listing import Listing, add_class, item_of
from toolkit.prose.period import channel_of
from toolkit.prose.roles import UNITS, WORDS, labelled

_SENT_UP = re.compile("报送|上报|采用|刊发")
_ADDS_UP = re.compile("合计|总计|共计")
#: Classes that are counted by themselves beside a total.
_OWN_COUNTS = re.compile("解读|规范性文件")
_EACH = re.compile("^(?:各类|各项|相关)")
_STORES = re.compile(f"{WORDS['columns']}|文件库")
#: A medium named after the verb: 推送政务微信1916条.
_MEDIUM = re.compile("(?:微信|微博|公众号|新媒体|头条号)$")
#: A name that a label may be glued to: 高新区政务动态.
_PLACE = re.compile(r"^.*(?:区|县|市|旗|镇|乡|局|站|网|台)(?=.{2})")
_ITEMS = UNITS["items"]


def read_alone(around: Around, c: Count, words: str, label: str | None, listing: Listing,
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
        figure = add_class(around.line, c, name, None, around.period(c.start)[0], context)
        if figure is not None:
            context.loose.append(figure)
        return figure
    if c.value > whole.value or re.search("另|此外", around.lead(c.start)[-40:]):
        return add_class(around.line, c, name, None, False, context, "disclosed_beside_total")
    context.abstain("disclosed_by_category", "two_candidates", around.line, c.begin, c.end)
    return None
