"""Metrics: shares with a named numerator and denominator; no value where one of them is not stated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

from toolkit.codebook import categories
from toolkit.panel.cells import PlaceYear, place_years
from toolkit.panel.choice import Choice, choose
from toolkit.panel.composition import category_parts, work_updates
from toolkit.panel.frames import HEAD, MARKS, typed
from toolkit.panel.marks import mark_breaks

if TYPE_CHECKING:
    import pandas as pd

_COLUMNS = (
    *HEAD, "basis", "value", "missing", "missing_what", "numerator", "denominator",
    "denominator_indicator", "labels", "wider_labels", "parts_sum", "complete", "approximate",
    "conflict", "scope", "note", *MARKS, "address",
)  # fmt: skip

#: What the two bases mean, for notes under tables and charts.
WORK_UPDATES_SHARE = {
    "zh": (
        "工作动态占比 = 报告列为“工作动态”类（政务动态、动态信息等，见类目表；更宽的类不计入）的条数"
        " ÷ 同一报告所列主动公开信息总数；门户口径 = 政府网站工作年度报表的政务动态信息更新量"
        " ÷ 信息发布总数，或报告所列门户网站发布数。只列其一者不计算。"
    ),
    "en": (
        "Share of work updates = items that the report classes as work updates (工作动态, 政务动态 and"
        " the like, see the table of categories; wider classes never enter) by the total of disclosed"
        " items of the same report; on the portal: work updates by all items of the website's yearly"
        " sheet, or by the items that the report states for the portal. Where only one of the two is"
        " stated there is no value."
    ),
}


def work_updates_share(
    figures: pd.DataFrame,
    places: Iterable[str] | None = None,
    years: Iterable[int] | None = None,
) -> pd.DataFrame:
    """Return the share of work updates among disclosed items, by place, line, year and basis.

    Parameters
    ----------
    figures : pandas.DataFrame
        As made by :func:`toolkit.report.figures_frame`.
    places, years : iterable, optional
        Codes or names; report years.

    Returns
    -------
    pandas.DataFrame
        ``value`` between 0 and 1. ``basis`` is ``report`` (by ``disclosed_total`` of the same
        report) or ``portal`` (by the website's own total, or by the total or the items that the
        report states for its portal only; ``denominator_indicator`` says which). ``labels`` are
        the printed classes that were added up, ``wider_labels`` those that hold updates and more
        and were left out.
        ``complete`` tells whether the listed parts make the total. Without a value, ``missing`` is
        ``not_stated`` and ``missing_what`` names the side that is missing; ``note`` is ``beside``
        where the updates exceed the total or stand beside it.
    """
    rows: list[dict[str, Any]] = []
    for _, line in groupby(place_years(figures, places, years), key=lambda c: c.series):
        made: dict[str, list[dict[str, Any]]] = {"report": [], "portal": []}
        for cell in line:
            # By basis; where the sheet of the website is there, it goes before the report's count.
            for basis, row in {r["basis"]: r for r in _shares(cell)}.items():
                made[basis].append(row)
        for part in made.values():
            mark_breaks(part, None)
            rows += part
    return typed(rows, _COLUMNS)


def _shares(cell: PlaceYear) -> Iterator[dict[str, Any]]:
    """Yield the share of the report, and of the portal where its sheet or the report tells it."""
    total, parts, _ = category_parts(cell)
    updates = work_updates(parts)
    labels = "、".join(r["label"] for r in parts if r["category"] == "work_updates") or None
    if cell.has_report:
        wider = {c.id for c in categories().values() if c.wider_than == "work_updates"}
        listed = sum(p["value"] for p in parts) if parts else None
        # A total that the report states for its portal only is not the total of the report.
        basis = "portal" if total.scope == "portal" else "report"
        row = _row(cell, basis, updates, total, "disclosed_total") | {
            "labels": labels, "parts_sum": listed,
            "wider_labels": "、".join(r["label"] for r in parts if r["category"] in wider) or None,
            "complete": None if listed is None or total.value is None else listed == total.value,
        }  # fmt: skip
        others = (listed or 0) - (updates.value or 0)
        if row["value"] is not None and others and others == total.value:
            row |= _no_share("beside")
        yield row
    if any(i in cell.rows for i in ("site_items_total", "site_items_work_updates")):
        sheet = choose(cell, "site_items_work_updates"), choose(cell, "site_items_total")
        yield _row(cell, "portal", *sheet, "site_items_total") | {"labels": "政务动态信息更新量"}
    elif updates.value is not None and total.value is None:
        # The report states no total, only how much its portal carried: a basis of its own.
        carried = choose(cell, "disclosed_channel_website")
        if carried.value is not None:
            row = _row(cell, "portal", updates, carried, "disclosed_channel_website")
            yield row | {"labels": labels, "scope": "portal"}


def _row(
    cell: PlaceYear, basis: str, part: Choice, whole: Choice, indicator: str
) -> dict[str, Any]:
    lacking = [n for n, c in (("numerator", part), ("denominator", whole)) if c.value is None]
    row = cell.head | {
        "basis": basis, "value": None, "missing": "not_stated" if lacking else None,
        "missing_what": "+".join(lacking) or None, "numerator": part.value,
        "denominator": whole.value, "denominator_indicator": indicator,
        "approximate": part.approximate or whole.approximate, "conflict": bool(whole.rivals),
        "scope": whole.scope or part.scope, "note": whole.rivals or None, "group": "all",
        "form_assumed": cell.head["form"] is None, "address": part.address or whole.address,
        "merger": cell.merger,
    }  # fmt: skip
    if part.value is None or whole.value is None:
        return row
    if not whole.value or part.value > whole.value:
        return row | _no_share("beside" if whole.value else "no items")
    return row | {"value": part.value / whole.value}


def _no_share(why: str) -> dict[str, Any]:
    return {"value": None, "missing": "not_stated", "missing_what": "share", "note": why}
