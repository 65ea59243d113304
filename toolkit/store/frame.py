"""Frame: rows of the figures of a store as the frame that figures_frame makes of their reports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from toolkit.report import FIGURE_COLUMNS, FIGURE_KINDS
from toolkit.store.layout import WORD_COLUMNS
from toolkit.store.words import Words

if TYPE_CHECKING:
    import numpy as np
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
    """What the table of reports and the words say, prepared once for all frames of a store."""

    def __init__(self, reports: pa.Table, words: Words) -> None:
        self.reports = reports.combine_chunks()
        self.words = words
        self._texts: dict[str, pa.Array] = {}
        self._forms: np.ndarray[Any, Any] | None = None

    def texts(self, column: str) -> pa.Array:
        """Return the words of a column by their ids."""
        if column not in self._texts:
            self._texts[column] = self.words.texts(column)
        return self._texts[column]

    def levels(self) -> tuple[Any, pa.Array]:
        """Return for each report the number of its level, -1 for none, and the levels."""
        coded = _only(self.reports, "level").dictionary_encode()
        return coded.indices.fill_null(-1).to_numpy(zero_copy_only=False), coded.dictionary

    def forms(self) -> Any:
        """Return for each report the id of its form, -1 for none."""
        if self._forms is None:
            coded = _only(self.reports, "form").dictionary_encode()
            # A form that no figure names has an id only here.
            known = {**self.words.ids("form")}
            ids = [known.setdefault(w, len(known)) for w in coded.dictionary.to_pylist()]
            import numpy as np
            import pyarrow as pa

            at = coded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
            self._forms = np.array([*ids, -1], dtype=np.int32)[at]
            self._texts["form"] = pa.array(list(known), pa.large_string())
        return self._forms


def _column(name: str, rows: pa.Table, report: Any, heads: Heads) -> Any:
    import numpy as np
    import pandas as pd

    kind = FIGURE_KINDS[name]
    if name == "level":
        codes, levels = heads.levels()
        return _categories(codes[report.to_numpy()], levels)
    if name == "form":
        of_report = heads.forms()[report.to_numpy()]
        own = _ids(rows, "form")
        texts = heads.texts("form")
        if "" in heads.words.ids("form"):
            own = np.where(own == heads.words.ids("form")[""], -1, own)
        return _categories(np.where(own < 0, of_report, own), texts)
    values = _only(heads.reports, name).take(report) if name in HEAD else _only(rows, name)
    if kind == "category":
        return _categories(_ids(rows, name), heads.texts(name))
    if name in WORD_COLUMNS:
        values = heads.texts(name).take(values)
    if kind == "string":
        return pd.array(values, dtype="string") if not len(values) else _strings(values)
    lacking = values.is_null().to_numpy(zero_copy_only=False)
    if kind == "boolean":
        return pd.arrays.BooleanArray(_filled(values, False, bool), lacking)
    if kind == "Int64":
        return pd.arrays.IntegerArray(_filled(values, 0, np.int64), lacking)
    numbers = _filled(values, np.nan, np.float64)
    return pd.arrays.FloatingArray(numbers, np.isnan(numbers))


def _only(table: pa.Table, name: str) -> Any:
    """Return a column of one chunk as an array."""
    return table[name].combine_chunks()


def _filled(values: Any, empty: object, kind: Any) -> Any:
    # A copy: what comes from a file must not be written to, and a frame may be.
    import numpy as np

    return np.array(values.fill_null(empty).to_numpy(zero_copy_only=False), dtype=kind)


def _ids(rows: pa.Table, name: str) -> Any:
    return _only(rows, name).fill_null(-1).to_numpy(zero_copy_only=False)


def _strings(values: Any) -> Any:
    import pandas as pd
    from pandas.arrays import ArrowStringArray

    return ArrowStringArray(values, dtype=pd.StringDtype("pyarrow", na_value=pd.NA))


def _categories(codes: Any, texts: pa.Array) -> Any:
    """Return words by their numbers, -1 for none, as a category of those that occur, sorted."""
    import numpy as np
    import pandas as pd

    seen = np.zeros(len(texts) + 1, dtype=bool)
    seen[codes] = True
    present = np.flatnonzero(seen[:-1])
    words = texts.take(present).to_pylist()
    by_word = sorted(range(len(words)), key=words.__getitem__)
    new = np.full(len(texts) + 1, -1, dtype=np.int32)
    new[present[by_word]] = np.arange(len(words))
    kinds = pd.CategoricalDtype(pd.array([words[n] for n in by_word], dtype="string"))
    return pd.Categorical.from_codes(new[codes], dtype=kinds)
