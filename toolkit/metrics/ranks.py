"""Ranks: places in order of a metric, no further than their intervals allow, and pairs in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from toolkit.codebook import LANGUAGES
from toolkit.errors import ParameterError
from toolkit.metrics.sides import with_sides
from toolkit.metrics.told import number, said, what, why
from toolkit.panel.frames import typed

if TYPE_CHECKING:
    import pandas as pd

_RANKED = (
    "place_code", "place", "year", "form", "synthetic", "metric", "basis", "part", "side", "value",
    "lower", "upper", "n", "missing", "rank", "rank_from", "rank_to", "n_ranked", "tied",
)  # fmt: skip
_RANKED_KINDS = {
    **dict.fromkeys(("rank", "rank_from", "rank_to", "n_ranked", "side"), "Int64"), "tied": "boolean"
}  # fmt: skip
_SIDES = ("value_one", "value_other", "n_one", "n_other")
_COMPARED = (
    "year", "metric", "basis", "part", "one", "other", *_SIDES, "outcome", "zh", "en",
)  # fmt: skip


def of_year(frame: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return the rows of the main lines of one year of a metric frame that has intervals.

    Raises
    ------
    ParameterError
        The frame is no metric frame, or has no row of the year.
    """
    if "n" not in frame or "interval" not in frame:
        raise ParameterError("the frame has no intervals: give one made by toolkit.metrics.metric")
    here = frame[((frame["line"] == "main") & (frame["year"] == year)).fillna(False)]
    if here.empty:
        years = ", ".join(str(y) for y in sorted(frame["year"].dropna().unique()))
        raise ParameterError(f"no row of {year} in the frame: it holds {years or 'no year'}")
    return with_sides(here)


def ranks(frame: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return the order of places in one year, with a rank only where no interval overlaps another.

    Parameters
    ----------
    frame : pandas.DataFrame
        As made by :func:`toolkit.metrics.metric`.
    year : int
        Report year.

    Returns
    -------
    pandas.DataFrame
        A row a place, for each metric, basis and part, the highest value first and those without
        one last. ``rank_from`` is one more than the places whose intervals lie wholly above,
        ``rank_to`` counts all that do not lie wholly below: between them the rank is not known.
        ``rank`` is missing unless both are one; ``tied`` says that they are not. ``n_ranked`` is
        how many places are compared: those with an interval whose forms are on the same side of a
        break (``side``, how many breaks lie before it). Zones that report beside their county are left out.

    Raises
    ------
    ParameterError
        The frame has no intervals or no row of the year.
    """
    keys = ["metric", "basis", "part", "side"]
    rows: list[dict[str, Any]] = []
    for _, found in of_year(frame, year).groupby(keys, sort=False, dropna=False):
        ordered = found.sort_values(
            ["value", "place_code"], ascending=[False, True], na_position="last", kind="stable"
        )
        rows += _ranked(ordered)
    return typed(rows, _RANKED, _RANKED_KINDS)


def _ranked(found: pd.DataFrame) -> list[dict[str, Any]]:
    import numpy as np

    low = found["lower"].to_numpy(dtype=float, na_value=np.nan)
    high = found["upper"].to_numpy(dtype=float, na_value=np.nan)
    fine = ~np.isnan(low) & ~np.isnan(high)
    n = int(fine.sum())
    out = []
    # Comparisons with NaN are false: places without an interval stand neither above nor below.
    for i, row in enumerate(found.to_dict("records")):
        if fine[i]:
            first = 1 + int((low > high[i]).sum())
            last = n - int((high < low[i]).sum())
            tied = first != last
            row |= {"rank_from": first, "rank_to": last, "n_ranked": n, "tied": tied}
            row |= {"rank": None if tied else first}
        out.append(row)
    return out


def compare(frame: pd.DataFrame, one: str, other: str, year: int) -> pd.DataFrame:
    """Say in words whether two places differ in one year, or that no difference is shown.

    Two values differ where their 95 % intervals do not overlap. That asks for more than a test of
    two proportions at 5 % does; "no difference shown" never says that there is none.

    Parameters
    ----------
    frame : pandas.DataFrame
        As made by :func:`toolkit.metrics.metric`.
    one, other : str
        Codes, or names that stand for one place in the frame.
    year : int
        Report year.

    Returns
    -------
    pandas.DataFrame
        A row for each metric, basis and part: ``outcome`` is ``higher`` or ``lower`` (the first
        than the other), ``not_shown``, or why there is no comparison: ``no_value``, ``no_interval``,
        ``other_side`` (forms on two sides of a break). ``zh`` and ``en`` say it in words, with n.

    Raises
    ------
    ParameterError
        A place is not in the frame, or its name stands for several; the frame has no intervals or
        no row of the year.
    """
    here = of_year(frame, year)
    codes = [_code(frame, place) for place in (one, other)]
    names = [_name(frame, code, one, other) for code in codes]
    out = []
    for _, rows in here.groupby(["metric", "basis", "part"], sort=False, dropna=False):
        plain = rows.astype(object).where(rows.notna(), None)
        found = {r["place_code"]: r for r in plain.to_dict("records")}
        if any(code in found for code in codes):
            first = next(iter(found.values()))
            out.append(_compared(first, [found.get(c) for c in codes], names, year))
    return typed(out, _COMPARED, dict.fromkeys(_SIDES, "Float64"))


def _compared(
    any_row: Mapping[str, Any], pair: list[Mapping[str, Any] | None], names: list[str], year: int
) -> dict[str, Any]:
    kept = {k: any_row[k] for k in ("metric", "basis", "part")}
    one, other = pair
    out = kept | {"year": year, "one": names[0], "other": names[1]}
    words = {x: {"what": what(any_row, x), "year": year, "one": names[0], "other": names[1]}
             for x in LANGUAGES}  # fmt: skip
    for row, name in zip(pair, names, strict=True):
        if row is None or row["value"] is None:
            told = {x: said("compare", "no_value", x, **words[x], who=name, why=why(row, x))
                    for x in LANGUAGES}  # fmt: skip
            return out | {"outcome": "no_value"} | told | _sides(pair)
    assert one is not None and other is not None
    for x in LANGUAGES:
        words[x] |= {
            "a": number(one),
            "b": number(other),
            "n": f"{one['n']:.12g}",
            "m": f"{other['n']:.12g}",
        }
    if one["side"] != other["side"]:
        outcome = key = "other_side"
    elif one["lower"] is None or other["lower"] is None:
        outcome = key = "no_interval"
    elif one["lower"] > other["upper"]:
        outcome, key = "higher", "shown_more"
    elif one["upper"] < other["lower"]:
        outcome, key = "lower", "shown_less"
    else:
        outcome = key = "not_shown"
    told = {x: said("compare", key, x, **words[x]) for x in LANGUAGES}
    return out | {"outcome": outcome} | told | _sides(pair)


def _sides(pair: list[Mapping[str, Any] | None]) -> dict[str, Any]:
    names = ("one", "other")
    return {
        f"{column}_{side}": row[column] if row else None
        for side, row in zip(names, pair, strict=True)
        for column in ("value", "n")
    }


def _code(frame: pd.DataFrame, place: str) -> str:
    mine = frame[((frame["place_code"] == place) | (frame["place"] == place)).fillna(False)]
    codes = sorted(mine["place_code"].dropna().unique())
    if not codes:
        raise ParameterError(f"{place} is not in the frame: give a place that it was made of")
    if len(codes) > 1:
        raise ParameterError(f"{place} is ambiguous: give one of the codes {', '.join(codes)}")
    return str(codes[0])


def _name(frame: pd.DataFrame, code: str, *asked: str) -> str:
    """Return the name of a place, with its code where another one bears the same name."""
    main = frame[(frame["place_code"] == code).fillna(False)]
    name = str(main["place"].iloc[-1])
    same = frame[(frame["place"] == name).fillna(False)]["place_code"].nunique() > 1
    return f"{name} ({code})" if same else name
