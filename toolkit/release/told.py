"""Told: what differs between two releases as lines for the terminal, in two languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from toolkit.codebook import APPLICANTS, check_language, label_of
from toolkit.corrections.figures import shown
from toolkit.release.about import words
from toolkit.release.earlier import Release

if TYPE_CHECKING:
    import pandas as pd

#: So many lines are shown; the others stand in the CSV.
MOST_LINES = 40


def diff_text(frame: pd.DataFrame, old: Release, new: Release, language: str = "zh") -> str:
    """Return counts of what changed and why, then a line a figure and report.

    Parameters
    ----------
    frame : pandas.DataFrame
        As made by :func:`toolkit.release.diff_releases`.
    old, new : Release
    language : {"zh", "en"}
    """
    w = words("diff", check_language(language))
    titles = (r.title_zh if language == "zh" else r.title for r in (old, new))
    lines = [" → ".join(titles)]
    for of in ("figure", "report"):
        rows = frame[frame["of"] == of]
        counts = rows.groupby(["change", "why"]).size()
        told = [
            w["count"].format(n=n, change=w[change], why=_why(why, w))
            for (change, why), n in counts.items()
        ]
        lines.append(w[f"{of}s"] + (w["list"].join(told) or w["same"]))
    shown_rows = frame.head(MOST_LINES).astype(object).where(frame.head(MOST_LINES).notna(), None)
    lines += [_line(row, w, language) for row in shown_rows.to_dict("records")]
    if len(frame) > MOST_LINES:
        lines.append(w["more"].format(n=len(frame) - MOST_LINES))
    return "\n".join(lines)


def _line(row: Mapping[str, Any], w: Mapping[str, str], language: str) -> str:
    head = f"  {w[row['change']]}  {row['publisher'] or row['place']} {row['year']}"
    why = w["bracketed"].format(_why(row["why"], w))
    if row["of"] == "report":
        detail = f" {row['detail']}" if row["detail"] else ""
        return f"{head} {w['whole']}{detail}{why}"
    name = label_of(row["indicator"], language)
    column = APPLICANTS.get(row["applicant"] or "total", {}).get(language)
    name += f" · {column}" if row["applicant"] not in (None, "total") else ""
    name += f" · {row['label']}" if row["label"] else ""
    sides = [_value(row, side) for side in ("old", "new")]
    if row["change"] == "changed":
        values = " → ".join(sides) if sides[0] != sides[1] else ""
        told = "; ".join(x for x in (values, row["detail"]) if x)
    else:
        told = sides[row["change"] == "added"]
    return f"{head} {name}: {told}{why}"


def _value(row: Mapping[str, Any], side: str) -> str:
    value = row[f"{side}_value"]
    text = shown(value) if value is not None else row[f"{side}_missing"] or "—"
    corrected = row[f"{side}_corrected"]
    return text if corrected is None else f"{text} [{shown(corrected)}]"


def _why(why: str, w: Mapping[str, str]) -> str:
    return " + ".join(w[part] for part in why.split("+"))
