"""Disclosed: a number of items made public, as a total or as a part of one."""

from __future__ import annotations

import re

from toolkit.figure import Figure
from toolkit.prose.around import Around
from toolkit.prose.context import Context
from toolkit.prose.counts import Count
from toolkit.prose.listing import Listing
from toolkit.prose.lists import read_item
from toolkit.prose.produced import read_produced
from toolkit.prose.roles import UNITS, Role
from toolkit.prose.summed import read_sum
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
