"""By indicator: the figures once more, each indicator's rows together; made from those by report."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

#: Figures that are sorted at a time, but for an indicator that has more.
_BUCKET = 1_000_000
#: An indicator has row groups of its own, of no more rows than this; small ones share one.
_ROWS, _SMALL = 262_144, 16_384


def write_by_indicator(figures: Path, path: Path, counts: Mapping[int, int]) -> None:
    """Write the figures sorted by indicator id, then as they come in ``figures``.

    A column ``row`` keeps the number of the row in ``figures``. They go through some files on the
    way, so that no more than a part of them is in memory.

    Parameters
    ----------
    figures : Path
        The figures by report.
    path : Path
        The file to write; its folder takes the files on the way.
    counts : mapping of int to int
        The number of figures of each indicator.
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    source = pq.ParquetFile(figures, memory_map=True)
    schema = pa.schema([("row", pa.int64()), *source.schema_arrow])
    bucket = _buckets(counts)
    names = [path.with_name(f"bucket-{n}.arrow") for n in range(int(bucket.max(initial=-1)) + 1)]
    packed = pa.ipc.IpcWriteOptions(compression="lz4")
    sinks = [pa.ipc.new_stream(str(name), schema, options=packed) for name in names]
    row = 0
    for batch in source.iter_batches(_ROWS):
        part = pa.Table.from_batches([batch])
        numbers = pa.array(np.arange(row, row + part.num_rows))
        row += part.num_rows
        part, ids = _sorted(part.add_column(0, "row", numbers))
        ends = np.searchsorted(bucket[ids], np.arange(len(sinks) + 1))
        for n, sink in enumerate(sinks):
            if ends[n + 1] > ends[n]:
                sink.write_table(part.slice(ends[n], ends[n + 1] - ends[n]))
    source.close()
    dictionary = [c for c in schema.names if c != "row"]
    with pq.ParquetWriter(
        path, schema, compression="zstd", use_dictionary=dictionary,
        column_encoding={"row": "DELTA_BINARY_PACKED"},
    ) as out:  # fmt: skip
        for name, sink in zip(names, sinks, strict=True):
            sink.close()
            with pa.ipc.open_stream(str(name)) as spilt:
                part, ids = _sorted(spilt.read_all())
            name.unlink()
            start = 0
            for stop in [*(np.flatnonzero(ids[1:] != ids[:-1]) + 1).tolist(), len(ids)]:
                if stop - start >= _SMALL or stop == len(ids):
                    out.write_table(part.slice(start, stop - start), row_group_size=_ROWS)
                    start = stop


def _buckets(counts: Mapping[int, int]) -> Any:
    """Return for each id of an indicator the number of the bucket that its figures go through."""
    import numpy as np

    out = np.zeros(max(counts, default=-1) + 1, dtype=np.int64)
    number = filled = 0
    for id_ in sorted(counts):
        if filled and filled + counts[id_] > _BUCKET:
            number, filled = number + 1, 0
        out[id_] = number
        filled += counts[id_]
    return out


def _sorted(part: pa.Table) -> tuple[pa.Table, Any]:
    """Return rows sorted by indicator, else in their order, and the ids."""
    import numpy as np

    ids = part["indicator"].to_numpy()
    at = np.argsort(ids, kind="stable")
    return part.take(at), ids[at]
