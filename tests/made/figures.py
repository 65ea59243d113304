"""Figures tables of any size for benchmarks: fictional counties, codes from 990000; nothing in them is real.

The same seed gives the same table. A report has 290 figures: its form's tables, from 2017 the sheet of
the website, and sentences for the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from toolkit.codebook import APPLICANTS, indicators
from toolkit.forms import forms

#: All report years, and those of the two national forms.
ALL_YEARS, FORM_YEARS = range(2008, 2025), range(2019, 2025)
FIGURES = 290
#: Columns whose few words are repeated: dictionary columns in Parquet, categories in pandas.
WORDS = (
    "place_code", "place", "publisher", "level", "indicator", "applicant", "category", "label",
    "unit", "missing", "scope", "method", "form", "source", "address", "sha256",
)  # fmt: skip
#: Indicator, applicant, form, method and category of a figure.
Layout = list[tuple[str, str, str, str, str]]
_CLASSES = 20


def form_of(year: int) -> str:
    """Return the form of the reports of a year."""
    ends = {2013: "prose", 2018: "stat2014", 2020: "form2019"}
    return next((form for last, form in ends.items() if year <= last), "form2021")


@cache
def _layout(year: int, seed: int) -> Layout:
    form, out = form_of(year), []
    tabular = [form] * (form in forms()) + ["website2017"] * (year >= 2017)
    for name in tabular:
        for table in forms()[name].tables.values():
            columns = tuple(APPLICANTS) if table.cells == "applicant" else ("total",)
            out += [(i, a, name, "table", "") for i in table.ids for a in columns]
    counts = [i for i, entry in indicators().items() if not entry.breakdown]
    rng = np.random.default_rng([seed, year])
    room = FIGURES - len(out) - _CLASSES
    said = rng.choice(counts, min(room, len(counts)), replace=False)
    out += [(str(i), "total", form, "prose", "") for i in said]
    # What is said of most is a class of the items disclosed.
    classes = FIGURES - len(out)
    return out + [
        ("disclosed_by_category", "total", form, "prose", f"category_{n}") for n in range(classes)
    ]


def _numbers(layout: Layout, reports: int, rng: np.random.Generator) -> Any:
    """Return figures that add up, a row a report, but for one in a hundred that is one off."""
    where = {(i, a, f): n for n, (i, a, f, method, _) in enumerate(layout) if method == "table"}
    numbers = rng.integers(0, 40, (reports, len(layout))).astype(float)
    numbers[rng.random(numbers.shape) < 0.3] = 0
    for name in dict.fromkeys(f for _, _, f in where):
        # Sums of one column first, then rows: both close.
        for identity in forms()[name].identities:
            if identity.kind != "sum":
                continue
            for a in APPLICANTS if identity.per_applicant else ("total",):
                left, right = (
                    [where[i, a, name] for i in side] for side in (identity.left, identity.right)
                )
                if len(right) == 1:
                    numbers[:, right[0]] = numbers[:, left].sum(axis=1)
        if ("requests_received", "total", name) in where and name in ("form2019", "form2021"):
            for a in APPLICANTS:
                at = [where[f"requests_{i}", a, name] for i in
                      ("received", "carried_over", "processed", "carried_forward")]  # fmt: skip
                numbers[:, at[3]] = numbers[:, at[1]]
                numbers[:, at[0]] = numbers[:, at[2]]
            for i in forms()[name].tables["requests"].ids:
                row = [where[i, a, name] for a in APPLICANTS]
                numbers[:, row[-1]] = numbers[:, row[:-1]].sum(axis=1)
    off = np.flatnonzero(rng.random(reports) < 0.01)
    numbers[off, rng.integers(0, len(layout), len(off))] += 1
    return numbers


def figures_tables(
    reports: int, seed: int = 1, years: Sequence[int] = ALL_YEARS, block: int = 500
) -> Iterator[pd.DataFrame]:
    """Yield the figures of so many synthetic reports, some hundred reports at a time.

    Parameters
    ----------
    reports : int
        How many in all; as many a year as there are counties, but for the last year.
    seed : int
    years : sequence of int
    block : int
        Reports of a frame, which are of one year: the memory that is needed follows from it.

    Yields
    ------
    pandas.DataFrame
        Columns as of :func:`toolkit.figures_frame`; repeated words are categories.
    """
    places = -(-reports // len(years))
    for n, year in enumerate(years):
        last = min(places, reports - n * places)
        for first in range(0, last, block):
            yield _frame(year, range(first, min(first + block, last)), seed)


def made(reports: int, seed: int = 1) -> pd.DataFrame:
    """Return the figures of synthetic reports of the two national forms as one frame."""
    places = reports // len(FORM_YEARS)
    frames = list(figures_tables(places * len(FORM_YEARS), seed, FORM_YEARS, places))
    together = {
        name: pd.api.types.union_categoricals([f[name] for f in frames])
        if name in WORDS
        else pd.concat([f[name] for f in frames], ignore_index=True)
        for name in frames[0]
    }
    return pd.DataFrame(together)


def _frame(year: int, counties: range, seed: int) -> pd.DataFrame:
    layout, reports = _layout(year, seed), len(counties)
    rng = np.random.default_rng([seed, year, counties.start])
    numbers = _numbers(layout, reports, rng)
    # One report in twenty leaves its zeros blank.
    blank = (numbers == 0) & (rng.random(reports) < 0.05)[:, None]
    each = np.repeat(np.arange(reports), len(layout))

    def of_report(words: list[str]) -> pd.Categorical:
        codes, kinds = pd.factorize(np.array(words, dtype=object))
        return pd.Categorical.from_codes(codes[each], kinds)

    def of_figure(words: list[Any]) -> pd.Categorical:
        codes, kinds = pd.factorize(np.array(words, dtype=object))
        return pd.Categorical.from_codes(np.tile(codes, reports), kinds)

    names = [f"虚构{n:05d}县" for n in counties]
    prose = np.array([m == "prose" for _, _, _, m, _ in layout])
    # A figure of a table has its cell, one of a sentence its place in the text and the words.
    cells = pa.array(
        [f"table:{1 + n // 60}!r{1 + n % 60 // 7}c{1 + n % 7}" for n in range(FIGURES)]
    )
    spots, quotes = _said()
    at = np.tile(np.arange(FIGURES), reports)
    said = np.tile(prose, reports)
    where = np.where(said, FIGURES + rng.integers(0, len(spots), len(at)), at)
    quote = np.where(said, 1 + rng.integers(0, len(quotes) - 1, len(at)), 0)
    flags = np.zeros(len(each), bool)
    return pd.DataFrame(
        {
            "place_code": of_report([f"{990000 + n}" for n in counties]),
            "place": of_report(names),
            "publisher": of_report([f"{n}人民政府" for n in names]),
            "level": of_report(["county"] * reports),
            "year": pd.array(np.full(len(each), year), dtype="Int64"),
            "indicator": of_figure([i for i, *_ in layout]),
            "applicant": of_figure([a for _, a, *_ in layout]),
            "category": of_figure([c or None for *_, c in layout]),
            "label": of_figure([c or None for *_, c in layout]),
            "value": pd.array(np.where(blank, np.nan, numbers).ravel(), dtype="Float64"),
            "unit": of_figure(["件"] * len(layout)),
            "missing": pd.Categorical.from_codes(blank.ravel().astype(int) - 1, ["blank"]),
            "approximate": pd.array(flags, dtype="boolean"),
            "cumulative": pd.array(flags, dtype="boolean"),
            "scope": of_figure(["portal" if f == "website2017" else None for _, _, f, *_ in layout]),
            "method": of_figure([m for _, _, _, m, _ in layout]),
            "form": of_figure([f for _, _, f, _, _ in layout]),
            "source": of_report([f"{year}/{n}.html" for n in counties]),
            "address": of_report([f"https://county{n}.example/{year}" for n in counties]),
            "sha256": of_report([f"{year * 100_000 + n:064x}" for n in counties]),
            "where": _text(pa.concat_arrays([cells, spots]), where),
            "quote": _text(quotes, quote),
            "synthetic": pd.array(~flags, dtype="boolean"),
        }
    )  # fmt: skip


@cache
def _said() -> tuple[pa.Array, pa.Array]:
    """Return places in a text, and quotes, of which the first is empty."""
    spots = pa.array([f"text:{n}-{n + 30}" for n in range(9000)])
    return spots, pa.array(["", *(f"全县公开信息{n}条" for n in range(90_000))])


def _text(words: pa.Array, at: Any) -> Any:
    return pd.array(words.take(pa.array(at)), dtype="string")
