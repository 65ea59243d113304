"""Growth: by how much a series changes from one year to the next, never across a break."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING, Any

from toolkit.codebook import metrics
from toolkit.corrections.entry import JOINT
from toolkit.metrics.ratio import COLUMNS
from toolkit.panel.frames import HEAD, MARKS, typed
from toolkit.panel.series import series

if TYPE_CHECKING:
    import pandas as pd

#: Kept as they stand in the row of the year that growth leads to.
_KEPT = (*HEAD, *MARKS, "indicators", "address", "used", "corrected_by")


def growth(
    figures: pd.DataFrame,
    name: str,
    places: Iterable[str] | None = None,
    years: Iterable[int] | None = None,
    values: str = "published",
) -> pd.DataFrame:
    """Return the change of a series on the year before, as a fraction of it.

    Parameters
    ----------
    figures : pandas.DataFrame
        As made by :func:`toolkit.report.figures_frame`.
    name : str
        A series of the codebook or an indicator.
    places, years : iterable, optional
        Codes or names; report years, those that growth leads to.
    values : {"published", "corrected"}
        As in :func:`toolkit.panel.series`.

    Returns
    -------
    pandas.DataFrame
        The columns of :func:`toolkit.metrics.metric`, with the series as ``part``. ``value`` is
        ``numerator`` (the change) by ``denominator`` (the year before, which is also ``n``): 0.25 is
        a quarter more. There is no interval. It is ``missing`` as ``break`` where the series breaks
        between the two years, ``no_report`` where the year before has none, ``no_cases`` where it
        is 0. Where the two are only similar, ``break_before`` and the notes say so.

    Raises
    ------
    ParameterError
        There is no such series.
    """
    places = None if places is None else list(places)
    wanted = None if years is None else set(years)
    frame = series(figures, name, places, values=values)
    rows: list[dict[str, Any]] = []
    records = frame.astype(object).where(frame.notna(), None).to_dict("records")
    for _, line in groupby(records, key=lambda r: (r["place_code"], r["line"])):
        before: dict[str, Any] | None = None
        for row in line:
            rows.append(_row(name, before, row))
            before = row
    kept = [r for r in rows if wanted is None or r["year"] in wanted]
    return typed(kept, COLUMNS)


def chief_growth(
    figures: pd.DataFrame,
    places: Iterable[str] | None = None,
    years: Iterable[int] | None = None,
    values: str = "published",
) -> pd.DataFrame:
    """Return the growth of the series that ``metrics.yml`` names, one below the other."""
    import pandas as pd

    places = None if places is None else list(places)
    years = None if years is None else list(years)
    parts = [growth(figures, name, places, years, values) for name in metrics()["growth"]["of"]]
    return pd.concat(parts, ignore_index=True)


def _row(name: str, before: dict[str, Any] | None, now: dict[str, Any]) -> dict[str, Any]:
    if before is not None and before["year"] != now["year"] - 1:
        before = None
    old = before["value"] if before else None
    row = {k: now[k] for k in _KEPT} | {
        "metric": "growth", "basis": "year_before", "part": name, "per": metrics()["growth"]["per"],
        "denominator": old, "n": old, "scope": now["scope"],
        "numerator": None if old is None or now["value"] is None else now["value"] - old,
        "approximate": any(r["approximate"] for r in (before, now) if r),
        "conflict": any(r["conflict"] for r in (before, now) if r),
        "note": "; ".join(f"{r['year']}: {r['note']}" for r in (before, now) if r and r["note"]) or None,
    }  # fmt: skip
    lacking = []
    if now["value"] is None:
        lacking.append(("numerator", now["missing"]))
    if old is None:
        lacking.append(("denominator", before["missing"] if before else "no_report"))
    if lacking:
        # As in the other metrics: a year left blank says more than one that is not stated.
        kinds = [kind for _, kind in lacking]
        kind = next((k for k in kinds if k not in ("not_stated", "no_report")), kinds[0])
        return row | {"missing": kind, "missing_what": "+".join(s for s, _ in lacking)}
    assert before is not None
    why = None
    if now["break_before"] == "break":
        why = "break"
    elif (now["scope"] == "portal") != (before["scope"] == "portal"):
        why = "scope"
    elif not old:
        why = "no_cases"
    if why:
        return row | {"missing": why, "missing_what": "numerator+denominator"}
    both = (now, before)
    texts = dict.fromkeys(r["corrected_by"] for r in both if r["corrected_by"])
    corrected = None
    if texts:
        # Where a correction bears on one of the years only, the other counts as it is published.
        corrected = _of(*(r["corrected"] if r["corrected_by"] else r["published"] for r in both))
    return row | {
        "value": _of(now["value"], old), "published": _of(now["published"], before["published"]),
        "corrected": corrected, "corrected_by": JOINT.join(texts) or None,
    }  # fmt: skip


def _of(now: float | None, before: float | None) -> float | None:
    return None if now is None or not before else (now - before) / before
