"""Group: the peers of one place, from the names that a brief or the command line gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.brief.words import year_ranges
from toolkit.divisions import LAST_LISTED_YEAR, Source, find_place, resolve_place, unit_of
from toolkit.errors import ParameterError
from toolkit.metrics import PeerGroup, peer_group

if TYPE_CHECKING:
    from toolkit.brief.choice import Choice


def group_of(
    place: str,
    kind: str,
    own: Sequence[str],
    years: Sequence[int],
    chain: str = "none",
    known: Source = None,
) -> PeerGroup:
    """Return the peers of a place as they are in the last of the years.

    Where places are followed through their names, as ``chain`` says, the newest list tells the peers:
    their figures stand under their newest codes.

    Parameters
    ----------
    place : str
        Name or code.
    kind : {"prefecture", "province", "kind", "nearest", "own"}
    own : sequence of str
        Names or codes of the peers, for ``"own"`` only.
    years : sequence of int
        Report years, in order.

    Raises
    ------
    ParameterError
        A name is unknown or ambiguous, the rule is unknown, or the list does not go with it.
    """
    if own and kind != "own":
        raise ParameterError(
            f"parameter 'peer_places' goes with peers 'own' only, not with {kind!r}"
        )
    if kind == "own" and not own:
        raise ParameterError("peers 'own' need a list: give the names in 'peer_places'")
    codes = [_code(name, years, chain, known) for name in own]
    # No list is newer: it is the one that the peers are taken from, and the year that is named.
    year = LAST_LISTED_YEAR if chain != "none" else min(years[-1], LAST_LISTED_YEAR)
    return peer_group(_code(place, years, chain, known), kind, year=year, codes=codes)


def among(choice: Choice, group: PeerGroup) -> Choice:
    """Return a choice as one of a place and those of its peers that have reports.

    Raises
    ------
    ParameterError
        The place itself has no report.
    """
    there = set(choice.figures()["place_code"].dropna())
    names = dict(zip(choice.codes, choice.places, strict=True))
    if group.place_code not in there:
        raise ParameterError(
            f"no reports of {names.get(group.place_code, group.place_code)} in range "
            f"{year_ranges(choice.years, 'en')}: its peers alone make no comparison"
        )
    kept = {c: n for c, n in names.items() if c in there}
    return replace(choice, codes=tuple(kept), places=tuple(kept.values()), group=group)


def _code(name: str, years: Sequence[int], chain: str, known: Source) -> str:
    """Return the code of the one division that bears the name in the years, or raise."""
    found = {d for y in years for d in find_place(name.strip(), y, known)}
    codes = {unit_of(d, chain, known).code for d in found}
    return codes.pop() if len(codes) == 1 else resolve_place(name.strip(), source=known).code
