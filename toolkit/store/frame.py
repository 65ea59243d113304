"""Frame: rows of the figures of a store as the frame that figures_frame makes of their reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from toolkit.report import FIGURE_COLUMNS, FIGURE_KINDS
from toolkit.store.layout import WORD_COLUMNS
from toolkit.store.words import Words

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

#: Words that are looked for one by one.
_FEW = 16
#: Columns of a frame that say something of the whole report.
HEAD = (
    "place_code", "place", "publisher", "level", "year", "source", "address", "sha256", "synthetic",
)  # fmt: skip


def needed(columns: Sequence[str]) -> list[str]:
    """Return the columns of the figures that the columns of a frame are made of."""
    out = [c for c in columns if c not in HEAD]
    return ["report", *out]


def frame_of(rows: pa.Table, heads: Heads, columns: Sequence[str] = FIGURE_COLUMNS) -> pd.DataFrame:
    """Return rows of the figures as a frame.

    Parameters
    ----------
    rows : pyarrow.Table
        With the columns that :func:`needed` names.
    heads : Heads
    columns : sequence of str
        Which columns of :func:`toolkit.figures_frame` to give, in this order.
    """
    import pandas as pd

    rows = rows.combine_chunks()
    report = _only(rows, "report")
    made = {c: _column(c, rows, report, heads) for c in columns}
    return pd.DataFrame(made, index=pd.RangeIndex(rows.num_rows), copy=False)


class Heads:
    """What the table of reports and the words say, prepared once for all frames of a store.

    ``levels`` and ``forms`` are for each report the id of its word among ``texts("level")`` and
    ``texts("form")``.
    """

    def __init__(self, reports: pa.Table, words: Words) -> None:
        self.reports = reports.combine_chunks()
        self._texts = {c: words.texts(c) for c in WORD_COLUMNS}
        self.levels, self._texts["level"] = _coded(self.reports, "level", {})
        # A form that no figure names has a number only here.
        self.forms, self._texts["form"] = _coded(self.reports, "form", words.ids("form"))
        self.no_form = words.ids("form").get("")

    def texts(self, column: str) -> pa.Array:
        """Return the words of a column by their numbers."""
        return self._texts[column]


def _coded(table: pa.Table, name: str, known: Mapping[str, int]) -> tuple[pa.Array, pa.Array]:
    import pyarrow as pa

    coded = _only(table, name).dictionary_encode()
    numbers = {**known}
    new = [numbers.setdefault(w, len(numbers)) for w in coded.dictionary.to_pylist()]
    words = pa.array(list(numbers), pa.large_string())
    return pa.array(new, pa.int32()).take(coded.indices), words


def _column(name: str, rows: pa.Table, report: pa.Array, heads: Heads) -> Any:
    import numpy as np
    import pandas as pd

    kind = FIGURE_KINDS[name]
    if name == "level":
        return _categories(heads.levels.take(report), heads.texts(name))
    if name == "form":
        return _categories(_forms(_only(rows, name), report, heads), heads.texts(name))
    if kind == "category":
        return _categories(_only(rows, name), heads.texts(name))
    values = _only(heads.reports, name).take(report) if name in HEAD else _only(rows, name)
    if kind == "string":
        if name in WORD_COLUMNS:
            values = _worded(values, heads.texts(name))
        return _strings(values)
    if kind == "Float64":
        numbers = _own(values)
        return pd.arrays.FloatingArray(numbers, np.isnan(numbers))
    lacking = np.zeros(len(values), dtype=bool)
    if values.null_count:
        lacking = _own(values.is_null())
        values = values.fill_null(0 if kind == "Int64" else False)
    make = pd.arrays.BooleanArray if kind == "boolean" else pd.arrays.IntegerArray
    return make(_own(values), lacking)


def _forms(own: pa.Array, report: pa.Array, heads: Heads) -> pa.Array:
    """Return the form of each figure: its own, else that of its report."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if heads.no_form is not None:
        own = pc.if_else(pc.equal(own, heads.no_form), pa.scalar(None, pa.int32()), own)
    return pc.coalesce(own, heads.forms.take(report)) if own.null_count else own


def _worded(ids: pa.Array, texts: pa.Array) -> pa.Array:
    """Return words by their ids; quickly where all are one word, or none."""
    import pyarrow as pa
    import pyarrow.compute as pc

    least, most = pc.min_max(ids).as_py().values()
    if least is None:
        return pa.nulls(len(ids), pa.large_string())
    if least == most and not ids.null_count:
        return pa.repeat(texts[least], len(ids))
    return texts.take(ids)


def _only(table: pa.Table, name: str) -> Any:
    """Return a column of one chunk as an array."""
    column = table[name]
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _own(values: pa.Array) -> Any:
    """Return an array as one of numpy that may be written to: those of a file may not, a frame may."""
    out = values.to_numpy(zero_copy_only=False)
    return out if out.flags.writeable else out.copy()


def _strings(values: Any) -> Any:
    import pandas as pd
    from pandas.arrays import ArrowStringArray

    return ArrowStringArray(values, dtype=pd.StringDtype("pyarrow", na_value=pd.NA))


def _categories(ids: pa.Array, texts: pa.Array) -> Any:
    """Return words by their ids as a category of those that occur, sorted, as pandas makes it."""
    import numpy as np
    import pandas as pd
    import pyarrow as pa

    present = _present(ids, len(texts))
    words = texts.take(pa.array(present, pa.int64())).to_pylist()
    by_word = sorted(range(len(words)), key=words.__getitem__)
    # In the width that pandas gives so many categories.
    width = np.int8 if len(words) < 128 else np.int16 if len(words) < 32_768 else np.int32
    if len(words) == 1 and not ids.null_count:
        codes = np.zeros(len(ids), dtype=width)
    else:
        new = np.zeros(len(texts), dtype=width)
        new[[present[n] for n in by_word]] = range(len(words))
        codes = _own(pa.array(new).take(ids).fill_null(-1))
    kinds = _kinds(tuple(words[n] for n in by_word))
    return pd.Categorical.from_codes(codes, dtype=kinds, validate=False)


@lru_cache(64)
def _kinds(words: tuple[str, ...]) -> Any:
    """Return the type of a category; pandas takes longer to make it than to fill it."""
    import pandas as pd

    return pd.CategoricalDtype(pd.array(list(words), dtype="string"))


def _present(ids: pa.Array, words: int) -> list[int]:
    """Return the ids that occur, sorted."""
    import numpy as np
    import pyarrow.compute as pc

    least, most = pc.min_max(ids).as_py().values()
    if least == most:
        return [] if least is None else [least]
    if words > _FEW or ids.null_count:
        return sorted(pc.unique(ids).drop_null().to_pylist())
    # Looking for each of a few is quicker than looking at each of many.
    narrow = ids.to_numpy().astype(np.int8)
    return [n for n in range(words) if (narrow == n).any()]
