"""Divisions: provinces, prefectures and counties by name, code and year; candidates, never a guess."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from toolkit.datadir import data_dir
from toolkit.errors import FormError, ParameterError
from toolkit.values import fold

#: The newest yearly list there is; later years carry it forward (see :func:`carried_forward`).
LAST_LISTED_YEAR = 2024

LEVELS = {"1": "province", "2": "prefecture", "3": "county"}

_SUFFIXES = ("县", "区", "市", "旗", "省", "盟", "州", "地区", "新区", "林区", "特区")
_AUTONOMOUS = ("自治县", "自治旗", "自治州", "自治区")
_PARENT_TAIL = re.compile(r"(?:省|市|地区|盟|(?:[一-鿿]+族)*自治[区州])$")
_LISTED = 6  # candidates named in one line


@dataclass(frozen=True, slots=True)
class Division:
    """One division as it stood from ``first`` to ``last``; None where the list has no such end.

    ``last`` is the last year whose list still holds it. ``successors`` are ``code@year``.
    """

    code: str
    name: str
    level: str
    province: str
    prefecture: str
    first: int | None = None
    last: int | None = None
    successors: tuple[str, ...] = ()

    @property
    def synthetic(self) -> bool:
        """Whether it is one of the fictional divisions of the demonstration data."""
        return self.code.startswith("99")

    @property
    def full_name(self) -> str:
        """The name with its parents in front, without saying a name twice."""
        parts = [self.province, self.prefecture, self.name]
        return "".join(dict.fromkeys(p for p in parts if p))

    def exists(self, year: int) -> bool:
        """Whether the list of ``year`` holds it; years after the newest list carry that forward."""
        year = min(year, LAST_LISTED_YEAR) if not self.synthetic else year
        return (self.first or 0) <= year <= (self.last or 9999)


@dataclass(frozen=True, slots=True)
class Publisher:
    """A publisher that is no division but reports for one, such as a zone."""

    name: str
    names: tuple[str, ...]
    code: str
    level: str
    first: int | None
    last: int | None
    joined: int | None
    note: Mapping[str, str]


def carried_forward(year: int) -> bool:
    """Whether no list of ``year`` exists, so that the one of 2024 stands in for it."""
    return year > LAST_LISTED_YEAR


@cache
def divisions() -> tuple[Division, ...]:
    """Return every division of the list and of the demonstration data, in the order of the files."""
    out: list[Division] = []
    for part in ("divisions.csv", "demo/divisions.csv"):
        path = data_dir() / part
        try:
            with path.open(encoding="utf-8", newline="") as handle:
                out.extend(_division(row) for row in csv.DictReader(handle))
        except FileNotFoundError:
            if part == "divisions.csv":
                raise
        except (KeyError, ValueError) as error:
            raise FormError(
                f"{path}: {error}: the columns are those of data/divisions.csv"
            ) from None
    return tuple(out)


def _division(row: Mapping[str, str]) -> Division:
    return Division(
        code=row["code"],
        name=row["name"],
        level=LEVELS[row["level"]],
        province=row["province"],
        prefecture=row["prefecture"],
        first=int(row["from"]) if row["from"] else None,
        # The file names the first year without the division.
        last=int(row["to"]) - 1 if row["to"] else None,
        successors=tuple(row["successors"].split()),
    )


@cache
def publishers() -> tuple[Publisher, ...]:
    """Return the publishers of ``data/publishers.yml``."""
    import yaml

    path = data_dir() / "publishers.yml"
    rows = yaml.load(
        path.read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    )
    try:
        return tuple(Publisher(**{**row, "names": tuple(row["names"])}) for row in rows)
    except (TypeError, KeyError) as error:
        raise FormError(f"{path}: {error}: the keys are those of Publisher") from None


@cache
def _index() -> Mapping[str, tuple[Division, ...]]:
    index: dict[str, list[Division]] = defaultdict(list)
    for item in divisions():
        index[item.name].append(item)
        index[item.code].append(item)
    return {key: tuple(items) for key, items in index.items()}


def division(code: str, year: int | None = None) -> Division:
    """Return the division that bears ``code``, in ``year`` or, without one, the newest.

    Raises
    ------
    ParameterError
        Where the list knows no such code.
    """
    found = [d for d in _index().get(code, ()) if d.code == code]
    if year is not None:
        found = [d for d in found if d.exists(year) or d.exists(year + 1)] or found
    if not found:
        raise ParameterError(f"division code {code!r} is unknown: see data/divisions.csv")
    return max(found, key=lambda d: d.last or 9999)


def find_place(name: str, year: int | None = None) -> list[Division]:
    """Return every division that ``name`` can mean; none is picked.

    Parameters
    ----------
    name : str
        A name (``鼓楼区``), one with its parents in front (``南京市鼓楼区``), a code, the name of a
        publisher of ``data/publishers.yml``, or, only where none of these is there, a name without
        its suffix (``江宁``).
    year : int, optional
        Report year. A report for a year is published in the next, so that both years are looked up.

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
    for finder in (_exact, _with_parents, _published, _short):
        found = list(dict.fromkeys(_in_years(finder(wanted), year)))
        if found:
            return found
    return []


def resolve_place(name: str, year: int | None = None) -> Division:
    """Return the one division that ``name`` means.

    Raises
    ------
    ParameterError
        Where there is none or more than one; the line names the candidates.
    """
    found = find_place(name, year)
    if len(found) == 1:
        return found[0]
    if found:
        raise ParameterError(
            f"{name} is ambiguous: {_listing(found)}; give a code or put the prefecture in front"
        )
    raise ParameterError(
        f"no place {name}{_hint(name, year)}; look it up with: gongkai places NAME"
    )


def _hint(name: str, year: int | None) -> str:
    if year is not None:
        other = find_place(name)
        if other:
            spans = ", ".join(f"{d.full_name} {d.code} ({_span(d)})" for d in other[:_LISTED])
            return f" in {year}: {spans}"
    from difflib import get_close_matches

    names = {d.name for d in divisions()}
    close = get_close_matches(re.sub(r"\s+", "", fold(str(name))), sorted(names), 4, 0.5)
    return f" in the list of divisions: close names are {', '.join(close)}" if close else ""


def _span(item: Division) -> str:
    end = f"to {item.last}" if item.last else ""
    start = f"from {item.first}" if item.first else ""
    after = []
    for successor in item.successors:
        code = successor.partition("@")[0]
        after.append(
            "; then " + (division(code).full_name + " " if code in _index() else "") + code
        )
    return (" ".join(x for x in (start, end) if x) or "all years") + "".join(after)


def _listing(found: list[Division]) -> str:
    shown = ", ".join(f"{d.full_name} {d.code}" for d in found[:_LISTED])
    return shown + (", …" if len(found) > _LISTED else "")


def _in_years(found: Iterable[Division], year: int | None) -> list[Division]:
    if year is None:
        return list(found)
    return [d for d in found if d.exists(year) or d.exists(year + 1)]


def _exact(name: str) -> tuple[Division, ...]:
    return _index().get(name, ())


def _with_parents(name: str) -> list[Division]:
    out = []
    for cut in range(2, len(name)):
        for item in _index().get(name[cut:], ()):
            if item.name == name[cut:] and name[:cut] in _parent_names(item):
                out.append(item)
    return out


def _published(name: str) -> list[Division]:
    return [division(p.code) for p in publishers() if name in p.names]


def _short(name: str) -> list[Division]:
    if len(name) < 2:
        return []
    found = list(_shortened().get(name, ()))
    for cut in range(2, len(name) - 1):
        found += [d for d in _shortened().get(name[cut:], ()) if name[:cut] in _parent_names(d)]
    return found


@cache
def _shortened() -> Mapping[str, list[Division]]:
    """Return the divisions by their names without a suffix."""
    index: dict[str, list[Division]] = defaultdict(list)
    for item in divisions():
        for cut in range(2, len(item.name)):
            rest = item.name[cut:]
            if rest in _SUFFIXES or rest.endswith(_AUTONOMOUS):
                index[item.name[:cut]].append(item)
    return dict(index)


@cache
def _parent_names(item: Division) -> frozenset[str]:
    provinces = {item.province, _PARENT_TAIL.sub("", item.province)}
    prefectures = {item.prefecture, _PARENT_TAIL.sub("", item.prefecture)}
    if item.name == item.prefecture:  # a prefecture has only its province in front
        prefectures = {""}
    return frozenset(
        p + q for p in (*provinces, "") for q in (*prefectures, "") if p + q and p + q != item.name
    )
