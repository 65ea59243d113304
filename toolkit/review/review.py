"""Review: one list kept beside a folder of documents while their reports are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import SourceError
from toolkit.report import Report
from toolkit.review.file import read_if_there, write_review
from toolkit.review.rows import COLUMNS, FILLED_IN, is_filled, review_rows, row_key
from toolkit.review.typed import judge, with_verdicts

if TYPE_CHECKING:
    import pandas as pd


def review_frame(reports: Iterable[Report]) -> pd.DataFrame:
    """Return what ``reports`` left out as a frame with an empty column ``value`` to fill in.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`toolkit.review.COLUMNS`, all text. Filled in, its rows
        (``frame.to_dict("records")``) go to :func:`toolkit.review.apply_review`.
    """
    import pandas as pd

    return pd.DataFrame(review_rows(reports), columns=list(COLUMNS), dtype="string")


class Review:
    """A review list in a file: read once, applied to reports as they come, written at the end.

    Nothing that a person wrote is ever dropped, whether or not its document is read this time.

    Parameters
    ----------
    path : str or Path
        The list; it need not exist yet.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self.rows, self._bytes = read_if_there(self.path)
        self._open: dict[tuple[str, ...], dict[str, str]] = {}
        self._files: set[str] = set()
        self._hashes: set[str] = set()
        self._states: dict[int, str] = {}
        # A list may have a hundred thousand lines: each report asks for its own only.
        self._numbers: dict[str, set[int]] = {}
        for number, row in enumerate(self.rows):
            if is_filled(row):
                for name in (row["sha256"].strip().lower(), row.get("file", "")):
                    self._numbers.setdefault(name, set()).add(number)

    def apply(self, report: Report) -> Report:
        """Return the report with what was typed for it, and take note of what it left out."""
        for row in review_rows([report]):
            self._open.setdefault(row_key(row), row)
        self._files.add(report.source)
        self._hashes.add(report.sha256)
        known = self._numbers
        mine = sorted(known.get(report.sha256, set()) | known.get(report.source, set()))
        numbers = {id(self.rows[n]): n for n in mine}
        verdicts = judge(report, [self.rows[n] for n in mine])
        for verdict in verdicts:
            self._states[numbers[id(verdict.row)]] = verdict.told
        return with_verdicts(report, verdicts)

    def save(self) -> str:
        """Write the list; return in words how many lines are open, taken, refused and stale.

        Raises
        ------
        SourceError
            The file cannot be written, or was changed by someone else since it was read; it is
            left as it is.
        """
        rows = self._merged()
        try:
            now = self.path.read_bytes()
        except FileNotFoundError:
            now = None
        except OSError as error:
            raise SourceError(f"{self.path}: cannot be opened ({error.strerror})") from None
        if now != self._bytes:
            raise SourceError(f"{self.path}: was changed meanwhile and is left as it is; run again")
        write_review(self.path, rows)
        self._bytes = self.path.read_bytes()
        counts = Counter(row["state"].split(":")[0] or "to fill in" for row in rows)
        order = ("to fill in", "taken", "refused", "stale")
        told = [f"{counts[s]} {s}" for s in order if counts[s]]
        return ", ".join(told) or "nothing was left out"

    def _merged(self) -> list[dict[str, str]]:
        out = []
        for number, row in enumerate(self.rows):
            key = row_key(row)
            known = self._open.pop(key, None)
            written = any(row.get(c, "").strip() for c in (*FILLED_IN, *_added(row)))
            read = row.get("sha256") in self._hashes or row.get("file") in self._files
            if known is None and read and not written:
                continue
            state = self._states.get(number)
            if state is None:
                state = row.get("state", "") if written or not read else ""
            out.append(row | (_ours(known) if known else {}) | {"state": state})
        return out + list(self._open.values())


def _added(row: dict[str, str]) -> list[str]:
    return [c for c in row if c not in COLUMNS]


def _ours(row: dict[str, str]) -> dict[str, str]:
    """Return what the list says by itself, which may have a newer wording."""
    return {c: row[c] for c in ("file", "place", "year", "name", "reason", "quote")}
