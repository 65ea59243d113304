"""Facts: figures that a person read off published pages, as ids of the codebook, beside a report."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import yaml
from scoring import same

from toolkit.codebook import indicators
from toolkit.figure import Figure
from toolkit.report import Report

HERE = Path(__file__).resolve().parent
#: A class is printed with or without these at its end, and noted in either way.
_TAIL = re.compile(r"(?:类|的?(?:政府)?信息)$")


@dataclass(frozen=True)
class Fact:
    """One figure that a person read: any of ``ids`` is right; None is not compared."""

    ids: tuple[str, ...]
    value: float | None
    label: str | None = None
    approximate: bool | None = None
    applicant: str = "total"
    cumulative: bool | None = None
    method: str | None = None

    def speaks_of(self, figure: Figure) -> bool:
        """Whether a figure is the one that this is about, whatever its value."""
        return (
            figure.indicator in self.ids
            and figure.applicant == self.applicant
            and self.method in (None, figure.method)
            and (self.cumulative is None or self.cumulative == bool(figure.cumulative))
            and (self.label is None or _stem(self.label) == _stem(figure.label))
        )

    def agrees(self, figure: Figure) -> bool:
        """Whether a figure is the one that a person read."""
        near = self.approximate is None or self.approximate == figure.approximate
        return self.speaks_of(figure) and self.value == figure.value and near


@dataclass
class Page:
    """What a person read off one page."""

    id: str
    year: int
    level: str
    official: bool
    facts: list[Fact] = field(default_factory=list)


def compare(
    facts: Iterable[Fact], report: Report
) -> tuple[list[tuple[str, Fact, str]], list[Figure]]:
    """Return the outcome of each fact with what was read in its place, and the figures left over."""
    figures = list(report.figures)
    left = {(f.indicator, f.applicant) for f in report.findings if f.code == "abstained"}
    open_: list[Fact] = []
    out: list[tuple[str, Fact, str]] = []
    for fact in facts:
        match = next((f for f in figures if fact.agrees(f)), None)
        if match is None:
            open_.append(fact)
        else:
            figures.remove(match)
            out.append(("found", fact, ""))
    # What other facts agree with is nobody's wrong reading.
    for fact in open_:
        other = next((f for f in figures if fact.speaks_of(f)), None)
        if other is not None:
            figures.remove(other)
            out.append(("wrong", fact, f"{other.value} “{' '.join(other.quote.split())}”"))
        else:
            # A finding without an applicant is of a whole row.
            said = any((i, a) in left for i in fact.ids for a in (fact.applicant, None))
            out.append(("abstained" if said else "missed", fact, ""))
    return out, figures


def folded(address: str) -> str:
    """Return an address as it is compared: without scheme, fragment and closing slash."""
    parts = urlsplit(address.strip())
    query = f"?{parts.query}" if parts.query else ""
    return (parts.netloc.lower() + unquote(parts.path).rstrip("/") + query) or address.strip()


def load_pages(path: Path) -> tuple[dict[str, Page], Counter[str]]:
    """Return the pages of a file of facts by folded address, and how much of it was left out, and why.

    A page that several lines speak of is one; what is only told at second hand is left out.
    """
    pages: dict[str, Page] = {}
    left: Counter[str] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line) if line.strip() else {"figures": []}
        if not row.get("url") or row.get("secondary"):
            left["of pages without an address of their own"] += len(row["figures"])
            continue
        head = (row["id"], row["year"], row["level"], bool(row.get("official_address")))
        page = pages.setdefault(folded(row["url"]), Page(*head))
        for figure in row["figures"]:
            fact = fact_of(figure)
            if fact is None:
                left["without an indicator"] += 1
            elif fact not in page.facts:
                page.facts.append(fact)
    return pages, left


@cache
def _names() -> Mapping[str, Any]:
    return yaml.safe_load((HERE / "fact_names.yml").read_text(encoding="utf-8"))


def fact_of(figure: Mapping[str, Any]) -> Fact | None:
    """Return a figure that was read by hand as a fact; None where the codebook has nothing like it."""
    name, label = str(figure["indicator"]), figure.get("label")
    names = _names()
    if name in names["labelled"]:
        patterns = names["labelled"][name]
        ids = next((i for p, i in patterns if re.search(p, label or "")), None)
    else:
        ids = names["named"].get(name, [name] if name in indicators() else None)
    if ids is None:
        return None
    unknown = set(ids) - set(indicators())
    if unknown:
        raise ValueError(f"fact_names.yml: {name}: {unknown} are no ids of the codebook")
    end = (label or "").rsplit(".", 1)[-1]
    applicant = names["applicants"].get(end, "total")
    told = label if set(ids) & set(names["told_by_label"]) else None
    cumulative: bool | None = name == "disclosed_cumulative"
    if figure.get("cumulative_wording") and not cumulative:
        cumulative = None
    return Fact(
        tuple(ids), figure["value"], told, True if figure.get("approximate") else None,
        applicant, cumulative,
    )  # fmt: skip


def _stem(label: str | None) -> str:
    stem = same(label)
    while len(shorter := _TAIL.sub("", stem)) > 1 and shorter != stem:
        stem = shorter
    return stem


def spoken(fact: Fact) -> str:
    """Return a fact in a few words."""
    label = f" {fact.label}" if fact.label else ""
    who = f" ({fact.applicant})" if fact.applicant != "total" else ""
    ever = " since the beginning" if fact.cumulative else ""
    return f"{' or '.join(fact.ids)}{who}{label} {fact.value}{ever}"
