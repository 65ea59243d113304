"""Heading: what a report says of itself, before its figures."""

from __future__ import annotations

from toolkit.display.words import say
from toolkit.forms import forms
from toolkit.report import Report


def heading(report: Report) -> str:
    """Return the title of a report, or the name of its file where it has none."""
    return report.title or report.source


def facts(report: Report, language: str = "zh") -> list[tuple[str, str]]:
    """Return place, publisher, year and the like as pairs; what every report should have is there."""
    unknown = say("facts", "unknown", language)
    form = forms().get(report.form or "")
    name = getattr(form, language) if form else ""
    found = [
        ("place", " ".join(x for x in (report.place, report.place_code) if x) or unknown),
        ("publisher", report.publisher),
        ("level", say("levels", report.level, language) if report.level else None),
        ("year", str(report.year) if report.year else unknown),
        ("form", f"{name} ({report.form})" if name else report.form),
        ("published", report.published),
        ("period", " – ".join(report.period) if report.period else None),
        ("address", report.address),
    ]
    out = [(say("facts", key, language), value) for key, value in found if value]
    return [*out, ("", say("facts", "synthetic", language))] if report.synthetic else out
