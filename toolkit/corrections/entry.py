"""Entry: one correction or verdict as it stands in a file, with its line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

#: What a person may say of a finding.
VERDICTS = ("publisher_error", "reader_error", "explained")

#: How the texts of several corrections are joined in one cell of a frame.
JOINT = " | "


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a file of corrections.

    Attributes
    ----------
    path, line : str, int
        Where it stands; lines count from 1.
    place, place_code : str, str or None
        The place by name, and its code; None for a zone that has none.
    year : int
        Report year.
    expect : int, float or str
        The published value, or its kind of missing; of a verdict what the finding found.
    use : int, float or None
        The value to use instead; None in a verdict.
    verdict, finding : str or None
        One of :data:`VERDICTS`, and the code of the finding that it is about.
    against : int, float, str or None
        What the finding holds ``expect`` against, where two findings bear the same one.
    publisher : str or None
        None for what is published for the place as a whole; a department has to be named.
    applicant : str or None
        A column of table 3; None in a verdict on a finding that has none.
    category, label, scope, method : str or None
        None where any will do.
    cumulative : bool
        Whether the figure runs since the beginning; a figure of the year never stands for one.
    """

    path: str
    line: int
    place: str
    place_code: str | None
    year: int
    expect: int | float | str
    reason: str
    source: str
    by: str
    use: int | float | None = None
    verdict: str | None = None
    finding: str | None = None
    against: int | float | str | None = None
    publisher: str | None = None
    indicator: str | None = None
    applicant: str | None = None
    category: str | None = None
    label: str | None = None
    scope: str | None = None
    method: str | None = None
    cumulative: bool = False

    @property
    def where(self) -> str:
        """The file by its last two names, and the line."""
        return f"{'/'.join(Path(self.path).parts[-2:])}:{self.line}"

    @property
    def told(self) -> str:
        """The reason, who says so and where: what stands beside a corrected value."""
        return f"{self.reason} ({self.by}, {self.where})".replace(JOINT, " / ")


def same(one: object, other: object) -> bool:
    """Return whether two published values are the same: numbers by value, all else by its text.

    Examples
    --------
    >>> same(12, 12.0), same("2011-11-20", "2011-11-20"), same(0, "blank"), same(None, 0)
    (True, True, False, False)
    """
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) < 1e-9
    return None not in (one, other) and str(one) == str(other)
