"""Choice: one value out of all that is published for one indicator, by rule and with its rivals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from toolkit.corrections.entry import JOINT
from toolkit.panel.cells import PlaceYear, Row
from toolkit.report import ABSTAINED

METHODS = ("table", "typed", "structured", "prose")
#: The total stands in the overview's sentences; a province's table often counts something else.
_METHODS_OF = {"disclosed_total": ("prose", "structured", "typed", "table")}
_SCOPES: dict[str | None, int] = {"whole_county": 0, None: 0, "portal": 1}
#: Two roundings of one count ("7400余" and 7412) do not contradict each other.
_ROUNDING = 0.1


@dataclass(frozen=True, slots=True)
class Choice:
    """A chosen figure; ``rivals`` says which other values the same year states for it.

    ``missing`` is a kind of missing, or ``abstained: `` with the code of the reason.
    ``cumulative`` is None where the words do not say whether it is of the year. ``corrected_by``
    says which corrections it rests on; ``rows`` are the figures that it was taken or added up from.
    """

    value: float | None
    missing: str | None
    approximate: bool = False
    scope: str | None = None
    method: str | None = None
    unit: str | None = None
    address: str | None = None
    rivals: str = ""
    cumulative: bool | None = False
    corrected_by: tuple[str, ...] = ()
    rows: tuple[Row, ...] = field(default=(), compare=False, repr=False)


def usable(row: Row) -> bool:
    """Return whether a row may stand for the year and the place as a whole."""
    return (
        row["applicant"] in (None, "total")
        and row["cumulative"] is not True
        and row["scope"] in _SCOPES
    )


def is_abstained(missing: str | None) -> bool:
    """Return whether a kind of missing says that a number is there but was not read."""
    return bool(missing and missing.startswith(ABSTAINED))


def choose(cell: PlaceYear, indicator: str, portal: bool | None = None) -> Choice:
    """Choose the value of ``indicator`` in one place and year, of its portal only or of all but that.

    A stated value goes before a missing one, the whole county before its portal, then the method
    decides. A printed blank goes before a number that was seen and not read, which is ``abstained``
    with its reason. Where all rows are labelled, those of other labels are rivals: one mailbox or account
    of several is not the whole. Without any row the figure is ``not_stated`` in what was read of the report.
    """
    order = _METHODS_OF.get(indicator, METHODS)

    def rank(row: Row) -> tuple[Any, ...]:
        method = order.index(row["method"]) if row["method"] in order else len(order)
        return (
            row["value"] is None, is_abstained(row["missing"]), _SCOPES[row["scope"]],
            bool(row["label"]), method, row["cumulative"] is None, bool(row["approximate"]),
        )  # fmt: skip

    rows = sorted((r for r in cell.rows.get(indicator, ()) if usable(r)), key=rank)
    if portal is not None:
        rows = [r for r in rows if (r["scope"] == "portal") == portal]
    if not rows:
        return Choice(None, "not_stated")
    best = rows[0]
    if best["value"] is None:
        missing = best["missing"] or "not_stated"
        return Choice(None, missing, scope=best["scope"], rows=(best,))
    rivals = [
        r
        for r in rows[1:]
        if r["value"] is not None
        and _SCOPES[r["scope"]] == _SCOPES[best["scope"]]
        # Beside an unlabelled figure a label is a part of it; of several labels none is the whole.
        and bool(r["label"]) == bool(best["label"])
        and not _agree(best, r)
    ]
    several = len({r["label"] for r in [best, *rivals]}) > 1
    listed = "; ".join(
        f"{r['value']:g} ({'corrected' if r['correction'] else r['label' if several else 'method']})"
        for r in [best, *rivals]
    )
    return summed([best], listed if rivals else "")


def summed(rows: Sequence[Row], rivals: str = "") -> Choice:
    """Return the sum of stated rows; the first tells where it stands."""
    first = rows[0]
    return Choice(
        sum(r["value"] for r in rows), None, any(bool(r["approximate"]) for r in rows),
        first["scope"], first["method"], first["unit"], first["address"], rivals,
        first["cumulative"] if len({r["cumulative"] for r in rows}) == 1 else None,
        tuple(r["correction"] for r in rows if r["correction"]), tuple(rows),
    )  # fmt: skip


def corrected_by(*choices: Choice) -> str | None:
    """Return which corrections some choices rest on, each once; None where they rest on none."""
    return JOINT.join(dict.fromkeys(text for c in choices for text in c.corrected_by)) or None


def _agree(a: Row, b: Row) -> bool:
    near = bool(a["approximate"]) or bool(b["approximate"])
    room = _ROUNDING * max(a["value"], b["value"]) if near else 0
    return bool(abs(a["value"] - b["value"]) <= room)


def add(cell: PlaceYear, indicators: Sequence[str]) -> Choice:
    """Return the sum of several indicators; it is missing as soon as one of them is."""
    terms = [choose(cell, i) for i in indicators]
    if len(terms) == 1:
        return terms[0]
    missing = [t.missing for t in terms if t.value is None]
    used = tuple(r for t in terms for r in t.rows)
    if missing:
        # A number that was seen and not read is what a person can look up.
        return Choice(None, next(filter(is_abstained, missing), missing[0]), rows=used)
    return replace(
        terms[0],
        value=sum(t.value for t in terms if t.value is not None),
        approximate=any(t.approximate for t in terms),
        rivals="; ".join(
            f"{i}: {t.rivals}" for i, t in zip(indicators, terms, strict=True) if t.rivals
        ),
        corrected_by=tuple(text for t in terms for text in t.corrected_by),
        rows=used,
    )


def named(*rows: Row) -> str | None:
    """Return the indicators of rows, each once; None without rows."""
    return " + ".join(dict.fromkeys(r["indicator"] for r in rows)) or None
