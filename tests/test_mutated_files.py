"""Damaged and hostile files: each gives a report or an error of one line, in bounded time and memory.

They are read in processes of their own: a hanging or dying reader is then seen, and memory can be
measured. What a damaged file still says is not asked here; that it is never a traceback is.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from made import hostile

TESTS = Path(__file__).resolve().parent
GIBIBYTE = 1024 * 1024
#: Far above what the slowest mutant takes, on a machine that is busy with other things.
SECONDS_EACH = 20


def run(module: str, *arguments: str, timeout: int) -> list[dict[str, object]]:
    """Run a module of ``tests/made`` and return the objects that it prints."""
    paths = [str(TESTS.parent), str(TESTS)]
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(paths), "PYTHONUTF8": "1"},
        capture_output=True, text=True, encoding="utf-8", timeout=timeout,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return [json.loads(line) for line in done.stdout.splitlines()]


def check(start: int, stop: int) -> None:
    *read, memory = run("made.mutants", str(start), str(stop), timeout=2 * (stop - start) + 120)
    assert len(read) == stop - start
    assert [r for r in read if r["bad"]] == []
    assert [r for r in read if float(str(r["seconds"])) > SECONDS_EACH] == []
    assert int(str(memory["kilobytes"])) < GIBIBYTE


def test_three_hundred_mutants() -> None:
    check(0, 300)


@pytest.mark.slow
@pytest.mark.parametrize("start", range(1000, 11_000, 1000))
def test_ten_thousand_mutants(start: int) -> None:
    check(start, start + 1000)


def held(file: Callable[[], bytes]) -> None:
    read, memory = run("made.hostile", file.__name__, timeout=180)
    assert not read["bad"], read["said"]
    assert float(str(read["seconds"])) < 60
    assert int(str(memory["kilobytes"])) < GIBIBYTE


@pytest.mark.parametrize("file", hostile.QUICK, ids=lambda f: f.__name__)
def test_a_hostile_file_is_held(file: Callable[[], bytes]) -> None:
    held(file)


@pytest.mark.slow
@pytest.mark.parametrize("file", hostile.SLOW, ids=lambda f: f.__name__)
def test_a_large_hostile_file_is_held(file: Callable[[], bytes]) -> None:
    held(file)
