"""How long checking the identities of thousands of reports takes, beside reading their figures.

The reports are made (tests/made/figures.py): fictional places, three tables, the sheet of a website and sentences, so
many that their figures fill a table of a million rows. Ratios travel between machines; times do not.
"""

from __future__ import annotations

import gc
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from toolkit.checks import identity_frame

sys.path[:0] = [str(Path(__file__).resolve().parents[1])]
from made.figures import WORDS, made  # noqa: E402

REPORTS, TIMES, ROUNDS = 4_500, 10, 5
#: What checking may cost: readings of the same figures from Parquet into pandas.
GOAL = 3.0
#: Memory that one report takes while it is made, written and read, in bytes, with room to spare.
PER_REPORT = 150_000


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
