"""How right sentences are read: the reader beside the figures that a person annotated.

Run by itself it prints sums only, so that the test split can be measured without being looked at;
``--wrong`` lists what was wrong, missed or abstained from in the development split.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from scoring import Tally, lines, same, told

from toolkit.figure import Figure
from toolkit.prose import read_prose
from toolkit.readers import read_document

GOLD = Path(__file__).resolve().parent / "gold"
SPLITS = ("development", "test")


@cache
def passages(split: str) -> tuple[dict[str, Any], ...]:
    """Return the passages of a split, ``development`` or ``test``."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    files = sorted(GOLD.glob(f"{split}*.yml"))
    return tuple(p for f in files for p in yaml.load(f.read_text(encoding="utf-8"), Loader=loader))


def agrees(said: dict[str, Any], figure: Figure) -> bool:
    """Whether a figure is the one annotated: a key that was left out is not compared."""
    if said["indicator"] != figure.indicator or said["value"] != figure.value:
        return False
    for key, value in said.items():
        read = getattr(figure, key)
        if key == "label":
            if same(value) != same(read):
                return False
        elif value != read and key in ("category", "cumulative", "scope", "approximate"):
            return False
    return True


def read(passage: dict[str, Any]) -> tuple[list[Figure], set[str]]:
    """Return the figures that the reader finds in a passage, and what it says it left out."""
    document = read_document(passage["text"].encode(), f"{passage['id']}.txt")
    prose = read_prose(document, passage["year"], since_2019=passage["year"] >= 2019)
    left = {f.indicator for f in prose.findings if f.code == "abstained" and f.indicator}
    return list(prose.figures), left


def score(some: Iterable[dict[str, Any]]) -> Tally:
    """Read passages and compare each figure."""
    tally = Tally()
    for passage in some:
        head = (passage["year"], passage["level"], passage["id"])
        figures, left = read(passage)
        for said in passage["figures"]:
            match = next((f for f in figures if agrees(said, f)), None)
            if match is not None:
                figures.remove(match)
                tally.add("found", said["indicator"], *head, "")
            else:
                outcome = "abstained" if said["indicator"] in left else "missed"
                tally.add(outcome, said["indicator"], *head, str(said))
        undecided = set(passage.get("abstain", ()))
        for figure in figures:
            outcome = "guessed" if figure.indicator in undecided else "wrong"
            tally.add(outcome, figure.indicator, *head, told(figure))
        for indicator in sorted(undecided - {f.indicator for f in figures}):
            tally.add("left", indicator, *head, "")
    return tally


def main() -> None:
    """Print the sums of both splits, and what was not right in the development split."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--by", default="all", help="all, indicator, era or level, by commas")
    parser.add_argument(
        "--wrong", action="store_true", help="list what was not right (development)"
    )
    chosen = parser.parse_args()
    for split in SPLITS:
        tally = score(passages(split))
        print(f"{split}\n" + "\n".join(lines(tally, chosen.by.split(","))))
        if chosen.wrong and split == "development":
            for outcome, passage, said in tally.listed:
                print(f"  {outcome:9} {passage} {said}")


if __name__ == "__main__":
    main()
