"""Merge: the tables in use and the batches after them as new tables, without holding them in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.store.batch import Batch, files_table, order
from toolkit.store.layout import ROWS
from toolkit.store.rows import Rows
from toolkit.store.words import Words

if TYPE_CHECKING:
    import pyarrow as pa

#: Tables with several rows a report, and how many by report says the column of this name.
_MANY = ("figures", "findings")
#: Row groups of batches and of texts: small, since many are open at a time, and few are asked for.
_FEW = {"texts": 256, "findings": 16_384, "figures": 16_384}


def write_table(table: pa.Table, path: Path, rows: int = ROWS) -> None:
    """Write a table as Parquet; the same table gives the same bytes."""
    import pyarrow.parquet as pq

    pq.write_table(table, path, row_group_size=rows, compression="zstd")


def read_table(path: Path, columns: Sequence[str] | None = None) -> pa.Table:
    """Read a whole Parquet file."""
    import pyarrow.parquet as pq

    return pq.ParquetFile(path).read(None if columns is None else list(columns))


def write_batch(batch: Batch, words: Words, folder: Path) -> None:
    """Write a batch, and all words that are known with it."""
    for name in ("reports", "files", "texts", *_MANY):
        write_table(getattr(batch, name), folder / f"{name}.parquet", _FEW.get(name, ROWS))
    write_table(words.table(), folder / "words.parquet")


def merge(folders: Sequence[Path], folder: Path) -> dict[int, int]:
    """Write the tables that several folders make together, by report; later ones go before earlier.

    Parameters
    ----------
    folders : sequence of Path
        The tables in use, then batches in the order in which they were read.
    folder : Path
        Where the new tables go; the words and the file by indicator are not among them.

    Returns
    -------
    dict of int to int
        The number of figures by the id of their indicator.
    """
    import pyarrow as pa

    parts = [read_table(f / "reports.parquet") for f in folders]
    files = _files(folders)
    chosen = _chosen(parts, files)
    starts = [sum(p.num_rows for p in parts[:n]) for n in range(len(parts))]
    reports = pa.concat_tables(parts).take(
        pa.array([starts[part] + n for part, n, _ in chosen], pa.int64())
    )
    at = reports.column_names.index("source")
    sources = pa.array([source for _, _, source in chosen], pa.large_string())
    reports = reports.set_column(at, "source", sources).combine_chunks()
    write_table(reports, folder / "reports.parquet")
    write_table(
        files_table([(p, *rest) for p, rest in sorted(files.items())]), folder / "files.parquet"
    )
    runs = list(_runs([(part, n) for part, n, _ in chosen]))
    counts: dict[int, int] = {}
    for name in ("texts", *_MANY):
        offsets = [_offsets(part, name) for part in parts]
        rows = [Rows(f / f"{name}.parquet") for f in folders]
        with _Sink(folder / f"{name}.parquet", _FEW["texts"] if name == "texts" else ROWS) as sink:
            for part, first, last, new in runs:
                start, stop = int(offsets[part][first]), int(offsets[part][last])
                for piece in rows[part].pieces(start, stop):
                    sink.add(piece if name == "texts" else _moved(piece, new - first))
            if name == "figures":
                counts = sink.counts
            sink.finish(rows[0].read([]).schema)
        for part_rows in rows:
            part_rows.close()
    return counts


def _files(folders: Sequence[Path]) -> dict[str, tuple[str, str]]:
    """Return source and key of each file by its path, as last met."""
    out: dict[str, tuple[str, str]] = {}
    for folder in folders:
        table = read_table(folder / "files.parquet")
        columns = (table[c].to_pylist() for c in ("path", "source", "key"))
        out |= {path: (source, key) for path, source, key in zip(*columns, strict=True)}
    return out


def _chosen(
    parts: Sequence[pa.Table], files: dict[str, tuple[str, str]]
) -> list[tuple[int, int, str]]:
    """Return part, number and source of the reports that a file still holds, in order."""
    named: dict[str, list[str]] = {}
    for _, (source, key) in sorted(files.items()):
        named.setdefault(key, []).append(source)
    where: dict[str, tuple[Any, int, int, str]] = {}
    for n, part in enumerate(parts):
        columns = (
            part[c].to_pylist() for c in ("key", "place_code", "year", "publisher", "source")
        )
        for i, (key, code, year, publisher, source) in enumerate(zip(*columns, strict=True)):
            if key in named:
                known = named[key]
                # The file that it was read from may hold something else by now, and another the same.
                source = source if source in known else known[0]
                where[key] = (order(code, year, publisher, source), n, i, source)
    return [(n, i, source) for _, n, i, source in sorted(where.values())]


def _runs(chosen: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int, int]]:
    """Yield part, first, last and new first number of reports that follow each other in a part."""
    begin = 0
    for n in range(1, len(chosen) + 1):
        part, first = chosen[begin]
        if n == len(chosen) or chosen[n] != (part, first + n - begin):
            yield part, first, first + n - begin, begin
            begin = n


def _offsets(part: pa.Table, name: str) -> Any:
    """Return the first row of each report of a part, and the end."""
    import numpy as np

    if name == "texts":
        return np.arange(part.num_rows + 1)
    return np.concatenate([[0], np.cumsum(part[name].to_numpy(), dtype=np.int64)])


def _moved(piece: pa.Table, by: int) -> pa.Table:
    import pyarrow as pa
    import pyarrow.compute as pc

    return piece.set_column(0, "report", pc.add(piece["report"], pa.scalar(by, pa.int32())))


class _Sink:
    """A Parquet file that is given rows in pieces and writes row groups of one size."""

    def __init__(self, path: Path, rows: int) -> None:
        self._path, self._size = path, rows
        self._writer: Any = None
        self._pieces: list[pa.Table] = []
        self._waiting = 0
        self.counts: dict[int, int] = {}

    def __enter__(self) -> _Sink:
        return self

    def __exit__(self, *_: object) -> None:
        if self._writer is not None:
            self._writer.close()

    def add(self, piece: pa.Table) -> None:
        """Take some rows."""
        self._pieces.append(piece)
        self._waiting += piece.num_rows
        if self._waiting >= self._size:
            self._write()

    def finish(self, schema: pa.Schema) -> None:
        """Write what is left; ``schema`` is that of a file without rows."""
        if self._waiting or self._writer is None:
            self._pieces = self._pieces or [schema.empty_table()]
            self._write(to_the_end=True)

    def _write(self, to_the_end: bool = False) -> None:
        import pyarrow as pa
        import pyarrow.compute as pc
        import pyarrow.parquet as pq

        together = pa.concat_tables(self._pieces).combine_chunks()
        if self._writer is None:
            self._writer = pq.ParquetWriter(self._path, together.schema, compression="zstd")
        whole = together.num_rows // self._size * self._size
        stop = together.num_rows if to_the_end else whole
        done = together.slice(0, stop)
        self._writer.write_table(done, row_group_size=self._size)
        self._pieces = [together.slice(stop)] if stop < together.num_rows else []
        self._waiting = together.num_rows - stop
        if "indicator" in done.column_names:
            for found in pc.value_counts(done["indicator"]).to_pylist():
                n = found["values"]
                self.counts[n] = self.counts.get(n, 0) + found["counts"]


def in_order(folders: Iterable[Path]) -> list[Path]:
    """Return folders in the order of their names, which are numbers."""
    return sorted(folders, key=lambda f: f.name)
