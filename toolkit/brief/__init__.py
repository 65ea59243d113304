"""Brief: check a notebook's parameters, run it, and set what it found as a PDF."""

from __future__ import annotations

from toolkit.brief.brief import Brief, data_hash
from toolkit.brief.choice import Choice, check_parameters
from toolkit.brief.run import run_notebook

__all__ = ["Brief", "Choice", "check_parameters", "data_hash", "run_notebook"]
