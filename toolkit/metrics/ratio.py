"""Ratio: two counts of one place and year that make one number, or the reason why they make none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

from toolkit.codebook import metrics
from toolkit.metrics.intervals import INTERVALS
from toolkit.metrics.sides import joins_of
from toolkit.panel.beside import BESIDE, beside
from toolkit.panel.cells import PlaceYear, Row
from toolkit.panel.choice import Choice, choose, corrected_by, is_abstained, named
from toolkit.panel.frames import HEAD, MARKS, typed
from toolkit.panel.marks import mark_breaks
from toolkit.panel.outcomes import NEW_FORMS, era_assumed, since_2019

if TYPE_CHECKING:
    import pandas as pd

#: Columns of every frame of a metric.
COLUMNS = (
    *HEAD, "metric", "basis", "part", "value", *BESIDE, "lower", "upper", "interval", "numerator",
    "denominator", "n", "per", "missing", "missing_what", "approximate", "conflict", "scope", "note",
    *MARKS, "indicators", "address",
)  # fmt: skip
#: What tells the rows of such a frame apart.
KEY = ("place_code", "line", "year", "metric", "basis", "part")

_SIDES = ("numerator", "denominator")
NOT_STATED = Choice(None, "not_stated")


@dataclass(frozen=True)
class Ratio:
    """One number of a metric: what is divided by what.

    Attributes
    ----------
    basis : str
        Id of the denominator, see ``metrics.yml``.
    numerator, denominator : Choice
        The two counts, each with its kind of missing.
    part : str or None
        The applicant, outcome, ground … that it is of.
    group : str
        The side of a break that the report's form is on; ``assumed`` where only the year tells it.
    wrong : str or None
        Why the two make no number although both are stated.
    note : str or None
        What else has to be said.
    n : float or None
        The cases that the number rests on; the denominator if not said.
    """

    basis: str
    numerator: Choice
    denominator: Choice
    part: str | None = None
    group: str = "all"
    assumed: bool = False
    wrong: str | None = None
    note: str | None = None
    n: float | None = None


Make = Callable[[PlaceYear], Iterable[Ratio]]


def era(cell: PlaceYear) -> dict[str, Any]:
    """Return ``group`` and ``assumed`` of a :class:`Ratio` whose meaning changed in 2019."""
    group = "since_2019" if since_2019(cell) else "before_2019"
    return {"group": group, "assumed": era_assumed(cell)}


def told(cell: PlaceYear, found: Choice, forms: Sequence[str] = NEW_FORMS) -> Choice:
    """Return ``found``, as ``not_in_form`` where the report's known form does not ask for it."""
    form = cell.head["form"]
    if found.missing == "not_stated" and form not in (None, "prose", *forms):
        return replace(found, missing="not_in_form")
    return found


def added(terms: Sequence[Choice]) -> Choice:
    """Return the sum of counts; it is missing, with its kind, as soon as one of them is."""
    rows = tuple(r for t in terms for r in t.rows)
    missing = [t.missing or "not_stated" for t in terms if t.value is None]
    if missing:
        # What was seen says more than what is not there: first the unread, then the blank.
        kinds = sorted(missing, key=lambda m: (not is_abstained(m), m in ("not_stated",)))
        return Choice(None, kinds[0], rows=rows)
    first = terms[0]
    return replace(
        first,
        value=sum(t.value for t in terms if t.value is not None),
        approximate=any(t.approximate for t in terms),
        cumulative=first.cumulative if len({t.cumulative for t in terms}) == 1 else None,
        rivals="; ".join(t.rivals for t in terms if t.rivals),
        corrected_by=tuple(text for t in terms for text in t.corrected_by),
        rows=rows,
    )


def of_applicant(cell: PlaceYear, indicator: str, applicant: str) -> Choice:
    """Return what table 3 states for one applicant, chosen as :func:`toolkit.panel.choice.choose` does."""
    mine: list[Row] = [
        {**r, "applicant": "total"}
        for r in cell.rows.get(indicator, ())
        if r["applicant"] == applicant
    ]
    return choose(replace(cell, rows={indicator: mine}), indicator)


def metric_rows(name: str, make: Make, cells: Iterable[PlaceYear]) -> list[dict[str, Any]]:
    """Return the rows of a metric for the reports among ``cells``, with break markers by number."""
    rows: list[dict[str, Any]] = []
    joins = joins_of(name)
    for _, line in groupby(cells, key=lambda c: c.series):
        made: dict[tuple[str, str | None], list[dict[str, Any]]] = {}
        for cell in line:
            for ratio in make(cell) if cell.has_report else ():
                made.setdefault((ratio.basis, ratio.part), []).append(_row(name, cell, ratio))
        for found in made.values():
            mark_breaks(found, joins)
            rows += found
    return rows


def _row(name: str, cell: PlaceYear, ratio: Ratio) -> dict[str, Any]:
    spec = metrics()[name]
    above, below = sides = (ratio.numerator, ratio.denominator)
    lacking = [(s, c.missing) for s, c in zip(_SIDES, sides, strict=True) if c.value is None]
    notes = [n for n in (above.rivals, below.rivals, ratio.note) if n]
    row = cell.head | {
        "metric": name, "basis": ratio.basis, "part": ratio.part, "value": None,
        "interval": spec["interval"], "numerator": above.value, "denominator": below.value,
        "n": below.value if ratio.n is None else ratio.n, "per": spec["per"],
        "approximate": above.approximate or below.approximate,
        "conflict": bool(above.rivals or below.rivals), "scope": above.scope or below.scope,
        "note": "; ".join(dict.fromkeys(notes)) or None, "group": ratio.group,
        "form_assumed": ratio.assumed, "merger": cell.merger,
        "indicators": named(*above.rows, *below.rows), "address": above.address or below.address,
        "corrected_by": corrected_by(above, below),
    }  # fmt: skip
    if lacking:
        # A side that was seen and not read, or left blank, says more than one that is not stated.
        kinds = [kind for _, kind in lacking if kind] or ["not_stated"]
        kind = next((k for k in kinds if k != "not_stated"), kinds[0])
        return row | {"missing": kind, "missing_what": "+".join(s for s, _ in lacking)}
    why = ratio.wrong or _wrong(spec, above, below)
    if why:
        return row | {"missing": why, "missing_what": "+".join(_SIDES)}
    assert above.value is not None and below.value is not None
    return row | {"value": above.value / below.value * spec["per"]}


def _wrong(spec: Any, above: Choice, below: Choice) -> str | None:
    """Return why two stated counts make no number."""
    if above.cumulative != below.cumulative:
        return "period"
    if (above.scope == "portal") != (below.scope == "portal"):
        return "scope"
    if not below.value:
        return "no_cases"
    if spec["interval"] == "wilson" and (above.value or 0) > below.value:
        return "exceeds"
    return None


def framed(
    name: str,
    make: Make,
    figures: pd.DataFrame,
    places: Iterable[str] | None,
    years: Iterable[int] | None,
    values: str,
) -> pd.DataFrame:
    """Return the frame of a metric: rows by place, line, number and year, with intervals."""
    rows = beside(partial(metric_rows, name, make), figures, places, years, values, KEY)
    return with_intervals(typed(rows, COLUMNS))


def with_intervals(frame: pd.DataFrame) -> pd.DataFrame:
    """Return ``frame`` with ``lower`` and ``upper`` where there is a value and an interval for it."""
    for name, interval in INTERVALS.items():
        here = (frame["interval"] == name).fillna(False) & frame["value"].notna()
        if not here.any():
            continue
        rows = frame.loc[here]
        counts = (rows[c].to_numpy(dtype=float) for c in _SIDES)
        for column, limit in zip(("lower", "upper"), interval(*counts), strict=True):
            frame.loc[here, column] = limit * rows["per"].to_numpy(dtype=float)
    return frame.assign(interval=frame["interval"].where(frame["lower"].notna()))
