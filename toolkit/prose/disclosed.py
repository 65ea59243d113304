"""Disclosed: a number of items made public or produced, as a total or as a part of one."""

from __future__ import annotations

import re

from toolkit.figure import Figure
from toolkit.prose.around import Around, sentence_start
from toolkit.prose.context import Context
from toolkit.prose.counts import Count
from toolkit.prose.doubted import no_sum
from toolkit.prose.listing import Listing
from toolkit.prose.lists import read_item
from toolkit.prose.period import scope_of
from toolkit.prose.roles import UNITS, Role
from toolkit.prose.totals import (
    names_places,
    read_part,
    read_places,
    read_total,
)

_ATTRIBUTES = re.compile("(?:依申请|不予|免予)公开的?信息")
_ITEMS = UNITS["items"]


def read_disclosed(
    around: Around, c: Count, words: str, role: Role, detached: bool, listing: Listing,
    context: Context,
) -> Figure | None:  # fmt: skip
    """Read a number of items disclosed: a total, or a part of one."""
    figure: Figure | None = None
    items = c.unit is None or c.unit in _ITEMS
    if role.kind in ("total", "produced"):
        clean = around.clean
        if not items or (c.unit is None and not (
            clean.startswith("其中", c.end) or clean[c.begin - 1 : c.begin] == "："
        )):  # fmt: skip
            return None
        if role.kind == "produced":
            figure = read_produced(around, c, context)
        elif (listing.end or not context.since_2019) and _ATTRIBUTES.search(words):
            figure = read_item(around, c, words, listing, context)
        else:
            figure = read_total(around, c, role, listing, context)
            if figure is None:
                listing.pass_over(c)
        if figure is not None and figure.indicator in (
            "disclosed_total",
            "information_produced_total",
        ):
            listing.head(figure, c)
            return figure
    elif (
        role.kind == "label" and not listing.end and items and names_places(around.clean, c, words)
    ):
        figure = read_places(around, c, context)
        if figure is not None:
            listing.head(figure, c)
            return figure
    elif detached:
        figure = read_sum(around, c, words, listing, context)
        if figure is not None:
            listing.head(figure, c)
            return figure
        if not words.startswith(("共计", "总计", "合计")):
            figure = read_item(around, c, words, listing, context)
    else:
        figure = read_part(around, c, role, listing, context) if role.kind == "part" else None
        if figure is not None and figure.indicator == "disclosed_total":
            produced = listing.whole if listing.whole is not figure else None
            if produced is not None and produced.indicator == "information_produced_total":
                listing.go_on(figure, c)
            else:
                listing.head(figure, c)
            return figure
        if figure is None:
            figure = read_item(around, c, words, listing, context)
    if figure is not None:
        listing.go_on(figure, c)
    return figure


#: What was obtained with a number of its own, and what was made before it.
_OBTAINED = re.compile("^(?:其中)?(?:保存)?获取(?:的)?(?:政府)?信息")
_OBTAINED_TOO = re.compile(r"[，、；](?:保存)?获取(?:的)?(?:政府)?(?:信息)?(?:共|为)?\d")


def read_produced(around: Around, c: Count, context: Context) -> Figure | None:
    """Read what was produced or obtained, of which a part was disclosed."""
    if around.other_year(c.start) or c.damaged:
        return None
    if _OBTAINED_TOO.match(around.clean, c.end) or _OBTAINED.search(
        around.clean[c.begin : c.start]
    ):
        # "制作215件，获取43件": their sum is not printed.
        context.abstain("information_produced_total", "two_candidates", around.line, c.begin, c.end)
        return None
    return context.count(around.line, c, "information_produced_total", scope=around.whose(c.start),
                       cumulative=around.period(c.start)[0])  # fmt: skip


_PUBLISHED = re.compile(r"(?:公开|发布|更新)[^，。；]{0,8}信息|信息(?:公开|发布)")
_SUM = re.compile(r"总计|合计|共计|总共|共")
_OF_OTHERS = re.compile(r"\d(?:件|条|次)[^，。]{0,4}(?:留言|申请|建议)|收到|受理|重点|领域")


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
    if no_sum(around.clean, c, listing, context):
        context.abstain("disclosed_total", "scope_unclear", around.line, c.begin, c.end)
        return None
    scope = None if listing.last else scope_of(sentence)
    return context.count(around.line, c, "disclosed_total", start=sentence_start(around.clean, c.begin),
                       scope=None if scope == "portal" else scope)  # fmt: skip
