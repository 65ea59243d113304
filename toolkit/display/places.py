"""Places: the candidates for a name as lines, with their years and what became of them."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.display.width import columns
from toolkit.divisions import (
    FIRST_LISTED_YEAR,
    LAST_LISTED_YEAR,
    Division,
    Source,
    Succession,
    Table,
    carried_forward,
    find_place,
    resolve_place,
    sources_of,
    succession_of,
    table,
)

_ENDS = {"one_to_one": "renamed", "merger": "merged into", "split": "split into", "ended": "ended"}


def places_text(name: str, year: int | None = None, source: Source = None) -> str:
    """Return the candidates for ``name`` as lines; where there is none, ParameterError.

    ``source`` is a ``divisions.csv`` of one's own.
    """
    known = table(source)
    found = find_place(name, year, known)
    if not found:
        resolve_place(name, year, known)  # raises, with close names
    rows = [("code", "name", "level", "years")]
    for d in found:
        years = f"{d.first or 'before 2008'} – {d.last or LAST_LISTED_YEAR}"
        if d.last is None and (d.overlay or not d.official):
            years = f"from {d.first}" if d.first else "not listed"
        note = " (synthetic)" if d.synthetic else ""
        rows.append((d.code, d.full_name + note, d.level, years))
    head, *lines = columns(rows).split("\n")
    out = [head]
    for line, d in zip(lines, found, strict=True):
        out += [line, *(f"    {told}" for told in _told(d, known))]
    if year is not None and carried_forward(year):
        out.append(
            f"  {year} is not listed yet: the list of {LAST_LISTED_YEAR} is carried forward."
        )
    if year is not None and year < FIRST_LISTED_YEAR:
        out.append(
            f"  The list begins in {FIRST_LISTED_YEAR}: what was otherwise before is not known."
        )
    if len(found) > 1:
        out.append("  More than one: give the code, or put the prefecture in front.")
    return "\n".join(out)


def _told(item: Division, known: Table) -> Iterator[str]:
    """Yield what is to be known of one division, a line each."""
    if not item.official:
        yield "unofficial: a local code of this project, not one of GB/T 2260"
    if item.overlay:
        yield f"from {item.overlay}, not from the list of the toolkit"
    alone = not any(
        d.level == "county" and (d.province, d.prefecture) == (item.province, item.prefecture)
        for d in known.divisions
    )
    if item.level == "prefecture" and alone:
        yield "has no counties below it"
    for p in known.publishers:
        if p.code == item.code and p.name != item.name:
            yield f"{p.name} ({p.level}) reports under this code: {p.note.get('en', p.name)}"
    gone: dict[tuple[int, str], list[Succession]] = {}
    for source in sources_of(item, known):
        gone.setdefault((source.year, source.kind), []).append(source)
    for (year, kind), ends in gone.items():
        yield f"{year}: {_came(kind, ends)} {', '.join(_named(e.division) for e in ends)}"
    end = succession_of(item, known)
    if end is not None:
        verb = "went into" if end.absorbed else _ENDS[end.kind]
        yield f"{end.year}: {verb} {', '.join(map(_named, end.successors))}".rstrip()
    if end is None and item.last is not None:
        after = [d for d in known.with_code(item.code) if (d.first or 0) > item.last]
        now = f"; its code is now that of {after[0].full_name}" if after else ""
        yield f"{item.last + 1}: ended, the list names no successor{now}"
    for successor in item.successors:
        code, _, since = successor.partition("@")
        if end is None or int(since) != end.year:
            there = [d for d in known.with_code(code) if d.exists(int(since))]
            yield f"{since}: gave a part to {', '.join(map(_named, there))}"


def _came(kind: str, ends: list[Succession]) -> str:
    if kind == "one_to_one":
        return "was before"
    if kind == "split":
        return "got a part of"
    return "took in" if ends[0].absorbed else "made of"


def _named(item: Division) -> str:
    return f"{item.full_name} {item.code}"
