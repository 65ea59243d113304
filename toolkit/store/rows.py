"""Rows: a Parquet file whose rows are read by their number, not more row groups than they lie in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.store.layout import damaged

if TYPE_CHECKING:
    import pyarrow as pa

#: The first and the row after the last, of rows that follow each other.
Span = tuple[int, int]


class Rows:
    """The rows of one file; it stays open, so that they can be read while a newer one takes its place."""

    def __init__(self, path: Path) -> None:
        import numpy as np
        import pyarrow.parquet as pq

        self._path = path
        self._file = pq.ParquetFile(path, memory_map=True)
        about = self._file.metadata
        sizes = [about.row_group(n).num_rows for n in range(about.num_row_groups)]
        self._starts = np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)])
        self._cached: tuple[int, pa.Table] | None = None

    def __len__(self) -> int:
        return int(self._starts[-1])

    def groups(self, spans: Sequence[Span]) -> list[int]:
        """Return the row groups that rows lie in."""
        import numpy as np

        wanted: set[int] = set()
        for start, stop in spans:
            first, last = np.searchsorted(self._starts, [start, stop - 1], side="right") - 1
            wanted.update(range(int(first), int(last) + 1))
        return sorted(wanted)

    def read(self, spans: Sequence[Span], columns: Sequence[str] | None = None) -> pa.Table:
        """Return rows, in the order of ``spans``, none of which is empty."""
        import pyarrow as pa

        groups = self.groups(spans)
        try:
            found = self._file.read_row_groups(groups, None if columns is None else list(columns))
        except (OSError, pa.ArrowException) as error:
            raise damaged(self._path, error) from None
        if not spans:
            return found
        moved, before = {}, 0
        for n in groups:
            moved[n] = before - int(self._starts[n])
            before += int(self._starts[n + 1] - self._starts[n])
        slices = [
            found.slice(start + moved[self.groups([(start, start + 1)])[0]], stop - start)
            for start, stop in spans
        ]
        return slices[0] if len(slices) == 1 else pa.concat_tables(slices)

    def pieces(self, start: int, stop: int) -> Iterator[pa.Table]:
        """Yield rows in pieces, quickly where they are asked for one after the other."""
        for n in self.groups([(start, stop)]) if stop > start else []:
            if self._cached is None or self._cached[0] != n:
                self._cached = None
                self._cached = n, self._file.read_row_group(n, use_threads=False)
            first = int(self._starts[n])
            a, b = max(start, first), min(stop, int(self._starts[n + 1]))
            yield self._cached[1].slice(a - first, b - a)

    def close(self) -> None:
        """Let go of the file."""
        self._cached = None
        self._file.close()
