"""docs/reading-accuracy.md is what its script writes with the reader as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
import score_gold
import write_accuracy
from test_scores import PAGE, copies, facts  # noqa: F401

RUN = "the reader has changed: run `make accuracy` and commit docs/reading-accuracy.md"


@pytest.fixture(scope="module")
def written() -> str:
    return write_accuracy.OUT.read_text(encoding="utf-8")


def test_the_page_says_what_the_gold_set_says(written: str) -> None:
    assert written.split(write_accuracy.PAGES)[0].rstrip() == write_accuracy.gold_part().rstrip(), (
        RUN
    )


def test_the_page_says_what_whole_pages_say(written: str, shared: Path) -> None:
    part = write_accuracy.PAGES + written.split(write_accuracy.PAGES)[1]
    part = part.split(write_accuracy.COPIES)[0]
    assert part.rstrip() == write_accuracy.pages_part(shared).rstrip(), RUN


def test_nothing_of_the_test_split_stands_in_it(written: str) -> None:
    ids = [p["id"] for p in score_gold.passages("test")]
    assert len(ids) > 50 and not any(f"{i}:" in written for i in ids)


def test_without_pages_it_says_so(tmp_path: Path) -> None:
    assert "None were at hand" in write_accuracy.pages_part(tmp_path)
    assert "No saved copies of other pages were given" in write_accuracy.copies_part(None, tmp_path)


def test_saved_copies_are_scored(copies: Path, facts: Path) -> None:  # noqa: F811
    said = write_accuracy.copies_part(copies, facts)
    assert "2 saved pages of 2" in said and "Precision 75.0%, recall 60.0%" in said
    assert "政策法规类 505, read as 506" in said
