"""Asked: the places, years and indicators that someone asks a store for, checked."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from difflib import get_close_matches

from toolkit.codebook import indicators as codebook
from toolkit.divisions import find_place, resolve_place
from toolkit.errors import ParameterError


def wanted_years(years: Iterable[int] | None) -> frozenset[int] | None:
    """Return report years as a set, None for all; ParameterError where one is no number."""
    if years is None:
        return None
    out = list(years)
    for year in out:
        if isinstance(year, bool) or not isinstance(year, int):
            raise ParameterError(f"year {year!r} is not a whole number: give years such as 2024")
    return frozenset(out)


def wanted_places(
    places: Iterable[str] | None, years: frozenset[int] | None, known: Collection[str]
) -> frozenset[str | None] | None:
    """Return codes for names and codes of places, None for all.

    Parameters
    ----------
    places : iterable of str, optional
        Names or codes.
    years : frozenset of int, optional
        Years in which the names are looked up first.
    known : collection of str
        Names and codes that stand for themselves: a functional zone has no code, and its own name,
        as its reports print it, stands for it.

    Raises
    ------
    ParameterError
        A place is unknown or ambiguous.
    """
    if places is None:
        return None
    out: set[str | None] = set()
    for name in [places] if isinstance(places, str) else places:
        codes = {d.code for y in years for d in find_place(name, y)} if years else set()
        if len(codes) == 1:
            out |= codes
        elif name in known:
            out.add(name)
        else:
            out.add(resolve_place(name).code)
    return frozenset(out)


def wanted_indicators(
    names: Iterable[str] | None, known: Collection[str]
) -> tuple[str, ...] | None:
    """Return ids of indicators, None for all; ParameterError for one that nothing knows."""
    if names is None:
        return None
    out = (names,) if isinstance(names, str) else tuple(dict.fromkeys(names))
    for name in out:
        if name not in known and name not in codebook():
            near = get_close_matches(name, {*known, *codebook()}, 3)
            hint = f"did you mean {' or '.join(near)}?" if near else "the ids stand in"
            raise ParameterError(
                f"indicator {name!r} is unknown: {hint} toolkit/codebook/indicators.yml"
                if not near
                else f"indicator {name!r} is unknown: {hint}"
            )
    return out
