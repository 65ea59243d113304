"""About: the figures that a check held against each other, as a finding names them."""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.checks.groups import Key
from toolkit.codebook import APPLICANTS, indicators
from toolkit.figure import About, Figure


def own(*indicators_: str) -> About:
    """Return the totals of some indicators in the year of the finding."""
    return tuple((i, "total", None) for i in indicators_)


def of_keys(keys: Iterable[Key]) -> About:
    """Return figures of the finding's year, a row with all its applicants as one."""
    rows: dict[str, dict[str, None]] = {}
    for indicator, applicant in keys:
        rows.setdefault(indicator, {})[applicant] = None
    out: list[tuple[str, str | None, int | None]] = []
    for indicator, applicants in rows.items():
        whole = len(applicants) == len(APPLICANTS)
        out += [(indicator, a, None) for a in ((None,) if whole else applicants)]
    return tuple(out)


def class_of(figure: Figure) -> str | None:
    """Return the printed label of a figure that only its label tells from others of its kind."""
    return figure.label if indicators()[figure.indicator].breakdown else None
