"""Summed: the total that stands after its parts, or after a clause that names the thing."""

from __future__ import annotations

import re

from toolkit.figure import Figure
from toolkit.prose.around import Around, sentence_start
from toolkit.prose.context import Context
from toolkit.prose.counts import Count
from toolkit.prose.doubted import no_sum
from toolkit.prose.listing import Listing
from toolkit.prose.period import scope_of
from toolkit.prose.roles import UNITS

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
