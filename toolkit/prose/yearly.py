"""Yearly: of the year or of all years are the parts of a total, where another total stands beside it."""

from __future__ import annotations

from dataclasses import replace

from toolkit.figure import Figure
from toolkit.prose.around import Around
from toolkit.prose.context import Context
from toolkit.prose.counts import Count
from toolkit.prose.listing import Listing
from toolkit.prose.period import since_the_beginning, years_in

_PARTS = ("disclosed_by_category", "disclosed_by_body")
_YEARS_WORDS = ("本年", "全年", "当年", "今年", "年内")


def of_whole(around: Around, c: Count, cumulative: bool | None, listing: Listing) -> bool | None:
    """Return the period of a part: that of its total, where no word since the total says another.

    Examples
    --------
    "自2008年以来累计公开2864条，2011年公开912条。其中，各乡镇公开57条": the townships' are of 2011.
    """
    whole = listing.whole
    if not cumulative or whole is None or whole.cumulative is not False:
        return cumulative
    return since_the_beginning(around.clean[listing.headed : c.start])


def of_list(around: Around, c: Count, whole: Figure | None, listing: Listing) -> bool | None:
    """Return the period of one item of a list whose total is ``whole``, of another line or sentence."""
    if whole is None:
        return False
    if whole.cumulative is False or whole is listing.whole:
        return whole.cumulative
    # "2014年公开的类别：政策文件5条": the words before the list speak of the year.
    lead = around.lead(c.start)
    if since_the_beginning(lead):
        return whole.cumulative
    named = around.year is not None and around.year in years_in(lead)
    return False if named or any(w in lead for w in _YEARS_WORDS) else whole.cumulative


def settle_parts(context: Context) -> None:
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
