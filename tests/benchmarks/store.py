"""How long a store takes to give figures, beside pyarrow reading the same rows of the same files.

The store is filled from 45,000 synthetic reports (tests/made/figures.py), 13 million figures. Ratios
travel between machines; times do not.
"""

from __future__ import annotations

import gc
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from toolkit.store import Store, Writer, open_store
from toolkit.store.batch import batch_of_frame
from toolkit.store.layout import WORD_COLUMNS

sys.path[:0] = [str(Path(__file__).resolve().parents[1])]
from made.figures import figures_tables  # noqa: E402

REPORTS, ROUNDS = 45_000, 15
#: What a call may cost: reads of the same rows by pyarrow.
GOAL_PLACE, GOAL_INDICATOR = 1.5, 2.0
PLACE, INDICATORS = "990500", ("disclosed_total", "requests_received")
#: The columns of the files that a frame of figures is made of.
STORED = ["report", *WORD_COLUMNS, "value", "approximate", "cumulative", "where", "quote"]
NARROW = ["place_code", "year", "value"]

Work = Callable[[], object]


def _fill(path: Path) -> None:
    """Fill a store and print how long that takes, how large it is and how much memory it took."""
    start, cpu = time.perf_counter(), time.process_time()
    with Writer(path) as writer:
        for frame in figures_tables(REPORTS):
            writer.add_batch(batch_of_frame(frame, writer.words))
        about = writer.commit()
    size = sum(f.stat().st_size for f in path.rglob("*.parquet")) / 2**20
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10
    print(
        f"  filled with {about.reports:,} reports, {about.figures:,} figures in "
        f"{time.perf_counter() - start:.0f} s (processor {time.process_time() - cpu:.0f} s), "
        f"making them included; {size:.0f} MiB on disk, {peak:.0f} MiB of memory at most"
    )


def _least(works: dict[str, Work]) -> dict[str, tuple[float, float]]:
    """Return the least processor time and the least wall time of each work, in ms, taken in turns."""
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in works}
    for _ in range(ROUNDS):
        for name, work in works.items():
            gc.collect()
            wall, cpu = time.perf_counter(), time.process_time()
            work()
            times[name].append((time.process_time() - cpu, time.perf_counter() - wall))
    return {n: (min(c for c, _ in t) * 1000, min(w for _, w in t) * 1000) for n, t in times.items()}


def _print(title: str, rows: int, works: dict[str, Work], goal: float) -> None:
    """Print the times of works, the first of which is the store's, and its ratio to the others."""
    print(f"  {title}, {rows:,} rows; goal {goal} x")
    ours, *floors = _least(works).items()
    print(f"    {ours[0]:62}{ours[1][0]:9.1f}{ours[1][1]:9.1f}")
    for name, (cpu, wall) in floors:
        ratio = f"{ours[1][0] / cpu:8.2f} x{ours[1][1] / wall:8.2f} x"
        print(f"    {name:62}{cpu:9.1f}{wall:9.1f}{ratio}")


def _place(store: Store, folder: Path) -> None:
    file = folder / "figures.parquet"
    at = [n for n, head in enumerate(store.heads()) if head[0] == PLACE]
    reports = [("report", ">=", at[0]), ("report", "<=", at[-1])]
    opened = pq.ParquetFile(file, memory_map=True)
    rows = np.flatnonzero(np.isin(opened.read(["report"])["report"].to_numpy(), at))
    ends = np.cumsum([opened.metadata.row_group(n).num_rows for n in range(opened.num_row_groups)])
    groups = sorted(set(np.searchsorted(ends, rows[[0, -1]], side="right").tolist()))
    first = rows[0] - (ends[groups[0] - 1] if groups[0] else 0)

    def bare() -> pa.Table:
        return opened.read_row_groups(groups, STORED).slice(first, len(rows))

    def filtered() -> pa.Table:
        return pq.read_table(file, columns=STORED, filters=reports)

    frame = store.figures(places=[PLACE])
    assert len(frame) == len(rows) == bare().num_rows == filtered().num_rows
    assert frame["value"].sum() == bare().to_pandas()["value"].sum()
    works: dict[str, Work] = {
        "Store.figures(places=[…]), pandas frame of 23 columns": lambda: store.figures(
            places=[PLACE]
        ),
        "pyarrow, row groups known, file open": bare,
        "pyarrow, row groups known, file open, to_pandas()": lambda: bare().to_pandas(),
        "pyarrow, read_table with filters": filtered,
        "pyarrow, read_table with filters, to_pandas()": lambda: filtered().to_pandas(),
    }
    _print("one county, all years", len(rows), works, GOAL_PLACE)


def _indicator(store: Store, folder: Path, name: str) -> None:
    file = folder / "by_indicator.parquet"
    id_ = store.words.ids("indicator")[name]
    opened = pq.ParquetFile(file, memory_map=True)
    ids = opened.read(["indicator"])["indicator"].to_numpy()
    rows = int((ids == id_).sum())
    ends = np.cumsum([opened.metadata.row_group(n).num_rows for n in range(opened.num_row_groups)])
    span = np.flatnonzero(ids == id_)[[0, -1]]
    one, last = np.searchsorted(ends, span, side="right").tolist()
    groups = list(range(one, last + 1))
    first = span[0] - (ends[one - 1] if one else 0)

    def bare(columns: list[str] = STORED) -> pa.Table:
        return opened.read_row_groups(groups, columns).slice(first, rows)

    def filtered() -> pa.Table:
        return pq.read_table(file, columns=STORED, filters=[("indicator", "==", id_)])

    frame = store.figures(indicators=[name])
    assert len(frame) == rows == bare().num_rows == filtered().num_rows
    works: dict[str, Work] = {
        "Store.figures(indicators=[…]), pandas frame of 23 columns": lambda: store.figures(
            indicators=[name]
        ),
        "pyarrow, row groups known, file open": bare,
        "pyarrow, row groups known, file open, to_pandas()": lambda: bare().to_pandas(),
        "pyarrow, read_table with filters": filtered,
        "pyarrow, read_table with filters, to_pandas()": lambda: filtered().to_pandas(),
    }
    _print(f"{name}, all counties and years", rows, works, GOAL_INDICATOR)


def _narrow(store: Store, folder: Path, name: str) -> None:
    """Measure three columns beside a wide file: a row a report, a column an indicator."""
    wide = folder / "wide.parquet"
    keys = ["place_code", "year"]
    reports = pd.DataFrame([(code, year) for code, _, year in store.heads()], columns=keys)
    at = pd.MultiIndex.from_frame(reports)
    made = {key: reports[key] for key in keys}
    # One indicator after the other: all figures at once would take gigabytes.
    for indicator in store.words.ids("indicator"):
        figures = store.figures(indicators=[indicator], columns=[*keys, "applicant", "value"])
        totals = figures[figures["applicant"] == "total"].drop_duplicates(keys)
        made[indicator] = (
            totals.set_index(keys)["value"].reindex(at).to_numpy(float, na_value=np.nan)
        )
    pd.DataFrame(made).to_parquet(wide, compression="zstd", index=False)
    del made
    kept = ["place_code", "year", name]
    opened = pq.ParquetFile(wide, memory_map=True)

    def ours() -> pd.DataFrame:
        return store.figures(indicators=[name], columns=NARROW)

    works: dict[str, Work] = {
        f"Store.figures(indicators=[…], columns={NARROW})": ours,
        "pyarrow, wide file, file open": lambda: opened.read(kept),
        "pyarrow, wide file, file open, to_pandas()": lambda: opened.read(kept).to_pandas(),
    }
    _print(f"{name}, all counties and years, three columns", len(ours()), works, GOAL_INDICATOR)


def main() -> None:
    """Print what a store costs to fill, and what it takes to read a county and an indicator."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "store"
        print(f"a store of {REPORTS:,} synthetic reports; least of {ROUNDS} rounds, taken in turns")
        _fill(path)
        (folder,) = path.glob("tables-*")
        store = open_store(path)
        store.figures(places=[PLACE])
        print(
            "  floor: pyarrow reads the same rows of the same files, all columns that the frame is made of; it\n"
            "  gives ids for words and reports, where the store gives words, places, sources and addresses.\n"
            "  A goal is over the quickest way to a pandas frame; what is not one stands beside it."
        )
        print(f"    {'':62}{'cpu ms':>9}{'wall ms':>9}{'store over it: cpu, wall':>26}")
        _place(store, folder)
        for indicator in INDICATORS:
            _indicator(store, folder, indicator)
        _narrow(store, folder, INDICATORS[0])
        opening = _least({"": lambda: open_store(path).figures(places=[PLACE])})[""]
        print(
            f"    {'opening the store and its first county':62}{opening[0]:9.1f}{opening[1]:9.1f}"
        )


if __name__ == "__main__":
    main()
