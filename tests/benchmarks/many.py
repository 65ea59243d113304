"""How long checking the identities of thousands of reports takes, beside reading their figures.

The reports are made here: fictional places, three tables, the sheet of a website and sentences, so
many that their figures fill a table of a million rows. Ratios travel between machines; times do not.
"""

from __future__ import annotations

import gc
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from toolkit.checks import identity_frame
from toolkit.codebook import APPLICANTS, indicators
from toolkit.forms import forms

REPORTS, TIMES, ROUNDS = 4_500, 10, 5
#: What checking may cost: readings of the same figures from Parquet into pandas.
GOAL = 3.0
YEARS = range(2019, 2025)
SENTENCES = 54
#: Columns whose few words are repeated: dictionary columns in Parquet, categories in pandas.
WORDS = (
    "place_code", "place", "publisher", "level", "indicator", "applicant", "category", "label",
    "unit", "missing", "scope", "method", "form", "source", "address", "sha256",
)  # fmt: skip
#: Memory that one report takes while it is made, written and read, in bytes, with room to spare.
PER_REPORT = 150_000


def _layout(form: str, rng: np.random.Generator) -> list[tuple[str, str, str, str, str]]:
    """Return the figures of a report: indicator, applicant, form, method and category."""
    out = []
    for name in (form, "website2017"):
        for table in forms()[name].tables.values():
            columns = tuple(APPLICANTS) if table.cells == "applicant" else ("total",)
            out += [(i, a, name, "table", "") for i in table.ids for a in columns]
    counts = [i for i, entry in indicators().items() if not entry.breakdown]
    said = rng.choice(counts, SENTENCES - 20, replace=False)
    out += [(str(i), "total", form, "prose", "") for i in said]
    return out + [
        ("disclosed_by_category", "total", form, "prose", f"category_{n}") for n in range(20)
    ]


def _numbers(layout: list[tuple[str, ...]], reports: int, rng: np.random.Generator) -> Any:
    """Return figures that add up, a row a report, but for one in a hundred that is one off."""
    where = {(i, a, f): n for n, (i, a, f, method, _) in enumerate(layout) if method == "table"}
    numbers = rng.integers(0, 40, (reports, len(layout))).astype(float)
    numbers[rng.random(numbers.shape) < 0.3] = 0
    for name in {f for _, _, f, _, _ in layout}:
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
        if (("requests_received", "total", name)) in where:
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


def made(reports: int, seed: int = 1) -> pd.DataFrame:
    """Return the figures of so many synthetic reports, text as categories; nothing in it is real."""
    rng = np.random.default_rng(seed)
    frames = []
    for year in YEARS:
        form = "form2019" if year < 2021 else "form2021"
        layout = _layout(form, rng)
        places = reports // len(YEARS)
        numbers = _numbers(layout, places, rng)
        # One report in twenty leaves its zeros blank.
        blank = (numbers == 0) & (rng.random(places) < 0.05)[:, None]
        each = np.repeat(np.arange(places), len(layout))

        def of_report(words: list[str], each: Any = each) -> pd.Categorical:
            codes, kinds = pd.factorize(np.array(words, dtype=object))
            return pd.Categorical.from_codes(codes[each], kinds)

        def of_figure(words: list[Any], places: int = places) -> pd.Categorical:
            codes, kinds = pd.factorize(np.array(words, dtype=object))
            return pd.Categorical.from_codes(np.tile(codes, places), kinds)

        names = [f"虚构{n:05d}县" for n in range(places)]
        prose = np.tile([m == "prose" for _, _, _, m, _ in layout], places)
        spots = [f"table:{1 + n // 60}!r{1 + n % 60 // 7}c{1 + n % 7}" for n in range(len(layout))]
        where = np.tile(np.array(spots, dtype=object), places)
        where[prose] = [f"text:{n}-{n + 30}" for n in rng.integers(0, 9000, prose.sum())]
        quote = np.full(len(each), "", dtype=object)
        quote[prose] = [f"全县公开信息{n}条" for n in rng.integers(0, 90_000, prose.sum())]
        frame = pd.DataFrame(
            {
                "place_code": of_report([f"{990000 + n}" for n in range(places)]),
                "place": of_report(names),
                "publisher": of_report([f"{n}人民政府" for n in names]),
                "level": of_report(["county"] * places),
                "year": pd.array(np.full(len(each), year), dtype="Int64"),
                "indicator": of_figure([i for i, *_ in layout]),
                "applicant": of_figure([a for _, a, *_ in layout]),
                "category": of_figure([c or None for *_, c in layout]),
                "label": of_figure([c or None for *_, c in layout]),
                "value": pd.array(np.where(blank, np.nan, numbers).ravel(), dtype="Float64"),
                "unit": of_figure(["件"] * len(layout)),
                "missing": pd.Categorical.from_codes(blank.ravel().astype(int) - 1, ["blank"]),
                "approximate": pd.array(np.zeros(len(each), bool), dtype="boolean"),
                "cumulative": pd.array(np.zeros(len(each), bool), dtype="boolean"),
                "scope": of_figure(["portal" if f == "website2017" else None for _, _, f, _, _ in layout]),
                "method": of_figure([m for _, _, _, m, _ in layout]),
                "form": of_figure([f for _, _, f, _, _ in layout]),
                "source": of_report([f"{year}/{n}.html" for n in range(places)]),
                "address": of_report([f"https://county{n}.example/{year}" for n in range(places)]),
                "sha256": of_report([f"{year * 100_000 + n:064x}" for n in range(places)]),
                "where": pd.array(where, dtype="string"),
                "quote": pd.array(quote, dtype="string"),
                "synthetic": pd.array(np.ones(len(each), bool), dtype="boolean"),
            }
        )  # fmt: skip
        frames.append(frame)
    together = {
        name: pd.api.types.union_categoricals([f[name] for f in frames])
        if name in WORDS
        else pd.concat([f[name] for f in frames], ignore_index=True)
        for name in frames[0]
    }
    return pd.DataFrame(together)


def _least(*works: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """Return the least processor time of each work in seconds, measured in turns."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for work, taken in zip(works, times, strict=True):
            gc.collect()
            start = time.process_time()
            work()
            taken.append(time.process_time() - start)
    return [min(taken) for taken in times]


def _memory() -> int:
    """Return the free memory in bytes, 0 where the machine does not say."""
    try:
        lines = Path("/proc/meminfo").read_text().splitlines()
    except OSError:
        return 0
    return next((int(x.split()[1]) * 1024 for x in lines if x.startswith("MemAvailable")), 0)


def _measure(folder: Path, reports: int, text: str) -> float:
    """Print one line on so many reports; return the time that checking took, in seconds."""
    path = folder / "figures.parquet"
    figures = made(reports)
    if text == "plain":
        figures = figures.astype(dict.fromkeys(WORDS, "string"))
    figures.to_parquet(path, index=False)
    rows, size = len(figures), path.stat().st_size / 2**20
    del figures
    read = pd.read_parquet(path)
    outcomes = identity_frame(read)["outcome"].value_counts()
    assert outcomes.min() > 0, "figures without one of the outcomes say nothing of checking"
    loading, checking = _least(lambda: pd.read_parquet(path), lambda: identity_frame(read))
    print(
        f"  {text:12}{reports:8,}{rows:12,}{size:7.1f}{loading * 1000:10.0f}{checking * 1000:10.0f}"
        f"{checking / loading:8.2f} x{outcomes.sum():12,}"
    )
    return checking


def main() -> None:
    """Print what checking the identities of many reports costs, and how it grows with their number."""
    print(
        "identities of many reports over reading all columns of their figures from Parquet into pandas; "
        f"processor time, least of {ROUNDS} rounds; goal: {GOAL} x"
    )
    print("text: repeated words as dictionary columns (categories in pandas), or as plain strings")
    print(
        f"  {'text':12}{'reports':>8}{'figures':>12}{'MiB':>7}{'read ms':>10}{'check ms':>10}"
        f"{'ratio':>10}{'equations':>12}"
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _measure(folder, REPORTS, "plain")
        few = _measure(folder, REPORTS, "dictionary")
        room = _memory() or REPORTS * TIMES * PER_REPORT
        times = next((t for t in (TIMES, TIMES // 2) if REPORTS * t * PER_REPORT <= room), 1)
        many = _measure(folder, REPORTS * times, "dictionary") if times > 1 else few
    print(f"  {times} times the reports take {many / few:.1f} times as long to check")


if __name__ == "__main__":
    main()
