"""Joins: the series that run across forms, from which figures, and how far their sides compare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from toolkit.codebook.files import LANGUAGES, load_yaml
from toolkit.codebook.indicator import indicators
from toolkit.errors import FormError

#: How far two sides of a series compare, the best first.
COMPARABILITIES = ("same", "similar", "break")
#: The forms in the order in which groups stand, with the report years that each was made for. Where no
#: form is known, these years tell the group: the sentences' before 2019, as a table would have told its form.
ERAS = {
    "fujian": (2011, 2018), "prose": (2008, 2018), "stat2014": (2014, 2018),
    "form2019": (2019, 2020), "form2021": (2021, 2099), "website2017": (2017, 2099),
}  # fmt: skip
#: Tables of parts of the report: what they do not ask for is read from the sentences beside them.
_TABLES_WITH_SENTENCES = ("fujian", "stat2014")


@cache
def series() -> Mapping[str, Any]:
    """Return the table of comparable series by name, spelled out from ``series.yml``.

    Returns
    -------
    mapping
        For each series ``zh``, ``en``, ``unit``, ``definition``, ``groups`` and ``joins``. A group has
        ``id``, ``forms``, ``regime`` (its first and last report year, for reports without a known form)
        and either ``sum`` (indicators) with ``otherwise`` (lists of indicators that stand in for it, in
        order), or ``category`` and ``of``. ``ways``, None for most, is a join between the ways of a
        group. Join ``i`` lies between groups ``i`` and ``i + 1``:
        ``comparability`` (``same``, ``similar`` or ``break``) with its reason in ``zh`` and ``en``.
    """
    entries = _file().items()
    return {name: _spelled_out(name, e) for name, e in entries if not name.startswith("_")}


@cache
def apart() -> Mapping[str, Any]:
    """Return figures that look alike in several forms and make no series (see ``apart.yml``)."""
    return load_yaml("apart.yml")


@cache
def series_of(indicator: str) -> str | None:
    """Return the series whose joins hold for an indicator: the one that most of its forms take it for."""
    counts = {
        name: sum(indicator in used_by(g) for g in entry["groups"])
        for name, entry in series().items()
    }
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else None


def comparability_label(comparability: str, language: str) -> str:
    """Return how far two sides compare in words of one language."""
    return str(_file()["_comparability"][comparability][language])


def used_by(group: Mapping[str, Any]) -> tuple[str, ...]:
    """Return every indicator that a group of a series may take."""
    if "category" in group:
        return (group["of"],)
    named = [*group["sum"], *(i for other in group["otherwise"] for i in other)]
    return tuple(dict.fromkeys(named))


def join_between(spec: Mapping[str, Any], one: str, other: str) -> Mapping[str, Any]:
    """Return the worst join between two groups of a series, whichever way they follow each other.

    Of several that are as bad the latest one tells the reason.
    """
    ids = [g["id"] for g in spec["groups"]]
    low, high = sorted((ids.index(one), ids.index(other)))
    joins: Sequence[Mapping[str, Any]] = spec["joins"][low:high][::-1]
    return max(joins, key=lambda j: COMPARABILITIES.index(j["comparability"]))


@cache
def _file() -> Mapping[str, Any]:
    return load_yaml("series.yml")


def _spelled_out(name: str, entry: Mapping[str, Any]) -> dict[str, Any]:
    where = f"series.yml: {name}"
    forms = list(entry["groups"])
    if forms != [f for f in ERAS if f in forms]:
        raise FormError(f"{where}: groups are to stand in the order {', '.join(ERAS)}")
    if list(entry["joins"]) != forms[1:]:
        raise FormError(
            f"{where}: a join is wanted for each of {', '.join(forms[1:])}, in this order"
        )
    own = indicators().get(name)
    groups = []
    for form, taken in entry["groups"].items():
        held = [form]
        if form == "prose":
            held += [f for f in _TABLES_WITH_SENTENCES if f not in forms]
        groups.append({"id": form, "forms": held, "regime": ERAS[form]} | _taken(where, taken))
    ways = entry.get("ways")
    for join in (*entry["joins"].values(), *([ways] if ways else [])):
        # A comma that is not in quotes makes a further key of the words after it.
        if sorted(join) != ["comparability", "en", "zh"]:
            raise FormError(f"{where}: a join has comparability, zh and en, not {', '.join(join)}")
        if join["comparability"] not in COMPARABILITIES:
            raise FormError(f"{where}: {join['comparability']!r}: use {', '.join(COMPARABILITIES)}")
    labels = {x: entry.get(x) or (own.label(x) if own else None) for x in LANGUAGES}
    unit = entry.get("unit") or (own.unit if own else None)
    if None in (*labels.values(), unit):
        raise FormError(f"{where}: zh, en and unit are wanted, as no indicator bears this name")
    return labels | {
        "unit": unit, "definition": entry["definition"], "groups": groups,
        "joins": list(entry["joins"].values()), "ways": ways,
    }  # fmt: skip


def _taken(where: str, taken: str | Mapping[str, str]) -> dict[str, Any]:
    """Return what a group takes: ``a + b | c`` is the sum of two or, where it is not stated, a third."""
    if not isinstance(taken, str):
        return dict(taken)
    ways = [[term.strip() for term in way.split("+")] for way in taken.split("|")]
    for term in (t for way in ways for t in way):
        if term not in indicators():
            raise FormError(f"{where}: {term!r} is no indicator")
    return {"sum": ways[0], "otherwise": ways[1:]}
