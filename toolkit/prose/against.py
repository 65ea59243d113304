"""Against: which figure a change belongs to, where the earlier count is printed with it."""

from __future__ import annotations

import re

from toolkit.figure import Figure
from toolkit.prose.context import Context
from toolkit.prose.counts import Count
from toolkit.values import to_number

_EARLIER = re.compile(
    r"[比较与同](?:上一?年|去年|20\d\d年)度?(?:同期)?的?(?P<count>\d[\d.,]*)(?P<scale>[万亿])?[余多]?"
    r"(?:条|件|宗|篇|份)次?(?:相比|比较)?，?[^，。；\d]{0,6}$"
)
#: How far back the earlier count stands, and how many figures are asked.
_REACH, _ASKED = 40, 40


def grown_from_earlier(clean: str, c: Count, less: bool, context: Context) -> Figure | None:
    """Return the figure that grew by ``c`` from the count that is printed straight before.

    "…164条：…。公开总量比2010年的139条增加25条": 164 is the only figure that is 25 more than 139.
    None where no earlier count stands there, and where no or several figures would do.
    """
    found = _EARLIER.search(clean, max(0, c.start - _REACH), c.start)
    if found is None:
        return None
    before = to_number(found["count"].replace(",", ""), found["scale"])
    if not before:
        return None
    by = -c.value if less else c.value
    fit: dict[tuple[str, str | None], Figure] = {}
    for figure in context.figures[-_ASKED:]:
        if figure.value is None or figure.indicator.startswith("printed_"):
            continue
        grown = figure.value - before
        if c.unit == "%":
            digits = len(str(c.value).partition(".")[2])
            fits = abs(grown * 100 / before - by) <= 0.51 * 10**-digits
        else:
            fits = grown == by
        if fits:
            fit[figure.indicator, figure.label] = figure
    return next(iter(fit.values())) if len(fit) == 1 else None
