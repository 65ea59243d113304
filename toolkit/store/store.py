"""Store: a folder of Parquet files as frames of figures and as reports, of some places or of all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.codebook import indicators as codebook
from toolkit.divisions import table
from toolkit.errors import ParameterError
from toolkit.report import FIGURE_COLUMNS, Report
from toolkit.store.frame import Heads, frame_of, needed
from toolkit.store.layout import Pointer, damaged, read_pointer
from toolkit.store.merge import read_table
from toolkit.store.records import findings_of, reports_of
from toolkit.store.rows import Rows, Span
from toolkit.store.words import Words
from toolkit.structured import Head, wanted_places, wanted_years

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    import pyarrow as pa

_LIGHT = (
    "place_code", "place", "publisher", "level", "year", "form", "source", "address", "sha256",
    "synthetic", "figures", "findings", "reader",
)  # fmt: skip


def open_store(path: str | Path) -> Store:
    """Open a store for reading.

    Parameters
    ----------
    path : str or pathlib.Path
        A folder that ``gongkai ingest`` filled.

    Returns
    -------
    Store

    Raises
    ------
    SourceError
        The folder is no store, or one of another layout.
    """
    return Store(Path(path))


class Store:
    """A store as it was when it was opened: a later ingest changes nothing of what it gives.

    Places are names or codes; a place stands for all reports that bear its code, those of its
    departments and townships as well. Years are report years. Without either, all are meant.

    Attributes
    ----------
    path : pathlib.Path
    contents : Pointer
        How many reports, figures and findings there are.
    """

    def __init__(self, path: Path) -> None:
        import pyarrow as pa

        self.path = path
        self.contents: Pointer = read_pointer(path)
        folder = self.contents.folder(path)
        names = ("figures", "by_indicator", "findings", "texts", "reports")
        try:
            self._rows = {n: Rows(folder / f"{n}.parquet") for n in names}
            self._words_table = read_table(folder / "words.parquet")
        except (OSError, pa.ArrowException) as error:
            raise damaged(folder, error) from None

    def __repr__(self) -> str:
        c = self.contents
        return f"<Store {self.path}: {c.reports:,} reports, {c.figures:,} figures>"

    def figures(
        self,
        places: Iterable[str] | None = None,
        indicators: Iterable[str] | None = None,
        years: Iterable[int] | None = None,
        *,
        columns: Sequence[str] | None = None,
    ) -> pd.DataFrame:
        """Return figures as a frame, one row a figure.

        Only the parts of the files are read that hold them: of some places the figures by report,
        of some indicators those by indicator.

        Parameters
        ----------
        places, years : optional
            See :class:`Store`.
        indicators : iterable of str, optional
            Ids of the codebook.
        columns : sequence of str, optional
            Which columns, in this order; all by default.

        Returns
        -------
        pandas.DataFrame
            What :func:`toolkit.figures_frame` gives of :meth:`reports`: columns, types and order
            (by place code, year, publisher and file, then as printed). Without rows where there are
            no figures of what is asked for.

        Raises
        ------
        ParameterError
            A place is unknown or ambiguous, an indicator or column unknown, a year no number.
        """
        wanted = FIGURE_COLUMNS if columns is None else tuple(columns)
        for name in wanted:
            if name not in FIGURE_COLUMNS:
                raise ParameterError(
                    f"column {name!r} is unknown: use some of {', '.join(FIGURE_COLUMNS)}"
                )
        rows = self._figures(self._asked(places, years), indicators, needed(wanted))
        return frame_of(rows, self._heads, wanted)

    def reports(
        self, places: Iterable[str] | None = None, years: Iterable[int] | None = None
    ) -> list[Report]:
        """Return reports as they were put in, without the document that each was read from.

        Raises
        ------
        ParameterError
            A place is unknown or ambiguous, or a year no number.
        """
        span = wanted_years(years)
        return self.reports_of(self._codes(places, span), span)

    def reports_of(
        self, codes: Collection[str | None] | None, years: Collection[int] | None
    ) -> list[Report]:
        """Return the reports of codes, and of names of places that have none."""
        spans = _spans(self._mask(codes, years))
        rows = {name: self._of_reports(name, spans) for name in ("figures", "findings")}
        return reports_of(
            self._rows["reports"].read(spans), self._rows["texts"].read(spans), **rows,
            words=self.words,
        )  # fmt: skip

    def findings(
        self, places: Iterable[str] | None = None, years: Iterable[int] | None = None
    ) -> pd.DataFrame:
        """Return what reading the reports found, as :func:`toolkit.checks.findings_frame` gives it.

        The checks over years and publishers are those of ``check_reports(store.reports())``.
        """
        # The checks know every form, which takes a while to load.
        from toolkit.checks import findings_frame

        rows = self._of_reports("findings", _spans(self._asked(places, years)))
        return findings_frame(findings_of(rows))

    def heads(self) -> list[Head]:
        """Return place code, place and report year of every report."""
        table = self._heads.reports
        columns = (table[c].to_pylist() for c in ("place_code", "place", "year"))
        return list(zip(*columns, strict=True))

    @cached_property
    def words(self) -> Words:
        """The words of the figures with their ids."""
        return Words.of(self._words_table)

    @cached_property
    def _heads(self) -> Heads:
        whole = [(0, len(self._rows["reports"]))] if len(self._rows["reports"]) else []
        return Heads(self._rows["reports"].read(whole, _LIGHT), self.words)

    @cached_property
    def _starts(self) -> dict[str, np.ndarray[Any, Any]]:
        import numpy as np

        table = self._heads.reports
        return {
            name: np.concatenate([[0], np.cumsum(table[name].to_numpy(), dtype=np.int64)])
            for name in ("figures", "findings")
        }

    @cached_property
    def _of_indicator(self) -> dict[str, Span]:
        """Where the rows of each indicator begin and end."""
        out, row = {}, 0
        columns = (self._words_table[c].to_pylist() for c in ("column", "word", "rows"))
        for column, word, rows in zip(*columns, strict=True):
            if column == "indicator":
                out[word] = (row, row + rows)
                row += rows
        return out

    def _asked(
        self, places: Iterable[str] | None, years: Iterable[int] | None
    ) -> np.ndarray[Any, Any]:
        """Return for each report whether it is asked for."""
        span = wanted_years(years)
        return self._mask(self._codes(places, span), span)

    def _codes(
        self, places: Iterable[str] | None, years: frozenset[int] | None
    ) -> frozenset[str | None] | None:
        if places is None:
            return None
        names = [places] if isinstance(places, str) else list(places)
        # A code that reports bear stands for itself, whatever the list of divisions knows.
        others = [n for n in names if n not in self._places]
        found = wanted_places(others, years, self.heads() if others else [], "none", table(None))
        return frozenset(self._places.intersection(names)) | (found or frozenset())

    @cached_property
    def _places(self) -> frozenset[str]:
        return frozenset(self._heads.reports["place_code"].unique().drop_null().to_pylist())

    def _mask(
        self, codes: Collection[str | None] | None, years: Collection[int] | None
    ) -> np.ndarray[Any, Any]:
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        reports = self._heads.reports
        out = np.ones(reports.num_rows, dtype=bool)
        if codes is not None:
            found = pa.array(sorted(c for c in codes if c), pa.large_string())
            bare = pc.and_(pc.is_null(reports["place_code"]), pc.is_in(reports["place"], found))
            out &= pc.or_(pc.is_in(reports["place_code"], found), bare).to_numpy()
        if years is not None:
            out &= pc.is_in(reports["year"], pa.array(sorted(years), pa.int64())).to_numpy()
        return out

    def _of_reports(self, name: str, spans: Sequence[Span], columns: Any = None) -> pa.Table:
        starts = self._starts[name]
        found = [(int(starts[a]), int(starts[b])) for a, b in spans]
        return self._rows[name].read([s for s in found if s[1] > s[0]], columns)

    def _figures(
        self, asked: np.ndarray[Any, Any], indicators: Iterable[str] | None, columns: list[str]
    ) -> pa.Table:
        import numpy as np

        names = None if indicators is None else self._indicators(indicators)
        spans = _spans(asked)
        if names is None:
            return self._of_reports("figures", spans, columns)
        found = sorted(self._of_indicator[n] for n in names if n in self._of_indicator)
        found = [s for s in found if s[1] > s[0]]
        by_report = np.diff(self._starts["figures"])[asked].sum()
        if by_report <= sum(stop - start for start, stop in found):
            rows = self._of_reports("figures", spans, [*columns, "indicator"])
            ids = [self.words.ids("indicator").get(n, -1) for n in names]
            return rows.filter(np.isin(rows["indicator"].to_numpy(), ids))
        several = len(found) > 1
        rows = self._rows["by_indicator"].read(found, [*columns, *(["row"] if several else [])])
        if not asked.all():
            rows = rows.filter(asked[rows["report"].to_numpy()])
        return rows.take(np.argsort(rows["row"].to_numpy(), kind="stable")) if several else rows

    def _indicators(self, names: Iterable[str]) -> list[str]:
        out = [names] if isinstance(names, str) else list(dict.fromkeys(names))
        known = {*self._of_indicator, *codebook()}
        for name in out:
            if name not in known:
                near = get_close_matches(name, known, 3)
                hint = f"did you mean {' or '.join(near)}?" if near else "use an id of"
                raise ParameterError(
                    f"indicator {name!r} is unknown: {hint} (toolkit/codebook/indicators.yml)"
                )
        return out


def _spans(asked: np.ndarray[Any, Any]) -> list[Span]:
    """Return the runs of true values."""
    import numpy as np

    edges = np.flatnonzero(np.diff(asked.astype(np.int8), prepend=0, append=0))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
