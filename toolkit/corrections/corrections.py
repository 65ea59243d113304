"""Corrections: the entries of one file, laid beside a frame of figures and over findings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.codebook.own import own_file
from toolkit.corrections.entry import Entry
from toolkit.corrections.figures import match_figures
from toolkit.corrections.file import CORRECTIONS_FILE, read_entries
from toolkit.corrections.told import finding_of
from toolkit.corrections.verdicts import judged
from toolkit.figure import Finding

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Corrections:
    """What one file says: corrections of figures and verdicts on findings.

    Attributes
    ----------
    path : str
        The file.
    entries : tuple of Entry
        In the order of the file.
    sha256 : str
        Of the file as it was read.
    """

    path: str
    entries: tuple[Entry, ...]
    sha256: str = ""

    def within(
        self, places: Iterable[str] | None = None, years: Iterable[int] | None = None
    ) -> Corrections:
        """Return those of some places (codes or names) and years: the others are not judged.

        Of a few reports only their own entries can be stale.
        """
        codes = None if places is None else set(places)
        span = None if years is None else set(years)
        kept = tuple(
            e
            for e in self.entries
            if (codes is None or {e.place_code, e.place} & codes)
            and (span is None or e.year in span)
        )
        return replace(self, entries=kept)

    def over(self, figures: pd.DataFrame) -> pd.DataFrame:
        """Return a frame of figures with what is to be used instead beside each published value.

        Parameters
        ----------
        figures : pandas.DataFrame
            As made by :func:`toolkit.report.figures_frame`; it stays as it is.

        Returns
        -------
        pandas.DataFrame
            The same with ``corrected`` (Float64; missing where nothing is corrected) and
            ``correction``: the reason, who says so, file and line. ``value`` stays as published.
        """
        import pandas as pd

        corrected: list[float | None] = [None] * len(figures)
        told: list[str | None] = [None] * len(figures)
        for match in match_figures(self.entries, figures):
            for row in match.rows:
                corrected[row], told[row] = match.entry.use, match.entry.told
        return figures.assign(
            corrected=pd.array(corrected, dtype="Float64"),
            correction=pd.array(told, dtype="string"),
        )

    def applied(self, figures: pd.DataFrame) -> list[Entry]:
        """Return the corrections whose figure is published as they expect it."""
        return [m.entry for m in match_figures(self.entries, figures) if not m.why]

    def findings(self, figures: pd.DataFrame) -> list[Finding]:
        """Return a finding for each correction that is not taken.

        Returns
        -------
        list of Finding
            ``correction_stale`` where the expected value is not the published one, or no such figure
            is there; ``correction_refused`` where it fits two figures, or two entries fit one.
        """
        return [finding_of(m) for m in match_figures(self.entries, figures) if m.why]

    def judge(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return findings with ``verdict`` and ``reason``, and one more for each stale verdict.

        ``explained`` makes a finding a note; ``publisher_error`` and ``reader_error`` leave it as
        severe as it is.
        """
        out, matches = judged(self.entries, findings)
        return [*out, *(finding_of(m) for m in matches if m.why)]


def load_corrections(path: str | Path) -> Corrections:
    """Read a file of corrections (docs/corrections.md).

    Raises
    ------
    SourceError
        The file cannot be opened.
    FormError
        A key, indicator, place or value is wrong or missing; the line names the file and the line.
    """
    return Corrections(str(path), *read_entries(path))


def find_corrections(
    reports: Path, corrections: str | Path | Corrections | None = None
) -> Corrections | None:
    """Return the corrections asked for, else ``corrections.yml`` beside reports, where there is one."""
    if isinstance(corrections, Corrections):
        return corrections
    path = corrections or own_file(reports, CORRECTIONS_FILE)
    return load_corrections(path) if path else None
