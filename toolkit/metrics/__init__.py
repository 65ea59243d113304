"""Metrics: shares with a named numerator and denominator; no value where one of them is not stated."""

from __future__ import annotations

from toolkit.metrics.bounds import Bounds, bounds
from toolkit.metrics.share import BASES, WORK_UPDATES_SHARE, work_updates_share

__all__ = ["BASES", "WORK_UPDATES_SHARE", "Bounds", "bounds", "work_updates_share"]
