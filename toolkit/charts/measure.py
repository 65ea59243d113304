"""Measure: what the values of a metric or series frame are called, and how one is printed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toolkit.charts.sheet import Furniture, Options, furniture_of
from toolkit.charts.words import shortened, stop, table, unit_label, word, year_span
from toolkit.codebook import label_of, metrics
from toolkit.errors import ParameterError
from toolkit.panel import breaks
from toolkit.panel.money import in_yuan

if TYPE_CHECKING:
    import pandas as pd

#: What tells the lines of one place apart in a metric frame.
KINDS = ("metric", "series", "basis", "part")


@dataclass(frozen=True)
class Measure:
    """The label of a quantity, its printed unit, and the factor from a frame's value to print.

    ``unit`` is ``%`` for shares; ``basis`` says what it is a share of, empty where nothing does.
    ``whole`` is the label of the metric of which it is the part ``short``; ``counted`` says that it
    is a count and not a rate.
    """

    label: str
    unit: str
    scale: float = 1.0
    basis: str = ""
    whole: str = ""
    short: str = ""
    counted: bool = False

    @property
    def axis(self) -> str:
        """The name of an axis of such values."""
        return self.unit or self.label

    def text(self, value: float) -> str:
        """Return one value as it is printed on a chart, without its unit."""
        value *= self.scale
        # Shares and rates have one digit throughout, counts as many as they have.
        whole = value == 0 or (self.counted and float(value).is_integer())
        if whole or (abs(value) >= 100 and self.unit != "%"):
            digits = 0
        else:
            digits = 2 if abs(value) < 1 and self.unit != "%" else 1
        return f"{value:,.{digits}f}".replace("-", "−")


def measure_of(frame: pd.DataFrame, language: str) -> Measure:
    """Return what ``frame`` holds, which must be one metric or series, of one basis and part.

    Raises
    ------
    ParameterError
        Where the frame holds several: the message says how to choose one.
    """
    for column in KINDS:
        several = list(frame[column].dropna().unique()) if column in frame else []
        if len(several) > 1:
            raise ParameterError(
                f"the frame holds several of {column!r} ({', '.join(map(str, several))}): draw one, "
                f"such as frame[frame[{column!r}] == {str(several[0])!r}]"
            )
    return first_measure(frame, language)


def first_measure(frame: pd.DataFrame, language: str) -> Measure:
    """Return what the first row of ``frame`` holds."""
    row = frame.iloc[0]
    # The share of work updates has a richer frame of its own.
    shares = "metric" not in frame and "series" not in frame
    name = _told(row, "metric") or _told(row, "series") or "work_updates_share"
    label = whole = short = label_of(name, language)
    part = _told(row, "part")
    if part:
        short = part_label(name, part, language)
        label += word("colon", language) + short
    spec = metrics().get(name, {})
    basis = _told(row, "basis")
    told = str(spec.get("bases", {}).get(basis, {}).get(language, "")) if basis else ""
    if shares or str(spec.get("unit", {}).get("en", "")).startswith("fraction"):
        return Measure(label, "%", 100.0, told, whole, short)
    if "per" in spec:
        key = f"per_{spec['per']}"
        return Measure(
            label, word(key, language) if key in table("words") else "", 1.0, told, whole, short
        )
    units = list(frame["unit"].dropna()) if "unit" in frame else []
    unit = unit_label(str(units[0]), language, name) if units else ""
    return Measure(label, unit, 1.0, told, whole, short, counted=True)


def titled(frame: pd.DataFrame, title: str, options: Options) -> Furniture:
    """Return the furniture of a chart under ``title``, where the caller has given no other."""
    if options.get("title") is None:
        options = {**options, "title": title}
    return furniture_of(frame, "", **options)


def part_label(name: str, part: str, language: str) -> str:
    """Return the label of a part of a metric: an outcome, an applicant or a ground."""
    own = metrics().get(name, {}).get("parts", {}).get(part)
    return str(own[language]) if own else label_of(part, language)


def _told(row: Any, column: str) -> str:
    value = row.get(column)
    return value if isinstance(value, str) else ""


def is_near(row: Any) -> bool:
    """Return whether a row's value is approximate as printed."""
    import pandas as pd

    return not pd.isna(row.approximate) and bool(row.approximate)


def main_line(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the places' main lines, money in yuan; a zone beside its county is none."""
    return in_yuan(frame[frame["line"] == "main"])


def missing_label(kind: str, frame: pd.DataFrame, language: str) -> str:
    """Return a kind of missing in words, as the metric of ``frame`` or the charts call it."""
    name = _told(frame.iloc[0], "metric")
    own = metrics().get(name, {}).get("missing", {}).get(kind)
    if own:
        return str(own[language])
    said = table("missing").get(kind, (kind.replace("_", " "),) * 2)
    return said[0 if language == "zh" else 1]


def missing_kind(row: Any) -> str:
    """Return the kind of missing of a row without a value; the reason for abstaining is told elsewhere."""
    return row.missing.partition(":")[0] if isinstance(row.missing, str) else "other"


def upper_end(top: float) -> float:
    """Return where an axis ends that begins at zero and shows ``top``."""
    return top * 1.1 if top > 0 and math.isfinite(top) else 1.0


def portal_notes(frame: pd.DataFrame, language: str) -> list[str]:
    """Return which values are of the portal only, where those beside them are of the whole place."""
    valued = frame[frame["value"].notna()]
    portal = (valued["scope"] == "portal").fillna(False)
    if not portal.any() or portal.all():
        return []
    some = (f"{r.place} {r.year}" for r in valued[portal].itertuples())
    return shortened("portal_only", some, language)


def join_notes(frame: pd.DataFrame, language: str, prefix: str) -> list[str]:
    """Return why the values on two sides of a year are not, or only roughly, comparable.

    ``prefix`` with ``_break`` or ``_similar`` names the phrase of ``words.yml`` that tells how the
    chart shows it.
    """
    notes = []
    for (kind, text), rows in breaks(frame).groupby(["kind", language], sort=False):
        years = year_span([int(y) for y in rows["year"]])
        assumed = word("assumed", language) if bool(rows["assumed"].any()) else ""
        notes.append(stop(f"{years}{word(f'{prefix}_{kind}', language)}{text}{assumed}", language))
    return notes
