"""Corrections: what a person says against a published figure or of a finding; raw stays untouched.

A correction names the figure, the value that it expects to find published and the one to use instead;
a verdict says of a finding whose error it is. Both bear a reason, a source and who says so.
"""

from __future__ import annotations

from toolkit.corrections.corrections import Corrections, find_corrections, load_corrections
from toolkit.corrections.entry import VERDICTS, Entry
from toolkit.corrections.file import CORRECTIONS_FILE

__all__ = [
    "CORRECTIONS_FILE",
    "VERDICTS",
    "Corrections",
    "Entry",
    "find_corrections",
    "load_corrections",
]
