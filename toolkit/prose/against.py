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
_RATE = re.compile(
    r"，?(?:同比)?(?:增长|增幅|上升|增加|提高|下降|减少|降幅|降低)率?(?:为|达|约|了)?(\d+(?:\.\d+)?)%"
)
#: How far back the earlier count stands, and how many figures are asked.
_REACH, _ASKED = 40, 40


def grown_from_earlier(clean: str, c: Count, less: bool, context: Context) -> Figure | None:
    """Return the figure that grew by ``c`` from the count that is printed straight before.

    "…164条：…。公开总量比2010年的139条增加25条": 164 is the only figure that is 25 more than 139.
    None where no earlier count stands there, and where no or several figures would do.
    """
    by = -c.value if less else c.value
    found = _EARLIER.search(clean, max(0, c.start - _REACH), c.start)
    if found is None:
        rate = _RATE.match(clean, c.end) if c.unit != "%" else None
        return _of_rate(by, rate[1], c, context) if rate else None
    before = to_number(found["count"].replace(",", ""), found["scale"])
    if not before:
        return None
    fit: dict[tuple[str, str | None], Figure] = {}
    for figure in context.figures[-_ASKED:]:
        if figure.value is None or figure.indicator.startswith("printed_"):
            continue
        grown = figure.value - before
        fits = _is_rate(grown, before, by, str(c.value)) if c.unit == "%" else grown == by
        if fits:
            fit[figure.indicator, figure.label] = figure
    return next(iter(fit.values())) if len(fit) == 1 else None


def _of_rate(by: float, rate: str, c: Count, context: Context) -> Figure | None:
    """Return the figure whose change a count and a rate behind it both are: "减少21条，下降13.7%"."""
    fit = [
        f for f in context.figures[-_ASKED:]
        if f.unit == c.unit and f.value is not None and f.value > max(by, 0)
        and not f.indicator.startswith("printed_")
        and _is_rate(abs(by), f.value - by, float(rate), rate)
    ]  # fmt: skip
    return fit[0] if len(fit) == 1 else None


def _is_rate(grown: float, before: float, rate: float, printed: str) -> bool:
    """Whether a change is a rate of what was before, as exactly as the rate is printed."""
    digits = len(printed.partition(".")[2])
    return abs(grown * 100 / before - rate) <= 0.51 * 10.0**-digits
