"""Produced: how much information was made or obtained, of which a part was disclosed."""

from __future__ import annotations

import re

from toolkit.figure import Figure
from toolkit.prose.around import Around
from toolkit.prose.context import Context
from toolkit.prose.counts import Count

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
