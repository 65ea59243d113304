"""Frame: rows of the figures of a store as the frame that figures_frame makes of their reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from toolkit.report import FIGURE_COLUMNS, FIGURE_KINDS
from toolkit.store.layout import WORD_COLUMNS
from toolkit.store.words import Words

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

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

    ``levels`` and ``forms`` are for each report the number of its word among ``texts("level")`` and
    ``texts("form")``, -1 for none.
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


def _coded(table: pa.Table, name: str, known: Mapping[str, int]) -> tuple[Any, pa.Array]:
    import numpy as np
    import pyarrow as pa

    coded = _only(table, name).dictionary_encode()
    numbers = {**known}
    new = [numbers.setdefault(w, len(numbers)) for w in coded.dictionary.to_pylist()]
    at = np.array([*new, -1], dtype=np.int32)[_numbers(coded.indices)]
    return at, pa.array(list(numbers), pa.large_string())


def _column(name: str, rows: pa.Table, report: Any, heads: Heads) -> Any:
    import numpy as np
    import pandas as pd

    kind = FIGURE_KINDS[name]
    if name == "level":
        return _categories(heads.levels[report.to_numpy()], heads.texts(name))
    if kind == "category":
        ids = _numbers(_only(rows, name))
        if name == "form" and (rows[name].null_count or heads.no_form is not None):
            # A figure without a form of its own has that of its report.
            none = (ids < 0) | (ids == (-1 if heads.no_form is None else heads.no_form))
            ids = np.where(none, heads.forms[report.to_numpy()], ids)
        return _categories(ids, heads.texts(name))
    values = _only(heads.reports, name).take(report) if name in HEAD else _only(rows, name)
    if name in WORD_COLUMNS:
        values = heads.texts(name).take(values)
    if kind == "string":
        return _strings(values)
    lacking = values.is_null().to_numpy(zero_copy_only=False)
    if kind == "boolean":
        return pd.arrays.BooleanArray(_filled(values, False), lacking)
    if kind == "Int64":
        return pd.arrays.IntegerArray(_filled(values, 0), lacking)
    numbers = _filled(values, np.nan)
    return pd.arrays.FloatingArray(numbers, np.isnan(numbers))


def _only(table: pa.Table, name: str) -> Any:
    """Return a column of one chunk as an array."""
    return table[name].combine_chunks()


def _filled(values: Any, empty: object) -> Any:
    import numpy as np

    # A copy: what comes from a file must not be written to, and a frame may be.
    kept = values.fill_null(empty) if values.null_count else values
    return np.array(kept.to_numpy(zero_copy_only=False))


def _numbers(ids: Any) -> Any:
    """Return ids as numbers, -1 for none."""
    return (ids.fill_null(-1) if ids.null_count else ids).to_numpy()


def _strings(values: Any) -> Any:
    import pandas as pd
    from pandas.arrays import ArrowStringArray

    return ArrowStringArray(values, dtype=pd.StringDtype("pyarrow", na_value=pd.NA))


def _categories(numbers: Any, texts: pa.Array) -> Any:
    """Return words by their numbers, -1 for none, as a category of those that occur, sorted."""
    import numpy as np
    import pandas as pd

    seen = np.zeros(len(texts) + 1, dtype=bool)
    seen[numbers] = True
    present = np.flatnonzero(seen[:-1])
    words = texts.take(present).to_pylist()
    sorted_ = sorted(range(len(words)), key=words.__getitem__)
    # In the width that pandas gives so many categories.
    codes = np.full(len(seen), -1, dtype=np.int8 if len(words) < 128 else np.int32)
    codes[present[sorted_]] = np.arange(len(words))
    kinds = pd.CategoricalDtype(_strings(texts.take(present[sorted_])))
    return pd.Categorical.from_codes(codes[numbers], dtype=kinds, validate=False)
