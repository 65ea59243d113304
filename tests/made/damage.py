"""Damage: every way in which a report may be spoilt, by name, and documents spoilt at random.

A damage takes a sample and returns it spoilt, with the truth that a reader has to find now. Damages
of a page's markup come last, since only web pages have one. One that does not fit a sample returns
it as it was.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from made.sample import UNREADABLE, Cell, Doubtful, Grid, Key, Sample, Truth, sample

Damage = Callable[[Sample, random.Random], Sample]
Dress = Callable[[str, random.Random], str]

#: Damages in the order in which they are done: figures, labels, rows and columns,
#: single cells that move others, cells' markup.
STAGES = ("values", "labels", "rows", "cells", "markup")
DAMAGES: dict[str, dict[str, Damage]] = {stage: {} for stage in STAGES}
#: Damages of a whole page as text.
DRESSES: dict[str, Dress] = {}
#: The forms that documents are made in, those of today more often.
FORMS = ("form2021", "form2019", "stat2014", "form2021", "website2017", "form2019", "fujian")


def damage(stage: str) -> Callable[[Damage], Damage]:
    """Register a damage by its name."""

    def register(function: Damage) -> Damage:
        DAMAGES[stage][function.__name__] = function
        return function

    return register


def dress(function: Dress) -> Dress:
    """Register a damage of a whole page."""
    DRESSES[function.__name__] = function
    return function


@dataclass(frozen=True)
class Spoilt:
    """One document: the sample as it is printed, and what was done to it."""

    number: int
    sample: Sample
    damages: tuple[str, ...]
    dresses: tuple[str, ...]

    def page(self, text: str) -> str:
        """Return a page's text with the damages of pages done to it."""
        rng = random.Random(f"page-{self.number}")
        for name in self.dresses:
            text = DRESSES[name](text, rng)
        return text


def document(number: int, *, pages: bool = True, without: frozenset[str] = frozenset()) -> Spoilt:
    """Return document ``number`` with one to four damages; of web pages too where ``pages``."""
    rng = random.Random(f"document-{number}")
    out = sample(FORMS[number % len(FORMS)], number)
    stage = {name: s for s in STAGES for name in DAMAGES[s]}
    names = [n for n in stage if pages or stage[n] != "markup"] + (list(DRESSES) if pages else [])
    names = [n for n in names if n not in without]
    done = rng.sample(names, rng.randint(1, 4))
    done.sort(key=lambda n: STAGES.index(stage[n]) if n in stage else len(STAGES))
    kept = []
    for name in done:
        if name in stage:
            spoilt = DAMAGES[stage[name]][name](out, rng)
            kept += [name] if spoilt is not out else []
            out = spoilt
    return Spoilt(number, out, tuple(kept), tuple(n for n in done if n not in stage))


def spoil(one: Sample, name: str, seed: int) -> Sample:
    """Return a sample with one damage done to it."""
    functions = {n: f for stage in DAMAGES.values() for n, f in stage.items()}
    return functions[name](one, random.Random(f"{name}-{seed}"))


def grids(one: Sample) -> list[int]:
    """Return the places of the tables among the blocks."""
    return [i for i, b in enumerate(one.blocks) if isinstance(b, Grid)]


def with_grid(one: Sample, at: int, *grids: str | Grid) -> Sample:
    """Return a sample with other blocks in the place of one."""
    return one.but((*one.blocks[:at], *grids, *one.blocks[at + 1 :]))


def chosen(one: Sample, rng: random.Random, *names: str, whole: bool = False) -> int | None:
    """Return the place of a table with figures, of the given names only; None where there is none.

    ``whole`` leaves out tables that another damage has parted.
    """
    places = []
    for at in grids(one):
        grid = one.blocks[at]
        assert isinstance(grid, Grid)
        if (not names or grid.name in names) and any(c.key for row in grid.cells for c in row):
            places.append(at)
    if whole:
        all_names = [one.blocks[at].name for at in places]  # type: ignore[union-attr]
        places = [a for a, n in zip(places, all_names, strict=True) if all_names.count(n) == 1]
    return rng.choice(places) if places else None


def each_cell(one: Sample, change: Callable[[Cell], Cell]) -> Sample:
    """Return a sample with every cell changed."""
    blocks = tuple(
        replace(b, cells=tuple(tuple(map(change, row)) for row in b.cells))
        if isinstance(b, Grid) else b
        for b in one.blocks
    )  # fmt: skip
    return one.but(blocks)


def figures(one: Sample) -> list[Cell]:
    """Return all cells that hold figures."""
    rows = chain.from_iterable(b.cells for b in one.blocks if isinstance(b, Grid))
    return [c for c in chain.from_iterable(rows) if c.key]


def with_figures(
    one: Sample,
    rng: random.Random,
    some: int,
    change: Callable[[Cell], tuple[str, Truth] | None],
) -> Sample:
    """Return a sample with up to ``some`` figures printed otherwise; ``change`` gives text and truth.

    Where it gives None the cell stays; a report in which nothing changed is the same object.
    """
    changed: dict[Key, tuple[str, Truth]] = {}
    cells = figures(one)
    for cell in rng.sample(cells, len(cells)):
        if len(changed) == some:
            break
        assert cell.key is not None
        new = change(cell)
        if new is not None:
            changed[cell.key] = new
    if not changed:
        return one

    def swap(cell: Cell) -> Cell:
        return replace(cell, text=changed[cell.key][0]) if cell.key in changed else cell

    truth = one.truth | {k: v for k, (_, v) in changed.items()}  # type: ignore[operator]
    return replace(each_cell(one, swap), truth=truth)


def doubtful(truth: Mapping[Key, Truth], keys: set[Key]) -> dict[Key, Truth]:
    """Return the truth with the figures ``keys`` as ones that may be left unread."""
    sure = {k for k in keys if k in truth and not isinstance(truth[k], Doubtful)}
    return {
        k: Doubtful(v) if k in sure and v != UNREADABLE and not isinstance(v, Doubtful) else v
        for k, v in truth.items()
    }


def without(truth: Mapping[Key, Truth], keys: set[Key]) -> dict[Key, Truth]:
    """Return the truth without the figures ``keys``: they are not printed any more."""
    return {k: v for k, v in truth.items() if k not in keys}


def unreadable(truth: Mapping[Key, Truth], keys: set[Key]) -> dict[Key, Truth]:
    """Return the truth with the figures ``keys`` as ones that nobody can make out."""
    return {k: UNREADABLE if k in keys else v for k, v in truth.items()}
