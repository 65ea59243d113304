"""Brief: headings, texts, charts, tables, notes and sources in order, written as one PDF."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.brief.pdf import make_pdf, svg_width, write_bytes
from toolkit.brief.table import table_block
from toolkit.brief.words import listed, words, year_ranges
from toolkit.errors import ParameterError
from toolkit.report import Report

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure as Chart

#: Characters without a shape that web pages scatter in their text.
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f]")

#: A table with more rows may be continued on the next page.
_WHOLE = 24


def data_hash(reports: Sequence[Report]) -> str:
    """Return the SHA-256 over the reports' own hashes, whatever their order."""
    lines = "\n".join(sorted(r.sha256 for r in reports))
    return hashlib.sha256(lines.encode()).hexdigest()


def brief_date(date: str = "") -> str:
    """Return ``date`` if it is an ISO date, today if it is empty; anything else is an error."""
    if not date:
        return dt.date.today().isoformat()
    try:
        return dt.date.fromisoformat(date).isoformat()
    except ValueError:
        raise ParameterError(f"date {date!r} is not a date: write it as 2025-03-31") from None


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

    def __init__(
        self,
        *,
        title: str,
        language: str,
        places: Sequence[str],
        years: tuple[int, int],
        reports: Sequence[Report],
        date: str = "",
        subtitle: str = "",
    ) -> None:
        self._words = words(language)
        self.title = title
        self.subtitle = subtitle
        self.language = language
        self.places = list(places)
        self.years = years
        self.reports = list(reports)
        self.date = brief_date(date)
        self._blocks: list[dict[str, Any]] = []
        self._images: dict[str, bytes] = {}

    @property
    def synthetic(self) -> bool:
        """Whether any of the reports is invented."""
        return any(r.synthetic for r in self.reports)

    def heading(self, text: str, level: int = 1) -> None:
        """Add a numbered heading of level 1 or 2."""
        self._blocks.append({"kind": "heading", "text": text, "level": level})

    def text(self, text: str) -> None:
        """Add running text; a line feed begins a new paragraph."""
        if text.strip():
            self._blocks.append({"kind": "text", "text": text})

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
            self._blocks.append({"kind": "absent", "text": otherwise})
            return
        from toolkit.charts import svg as chart_svg

        svg = chart_svg(chart, self.language).encode()
        name = f"chart-{len(self._images) + 1}.svg"
        self._images[name] = svg
        self._blocks.append(
            {
                "kind": "figure",
                "file": name,
                "width": svg_width(svg),
                "caption": caption,
                "alt": alt or caption,
            }
        )

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
            frame,
            labels=labels or {},
            units=units or {},
            decimals=decimals or {},
            wide=wide,
            marks=marks,
        )
        legend = self._words["dash"] if block.pop("has_missing") else ""
        block["note"] = note or legend
        block["whole"] = len(frame) <= _WHOLE if whole is None else whole
        self._blocks.append(block | {"caption": caption})

    def notes(self, groups: Mapping[str, Sequence[str]] | Sequence[str]) -> None:
        """Add notes: titles with their items, or one list of items without a title."""
        named = groups.items() if isinstance(groups, Mapping) else [("", list(groups))]
        kept = [{"title": title, "items": list(items)} for title, items in named if items]
        if kept:
            self._blocks.append({"kind": "notes", "groups": kept})

    def sources(self, reports: Sequence[Report] | None = None) -> None:
        """Add the list of sources, one report an entry, with its address."""
        from toolkit.brief.sources import source_entries

        chosen = self.reports if reports is None else list(reports)
        entries = source_entries(chosen, self.language)
        if entries:
            self._blocks.append({"kind": "sources", "entries": entries})

    def _content(self) -> dict[str, Any]:
        w = self._words
        years = year_ranges(range(self.years[0], self.years[1] + 1), self.language)
        digest = data_hash(self.reports)
        facts = [
            [w["places"], listed(self.places, self.language)],
            [w["years"], years],
            [w["reports"], w["n_reports"].format(n=len(self.reports))],
            [w["hash"], f"{digest[:16]}{w['open']}{w['hash_note']}{w['close']}"],
            [w["date"], self.date],
        ]
        if self.synthetic:
            facts.append(["", w["synthetic"]])
        where = listed(self.places, self.language, most=4)
        return _clean(
            {
                "title": self.title,
                "subtitle": self.subtitle,
                "language": self.language,
                "author": "Gongkai",
                "description": f"{where} {years}",
                "keywords": ["政府信息公开", "open government information", *self.places[:20]],
                "date": self.date,
                "kicker": w["kicker"],
                "facts": facts,
                "synthetic": self.synthetic,
                "running_left": self.title,
                "running_right": years,
                "footer": f"{w['made_with']} · {self.date} · {digest[:16]}",
                "words": {k: w[k] for k in ("figure", "table", "page", "synthetic")},
                "blocks": self._blocks,
            }
        )

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
        path = Path(output)
        write_bytes(path, self.pdf())
        return path


def _clean(data: Any) -> Any:
    """Return plain data without the invisible characters of web pages."""
    if isinstance(data, str):
        return _INVISIBLE.sub("", data)
    if isinstance(data, Mapping):
        return {k: _clean(v) for k, v in data.items()}
    if isinstance(data, list | tuple):
        return [_clean(v) for v in data]
    return data
