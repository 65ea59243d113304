"""Panel: figures to tidy series by place and year, with markers where a series is not comparable.

Only publishers of county level fill a county's series, missing figures keep their kind, and a figure
that runs since the beginning never stands for a year.
"""

from __future__ import annotations

from toolkit.panel.carry import carry_over, one_chain
from toolkit.panel.chain import chained
from toolkit.panel.composition import composition
from toolkit.panel.coverage import coverage
from toolkit.panel.marks import breaks, check_one_unit, form_changes
from toolkit.panel.outcomes import OUTCOMES, outcomes
from toolkit.panel.series import appeals, panel, series
from toolkit.panel.touch import touches, touching
from toolkit.panel.trace import Trace, trace
from toolkit.report import figures_frame

__all__ = [
    "OUTCOMES",
    "Trace",
    "appeals",
    "breaks",
    "carry_over",
    "chained",
    "check_one_unit",
    "composition",
    "coverage",
    "figures_frame",
    "form_changes",
    "one_chain",
    "outcomes",
    "panel",
    "series",
    "touches",
    "touching",
    "trace",
]
