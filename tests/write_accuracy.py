"""Write ``docs/reading-accuracy.md``: how right reports are read, on all that is at hand.

``make accuracy`` runs it; give a folder of saved copies of published pages (see
``score_addresses.py``) to have them scored as well. Of the test split only sums are written.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import score_addresses
from facts import load_pages
from real_pages import real_pages
from score_gold import SPLITS, passages, score
from scoring import Tally, era, percent, table

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
OUT = ROOT / "docs" / "reading-accuracy.md"
#: Heads of the parts that need pages which are not in the repository.
PAGES, COPIES = "## Whole pages", "## Saved copies of other pages"

_HEAD = """\
# How right reports are read

Written by `make accuracy` (`tests/write_accuracy.py`) from what the reader finds now; not edited by hand.
A test holds this page to the reader.

## Method

Figures that a person read are compared with figures that the reader reads: the same indicator, the same value,
and whatever else the person wrote down of it (printed label, harmonised class, scope, whether it is cumulative,
whether it is approximate). Labels are compared without blanks, folded in width and script.

| outcome | meaning |
|---|---|
| found | read as the person read it |
| abstained | not read, and the reader says so, with the reason |
| missed | not read |
| wrong | read otherwise, or read where the person saw no figure, or where the words do not decide it |

**Precision** is found by all that was read (found and wrong); **recall** is found by all that the person read.
An abstention lowers recall and never precision: it is what the reader is asked to do where it is not sure.
"""


#: What passages said of the reader of their time, before they were opened.
_HISTORY = (
    "For how right an unseen sentence is read, read the test split: passages that were mended on are read right"
    " nearly always. Each test split was written by other people than the ones before, and opened once it had been"
    " measured with. The first (150 passages, 1,115 figures) had been measured with too often: where it said 97.4 %"
    " precision and 94.0 % recall, the second (69 passages, 642 figures) said 93.5 % and 78.3 % of the same reader,"
    " and 94.9 % and 84.7 % once it had been mended on other passages. The third (52 passages and pages of 2008 to"
    " 2018, 584 figures) said 96.1 % and 88.4 % of the reader that came of that. The split of now (86 passages and"
    " pages, 1,186 figures) said 95.8 % and 82.3 % of the first reader, and 97.9 % and 92.1 % of this one, before one"
    " kind of error that it had shown (costs that did not arise, taken for cases) was mended. The third and"
    " this one were settled against the rules of annotation by people who had worked neither on the reader nor on the"
    " passages."
)


def gold_part() -> str:
    """Return what the gold set says, of its test split in sums only."""
    tallies = {split: score(passages(split)) for split in SPLITS}
    out = [_HEAD, "## Sentences: the gold set", "", *_described(), ""]
    for kind in ("all", "era", "level"):
        out += [*table(tallies, kind), ""]
    for split, tally in tallies.items():
        counts = tally.counts["all", "all"]
        kept, guessed = counts["left"], counts["guessed"]
        out.append(
            f"- {split}, words that speak of a number without deciding it: rightly left unread {kept},"
            f" read as a figure {guessed}."
        )
    out += ["", "### By indicator", "", *table(tallies, "indicator"), ""]
    out += ["### What was wrong in the development split", ""]
    out += [*_listed(tallies["development"], ("wrong", "guessed")), ""]
    return "\n".join(out)


def _described() -> list[str]:
    out = [
        "Passages in the manner of annual reports, written by ourselves and annotated by hand before the reader"
        " was tuned on them; `tests/gold/README.md` says by which rules. The development split is looked at"
        " freely; the test split is measured only: nobody who works on the reader opens it.",
        "",
        _HISTORY,
        "",
        "| split | passages | figures | by era | by level |",
        "|---|---|---|---|---|",
    ]
    for split in SPLITS:
        some = passages(split)
        cells = [split, str(len(some)), str(sum(len(p["figures"]) for p in some))]
        cells += [_counted(era(p["year"]) for p in some), _counted(p["level"] for p in some)]
        out.append(f"| {' | '.join(cells)} |")
    return out


def _counted(names: Iterable[str]) -> str:
    return ", ".join(f"{name} {n}" for name, n in sorted(Counter(names).items()))


def _listed(tally: Tally, outcomes: tuple[str, ...]) -> list[str]:
    found = [
        f"- {of}: {outcome}, {said}" for outcome, of, said in tally.listed if outcome in outcomes
    ]
    return found or ["Nothing."]


def pages_part(shared: Path) -> str:
    """Return what the whole pages beside the checkout say, or that there are none."""
    out = [PAGES, ""]
    if not (shared / "real").is_dir():
        return "\n".join([*out, "None were at hand when this was written.", ""])
    result = score_addresses.Result()
    rows = ["| page | facts | found | abstained | missed | wrong | further |", "|---" * 7 + "|"]
    for page, report in real_pages(shared):
        before, more = Counter(result.tally.counts["all", "all"]), len(result.further)
        score_addresses.add(result, page, report, page.id)
        now = result.tally.counts["all", "all"] - before
        cells = [
            page.id,
            len(page.facts),
            *(now[o] for o in ("found", "abstained", "missed", "wrong")),
        ]
        cells.append(len(result.further) - more)
        rows.append(f"| {' | '.join(map(str, cells))} |")
    out += [
        f"{result.pages} pages of Pingtan (county) and Huai'an (prefecture) with every figure of their tables and"
        " the main figures of their sentences read by hand, from the first form to the last. Where a page is"
        " `.txt`, the cells of its tables run together as an archive kept them. Further figures are those of"
        " sentences that nobody noted down; they are not judged here. The reader was made with these pages at"
        " hand: how it reads pages that it has never met is told by the test split above, not by these.",
        "", *rows, "", *table({"": result.tally}, "era"), "",
        "### What was not read on them as stated", "",
        *_listed(result.tally, ("wrong", "missed")), "", *_abstained(result.tally), "",
    ]  # fmt: skip
    return "\n".join(out)


def _abstained(tally: Tally) -> list[str]:
    pages = Counter(of for outcome, of, _ in tally.listed if outcome == "abstained")
    return [f"- {of}: {n} facts were abstained from" for of, n in sorted(pages.items())]


def copies_part(folder: Path | None, facts: Path) -> str:
    """Return what saved copies of other pages say, or that none were given."""
    out = [COPIES, ""]
    if folder is None or not facts.exists():
        said = (
            "No saved copies of other pages were given when this was written: how right whole pages beyond"
            " those above are read has not been measured. With copies in a folder,"
            " `make accuracy COPIES=folder` measures it against figures read by hand, by address"
            " (`tests/score_addresses.py`)."
        )
        return "\n".join([*out, said, ""])
    pages, left = load_pages(facts)
    result = score_addresses.score(folder, pages)
    right, reached = map(percent, result.tally.rates(("all", "all")))
    out += [
        f"{result.pages} saved pages of {len(pages)} with figures read by hand, {result.official} of them at their"
        f" official address. Precision {right}, recall {reached} over the figures that were noted down, mostly off"
        " the first part of each page; what was read beyond them is not judged here."
        + "".join(f" Left out: {n} figures {why}." for why, n in left.items())
        + "".join(f" {n} copies {why}." for why, n in result.skipped.items())
        + f" {len(result.unread)} copies could not be read.",
        "",
    ]
    for kind in ("era", "level", "indicator"):
        out += [*table({"": result.tally}, kind), ""]
    out += ["### What was wrong on them", "", *_listed(result.tally, ("wrong",)), ""]
    return "\n".join(out)


def document(shared: Path = SHARED, copies: Path | None = None) -> str:
    """Return the whole page."""
    facts = shared / "facts" / "real-reports.jsonl"
    return "\n".join([gold_part(), pages_part(shared), copies_part(copies, facts)])


def main() -> None:
    """Write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("copies", nargs="?", type=Path, help="folder of saved copies of pages")
    copies = parser.parse_args().copies
    if copies is not None and not copies.is_dir():
        parser.error(score_addresses.NO_COPIES)
    OUT.write_text(document(copies=copies), encoding="utf-8")
    print(OUT.relative_to(ROOT))


if __name__ == "__main__":
    main()
