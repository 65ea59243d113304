"""Charts: a frame of the panel in, a matplotlib Figure out; None where there is nothing to draw.

Every function takes ``language`` (``zh`` or ``en``) and the optional ``source``, ``title``, ``ax``
and ``findings`` (see :class:`toolkit.charts.sheet.Options`); a chart of synthetic data says so on its
face, as its frame's column ``synthetic`` tells.
"""

from __future__ import annotations

from toolkit.charts.categories import plot_categories
from toolkit.charts.coverage import plot_coverage
from toolkit.charts.funnel import plot_funnel
from toolkit.charts.heatmap import plot_heatmap
from toolkit.charts.outcomes import plot_outcomes
from toolkit.charts.parts import plot_parts
from toolkit.charts.peers import plot_peers
from toolkit.charts.quality import plot_carry_over, plot_findings
from toolkit.charts.slope import plot_slope
from toolkit.charts.style import check_glyphs, save, style, svg
from toolkit.charts.text import alt_text, no_data_sentence
from toolkit.charts.trends import (
    plot_appeals,
    plot_requests,
    plot_series,
    plot_work_updates_share,
)

__all__ = [
    "alt_text",
    "check_glyphs",
    "no_data_sentence",
    "plot_appeals",
    "plot_carry_over",
    "plot_categories",
    "plot_coverage",
    "plot_findings",
    "plot_funnel",
    "plot_heatmap",
    "plot_outcomes",
    "plot_parts",
    "plot_peers",
    "plot_requests",
    "plot_series",
    "plot_slope",
    "plot_work_updates_share",
    "save",
    "style",
    "svg",
]
