"""Metrics: shares and rates with a named numerator and denominator; no value where one is missing."""

from __future__ import annotations

from toolkit.metrics.bounds import Bounds, bounds
from toolkit.metrics.growth import growth
from toolkit.metrics.intervals import garwood, wilson
from toolkit.metrics.metric import METRICS, metric
from toolkit.metrics.share import BASES, WORK_UPDATES_SHARE, work_updates_share

__all__ = [
    "BASES",
    "METRICS",
    "WORK_UPDATES_SHARE",
    "Bounds",
    "bounds",
    "garwood",
    "growth",
    "metric",
    "wilson",
    "work_updates_share",
]
