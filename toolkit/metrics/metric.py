"""Metric: one named metric by place and year, with its denominator, its cases and its interval."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from toolkit.codebook import metrics
from toolkit.errors import ParameterError
from toolkit.metrics import corrections, requests, shares
from toolkit.metrics.concentration import concentration
from toolkit.metrics.growth import chief_growth
from toolkit.metrics.ratio import COLUMNS, Make, framed, with_intervals
from toolkit.metrics.share import work_updates_share
from toolkit.panel.frames import typed

if TYPE_CHECKING:
    import pandas as pd

_MADE: dict[str, Make] = {
    "requests_per_100k": requests.per_100k,
    "applicant_mix": requests.applicants,
    "outcome_shares": shares.outcome_shares,
    "refusal_grounds": shares.refusal_grounds,
    "carry_forward_rate": requests.carried_forward,
    "appeals_per_100": requests.appealed,
    "reconsideration_correction_rate": corrections.reconsideration,
    "litigation_correction_rate": corrections.litigation,
    "concentration": concentration,
}
#: Every metric that there is, by the name that asks for it.
METRICS = ("work_updates_share", *_MADE, "growth")


def metric(
    figures: pd.DataFrame,
    name: str,
    places: Iterable[str] | None = None,
    years: Iterable[int] | None = None,
    values: str = "published",
    basis: str | None = None,
) -> pd.DataFrame:
    """Return one metric, tidy: a row for each place, line, denominator, part and year with a report.

    Parameters
    ----------
    figures : pandas.DataFrame
        As made by :func:`toolkit.report.figures_frame`.
    name : str
        One of :data:`METRICS`. ``growth`` is that of the chief series;
        :func:`toolkit.metrics.growth` gives that of any.
    places, years : iterable, optional
        Codes or names; report years.
    values : {"published", "corrected"}
        Whether corrections laid beside the figures are used, as in :func:`toolkit.panel.series`.
    basis : str, optional
        Only the rows of one denominator.

    Returns
    -------
    pandas.DataFrame
        What the metric means, its denominators, parts and how it treats blanks stand in Chinese
        and English in ``toolkit/codebook/metrics.yml``.

        ``value``
            ``numerator`` / ``denominator`` × ``per`` (1: a fraction of 1). Never taken where a side
            is missing: a blank is no zero.
        ``basis``, ``part``
            Which denominator; which applicant, outcome, ground or series, missing where the metric
            has no parts.
        ``lower``, ``upper``, ``interval``
            The 95 % interval of ``value``, in its unit: ``wilson`` for shares, ``poisson``
            (Garwood's) for rates; missing where there is none. A report counts all of its cases,
            so that this is no error of sampling: it says how far chance alone can move a number
            that rests on so few, and nothing of errors in the figures.
        ``n``
            The cases that the number rests on.
        ``missing``, ``missing_what``
            Why there is no value: the kind of missing of a side, or ``no_population``, ``no_cases``
            (the denominator is 0), ``exceeds`` (more than the whole), ``parts_differ`` (the printed
            parts do not make the printed whole), ``break``, and others that ``metrics.yml`` words;
            and which side: ``numerator``, ``denominator`` or both.
        ``conflict``, ``note``
            Whether the year states other values too, and which; what else is to be said.
        ``group``, ``break_before``, ``break_cause``, ``note_zh``, ``note_en``
            As in :func:`toolkit.panel.series`: values across a ``break`` are not comparable.

    Raises
    ------
    ParameterError
        The metric or the basis is unknown.

    Examples
    --------
    >>> from toolkit.report import figures_frame
    >>> metric(figures_frame([]), "carry_forward_rate").empty
    True
    """
    if name not in METRICS:
        raise ParameterError(f"metric {name!r} is unknown: use one of {', '.join(METRICS)}")
    bases = metrics()[name]["bases"]
    if basis is not None and basis not in bases:
        raise ParameterError(f"basis {basis!r} of {name} is unknown: use one of {', '.join(bases)}")
    if name == "growth":
        return chief_growth(figures, places, years, values)
    if name == "work_updates_share":
        return _of_updates(figures, places, years, values, basis)
    frame = framed(name, _MADE[name], figures, places, years, values)
    if basis is not None:
        frame = frame[frame["basis"] == basis].reset_index(drop=True)
    return frame


def _of_updates(
    figures: pd.DataFrame,
    places: Iterable[str] | None,
    years: Iterable[int] | None,
    values: str,
    basis: str | None,
) -> pd.DataFrame:
    """Return the share of work updates in the columns of a metric, with Wilson's interval.

    The bounds of :func:`toolkit.metrics.work_updates_share` say what a report leaves open; an
    interval says how few items were counted.
    """
    wanted = (basis,) if basis else ("report", "portal")
    frame = work_updates_share(figures, places, years, wanted, values)
    none = (frame["missing_what"] == "share").fillna(False)
    frame = frame.assign(
        metric="work_updates_share", part=None, n=frame["denominator"], per=1, interval="wilson",
        lower=None, upper=None, missing=frame["missing"].mask(none, frame["relation"]),
        missing_what=frame["missing_what"].mask(none, "numerator+denominator"),
    )  # fmt: skip
    rows = frame[list(COLUMNS)].to_dict("records")
    return with_intervals(typed(rows, COLUMNS))
