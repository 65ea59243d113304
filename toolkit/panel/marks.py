"""Marks: where along a line the figures stop being comparable, and where the form changes."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from toolkit.codebook import join_between
from toolkit.codebook.joins import COMPARABILITIES
from toolkit.errors import ParameterError
from toolkit.panel.cells import SHEET_FORM
from toolkit.panel.frames import typed

if TYPE_CHECKING:
    import pandas as pd

_SEVERITY = ("none", *COMPARABILITIES)
_SCOPE = {
    "zh": "统计范围改变（全县与门户网站之间）",
    "en": "the scope changes (whole county against portal)",
}
_MONEY = ("元", "万元", "亿元")
_UNIT = {"zh": "金额单位改变（{}→{}）", "en": "the unit of money changes ({} to {})"}


def mark_breaks(rows: list[dict[str, Any]], spec: Mapping[str, Any] | None) -> None:
    """Set ``comparability``, ``break_before``, ``break_cause`` and both notes on the rows of one line.

    ``rows`` are in order of years and hold ``group``, ``form_assumed``, ``scope``, ``merger`` and
    ``division`` (both removed here), ``value`` and, where it is money, ``unit``; ``spec`` is the entry
    of the series in the codebook. A change of side is marked at the first report of the new side, also
    where it states no figure. Where years lie between the two sides, or groups, the worst join counts.
    """
    sides = _Sides(spec)
    scope: str | None = None
    money: str | None = None
    merger: Mapping[str, str] | None = None
    begun = first = False
    divided: tuple[Any, ...] = ()
    for row in rows:
        marks: list[tuple[str, str, Mapping[str, Any]]] = []
        merger = row.pop("merger", None) or merger
        # Where the form does not ask for it, there is nothing that two publishers could tell apart.
        if spec is None or row["group"] is not None or row["value"] is not None:
            if merger and begun:
                marks.append(("similar", "publisher", merger))
            begun, merger = True, None
        # Marks of the line so far: those that came since the last row, which need not be of last year.
        division = row.pop("division", ())
        if first:
            marks += division[len(divided) :]
        first, divided = True, division
        join = sides.join_before(row)
        if join is not None and join["comparability"] != "same":
            marks.append((join["comparability"], "form", join))
        if row["value"] is not None and row["scope"]:
            if scope and scope != row["scope"]:
                marks.append(("similar", "scope", _SCOPE))
            scope = row["scope"]
        # A sum of zero is the same in every unit.
        if row["value"] and row.get("unit") in _MONEY:
            if money and money != row["unit"]:
                units = {x: text.format(money, row["unit"]) for x, text in _UNIT.items()}
                marks.append(("break", "unit", units))
            money = row["unit"]
        row |= {
            "comparability": join["comparability"] if join is not None else None,
            "break_before": max((m[0] for m in marks), key=_SEVERITY.index, default="none"),
            "break_cause": "+".join(dict.fromkeys(m[1] for m in marks)) or None,
            "note_zh": "；".join(m[2]["zh"] for m in marks) or None,
            "note_en": "; ".join(m[2]["en"] for m in marks) or None,
        }


class _Sides:
    """Which side of a series each row of a line is on, and what lies between it and the last one."""

    def __init__(self, spec: Mapping[str, Any] | None) -> None:
        self.spec = spec
        self.groups = {g["id"]: g for g in spec["groups"]} if spec else {}
        self.side: str | None = None
        self.year = 0
        self.assumed = False

    def join_before(self, row: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """Return the join that a row begins a new side with, None where it stays on the old one."""
        group = row["group"]
        if self.spec is None or group not in self.groups:
            return None
        # A report without a figure does not end a side that the website's sheet has filled.
        if self.side == SHEET_FORM and row["value"] is None:
            return None
        side, year, assumed = self.side, self.year, self.assumed
        if side is not None and side != group and row["form_assumed"]:
            first, last = self.groups[side]["regime"]
            if first <= row["year"] <= last and side != SHEET_FORM and group != SHEET_FORM:
                # Of an unknown form it is not known that it is another than the year before.
                group = side
        self.side, self.year = group, row["year"]
        # A side that a known form has told stays known through years whose form is not.
        self.assumed = bool(row["form_assumed"]) and (assumed or group != side)
        if side is None or side == group:
            return None
        first, last = self.groups[group]["regime"]
        if assumed and first <= year <= last and SHEET_FORM not in (side, group):
            return None
        return join_between(self.spec, side, group)


def check_one_unit(frame: pd.DataFrame) -> None:
    """Raise ParameterError where one scale cannot hold the values: money in 元 here, in 万元 there."""
    if "unit" not in frame:
        return
    # A sum of zero is the same in every unit.
    units = frame.loc[frame["value"].notna() & (frame["value"] != 0).fillna(False), "unit"]
    found = [u for u in units.dropna().unique() if u in _MONEY]
    if len(found) > 1:
        raise ParameterError(
            f"{frame['series'].iloc[0]} is printed in {' and '.join(found)}, which one scale cannot hold: "
            f"take what is in one unit, such as frame[frame['unit'] == {found[0]!r}]"
        )


def breaks(frame: pd.DataFrame) -> pd.DataFrame:
    """Return where the lines of a series are broken or only similar.

    Parameters
    ----------
    frame : pandas.DataFrame
        As made by :func:`toolkit.panel.series` or :func:`toolkit.metrics.work_updates_share`.

    Returns
    -------
    pandas.DataFrame
        Columns ``place_code, place, line, year, kind, cause, zh, en, assumed``: the first year of
        the new side; ``kind`` is ``similar`` or ``break``; ``cause`` holds ``form``, ``publisher``,
        ``scope``, ``unit`` or ``division``; ``assumed`` where the side was told by the year, as no
        form is known.
    """
    found = frame[frame["break_before"] != "none"]
    names = {
        "break_before": "kind", "break_cause": "cause", "note_zh": "zh", "note_en": "en",
        "form_assumed": "assumed",
    }  # fmt: skip
    columns = ["place_code", "place", "line", "year", *names]
    return found[columns].rename(columns=names).reset_index(drop=True)


def form_changes(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the years in which a line's reports come in another form than those before.

    A year whose form is not known changes nothing; the change is then set at the next known year.

    Returns
    -------
    pandas.DataFrame
        Columns ``place_code, place, line, year, from_form, to_form``.
    """
    names = ("place_code", "place", "line", "year", "from_form", "to_form")
    out = []
    known = frame[frame["form"].notna()].drop_duplicates(["place_code", "line", "year"])
    for (code, line), rows in known.groupby(["place_code", "line"], sort=False):
        ordered = list(rows.sort_values("year").itertuples())
        for one, other in pairwise(ordered):
            if one.form != other.form:
                out.append((code, other.place, line, other.year, one.form, other.form))
    return typed(out, names)
