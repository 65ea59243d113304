"""Metrics: shares and rates with a named numerator and denominator; no value where one is missing."""

from __future__ import annotations

from toolkit.metrics.bands import peer_band
from toolkit.metrics.bounds import Bounds, bounds
from toolkit.metrics.funnel import Funnel, funnel_limits
from toolkit.metrics.growth import growth
from toolkit.metrics.intervals import garwood, wilson
from toolkit.metrics.metric import METRICS, metric
from toolkit.metrics.peers import GROUPS, PeerGroup, peer_group
from toolkit.metrics.ranks import compare, ranks
from toolkit.metrics.share import BASES, WORK_UPDATES_SHARE, work_updates_share

__all__ = [
    "BASES",
    "GROUPS",
    "METRICS",
    "WORK_UPDATES_SHARE",
    "Bounds",
    "Funnel",
    "PeerGroup",
    "bounds",
    "compare",
    "funnel_limits",
    "garwood",
    "growth",
    "metric",
    "peer_band",
    "peer_group",
    "ranks",
    "wilson",
    "work_updates_share",
]
