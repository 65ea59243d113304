"""Peers: the counties that one is compared with, chosen by a rule that is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from toolkit.codebook import LANGUAGES
from toolkit.divisions import LAST_LISTED_YEAR, Division, carried_forward, division, divisions
from toolkit.errors import ParameterError
from toolkit.metrics.told import both, said
from toolkit.population import residents

#: The rules by which peers are chosen.
GROUPS = ("prefecture", "province", "kind", "nearest", "own")
#: Where peers of a kind, or those nearest by population, are looked for.
AREAS = ("province", "nation")

#: Words that end a kind of unit's name, the longest first.
_ENDINGS = {
    "自治旗": "banner", "自治县": "county", "林区": "other", "特区": "other", "旗": "banner",
    "县": "county", "区": "district", "市": "city",
}  # fmt: skip
#: Districts whose name only happens to end like that of a forest district.
_OTHERS = ("神农架林区", "六枝特区")


@dataclass(frozen=True, slots=True)
class PeerGroup:
    """The peers of one place.

    Attributes
    ----------
    kind : str
        The rule, one of :data:`GROUPS`.
    place_code : str
        The place that they are the peers of; it is none of them.
    codes : tuple of str
        Codes of the peers; those nearest by population in that order, else in that of the list.
    zh, en : str
        The rule in words, with how many they are.
    """

    kind: str
    place_code: str
    codes: tuple[str, ...]
    zh: str
    en: str


def kind_of(item: Division) -> str:
    """Return ``county``, ``district``, ``city``, ``banner`` or ``other`` by the end of the name.

    Examples
    --------
    >>> [kind_of(division(c)) for c in ("350128", "320115", "653024", "420505", "429021")]
    ['county', 'district', 'county', 'district', 'other']
    """
    if item.name in _OTHERS:
        return "other"
    endings = (
        kind for end, kind in _ENDINGS.items() if item.name.endswith(end) and kind != "other"
    )
    return next(endings, "other")


def peer_group(
    place: str,
    kind: str,
    *,
    year: int = LAST_LISTED_YEAR,
    codes: Iterable[str] = (),
    k: int = 10,
    area: str = "province",
) -> PeerGroup:
    """Return the peers of a place by one rule, out of the county-level units of one year.

    Parameters
    ----------
    place : str
        Code of the place.
    kind : {"prefecture", "province", "kind", "nearest", "own"}
        Of the same prefecture; of the same province; of the same kind (county, district,
        county-level city, banner) within ``area``; the ``k`` nearest by residents of the 2020
        census within ``area``; those of ``codes``.
    year : int
        Report year; later than 2024 the list of 2024 stands in.
    codes : iterable of str
        The own list; the place itself is left out of it.
    k : int
        How many are the nearest.
    area : {"province", "nation"}
        For ``kind`` and ``nearest``.

    Returns
    -------
    PeerGroup
        A fictional county has fictional peers only, and a real one real ones.

    Raises
    ------
    ParameterError
        The code, rule or area is unknown, the own list is empty or mixes real and fictional places,
        or a place without residents is to have those nearest by them.
    """
    if kind not in GROUPS:
        raise ParameterError(f"peers {kind!r} are unknown: use one of {', '.join(GROUPS)}")
    if area not in AREAS:
        raise ParameterError(f"area {area!r} is unknown: use one of {', '.join(AREAS)}")
    me = division(place, year)
    if kind == "own":
        mine = tuple(dict.fromkeys(c for c in codes if c != me.code))
        if not mine:
            raise ParameterError("own peers need codes: give those of the places to compare with")
        if any(c.startswith("99") != me.synthetic for c in mine):
            raise ParameterError(
                f"{me.name} and {', '.join(mine)}: real and fictional places are not compared"
            )
        return _group(kind, me, mine, "own", {x: {} for x in LANGUAGES})
    units = [
        d for d in divisions()
        if d.level == "county" and d.exists(year) and d.synthetic == me.synthetic and d.code != me.code
    ]  # fmt: skip
    within: dict[str, dict[str, object]] = {
        x: {"place": me.name, "year": _list(year, me, x), "area": _area(me, kind, area, x)}
        for x in LANGUAGES
    }
    if kind == "nearest":
        return _nearest(me, _in(me, units, area), year, k, within)
    rules: dict[str, Callable[[Division], bool]] = {
        "prefecture": lambda d: (d.province, d.prefecture) == (me.province, me.prefecture),
        "province": lambda d: d.province == me.province,
        "kind": lambda d: kind_of(d) == kind_of(me) and d in _in(me, [d], area),
    }
    found = tuple(d.code for d in units if rules[kind](d))
    for x in LANGUAGES:
        within[x]["kind"] = said("kinds", kind_of(me), x)
    return _group(kind, me, found, kind, within)


def _in(me: Division, units: list[Division], area: str) -> list[Division]:
    return units if area == "nation" else [d for d in units if d.province == me.province]


def _nearest(
    me: Division, units: list[Division], year: int, k: int, within: dict[str, dict[str, object]]
) -> PeerGroup:
    own = residents(me.code, year)
    if own.value is None:
        note = f" ({own.note})" if own.note else ""
        raise ParameterError(
            f"{me.name} has no residents of the 2020 census as it is in {year}{note}: "
            "choose its peers by prefecture, province, kind or an own list"
        )
    counted = [(d.code, n) for d in units if (n := residents(d.code, year).value) is not None]
    base = own.value
    found = tuple(c for c, _ in sorted(counted, key=lambda p: (abs(p[1] - base), p[0]))[:k])
    for x in LANGUAGES:
        within[x] |= {"with_data": len(counted), "all": len(units)}
    return _group("nearest", me, found, "nearest", within)


def _group(
    kind: str, me: Division, codes: tuple[str, ...], key: str, within: dict[str, dict[str, object]]
) -> PeerGroup:
    told = both("peers", key, {x: within[x] | {"n": len(codes)} for x in LANGUAGES})
    return PeerGroup(kind, me.code, codes, told["zh"], told["en"])


def _list(year: int, me: Division, language: str) -> str:
    """Return which yearly list the units are of; the fictional ones are the same in every year."""
    key = "carried" if carried_forward(year) and not me.synthetic else "listed"
    return said("peers", key, language, year=year, last=LAST_LISTED_YEAR)


def _area(me: Division, kind: str, area: str, language: str) -> str:
    if kind == "prefecture":
        return me.prefecture or said("peers", "direct", language, province=me.province)
    if kind == "province" or area == "province":
        return me.province
    return said("peers", "invented" if me.synthetic else "nation", language)
