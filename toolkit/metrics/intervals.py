"""Intervals: between what a proportion or a rate lies when as few cases as these were counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

#: Of every interval, unless another is asked for.
CONFIDENCE = 0.95

Pair = tuple["NDArray[np.float64]", "NDArray[np.float64]"]


def wilson(count: ArrayLike, n: ArrayLike, confidence: float = CONFIDENCE) -> Pair:
    """Return Wilson's score interval of a proportion, without correction for continuity.

    Parameters
    ----------
    count, n : array_like
        Cases of the kind, and all cases; counts. The two are broadcast against each other.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    tuple of numpy.ndarray
        Lower and upper limit, fractions of 1; NaN where ``n`` is not above 0 or the count does not
        lie between 0 and ``n``.

    Examples
    --------
    >>> [round(float(x), 4) for x in wilson(0, 10)]
    [0.0, 0.2775]
    """
    from scipy.stats import norm

    k, total = _arrays(count, n)
    with np.errstate(invalid="ignore", divide="ignore"):
        fine = (total > 0) & (k >= 0) & (k <= total)
        z = norm.ppf(0.5 + confidence / 2)
        share = np.where(fine, k / total, np.nan)
        middle = share + z * z / (2 * total)
        half = z * np.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
        scale = 1 + z * z / total
        # What rounding leaves of an end that is exactly 0 or 1 is no limit.
        lower = np.where(k == 0, np.where(fine, 0.0, np.nan), (middle - half) / scale)
        upper = np.where(k == total, np.where(fine, 1.0, np.nan), (middle + half) / scale)
    return lower, upper


def garwood(count: ArrayLike, exposure: ArrayLike, confidence: float = CONFIDENCE) -> Pair:
    """Return Garwood's exact interval of a Poisson rate: cases by what they could have come from.

    Parameters
    ----------
    count : array_like
        Cases; a count.
    exposure : array_like
        What they are divided by, such as residents; above 0.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    tuple of numpy.ndarray
        Lower and upper limit in cases for one of ``exposure``; NaN where that is not above 0 or the
        count is below 0.

    Examples
    --------
    >>> [round(float(x), 4) for x in garwood(0, 1)]
    [0.0, 3.6889]
    """
    from scipy.stats import chi2

    k, base = _arrays(count, exposure)
    tail = (1 - confidence) / 2
    with np.errstate(invalid="ignore", divide="ignore"):
        fine = (base > 0) & (k >= 0)
        low = np.where(k == 0, 0.0, chi2.ppf(tail, 2 * k) / 2)
        high = chi2.ppf(1 - tail, 2 * (k + 1)) / 2
        return np.where(fine, low / base, np.nan), np.where(fine, high / base, np.nan)


#: Each kind of interval by the name that a frame gives it.
INTERVALS = {"wilson": wilson, "poisson": garwood}


def _arrays(*values: Any) -> tuple[NDArray[np.float64], ...]:
    return tuple(np.broadcast_arrays(*(np.asarray(v, dtype=np.float64) for v in values)))
