"""Share: work updates among disclosed items, by a denominator that is named, with its bounds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

from toolkit.codebook import metrics
from toolkit.errors import ParameterError
from toolkit.metrics.bounds import Bounds, bounds, bounds_beside
from toolkit.metrics.stated import Stated, added, carried, named, only_work, stated, together
from toolkit.panel.beside import BESIDE, beside
from toolkit.panel.cells import PlaceYear
from toolkit.panel.choice import Choice, choose, corrected_by
from toolkit.panel.choice import named as indicators_of
from toolkit.panel.frames import HEAD, MARKS, typed
from toolkit.panel.marks import mark_breaks

if TYPE_CHECKING:
    import pandas as pd

#: The denominators there are; the last one only where it is asked for.
BASES = ("report", "portal", "parts")

#: What the share and its bases mean, for notes under tables and charts.
WORK_UPDATES_SHARE: dict[str, str] = dict(metrics()["work_updates_share"]["definition"])

_COLUMNS = (
    *HEAD, "basis", "value", *BESIDE, "lower", "upper", "missing", "missing_what", "numerator",
    "denominator", "denominator_indicator", "labels", "parts", "wider", "wider_labels", "beside",
    "parts_sum", "remainder", "complete", "relation", "approximate", "conflict", "scope", "note",
    *MARKS, "indicators", "address",
)  # fmt: skip

_NOT_STATED = Choice(None, "not_stated")


def work_updates_share(
    figures: pd.DataFrame,
    places: Iterable[str] | None = None,
    years: Iterable[int] | None = None,
    bases: Iterable[str] = ("report", "portal"),
    values: str = "published",
) -> pd.DataFrame:
    """Return the share of work updates among disclosed items, by place, line, year and basis.

    Parameters
    ----------
    figures : pandas.DataFrame
        As made by :func:`toolkit.report.figures_frame`.
    places, years : iterable, optional
        Codes or names; report years.
    bases : iterable of str, optional
        Which denominators, see ``basis``; ``parts`` only where it is named.
    values : {"published", "corrected"}
        Whether corrections laid beside the figures are used, as in :func:`toolkit.panel.series`.

    Returns
    -------
    pandas.DataFrame
        One row a place, line, year and basis. The words for its columns and codes, in Chinese and
        English, stand in ``toolkit/codebook/metrics.yml``. Shares are fractions of 1, counts are
        items (条) as published.

        ``basis``
            ``report``: by ``disclosed_total`` of the same report, of the whole place or without a
            scope. ``portal``: by all items of the website's yearly sheet; else by the total that
            the report states for its portal only, or by the items that it says the portal carried.
            ``parts``: by the sum of the classes that the report lists, two or more of them.
        ``numerator``, ``labels``, ``parts``
            Items of the listed classes of work updates, added up; their printed labels; each with
            its count. Wider classes never enter.
        ``denominator``, ``denominator_indicator``, ``scope``
            The items that they are divided by, the indicator that states them, and whose they are.
        ``value``
            ``numerator`` / ``denominator``; missing where one of the two is not stated, where they
            differ in scope or period, or where the updates stand beside the total.
        ``lower``, ``upper``
            The least and the most that the share can be (:mod:`toolkit.metrics.bounds`): equal to
            ``value`` where nothing speaks against it; wider classes raise the upper one.
        ``wider``, ``wider_labels``
            Items and labels of listed classes that hold updates and more.
        ``beside``
            Updates that stand outside the total.
        ``parts_sum``, ``remainder``, ``complete``
            The sum of all listed classes, what it leaves of the total (negative where it exceeds
            it), and whether it makes the total exactly.
        ``relation``
            ``beside``, ``exceeds``, ``scope``, ``period`` or ``no_items``, where the counts do not
            simply make a share.
        ``approximate``
            Whether one of the two counts is stated as approximate; so is then every share.
        ``used``, ``published``, ``corrected``, ``corrected_by``
            Whether ``value`` is as published or corrected, and both beside each other where a
            correction bears on one of the counts.
        ``missing``, ``missing_what``, ``conflict``, ``note``
            Without a value, the kind of missing (``not_stated``, or why a side was not read) and
            which side is missing; whether the year states other totals too, and which.

    Raises
    ------
    ParameterError
        A basis is unknown.
    """
    wanted = tuple(bases)
    for basis in wanted:
        if basis not in BASES:
            raise ParameterError(f"basis {basis!r} is unknown: use one of {', '.join(BASES)}")
    key = ("place_code", "line", "year", "basis")
    make = partial(_rows, wanted)
    return typed(beside(make, figures, places, years, values, key), _COLUMNS)


def _rows(wanted: Sequence[str], cells: list[PlaceYear]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for _, line in groupby(cells, key=lambda c: c.series):
        made: dict[str, list[dict[str, Any]]] = {basis: [] for basis in BASES}
        for cell in line:
            # By basis; where the sheet of the website is there, it goes before the report's count.
            for basis, row in {r["basis"]: r for r in share_rows(cell)}.items():
                made[basis].append(row)
        for basis in BASES:
            if basis in wanted:
                mark_breaks(made[basis], None)
                rows += made[basis]
    return rows


def share_rows(cell: PlaceYear) -> Iterator[dict[str, Any]]:
    """Yield a row for each denominator that the year's documents tell, or should tell.

    ``taken`` holds the figures that its two sides were taken from.
    """
    if cell.has_report:
        best = stated(cell)
        if best.whole.scope == "portal":
            # A total that the report states for its portal only is not the total of the report.
            yield _of(cell, "portal", best)
        else:
            yield _of_report(cell, best)
            yield from _of_portal(cell, best)
        yield _of_parts(cell, best)
    if any(i in cell.rows for i in ("site_items_total", "site_items_work_updates")):
        updates, whole = choose(cell, "site_items_work_updates"), choose(cell, "site_items_total")
        row = _row(cell, "portal", Stated(whole, updates, [], [], []), "site_items_total")
        yield row | {"labels": "政务动态信息更新量"}


def _of_report(cell: PlaceYear, best: Stated) -> dict[str, Any]:
    county = stated(cell, portal=False)
    row = _of(cell, "report", county)
    # The portal's updates are some of the county's: no share of its total, but not fewer.
    portal = best.updates if county.updates.value is None else _NOT_STATED
    if county.whole.value and portal.value is not None and portal.value <= county.whole.value:
        row |= {"lower": portal.value / county.whole.value, "relation": "scope"}
    return row


def _of_portal(cell: PlaceYear, best: Stated) -> Iterator[dict[str, Any]]:
    """Yield the portal's share where the report tells its updates beside the total of the place."""
    portal = stated(cell, portal=True)
    if portal.whole.value is not None and portal.updates.value is not None:
        yield _of(cell, "portal", portal)
        return
    # Without any total, classes of no scope are those of the portal that is said to carry so many.
    mine = portal if portal.updates.value is not None else best
    if mine.updates.value is None or (mine is best and best.whole.value is not None):
        return
    carries = carried(cell)
    if carries.value is not None:
        mine = replace(mine, whole=replace(carries, scope="portal"), beside=[])
        yield _of(cell, "portal", mine, "disclosed_channel_website")


def _of_parts(cell: PlaceYear, best: Stated) -> dict[str, Any]:
    """Return the share of the listed classes; a list of one class is no whole."""
    whole = together(best.parts) if len(best.parts) > 1 else _NOT_STATED
    mine = replace(best, whole=whole, again=[], beside=[])
    row = _of(cell, "parts", mine, "disclosed_by_category")
    # What the list leaves of itself says nothing; what it leaves of a stated total does.
    total, listed = best.whole.value, best.listed
    if total is None or listed is None:
        return row | {"remainder": None, "complete": None}
    return row | {"remainder": total - listed, "complete": total == listed}


def _of(
    cell: PlaceYear, basis: str, one: Stated, indicator: str = "disclosed_total"
) -> dict[str, Any]:
    """Return a row with what the listed classes say of the share."""
    row = _row(cell, basis, one, indicator)
    total, listed = one.whole.value, one.listed
    if listed is not None and total is not None:
        row |= {"remainder": total - listed, "complete": listed == total}
        if listed > total and row["relation"] is None:
            row["relation"] = "exceeds"
    return row | {
        "labels": named(one.of_work) or named(_outside(one)),
        "parts": named(one.of_work, counts=True) or named(_outside(one), counts=True),
        "parts_sum": listed,
        "wider": added(one.wider) if one.wider else None, "wider_labels": named(one.wider),
    }  # fmt: skip


def _outside(one: Stated) -> list[Any]:
    return [*one.beside, *only_work(one.again)]


def _row(cell: PlaceYear, basis: str, one: Stated, indicator: str) -> dict[str, Any]:
    """Return a row with both sides, the value where they make one, and its bounds."""
    whole, updates, outside = one.whole, one.updates, _outside(one)
    others = (one.listed or 0) - (updates.value or 0)
    # Beside: more updates than items, or the other classes make the total alone, or it is said so.
    beside = None
    if updates.value is None:
        beside = together(outside) if outside else None
    elif whole.value and (updates.value > whole.value or (others and others == whole.value)):
        beside = updates
    part = updates if beside is None else beside
    lacking = [n for n, c in (("numerator", part), ("denominator", whole)) if c.value is None]
    # A side that was seen and not read, or left blank, says more than one that is not stated.
    kinds = [c.missing for c in (part, whole) if c.value is None and c.missing]
    kind = next((k for k in kinds if k != "not_stated"), "not_stated")
    row = cell.head | {
        "basis": basis, "value": None, "missing": kind if lacking else None,
        "missing_what": "+".join(lacking) or None, "numerator": part.value,
        "denominator": whole.value, "denominator_indicator": indicator, "relation": None,
        "beside": added(outside) if outside else (beside.value if beside else None),
        "approximate": part.approximate or whole.approximate, "conflict": bool(whole.rivals),
        "scope": whole.scope or part.scope, "note": whole.rivals or None, "group": "all",
        "form_assumed": cell.head["form"] is None, "address": part.address or whole.address,
        "merger": cell.merger, "indicators": indicators_of(*part.rows, *whole.rows),
        "corrected_by": corrected_by(whole, part, together([*one.parts, *one.again, *one.beside])),
        "taken": {"numerator": part.rows, "denominator": whole.rows},
    }  # fmt: skip
    if whole.value is None:
        return row
    if part.value is not None and part.cumulative != whole.cumulative:
        return row | _no_share("period", whole)
    row |= _between(one, beside, outside)._asdict()
    if part.value is None:
        return row
    if beside is not None or not whole.value:
        return row | _no_share("beside" if whole.value else "no_items", whole)
    return row | {"value": part.value / whole.value}


def _between(one: Stated, beside: Choice | None, outside: list[Any]) -> Bounds:
    wider = added(one.wider)
    if beside is not None and beside.value is not None:
        return bounds_beside(beside.value, one.whole.value, wider)
    return bounds(
        one.updates.value, one.whole.value, listed=one.listed or 0, wider=wider,
        again=added(only_work(one.again)), beside=added(one.beside),
    )  # fmt: skip


def _no_share(why: str, whole: Choice) -> dict[str, Any]:
    note = f"{why}; {whole.rivals}" if whole.rivals else why
    return {
        "value": None, "missing": "not_stated", "missing_what": "share", "relation": why,
        "note": note,
    }  # fmt: skip
