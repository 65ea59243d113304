"""Settled: what is decided once the whole document was read."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations

from toolkit.figure import Figure
from toolkit.prose.context import Context, left

#: A site of all bodies, where one of them has its items.
_A_DIRECTORY = re.compile("目录(?:管理)?系统[^，。；]{0,4}(?:公开|发布)")
#: Several sites with a number each, in one sentence.
_SITE_COUNTS = re.compile(
    r"网站?[”上]*(?:主动)?(?:公开|发布|公示|刊发)[^，。；\d]{0,8}\d+[余多]?[条件篇份]"
)
_PARTS = ("disclosed_by_category", "disclosed_by_body")
#: Parts, which a text has many of, and channels, of which every site and account is one.
_MANY = ("disclosed_by_", "disclosed_channel_", "disclosed_beside_", "printed_", "requests_by_")
#: Whose figures are told apart: all others speak for the place as a whole.
_APART = frozenset(("agency", "portal"))
#: Of these a bureau of the county may have some that are those of the county too.
_EVENTS = ("responses_", "training_")
#: How far a rounded number may be from the exact one.
_ROUNDING = 0.05
#: So many are compared: a page may repeat itself ten thousand times.
_FEW = 20


def settle(context: Context) -> None:
    """Decide what the figures are that others of the document stand beside."""
    _settle_parts(context)
    _settle_places(context)
    _settle_twice(context)


def _settle_parts(context: Context) -> None:
    """Set parts read as those of all years that add up to the year's total, and not to the other.

    "2011年公开8642条，历年累计25380条。其中县直部门6330条，乡镇2312条": the words bind them to neither.
    """
    totals = context.of("disclosed_total")
    ever = {f.value for f in totals if f.cumulative is True}
    if not ever or len(totals) < 2:
        return
    # Where each of the year's was told: only lists behind it may be its own.
    years = {
        f.value: n
        for n, f in enumerate(context.figures)
        if f.indicator == "disclosed_total" and f.cumulative is False
    }
    for name in _PARTS:
        run: list[int] = []
        for n, figure in enumerate([*context.figures, None]):
            if figure is not None and figure.indicator == name and figure.cumulative is True:
                run.append(n)
            elif figure is None or not figure.indicator.startswith("printed_"):
                if len(run) > 1:
                    added = sum(context.figures[i].value or 0 for i in run)
                    if years.get(added, n) < run[0] and added not in ever:
                        # With the shares between them.
                        for i in range(run[0], n):
                            context.figures[i] = replace(context.figures[i], cumulative=False)
                run = []


def _settle_places(context: Context) -> None:
    """Decide what the figures of single sites are, once the whole document was read.

    The only figure of a document is its total, with the portal as its scope; beside a wider
    total, another site or another channel it is the figure of a channel.
    """
    _settle_sites(context)
    _settle_requests(context)
    totals = [
        f for f in context.figures
        if f.indicator == "disclosed_total" and f.cumulative is not True and f.value is not None
    ]  # fmt: skip
    if len(totals) == 1 and totals[0].value is not None:
        _beside(context, totals[0].value)


def _settle_sites(context: Context) -> None:
    if not context.sites:
        return
    sites = {id(f) for f, _ in context.sites}
    wider = [
        f for f in context.of("disclosed_total") if id(f) not in sites and f.cumulative is not True
    ]
    # Sites that a site's total is parted into are no channels beside it.
    channels = any(
        f.indicator.startswith("disclosed_channel_") and f.indicator != "disclosed_channel_website"
        for f in context.figures
    ) or any(f.indicator == "disclosed_channel_other" for f in context.findings)
    yearly = [f for f, _ in context.sites if f.cumulative is not True]
    if len(yearly) == 1 and not wider and _another_site(context, yearly[0]):
        context.figures[:] = [f for f in context.figures if f is not yearly[0]]
        context.findings.append(left(yearly[0], "two_candidates"))
        return
    if not (wider or channels or len(yearly) > 1):
        return
    for n, figure in enumerate(context.figures):
        if id(figure) in sites and figure.cumulative is not True:
            context.figures[n] = replace(figure, indicator="disclosed_channel_website", scope=None)


def _another_site(context: Context, one: Figure) -> bool:
    """Whether another site has a number that was not read: then none of them is the total."""
    return len(_SITE_COUNTS.findall(one.quote)) > 1 or any(
        f.indicator == "disclosed_total"
        and f.code == "abstained"
        and _A_DIRECTORY.search(f.message)
        for f in context.findings
    )


def _settle_requests(context: Context) -> None:
    """Set requests by one channel that stand alone as those received: "通过网站收到申请2件"."""
    if len(context.through) != 1 or any(
        f.indicator == "requests_received" for f in context.findings
    ):
        return
    (only,) = context.through
    for figure in context.figures:
        if figure is not only and figure.indicator.startswith(
            ("requests_received", "requests_handled", "requests_channel_")
        ):  # fmt: skip
            return
    for n, figure in enumerate(context.figures):
        if figure is only:
            context.figures[n] = replace(figure, indicator="requests_received")


def _beside(context: Context, total: float) -> None:
    """Set classes that are larger than the only total beside it: they are no part of it."""
    larger = {id(f) for f in context.loose if f.value is not None and f.value > total}
    for n, figure in enumerate(context.figures):
        if id(figure) in larger:
            context.figures[n] = replace(figure, indicator="disclosed_beside_total")


def _settle_twice(context: Context) -> None:
    """Take back figures of which the text has another value for the same thing and period.

    The panel would show the first of them; a careful person cannot say which of the two it is.
    """
    names = {n for n, f in context.said_of() if len(f) > 1 and not n.startswith(_MANY)}
    if not names:
        return
    same: dict[tuple[str, str | None, str | None, bool | None], list[Figure]] = {}
    for f in context.figures:
        if f.indicator in names:
            apart = f.scope in _APART and not f.indicator.startswith(_EVENTS)
            scope = f.scope if apart else None
            same.setdefault((f.indicator, f.label, scope, f.cumulative), []).append(f)
    gone: set[int] = set()
    for figures in same.values():
        if any(not _agree(a, b) for a, b in combinations(figures[:_FEW], 2)):
            gone |= {id(f) for f in figures}
            context.findings += [left(f, "two_candidates") for f in figures]
    if gone:
        context.figures[:] = [f for f in context.figures if id(f) not in gone]


def _agree(one: Figure, other: Figure) -> bool:
    """Whether two figures may be one number, rounded and exact."""
    a, b = one.value or 0, other.value or 0
    near = one.approximate or other.approximate or "万" in one.quote + other.quote
    return a == b or (near and abs(a - b) <= _ROUNDING * max(a, b))
