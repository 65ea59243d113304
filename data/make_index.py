"""List the structured reports: write data/reports/index.csv and data/demo/reports_index.csv.

Run ``python data/make_index.py`` after adding a report; a test holds the lists to the files.
"""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from toolkit.structured import load_report_file  # noqa: E402

HEADS = ("file", "place_code", "place", "publisher", "level", "year", "form", "address", "figures",
         "synthetic")  # fmt: skip
#: Each list and the folder that it lists, below data/.
INDEXES = {"reports/index.csv": "reports", "demo/reports_index.csv": "demo/reports"}


def index_text(folder: Path) -> str:
    """Return the list of the reports in ``folder`` as CSV, in the order of their paths."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADS)
    for path in sorted(folder.rglob("*.yml")):
        r = load_report_file(path)
        writer.writerow(
            (path.relative_to(folder).as_posix(), r.place_code, r.place, r.publisher, r.level, r.year,
             r.form, r.address, len(r.figures), str(r.synthetic).lower())
        )  # fmt: skip
    return out.getvalue()


if __name__ == "__main__":
    for name, folder in INDEXES.items():
        (HERE / name).write_text(index_text(HERE / folder), encoding="utf-8", newline="\n")
