"""Group: the figures of a report that stand in the tables of one form, by what tells them apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from toolkit.figure import Figure
from toolkit.forms import Form, forms
from toolkit.report import Report

#: Indicator and applicant.
Key = tuple[str, str]


@dataclass
class Group:
    """The figures of one form and scope, those of the year or cumulative.

    ``values`` holds the value of each, the first where a figure stands twice.
    """

    form: Form
    cumulative: bool
    printed: list[Figure] = field(default_factory=list)
    values: dict[Key, int | float | None] = field(default_factory=dict)

    @cached_property
    def figures(self) -> Mapping[Key, Figure]:
        """The figures themselves, the first where one stands twice."""
        return {(f.indicator, f.applicant): f for f in reversed(self.printed)}


def grouped(report: Report) -> tuple[list[Group], list[Figure]]:
    """Return the figures of a report by form, and those that may be one figure printed twice.

    All others are told apart by indicator and applicant within their group.
    """
    groups: dict[tuple[str | None, bool, str | None], Group] = {}
    kinds: dict[tuple[object, ...], Group | None] = {}
    rest: list[Figure] = []
    group = None
    method = form = cumulative = scope = object()
    for f in report.figures:
        # Those of one table share what tells kinds apart.
        if (
            f.form is not form
            or f.method is not method
            or f.cumulative is not cumulative
            or f.scope is not scope
        ):
            kind = method, form, cumulative, scope = f.method, f.form, f.cumulative, f.scope
            if kind not in kinds:
                kinds[kind] = _group_of(f, report, groups)
            group = kinds[kind]
        if group is None or f.category or f.label:
            rest.append(f)
        else:
            group.printed.append(f)
            group.values[f.indicator, f.applicant] = f.value
    for group in groups.values():
        if len(group.values) < len(group.printed):
            rest += group.printed
            group.values = {k: f.value for k, f in group.figures.items()}
    return list(groups.values()), rest


def _group_of(
    figure: Figure, report: Report, groups: dict[tuple[str | None, bool, str | None], Group]
) -> Group | None:
    """Return the group that a figure without a label is of, None where it stands in no table."""
    name = figure.form or report.form
    if name is None and figure.method == "table":
        # Table 4 alone stands alike in two forms, and so do its identities.
        name = "form2019"
    # What a person typed in place of a sentence has no form, and is no cell of a table.
    spoken = figure.method == "prose" or (figure.method == "typed" and figure.form is None)
    known = forms().get(name or "")
    if spoken or known is None:
        return None
    key = name, bool(figure.cumulative), figure.scope
    return groups.setdefault(key, Group(known, key[1]))
