"""Places: the candidates for a name as lines."""

from __future__ import annotations

from toolkit.display.width import columns
from toolkit.divisions import LAST_LISTED_YEAR, carried_forward, find_place, resolve_place


def places_text(name: str, year: int | None = None) -> str:
    """Return the candidates for ``name`` as lines; where there is none, ParameterError."""
    found = find_place(name, year)
    if not found:
        resolve_place(name, year)  # raises, with close names
    rows = [("code", "name", "level", "years")]
    for d in found:
        years = f"{d.first or 'before 2008'} – {d.last or LAST_LISTED_YEAR}"
        after = f" → {', '.join(d.successors)}" if d.successors else ""
        note = " (synthetic)" if d.synthetic else ""
        rows.append((d.code, d.full_name + note, d.level, years + after))
    lines = [columns(rows)]
    if year is not None and carried_forward(year):
        lines.append(
            f"  {year} is not listed yet: the list of {LAST_LISTED_YEAR} is carried forward."
        )
    if len(found) > 1:
        lines.append("  More than one: give the code, or put the prefecture in front.")
    return "\n".join(lines)
