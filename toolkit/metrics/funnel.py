"""Funnel: how far places may differ from what they make together by chance alone, by their size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from toolkit.codebook import metrics
from toolkit.errors import ParameterError
from toolkit.metrics.ranks import of_year
from toolkit.panel.frames import HEAD, typed

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

#: The two pairs of limits, by the ending of their columns.
LIMITS = {"95": 0.95, "998": 0.998}
#: With fewer places, what they make together is mostly one of them.
FEWEST = 3

_KEYS = ("metric", "basis", "part", "side")
_EDGES = tuple(f"{side}_{level}" for level in LIMITS for side in ("lower", "upper"))
_GRID = ("year", *_KEYS, "group", "per", "pooled", "n_places", "denominator", *_EDGES)
_PLACES = (
    *HEAD, *_KEYS, "group", "value", "numerator", "denominator", "n", "per", "missing", "pooled", *_EDGES,
    "outside",
)  # fmt: skip


class Funnel(NamedTuple):
    """The limits of a funnel on a grid of sizes, and the places with the limits of their own size."""

    limits: pd.DataFrame
    places: pd.DataFrame


def funnel_limits(frame: pd.DataFrame, year: int, points: int = 200) -> Funnel:
    """Return the limits within which places of one size lie by chance around their pooled value.

    Parameters
    ----------
    frame : pandas.DataFrame
        As made by :func:`toolkit.metrics.metric`, of a share or a rate.
    year : int
        Report year.
    points : int
        How many sizes there are between the smallest and the largest, at most.

    Returns
    -------
    Funnel
        ``limits``: a row a size (``denominator``) for each metric, basis and part; ``places``: a
        row a place. In both, ``pooled`` is the sum of the numerators by that of the denominators of
        the places with a value, and ``lower_95``, ``upper_95``, ``lower_998``, ``upper_998`` are the
        limits in the unit of ``value``: exact ones of the binomial distribution for shares and of
        the Poisson for rates, interpolated between counts as by Spiegelhalter (Statistics in
        Medicine 24, 2005), both tails alike. A place lies outside where a count as extreme as its
        own, or more, has a chance below 2.5 % (0.1 %). ``outside`` is ``no``, ``95`` or ``998``,
        the widest limits that a place lies outside of; missing without a value.

        Places whose forms are on different sides of a break (``side``) make funnels of their own;
        the ``group`` of the limits is that of most of their places. Fewer than three places make
        none. Zones beside their county are left out.

    Raises
    ------
    ParameterError
        The metric has no interval, or the frame no row of the year.

    Notes
    -----
    Counties differ by more than chance. Where many lie outside, the pooled value does not hold for
    all of them; it does not make each one remarkable.
    """
    import numpy as np

    grids: list[dict[str, Any]] = []
    places: list[dict[str, Any]] = []
    for keys, rows in of_year(frame, year).groupby(list(_KEYS), sort=False, dropna=False):
        spec = metrics()[str(keys[0])]
        if not spec["interval"]:
            raise ParameterError(f"{keys[0]} has no interval: a funnel needs a share or a rate")
        head = dict(zip(_KEYS, keys, strict=True)) | {"year": year, "per": spec["per"]}
        stated = rows[rows["value"].notna()]
        found = rows.astype(object).where(rows.notna(), None).to_dict("records")
        if len(stated) < FEWEST:
            places += found
            continue
        kind, per = spec["interval"], float(spec["per"])
        sizes = stated["denominator"].to_numpy(dtype=float)
        pooled = float(stated["numerator"].sum()) / float(sizes.sum())
        groups = stated["group"].mode()
        head |= {"pooled": pooled * per, "n_places": len(stated)}
        head |= {"group": groups.iloc[0] if len(groups) else None}
        grid = _grid(kind, sizes, points)
        edges = limits(kind, pooled, grid)
        grids += [
            head | {"denominator": float(n)} | {k: float(v[i]) * per for k, v in edges.items()}
            for i, n in enumerate(grid)
        ]
        own = limits(kind, pooled, rows["denominator"].to_numpy(dtype=float, na_value=np.nan))
        for i, row in enumerate(found):
            if row["value"] is not None:
                mine = {k: float(v[i]) * per for k, v in own.items()}
                row |= mine | {"pooled": head["pooled"], "outside": _outside(row["value"], mine)}
            places.append(row)
    kinds = dict.fromkeys(("pooled", *_EDGES), "Float64") | dict.fromkeys(
        ("n_places", "side"), "Int64"
    )
    return Funnel(typed(grids, _GRID, kinds), typed(places, _PLACES, kinds))


def limits(kind: str, pooled: float, sizes: NDArray[Any]) -> dict[str, NDArray[Any]]:
    """Return the limits for each size, as fractions or cases for one of the size.

    Parameters
    ----------
    kind : {"wilson", "poisson"}
        Whether the value is a share of ``sizes`` or a rate.
    pooled : float
        The value that all places would have.
    sizes : numpy.ndarray
        Cases of a share, whole numbers; exposures of a rate.
    """
    import numpy as np

    out: dict[str, NDArray[Any]] = {}
    for ending, level in LIMITS.items():
        low, high = _edges(kind, pooled, sizes, (1 - level) / 2)
        out |= {f"lower_{ending}": low, f"upper_{ending}": high}
    most = 1.0 if kind == "wilson" else np.inf
    return {k: np.clip(v, 0.0, most) for k, v in out.items()}


def _edges(
    kind: str, pooled: float, sizes: NDArray[Any], tail: float
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return both limits by size, interpolated between counts so that they are smooth."""
    import numpy as np
    from scipy.stats import binom, poisson

    with np.errstate(invalid="ignore", divide="ignore"):
        chance = binom(sizes, pooled) if kind == "wilson" else poisson(pooled * sizes)
        low, high = chance.ppf(tail), chance.ppf(1 - tail)
        # The last counts of which as many or fewer, as many or more, have the chance of the tail.
        low = low - (chance.cdf(low) - tail) / chance.pmf(low)
        high = high + (chance.sf(high - 1) - tail) / chance.pmf(high)
        return low / sizes, high / sizes


def _grid(kind: str, sizes: NDArray[Any], points: int) -> NDArray[Any]:
    import numpy as np

    if kind == "wilson":
        grid = np.geomspace(1, 1.1 * sizes.max() + 1, points)
        return np.unique(np.round(grid))
    return np.geomspace(0.5 * sizes.min(), 1.1 * sizes.max(), points)


def _outside(value: float, edges: dict[str, float]) -> str:
    for ending in reversed(LIMITS):
        if not edges[f"lower_{ending}"] <= value <= edges[f"upper_{ending}"]:
            return ending
    return "no"
