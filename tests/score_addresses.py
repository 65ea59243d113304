"""How right whole pages are read: saved copies of published pages beside figures read by hand.

Pages stay outside the repository. Give a folder of saved copies, in any kind of file that is read: a
copy belongs to the address that it states itself, or to the one that ``addresses.csv`` (columns
``file,address``) in the folder gives it; http and https and a closing slash make no difference.
``--further`` lists figures that nobody noted down, with their words, for a person to judge.
"""

from __future__ import annotations

import argparse
import csv
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from facts import Page, compare, folded, load_pages, spoken
from scoring import Tally, era, lines

from toolkit.document import Document
from toolkit.errors import GongkaiError
from toolkit.figure import Figure
from toolkit.readers import read_document
from toolkit.reading import assemble
from toolkit.report import Report

FACTS = Path(__file__).resolve().parents[2] / "shared" / "facts" / "real-reports.jsonl"
ADDRESSES = "addresses.csv"
NO_COPIES = (
    "No saved copies of pages are at hand: they are not part of the repository. Save pages into a"
    " folder and give it."
)
#: What a person is given to judge a figure by, and the column to write into.
COLUMNS = (
    "judged", "id", "address", "era", "level", "indicator", "applicant", "label", "category", "value",
    "unit", "missing", "approximate", "cumulative", "scope", "method", "quote", "where",
)  # fmt: skip


def _stated() -> Tally:
    return Tally(stated=("found", "abstained", "missed", "wrong"))


@dataclass
class Result:
    """Outcomes of the facts, figures that no fact speaks of, and what could not be compared."""

    tally: Tally = field(default_factory=_stated)
    further: list[tuple[str, Page, Figure]] = field(default_factory=list)
    pages: int = 0
    official: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    unread: list[str] = field(default_factory=list)


def score(folder: Path, pages: Mapping[str, Page]) -> Result:
    """Read each copy whose address is among the facts, and compare."""
    result = Result()
    given = _addresses(folder)
    done: set[str] = set()
    for path in _files(folder):
        try:
            report, address = _read(path)
        except GongkaiError as error:
            result.unread.append(str(error).replace("\n", " "))
            continue
        address = folded(given.get(path.resolve()) or address or "")
        if not address:
            result.skipped["state no address and stand in no addresses.csv"] += 1
        elif address not in pages:
            result.skipped["are of an address that no facts are of"] += 1
        elif address in done:
            result.skipped["are another copy of a page"] += 1
        else:
            done.add(address)
            page = pages[address]
            add(result, page, report, address)
    return result


def add(result: Result, page: Page, report: Report, address: str) -> None:
    """Compare one page and count what came out."""
    outcomes, further = compare(page.facts, report)
    result.pages += 1
    result.official += page.official
    for outcome, fact, read in outcomes:
        said = f"{spoken(fact)}{f', read as {read}' if read else ''}"
        result.tally.add(outcome, fact.ids[0], page.year, page.level, page.id, said)
    result.further += [(address, page, figure) for figure in further]


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != ADDRESSES and not path.name.startswith("."):
            yield path


def _addresses(folder: Path) -> dict[Path, str]:
    path = folder / ADDRESSES
    if not path.exists():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    if rows and not {"file", "address"} <= set(rows[0]):
        raise SystemExit(f"{path}: has no columns file and address")
    return {(folder / r["file"]).resolve(): r["address"] for r in rows}


def _read(path: Path) -> tuple[Report, str | None]:
    """Read a copy; one that was cut off within its markup is read as the text that is left."""
    try:
        document = read_document(path)
        return assemble(document), document.address
    except GongkaiError:
        text = re.sub(r"<[^<>]*(?:>|$)", "\n", path.read_bytes().decode("utf-8", "replace"))
        if not re.search(r"[\u4e00-\u9fff].*公开", text):
            raise
        return assemble(_as_text(text, path)), None


def _as_text(text: str, path: Path) -> Document:
    return read_document(text.encode(), f"{path.name}.txt")


def write_further(
    further: list[tuple[str, Page, Figure]], path: Path, sample: int | None, seed: int
) -> int:
    """Write figures for a person to judge, a sample of them where one is asked for; return how many."""
    rows = further
    if sample is not None and sample < len(rows):
        rows = random.Random(seed).sample(rows, sample)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.DictWriter(file, COLUMNS)
        out.writeheader()
        for address, page, figure in rows:
            row = {c: getattr(figure, c, "") for c in COLUMNS}
            row |= {"address": address, "id": page.id, "era": era(page.year), "level": page.level}
            # A word that a table program takes for a formula is text all the same.
            row["quote"] = re.sub(r"^(?=[=+@-])", "'", " ".join(figure.quote.split()))
            out.writerow(row)
    return len(rows)


def main(args: list[str] | None = None) -> int:
    """Print how right the copies are read; 1 where there is nothing to compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="saved copies of pages")
    parser.add_argument(
        "--facts", type=Path, default=FACTS, help="figures read by hand, JSON lines"
    )
    parser.add_argument("--by", default="all,era,level", help="all, indicator, era or level")
    parser.add_argument("--wrong", action="store_true", help="list what was not read as stated")
    parser.add_argument("--further", type=Path, help="CSV of figures that no fact speaks of")
    parser.add_argument("--sample", type=int, help="how many of them, chosen by chance")
    parser.add_argument("--seed", type=int, default=1, help="which sample")
    chosen = parser.parse_args(args)
    if not chosen.facts.exists():
        print(f"{chosen.facts}: no such file of facts", file=sys.stderr)
        return 1
    pages, left = load_pages(chosen.facts)
    kept = sum(len(p.facts) for p in pages.values())
    print(
        f"{kept} facts of {len(pages)} pages" + "".join(f"; {n} {why}" for why, n in left.items())
    )
    if chosen.folder is None or not chosen.folder.is_dir() or not any(_files(chosen.folder)):
        print(NO_COPIES, file=sys.stderr)
        return 1
    result = score(chosen.folder, pages)
    print(f"{result.pages} pages compared, {result.official} of them at their official address")
    for why, n in result.skipped.items():
        print(f"{n} copies {why}")
    for line in result.unread:
        print(f"not read: {line}")
    print("\n".join(lines(result.tally, chosen.by.split(","))))
    if chosen.wrong:
        for outcome, page, said in result.tally.listed:
            print(f"  {outcome:9} {page} {said}")
    if chosen.further:
        n = write_further(result.further, chosen.further, chosen.sample, chosen.seed)
        print(f"{chosen.further}: {n} of {len(result.further)} figures that no fact speaks of")
    return 0 if result.pages else 1


if __name__ == "__main__":
    sys.exit(main())
