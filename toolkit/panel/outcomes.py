"""Outcomes: what became of a year's requests, in groups that each era's form can fill."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from toolkit.codebook import indicators
from toolkit.panel.beside import BESIDE, beside
from toolkit.panel.cells import PlaceYear, Row
from toolkit.panel.choice import Choice, choose, corrected_by, named
from toolkit.panel.frames import HEAD, typed

if TYPE_CHECKING:
    import pandas as pd

#: Groups of outcomes in the order of the form, with their labels.
OUTCOMES: dict[str, dict[str, str]] = {
    "granted": {"zh": "予以公开", "en": "granted"},
    "granted_partial": {"zh": "部分公开", "en": "granted in part"},
    "granted_any": {"zh": "予以或部分公开（未分列）", "en": "granted in full or part (not split)"},
    "denied": {"zh": "不予公开", "en": "denied"},
    "unable": {"zh": "无法提供", "en": "unable to provide"},
    "not_processed": {"zh": "不予处理", "en": "not processed"},
    "closed_other": {"zh": "其他处理", "en": "closed otherwise"},
    "answered_other": {"zh": "其他答复（2019年前）", "en": "other answers (before 2019)"},
}

#: The national forms of the revised Regulations.
NEW_FORMS = ("form2019", "form2021")

_COLUMNS = (
    *HEAD, "group", "form_assumed", "outcome", "value", *BESIDE, "missing", "approximate", "total",
    "parts_sum", "remainder", "complete", "indicators", "address",
)  # fmt: skip


def since_2019(cell: PlaceYear) -> bool:
    """Return whether a report counts as the forms since 2019 do.

    Its year tells where no form is known, and where all that was read are sentences.
    """
    form = cell.head["form"]
    return bool(cell.head["year"] >= 2019) if form in (None, "prose") else form in NEW_FORMS


def era_assumed(cell: PlaceYear) -> bool:
    """Return whether the year alone told it: sentences of before 2019 are a form of their own."""
    form = cell.head["form"]
    return form is None or (form == "prose" and since_2019(cell))


def _prefixed(prefix: str) -> tuple[str, ...]:
    return tuple(i for i in indicators() if i.startswith(prefix) and not i.endswith("_total"))


def _groups(cell: PlaceYear, since_2019: bool) -> dict[str, tuple[tuple[str, ...], str | None]]:
    """Return the indicators of each group, and the one that holds the group's own total."""
    if since_2019:
        # form2019 prints one row, form2021 splits it in three.
        one = "closed_other_handling"
        closed = (one,) if one in cell.rows else tuple(i for i in _prefixed("closed_") if i != one)
        return {
            "granted": (("granted_full",), None),
            "granted_partial": (("granted_partial",), None),
            "granted_any": (("granted_full_or_partial",), None),
            "denied": (_prefixed("denied_"), "denied_total"),
            "unable": (_prefixed("unable_"), "unable_total"),
            "not_processed": (_prefixed("not_processed_"), "not_processed_total"),
            "closed_other": (closed, "outcome_other"),
        }
    return {
        "granted": (("answers_granted", "answers_already_public"), None),
        "granted_partial": (("answers_granted_in_part",), None),
        "denied": (("answers_refused",), None),
        "answered_other": (
            (
                "answers_other", "answers_other_agency", "answers_does_not_exist",
                "answers_amendment_requested", "answers_other_route",
            ),
            "outcome_other",
        ),
    }  # fmt: skip


def outcomes(
    figures: pd.DataFrame,
    places: Iterable[str] | None = None,
    years: Iterable[int] | None = None,
    values: str = "published",
) -> pd.DataFrame:
    """Return the outcomes of requests, one row a place, line, year and group of outcomes.

    Returns
    -------
    pandas.DataFrame
        ``value`` is the sum of the rows that the form prints for the group, missing where one of
        them is; ``total`` is the stated number of requests processed (answers before 2019), or
        missing. ``remainder`` is what the groups leave of it, ``complete`` whether they make it;
        ``indicators`` names what ``value`` and ``total`` were taken from.
        Where the stated rows alone already make the total, a blank row can add nothing, and the
        groups are the sums of what is stated; a blank row is nowhere else taken for 0. A report
        without any outcome has one row without ``outcome`` and ``value``. The parameters are those
        of :func:`toolkit.panel.series`.
    """

    def make(cells: list[PlaceYear]) -> list[dict[str, Any]]:
        return [row for cell in cells if cell.has_report for row in outcome_rows(cell)]

    key = ("place_code", "line", "year", "outcome")
    return typed(beside(make, figures, places, years, values, key), _COLUMNS)


def outcome_rows(cell: PlaceYear) -> list[dict[str, Any]]:
    """Return a year's groups of outcomes, with the figures that they were taken from in ``taken``."""
    new = since_2019(cell)
    groups = _groups(cell, new)
    terms = {g: [choose(cell, i) for i in ids if i in cell.rows] for g, (ids, _) in groups.items()}
    names = ("requests_processed" if new else "answers_total", "requests_answered")
    chosen = (choose(cell, n) for n in names)
    total = next((c for c in chosen if c.value is not None), Choice(None, None))
    closes = total.value == sum(t.value for ts in terms.values() for t in ts if t.value is not None)
    values: dict[str | None, tuple[float | None, str | None, bool, tuple[Row, ...]]] = {}
    wholes: dict[str, list[Choice]] = {}
    for group, (ids, own) in groups.items():
        found = terms[group]
        whole = choose(cell, own) if own else Choice(None, None)
        # A group's own total is wanted only where its rows are not there and are not needed.
        if not found and (closes or whole.value is None):
            continue
        missing = next((t.missing for t in found if t.value is None), None)
        # A table prints all its rows; one that is not among the figures is as unknown as a blank.
        table = cell.head["form"] not in (None, "prose")
        asked = (
            ids if new else [i for i in ids if table and cell.head["form"] in indicators()[i].forms]
        )
        if not missing and any(i not in cell.rows for i in asked):
            missing = "not_stated"
        given = [t.value for t in found if t.value is not None]
        if (missing is None and found) or (closes and given):
            stated = tuple(r for t in found if t.value is not None for r in t.rows)
            values[group] = (sum(given), None, any(t.approximate for t in found), stated)
        elif whole.value is not None:
            values[group] = (whole.value, None, whole.approximate, whole.rows)
            wholes[group] = [whole]
        else:
            seen = tuple(r for t in found for r in t.rows)
            values[group] = (None, missing or "not_stated", False, seen)
    known = [v for v, *_ in values.values() if v is not None]
    if not known:
        values = {None: (None, "not_stated", False, ())}
    by = {g: [*found, *wholes.get(g, ())] for g, found in terms.items()}
    head = cell.head | {
        "group": "since_2019" if new else "before_2019", "form_assumed": era_assumed(cell),
        "total": total.value, "parts_sum": sum(known) if known else None, "address": total.address,
    }  # fmt: skip
    if known and total.value is not None:
        head |= {"remainder": total.value - sum(known), "complete": total.value == sum(known)}
    return [
        head
        | {"outcome": group, "value": value, "missing": missing, "approximate": near}
        | {"indicators": named(*used, *total.rows)}
        | {"taken": {"value": used, "total": total.rows}}
        | {"corrected_by": corrected_by(total, *by.get(group or "", ()))}
        for group, (value, missing, near, used) in values.items()
    ]
