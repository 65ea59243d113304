"""Succession: what became of a division that ended, and the chain of units that a place has been."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from toolkit.divisions.register import Division, Source, Table, table
from toolkit.errors import ParameterError

#: Kinds of an end: one unit under another name or code; into a unit with others; into several units.
KINDS = ("one_to_one", "merger", "split", "ended")
#: How far units are followed back: not at all, through renamings, through whole mergers too.
CHAINS = ("none", "one_to_one", "merged")


@dataclass(frozen=True, slots=True)
class Succession:
    """What became of one division in the year of its end.

    Attributes
    ----------
    division : Division
        The one that ended.
    year : int
        The first year whose list does not hold it.
    kind : {"one_to_one", "merger", "split", "ended"}
        ``merger`` where its successor has other sources too, or lived before and goes on (then
        ``absorbed``); ``split`` where it has several successors; ``ended`` where none is known.
    successors : tuple of Division
        What took its place.
    sources : tuple of Division
        Of a merger: all that made up the successor in that year, an absorbing unit itself included.
    whole : bool
        Whether the sources went into the successor whole, so that their figures may be added.
    absorbed : bool
        Whether the successor lived before.
    """

    division: Division
    year: int
    kind: str
    successors: tuple[Division, ...]
    sources: tuple[Division, ...] = ()
    whole: bool = False
    absorbed: bool = False

    @property
    def successor(self) -> Division | None:
        """The one unit that it became or went into; None after a split."""
        return self.successors[0] if self.kind in ("one_to_one", "merger") else None


@dataclass(frozen=True, slots=True)
class Link:
    """One unit of a chain, with what became of it; None for a unit that still is."""

    division: Division
    end: Succession | None


@dataclass(frozen=True, slots=True)
class Change:
    """Why the figures under one code stop being of the same unit, in its first year.

    ``kind`` is ``similar`` or ``break``; ``sources`` are the codes that a merger joins, empty for
    anything else. ``begins`` is the unit that begins so, None where a living one gains or loses a
    part: the new name may stand on a report for the year before already.
    """

    year: int
    kind: str
    zh: str
    en: str
    sources: frozenset[str] = frozenset()
    begins: Division | None = None


@dataclass(frozen=True, eq=False, slots=True)
class _Book:
    ends: Mapping[Division, Succession]
    sources: Mapping[Division, tuple[Succession, ...]]
    changes: Mapping[str, tuple[Change, ...]]


def check_chain(chain: str) -> str:
    """Return ``chain`` if it says how far units are followed, else raise ParameterError."""
    if chain not in CHAINS:
        raise ParameterError(f"chain {chain!r} is unknown: use one of {', '.join(CHAINS)}")
    return chain


def successions(source: Source = None) -> list[Succession]:
    """Return what became of every division that ended, in the order of the list.

    A living division that only ceded a part is none of them. ``source`` is an overlay, as everywhere
    (:func:`toolkit.divisions.find_place`).
    """
    return list(_book(table(source)).ends.values())


def succession_of(division: Division, source: Source = None) -> Succession | None:
    """Return what became of a division, None where it still is."""
    return _book(table(source)).ends.get(division)


def sources_of(division: Division, source: Source = None) -> tuple[Succession, ...]:
    """Return the ends that led to a division, by year; splits among them."""
    return _book(table(source)).sources.get(division, ())


def changes_of(code: str, source: Source = None) -> tuple[Change, ...]:
    """Return where the figures under one code change their unit, by year."""
    return _book(table(source)).changes.get(code, ())


def chain_of(code: str, source: Source = None) -> list[Link]:
    """Return the units that a place has been and became, the oldest first, each with its end.

    From the units that bear ``code`` the chain follows renamings and mergers both ways. A split is
    told and never followed: its parts are no longer the place.

    Raises
    ------
    ParameterError
        Where the list knows no such code.

    Examples
    --------
    >>> [(k.division.name, k.end and (k.end.year, k.end.kind)) for k in chain_of("140404")]
    [('长治县', (2018, 'one_to_one')), ('上党区', None)]
    """
    known = table(source)
    todo = known.with_code(code)
    if not todo:
        raise ParameterError(f"division code {code!r} is unknown: see data/divisions.csv")
    book = _book(known)
    seen: dict[Division, None] = {}
    while todo:
        unit = todo.pop()
        if unit in seen:
            continue
        seen[unit] = None
        end = book.ends.get(unit)
        if end is not None and end.successor is not None:
            todo.append(end.successor)
        todo += [s.division for s in book.sources.get(unit, ()) if s.successor is not None]
    ordered = sorted(seen, key=lambda d: (d.last or 9999, d.first or 0, d.code))
    return [Link(d, book.ends.get(d)) for d in ordered]


def unit_of(division: Division, chain: str, source: Source = None) -> Division:
    """Return the newest unit that ``division`` is one with: by renamings, or by mergers as well."""
    while True:
        end = succession_of(division, source)
        followed = end is not None and (
            (chain != "none" and end.kind == "one_to_one")
            or (chain == "merged" and end.kind == "merger" and end.whole)
        )
        if end is None or end.successor is None or not followed:
            return division
        division = end.successor


def parts_in(unit: Division, year: int, source: Source = None) -> tuple[Division, ...]:
    """Return the divisions that made up ``unit`` in ``year``, itself alone where nothing merged since.

    Mergers whose sources did not go into it whole are not undone.
    """
    out: list[Division] = []
    own = True
    for end in sources_of(unit, source):
        if end.year <= year or not (end.kind == "one_to_one" or end.whole):
            continue
        own = own and end.absorbed
        out += parts_in(end.division, year, source)
    return (unit, *out) if own else tuple(out)


@lru_cache(maxsize=16)
def _book(known: Table) -> _Book:
    ended = [d for d in known.divisions if d.last is not None and d.level in ("county", "zone")]
    living = [d for d in known.divisions if d.successors and d.level == "county"]
    # What was given away before the end is no succession: the year tells.
    heirs = {d: tuple(_heirs(known, d, (d.last or 0) + 1)) for d in ended}
    fed: dict[tuple[Division, int], list[Division]] = defaultdict(list)
    for d in ended:
        for heir in heirs[d]:
            fed[heir, (d.last or 0) + 1].append(d)
    ceded: dict[tuple[Division, int], list[Division]] = defaultdict(list)
    for d in living:
        for successor in d.successors:
            year = int(successor.partition("@")[2])
            if d.last is None or year <= d.last:
                for heir in _at(known, successor):
                    ceded[heir, year].append(d)
    ends = {d: _succession(d, heirs, fed, ceded) for d in ended}
    sources: dict[Division, list[Succession]] = defaultdict(list)
    for end in sorted(ends.values(), key=lambda s: s.year):
        for heir in end.successors:
            sources[heir].append(end)
    return _Book(
        ends, {d: tuple(found) for d, found in sources.items()}, _changes(ends.values(), ceded)
    )


def _at(known: Table, successor: str) -> list[Division]:
    code, _, year = successor.partition("@")
    return [d for d in known.with_code(code) if d.exists(int(year))]


def _heirs(known: Table, division: Division, year: int) -> list[Division]:
    return [heir for s in division.successors if s.endswith(f"@{year}") for heir in _at(known, s)]


def _succession(
    division: Division,
    heirs: Mapping[Division, tuple[Division, ...]],
    fed: Mapping[tuple[Division, int], list[Division]],
    ceded: Mapping[tuple[Division, int], list[Division]],
) -> Succession:
    year = (division.last or 0) + 1
    found = heirs[division]
    if len(found) != 1:
        return Succession(division, year, "split" if found else "ended", found)
    heir = found[0]
    others = fed[heir, year]
    givers = ceded.get((heir, year), [])
    absorbed = (heir.first or 0) < year
    if len(others) == 1 and not givers and not absorbed:
        return Succession(division, year, "one_to_one", found)
    sources = (*([heir] if absorbed else []), *others)
    whole = not givers and all(len(heirs[d]) == 1 for d in others) and heir.level != "prefecture"
    return Succession(division, year, "merger", found, sources, whole, absorbed)


def _changes(
    ends: Iterable[Succession], ceded: Mapping[tuple[Division, int], list[Division]]
) -> dict[str, tuple[Change, ...]]:
    """Return by code where its figures change their unit; another code is another series anyway."""
    # A dict, as a merger has as many ends as sources and is one change.
    out: dict[tuple[str, Change], None] = {}
    for end in ends:
        old = end.division
        for heir in end.successors:
            if end.kind == "one_to_one":
                if heir.code == old.code and heir.name != old.name:
                    out[heir.code, renamed(old, heir, end.year)] = None
            elif end.kind == "merger":
                out[heir.code, _merged(end, heir)] = None
            else:
                zh = f"{end.year}年{old.name}（{old.code}）撤销，分入{_names(end.successors)}"
                en = f"{old.name} ({old.code}) was split into {_names(end.successors, ', ')} in {end.year}"
                out[
                    heir.code, Change(end.year, "break", zh, en, begins=_begins(heir, end.year))
                ] = None
    for (heir, year), givers in ceded.items():
        for giver in givers:
            zh = f"{year}年{giver.name}（{giver.code}）部分区域划入{heir.name}（{heir.code}）"
            en = f"part of {giver.name} ({giver.code}) went to {heir.name} ({heir.code}) in {year}"
            out[giver.code, Change(year, "similar", zh, en)] = None
            out[heir.code, Change(year, "similar", zh, en, begins=_begins(heir, year))] = None
    by_code: dict[str, list[Change]] = defaultdict(list)
    for code, change in out:
        by_code[code].append(change)
    return {c: tuple(sorted(found, key=lambda x: x.year)) for c, found in by_code.items()}


def renamed(old: Division, new: Division, year: int) -> Change:
    """Return the change from one name or code to the next, naming both."""
    zh = f"{year}年{old.name}（{old.code}）改为{new.name}（{new.code}）"
    en = f"{old.name} ({old.code}) became {new.name} ({new.code}) in {year}"
    return Change(year, "similar", zh, en, begins=new)


def _begins(heir: Division, year: int) -> Division | None:
    return heir if heir.first == year else None


def _merged(end: Succession, heir: Division) -> Change:
    gone = [d for d in end.sources if d != heir]
    joined = "并入" if end.absorbed else "合并为"
    verb = "went into" if end.absorbed else "merged into"
    zh = f"{end.year}年{_names(gone)}{joined}{heir.name}（{heir.code}）"
    en = f"{_names(gone, ', ')} {verb} {heir.name} ({heir.code}) in {end.year}"
    codes = frozenset(d.code for d in end.sources) if end.whole else frozenset()
    return Change(end.year, "break", zh, en, codes, _begins(heir, end.year))


def _names(found: Iterable[Division], by: str = "、") -> str:
    bare = by != "、"
    return by.join(f"{d.name} ({d.code})" if bare else f"{d.name}（{d.code}）" for d in found)
