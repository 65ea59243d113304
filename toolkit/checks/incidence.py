"""Incidence: the equations of a form as matrices, a row for each cell, a column for each equation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from toolkit.checks.identities import equations
from toolkit.codebook import label_of

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]

#: What is said of each equation.
WORDS = ("identity", "indicator", "applicant", "severity", "label_zh", "label_en")
#: So many figures of an equation can be told by the bits of one float.
_BITS = 53


@dataclass(frozen=True)
class Incidence:
    """The equations of one form as matrices: a row for each cell, a column for each equation.

    ``signed`` is 1 for a figure of the left side and -1 for one of the right. ``bits`` numbers the
    figures within each equation by powers of two; ``needed`` are those that may not be left out,
    ``asked`` those of which one must be printed. ``terms`` names the figures of each equation, the
    applicants where it is of one row; ``words`` has a list for each of :data:`WORDS`.
    """

    column: dict[tuple[str, str], int]
    signed: Array
    bits: Array
    needed: Array
    asked: Array
    at_most: Array
    terms: tuple[tuple[str, ...], ...]
    words: dict[str, list[str]]


@cache
def incidence(form_id: str) -> Incidence:
    """Return the equations of a form as matrices."""
    import numpy as np

    checks = equations(form_id)
    column: dict[tuple[str, str], int] = {}
    for check in checks:
        for key in (*check.left, *check.right):
            column.setdefault(key, len(column))
    signed, bits, needed, asked = (np.zeros((len(column), len(checks))) for _ in range(4))
    words: dict[str, list[str]] = {name: [] for name in WORDS}
    terms = []
    for e, check in enumerate(checks):
        identity, keys = check.identity, (*check.left, *check.right)
        assert len(keys) < _BITS, identity.id
        for n, key in enumerate(keys):
            k = column[key]
            signed[k, e] = 1 if n < len(check.left) else -1
            bits[k, e] = 2**n
            needed[k, e] = key not in check.optional
            asked[k, e] = n < len(check.left) or identity.kind == "sum"
        of_row = identity.kind == "applicants"
        terms.append(tuple(applicant if of_row else indicator for indicator, applicant in keys))
        zh, en = identity.zh, identity.en
        if of_row or identity.per_applicant:
            of = check.indicator if of_row else check.applicant
            zh, en = f"{zh}（{label_of(of)}）", f"{en} ({label_of(of, 'en')})"
        values = (identity.id, check.indicator, check.applicant, identity.severity, zh, en)
        for name, value in zip(WORDS, values, strict=True):
            words[name].append(value)
    at_most = np.array([c.identity.kind == "at_most" for c in checks], dtype=bool)
    return Incidence(column, signed, bits, needed, asked, at_most, tuple(terms), words)
