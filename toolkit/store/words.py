"""Words: integer ids for the words of the figures; an id never changes its meaning within a store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolkit.store.layout import WORD_COLUMNS

if TYPE_CHECKING:
    import pyarrow as pa


class Words:
    """The words of each column by their ids, from 0; new words are put behind those known."""

    def __init__(self) -> None:
        self._ids: dict[str, dict[str, int]] = {c: {} for c in WORD_COLUMNS}

    @classmethod
    def of(cls, table: pa.Table) -> Words:
        """Return the words that :meth:`table` wrote."""
        out = cls()
        columns = (table[c].to_pylist() for c in ("column", "id", "word"))
        for column, number, word in zip(*columns, strict=True):
            out._ids[column][word] = number
        return out

    def table(self, rows: dict[int, int] | None = None) -> pa.Table:
        """Return the words as a table; ``rows`` are the numbers of figures by indicator."""
        import pyarrow as pa

        kept = [(c, n, word) for c, ids in self._ids.items() for word, n in ids.items()]
        counts = [(rows or {}).get(n, 0) if c == "indicator" else None for c, n, _ in kept]
        return pa.table(
            {
                "column": pa.array([c for c, _, _ in kept], pa.string()),
                "id": pa.array([n for _, n, _ in kept], pa.int32()),
                "word": pa.array([w for _, _, w in kept], pa.large_string()),
                "rows": pa.array(counts, pa.int64()),
            }
        )

    def encode(self, column: str, values: Any) -> pa.Array:
        """Return the ids of ``values``, an arrow array of text, null where there is none."""
        import pyarrow as pa

        if not pa.types.is_dictionary(values.type):
            values = values.dictionary_encode()
        ids = self._ids[column]
        numbers = [ids.setdefault(word, len(ids)) for word in values.dictionary.to_pylist()]
        return pa.array(numbers, pa.int32()).take(values.indices)

    def ids(self, column: str) -> dict[str, int]:
        """Return the id of each word of a column."""
        return self._ids[column]

    def texts(self, column: str) -> pa.Array:
        """Return the words of a column in the order of their ids."""
        import pyarrow as pa

        return pa.array(list(self._ids[column]), pa.large_string())
