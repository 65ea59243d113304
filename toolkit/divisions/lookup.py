"""Lookup: divisions by name, code and year; candidates, never a guess."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from toolkit.divisions.register import Division, Publisher, Source, Table, table
from toolkit.errors import ParameterError
from toolkit.values import fold

_PEOPLES = (
    "朝鲜族|土家族|苗族|藏族|羌族|彝族|布依族|侗族|哈尼族|壮族|傣族|白族|景颇族|傈僳族|回族|"
    "蒙古族|蒙古|柯尔克孜|哈萨克"
)
# What a short name of a province or prefecture leaves out; 内蒙古 keeps its 蒙古.
_PARENT_TAIL = re.compile(rf"(?:省|市|地区|盟|(?:壮族|回族|维吾尔)?自治区|(?:{_PEOPLES})+自治州)$")
_LISTED = 6  # candidates named in one line
_ZONE = re.compile(r"(?:开发区|高新区|经开区|新区|实验区|示范区|保税区|度假区|产业园)$")


def divisions(source: Source = None) -> tuple[Division, ...]:
    """Return every division there is: the list, the demonstration data, the zones, an overlay."""
    return table(source).divisions


def publishers() -> tuple[Publisher, ...]:
    """Return the publishers of ``data/publishers.yml``."""
    return table().publishers


def division(code: str, year: int | None = None, source: Source = None) -> Division:
    """Return the division that bears ``code``, in ``year`` or, without one, the newest.

    Raises
    ------
    ParameterError
        Where the list knows no such code.
    """
    found = table(source).with_code(code)
    if year is not None:
        found = [d for d in found if d.exists(year) or d.exists(year + 1)] or found
    if not found:
        raise ParameterError(f"division code {code!r} is unknown: see data/divisions.csv")
    return max(found, key=lambda d: d.last or 9999)


def division_of(code: str | None, name: str | None, year: int, source: Source = None) -> Division:
    """Return the division that a report of ``year`` bears: a code may have had two names.

    A report is published in the next year, when its place may bear the next name already: the printed
    name decides, then the year.
    """
    found = table(source).with_code(code or "")
    near = [d for d in found if d.exists(year) or d.exists(year + 1)] or found
    named = [d for d in near if d.name == name]
    now = [d for d in near if d.exists(year)]
    if not near:
        return Division(code or "", name or code or "", "county", "", "")
    return (named if len(named) == 1 else now or near)[0]


def find_place(name: str, year: int | None = None, source: Source = None) -> list[Division]:
    """Return every division that ``name`` can mean; none is picked.

    Parameters
    ----------
    name : str
        A name (``鼓楼区``), one with its parents in front (``南京市鼓楼区``), a code, the name of a
        publisher of ``data/publishers.yml``, or, only where none of these is there, a name without
        its suffix (``江宁``).
    year : int, optional
        Report year. A report for a year is published in the next, so that both years are looked up.
    source : str, pathlib.Path or Table, optional
        A ``divisions.csv`` of one's own that is laid over the list.

    Returns
    -------
    list of Division
        In the order of the list; empty where nothing bears the name.

    Examples
    --------
    >>> [d.code for d in find_place("南京市鼓楼区", 2024)]
    ['320106']
    """
    wanted = re.sub(r"\s+", "", fold(str(name)))
    if not wanted:
        return []
    known = table(source)
    for finder in (_exact, _with_parents, _published, _short):
        found = list(dict.fromkeys(_in_years(finder(wanted, known), year)))
        if found:
            return found
    return []


def resolve_place(name: str, year: int | None = None, source: Source = None) -> Division:
    """Return the one division that ``name`` means.

    Raises
    ------
    ParameterError
        Where there is none or more than one; the line names the candidates.
    """
    if not str(name).strip():
        raise ParameterError("no name of a place is given: look one up with: gongkai places NAME")
    found = find_place(name, year, source)
    if len({d.code for d in found}) == 1:
        # A code that has borne two names is one place, under its newest.
        return max(found, key=lambda d: d.last or 9999)
    if found:
        raise ParameterError(
            f"{name} is ambiguous: {_listing(found)}; give a code or put the prefecture in front"
        )
    raise ParameterError(
        f"no place {name}{_hint(name, year, table(source))}; look it up with: gongkai places NAME"
    )


def _hint(name: str, year: int | None, known: Table) -> str:
    if year is not None:
        other = find_place(name, None, known)
        if other:
            spans = ", ".join(
                f"{d.full_name} {d.code} ({_span(d, known)})" for d in other[:_LISTED]
            )
            return f" in {year}: {spans}"
    wanted = re.sub(r"\s+", "", fold(str(name)))
    if _ZONE.search(wanted):
        zones = ", ".join(f"{d.name} {d.code}" for d in known.divisions if d.level == "zone")
        return (
            f": functional zones have no county code and a name such as this fits many; known are {zones};"
            " another goes into divisions.csv beside your reports"
        )
    from difflib import get_close_matches

    names = {d.name for d in known.divisions}
    close = get_close_matches(wanted, sorted(names), 4, 0.5)
    return f" in the list of divisions: close names are {', '.join(close)}" if close else ""


def _span(item: Division, known: Table) -> str:
    end = f"to {item.last}" if item.last else ""
    start = f"from {item.first}" if item.first else ""
    after = []
    for successor in item.successors:
        code = successor.partition("@")[0]
        there = known.with_code(code)
        after.append(
            "; then " + (division(code, source=known).full_name + " " if there else "") + code
        )
    return (" ".join(x for x in (start, end) if x) or "all years") + "".join(after)


def _listing(found: list[Division]) -> str:
    shown = ", ".join(f"{d.full_name} {d.code}" for d in found[:_LISTED])
    return shown + (", …" if len(found) > _LISTED else "")


def _in_years(found: Iterable[Division], year: int | None) -> list[Division]:
    if year is None:
        return list(found)
    return [d for d in found if d.exists(year) or d.exists(year + 1)]


def _exact(name: str, known: Table) -> tuple[Division, ...]:
    return known.index.get(name, ())


def _with_parents(name: str, known: Table) -> list[Division]:
    out = []
    for cut in range(2, len(name)):
        for item in known.index.get(name[cut:], ()):
            if item.name == name[cut:] and name[:cut] in _parent_names(item):
                out.append(item)
    return out


def _published(name: str, known: Table) -> list[Division]:
    return [division(p.code, source=known) for p in known.publishers if name in p.names]


def _short(name: str, known: Table) -> list[Division]:
    if len(name) < 2:
        return []
    index = known.shortened
    found = list(index.get(name, ()))
    for cut in range(2, len(name) - 1):
        found += [d for d in index.get(name[cut:], ()) if name[:cut] in _parent_names(d)]
    return found


@cache
def _parent_names(item: Division) -> frozenset[str]:
    provinces = {item.province, _PARENT_TAIL.sub("", item.province)}
    short = _PARENT_TAIL.sub("", item.prefecture)
    prefectures = {item.prefecture, short}
    if item.prefecture.endswith("自治州"):
        prefectures.add(short + "州")
    if item.name == item.prefecture:  # a prefecture has only its province in front
        prefectures = {""}
    return frozenset(
        p + q for p in (*provinces, "") for q in (*prefectures, "") if p + q and p + q != item.name
    )
