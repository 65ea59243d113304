"""Divided: where along a line the place itself is another unit than before, by the list of divisions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby, pairwise, zip_longest
from typing import TYPE_CHECKING, Any

from toolkit.divisions import (
    Change,
    Division,
    Source,
    Table,
    changes_of,
    division_of,
    renamed,
    succession_of,
    table,
)

if TYPE_CHECKING:
    from toolkit.panel.cells import PlaceYear

#: The cause of a break that says so.
DIVISION = "division"
#: Kind, cause and the note in both languages, as :func:`toolkit.panel.marks.mark_breaks` takes them.
Mark = tuple[str, str, Mapping[str, str]]

_SUM = {
    "zh": "此前为{}各自数字之和（{}）",
    "en": "before that the sum of {} ({})",
}


def division_marks(cells: Sequence[PlaceYear], source: Source = None) -> None:
    """Set ``division`` in the head of each cell: the marks of its line up to and with its year.

    Cells of one place and line stand together, in the order of years. A mark is set in the first year
    with a report after a change, so that no gap hides it.
    """
    known = table(source)
    for (_, line), found in groupby(cells, key=lambda c: c.series):
        marks: tuple[Mark, ...] = ()
        row = list(found)
        row[0].head[DIVISION] = marks
        for before, cell in pairwise(row):
            if line == "main":
                marks += tuple(_between(before.head, cell.head, known))
            cell.head[DIVISION] = marks


def _between(before: Mapping[str, Any], head: Mapping[str, Any], known: Table) -> Iterable[Mark]:
    olds, news = (h["published_code"].split("+") for h in (before, head))
    changes = _changes(before, head, known)
    if olds != news:
        if len(olds) == len(news) == 1:
            yield _mark(_renaming(before, head, known))
        elif not any(_is_sum(c, olds) for c in changes):
            # The list has the merger in another year than the reports.
            yield _mark(_summed(before, head))
    for change in changes:
        if _is_sum(change, olds):
            note = _summed(before, head)
            zh, en = f"{change.zh}；{note.zh}", f"{change.en}; {note.en}"
            yield _mark(Change(change.year, "similar", zh, en))
        else:
            yield _mark(change)


def _changes(before: Mapping[str, Any], head: Mapping[str, Any], known: Table) -> list[Change]:
    """Return what changed between two years: by the year, or by the unit that the later one begins."""
    codes = [*before["published_code"].split("+"), *head["published_code"].split("+")]
    found = dict.fromkeys(c for code in dict.fromkeys(codes) for c in changes_of(code, known))
    if not found:
        return []
    olds, news = (_units(h, known) for h in (before, head))
    return [
        c
        for c in found
        if (
            before["year"] < c.year <= head["year"]
            if c.begins is None
            else c.begins in news and c.begins not in olds
        )
    ]


def _units(head: Mapping[str, Any], known: Table) -> list[Division]:
    codes, names = head["published_code"].split("+"), (head["published_place"] or "").split("+")
    return [
        division_of(code, name, head["year"], known)
        for code, name in zip_longest(codes, names[: len(codes)])
    ]


def _is_sum(change: Change, olds: Sequence[str]) -> bool:
    """Return whether the years before a merger are the sums of all that merged."""
    return bool(change.sources) and len(olds) > 1 and change.sources <= set(olds)


def _renaming(before: Mapping[str, Any], head: Mapping[str, Any], known: Table) -> Change:
    """Return the change of code between two years; a unit of several steps names the first and last."""
    old, new = (
        division_of(h["published_code"], h["published_place"], h["year"], known)
        for h in (before, head)
    )
    first, last = (old, new) if before["year"] <= head["year"] else (new, old)
    end, year = succession_of(first, known), head["year"]
    while end is not None and end.successor is not None:
        year = end.year
        if end.successor == last:
            break
        end = succession_of(end.successor, known)
    return renamed(old, new, year)


def _summed(before: Mapping[str, Any], head: Mapping[str, Any]) -> Change:
    side = before if "+" in before["published_code"] else head
    names, codes = side["published_place"].split("+"), side["published_code"].replace("+", ", ")
    zh = _SUM["zh"].format("、".join(names), codes)
    return Change(head["year"], "similar", zh, _SUM["en"].format(", ".join(names), codes))


def _mark(change: Change) -> Mark:
    return change.kind, DIVISION, {"zh": change.zh, "en": change.en}
