"""Scores: outcomes counted by indicator, era and level, as precision and recall, as lines and tables."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from toolkit.figure import Figure
from toolkit.values import fold

#: ``found``: read as stated; ``abstained``: not read, and the reader says so; ``missed``: not read;
#: ``wrong``: read otherwise, or read where nobody states it; ``guessed``: read where a person may not
#: decide; ``left``: not read there, as it should be.
OUTCOMES = ("found", "abstained", "missed", "wrong", "guessed", "left")
#: Eras by their first year, the latest first.
ERAS = {2021: "2021-", 2019: "2019-2020", 2014: "2014-2018", 2008: "2008-2013", 0: "before 2008"}


@dataclass
class Tally:
    """Outcomes counted by what they were of, and the words for those that are not right.

    ``stated`` are the outcomes of which every figure that a person states has exactly one: where
    figures are compared with facts, one that is read otherwise is ``wrong`` and not ``missed`` too.
    """

    stated: tuple[str, ...] = ("found", "abstained", "missed")
    counts: dict[tuple[str, str], Counter[str]] = field(
        default_factory=lambda: defaultdict(Counter)
    )
    listed: list[tuple[str, str, str]] = field(default_factory=list)

    def add(self, outcome: str, indicator: str, year: int, level: str, of: str, said: str) -> None:
        """Count one outcome under its indicator, its era and its level."""
        for key in (("all", "all"), ("indicator", indicator), ("era", era(year)), ("level", level)):
            self.counts[key][outcome] += 1
        if outcome not in ("found", "left"):
            self.listed.append((outcome, of, said))

    def rates(self, key: tuple[str, str]) -> tuple[float | None, float | None]:
        """Return precision and recall, None where there is nothing to divide by."""
        counts = self.counts.get(key, Counter())
        read = counts["found"] + counts["wrong"] + counts["guessed"]
        stated = sum(counts[o] for o in self.stated)
        return (
            counts["found"] / read if read else None,
            counts["found"] / stated if stated else None,
        )

    def names(self, kind: str) -> list[str]:
        """Return what was counted by one kind: indicators by name, eras and levels likewise."""
        return sorted(name for of, name in self.counts if of == kind)


def era(year: int) -> str:
    """Return the era of a report year by its years."""
    return next(name for first, name in ERAS.items() if year >= first)


def same(text: str | None) -> str:
    """Return a label as it is compared: folded in width and script, without blanks."""
    return re.sub(r"\s", "", fold(unicodedata.normalize("NFKC", text or "")))


def told(figure: Figure) -> str:
    """Return a figure in one line, with the words that it was read from."""
    keys = ("applicant", "label", "category", "scope", "cumulative", "approximate")
    plain = {"applicant": "total", "cumulative": False, "approximate": False}
    said = {k: getattr(figure, k) for k in keys if getattr(figure, k) != plain.get(k)}
    more = "".join(f", {k} {v}" for k, v in said.items())
    quote = " ".join(figure.quote.split())
    return f"{figure.indicator} {figure.value}{more} “{quote}”"


def percent(rate: float | None) -> str:
    """Return a rate with one decimal, a dash where there is none; what is not all is never 100 %.

    Examples
    --------
    >>> percent(0.9998), percent(1), percent(None)
    ('99.9%', '100.0%', '—')
    """
    return "—" if rate is None else f"{rate if rate == 1 else min(rate, 0.999):.1%}"


def lines(tally: Tally, kinds: Iterable[str]) -> list[str]:
    """Return one line for each thing that outcomes were counted by, for a terminal."""
    out = [f"{'':44}{' '.join(f'{o[:5]:>5}' for o in OUTCOMES)}  precision  recall"]
    for kind in kinds:
        for name in tally.names(kind):
            sums = " ".join(f"{tally.counts[kind, name][o]:5}" for o in OUTCOMES)
            right, reached = map(percent, tally.rates((kind, name)))
            out.append(f"{kind:10}{name:34}{sums}  {right:>9}  {reached:>6}")
    return out


def table(tallies: dict[str, Tally], kind: str) -> list[str]:
    """Return a Markdown table with a row for each name of a kind and columns for each tally."""
    heads = ("stated", "found", "abstained", "missed", "wrong", "precision", "recall")
    out = ["| " + " | ".join([kind, *(f"{n} {h}".strip() for n in tallies for h in heads)]) + " |"]
    out.append("|---" * (1 + len(heads) * len(tallies)) + "|")
    for name in sorted({n for t in tallies.values() for n in t.names(kind)}):
        cells = [f"`{name}`" if kind == "indicator" else name]
        for tally in tallies.values():
            counts = tally.counts.get((kind, name), Counter())
            cells.append(str(sum(counts[o] for o in tally.stated)))
            cells += [str(counts[o]) for o in ("found", "abstained", "missed")]
            cells.append(str(counts["wrong"] + counts["guessed"]))
            cells += map(percent, tally.rates((kind, name)))
        out.append("| " + " | ".join(cells) + " |")
    return out
