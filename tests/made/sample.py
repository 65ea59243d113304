"""Sample: one synthetic report as printed blocks, with the figures that a reader has to find.

Places are fictional, years and figures invented; the labels are those of the national forms, typed
from the notices and not from ``toolkit/forms``, so that the two can disagree.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

#: Indicator, applicant (``total`` outside table 3), cumulative.
Key = tuple[str, str, bool]


@dataclass(frozen=True)
class Doubtful:
    """A figure that a person would guess at: it may stay unread, but not be read as another."""

    value: int | float | str


#: Truth of a figure that no person could make out: it has to be left unread or flagged.
UNREADABLE = "unreadable"
#: A number, the kind of missing that is printed in its place, or one of the two above.
Truth = int | float | str | Doubtful

FORMS = ("stat2014", "form2019", "form2021", "website2017", "fujian")
#: What stands where a count is 0: the text, and what it has to be read as.
ABSENT: dict[str, Truth] = {
    "0": 0, "": "blank", "/": "slash", "-": "dash", "—": "dash", "无": "none",
}  # fmt: skip


@dataclass(frozen=True)
class Cell:
    """One printed cell; ``key`` names the figure in it, None for labels, heads and units.

    ``markup`` is what a web page prints in place of the escaped text; other formats pass it over.
    """

    text: str
    rowspan: int = 1
    colspan: int = 1
    key: Key | None = None
    markup: str = ""


@dataclass(frozen=True)
class Grid:
    """One printed table; ``name`` is what it holds (``requests``, ``appeals`` …)."""

    name: str
    cells: tuple[tuple[Cell, ...], ...]
    heads: int = 0

    @property
    def rows(self) -> list[list[tuple[str, int, int]]]:
        """The printed rows as (text, rowspan, colspan); places that a span covers are left out."""
        return [[(c.text, c.rowspan, c.colspan) for c in row] for row in self.cells]

    def dense(self) -> list[list[tuple[Cell, bool]]]:
        """Return the cell at every place that it covers, with whether that is its first place."""
        taken: dict[tuple[int, int], tuple[Cell, bool]] = {}
        for r, row in enumerate(self.cells):
            c = 0
            for cell in row:
                while (r, c) in taken:
                    c += 1
                for rr in range(r, min(r + cell.rowspan, len(self.cells))):
                    for cc in range(c, c + cell.colspan):
                        taken[rr, cc] = (cell, (rr, cc) == (r, c))
                c += cell.colspan
        width = 1 + max((c for _, c in taken), default=-1)
        none = (Cell(""), True)
        return [[taken.get((r, c), none) for c in range(width)] for r in range(len(self.cells))]


@dataclass(frozen=True)
class Sample:
    """One synthetic report: ``blocks`` in printed order (a str is a paragraph), and its figures.

    ``truth`` holds the figures of the tables, ``said`` those of the sentences.
    """

    form: str
    title: str
    place: str
    year: int
    blocks: tuple[str | Grid, ...]
    truth: Mapping[Key, Truth] = field(default_factory=dict)
    said: Mapping[Key, Truth] = field(default_factory=dict)

    def but(
        self, blocks: tuple[str | Grid, ...], truth: Mapping[Key, Truth] | None = None
    ) -> Sample:
        """Return the sample with other blocks, and other figures where they are given."""
        return replace(self, blocks=blocks, truth=self.truth if truth is None else truth)


class Maker:
    """Makes the cells of one sample and keeps its figures; the same seed gives the same report."""

    def __init__(self, form: str, seed: int) -> None:
        self.rng = random.Random(f"{form}-{seed}")
        self.truth: dict[Key, Truth] = {}
        #: How often each sign stands for a count of 0 in this report.
        others = self.rng.sample([s for s in ABSENT if s != "0"], 2)
        self._signs = ["0", "0", *others] if seed else ["0", "0", "", "/"]

    def count(self, most: int) -> int:
        """Return a count; small ones and 0 come often, as in a county's report."""
        return self.rng.choice((0, 0, 1, 2, 3, *(self.rng.randint(4, most) for _ in range(6))))

    def value(
        self,
        number: float,
        indicator: str,
        applicant: str = "total",
        cumulative: bool = False,
        *,
        plain: bool = False,
        spans: tuple[int, int] = (1, 1),
    ) -> Cell:
        """Return the cell of one figure; a count of 0 may be printed as a sign unless ``plain``."""
        key = (indicator, applicant, cumulative)
        assert key not in self.truth, key
        text = str(number)
        if number == 0 and not plain:
            text = self.rng.choice(self._signs)
        self.truth[key] = ABSENT.get(text, number)
        return Cell(text, *spans, key=key)


def sample(form: str, seed: int = 0) -> Sample:
    """Return the synthetic report of one form that ``seed`` stands for."""
    from made import sheets, tables

    makers = {
        "form2019": tables.form2019, "form2021": tables.form2021,
        "stat2014": sheets.stat2014, "fujian": sheets.fujian, "website2017": sheets.website2017,
    }  # fmt: skip
    return makers[form](Maker(form, seed))


def samples() -> tuple[Sample, ...]:
    """Return one report of each form."""
    return tuple(sample(form) for form in FORMS)
