"""Shares: what became of requests by three denominators, and the grounds of refusal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.codebook import metrics
from toolkit.metrics.ratio import NOT_STATED, Ratio, added, era, told
from toolkit.metrics.requests import broken, on_hand
from toolkit.panel.cells import PlaceYear
from toolkit.panel.choice import Choice, choose
from toolkit.panel.outcomes import outcome_rows, since_2019

#: The groups that make the requests processed: since 2019, and before.
_SINCE = ("granted", "granted_partial", "denied", "unable", "not_processed", "closed_other")
_BEFORE = ("granted", "granted_partial", "denied", "answered_other")
#: Those in which the request was decided by what it asks for.
_DECIDED = ("granted_any", "denied", "unable")
_IN_FULL_OR_PART = ("granted", "granted_partial")
_NOT_IN_FORM = Choice(None, "not_in_form")


@dataclass(frozen=True)
class Outcomes:
    """The outcomes of one report: each part with its count, all of them, and why they do not add up.

    ``differ`` tells the sum of the parts and the printed whole where they differ.
    """

    parts: Mapping[str, Choice]
    whole: Choice
    wrong: str | None
    differ: str | None


def outcomes_of(cell: PlaceYear) -> Outcomes:
    """Return the groups of :func:`toolkit.panel.outcomes.outcomes` as counts.

    ``granted_any`` is what is granted in full or in part, as stated or as the sum of the two.
    """
    rows = {r["outcome"]: r for r in outcome_rows(cell)}
    found = {name: _count(cell, row) for name, row in rows.items() if name}
    names = _SINCE if since_2019(cell) else _BEFORE
    parts = {name: found.get(name, NOT_STATED) for name in names}
    either = found.get("granted_any", NOT_STATED)
    if either.value is None:
        either = added([parts[n] for n in _IN_FULL_OR_PART])
    whole = _whole(cell)
    # Where only the two together are stated, they stand for both.
    whole_parts = [parts[n] for n in names]
    if either.value is not None and any(parts[n].value is None for n in _IN_FULL_OR_PART):
        whole_parts = [either, *(parts[n] for n in names if n not in _IN_FULL_OR_PART)]
    parts |= {"granted_any": either}
    wrong, differ = broken(whole_parts, whole), None
    if wrong:
        differ = f"{sum(p.value or 0 for p in whole_parts):.12g} ≠ {whole.value:.12g}"
    return Outcomes(parts, whole, wrong, differ)


def _count(cell: PlaceYear, row: dict[str, Any]) -> Choice:
    rows = row["taken"]["value"]
    terms = [choose(cell, i) for i in dict.fromkeys(r["indicator"] for r in rows)]
    first = terms[0] if terms else NOT_STATED
    return Choice(
        row["value"], row["missing"] if row["value"] is None else None, bool(row["approximate"]),
        first.scope, address=first.address,
        rivals="; ".join(t.rivals for t in terms if t.rivals),
        cumulative=first.cumulative if first.value is not None else False,
        corrected_by=tuple(text for t in terms for text in t.corrected_by), rows=rows,
    )  # fmt: skip


def _whole(cell: PlaceYear) -> Choice:
    """Return the printed total of the outcomes, chosen as :func:`outcome_rows` does."""
    names = ("requests_processed" if since_2019(cell) else "answers_total", "requests_answered")
    chosen = [choose(cell, n) for n in names]
    return next((c for c in chosen if c.value is not None), chosen[0])


def outcome_shares(cell: PlaceYear) -> Iterator[Ratio]:
    """Yield each outcome by all processed, by those decided, and by all new and carried over."""
    mine, new = outcomes_of(cell), since_2019(cell)
    decided = added([mine.parts[n] for n in _DECIDED]) if new else _before(cell)
    hand, astray = on_hand(cell) if new else (_before(cell), None)
    bases = {
        "processed": (mine.whole, mine.wrong),
        "decided": (decided, None),
        "received": (hand, astray or mine.wrong),
    }
    # Said by every denominator: the sum of those decided rests on the same printed rows.
    note = mine.differ
    for basis, (whole, wrong) in bases.items():
        for part in metrics()["outcome_shares"]["parts"]:
            if basis == "decided" and part not in (*_DECIDED, *_IN_FULL_OR_PART):
                continue
            # A part of the other era: the forms of this one have no such outcome.
            found = mine.parts.get(part) or (_NOT_IN_FORM if new else _before(cell))
            yield Ratio(basis, found, whole, part, wrong=wrong, note=note, **era(cell))


def _before(cell: PlaceYear) -> Choice:
    """Return why a denominator of the forms since 2019 is missing in a report before them."""
    return _NOT_IN_FORM if cell.head["form"] not in (None, "prose") else NOT_STATED


def refusal_grounds(cell: PlaceYear) -> Iterator[Ratio]:
    """Yield each ground among the requests refused; the grounds are those of the law since 2019."""
    grounds = {g: told(cell, choose(cell, g)) for g in metrics()["refusal_grounds"]["parts"]}
    whole = added(list(grounds.values()))
    if whole.value is None and since_2019(cell):
        # Where the stated outcomes make all that were processed, a blank ground can add nothing.
        group = outcomes_of(cell).parts["denied"]
        if {r["indicator"] for r in group.rows} <= set(grounds):
            whole = group if group.value is not None else whole
    for ground, found in grounds.items():
        yield Ratio("denied", found, whole, ground, **era(cell))
