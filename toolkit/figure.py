"""Figure and Finding: the two records that every reader, form and check makes."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, make_dataclass
from typing import Any

#: Every finding code, with what it means. ``error``: a figure or a sum is wrong or contradicted;
#: ``warning``: something could not be read or does not follow; ``note``: good to know.
FINDING_CODES: dict[str, str] = {
    "unmapped_label": "a printed row or column label that the form does not know",
    "unmapped_category": "a printed category label that the codebook does not know",
    "missing_row": "a row of the form that the report does not print",
    "unreadable_value": "a cell or number that is neither a figure nor a kind of missing",
    "abstained": "a figure that could be there but was not read, with the reason",
    "digits_separated": "figures whose digits run together in the text, and how they were parted",
    "duplicate_figure": "two values for one key in one report",
    "identity_broken": "figures of one report that should add up do not",
    "identity_unchecked": "an identity that cannot be checked because a figure is missing",
    "continuity_broken": "figures of two years that should agree do not",
    "prose_table_mismatch": "the sentences and the table state different figures",
    "requests_meaning": "which requests a number of the sentences counts, by the sum that closes",
    "printed_share_mismatch": "a printed percentage does not follow from its part and total",
    "form_year_mismatch": "the form found is not the one in force in the report year",
    "period_unclear": "the words do not say whether a figure is of the year or cumulative",
    "truncated": "the text ends before the report does",
    "place_unknown": "no place, or none that the list of divisions knows",
    "place_ambiguous": "more than one division bears the name",
    "year_unknown": "no report year could be read",
    "year_conflict": "title, period and text name different report years",
    "date_implausible": "a date of the page lies before the end of the period reported on",
    "change_implausible": "a jump beyond what the place's own years show; a question, no error",
    "digits_shifted": "a figure that looks as if a digit were lost or added; a question, no error",
    "children_differ": "a place's own figure and the sum of its departments and townships",
    "reports_differ": "two reports of one publisher for one year state different figures",
    "typed": "figures that a person typed in: into a template, or where they were not read",
    "correction_refused": "a typed value that cannot be taken, with the reason",
    "correction_stale": "a correction expects a value that is no longer published",
}

SEVERITIES = ("error", "warning", "note")

#: Figures as (indicator, applicant, year); None for any applicant and the finding's own year.
About = tuple[tuple[str, str | None, int | None], ...]

#: Reasons for abstaining, used in ``Finding.found`` of code ``abstained``.
ABSTAIN_REASONS = (
    "digits_run_together",
    "two_candidates",
    "label_detached",
    "scope_unclear",
    "cut_off",
    "cells_do_not_match_columns",
    "number_damaged",
    "not_typed",
    "picture",
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One published figure, as printed.

    Attributes
    ----------
    indicator : str
        Id of the codebook.
    value : int, float or None
        None only together with ``missing``.
    unit : str or None
        As printed; None where nothing is printed (zero statements).
    applicant : str
        A column of table 3 (``natural_person`` … ``total``); ``total`` for everything else.
    category, label : str or None
        Harmonised category and label as printed.
    missing : str or None
        One of :data:`toolkit.values.MISSING_KINDS`.
    cumulative : bool or None
        True since the beginning, False of the year, None where the words do not say.
    scope : str or None
        ``whole_county``, ``portal``, ``agency`` or None where it is not said.
    method : str
        ``table``, ``prose``, ``structured``, or ``typed`` where a person typed it in, from a scan into
        a template or in place of what a reader left out.
    quote : str
        The few words that the figure stands in.
    where : str
        ``text:START-END`` (characters of Document.text), ``table:N!rRcC`` (from 1), or
        ``key:KEY.KEY[N]`` in a structured file.
    form : str or None
        The form whose table it was read from; None for prose.
    """

    indicator: str
    value: int | float | None
    unit: str | None = None
    applicant: str = "total"
    category: str | None = None
    label: str | None = None
    missing: str | None = None
    approximate: bool = False
    cumulative: bool | None = False
    scope: str | None = None
    method: str = "prose"
    quote: str = ""
    where: str = ""
    form: str | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """What makes two figures of one report the same figure."""
        return (
            self.indicator, self.applicant, self.category, self.label,
            self.scope, self.cumulative, self.method,
        )  # fmt: skip


#: A figure in the making. A page has hundreds of them, and a frozen class sets its fields four times
#: slower than an open one: who has set all fields makes it a figure by ``__class__``.
OpenFigure: Any = make_dataclass(
    "OpenFigure", [(f.name, f.type, field(default=f.default)) for f in fields(Figure)], slots=True
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the data says about itself; never an exception.

    ``applicant`` is None where the finding is of a whole row, or of none. ``quote`` are the words
    that it speaks of, where they stand at ``where``. ``verdict`` is what a person said of it
    (``publisher_error``, ``reader_error`` or ``explained``), with the reason in ``reason``.
    ``cumulative``: it speaks of figures since the beginning, not of those of the year.
    ``scope`` is that of the figures, where it is said; ``publisher_before`` the publisher of the
    earlier of two years. ``about`` are the figures that a check held against each other; ``label`` is
    the printed class whose figure is one of them, None for all classes.
    """

    code: str
    severity: str
    message: str
    message_zh: str = ""
    indicator: str | None = None
    applicant: str | None = None
    expected: object = None
    found: object = None
    where: str = ""
    place: str | None = None
    year: int | None = None
    quote: str = ""
    place_code: str | None = None
    publisher: str | None = None
    verdict: str = ""
    reason: str = ""
    cumulative: bool = False
    about: About = ()
    label: str | None = None
    scope: str | None = None
    publisher_before: str | None = None

    def __post_init__(self) -> None:
        if self.code not in FINDING_CODES:
            raise ValueError(f"unknown finding code {self.code!r}")
        if self.severity not in SEVERITIES:
            raise ValueError(f"unknown severity {self.severity!r}")

    @property
    def is_of_corrections(self) -> bool:
        """Whether it is about an entry of one's own file, and no fault of what is published."""
        return self.code.startswith("correction_")


def about_text(about: About) -> str:
    """Return figures as text for a cell of a table.

    Examples
    --------
    >>> about_text((("requests_received", "total", 2022), ("disclosed_total", None, None)))
    'requests_received/total/2022; disclosed_total//'
    """
    parts = ((i, a or "", "" if year is None else str(year)) for i, a, year in about)
    return "; ".join("/".join(part) for part in parts)


def about_of(text: str | None) -> About:
    """Return what :func:`about_text` has made a text of.

    Examples
    --------
    >>> about_of("requests_received/total/2022; disclosed_total//")
    (('requests_received', 'total', 2022), ('disclosed_total', None, None))
    """
    parts = (part.split("/") for part in (text or "").split("; ") if part)
    return tuple((i, a or None, int(year) if year else None) for i, a, year in parts)
