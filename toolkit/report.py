"""Report: one published annual report as figures, sections and findings; frozen, without pandas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from importlib import import_module
from typing import TYPE_CHECKING, Any

from toolkit.figure import Figure, Finding, about_text

if TYPE_CHECKING:
    import pandas as pd

    from toolkit.document import Document

#: The kind of missing of a figure that was not read begins so; the code of the reason follows.
ABSTAINED = "abstained"
#: Columns of :func:`figures_frame`.
FIGURE_COLUMNS = (
    "place_code", "place", "publisher", "level", "year", "indicator", "applicant", "category",
    "label", "value", "unit", "missing", "approximate", "cumulative", "scope", "method", "form",
    "source", "address", "sha256", "where", "quote", "synthetic",
)  # fmt: skip
#: Their types in pandas.
FIGURE_KINDS: dict[str, str] = {
    **dict.fromkeys(FIGURE_COLUMNS, "string"),
    **dict.fromkeys(("level", "indicator", "applicant", "form"), "category"),
    **dict.fromkeys(("approximate", "cumulative", "synthetic"), "boolean"),
    "year": "Int64",
    "value": "Float64",
}
_FIELDS = tuple(f.name for f in fields(Figure))

__all__ = ["Figure", "Finding", "Report", "Section"]


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a report: its kind, its printed title, its text and, where numbered, its items."""

    kind: str
    title: str
    text: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    """One report of one publisher for one year.

    ``place``, ``place_code``, ``year`` and the rest are None where the document does not say;
    ``form`` is a form id, ``prose`` where there is no table, or None where it is not known.
    ``period`` is a pair of ISO dates. ``method`` is ``document`` or ``structured``. ``document`` is
    what was read, for :meth:`evidence`; two reports with equal figures are equal without it.
    """

    source: str
    sha256: str
    address: str | None = None
    title: str | None = None
    publisher: str | None = None
    place: str | None = None
    place_code: str | None = None
    level: str | None = None
    year: int | None = None
    form: str | None = None
    published: str | None = None
    period: tuple[str, str] | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    sections: tuple[Section, ...] = ()
    citations: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    synthetic: bool = False
    document: Document | None = field(default=None, compare=False, repr=False)

    def values(self, indicator: str, **where: object) -> list[Figure]:
        """Return the figures of ``indicator`` whose attributes equal ``where``, in printed order."""
        return [
            f
            for f in self.figures
            if f.indicator == indicator and all(getattr(f, k) == v for k, v in where.items())
        ]

    def to_dict(self) -> dict[str, Any]:
        """Return the report as plain data: what ``gongkai read --json`` prints."""
        out: dict[str, Any] = {
            "source": self.source,
            "address": self.address,
            "sha256": self.sha256,
            "title": self.title,
            "publisher": self.publisher,
            "place": self.place,
            "place_code": self.place_code,
            "level": self.level,
            "year": self.year,
            "form": self.form,
            "published": self.published,
            "period": {"start": self.period[0], "end": self.period[1]} if self.period else None,
            "metadata": dict(self.metadata),
            "sections": [
                {"kind": s.kind, "title": s.title, "text": s.text, "items": list(s.items)}
                for s in self.sections
            ],
            "citations": list(self.citations),
            "figures": [asdict(f) for f in self.figures],
            "findings": [asdict(f) | {"about": about_text(f.about)} for f in self.findings],
        }
        return out

    def to_frame(self) -> pd.DataFrame:
        """Return the figures as a frame, one row a figure (see :func:`figures_frame`)."""
        return figures_frame([self])

    def evidence(self, indicator: str | None = None, language: str = "zh") -> Any:
        """Return the words behind the figures of ``indicator``, or of all: they display themselves.

        Parameters
        ----------
        indicator : str, optional
            An id of the codebook.
        language : str
            ``zh`` or ``en``, for what is said around the words.

        Returns
        -------
        toolkit.display.evidence.Evidence
            A sequence of passages: each figure in its sentence or row, then what was abstained from.

        Raises
        ------
        ParameterError
            For an id that the codebook does not have.
        """
        return import_module("toolkit.display.evidence").evidence(self, indicator, language)

    def _repr_html_(self) -> str:
        # The door upwards, as above: a report knows nothing of the labels that it is shown with.
        return str(import_module("toolkit.display.html").report_html(self))


def figures_frame(reports: Iterable[Report]) -> pd.DataFrame:
    """Return the figures of ``reports`` as one tidy frame, one row a figure, in the given order.

    A figure that the reader saw and abstained from has a row too, after those of its report: without
    a value, and with the reason as its kind of ``missing`` (``abstained: two_candidates``).

    Returns
    -------
    pandas.DataFrame
        Columns :data:`FIGURE_COLUMNS` of the types :data:`FIGURE_KINDS`: ``year`` Int64, ``value``
        Float64, flags boolean. ``level``, ``indicator``, ``applicant`` and ``form`` are categories of
        the words that occur: nobody renames them, and they repeat in every row. The rest is string.
        A category refuses a new word, and so ``category``, ``missing``, ``scope``, ``unit`` and
        ``method`` are none, although their words are few: one fills them in, puts others in their
        place, and marks rows of one's own by them. Places and publishers are renamed and compared.
    """
    import pandas as pd

    rows = []
    for r in reports:
        head = {
            "place_code": r.place_code, "place": r.place, "publisher": r.publisher,
            "level": r.level, "year": r.year,
        }  # fmt: skip
        tail = {
            "source": r.source, "address": r.address, "sha256": r.sha256, "synthetic": r.synthetic,
        }  # fmt: skip
        for f in r.figures:
            # Not asdict: it copies every value, which is most of the time of a large frame.
            row = head | {name: getattr(f, name) for name in _FIELDS} | tail
            row["form"] = f.form or r.form
            rows.append(row)
        for finding in r.findings:
            if stands_in_frame(finding):
                rows.append(head | _abstained(finding) | tail | {"form": r.form})
    frame = pd.DataFrame(rows, columns=list(FIGURE_COLUMNS))
    # By way of string, so that frames put together give string again and not object.
    text = {c: "string" for c, kind in FIGURE_KINDS.items() if kind == "category"}
    return frame.astype(FIGURE_KINDS | text).astype(dict.fromkeys(text, "category"))


def stands_in_frame(finding: Finding) -> bool:
    """Return whether a finding has a row among the figures: of one that was seen and not read."""
    return finding.code == "abstained" and bool(finding.indicator)


def _abstained(finding: Finding) -> dict[str, Any]:
    """Return the columns of a figure that was not read; a whole row of table 3 has no applicant."""
    tabular = finding.where.startswith("table:") or finding.found == "digits_run_together"
    return {
        "indicator": finding.indicator, "applicant": finding.applicant,
        "missing": f"{ABSTAINED}: {finding.found}", "method": "table" if tabular else "prose",
        "where": finding.where, "quote": finding.quote,
    }  # fmt: skip
