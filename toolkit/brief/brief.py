"""Brief: headings, texts, charts, tables, notes and sources in order, written as one PDF."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from toolkit.brief.pdf import make_pdf, svg_width
from toolkit.brief.sources import source_entries
from toolkit.brief.table import table_block
from toolkit.brief.words import listed, words, year_ranges
from toolkit.charts import svg
from toolkit.codebook import check_language
from toolkit.errors import ParameterError
from toolkit.output import write_bytes
from toolkit.report import Report

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Chart

#: A table with more rows may be continued on the next page.
_WHOLE = 24


def data_hash(reports: Sequence[Report]) -> str:
    """Return the SHA-256 over the reports' own hashes, whatever their order."""
    lines = "\n".join(sorted(r.sha256 for r in reports))
    return hashlib.sha256(lines.encode()).hexdigest()


def brief_date(date: str = "") -> str:
    """Return ``date`` if it is an ISO date, today if it is empty; anything else is an error."""
    try:
        return (dt.date.fromisoformat(date) if date else dt.date.today()).isoformat()
    except ValueError:
        raise ParameterError(f"date {date!r} is not a date: write it as 2025-03-31") from None


@dataclass(kw_only=True)
class Brief:
    """A brief that grows block by block and is written as a PDF.

    Parameters
    ----------
    title : str
        Title of the brief.
    language : {"zh", "en"}
        Language of every fixed word; charts and texts are given in it.
    places : sequence of str
        Names of the places, as they are to be printed.
    years : tuple of int
        First and last report year asked for.
    reports : sequence of Report
        What the brief is made from; the data hash is taken over them, and one synthetic report
        is enough to mark every page.
    date : str, optional
        ISO date of the brief; today if empty. The same content with the same date gives the same
        bytes.
    subtitle : str, optional
        A line under the title.
    corrections : str, optional
        SHA-256 of the corrections, where corrected values are used.

    Examples
    --------
    >>> brief = Brief(
    ...     title="平潭", language="zh", places=["平潭县"], years=(2011, 2025), reports=[]
    ... )
    >>> brief.heading("概况")
    >>> brief.text("一段话。")
    >>> brief.pdf()[:5]
    b'%PDF-'
    """

    title: str
    language: str
    places: Sequence[str]
    years: tuple[int, int]
    reports: Sequence[Report]
    date: str = ""
    subtitle: str = ""
    corrections: str = ""
    #: Series, metrics and charts that its sections have shown, for the section on method.
    used: list[str] = field(default_factory=list, init=False, repr=False)
    _blocks: list[dict[str, Any]] = field(default_factory=list, init=False, repr=False)
    _images: dict[str, bytes] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        check_language(self.language)
        self.date = brief_date(self.date)

    def _add(self, kind: str, **block: Any) -> None:
        self._blocks.append({"kind": kind} | block)

    def heading(self, text: str) -> None:
        """Add a numbered heading."""
        self._add("heading", text=text)

    def text(self, text: str) -> None:
        """Add running text; a line feed begins a new paragraph."""
        if text.strip():
            self._add("text", text=text)

    def figure(
        self, chart: Chart | None, *, caption: str, alt: str = "", otherwise: str = ""
    ) -> None:
        """Add a numbered chart, or the sentence ``otherwise`` where there is none.

        The chart is drawn at once, so that it can be closed or changed afterwards.
        """
        if chart is None:
            if not otherwise:
                raise ParameterError(
                    f"figure {caption!r} has no chart and no sentence instead: give otherwise="
                )
            self._add("absent", text=otherwise)
            return
        image = svg(chart, self.language).encode()
        name = f"chart-{len(self._images) + 1}.svg"
        self._images[name] = image
        self._add("figure", file=name, width=svg_width(image), caption=caption, alt=alt or caption)

    def table(
        self,
        frame: pd.DataFrame,
        *,
        caption: str,
        labels: Mapping[str, str] | None = None,
        units: Mapping[str, str] | None = None,
        decimals: Mapping[str, int] | None = None,
        wide: Sequence[str] = (),
        marks: Mapping[tuple[int, str], str] | None = None,
        note: str = "",
        whole: bool | None = None,
    ) -> None:
        """Add a numbered table of the columns of ``frame`` (see :func:`table_block`).

        Where a figure is missing, a dash is printed; without a ``note`` one says what it means.
        A table of up to 24 rows stays ``whole`` on one page, if not said otherwise.
        """
        block = table_block(
            frame, labels=labels, units=units, decimals=decimals, wide=wide, marks=marks
        )
        if block.pop("has_missing") and not note:
            note = words(self.language)["no_figure"]
        whole = len(frame) <= _WHOLE if whole is None else whole
        self._blocks.append(block | {"caption": caption, "note": note, "whole": whole})

    def notes(self, groups: Mapping[str, Sequence[str]]) -> None:
        """Add notes: titles with their items."""
        kept = [{"title": title, "items": list(items)} for title, items in groups.items() if items]
        if kept:
            self._add("notes", groups=kept)

    def sources(self) -> None:
        """Add the list of sources, one report an entry, with its address."""
        entries = source_entries(self.reports, self.language)
        if entries:
            self._add("sources", entries=entries)

    def _content(self) -> dict[str, Any]:
        w = words(self.language)
        years = year_ranges(range(self.years[0], self.years[1] + 1), self.language)
        digest = data_hash(self.reports)[:16]
        synthetic = any(r.synthetic for r in self.reports)
        facts = [
            [w["places"], listed(self.places, self.language)],
            [w["years"], years],
            [w["reports"], w["n_reports"].format(len(self.reports))],
            [w["hash"], digest + w["bracketed"].format(w["hash_note"])],
            [w["date"], self.date],
        ]
        if self.corrections:
            facts.insert(-1, [w["values"], w["values_corrected"].format(self.corrections[:16])])
        return {
            "title": self.title,
            "subtitle": self.subtitle,
            "language": self.language,
            "description": f"{listed(self.places, self.language, most=4)} {years}",
            "keywords": ["政府信息公开", "open government information", *self.places[:20]],
            "date": self.date,
            "years": years,
            "facts": [*facts, ["", w["synthetic"]]] if synthetic else facts,
            "synthetic": synthetic,
            "footer": f"{w['made_with']} · {self.date} · {digest}",
            "words": {k: w[k] for k in ("figure", "table", "page", "synthetic", "kicker")},
            "blocks": self._blocks,
        }

    def pdf(self) -> bytes:
        """Return the brief as a PDF (PDF/A-2a and PDF/UA-1)."""
        return make_pdf(self._content(), self._images)

    def write(self, output: str | Path) -> Path | None:
        """Write the PDF to ``output`` at one stroke; with an empty ``output`` nothing is written.

        Returns
        -------
        Path or None
            Where it was written.
        """
        if not str(output):
            return None
        write_bytes(Path(output), self.pdf())
        return Path(output)
