"""Printed changes on the year before: facts of their own, never counts."""

from __future__ import annotations

import re

from toolkit.codebook import indicators
from toolkit.prose.amounts import Context, number
from toolkit.prose.text import NUMBER, Line

_CHANGE = re.compile(
    rf"(?:同比|环比|[比较](?:上年度?|去年|上一年度?|(?P<base>20\d{{2}})年度?)(?:的\d+(?:条|件|篇|份))?|[与同](?:上年度?|去年|上一年度?)(?:同期)?相比，?)"
    rf"[^，。；\d]{{0,10}}?(?P<way>增长|增加|上升|提高|增幅|减少|下降|降低|降幅)(?:了|为|达)?{NUMBER}(?P<unit>%|个百分点|条|件|篇|份)"
    rf"(?:，(?P<way2>增长|增幅|下降|降幅)(?:率)?(?:了|为|达)?(?P<p2>\d+(?:\.\d+)?)%)?"
)


def read_changes(line: Line, context: Context) -> None:
    """Read what ``line`` prints of changes, each with the label of the figure that it follows.

    The value is negative for a decrease, in the printed unit. A change that follows no figure of its
    own line is left out: nobody could say what it belongs to.
    """
    for m in _CHANGE.finditer(line.clean):
        if m["base"] and context.year and int(m["base"]) != context.year - 1:
            continue
        before = line.clean[: m.start()].rstrip("，（")
        first, last = line.span(0, len(line.clean))
        owner = None
        for f in reversed(context.figures):
            end = int(f.where.split("-")[1])
            if end < first:
                # Lines are read in order: all before this one belong to lines before.
                break
            gap = len(before) - line.clean_offset(end)
            if (
                f.indicator not in ("printed_share", "printed_change")
                and end <= last
                and -1 <= gap <= 2
            ):
                owner = f
                break
        if owner is None:
            continue
        label = owner.label or indicators()[owner.indicator].zh
        value, near = number(m)
        sign = -1 if m["way"] in ("减少", "下降", "降低", "降幅") else 1
        common = {"label": label, "category": owner.category, "approximate": near}
        context.add(
            line, m.start(), m.end(), "printed_change", sign * value, unit=m["unit"], **common
        )
        if m["p2"]:
            sign = -1 if m["way2"] in ("下降", "降幅") else 1
            percent = float(m["p2"]) if "." in m["p2"] else int(m["p2"])
            context.add(
                line, m.start(), m.end(), "printed_change", sign * percent, unit="%", **common
            )
