"""Bands: between what the peers of a place lie, year by year, with how many of them have data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolkit.errors import ParameterError
from toolkit.metrics.peers import PeerGroup
from toolkit.metrics.sides import KINDS, with_sides
from toolkit.panel.frames import typed
from toolkit.panel.money import in_yuan

if TYPE_CHECKING:
    import pandas as pd

#: With fewer peers a quartile is one of them.
FEWEST = 3

_SPREAD = {"least": 0.0, "lower_quartile": 0.25, "median": 0.5, "upper_quartile": 0.75, "most": 1.0}
_TYPES = {
    **dict.fromkeys((*_SPREAD, "focus"), "Float64"),
    **dict.fromkeys(("side", "n_group", "n_data", "n_other_form"), "Int64"),
}  # fmt: skip
_COLUMNS = (
    "place_code", "place", "kind", "group_zh", "group_en", *KINDS, "year", "side", "n_group",
    "n_data", "n_other_form", "median", "lower_quartile", "upper_quartile", "least", "most", "focus",
    "focus_missing", "synthetic",
)  # fmt: skip


def peer_band(frame: pd.DataFrame, group: PeerGroup) -> pd.DataFrame:
    """Return the median and the spread of a place's peers, a row a year of each number.

    Parameters
    ----------
    frame : pandas.DataFrame
        Of :func:`toolkit.metrics.metric` or :func:`toolkit.panel.series`, with the rows of the place
        and of its peers.
    group : PeerGroup
        As made by :func:`toolkit.metrics.peer_group`.

    Returns
    -------
    pandas.DataFrame
        ``n_group`` are the peers, ``n_data`` those with a value in the year. ``median``, the
        quartiles (linear between neighbours), ``least`` and ``most`` are missing where fewer than
        three have one. ``focus`` is the value of the place itself, which is none of its peers;
        ``focus_missing`` why there is none. ``n_other_form`` counts the peers whose report is on
        another side of a break than the place's (else than most peers'), or whose figure is of the
        portal only where the place's is not, or the other way round: they do not enter.
        ``group_zh`` and ``group_en`` say who the peers are. Money is in yuan. Zones beside a
        county are left out.

    Raises
    ------
    ParameterError
        The frame is of no metric or series.
    """
    needed = {"place_code", "line", "year", "value", "group", "missing", "scope"}
    if not needed <= set(frame.columns):
        raise ParameterError(
            "the frame is of no metric or series: give one of toolkit.metrics.metric or panel.series"
        )
    keys = [k for k in KINDS if k in frame]
    known = {group.place_code, *group.codes}
    main = frame[((frame["line"] == "main") & frame["place_code"].isin(known)).fillna(False)]
    rows: list[dict[str, Any]] = []
    for values, found in with_sides(in_yuan(main)).groupby(keys, sort=False, dropna=False):
        head = dict(zip(keys, values, strict=True))
        rows += [
            head | _of_year(here, group) | {"year": year} for year, here in found.groupby("year")
        ]
    place = frame.loc[(frame["place_code"] == group.place_code).fillna(False), "place"]
    told = {
        "place_code": group.place_code, "place": place.iloc[-1] if len(place) else None,
        "kind": group.kind, "group_zh": group.zh, "group_en": group.en, "n_group": len(group.codes),
    }  # fmt: skip
    return typed((row | told for row in rows), _COLUMNS, _TYPES)


def _of_year(rows: pd.DataFrame, group: PeerGroup) -> dict[str, Any]:
    own = rows[rows["place_code"] == group.place_code]
    peers = rows[rows["place_code"].isin(group.codes) & rows["value"].notna()]
    side = _side(own, peers)
    same = peers[(peers["side"] == side).fillna(False) & (_portal(peers) == _portal(own).any())]
    out: dict[str, Any] = {
        "side": side, "n_data": len(same), "n_other_form": len(peers) - len(same),
        "synthetic": bool(rows["synthetic"].any()), "focus_missing": "no_report",
    }  # fmt: skip
    if len(own):
        value = own["value"].iloc[0]
        out |= {"focus": value, "focus_missing": own["missing"].iloc[0]}
    if len(same) >= FEWEST:
        out |= {k: same["value"].astype(float).quantile(q) for k, q in _SPREAD.items()}
    return out


def _portal(rows: pd.DataFrame) -> pd.Series[bool]:
    """Return which values are of the portal only and not of the whole place."""
    return (rows["scope"] == "portal").fillna(False).astype(bool) & rows["value"].notna()


def _side(own: pd.DataFrame, peers: pd.DataFrame) -> Any:
    """Return the side of a break that the peers are compared on."""
    if len(own):
        return own["side"].iloc[0]
    modes = peers["side"].mode()
    return modes.iloc[0] if len(modes) else None
