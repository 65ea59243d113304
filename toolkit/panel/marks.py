"""Marks: where along a line the figures stop being comparable, and where the form changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from toolkit.panel.frames import typed

if TYPE_CHECKING:
    import pandas as pd

_SEVERITY = ("none", "same", "similar", "break")
_SCOPE = {
    "zh": "统计范围改变（全县与门户网站之间）",
    "en": "the scope changes (whole county against portal)",
}


def mark_breaks(rows: list[dict[str, Any]], spec: Mapping[str, Any] | None) -> None:
    """Set ``break_before``, ``break_cause``, ``note_zh`` and ``note_en`` on the rows of one line.

    ``rows`` are in order of years and hold ``group``, ``scope``, ``merger`` and ``division`` (both
    removed here) and ``value``; ``spec`` is the entry of the series in the codebook.
    """
    before: dict[str, Any] | None = None
    scope: str | None = None
    divided: tuple[Any, ...] = ()
    for row in rows:
        marks: list[tuple[str, str, Mapping[str, Any]]] = []
        merger = row.pop("merger", None)
        if before is not None and merger:
            marks.append(("similar", "publisher", merger))
        # Marks of the line so far: those that came since the last row, which need not be of last year.
        division = row.pop("division", ())
        if before is not None:
            marks += division[len(divided) :]
        divided = division
        if before is not None and spec and row["group"] != before["group"]:
            join = _join(spec, before["group"], row["group"])
            if join["comparability"] != "same":
                marks.append((join["comparability"], "form", join))
        if row["value"] is not None and row["scope"]:
            if scope and scope != row["scope"]:
                marks.append(("similar", "scope", _SCOPE))
            scope = row["scope"]
        row |= {
            "break_before": max((m[0] for m in marks), key=_SEVERITY.index, default="none"),
            "break_cause": "+".join(dict.fromkeys(m[1] for m in marks)) or None,
            "note_zh": "；".join(m[2]["zh"] for m in marks) or None,
            "note_en": "; ".join(m[2]["en"] for m in marks) or None,
        }
        before = row


def _join(spec: Mapping[str, Any], one: str, other: str) -> Mapping[str, Any]:
    """Return the worst join between two groups of forms, whichever way they follow each other."""
    ids = [g["id"] for g in spec["groups"]]
    low, high = sorted((ids.index(one), ids.index(other)))
    joins: Sequence[Mapping[str, Any]] = spec["joins"][low:high]
    return max(joins, key=lambda j: _SEVERITY.index(j["comparability"]))


def breaks(frame: pd.DataFrame) -> pd.DataFrame:
    """Return where the lines of a series are broken or only similar.

    Parameters
    ----------
    frame : pandas.DataFrame
        As made by :func:`toolkit.panel.series` or :func:`toolkit.metrics.work_updates_share`.

    Returns
    -------
    pandas.DataFrame
        Columns ``place_code, place, line, year, kind, cause, zh, en, assumed``: the first year of
        the new side; ``kind`` is ``similar`` or ``break``; ``cause`` holds ``form``, ``publisher``,
        ``scope`` or ``division``; ``assumed`` where the side was told by the year, as no form is known.
    """
    found = frame[frame["break_before"] != "none"]
    names = {
        "break_before": "kind", "break_cause": "cause", "note_zh": "zh", "note_en": "en",
        "form_assumed": "assumed",
    }  # fmt: skip
    columns = ["place_code", "place", "line", "year", *names]
    return found[columns].rename(columns=names).reset_index(drop=True)


def form_changes(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the years in which a line's reports come in another form than those before.

    A year whose form is not known changes nothing; the change is then set at the next known year.

    Returns
    -------
    pandas.DataFrame
        Columns ``place_code, place, line, year, from_form, to_form``.
    """
    names = ("place_code", "place", "line", "year", "from_form", "to_form")
    out = []
    known = frame[frame["form"].notna()].drop_duplicates(["place_code", "line", "year"])
    for (code, line), rows in known.groupby(["place_code", "line"], sort=False):
        ordered = list(rows.sort_values("year").itertuples())
        for one, other in pairwise(ordered):
            if one.form != other.form:
                out.append((code, other.place, line, other.year, one.form, other.form))
    return typed(out, names)
